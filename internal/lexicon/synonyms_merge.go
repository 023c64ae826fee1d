package lexicon

import "slices"

// NewSynonyms returns the synonyms that groups are.
func NewSynonyms(groups []Group) *Synonyms { return newReader().build(groups, nil) }

// Without returns s less what a guild's own list removes.
func (s *Synonyms) Without(own *Synonyms) *Synonyms { return s.Merge(&Synonyms{removed: own.removed}) }

// Merge returns s with a guild's own list: what own removes is gone, what it
// adds is there.
func (s *Synonyms) Merge(own *Synonyms) *Synonyms {
	read := newReader()
	kept := make([]Group, 0, len(s.groups)+len(own.groups))
	for _, g := range s.groups {
		left := []Group{g}
		for _, keys := range own.removed {
			var next []Group
			for _, g := range left {
				next = append(next, read.remove(g, keys)...)
			}
			left = next
		}
		kept = append(kept, left...)
	}
	return read.build(append(kept, own.groups...), slices.Concat(s.removed, own.removed))
}

// remove returns what is left of g without the term of one key, or without the
// way between the terms of two: nothing, g, or g in two parts.
func (r reader) remove(g Group, keys []string) []Group {
	if len(keys) == 2 && g.To != nil && r.find(g.From, keys[0]) < 0 {
		keys = []string{keys[1], keys[0]} // a pair may be named in either order
	}
	var parts []Group
	switch from, to := r.find(g.From, keys[0]), -1; {
	case len(keys) == 1 && (from >= 0 || r.find(g.To, keys[0]) >= 0):
		parts = []Group{{r.drop(g.From, keys[0]), r.drop(g.To, keys[0]), g.Weight}}
	case len(keys) == 1:
		return []Group{g}
	case g.To == nil:
		if to = r.find(g.From, keys[1]); from < 0 || to < 0 {
			return []Group{g}
		}
		parts = []Group{{r.drop(g.From, keys[0]), nil, g.Weight}, {r.drop(g.From, keys[1]), nil, g.Weight}}
	default:
		if to = r.find(g.To, keys[1]); from < 0 || to < 0 {
			return []Group{g}
		}
		parts = []Group{{r.drop(g.From, keys[0]), g.To, g.Weight}, {g.From[from : from+1], r.drop(g.To, keys[1]), g.Weight}}
	}
	return slices.DeleteFunc(parts, func(p Group) bool {
		return len(p.From) == 0 || g.To == nil && len(p.From) < 2 || g.To != nil && len(p.To) == 0
	})
}

// find returns where the term of key stands in list, or -1.
func (r reader) find(list []string, key string) int {
	return slices.IndexFunc(list, func(term string) bool { return r.key(term) == key })
}

func (r reader) drop(list []string, key string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(term string) bool { return r.key(term) == key })
}
