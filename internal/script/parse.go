package script

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxErrors is how many faults Parse names at once: enough to mend a script
// in one go, few enough to read.
const maxErrors = 10

// maxBytes bounds the size of a script. A person writes far less.
const maxBytes = 4 << 20

// An Error is a fault in the text of a script.
type Error struct {
	Line    int // from 1
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// Parse reads a script. Its errors are of type *Error, joined, one for each
// faulty line.
func Parse(text []byte) (Script, error) {
	if len(text) > maxBytes {
		return Script{}, &Error{1, "a script is four megabytes at most"}
	}
	if !utf8.Valid(text) {
		return Script{}, &Error{faultyLine(text), "the text is not valid UTF-8"}
	}
	var p parser
	lines := strings.Split(strings.TrimLeft(string(text), "\ufeff"), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	for i, line := range lines {
		p.line = i + 1
		p.take(strings.TrimRight(line, "\r"))
	}
	p.close()
	p.script.Tail = p.above
	p.finish()
	if len(p.faults) > 0 {
		return Script{}, errors.Join(p.faults...)
	}
	return p.script, nil
}

// faultyLine returns the number of the first line with invalid UTF-8.
func faultyLine(text []byte) int {
	n := 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			n++
		}
		text = text[size:]
	}
	return n
}

// A parser holds what has been read of a script.
type parser struct {
	script Script
	line   int
	above  []string // comments and blank lines not yet given to a step
	faults []error

	// text is where lines that begin with mark go, nil if none may follow.
	text   *string
	mark   byte
	lines  []string
	broken bool // the last line at the margin was faulty: skip what is below it
}

// fault records what is wrong with the current line.
func (p *parser) fault(format string, args ...any) {
	if len(p.faults) < maxErrors {
		p.faults = append(p.faults, &Error{p.line, fmt.Sprintf(format, args...)})
	}
}

// take reads one line.
func (p *parser) take(line string) {
	trimmed := strings.TrimSpace(line)
	indented := line != "" && (line[0] == ' ' || line[0] == '\t')
	switch {
	case trimmed == "" || trimmed[0] == '#':
		p.close()
		p.above = append(p.above, trimmed)
	case !indented:
		p.close()
		before := len(p.faults)
		p.step(trimmed)
		p.broken = len(p.faults) > before
		p.above = nil
	case p.broken:
		p.above = nil
	case trimmed[0] == '|' || trimmed[0] == '>':
		p.add(trimmed[0], line)
	default:
		p.close()
		p.detail(trimmed)
		p.above = nil
	}
}

// open lets lines that begin with mark follow. They are added to text.
func (p *parser) open(text *string, mark byte) {
	p.text, p.mark, p.lines = text, mark, nil
	if *text != "" {
		p.lines = []string{*text}
	}
}

// close ends a text of several lines.
func (p *parser) close() {
	if p.text != nil && len(p.lines) > 0 {
		*p.text = strings.Join(p.lines, "\n")
	}
	p.text = nil
}

// add takes the text of line, which stands after its mark and one space.
func (p *parser) add(mark byte, line string) {
	switch {
	case p.text != nil && p.mark == mark:
		p.lines = append(p.lines, strings.TrimPrefix(line[strings.IndexByte(line, mark)+1:], " "))
	case mark == '|':
		p.fault(`text after "|" follows "article:", "says:", "with NAME:" or "file NAME:" directly`)
	default:
		p.fault(`text after ">" follows what somebody says directly`)
	}
}

// step reads a line at the margin.
func (p *parser) step(line string) {
	step := Step{Line: p.line, Above: p.above}
	var ok bool
	switch word, rest, colon := strings.Cut(line, ":"); {
	case strings.HasPrefix(line, "--"):
		ok = p.begin(&step, line)
	case colon && word == string(Learn):
		step.Action, step.Text, ok = Learn, strings.TrimSpace(rest), true
	case colon && word == string(Wait):
		ok = p.wait(&step, rest)
	default:
		ok = p.head(&step, line)
	}
	if !ok {
		return
	}
	p.script.Steps = append(p.script.Steps, step)
	last := &p.script.Steps[len(p.script.Steps)-1]
	switch {
	case last.Action == Learn && last.Text == "":
		p.open(&last.Body, '|')
	case last.Action.turn():
		p.open(&last.Text, '>')
	}
}

// detail reads an indented line.
func (p *parser) detail(line string) {
	steps := p.script.Steps
	if len(steps) == 0 || !steps[len(steps)-1].Action.turn() {
		p.fault("nothing is expected here: a line that is moved in stands below what somebody says")
		return
	}
	d := Detail{Line: p.line, Above: p.above}
	if !p.word(&d, line) {
		return
	}
	step := &steps[len(steps)-1]
	step.Details = append(step.Details, d)
	if d.Word.block() || d.Word == With && d.Text == "" {
		p.open(&step.Details[len(step.Details)-1].Text, '|')
	}
}

// finish looks for what only shows when everything has been read.
func (p *parser) finish() {
	for _, step := range p.script.Steps {
		if step.Action == Learn && step.Text == "" && strings.TrimSpace(step.Body) == "" {
			p.line = step.Line
			p.fault(`an article needs a path, %q, or lines of text below it, each after "|"`, Starter)
		}
	}
}
