package safety

import (
	"encoding/binary"
	"fmt"
	"math"
)

// A packer writes the numbers of compiled rules one after another, two bytes
// each; an unpacker reads them back in the same order.
type packer struct{ bytes []byte }

// put writes numbers of 0 to 65,535. Rules that need greater ones need
// another form of snapshot.
func (p *packer) put(n ...int) {
	for _, x := range n {
		if x < 0 || x > math.MaxUint16 {
			panic(fmt.Sprintf("safety rules: %d does not fit into a snapshot", x))
		}
		p.bytes = binary.LittleEndian.AppendUint16(p.bytes, uint16(x))
	}
}

func (p *packer) list(list []int32) {
	p.put(len(list))
	for _, x := range list {
		p.put(int(x))
	}
}

func (p *packer) flag(b bool) {
	if b {
		p.put(1)
	} else {
		p.put(0)
	}
}

// rules writes the patterns of r, its guards, and which rule has which.
func (p *packer) rules(r *Rules) {
	p.patterns(r.patterns)
	for _, g := range r.guards {
		p.flag(g.sentence)
		p.patterns(g.patterns)
	}
	for _, rule := range r.rules {
		p.list(rule.guards)
	}
}

func (p *packer) patterns(list []pattern) {
	p.put(len(list))
	for _, x := range list {
		p.put(int(x.rule), len(x.steps))
		p.flag(x.loose)
		p.flag(x.joint)
		p.list(x.also)
		for _, s := range x.steps {
			p.put(s.gap)
			p.flag(s.optional)
			p.flag(s.start)
			p.flag(s.stop)
			p.list(s.slots)
		}
	}
}

// tree writes the slots of v and its tree of phrases.
func (p *packer) tree(v *vocabulary) {
	p.put(len(v.slots))
	for n, slot := range v.slots {
		p.put(int(v.lengths[n]))
		p.list(slot.patterns)
	}
	p.list(v.roots)
	edges := 0
	for _, n := range v.nodes {
		edges += len(n.next)
	}
	p.put(len(v.nodes), edges)
	for _, n := range v.nodes {
		p.list(n.ends)
		p.put(len(n.next))
		for _, e := range n.next {
			p.put(int(e.word), int(e.node))
		}
	}
}

// scale writes s. Weights and the bias are small, of either sign.
func (p *packer) scale(s *scale) {
	p.put(s.bias + zero)
	p.list(s.own)
	p.list(s.first)
	p.list(s.second)
	for _, w := range s.weight {
		p.put(int(w) + zero)
	}
	p.list(s.as)
}

// zero is how a number that may be negative is written if it is 0.
const zero = 1 << 15

// An unpacker panics where there are fewer numbers than there should be.
type unpacker struct {
	ints []int32
	at   int
}

func unpack(packed []byte) *unpacker {
	ints := make([]int32, len(packed)/2)
	for i := range ints {
		ints[i] = int32(binary.LittleEndian.Uint16(packed[2*i:]))
	}
	return &unpacker{ints: ints}
}

func (u *unpacker) next() int {
	u.at++
	return int(u.ints[u.at-1])
}

// list gives a part of the numbers themselves: nothing is copied.
func (u *unpacker) list() []int32 {
	n := u.next()
	u.at += n
	return u.ints[u.at-n : u.at : u.at]
}

func (u *unpacker) flag() bool { return u.next() != 0 }

func (u *unpacker) rules(r *Rules) {
	r.patterns = u.patterns()
	for i := range r.guards {
		r.guards[i].sentence = u.flag()
		r.guards[i].patterns = u.patterns()
	}
	for i := range r.rules {
		r.rules[i].guards = u.list()
	}
}

func (u *unpacker) patterns() []pattern {
	list := make([]pattern, u.next())
	for i := range list {
		p := &list[i]
		p.rule, p.steps = int32(u.next()), make([]step, u.next())
		p.loose, p.joint, p.also = u.flag(), u.flag(), u.list()
		for k := range p.steps {
			s := &p.steps[k]
			s.gap, s.optional, s.start, s.stop = u.next(), u.flag(), u.flag(), u.flag()
			s.slots = u.list()
		}
	}
	return list
}

func (u *unpacker) tree(v *vocabulary) {
	v.slots = make([]slot, u.next())
	v.lengths = make([]uint8, len(v.slots))
	for i := range v.slots {
		v.lengths[i] = uint8(u.next())
		v.slots[i].patterns = u.list()
	}
	v.roots = u.list()
	v.nodes = make([]node, u.next())
	edges := make([]edge, u.next()) // of all nodes: one allocation, not thousands
	for i := range v.nodes {
		n := &v.nodes[i]
		n.ends = u.list()
		count := u.next()
		n.next, edges = edges[:count:count], edges[count:]
		for k := range n.next {
			n.next[k] = edge{int32(u.next()), int32(u.next())}
		}
	}
}

func (u *unpacker) scale() *scale {
	s := &scale{bias: u.next() - zero, own: u.list(), first: u.list(), second: u.list()}
	s.weight = make([]int32, len(s.second))
	for i := range s.weight {
		s.weight[i] = int32(u.next() - zero)
	}
	s.as = u.list()
	return s
}
