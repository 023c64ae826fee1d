package source

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pamphlet/knowledge"
)

func TestDaysAreReadInTheUsualForms(t *testing.T) {
	for text, want := range map[string]string{
		"2023-04-02":                      "2023-04-02",
		"April 2, 2023":                   "2023-04-02",
		"Apr. 2, 2023":                    "2023-04-02",
		"Sept. 9, 2023":                   "2023-09-09",
		"2 April 2023":                    "2023-04-02",
		"2nd of April 2023":               "2023-04-02",
		"Sunday, April 2, 2023":           "2023-04-02",
		"Sun, 02 Apr 2023 10:00:00 +0200": "2023-04-02",
		"2023-04-02T23:59:00-08:00":       "2023-04-02",
		"31.12.2023":                      "2023-12-31",
		"01.02.2023":                      "2023-02-01", // full stops: the day comes first
		"31/12/2023":                      "2023-12-31",
		"12/31/2023":                      "2023-12-31",
		"03/03/2023":                      "2023-03-03",
		"April 2023":                      "2023-04-01",
		"01/02/2023":                      "ambiguous",
		"31.02.2023":                      "none",
		"2023":                            "none",
		"in April 2023 we moved":          "none",
		"April 2, 1823":                   "none",
		"13/13/2023":                      "none",
		"":                                "none",
	} {
		found, ok := parseDay(text)
		got := dayOf(found.day)
		switch {
		case !ok:
			got = "none"
		case found.ambiguous:
			got = "ambiguous"
		}
		if got != want {
			t.Errorf("parseDay(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestAnUnclearDateIsLeftUnsetAndNoted(t *testing.T) {
	a, report := readOne(t, "a.txt", "A Title\n\nPublished: 01/02/2023\n\nA paragraph of the article.\n")
	if !a.Published.IsZero() || len(report.Notes) != 1 || !strings.Contains(report.Notes[0], "01/02/2023") {
		t.Errorf("published %v, notes %q", a.Published, report.Notes)
	}
}

func TestALineOfCreditsGivesTheDate(t *testing.T) {
	for line, want := range map[string]string{
		"By Jane Roe, MD | April 2, 2023":               "2023-04-02",
		"Posted on 2 April 2023 by Jane Roe":            "2023-04-02",
		"Jane Roe · 2023-04-02 · 4 min":                 "2023-04-02",
		"On April 2, 2023 we changed our opening hours": "",
		"Open by appointment since April 2, 2023.":      "",
		"By April 2023 | all rooms":                     "",
	} {
		found, _ := creditLine(line)
		if got := dayOf(found.day); got != want {
			t.Errorf("creditLine(%q) = %q, want %q", line, got, want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"Side Effects":              "side-effects",
		"  What's “ketamine”?  ":    "whats-ketamine",
		"Crème brûlée à la façon":   "creme-brulee-a-la-facon",
		"Straße & Øre":              "strasse-ore",
		"Побочные эффекты":          "побочные-эффекты",
		"…":                         "article",
		strings.Repeat("word ", 40): "word-word-word-word-word-word-word-word-word-word-word-word",
	} {
		if got := Slug(title); got != want || len(got) > maxSlug {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestLanguagesAreToldByTheirFrequentWords(t *testing.T) {
	for text, want := range map[string]string{
		"You should not stop taking the tablets before you have talked to your doctor.":                 "en",
		"No deje de tomar las pastillas sin hablar antes con su médico, que le dirá cómo.":              "es",
		"N'arrêtez pas de prendre les comprimés avant d'en parler avec votre médecin pour vous.":        "fr",
		"Setzen Sie die Tabletten nicht ab, ohne mit der Ärztin zu sprechen, und das ist wichtig.":      "de",
		"Не прекращайте принимать таблетки, если вы не поговорили с врачом, это может быть опасно.":     "ru",
		"Sluta inte att ta tabletterna innan du har pratat med en läkare, och det är viktigt.":          "sv",
		"Du må ikke slutte med tablettene uten å ha snakket med legen, og det er viktig.":               "no",
		"Ne hagyja abba a tabletták szedését, ha még nem beszélt az orvossal, mert ez nem jó.":          "hu",
		"Não pare de tomar os comprimidos sem falar antes com o seu médico, que lhe dirá como.":         "pt",
		"O que devo levar para a consulta? Traga um documento e a lista dos seus remédios.":             "pt",
		"Nie przerywaj przyjmowania tabletek, zanim nie porozmawiasz z lekarzem, to jest ważne.":        "pl",
		"Gdzie jest wejście? Wejście jest od strony podwórza, a drzwi są otwarte do dziewiątej.":        "pl",
		"Non smetta di prendere le compresse senza parlare prima con il medico, che le dirà come.":      "it",
		"Stop niet met de tabletten voordat u met de arts hebt gesproken, want dat is belangrijk.":      "nl",
		"¿Dónde está la entrada? La entrada está por el patio y la puerta está abierta hasta las diez.": "es",
		"Ketamine 40 mg": "",
	} {
		if got := languageOf(text); got != want {
			t.Errorf("languageOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsGivenWins(t *testing.T) {
	day := time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)
	body := "---\ntitle: Found\ndate: 2023-01-01\nlang: de\ntags: [a]\nsource: https://x.example/\n---\n# Found\n\nA sentence.\n"
	articles, _, err := Read(t.Context(), "a.md", []byte(body), Options{
		Title: "Said", Source: "https://y.example/", Language: "fr", Slug: "My Slug", Published: day, Review: day, Tags: []string{"b", "a"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := knowledge.Article{
		Title: "Said", Source: "https://y.example/", Language: "fr", Slug: "my-slug", Published: day, Review: day, Tags: []string{"a", "b"}, Text: "A sentence.",
		Identity: "slug:my-slug",
	}
	if diff := cmp.Diff(want, articles[0]); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
}

func TestFormatsAreToldByTypeThenNameThenContent(t *testing.T) {
	for _, test := range []struct{ name, mediaType, body, want string }{
		{"a.md", "", "words", markdown},
		{"a.md", "text/html; charset=utf-8", "<p>words", webPage},
		{"page", "", "  <!DOCTYPE html><p>words", webPage},
		{"a.txt", "", "# Heading\n\nwords", markdown},
		{"a.txt", "", "words, and 1 # more", plainText},
		{"a.txt", "", "question,answer\n", plainText},
		{"-", "", "question,answer\nA?,b\n", commaList},
		{"-", "", "id\tanswer\tquestion\n", tabList},
		{"-", "", `{"question":"A?","answer":"b","text":"c"}`, jsonList},
		{"-", "", `{"id":"1","text":"c"}`, collection},
		{"a.JSONL", "", `{"id":"1","text":"c"}`, collection},
		{"a.json", "", `[{"question":"A?"}]`, jsonList},
		{"-", "", "PK\x03\x04", wordFile},
		{"-", "", "---\nformat: pamphlet\n---\nwords", exported},
	} {
		if got := format(test.name, test.mediaType, []byte(test.body)); got != test.want {
			t.Errorf("format(%q, %q, %q) = %s, want %s", test.name, test.mediaType, test.body, got, test.want)
		}
	}
}
