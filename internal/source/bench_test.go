package source

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkRead reads an article of 400 sections in each of three formats.
func BenchmarkRead(b *testing.B) {
	var md, txt, page strings.Builder
	for i := range 400 {
		sentence := strings.Repeat(fmt.Sprintf("In week %d the *dose* stays as it was, unless your provider says so. ", i), 4)
		fmt.Fprintf(&md, "## What about week %d?\n\n%s\n\n- first\n- second\n\n", i, sentence)
		fmt.Fprintf(&txt, "What about week %d?\n\n%s\n\n- first\n- second\n\n", i, sentence)
		fmt.Fprintf(&page, "<h2>What about week %d?</h2><p>%s</p><ul><li>first</li><li>second</li></ul>", i, sentence)
	}
	for name, body := range map[string]string{"a.md": md.String(), "a.txt": txt.String(), "a.html": "<body><h1>All</h1>" + page.String()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Read(b.Context(), name, []byte(body), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
