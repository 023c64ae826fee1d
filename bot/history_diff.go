package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/internal/diff"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// maxDiff is how much of a comparison a reply shows, in bytes; the attached
// file has all of it.
const maxDiff = 1500

// kbDiff compares two revisions: by default the newest and the one before.
func (b *Bot) kbDiff(ctx context.Context, r Request) (Reply, error) {
	all, reply, err := b.history(ctx, r)
	if reply != nil || err != nil {
		return or(reply), err
	}
	to, ok := r.revision("to")
	if to == 0 {
		to = all[0].Number
	}
	from, ok2 := r.revision("from")
	if from == 0 {
		from = to - 1
	}
	if !ok || !ok2 || from < 1 {
		return refused(r, messages.NoSuchRevision), nil
	}
	var texts [2]string
	for i, number := range []int{from, to} {
		a, err := b.base.Article(ctx, r.Guild, r.option("article"), number)
		if errors.Is(err, knowledge.ErrNoArticle) {
			return refused(r, messages.NoSuchRevision), nil
		}
		if err != nil {
			return Reply{}, err
		}
		texts[i] = string(source.Export(a))
	}
	unified := diff.Unified(fmt.Sprintf("revision %d", from), fmt.Sprintf("revision %d", to), texts[0], texts[1])
	if unified == "" {
		return r.done(messages.NoDifference, from, to), nil
	}
	done := r.done(messages.Diff, Escape(all[0].Title), from, to)
	done.Notes = []string{fence("diff", unified, maxDiff)}
	done.Files = []File{{r.option("article") + ".diff", []byte(unified)}}
	return done, nil
}

// revision reads an option that is a revision; without it, it is 0.
func (r Request) revision(option string) (int, bool) {
	text := r.option(option)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0
}

// fence writes the beginning of text as a block of code, in which nothing of
// it acts.
func fence(language, text string, most int) string {
	text = strings.ReplaceAll(text, "```", "'''")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "\n…"
	}
	return "```" + language + "\n" + text + "\n```"
}
