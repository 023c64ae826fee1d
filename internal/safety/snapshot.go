package safety

import (
	"bytes"
	_ "embed" // for the snapshot
	"encoding/binary"
	"encoding/gob"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// built is the built-in rules, compiled: reading it takes a few
// milliseconds, compiling the rule files ten times as long. It is written by
// "go test -run TestSnapshot -update", and used only while the rule files
// have the very text it was made from.
//
//go:embed rules.snapshot
var built []byte

// A snapshot is a Rules without its examples, in few and flat parts, which
// gob reads fast.
type snapshot struct {
	Version  string
	Rules    []ruleText // without patterns and examples
	Guards   [][]int32  // by rule
	Names    []string   // of guards
	Words    []string   // by id
	From     []string   // spellings that are written out
	Into     [][]int32  // what for
	Marks    []string
	Units    []string
	Pronouns []string
	Emoji    map[rune]string
	To       []int32 // words before a 2
	Turns    []int32
	Fillers  [][]int32
	Plain    map[int32]int32
	Real     []string
	Short    []string // short key words
	Slips    []string // key words
	Keys     []string // key words, and those that are starred out
	Packed   []byte   // patterns, guards, slots, roots and nodes: numbers as varints, which gob hands over whole
	Numbers  int      // how many
}

// freeze makes a snapshot of r.
func (r *Rules) freeze() snapshot {
	v := r.v
	s := snapshot{
		Version: r.version, Emoji: v.emoji, Keys: v.keys,
		Marks: slices.Sorted(maps.Keys(v.marks)), Units: slices.Sorted(maps.Keys(v.units)), Pronouns: slices.Sorted(maps.Keys(v.pronouns)),
		To: slices.Sorted(maps.Keys(v.beforeTo)), Turns: slices.Sorted(maps.Keys(v.turns)), Slips: slices.Sorted(maps.Keys(v.key)),
		Plain: v.plain,
		Real:  slices.Sorted(maps.Keys(v.real)), Short: v.short,
		Words: make([]string, len(v.numeric)), From: slices.Sorted(maps.Keys(v.expand)),
	}
	for _, first := range slices.Sorted(maps.Keys(v.fillers)) {
		s.Fillers = append(s.Fillers, v.fillers[first]...)
	}
	for _, rule := range r.rules {
		t := rule.ruleText
		t.Patterns, t.Unless, t.Must, t.MustNot = "", "", "", ""
		s.Rules, s.Guards = append(s.Rules, t), append(s.Guards, rule.guards)
	}
	for w, id := range v.ids {
		s.Words[id] = w
	}
	for _, from := range s.From {
		s.Into = append(s.Into, v.expand[from])
	}
	p := packer{}
	p.patterns(r.patterns)
	p.put(len(r.guards))
	for _, g := range r.guards {
		s.Names = append(s.Names, g.name)
		p.put(bit(g.sentence))
		p.patterns(g.patterns)
	}
	p.put(len(v.slots))
	for _, slot := range v.slots {
		p.put(slot.length)
		p.list(slot.patterns)
	}
	p.list(v.roots)
	p.put(len(v.nodes))
	for _, n := range v.nodes {
		p.list(n.ends)
		p.put(len(n.next))
		for _, e := range n.next {
			p.put(int(e.word), int(e.node))
		}
	}
	s.Numbers = len(p.ints)
	for _, n := range p.ints {
		s.Packed = binary.AppendVarint(s.Packed, int64(n))
	}
	return s
}

// thaw makes rules of a snapshot. They have no examples to check.
func (s *snapshot) thaw() (r *Rules, err error) {
	defer func() {
		if recover() != nil { // the numbers do not add up
			r, err = nil, fmt.Errorf("safety rules: snapshot of %s: damaged", s.Version)
		}
	}()
	v := &vocabulary{
		ids: make(map[string]int32, len(s.Words)), expand: make(map[string][]int32, len(s.From)), numeric: make([]bool, len(s.Words)),
		marks: members(s.Marks), units: members(s.Units), pronouns: members(s.Pronouns), emoji: s.Emoji, like: lookalikeTable(),
		beforeTo: members(s.To), turns: members(s.Turns), key: members(s.Slips), real: members(s.Real),
		fillers: map[int32][][]int32{}, plain: s.Plain,
	}
	for _, phrase := range s.Fillers {
		v.fillers[phrase[0]] = append(v.fillers[phrase[0]], phrase)
	}
	for id, w := range s.Words {
		v.ids[w] = int32(id)
		v.numeric[id] = id == numberID || isNumber(w)
	}
	for i, from := range s.From {
		v.expand[from] = s.Into[i]
	}
	v.learnKeys(strings.Join(s.Slips, " "))
	v.learnShort(strings.Join(s.Short, " "))
	v.keys = s.Keys
	r = &Rules{v: v, version: s.Version}
	for i, t := range s.Rules {
		c, err := t.classes()
		if err != nil {
			return nil, err
		}
		c.guards = s.Guards[i]
		r.rules = append(r.rules, c)
	}
	u := unpacker{ints: numbers(s.Packed, s.Numbers)}
	r.patterns = u.patterns()
	r.guards = make([]guard, u.next())
	for i := range r.guards {
		r.guards[i] = guard{name: s.Names[i], sentence: u.next() != 0}
		r.guards[i].patterns = u.patterns()
	}
	v.slots = make([]slot, u.next())
	for i := range v.slots {
		v.slots[i].length = u.next()
		v.slots[i].patterns = u.list()
	}
	v.roots = u.list()
	v.nodes = make([]node, u.next())
	edges := make([]edge, 0, s.Numbers/3)
	for i := range v.nodes {
		v.nodes[i].ends = u.list()
		from := len(edges)
		for n := u.next(); n > 0; n-- {
			edges = append(edges, edge{int32(u.next()), int32(u.next())})
		}
		v.nodes[i].next = edges[from:len(edges):len(edges)]
	}
	r.ready()
	return r, nil
}

// snapshotOf reads the built-in snapshot if it was made from files of
// version; nil if not.
func snapshotOf(version string) *Rules {
	var s snapshot
	if gob.NewDecoder(bytes.NewReader(built)).Decode(&s) != nil || s.Version != version {
		return nil
	}
	r, err := s.thaw()
	if err != nil {
		return nil
	}
	return r
}

// members makes a set of a list.
func members[T comparable](list []T) map[T]bool {
	m := make(map[T]bool, len(list))
	for _, x := range list {
		m[x] = true
	}
	return m
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A packer writes numbers one after another; an unpacker reads them back in
// the same order.
type packer struct{ ints []int32 }

func (p *packer) put(n ...int) {
	for _, x := range n {
		p.ints = append(p.ints, int32(x))
	}
}

func (p *packer) list(list []int32) {
	p.put(len(list))
	p.ints = append(p.ints, list...)
}

func (p *packer) patterns(list []pattern) {
	p.put(len(list))
	for _, x := range list {
		p.put(int(x.rule), bit(x.loose), bit(x.joint), len(x.steps))
		for _, s := range x.steps {
			p.put(s.gap, bit(s.optional), bit(s.start), bit(s.stop))
			p.list(s.slots)
		}
	}
}

type unpacker struct {
	ints []int32
	at   int
}

// numbers reads n varints, or as many as there are.
func numbers(packed []byte, n int) []int32 {
	ints := make([]int32, n)
	at := 0
	for i := range ints {
		if at < len(packed) && packed[at] < 0x80 { // one byte, as most are
			ints[i] = int32(packed[at]>>1) ^ -int32(packed[at]&1)
			at++
			continue
		}
		x, size := binary.Varint(packed[at:])
		if size <= 0 {
			return ints[:i]
		}
		ints[i] = int32(x)
		at += size
	}
	return ints
}

func (u *unpacker) next() int {
	u.at++
	return int(u.ints[u.at-1])
}

func (u *unpacker) list() []int32 {
	n := u.next()
	u.at += n
	return u.ints[u.at-n : u.at : u.at]
}

func (u *unpacker) patterns() []pattern {
	list := make([]pattern, u.next())
	for i := range list {
		list[i].rule, list[i].loose, list[i].joint = int32(u.next()), u.next() != 0, u.next() != 0
		list[i].steps = make([]step, u.next())
		for k := range list[i].steps {
			s := &list[i].steps[k]
			s.gap, s.optional, s.start, s.stop = u.next(), u.next() != 0, u.next() != 0, u.next() != 0
			s.slots = u.list()
		}
	}
	return list
}
