package moderate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// kbEdit makes a draft of a file that is to replace an article, or leads to
// the form for one of its passages.
func (b *Bot) kbEdit(ctx context.Context, r bot.Request) (bot.Reply, error) {
	a, over, err := b.currentArticle(ctx, r, r.Option("article"))
	if err != nil {
		return bot.Reply{}, err
	}
	if len(r.Files) > 0 {
		return b.replace(ctx, r, a, over)
	}
	if r.Option("title") != "" || r.Option("review") != "" {
		return b.relabel(ctx, r, a, over)
	}
	return b.pickPassage(r, a, over, r.Option("passage"), 0)
}

// currentArticle returns the article that answers under a name and its revision, or
// a refusal.
func (b *Bot) currentArticle(ctx context.Context, r bot.Request, slug string) (knowledge.Article, int, error) {
	a, over, err := b.base.CurrentArticle(ctx, r.Guild, slug)
	if errors.Is(err, knowledge.ErrNoArticle) {
		err = refusing(r, messages.NoSuchArticle)
	}
	return a, over, err
}

// maxTitle is the longest title that a moderator can type, in characters.
const maxTitle = 200

// relabel makes a draft of an article with another title, another review date, or
// both. Its name stays.
func (b *Bot) relabel(ctx context.Context, r bot.Request, a knowledge.Article, over int) (bot.Reply, error) {
	var what []string
	if named := strings.Join(strings.Fields(r.Option("title")), " "); named != "" {
		if !bot.HasLetter(named) || utf8.RuneCountInString(named) > maxTitle {
			return r.Refused(messages.NoSuchTitle), nil
		}
		a.Title, what = named, append(what, "title")
	}
	if review := r.Option("review"); review != "" {
		day, err := time.Parse(time.DateOnly, review)
		if err != nil && review != "never" {
			return r.Refused(messages.NoSuchDay), nil
		}
		a.Review, what = day, append(what, "review date")
	}
	return b.propose(ctx, r, strings.Join(what, ", "), 0, []knowledge.Drafted{{Article: a, Base: over}}, nil)
}

// pickPassage leads to the form for the one passage whose heading holds wanted,
// or to a menu of those that do.
func (b *Bot) pickPassage(r bot.Request, a knowledge.Article, over int, wanted string, page int) (bot.Reply, error) {
	part := strings.ToLower(strings.TrimSuffix(wanted, "…")) // a suggestion may have been shortened
	var found []knowledge.Passage
	for _, p := range a.Passages() {
		if strings.Contains(strings.ToLower(bot.Title(p)), part) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 0:
		return r.Refused(messages.NoSuchPassage), nil
	case 1:
		return b.rewordForm(r, a, over, found[0]), nil
	}
	var all []bot.Option
	for _, p := range found {
		all = append(all, bot.PassageOption(p, strconv.Itoa(p.Start)))
	}
	menu := bot.Menu{Verb: verbPick, Args: []string{a.Slug, strconv.Itoa(over)}, Placeholder: r.Say(messages.PickPassage)}
	const maxPart = 12 // characters of wanted: a button holds few, and the beginning finds more rather than less
	short := string([]rune(part)[:min(maxPart, len([]rune(part)))])
	return r.Paged(r.Done(messages.PickPassage), menu, all, page, verbPickPage, a.Slug, strconv.Itoa(over), short), nil
}

// pressPickPage shows another page of an article's passages.
func (b *Bot) pressPickPage(ctx context.Context, r bot.Request) (bot.Reply, error) {
	a, over, err := b.currentArticle(ctx, r, r.Arg(0))
	if err != nil {
		return bot.Reply{}, err
	}
	if strconv.Itoa(over) != r.Arg(1) {
		return b.changedSince(ctx, r, a.Slug)
	}
	page, _ := strconv.Atoi(r.Arg(3))
	reply, err := b.pickPassage(r, a, over, r.Arg(2), page)
	return r.Turned(reply), err
}

// replace makes a draft of a file that is to stand in place of an article.
func (b *Bot) replace(ctx context.Context, r bot.Request, a knowledge.Article, over int) (bot.Reply, error) {
	articles, notes, problem := b.read(ctx, r.Files[0], source.Options{Slug: a.Slug, Columns: chosenColumns(r)})
	if problem != "" {
		return bot.Reply{Kind: bot.Refused, Lead: problem, Private: true}, nil
	}
	if len(articles) != 1 {
		return r.Refused(messages.OneArticle, len(articles)), nil
	}
	fresh := &articles[0]
	fresh.Slug, fresh.Base, fresh.Source = a.Slug, over, cmp.Or(fresh.Source, a.Source)
	if !bytes.HasPrefix(bytes.TrimPrefix(r.Files[0].Body, []byte("\ufeff")), []byte("---")) {
		// Without front matter a file says nothing of these: who may not be
		// shown the article must not depend on that.
		fresh.Tags, fresh.Review = a.Tags, a.Review
	}
	return b.propose(ctx, r, "edit", 0, articles, notes)
}

