package safety

// windowWords is how many words are matched at once: one bit of a uint64
// for each place between them.
const windowWords = 63

// overlap is how many words of a cut sentence are read again in the next
// window, so that a phrase is not lost at the cut.
const overlap = 24

// A window is up to windowWords words of a message. A set of places is a
// uint64: bit i stands for the place before word i.
type window struct {
	words  []word
	first  int // index of words[0] in the message
	valid  uint64
	starts uint64   // places where a sentence starts
	stops  uint64   // places where a sentence ends
	inside uint64   // places that do not part two sentences
	clause uint64   // places that do not part two clauses either
	places []uint64 // by node of the tree: places where its phrase starts, while tagging
	met    []int32  // nodes that have places
	at     []uint64 // by slot: places where a phrase of it starts
	seen   []uint32 // by pattern: the round it was last listed in
	round  uint32
	listed []int32 // patterns worth trying
	guards []guarded
	steps  int // work done, for tests
}

// guarded is what a guard covers in this window.
type guarded struct {
	round uint32
	words uint64 // bit i: word i is covered
}

// load prepares w for words[from:], and returns where the next one starts.
func (w *window) load(v *vocabulary, words []word, from int) int {
	to := min(len(words), from+windowWords)
	next := to
	if to < len(words) {
		next = cut(words, from, to)
		if next < to && words[next].stop {
			to = next
		}
	}
	clear(w.at)
	w.listed = w.listed[:0]
	w.round++
	w.words, w.first = words[from:to], from
	n := to - from
	w.valid = 1<<(n+1) - 1
	parting, turning, begins := w.parts(v)
	w.starts = parting | begins | 1
	if from > 0 && !words[from].stop {
		w.starts &^= 1
	}
	w.stops = parting &^ 1
	if to == len(words) || words[to].stop {
		w.stops |= 1 << n
	}
	w.inside = w.valid &^ parting
	w.clause = w.inside &^ turning
	w.tag(v)
	return next
}

// parts gives the places that part two sentences, those that part two
// clauses, and those where a clause begins to speak: after its "but".
func (w *window) parts(v *vocabulary) (parting, turning, begins uint64) {
	for i, word := range w.words {
		if word.stop {
			parting |= 1 << i
		}
		if word.soft {
			turning |= 1 << i
		}
		if v.lexemes[word.id].turns {
			turning |= 1 << i
			begins |= 1 << (i + 1)
		}
	}
	return parting, turning, begins | turning
}

// cut says where the window after words[from:to] starts: at the last
// sentence that does not fit, or, if one sentence fills the window, far
// enough back to see a phrase at the cut whole.
func cut(words []word, from, to int) int {
	if words[to].stop {
		return to
	}
	for i := to - 1; i > from+overlap; i-- {
		if words[i].stop {
			return i
		}
	}
	return to - overlap
}

// tag marks where the phrases of every word class stand.
func (w *window) tag(v *vocabulary) {
	for i := range w.words {
		id := w.words[i].id
		if id != 0 {
			w.walk(v, i, id)
		}
		if id != numberID && v.lexemes[id].numeric {
			w.walk(v, i, numberID)
		}
	}
	for _, at := range w.met {
		w.fill(v, at)
	}
	w.met = w.met[:0]
}

// walk follows the tree of phrases from word i, read as id, and notes the nodes
// it meets.
func (w *window) walk(v *vocabulary, i int, id int32) {
	if int(id) >= len(v.roots) || v.roots[id] == 0 {
		return
	}
	at := v.roots[id]
	for j := i + 1; ; j++ {
		w.steps++
		if w.places[at] == 0 {
			w.met = append(w.met, at)
		}
		w.places[at] |= 1 << i
		if j >= len(w.words) || w.words[j].stop {
			return
		}
		next, following := int32(0), w.words[j].id
		for _, e := range v.nodes[at].next {
			if e.word == following || e.word == numberID && v.lexemes[following].numeric {
				next = e.node
				break
			}
		}
		if next == 0 {
			return
		}
		at = next
	}
}

// fill notes in its slots where the phrase of a node of the tree starts, and
// lists the patterns that need one of them. Most time goes into the first
// loop: a common word is in hundreds of slots, so it does nothing else.
func (w *window) fill(v *vocabulary, at int32) {
	slots, places := v.nodes[at].ends, w.places[at]
	w.places[at] = 0
	for _, n := range slots {
		w.at[n] |= places
	}
	for _, n := range slots {
		if len(v.slots[n].patterns) == 0 {
			return // nor have those after it, see [Rules.listPatterns]
		}
		w.list(v.slots[n].patterns)
	}
}

// list notes that patterns are worth trying.
func (w *window) list(patterns []int32) {
	for _, p := range patterns {
		if w.seen[p] != w.round {
			w.seen[p] = w.round
			w.listed = append(w.listed, p)
		}
	}
}

// reach gives the places at which a rule's pattern may go on.
func (w *window) reach(p *pattern) uint64 {
	if p.loose {
		return w.valid
	}
	return w.inside
}

// ends gives the places where a match of p that starts in from may end, if
// it only goes on at the places in inside.
func (w *window) ends(v *vocabulary, p *pattern, from, inside uint64) uint64 {
	at, fresh := from, from // fresh: places before the first word
	for i := range p.steps {
		s := &p.steps[i]
		w.steps++
		if s.gap > 0 {
			for range s.gap {
				at |= (at & inside) << 1 & w.valid
			}
			continue
		}
		var next uint64
		for _, n := range s.slots {
			next |= (at & (inside | fresh) & w.at[n]) << v.lengths[n]
		}
		if s.optional {
			next |= at
		} else if len(s.slots) > 0 {
			fresh = 0
		}
		if s.start {
			next |= at & w.starts
		}
		if s.stop {
			next |= at & w.stops
		}
		if at = next; at == 0 {
			return 0
		}
	}
	return at
}

// spans calls visit with each start of a match of p and the places it may
// end, latest start first, until visit says it has seen enough.
func (w *window) spans(v *vocabulary, p *pattern, inside uint64, visit func(start int, ends uint64) bool) {
	for i := len(w.words); i >= 0; i-- {
		if ends := w.ends(v, p, 1<<i, inside); ends != 0 && !visit(i, ends) {
			return
		}
	}
}

// sentence gives the words of the sentence in which word i stands.
func (w *window) sentence(i int) uint64 {
	return w.stretch(i, w.inside)
}

// stretch gives the words around word i that places in inside join.
func (w *window) stretch(i int, inside uint64) uint64 {
	from, to := i, i+1
	for from > 0 && inside&(1<<from) != 0 {
		from--
	}
	for to < len(w.words) && inside&(1<<to) != 0 {
		to++
	}
	return (1<<to - 1) &^ (1<<from - 1)
}
