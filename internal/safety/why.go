package safety

// An Explanation says how a verdict came about. It holds positions in the
// message, not its text.
type Explanation struct {
	Verdict
	Fired   []Firing
	Stopped []Stop
}

// A Firing is a rule that fired, and the bytes of the message it fired on.
type Firing struct {
	Rule       string
	Class      Class
	Stance     Stance
	Start, End int
	Joking     bool // a joke marker stood beside it
}

// A Stop is a match that a guard covered.
type Stop struct {
	Rule, Guard string
	Start, End  int
}

// Why classifies message and says which rules fired on which words, and
// which were stopped by what.
func (r *Rules) Why(message string) Explanation {
	rd := r.readers.Get().(*reader)
	defer r.readers.Put(rd)
	var e Explanation
	run := run{r: r, rd: rd, note: &e}
	e.Verdict = run.classify(message)
	return e
}

// noteFiring writes down a firing for Why.
func (c *run) noteFiring(rule *rule, m match) {
	if c.note != nil {
		c.note.Fired = append(c.note.Fired, Firing{rule.ID, m.class, rule.Stance, m.start, m.end, m.joking})
	}
}

// stopped writes down a match that was stopped for Why.
func (c *run) stopped(p *pattern, g int32, s span) {
	if c.note == nil {
		return
	}
	stop := Stop{Rule: c.r.rules[p.rule].ID, Guard: c.r.guards[g].name}
	stop.Start, stop.End = c.bytes(s)
	c.note.Stopped = append(c.note.Stopped, stop)
}

// bytes turns words of the window into bytes of the message.
func (c *run) bytes(s span) (start, end int) {
	if s.to == 0 {
		return 0, 0
	}
	w := c.rd.win.words
	return int(w[s.from].start), int(w[s.to-1].end)
}
