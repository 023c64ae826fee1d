package bot

import (
	"cmp"
	"fmt"
	"strings"

	"pamphlet/bot/messages"
)

// brief is a member's question as a line of a list: one line, and not long.
func brief(question string) string {
	const most = 120 // characters: enough to know it by
	return Escape(shorten(strings.Join(strings.Fields(question), " "), most))
}

// notes tells what happens to answers.
func (e effects) notes(r Request) []string {
	var notes []string
	tell := func(s messages.Key, all []effect, line func(effect) string) {
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
		notes = append(notes, r.say(messages.NothingAsked))
	case len(e.Answered)+len(e.Unanswered)+len(e.Moved) == 0:
		notes = append(notes, r.say(messages.NoEffect, e.Asked))
	default:
		notes = append(notes, r.say(messages.Effects, e.Asked))
	}
	tell(messages.NewlyAnswered, e.Answered, func(c effect) string { return brief(c.Question) + Escape(" → "+c.New) })
	tell(messages.NewlyUnanswered, e.Unanswered, func(c effect) string { return brief(c.Question) + Escape(" (was: "+c.Old+")") })
	tell(messages.Moved, e.Moved, func(c effect) string { return brief(c.Question) + Escape(": "+c.Old+" → "+c.New) })
	tell(messages.Broken, e.Broken, r.brokenLine)
	if e.Tests > 0 && len(e.Broken) == 0 {
		notes = append(notes, r.say(messages.TestsHold, e.Tests))
	}
	return notes
}

// brokenLine is a test that would break, and whose it is.
func (r Request) brokenLine(c effect) string {
	line := brief(c.Question) + Escape(": "+c.Old+" → "+cmp.Or(c.New, r.say(messages.Nothing)))
	if c.Guild != "" {
		line += " " + r.say(messages.OfGuild, Escape(c.Guild))
	}
	return line
}

// all lists every effect, for the attached file.
func (e effects) all(r Request) string {
	var out strings.Builder
	nothing := r.say(messages.Nothing)
	for _, part := range []struct {
		s   messages.Key
		all []effect
	}{{messages.NewlyAnswered, e.Answered}, {messages.NewlyUnanswered, e.Unanswered}, {messages.Moved, e.Moved}, {messages.Broken, e.Broken}} {
		if len(part.all) > 0 {
			out.WriteString(r.say(part.s, len(part.all)) + "\n")
		}
		for _, c := range part.all {
			fmt.Fprintf(&out, "- %s: %s → %s\n", c.Question, cmp.Or(c.Old, nothing), cmp.Or(c.New, nothing))
		}
	}
	return out.String()
}
