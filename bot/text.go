package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// This file has what replies of both packages are put together from.

// Done is a private reply that something was carried out.
func (r Request) Done(s messages.Key, args ...any) Reply {
	return Reply{Kind: Done, Lead: r.Say(s, args...), Private: true}
}

// Refused is a private sentence that says what to do.
func (r Request) Refused(s messages.Key, args ...any) Reply {
	return Reply{Kind: Refused, Lead: r.Say(s, args...), Private: true}
}

// Paged adds a menu of what can be chosen, as many as Discord's menus hold,
// with buttons to the next and the previous ones: verb and args lead to another
// page, whose number comes last.
func (r Request) Paged(reply Reply, menu Menu, all []Option, page int, verb Verb, args ...string) Reply {
	last := (len(all) - 1) / MaxChoices
	page = max(0, min(page, last))
	from := page * MaxChoices
	menu.Options = all[from:min(from+MaxChoices, len(all))]
	reply.Menus = append(reply.Menus, menu)
	to := func(s messages.Key, page int) {
		reply.Actions = append(reply.Actions, Action{Label: r.Say(s), Verb: verb, Args: append(args[:len(args):len(args)], strconv.Itoa(page))})
	}
	if page > 0 {
		to(messages.EarlierPage, page-1)
	}
	if page < last {
		to(messages.LaterPage, page+1)
	}
	if last > 0 {
		reply.Notes = append(reply.Notes, r.Say(messages.Page, from+1, from+len(menu.Options), len(all)))
	}
	return reply
}

// Turned is a reply to a button that turns a page: it takes the place of the
// page before.
func (r Request) Turned(reply Reply) Reply {
	reply.Replaces = r.Kind == Press
	return reply
}

// Say returns a message in the member's language, or else in the guild's.
func (r Request) Say(key messages.Key, args ...any) string {
	text := messages.Text(key, r.Member.Locale, r.settings.values[SettingLocale], r.Locale)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Day writes a date as it is read in the member's language.
func (r Request) Day(t time.Time) string {
	months := strings.Fields(r.Say(messages.Months))
	return r.Say(messages.Day, t.Day(), months[t.Month()-1], t.Year())
}

// HasLetter reports whether s holds a letter or digit at all.
func HasLetter(s string) bool { return strings.IndexFunc(s, isLetterOrDigit) >= 0 }

// PassageOption is a line of a menu that stands for a passage.
func PassageOption(p knowledge.Passage, value string) Option {
	return Option{Shorten(Title(p), MaxLabel), value, Shorten(firstLine(p.Text), MaxLabel)}
}

// firstLine is what stands before the first line break.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
