package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// This file says how a button remembers what its moderator was shown. Tests run
// again on the very state that is published; but a moderator agreed to what a
// preview said, and if the draft does something else by now, they are shown
// that first. A draft that is named by a command was shown by none.

// A previewToken identifies a preview: the guild's version and the effects that
// the moderator was shown.
type previewToken struct {
	at   knowledge.Version // 0 if nothing
	mark string
}

// previewTokenArgs returns the arguments of a button below what was shown of a draft.
func previewTokenArgs(d knowledge.Draft, at knowledge.Version, e effects) []string {
	return []string{strconv.FormatInt(d.ID, 10), strconv.FormatInt(int64(at), 10), e.mark()}
}

// previewToken undoes shownArgs.
func (r Request) previewToken() previewToken {
	at, err := strconv.ParseInt(r.arg(1), 10, 64)
	if err != nil {
		return previewToken{}
	}
	return previewToken{knowledge.Version(at), r.arg(2)}
}

// mark identifies effects, in whatever order the questions were asked.
func (e effects) mark() string {
	var lines []string
	for i, all := range [][]effect{e.Answered, e.Unanswered, e.Moved, e.Broken} {
		for _, c := range all {
			lines = append(lines, strings.Join([]string{strconv.Itoa(i), c.Guild, c.Question, c.Old, c.New}, "\x00"))
		}
	}
	slices.Sort(lines)
	return mark(strings.Join(lines, "\n"))
}

// tests is what a draft does to tests alone: what a reason is given for.
func (e effects) tests() effects { return effects{Broken: e.Broken} }

// previewAgain shows a draft that does something else than its moderator was
// shown; or ErrConflict, if somebody has just decided on it.
func (b *Bot) previewAgain(ctx context.Context, r Request, id int64) (Reply, error) {
	if d, err := b.base.Draft(ctx, r.Guild, id); err != nil || d.State != knowledge.IsOpen {
		return Reply{}, cmp.Or(err, knowledge.ErrConflict)
	}
	reply, err := b.preview(ctx, r, id)
	reply.Kind, reply.Lead = Refused, r.say(messages.LookAgain)+"\n"+reply.Lead
	return reply, err
}