// pressPick opens the form for the passage that was chosen.
func (b *Bot) pressPick(ctx context.Context, r bot.Request) (bot.Reply, error) {
	a, over, p, err := b.pointed(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return b.rewordForm(r, a, over, p), nil
}

// rewordForm asks for the words of a passage and for the other ways to ask it.
// It says which revision it was opened on.
func (b *Bot) rewordForm(r bot.Request, a knowledge.Article, over int, p knowledge.Passage) bot.Reply {
	ways := strings.Join(a.Ways(p), "\n")
	if units(p.Text) > maxField || units(ways) > maxField {
		return r.Refused(messages.LongPassage) // a form would cut it, and sent in, the rest would be lost
	}
	return bot.Reply{Kind: bot.Done, Private: true, Form: &bot.Form{
		Title: bot.Shorten(bot.Title(p), 45), Verb: verbReword, Args: []string{a.Slug, strconv.Itoa(over), strconv.Itoa(p.Start)},
		Fields: []bot.Field{
			{Name: "text", Label: r.Say(messages.FieldText), Value: p.Text, Hint: r.Say(messages.HintText), Long: true, Optional: true},
			{Name: "ways", Label: r.Say(messages.FieldWays), Value: ways, Long: true, Optional: true},
		},
	}}
}

// maxField is how much a field of a form holds, in UTF-16 units (Discord's
// rule).
const maxField = 4000

// units is how long Discord takes a text to be.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// pointed returns the passage that the arguments of r name: slug, revision and
// start. It is refused if the article was changed since.
func (b *Bot) pointed(ctx context.Context, r bot.Request) (knowledge.Article, int, knowledge.Passage, error) {
	a, over, err := b.currentArticle(ctx, r, r.Arg(0))
	if err != nil {
		return a, 0, knowledge.Passage{}, err
	}
	for _, p := range a.Passages() {
		if strconv.Itoa(over) == r.Arg(1) && strconv.Itoa(p.Start) == r.Arg(2) {
			return a, over, p, nil
		}
	}
	reply, err := b.changedSince(ctx, r, a.Slug)
	if err == nil {
		err = refusal{reply}
	}
	return a, 0, knowledge.Passage{}, err
}

// changedSince tells a moderator that another was quicker, and gives back what
// they wrote.
func (b *Bot) changedSince(ctx context.Context, r bot.Request, slug string) (bot.Reply, error) {
	history, err := b.base.History(ctx, r.Guild, slug)
	if err != nil && !errors.Is(err, knowledge.ErrNoArticle) {
		return bot.Reply{}, err
	}
	who := r.Say(messages.Somebody)
	if len(history) > 0 {
		who = bot.Escape(history[0].Author)
	}
	return returning(r, r.Refused(messages.ChangedSince, bot.Escape(slug), who), r.Option("text")), nil
}

// submitReword makes a draft of the form for a passage. A field that was not
// sent, as on the command line, leaves its part as it is.
func (b *Bot) submitReword(ctx context.Context, r bot.Request) (bot.Reply, error) {
	a, over, p, err := b.pointed(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	changed := a
	if ways, sent := r.Options["ways"]; sent {
		if changed, err = a.Asked(p, strings.Split(ways, "\n")); err != nil {
			return bot.Reply{}, err
		}
	}
	if _, sent := r.Options["text"]; sent && r.Option("text") != p.Text {
		text := typed(r.Option("text"))
		grown := len(changed.Text) - len(a.Text) // all of it stands above p
		p.Start, p.End = p.Start+grown, p.End+grown
		if changed, err = changed.Reword(p, text); err != nil {
			return bot.Reply{}, err
		}
	}
	if changed, err = canonical(ctx, changed); err != nil {
		return bot.Reply{Kind: bot.Refused, Lead: sentenceOf(err), Private: true}, nil
	}
	return b.propose(ctx, r, "edit", 0, []knowledge.Drafted{{Article: changed, Base: over}}, nil)
}

// kbRemove makes a draft that takes an article out of the answers.
func (b *Bot) kbRemove(ctx context.Context, r bot.Request) (bot.Reply, error) {
	a, over, err := b.currentArticle(ctx, r, r.Option("article"))
	if err != nil {
		return bot.Reply{}, err
	}
	return b.propose(ctx, r, "remove", 0, []knowledge.Drafted{{Article: a, Base: over, Removes: true}}, nil)
}
