package bot

import (
	"cmp"
	"fmt"
	"strings"
)

// brief is a member's question as a line of a list: one line, and not long.
func brief(question string) string {
	const most = 120 // characters: enough to know it by
	return Escape(shorten(strings.Join(strings.Fields(question), " "), most))
}

// notes tells what happens to answers.
func (e effects) notes(r Request) []string {
	var notes []string
	tell := func(s sentence, all []effect, line func(effect) string) {
		if len(all) == 0 {
			return
		}
		var lines []string
		for _, c := range all {
			lines = append(lines, line(c))
		}
		notes = append(notes, r.say(s, len(all))+listed(lines))
	}
	switch {
	case e.Asked == 0:
		notes = append(notes, r.say(sayNothingAsked))
	case len(e.Answered)+len(e.Unanswered)+len(e.Moved) == 0:
		notes = append(notes, r.say(sayNoEffect, e.Asked))
	default:
		notes = append(notes, r.say(sayEffects, e.Asked))
	}
	tell(sayNewlyAnswered, e.Answered, func(c effect) string { return brief(c.Question) + Escape(" → "+c.New) })
	tell(sayNewlyUnanswered, e.Unanswered, func(c effect) string { return brief(c.Question) + Escape(" (was: "+c.Old+")") })
	tell(sayMoved, e.Moved, func(c effect) string { return brief(c.Question) + Escape(": "+c.Old+" → "+c.New) })
	tell(sayBroken, e.Broken, r.brokenLine)
	if e.Tests > 0 && len(e.Broken) == 0 {
		notes = append(notes, r.say(sayTestsHold, e.Tests))
	}
	return notes
}

// brokenLine is a test that would break, and whose it is.
func (r Request) brokenLine(c effect) string {
	line := brief(c.Question) + Escape(": "+c.Old+" → "+cmp.Or(c.New, r.say(sayNothing)))
	if c.Guild != "" {
		line += " " + r.say(sayOfGuild, Escape(c.Guild))
	}
	return line
}

// all lists every effect, for the attached file.
func (e effects) all(r Request) string {
	var out strings.Builder
	nothing := r.say(sayNothing)
	for _, part := range []struct {
		s   sentence
		all []effect
	}{{sayNewlyAnswered, e.Answered}, {sayNewlyUnanswered, e.Unanswered}, {sayMoved, e.Moved}, {sayBroken, e.Broken}} {
		if len(part.all) > 0 {
			out.WriteString(r.say(part.s, len(part.all)) + "\n")
		}
		for _, c := range part.all {
			fmt.Fprintf(&out, "- %s: %s → %s\n", c.Question, cmp.Or(c.Old, nothing), cmp.Or(c.New, nothing))
		}
	}
	return out.String()
}
