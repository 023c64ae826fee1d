package safety

import (
	"math/bits"
	"slices"
)

// Classify reads a raw message and says how it is to be met. It never fails
// and keeps nothing of the message. Its cost is linear in the message's
// length; of a message over 20,000 bytes the first and the last 10,000 are
// read.
func (r *Rules) Classify(message string) Verdict {
	rd := r.readers.Get().(*reader)
	defer r.readers.Put(rd)
	run := run{r: r, rd: rd}
	return run.classify(message)
}

// A run is the classification of one message.
type run struct {
	r     *Rules
	rd    *reader
	note  *Explanation // what happened, if somebody asked why
	v     Verdict
	done  []uint64 // rules that need no further match
	sour  bool     // the writer says that they are serious
	best  int
	order int32 // index of the deciding rule
	joked bool
	later []match // of rules that count only beside another
}

// A match is where a rule matched, and as which class.
type match struct {
	rule       int32
	class      Class
	joking     bool
	start, end int // bytes of the message, if somebody asked why
}

// classify reads message, tries every rule on it and sums up.
func (c *run) classify(message string) Verdict {
	c.rd.read(message)
	c.try()
	if c.sour && c.joked {
		// Who says they mean it is not joking, whatever they laugh beside.
		c.rd.read(message)
		c.rd.marks = c.rd.marks[:0]
		c.v, c.joked = Verdict{}, false
		if c.note != nil {
			*c.note = Explanation{}
		}
		c.try()
	}
	c.v.Joking = c.joked
	return c.v
}

// try runs every rule over the words that were read.
func (c *run) try() {
	c.done, c.best, c.later = c.rd.done, -1, c.later[:0]
	clear(c.done)
	c.scan()
	for _, m := range c.later {
		if slices.ContainsFunc(c.r.rules[m.rule].beside, c.isDone) {
			c.count(m)
		}
	}
}

// isDone reports whether rule n has matched, and not as a joke that lowers it.
func (c *run) isDone(n int32) bool { return c.done[n/64]&(1<<(n%64)) != 0 }

// scan tries the rules on each window of the reader's words.
func (c *run) scan() {
	words := c.rd.words
	for from := 0; from < len(words); {
		from = c.rd.win.load(c.r.v, words, from)
		c.window()
	}
}

// window tries the patterns that may match in the window that is loaded.
func (c *run) window() {
	w := &c.rd.win
	for _, n := range w.listed {
		p := &c.r.patterns[n]
		if c.isDone(p.rule) {
			continue
		}
		if w.ends(c.r.v, p, w.valid, w.reach(p)) != 0 {
			c.matched(p)
		}
	}
	c.weigh()
}

// weigh raises the rule with the weights where the words weigh enough.
func (c *run) weigh() {
	weighed := c.r.weighed
	if weighed == nil || c.isDone(weighed.rule) {
		return
	}
	w, rule := &c.rd.win, &c.r.rules[weighed.rule]
	var covered uint64
	for _, g := range rule.guards {
		covered |= c.covered(g)
	}
	if weighed.most(c.r.v, w, covered) < weighed.least {
		return
	}
	if all := (span{0, len(w.words)}); c.joking(all) {
		c.fire(weighed.rule, rule.joking, all, true)
	} else {
		c.fire(weighed.rule, rule.class, all, false)
	}
}

// span is a range of words of the window.
type span struct{ from, to int }

// matched looks for a match of p that no guard covers.
func (c *run) matched(p *pattern) {
	w, rule := &c.rd.win, &c.r.rules[p.rule]
	w.spans(c.r.v, p, w.reach(p), func(start int, ends uint64) bool {
		for _, g := range rule.guards {
			covered := c.covered(g)
			stopped := ends & (covered << 1)
			if p.joint && covered&(1<<start) != 0 {
				stopped = ends
			}
			if stopped != 0 {
				ends &^= stopped
				c.stopped(p, g, span{start, bits.TrailingZeros64(stopped)})
			}
		}
		if ends == 0 {
			return true
		}
		s := span{start, bits.TrailingZeros64(ends)}
		class, joking := rule.class, c.joking(s)
		if joking {
			class = rule.joking
		}
		c.fire(p.rule, class, s, joking)
		return joking && rule.joking != rule.class
	})
}

// covered gives the words of the window that guard g covers.
func (c *run) covered(g int32) uint64 {
	w := &c.rd.win
	if w.guards[g].round == w.round {
		return w.guards[g].words
	}
	var words uint64
	guard := &c.r.guards[g]
	for i := range guard.patterns {
		p := &guard.patterns[i]
		inside := w.clause
		if p.loose {
			inside = w.inside
		}
		if w.ends(c.r.v, p, w.valid, inside) == 0 {
			continue
		}
		w.spans(c.r.v, p, inside, func(start int, ends uint64) bool {
			if guard.sentence {
				words |= w.stretch(start, inside)
			} else {
				end := 63 - bits.LeadingZeros64(ends)
				words |= (1<<end - 1) &^ (1<<start - 1)
			}
			return true
		})
	}
	w.guards[g] = guarded{w.round, words}
	return words
}

// shortMessage is how many words a message may have for a joke marker
// anywhere in it to count beside everything in it.
const shortMessage = 14

// joking reports whether a joke marker stands in the sentence of s.
func (c *run) joking(s span) bool {
	if len(c.rd.marks) == 0 {
		return false
	}
	if len(c.rd.words) <= shortMessage {
		return true
	}
	w := &c.rd.win
	words := w.sentence(s.to - 1)
	for _, m := range c.rd.marks {
		at := m - w.first
		if at > 0 && at <= len(w.words) && words&(1<<(at-1)) != 0 {
			return true
		}
		if at >= 0 && at < len(w.words) && !w.words[at].stop && words&(1<<at) != 0 {
			return true
		}
	}
	return false
}

// fire notes that a rule matched as class.
func (c *run) fire(n int32, class Class, s span, joking bool) {
	rule := &c.r.rules[n]
	if !joking || rule.joking == rule.class {
		c.done[n/64] |= 1 << (n % 64)
	}
	m := match{rule: n, class: class, joking: joking}
	if c.note != nil {
		m.start, m.end = c.bytes(s)
	}
	if len(rule.beside) > 0 {
		c.later = append(c.later, m)
		return
	}
	c.count(m)
}

// count makes a match count in the verdict.
func (c *run) count(m match) {
	rule := &c.r.rules[m.rule]
	c.noteFiring(rule, m)
	switch rule.Flag {
	case "retracting":
		c.v.Retracting = true
		return
	case "serious":
		c.sour = true
		return
	case "amount":
		c.v.Amount = true
	}
	if m.class == ClassNone {
		return
	}
	c.v.raised[m.class] = true
	if rank := rank(m.class, rule.Topic); rank > c.best || rank == c.best && m.rule < c.order {
		c.best, c.order, c.joked = rank, m.rule, m.joking
		c.v.Class, c.v.Topic, c.v.Stance, c.v.Rule = m.class, rule.Topic, rule.Stance, rule.ID
	}
}
