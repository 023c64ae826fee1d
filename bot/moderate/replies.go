package moderate

import (
	"fmt"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
)

// nothing is a reply that there is nothing to list; programs get an empty list.
func nothing(r bot.Request, s messages.Key) bot.Reply {
	reply := r.Done(s)
	reply.Value = []any{}
	return reply
}

// A refusal is an error that a moderator is to read: a handler may return it
// wherever it cannot go on, and authorized sends its reply. Its text says nothing
// of what the reply says.
type refusal struct{ bot.Reply }

func (refusal) Error() string { return "refused" }

// refusing is refused as an error.
func refusing(r bot.Request, key messages.Key, args ...any) error {
	return refusal{r.Refused(key, args...)}
}

// returning gives a moderator back what they wrote in a form that was refused.
func returning(r bot.Request, reply bot.Reply, text string) bot.Reply {
	if text != "" {
		reply.Files = append(reply.Files, bot.File{Name: "your-text.txt", Body: []byte(text)})
		reply.Notes = append(reply.Notes, r.Say(messages.TextKept))
	}
	return reply
}

// withNotes adds notes in plain text to a reply: they may hold words of a page.
func withNotes(reply bot.Reply, notes []string) bot.Reply {
	for _, note := range notes {
		reply.Notes = append(reply.Notes, bot.Escape(note))
	}
	return reply
}

// maxListed is how many lines of a kind a reply lists; an attached file has
// all of them.
const maxListed = 8

// list adds lines, which are Markdown, to a reply: the first as a note and, if
// there are more, all of them as a file of that name.
func list(r *bot.Reply, name string, lines []string) {
	if len(lines) > 0 {
		r.Notes = append(r.Notes, strings.TrimPrefix(listed(lines), "\n"))
	}
	if len(lines) > maxListed {
		r.Files = append(r.Files, bot.File{Name: name, Body: []byte(bot.Visible(strings.Join(lines, "\n")) + "\n")})
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

// brief is a member's question as a line of a list: one line, and not long.
func brief(question string) string {
	const maxBrief = 120 // characters: enough to know it by
	return bot.Escape(bot.Shorten(strings.Join(strings.Fields(question), " "), maxBrief))
}
