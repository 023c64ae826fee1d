package passage

import (
	"slices"
	"strings"
)

// blockDedup finds the blocks of one article that repeat an earlier one.
type blockDedup struct {
	text  string
	first map[string]int // a block's words → where it stands first
	found int
}

// minBlockWords is the shortest block that is looked for: shorter ones repeat by
// right ("Side effects may include:").
const minBlockWords = 8

func newBlockDedup(text string) *blockDedup {
	return &blockDedup{text: text, first: make(map[string]int)}
}

// without returns bs less the blocks that stood earlier, as runs without a gap.
func (t *blockDedup) without(bs []block) [][]block {
	var runs [][]block
	var run []block
	for _, b := range bs {
		key := strings.Join(strings.Fields(strings.ToLower(b.Of(t.text))), " ")
		_, repeated := t.first[key]
		if repeated && words(key) >= minBlockWords && !strings.HasSuffix(key, ":") {
			runs, run = append(runs, run), nil
			t.found++
			continue
		}
		if !repeated {
			t.first[key] = b.Start
		}
		run = append(run, b)
	}
	return append(runs, run)
}

// redirect adds questions, those of a section of which nothing is left, to the
// passages that hold its blocks.
func (t *blockDedup) redirect(found []Passage, bs []block, questions []string) {
	for _, b := range bs {
		key := strings.Join(strings.Fields(strings.ToLower(b.Of(t.text))), " ")
		start, ok := t.first[key]
		if !ok {
			continue
		}
		for i := range found {
			if p := &found[i]; p.Start <= start && start < p.End {
				p.Questions = appendNew(p.Questions, questions)
			}
		}
	}
}

func appendNew(list, more []string) []string {
	list = slices.Clone(list)
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
