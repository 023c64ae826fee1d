package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"pamphlet/internal/safety"
)

// A labelled is a message and the class a person gave it.
type labelled struct {
	Text  string       `json:"text"`
	Class safety.Class `json:"class"`
}

// longestLine is the longest line of labelled messages, in bytes.
const longestLine = 1 << 20

// readLabelled reads labelled messages, one JSON object a line.
func readLabelled(from io.Reader) ([]labelled, error) {
	var list []labelled
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var l labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, l)
	}
	return list, lines.Err()
}

// A confusion counts messages by the class they were given, then by the
// class the rules gave.
type confusion [8][8]int

// confused classifies every message of list.
func confused(rules *safety.Rules, list []labelled) (t confusion) {
	for _, l := range list {
		t[l.Class][rules.Classify(l.Text).Class]++
	}
	return t
}

// String writes the table, with recall and precision, for a terminal.
func (t confusion) String() string {
	var b strings.Builder
	b.WriteString("given \\ found")
	for _, c := range safety.Classes() {
		fmt.Fprintf(&b, "%6s", c)
	}
	b.WriteString("   recall  precision\n")
	for _, l := range safety.Classes() {
		fmt.Fprintf(&b, "%-13s", l)
		row, column := 0, 0
		for _, c := range safety.Classes() {
			fmt.Fprintf(&b, "%6d", t[l][c])
			row, column = row+t[l][c], column+t[c][l]
		}
		fmt.Fprintf(&b, "  %6.1f%%    %6.1f%%  %s\n", share(t[l][l], row), share(t[l][l], column), l.Meaning())
	}
	return b.String()
}

// share is what part is of whole, of hundred; all of nothing.
func share(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}
