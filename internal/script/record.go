package script

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/bot"
)

// A Recorder writes a live conversation down as a script. Its zero value is
// ready to use.
type Recorder struct {
	script Script
	shown  bot.Reply
}

// Learned records that the articles at path are known from here on: a file, a
// folder, or Starter.
func (r *Recorder) Learned(path string) {
	r.script.Steps = append(r.script.Steps, Step{Action: Learn, Text: path})
}

// Add records a request and its reply: the reply's kind, the article it
// quotes, and for a reply that quotes nothing its exact text. What cannot be
// played again, such as an action whose button was never shown, is not
// recorded.
func (r *Recorder) Add(request bot.Request, reply bot.Reply) {
	step := Step{Speaker: speaker(request.Member.Name), Moderator: request.Member.Manage}
	if len(r.script.Steps) > 0 {
		step.Above = []string{""}
	}
	if request.Direct {
		step.Channel = DirectChannel
	}
	if !r.fill(&step, request) {
		return
	}
	for _, file := range request.Files {
		if utf8.Valid(file.Body) {
			step.Details = append(step.Details, Detail{Word: File, Name: fileName(file.Name), Text: lines(string(file.Body))})
		}
	}
	step.Details = append(step.Details, expected(reply)...)
	r.script.Steps = append(r.script.Steps, step)
	r.shown = reply
}

// Script returns what was recorded so far.
func (r *Recorder) Script() Script { return r.script }

// fill sets what depends on the kind of request, and reports whether there
// is a way to write it.
func (r *Recorder) fill(step *Step, request bot.Request) bool {
	step.Text = lines(request.Text)
	switch request.Kind {
	case bot.Ask:
		if _, _, slash := command(request.Text); slash {
			step.Action = Ask
		}
	case bot.Edit:
		step.Action = Edit
	case bot.Suggest:
		step.Action = Type
	case bot.Command:
		step.Text = "/" + request.Name
		step.Details = options(request)
	case bot.Submit:
		step.Action, step.Details = Submit, options(request)
	case bot.Press:
		step.Action = Press
		return r.pressed(step, request)
	}
	return true
}

// pressed finds the label of what was pressed.
func (r *Recorder) pressed(step *Step, request bot.Request) bool {
	for _, offer := range offers(r.shown) {
		if offer.verb == request.Verb && strings.Join(offer.args, "\x00") == strings.Join(request.Args, "\x00") {
			step.Text = offer.label
			return true
		}
	}
	return false
}

// options writes a request's options in the order of their names.
func options(request bot.Request) []Detail {
	var all []Detail
	for _, name := range slices.Sorted(maps.Keys(request.Options)) {
		all = append(all, Detail{Word: With, Name: name, Text: lines(request.Options[name])})
	}
	return all
}

// expected is what a recorded reply has to be when it is played again.
func expected(reply bot.Reply) []Detail {
	all := []Detail{{Word: Kind, Text: string(reply.Kind)}}
	if len(reply.Matches) > 0 {
		first := reply.Matches[0]
		if expectable(first.Title) {
			all = append(all, Detail{Word: From, Text: first.Title})
		}
		if n := len(first.Heading); n > 0 && expectable(first.Heading[n-1]) {
			all = append(all, Detail{Word: Heading, Text: first.Heading[n-1]})
		}
		return all
	}
	if text := trimmedLines(lines(reply.Text())); text != "" {
		all = append(all, Detail{Word: Says, Text: text})
	}
	return all
}

// expectable reports whether a detail can hold text and mean just that.
func expectable(text string) bool {
	return text != "" && text == strings.TrimSpace(text) && !strings.ContainsAny(text, "\r\n") && !strings.Contains(text, " | ")
}

// lines is text with valid UTF-8 and no other line end than \n, as a script
// can hold it.
func lines(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// speaker makes a name that a turn can begin with.
func speaker(name string) string { return named(name, "member", "_-", 32) }

// fileName makes a name that a file can have in a script.
func fileName(name string) string { return named(name, "file", "_-.", 100) }

// named keeps letters, digits and the characters of extra, at most most of
// them. It returns otherwise if nothing is left, or only the word for
// moderators.
func named(name, otherwise, extra string, most int) string {
	var kept []rune
	for _, r := range name {
		if len(kept) < most && (unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(extra, r)) {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 || string(kept) == "mod" || strings.HasPrefix(string(kept), "--") {
		return otherwise
	}
	return string(kept)
}
