package moderate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/lint"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// preview shows what a draft would change, with buttons to publish and to
// discard it.
func (b *Bot) preview(ctx context.Context, r bot.Request, id int64) (bot.Reply, error) {
	at, err := b.base.Version(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	d, err := b.base.Draft(ctx, r.Guild, id)
	if errors.Is(err, knowledge.ErrNoDraft) {
		return r.Refused(messages.NoDraft), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	queued, err := b.queuedFor(ctx, r.Guild, d)
	if err != nil {
		return bot.Reply{}, err
	}
	e, err := b.replay(ctx, r.Guild, replayRun{draft: d, questions: true, queued: queued})
	if err != nil {
		return bot.Reply{}, err
	}
	found, err := b.lintDraft(ctx, r.Guild, d)
	if err != nil {
		return bot.Reply{}, err
	}
	var whole strings.Builder
	reply := r.Done(messages.Draft, d.ID, titles(d), bot.Escape(d.What), bot.Escape(d.Author))
	reply.Lead += " " + r.Say(map[knowledge.State]messages.Key{
		knowledge.IsOpen: messages.DraftOpen, knowledge.IsPublished: messages.DraftPublished, knowledge.IsDiscarded: messages.DraftDiscarded,
	}[d.State])
	if len(d.Articles) > maxShown {
		reply.Notes = append(reply.Notes, r.Say(messages.ManyArticles, len(d.Articles)))
	}
	for _, a := range d.Articles {
		if err := b.previewArticle(ctx, r, &reply, &whole, a, len(d.Articles) <= maxShown); err != nil {
			return bot.Reply{}, err
		}
	}
	if note, err := b.starterGoes(ctx, r, d); err != nil {
		return bot.Reply{}, err
	} else if note != "" {
		reply.Notes = append(reply.Notes, note)
	}
	reply.Notes = append(reply.Notes, findings(r, found)...)
	reply.Notes = append(reply.Notes, e.notes(r)...)
	whole.WriteString("\n" + e.all(r))
	reply.Files = append(reply.Files, bot.File{Name: fmt.Sprintf("draft-%d.txt", d.ID), Body: []byte(beginning(whole.String(), maxAttached))})
	reply.Value = previewed{d.ID, d.State, d.What, d.Author, found, e}
	if d.State == knowledge.IsOpen {
		return b.offered(ctx, r, reply, d, previewTokenArgs(d, at, e))
	}
	return reply, nil
}

// queuedFor is the question that an open draft is to answer, as it was asked, or
// "".
func (b *Bot) queuedFor(ctx context.Context, guild string, d knowledge.Draft) (string, error) {
	if d.State != knowledge.IsOpen || d.Question == 0 {
		return "", nil
	}
	q, err := b.base.Queued(ctx, guild, d.Question)
	if errors.Is(err, knowledge.ErrNotQueued) {
		return "", nil
	}
	return q.Question, err
}

// starterGoes says that publishing d would switch the starter articles off, or
// "".
func (b *Bot) starterGoes(ctx context.Context, r bot.Request, d knowledge.Draft) (string, error) {
	adds := slices.ContainsFunc(d.Articles, func(a knowledge.Drafted) bool { return !a.Removes })
	if d.State != knowledge.IsOpen || !adds {
		return "", nil
	}
	reads, err := bot.Reads(ctx, b.base, r.Guild)
	if err != nil || reads != bot.Starter {
		return "", err
	}
	return r.Say(messages.StarterGo), nil
}

// offered adds the buttons of an open draft to its preview: to discard it, and
// to publish it or, if others have changed one of its articles since, to make
// it again.
func (b *Bot) offered(ctx context.Context, r bot.Request, reply bot.Reply, d knowledge.Draft, args []string) (bot.Reply, error) {
	late, err := b.changedSinceDraft(ctx, r.Guild, d)
	if err != nil {
		return reply, err
	}
	first := bot.Action{Label: r.Say(messages.Publish), Verb: verbPublish, Args: args, Style: bot.Primary}
	if len(late) > 0 {
		var lines []string
		for _, a := range late {
			lines = append(lines, bot.Escape(a.Title))
		}
		reply.Notes = append([]string{r.Say(messages.Late, listed(lines))}, reply.Notes...)
		first = bot.Action{Label: r.Say(messages.Redo), Verb: verbRedo, Args: args[:1], Style: bot.Primary}
	}
	reply.Actions = []bot.Action{first, {Label: r.Say(messages.Discard), Verb: verbDiscard, Args: args[:1], Style: bot.Danger}}
	return reply, nil
}

// changedSinceDraft lists the articles of a draft that were changed after it was made.
func (b *Bot) changedSinceDraft(ctx context.Context, guild string, d knowledge.Draft) ([]knowledge.Drafted, error) {
	all, err := b.base.Articles(ctx, guild)
	standing := make(map[string]int, len(all))
	for _, a := range all {
		standing[a.Slug] = a.Revision
	}
	return slices.DeleteFunc(slices.Clone(d.Articles), func(a knowledge.Drafted) bool { return a.Base == standing[a.Slug] }), err
}

// beginning is text, or as much of it as limit bytes hold, and a word that the
// rest is left out.
func beginning(text string, limit int) string {
	const rest = "\n… the rest is left out: a file of Discord cannot hold it"
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit-len(rest)], "") + rest
}

