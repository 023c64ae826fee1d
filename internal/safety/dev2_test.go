package safety

import ("testing";"os";"fmt";"bufio";"encoding/json";"path/filepath";"strings")

func TestDev2(t *testing.T) {
	r, err := Load(nil)
	if err != nil { t.Fatal(err) }
	for _, e := range r.Check() { fmt.Println(e) }
	files, _ := filepath.Glob("/work/shared/data/*/queries.jsonl")
	files = append(files, "/work/shared/data/clinc_oos/validation.jsonl", "/work/shared/data/covid_faq_en/pairs.jsonl")
	for _, name := range files {
		f, _ := os.Open(name)
		s := bufio.NewScanner(f); s.Buffer(nil, 1<<20)
		var n [8]int
		for s.Scan() {
			var q map[string]any
			json.Unmarshal(s.Bytes(), &q)
			text, _ := q["text"].(string)
			if text == "" { text, _ = q["a"].(string) }
			v := r.Why(text)
			n[v.Class]++
			if v.Class >= 2 && (v.Class != C6 || strings.Contains(name, os.Getenv("SET")) && os.Getenv("SET")!="") { fmt.Print("   ", text, "\n", v.Format(text)) }
		}
		fmt.Println(name, n)
	}
}
