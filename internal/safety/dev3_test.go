package safety

import ("testing";"os";"fmt")

func TestHeldOnce(t *testing.T) {
	r, err := Load(nil)
	if err != nil { t.Fatal(err) }
	for _, e := range r.Check() { fmt.Println(e) }
	f, _ := os.Open("testdata/held.jsonl")
	c, err := ReadCorpus(f)
	if err != nil { t.Fatal(err) }
	fmt.Println(len(c), r.Len(), len(r.patterns), len(r.v.slots), len(r.v.nodes), len(r.v.numeric))
	fmt.Print(r.Table(c))
	for _, l := range c {
		v := r.Classify(l.Text)
		if v.Class != l.Class { fmt.Printf("%s→%s %-20s %q %s\n", l.Class, v.Class, v.Rule, l.Text, l.Note) }
	}
}
