package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge"
)

// Passages reads a collection of passages, one JSON object a line with the
// fields id, text and, if known, title, heading, question, doc and source. Rows
// that follow each other with the same doc, else title, become one article
// whose passages are taken as they are. A doc that comes back later, or has more
// than 2,000 passages, becomes a further article.
//
// It holds one article and the ids in memory, so a million rows are no burden.
// After an error, which begins with name, nothing more comes.
func Passages(ctx context.Context, name string, r io.Reader, given Options) iter.Seq2[knowledge.Article, error] {
	return func(yield func(knowledge.Article, error) bool) {
		for a, err := range passages(ctx, r, given) {
			if !yield(a, naming(name, err)) {
				return
			}
		}
	}
}

func passages(ctx context.Context, r io.Reader, said Options) iter.Seq2[knowledge.Article, error] {
	return func(yield func(knowledge.Article, error) bool) {
		g := gathering{given: said, ids: map[string]int{}, begun: map[string]int{}}
		for row, err := range rows(draft.Stoppable(ctx, r)) {
			if err == nil {
				err = g.check(row)
			}
			if err != nil {
				yield(knowledge.Article{}, err)
				return
			}
			if g.ends(row) && !yield(g.article(), nil) {
				return
			}
			g.add(row)
		}
		switch {
		case g.rows == 0:
			yield(knowledge.Article{}, draft.Empty())
		default:
			yield(g.article(), nil)
		}
	}
}

// A gathering puts rows together to articles.
type gathering struct {
	given Options
	ids   map[string]int // line of each id
	begun map[string]int // articles of each group so far
	rows  int            // of the whole collection

	open knowledge.Article
	doc  string
	text strings.Builder
	head string // heading last written
}

// check refuses an id that was there before.
func (g *gathering) check(row numbered) error {
	id := string(row.ID)
	if id == "" {
		return nil
	}
	if before, again := g.ids[id]; again {
		return draft.Refusal(ErrDuplicate, fmt.Sprintf("lines %d and %d", before, row.line), "give every passage its own id")
	}
	g.ids[id] = row.line
	return nil
}

// ends reports whether row begins an article after another.
func (g *gathering) ends(row numbered) bool {
	return len(g.open.Precut) > 0 && (row.group() != g.doc || len(g.open.Precut) == maxPassages)
}

// add puts row into the open article.
func (g *gathering) add(row numbered) {
	g.rows++
	if len(g.open.Precut) == 0 {
		g.begin(row)
	}
	heading := cleanAll(row.Heading)
	if head := strings.Join(heading, " / "); head != "" && head != g.head {
		g.block("## " + head)
		g.head = head
	}
	start := g.block(row.Text)
	g.open.Precut = append(g.open.Precut, knowledge.Passage{
		External:  string(row.ID),
		Title:     prose.Clean(prose.FirstOf(g.given.Title, string(row.Title), g.open.Title)),
		Heading:   heading,
		Questions: asked(heading, cleanAll(row.Question)),
		Start:     start,
		End:       start + len(row.Text),
		Text:      row.Text,
		Source:    prose.FirstLink(string(row.Source), string(row.URL)),
		Published: g.open.Published,
		Review:    g.open.Review,
		Language:  g.given.Language,
		Tags:      g.open.Tags,
	})
}

// asked returns what a passage answers: its heading if that is a question, then
// the other ways to ask.
func asked(heading, questions []string) []string {
	if n := len(heading); n > 0 && strings.HasSuffix(heading[n-1], "?") && !slices.Contains(questions, heading[n-1]) {
		return append([]string{heading[n-1]}, questions...)
	}
	return questions
}

// begin opens the article row belongs to.
func (g *gathering) begin(row numbered) {
	g.doc, g.head = row.group(), ""
	title := prose.Clean(prose.FirstOf(g.given.Title, string(row.Title), strings.Join(row.Heading, " / "), string(row.Doc), "Untitled"))
	g.open = knowledge.Article{
		Title:     title,
		Source:    prose.FirstOf(g.given.Source, prose.FirstLink(string(row.Doc))),
		Language:  g.given.Language,
		Published: g.given.Published,
		Review:    g.given.Review,
		Tags:      prose.Union(nil, g.given.Tags),
	}
	g.open.Slug = prose.Slug(prose.FirstOf(g.given.Slug, string(row.Title), string(row.Doc), title))
	g.begun[g.doc]++
	g.open.Identity = fmt.Sprintf("%s#%s", g.given.Identity, g.doc)
	if n := g.begun[g.doc]; n > 1 {
		g.open.Identity += fmt.Sprintf("#%d", n)
	}
}

// block writes a part of the article's text and returns where it begins.
func (g *gathering) block(part string) (start int) {
	if g.text.Len() > 0 {
		g.text.WriteString("\n\n")
	}
	start = g.text.Len()
	g.text.WriteString(part)
	return start
}

// article closes the open article and returns it.
func (g *gathering) article() knowledge.Article {
	a := g.open
	a.Text = g.text.String()
	if a.Language == "" {
		a.Language = prose.Language(a.Text)
		for i := range a.Precut {
			a.Precut[i].Language = a.Language
		}
	}
	g.open = knowledge.Article{}
	g.text = strings.Builder{}
	return a
}

// readCollection reads a whole collection into memory.
func readCollection(ctx context.Context, body []byte, said Options, report *Report) ([]knowledge.Article, error) {
	var articles []knowledge.Article
	for a, err := range passages(ctx, bytes.NewReader(body), said) {
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
		countArticle(report, a)
	}
	return articles, nil
}

// countArticle adds an article to the report's sums.
func countArticle(r *Report, a knowledge.Article) {
	r.Articles++
	r.Passages += len(a.Precut)
	r.Words += prose.Words(a.Text)
}
