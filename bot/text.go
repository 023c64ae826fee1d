package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot/messages"
)

// This file has what replies to moderators are put together from.

// done is a private reply that something was carried out.
func (r Request) done(s messages.Key, args ...any) Reply {
	return Reply{Kind: Done, Lead: r.say(s, args...), Private: true}
}

// nothing is a reply that there is nothing to list; programs get an empty list.
func (r Request) nothing(s messages.Key) Reply {
	reply := r.done(s)
	reply.Value = []any{}
	return reply
}

// refused is a private sentence that says what to do.
func refused(r Request, s messages.Key, args ...any) Reply {
	return Reply{Kind: Refused, Lead: r.say(s, args...), Private: true}
}

// A refusal is an error that a moderator is to read: a handler may return it
// wherever it cannot go on, and moderated sends its reply. Its text says nothing
// of what the reply says.
type refusal struct{ Reply }

func (refusal) Error() string { return "refused" }

// refusing is refused as an error.
func refusing(r Request, key messages.Key, args ...any) error {
	return refusal{refused(r, key, args...)}
}

// returning gives a moderator back what they wrote in a form that was refused.
func (r Request) returning(reply Reply, text string) Reply {
	if text != "" {
		reply.Files = append(reply.Files, File{"your-text.txt", []byte(text)})
		reply.Notes = append(reply.Notes, r.say(messages.TextKept))
	}
	return reply
}

// withNotes adds notes in plain text to a reply: they may hold words of a page.
func withNotes(reply Reply, notes []string) Reply {
	for _, note := range notes {
		reply.Notes = append(reply.Notes, Escape(note))
	}
	return reply
}

// maxListed is how many lines of a kind a reply lists; an attached file has
// all of them.
const maxListed = 8

// list adds lines, which are Markdown, to a reply: the first as a note and, if
// there are more, all of them as a file of that name.
func (r *Reply) list(name string, lines []string) {
	if len(lines) > 0 {
		r.Notes = append(r.Notes, strings.TrimPrefix(listed(lines), "\n"))
	}
	if len(lines) > maxListed {
		r.Files = append(r.Files, File{name, []byte(Visible(strings.Join(lines, "\n")) + "\n")})
	}
}

// listed writes the first lines as a list below another line, and how many more
// there are.
func listed(lines []string) string {
	var out strings.Builder
	for i, line := range lines {
		if i == maxListed {
			fmt.Fprintf(&out, "\n- … and %d more", len(lines)-i)
			break
		}
		out.WriteString("\n- " + line)
	}
	return out.String()
}

// paged adds a menu of what can be chosen, as many as Discord's menus hold,
// with buttons to the next and the previous ones: verb and args lead to another
// page, whose number comes last.
func (r Request) paged(reply Reply, menu Menu, all []Option, page int, verb Verb, args ...string) Reply {
	last := (len(all) - 1) / maxChoices
	page = max(0, min(page, last))
	from := page * maxChoices
	menu.Options = all[from:min(from+maxChoices, len(all))]
	reply.Menus = append(reply.Menus, menu)
	to := func(s messages.Key, page int) {
		reply.Actions = append(reply.Actions, Action{Label: r.say(s), Verb: verb, Args: append(args[:len(args):len(args)], strconv.Itoa(page))})
	}
	if page > 0 {
		to(messages.EarlierPage, page-1)
	}
	if page < last {
		to(messages.LaterPage, page+1)
	}
	if last > 0 {
		reply.Notes = append(reply.Notes, r.say(messages.Page, from+1, from+len(menu.Options), len(all)))
	}
	return reply
}

// turned is a reply to a button that turns a page: it takes the place of the
// page before.
func (r Request) turned(reply Reply) Reply {
	reply.Replaces = r.Kind == Press
	return reply
}

// say returns a message in the member's language, or else in the guild's.
func (r Request) say(key messages.Key, args ...any) string {
	text := messages.Text(key, r.Member.Locale, r.settings.values[settingLocale], r.Locale)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// day writes a date as it is read in the member's language.
func (r Request) day(t time.Time) string {
	months := strings.Fields(r.say(messages.Months))
	return r.say(messages.Day, t.Day(), months[t.Month()-1], t.Year())
}

// hasLetter reports whether s holds a letter or digit at all.
func hasLetter(s string) bool { return strings.IndexFunc(s, isLetterOrDigit) >= 0 }
