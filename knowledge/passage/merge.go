package passage

import (
	"fmt"
	"strings"
)

// Merge carries what was changed from base to ours over to theirs. It compares
// part by part, a part being a heading with what stands below it:
//
//   - a part that only they changed is theirs,
//   - a part that we changed, added or took out stays as we left it,
//   - a part that both changed stays as we left it, and is named in clashes.
//
// It is the rule of diff3 on parts instead of lines: coarse, but a moderator
// can foresee it.
func Merge(base, ours, theirs string) (text string, clashes []string) {
	was, mine, now := parts(base), parts(ours), parts(theirs)
	var merged []part
	for _, t := range now {
		o, held := find(mine, t.key)
		b, before := find(was, t.key)
		switch {
		case !held && before: // we took it out
			if t.text != b.text {
				clashes = append(clashes, t.name())
			}
			continue
		case !held || before && o.text == b.text:
			merged = append(merged, t)
			continue
		case t.text != b.text && t.text != o.text:
			clashes = append(clashes, t.name())
		}
		merged = append(merged, o)
	}
	previous := ""
	for i, o := range mine {
		if b, before := find(was, o.key); before && b.text == o.text || in(merged, o.key) {
			previous = o.key
			continue
		}
		if _, before := find(was, o.key); before {
			clashes = append(clashes, o.name()) // they took out what we changed
		}
		merged = insert(merged, o, previous, i == 0)
		previous = o.key
	}
	texts := make([]string, len(merged))
	for i, m := range merged {
		texts[i] = m.text
	}
	return strings.Join(texts, "\n\n"), clashes
}

// A part is a heading with what stands below it, up to the next heading. Its
// key is the heading's line, numbered if it stands there again.
type part struct{ key, text string }

func (p part) name() string {
	name, _, _ := strings.Cut(strings.TrimLeft(p.text, "# "), "\n")
	return name
}

func parts(text string) []part {
	var all []part
	seen := map[string]int{}
	add := func(key, text string) {
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		if seen[key]++; seen[key] > 1 {
			key = fmt.Sprint(key, "\n", seen[key])
		}
		all = append(all, part{key, text})
	}
	from, key := 0, ""
	for _, b := range blocks(text) {
		if b.kind == heading {
			add(key, text[from:b.Start])
			from, key = b.Start, b.Of(text)
		}
	}
	add(key, text[from:])
	return all
}

func find(all []part, key string) (part, bool) {
	for _, p := range all {
		if p.key == key {
			return p, true
		}
	}
	return part{}, false
}

func in(all []part, key string) bool {
	_, ok := find(all, key)
	return ok
}

// insert puts p behind the part called previous, at the beginning if it is
// first, or else at the end.
func insert(all []part, p part, previous string, first bool) []part {
	at := len(all)
	if first {
		at = 0
	}
	for i := range all {
		if !first && all[i].key == previous {
			at = i + 1
		}
	}
	return append(all[:at:at], append([]part{p}, all[at:]...)...)
}
