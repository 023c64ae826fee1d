package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/diff"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// maxShown is how many articles of a draft a reply tells of one by one.
const maxShown = 3

// previewArticle tells what becomes of one article, in short in the reply if
// it is to be shown there, and in full in whole.
func (b *Bot) previewArticle(ctx context.Context, r Request, reply *Reply, whole *strings.Builder, a knowledge.Drafted, shown bool) error {
	old, err := b.before(ctx, r.Guild, a)
	if err != nil {
		return err
	}
	if a.Removes {
		reply.Notes = append(reply.Notes, r.say(messages.Removes, len(a.Passages())))
		return nil
	}
	passages := a.Passages()
	for _, p := range passages {
		fmt.Fprintf(whole, "%s › %s\n%s\n\n", a.Title, title(p), p.Text)
	}
	if a.Base > 0 {
		whole.WriteString(diff.Unified(fmt.Sprintf("revision %d", a.Base), "draft", string(source.Export(old)), string(source.Export(a.Article))))
	}
	if !shown {
		return nil
	}
	_, naming, err := b.base.Name(ctx, r.Guild, []knowledge.Article{a.Article})
	if err != nil {
		return err
	}
	switch {
	case naming[0].New && naming[0].Like != "":
		reply.Notes = append(reply.Notes, r.say(messages.NewArticle), r.say(messages.SameTitle, Escape(naming[0].Like)))
	case naming[0].New:
		reply.Notes = append(reply.Notes, r.say(messages.NewArticle))
	case a.Base > 0:
		reply.Notes = append(reply.Notes, r.say(messages.ChangedArticle, a.Base))
	}
	if !a.Review.Equal(old.Review) {
		reply.Notes = append(reply.Notes, r.say(messages.ReviewDate, r.dayOrNever(old.Review), r.dayOrNever(a.Review)))
	}
	if was, is := strings.Join(old.Tags, ", "), strings.Join(a.Tags, ", "); was != is {
		none := r.say(messages.NoTags)
		reply.Notes = append(reply.Notes, r.say(messages.Tags, Escape(cmp.Or(was, none)), Escape(cmp.Or(is, none))))
	}
	fresh, gone := r.changes(old.Passages(), passages)
	reply.Notes = append(reply.Notes, r.say(messages.Passages, len(passages), len(fresh))+listed(fresh))
	if len(gone) > 0 {
		reply.Notes = append(reply.Notes, r.say(messages.GonePassages, a.Base, len(gone))+listed(gone))
	}
	return nil
}

// dayOrNever is a review date as it is read.
func (r Request) dayOrNever(day time.Time) string {
	if day.IsZero() {
		return r.say(messages.Never)
	}
	return r.day(day)
}

// changes lists the passages that are new or say something else, and the
// headings under which nothing stands any more.
func (r Request) changes(old, now []knowledge.Passage) (fresh, gone []string) {
	was, left := map[string]knowledge.Passage{}, map[string]bool{}
	for _, p := range old {
		was[p.Text] = p
	}
	for _, p := range now {
		left[title(p)] = true
		before, known := was[p.Text]
		if !known {
			fresh = append(fresh, Bold(title(p))+": "+Escape(shorten(firstLine(p.Text), 120)))
			continue
		}
		for _, change := range []struct {
			say  messages.Key
			ways []string
		}{{messages.AlsoAsked, added(before.Questions, p.Questions)}, {messages.NotAsked, added(p.Questions, before.Questions)}} {
			if len(change.ways) > 0 {
				fresh = append(fresh, Bold(title(p))+": "+r.say(change.say, Escape(strings.Join(change.ways, " / "))))
			}
		}
	}
	for _, p := range old {
		if t := title(p); !left[t] {
			gone, left[t] = append(gone, Escape(t)), true
		}
	}
	return fresh, gone
}

// added lists what is in list and was not before.
func added(before, list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(before, s) })
}
