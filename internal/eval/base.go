package eval

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"pamphlet/knowledge"
)

// A Loaded is a collection whose passages are in a base.
type Loaded struct {
	*Collection
	Base  *knowledge.Base
	Guild string
	ids   map[int64]string // a passage's id in the base → its own
}

// Load saves the collection's passages into base, taken as they are, as the
// articles of a guild of the collection's name.
func Load(ctx context.Context, base *knowledge.Base, c *Collection) (*Loaded, error) {
	l := &Loaded{Collection: c, Base: base, Guild: "eval " + c.Name, ids: make(map[int64]string)}
	articles := Articles(c.Passages, l.Guild)
	if _, err := base.SaveAll(ctx, l.Guild, articles, knowledge.Change{Who: "eval"}, nil); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	for _, a := range articles {
		passages, err := base.PassagesOf(ctx, l.Guild, a.Slug)
		if err != nil {
			return nil, err
		}
		for _, p := range passages {
			l.ids[p.ID] = p.External
		}
	}
	return l, nil
}

// Articles makes articles of passages: those that name the same article are
// its passages, any other is an article of its own.
func Articles(passages []Passage, guild string) []knowledge.Article {
	var articles []knowledge.Article
	at := make(map[string]int)
	var texts [][]byte
	for _, p := range passages {
		i, ok := at[p.Article]
		if !ok || p.Article == "" {
			i = len(articles)
			at[p.Article] = i
			articles = append(articles, knowledge.Article{Guild: guild, Slug: fmt.Sprintf("article-%d", i+1), Title: cmp.Or(p.Title, p.Heading, "Untitled"), Language: "en"})
			texts = append(texts, nil)
		}
		if len(texts[i]) > 0 {
			texts[i] = append(texts[i], "\n\n"...)
		}
		start := len(texts[i])
		texts[i] = append(texts[i], p.Text...)
		given := knowledge.Passage{External: p.ID, Title: p.Title, Start: start, End: start + len(p.Text), Text: p.Text}
		if p.Heading != "" {
			given.Heading = []string{p.Heading}
		}
		for _, q := range []string{p.Heading, p.Question} {
			if q != "" && (q == p.Question || strings.HasSuffix(q, "?")) {
				given.Questions = append(given.Questions, q)
			}
		}
		articles[i].Precut = append(articles[i].Precut, given)
	}
	for i := range articles {
		articles[i].Text = string(texts[i])
	}
	return articles
}

// External returns the id that a passage of the base has in the collection.
func (l *Loaded) External(id int64) string { return l.ids[id] }

// Size is the number of the collection's passages in the base.
func (l *Loaded) Size() int { return len(l.ids) }