// previewed is a preview for programs.
type previewed struct {
	Draft  int64           `json:"draft"`
	State  knowledge.State `json:"state"`
	What   string          `json:"what"`
	Author string          `json:"author"`
	Lint   []lint.Finding  `json:"lint,omitempty"`
	effects
}

// maxShown is how many articles of a draft a reply tells of one by one.
const maxShown = 3

// previewArticle tells what becomes of one article, in short in the reply if
// it is to be shown there, and in full in whole.
func (b *Bot) previewArticle(ctx context.Context, r bot.Request, reply *bot.Reply, whole *strings.Builder, a knowledge.Drafted, shown bool) error {
	old, err := b.before(ctx, r.Guild, a)
	if err != nil {
		return err
	}
	if a.Removes {
		reply.Notes = append(reply.Notes, r.Say(messages.Removes, len(a.Passages())))
		return nil
	}
	passages := a.Passages()
	for _, p := range passages {
		fmt.Fprintf(whole, "%s › %s\n%s\n\n", a.Title, bot.Title(p), p.Text)
	}
	if a.Base > 0 {
		whole.WriteString(udiff.Unified(fmt.Sprintf("revision %d", a.Base), "draft", string(source.Export(old)), string(source.Export(a.Article))))
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
		reply.Notes = append(reply.Notes, r.Say(messages.NewArticle), r.Say(messages.SameTitle, bot.Escape(naming[0].Like)))
	case naming[0].New:
		reply.Notes = append(reply.Notes, r.Say(messages.NewArticle))
	case a.Base > 0:
		reply.Notes = append(reply.Notes, r.Say(messages.ChangedArticle, a.Base))
	}
	if a.Base > 0 && a.Title != old.Title {
		reply.Notes = append(reply.Notes, r.Say(messages.NewTitle, bot.Escape(old.Title), bot.Escape(a.Title)))
	}
	if !a.Review.Equal(old.Review) {
		reply.Notes = append(reply.Notes, r.Say(messages.ReviewDate, dayOrNever(r, old.Review), dayOrNever(r, a.Review)))
	}
	if was, is := strings.Join(old.Tags, ", "), strings.Join(a.Tags, ", "); was != is {
		none := r.Say(messages.NoTags)
		reply.Notes = append(reply.Notes, r.Say(messages.Tags, bot.Escape(cmp.Or(was, none)), bot.Escape(cmp.Or(is, none))))
	}
	fresh, gone := changes(r, old.Passages(), passages)
	reply.Notes = append(reply.Notes, r.Say(messages.Passages, len(passages), len(fresh))+listed(fresh))
	if len(gone) > 0 {
		reply.Notes = append(reply.Notes, r.Say(messages.GonePassages, a.Base, len(gone))+listed(gone))
	}
	return nil
}

// dayOrNever is a review date as it is read.
func dayOrNever(r bot.Request, day time.Time) string {
	if day.IsZero() {
		return r.Say(messages.Never)
	}
	return r.Day(day)
}

// maxWhole is how many characters of new passages a preview shows whole, which
// leaves room for the rest of it in one message; of others it shows the first line, and the
// attached file has all.
const maxWhole = 1200

// changes lists the passages that are new or say something else, and the
// headings under which nothing stands any more.
func changes(r bot.Request, old, now []knowledge.Passage) (fresh, gone []string) {
	room := maxWhole
	was, left := map[string]knowledge.Passage{}, map[string]bool{}
	for _, p := range old {
		was[p.Text] = p
	}
	for _, p := range now {
		left[bot.Title(p)] = true
		before, known := was[p.Text]
		if !known {
			text := bot.Whole(p)
			if room -= utf8.RuneCountInString(text); room < 0 {
				line, _, _ := strings.Cut(p.Text, "\n")
				text = bot.Escape(bot.Shorten(line, 120))
			} else if strings.Contains(text, "\n") {
				text = "\n" + text
			}
			fresh = append(fresh, bot.Bold(bot.Title(p))+": "+text)
			continue
		}
		for _, change := range []struct {
			say  messages.Key
			ways []string
		}{{messages.AlsoAsked, added(before.Questions, p.Questions)}, {messages.NotAsked, added(p.Questions, before.Questions)}} {
			if len(change.ways) > 0 {
				fresh = append(fresh, bot.Bold(bot.Title(p))+": "+r.Say(change.say, bot.Escape(strings.Join(change.ways, " / "))))
			}
		}
	}
	for _, p := range old {
		if t := bot.Title(p); !left[t] {
			gone, left[t] = append(gone, bot.Escape(t)), true
		}
	}
	return fresh, gone
}

// added lists what is in list and was not before.
func added(before, list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(before, s) })
}
