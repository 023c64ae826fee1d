package safety

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A Labelled is a message and the class a person gave it: a line of a
// corpus in JSONL.
type Labelled struct {
	Text  string `json:"text"`
	Class Class  `json:"class"`
	Note  string `json:"note"`
}

// maxLine is the longest line of a corpus, in bytes.
const maxLine = 1 << 20

// ReadCorpus reads labelled messages, one JSON object a line.
func ReadCorpus(from io.Reader) ([]Labelled, error) {
	var list []Labelled
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var l Labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, l)
	}
	return list, lines.Err()
}

// A Confusion counts messages by the class they were given, then by the
// class the rules gave.
type Confusion [8][8]int

// Table classifies every message of corpus.
func (r *Rules) Table(corpus []Labelled) Confusion {
	var t Confusion
	for _, l := range corpus {
		t[l.Class][r.Classify(l.Text).Class]++
	}
	return t
}

// Recall is the share of c's messages that were given c, 0 to 1; 1 if there
// are none.
func (t Confusion) Recall(c Class) float64 { return share(t[c][c], t.labelled(c)) }

// Precision is the share of messages given c that are c's, 0 to 1; 1 if
// there are none.
func (t Confusion) Precision(c Class) float64 {
	given := 0
	for _, l := range Classes() {
		given += t[l][c]
	}
	return share(t[c][c], given)
}

// Caught is the share of c's messages that got a card which never opens the
// articles (Crisis, Emergency, Lethal, Harm), 0 to 1: for a crisis, which of these cards is a
// smaller matter than whether.
func (t Confusion) Caught(c Class) float64 {
	return share(t[c][Crisis]+t[c][Emergency]+t[c][Lethal]+t[c][Harm], t.labelled(c))
}

// FalseAlarms is the share of ordinary and informational messages (ClassNone, Sensitive)
// that were given Crisis, Emergency or Lethal, 0 to 1.
func (t Confusion) FalseAlarms() float64 {
	alarms := 0
	for _, l := range []Class{ClassNone, Sensitive} {
		alarms += t[l][Crisis] + t[l][Emergency] + t[l][Lethal]
	}
	if alarms == 0 {
		return 0
	}
	return share(alarms, t.labelled(ClassNone)+t.labelled(Sensitive))
}

func (t Confusion) labelled(c Class) int {
	n := 0
	for _, m := range t[c] {
		n += m
	}
	return n
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// String writes the table, with recall and precision, for a terminal.
func (t Confusion) String() string {
	var b strings.Builder
	b.WriteString("given \\ found")
	for _, c := range Classes() {
		fmt.Fprintf(&b, "%6s", c)
	}
	b.WriteString("   recall  precision\n")
	for _, l := range Classes() {
		fmt.Fprintf(&b, "%-13s", l)
		for _, c := range Classes() {
			if t[l][c] == 0 {
				b.WriteString("     ·")
			} else {
				fmt.Fprintf(&b, "%6d", t[l][c])
			}
		}
		if t.labelled(l) > 0 {
			fmt.Fprintf(&b, "  %6.1f%%    %6.1f%%  %s\n", 100*t.Recall(l), 100*t.Precision(l), l.Meaning())
		} else {
			fmt.Fprintf(&b, "       –          –  %s\n", l.Meaning())
		}
	}
	fmt.Fprintf(&b, "false alarms at Crisis to Lethal: %.2f%% of ClassNone and Sensitive\n", 100*t.FalseAlarms())
	return b.String()
}
