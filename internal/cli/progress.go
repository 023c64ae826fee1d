package cli

import (
	"fmt"
	"io"
	"strings"
)

// A progress is a bar on a terminal. In a pipe it prints nothing.
type progress struct {
	out   io.Writer // nil if nobody looks
	doing string
	of    int
	shown int // percent
}

// progress starts a bar for something of so many steps; 0 if that is said
// later, by atOf.
func (a *env) progress(doing string, of int) *progress {
	p := &progress{doing: doing, of: of, shown: -1}
	if terminal(a.Err) && of != 1 {
		p.out = a.Err
	}
	return p
}

// barWidth is how long the bar is, in characters.
const barWidth = 30

// at shows that n steps are done.
func (p *progress) at(n int) {
	percent := 100 * n / max(p.of, 1)
	if p.out == nil || percent == p.shown {
		return
	}
	p.shown = percent
	full := barWidth * percent / 100
	fmt.Fprintf(p.out, "\r%s [%s%s] %d of %d", p.doing, strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), n, p.of)
}

// atOf shows that n of so many steps are done.
func (p *progress) atOf(n, of int) {
	p.of = of
	p.at(n)
}

// done takes the bar away, so that something can be printed. It comes back with
// the next step.
func (p *progress) done() {
	if p.out != nil && p.shown >= 0 {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = -1
	}
}
