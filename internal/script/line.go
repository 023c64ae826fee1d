package script

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot"
)

// heads matches what stands before the ">" of a turn.
var heads = regexp.MustCompile(`^(mod )?([\p{L}\p{N}_-]{1,32})(?: (edits|presses|types|submits|says))?(?: in (#?[\p{L}\p{N}_-]{1,100}))?$`)

// names matches the name of an option or field, and that of a file.
var (
	names     = regexp.MustCompile(`^[\p{L}\p{N}_-]{1,32}$`)
	fileNames = regexp.MustCompile(`^[\p{L}\p{N}_.-]{1,100}$`)
)

// maxRepeated bounds how often a text is repeated, and maxRepeatedBytes how
// long it may get by that.
const (
	maxRepeated      = 100_000
	maxRepeatedBytes = 1 << 20
)

// head reads a turn: who, how, where, and what is said.
func (p *parser) head(step *Step, line string) bool {
	head, text, found := strings.Cut(line, ">")
	if !found {
		p.fault(`%q is neither somebody speaking ("ana> ..."), nor "article:", "wait:" or "-- name --"`, clip(line))
		return false
	}
	parts := heads.FindStringSubmatch(strings.Join(strings.Fields(head), " "))
	if parts == nil {
		p.fault(`%q: before ">" stands a name of letters and digits, as in "ana", "mod maria", "ana edits" or "ana in #news"`, clip(head))
		return false
	}
	if parts[2] == "mod" {
		p.fault(`"mod" goes before a moderator's name, as in "mod maria"`)
		return false
	}
	step.Moderator = parts[1] != ""
	step.Speaker = parts[2]
	step.Action = Action(parts[3])
	step.Channel = strings.TrimPrefix(parts[4], "#")
	if parts[4] == DirectChannel || step.Channel != DirectChannel {
		step.Text = strings.TrimSpace(text)
		return true
	}
	p.fault(`a channel cannot be called #%s: "in %s" is a direct message`, DirectChannel, DirectChannel)
	return false
}

// begin reads the name of a conversation.
func (p *parser) begin(step *Step, line string) bool {
	name, closed := strings.CutSuffix(strings.TrimPrefix(line, "--"), "--")
	if name = strings.TrimSpace(name); !closed || name == "" {
		p.fault("a conversation begins with its name between dashes: -- name --")
		return false
	}
	step.Action, step.Text = Begin, name
	return true
}

// units are the units of a wait, longest first.
var units = [...]struct {
	name  string
	short string
	long  time.Duration
}{
	{"day", "d", 24 * time.Hour},
	{"hour", "h", time.Hour},
	{"minute", "m", time.Minute},
	{"second", "s", time.Second},
}

// maxWait bounds a wait, so that no clock overflows.
const maxWait = 10 * 365 * 24 * time.Hour

// wait reads a time, such as "25 hours" or "25h".
func (p *parser) wait(step *Step, text string) bool {
	text = strings.TrimSpace(text)
	digits := text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
	unit := strings.TrimSpace(text[len(digits):])
	n, err := strconv.Atoi(digits)
	for _, u := range units {
		if unit != u.name && unit != u.name+"s" && unit != u.short {
			continue
		}
		if err == nil && n > 0 && n <= int(maxWait/u.long) {
			step.Action, step.Wait = Wait, time.Duration(n)*u.long
			return true
		}
	}
	p.fault("%q is not a time to wait: write it as in 90 minutes, 25 hours or 2 days, ten years at most", clip(text))
	return false
}

// word reads what stands below a turn.
func (p *parser) word(d *Detail, line string) bool {
	head, text, colon := strings.Cut(line, ":")
	word, name, named := strings.Cut(head, " ")
	d.Word, d.Name, d.Text = Word(word), strings.TrimSpace(name), strings.TrimSpace(text)
	if !colon || !slices.Contains(words[:], d.Word) {
		p.fault("%q is not known here; there are %s", clip(line), listed(words[:]))
		return false
	}
	if problem := d.problem(named); problem != "" {
		p.fault("%s", problem)
		return false
	}
	return true
}

// problem says what is wrong with d as it was read, or "".
func (d Detail) problem(named bool) string {
	switch {
	case d.Word == With && !names.MatchString(d.Name):
		return `an option has a name of letters and digits, as in "with url: https://example.org"`
	case d.Word == File && !fileNames.MatchString(d.Name):
		return `a file has a name of letters, digits and dots, as in "file visit.md:"`
	case named && d.Word != With && d.Word != File:
		return fmt.Sprintf("%s has no name: write %s: and what is meant", d.Word, d.Word)
	case d.Word.block() && d.Text != "":
		return fmt.Sprintf(`after %s: the text follows on lines of its own, each after "|"`, d.Word)
	case d.Word == Repeated:
		if n, err := strconv.Atoi(d.Text); err != nil || n < 1 || n > maxRepeated {
			return fmt.Sprintf("repeated: is a number from 1 to %d", maxRepeated)
		}
	case d.Word == Private && d.Text != "yes" && d.Text != "no":
		return "private: is yes or no"
	case d.Text == "" && d.Word != With && !d.Word.block():
		return fmt.Sprintf("%s: says nothing", d.Word)
	case d.Word == Kind:
		for _, kind := range alternatives(d.Text) {
			if !slices.Contains(kinds[:], bot.Kind(kind)) {
				return fmt.Sprintf("%q is not a kind of reply; there are %s", clip(kind), listed(kinds[:]))
			}
		}
	}
	return ""
}

// kinds are the kinds of reply a script may expect.
var kinds = [...]bot.Kind{bot.Answer, bot.Closest, bot.Clarify, bot.Unknown, bot.SmallTalk, bot.Advice, bot.Sensitive, bot.Crisis,
	bot.Emergency, bot.Done, bot.Refused, bot.Silent}

// alternatives splits the text of a detail at " | ".
func alternatives(text string) []string {
	all := strings.Split(text, " | ")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// listed joins words as a person would.
func listed[T ~string](all []T) string {
	var b strings.Builder
	for i, word := range all {
		switch {
		case i == 0:
		case i == len(all)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(word))
	}
	return b.String()
}

// clip shortens foreign text for an error message.
func clip(text string) string {
	const most = 60 // characters, so that the message stays one line
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}
