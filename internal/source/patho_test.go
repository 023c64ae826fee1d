package source

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestPatho(t *testing.T) {
	if os.Getenv("PATHO") == "" {
		t.Skip("x")
	}
	n := 1 << 20
	for _, c := range []struct {
		name string
		unit string
	}{
		{"a.md", "["}, {"a.md", "*a "}, {"a.md", "**a _b "}, {"a.md", "> "}, {"a.md", "- "}, {"a.md", "`"}, {"a.md", "<"}, {"a.md", "![a]("}, {"a.md", "[a](b"}, {"a.md", "&#"}, {"a.md", "|a"}, {"a.md", "|-|-\n"}, {"a.md", "a|b\n-|-\n"}, {"a.md", "<b>"}, {"a.md", "<!--"}, {"a.md", "\\"}, {"a.md", "[a]: b\n"}, {"a.md", "[a][b]"}, {"a.md", "```\n"}, {"a.md", "1. a\n"}, {"a.md", " - a\n"}, {"a.md", "a  \n"}, {"a.md", "~~a"}, {"a.md", "# a\n"}, {"a.md", "<div>\n\na\n\n"}, {"a.md", "*_"}, {"a.md", "<?"}, {"a.md", "<a href=\""}, {"a.md", "| a | b |\n"}, {"a.md", "[^a]"},
		{"a.html", "<b>a"}, {"a.html", "<p>a"}, {"a.html", "<li>a"}, {"a.html", "<table><tr><td>a"}, {"a.html", "<a>"}, {"a.html", "<b><p>"}, {"a.html", "<span>a</span>"}, {"a.html", "<i><p>x</i>"}, {"a.html", "<a "}, {"a.html", "</p>"}, {"a.html", "<br>"}, {"a.html", "<svg>"}, {"a.html", "<div>a</div>"}, {"a.html", "<p>some words here, and more of them</p>"}, {"a.html", "<ul><li>a</ul>"}, {"a.html", "<button>a</button>"}, {"a.html", "<h1>a</h1>"}, {"a.html", "<form>"}, {"a.html", "<nobr>a"}, {"a.html", "<font><b>"}, {"a.html", "<dl><dt>a<dd>b"}, {"a.html", "<p class='a'><b>x</p>"},
		{"a.txt", "a\n"}, {"a.txt", "a\n\n"}, {"a.txt", "[1]"}, {"a.txt", "- a\n"}, {"a.txt", "A b c\n\n"}, {"a.txt", "> a » "}, {"a.txt", "Share\n\n"}, {"a.txt", "»"}, {"a.txt", "a > b\n\n"}, {"a.txt", "e\u0301\u0301\u0301"}, {"a.txt", "\u0301"},
		{"a.csv", "question,answer\n"}, {"a.json", "["}, {"a.json", "{\"a\":"}, {"a.json", "[{\"question\":\"a\",\"answer\":\"b\"},"}, {"a.jsonl", "{\"question\":\"a\",\"answer\":\"b\"}\n"},
	} {
		fmt.Fprintf(os.Stderr, "%s %q\n", c.name, c.unit)
		if o := os.Getenv("ONLY"); o != "" && o != c.unit {
			continue
		}
		body := strings.Repeat(c.unit, n/len(c.unit))
		var u0, u1 syscall.Rusage
		syscall.Getrusage(0, &u0)
		_, _, err := Read(c.name, []byte(body), Given{})
		syscall.Getrusage(0, &u1)
		d := time.Duration(u1.Utime.Nano() - u0.Utime.Nano())
		if d > 1500*time.Millisecond {
			fmt.Printf("%s %q %v %.100v\n", c.name, c.unit, d, err)
		}
	}
}
