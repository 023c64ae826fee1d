package prose

import (
	"strings"
	"testing"
)

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
