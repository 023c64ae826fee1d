package eval

import (
	"context"
	"fmt"
	"html"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// A Community is a small base of whole articles and what its members ask of
// it: the case that Pamphlet is for. Its folder holds articles/ and
// questions.jsonl.
type Community struct {
	Name      string
	Articles  []knowledge.Article
	Questions []Asked
}

// An Asked is one line of questions.jsonl.
type Asked struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"` // how it is put: plain, terse, define, chatty, typo, close, follow; or near, off
	Text    string   `json:"q"`
	Earlier []string `json:"history"` // what the same member asked before
	Expect  string   `json:"expect"`  // "answer" if an article answers it
	Article string   `json:"article"` // the file that does
	Must    []string `json:"must"`    // a passage that holds one of these answers it
}

// Answerable reports whether an article answers the question.
func (a Asked) Answerable() bool { return a.Expect == "answer" }

// ReadCommunity reads the folder of a community. Its articles are read as
// "pamphlet import" reads them.
func ReadCommunity(ctx context.Context, folder string) (*Community, error) {
	c := &Community{Name: filepath.Base(folder)}
	var err error
	if c.Questions, err = lines[Asked](filepath.Join(folder, "questions.jsonl")); err != nil {
		return nil, err
	}
	files, _, err := source.Find(filepath.Join(folder, "articles"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		for article, err := range file.Articles(ctx, os.Stdin, source.Options{}, new(source.Report)) {
			if err != nil {
				return nil, err
			}
			article.Source = filepath.Base(file.Path)
			c.Articles = append(c.Articles, article)
		}
	}
	return c, nil
}

// Alone returns a community of each of c's articles alone, as when one begins
// with a single pasted article: with the article's own questions and all that
// no article answers.
func (c *Community) Alone() []*Community {
	var all []*Community
	for _, a := range c.Articles {
		one := &Community{Name: c.Name + "/" + a.Source, Articles: []knowledge.Article{a}}
		for _, q := range c.Questions {
			if !q.Answerable() || q.Article == a.Source {
				one.Questions = append(one.Questions, q)
			}
		}
		all = append(all, one)
	}
	return all
}

// Load saves the community's articles into base, as those of a guild of the
// community's name, and grades its passages: 1 for each that holds one of the
// strings that an answer must hold.
func (c *Community) Load(ctx context.Context, base *knowledge.Base) (*Loaded, error) {
	l := &Loaded{Collection: &Collection{Name: c.Name, Grades: make(map[string]map[string]int)}, Base: base, Guild: "eval " + c.Name, ids: make(map[int64]string)}
	articles := slices.Clone(c.Articles)
	for i := range articles {
		articles[i].Guild = l.Guild
	}
	if _, err := base.SaveAll(ctx, l.Guild, articles, knowledge.Change{Who: "eval"}, nil); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	texts := make(map[string]string)
	for _, a := range articles {
		passages, err := base.PassagesOf(ctx, l.Guild, a.Slug)
		if err != nil {
			return nil, err
		}
		for _, p := range passages {
			id := fmt.Sprint(p.ID)
			l.ids[p.ID], texts[id] = id, plain(p.Text)
		}
	}
	for _, q := range c.Questions {
		yes := q.Answerable()
		l.Questions = append(l.Questions, Question{ID: q.ID, Text: q.Text, Earlier: q.Earlier, Kind: q.Kind, Answerable: &yes})
		l.Grades[q.ID] = make(map[string]int)
		for id, text := range texts {
			if slices.ContainsFunc(q.Must, func(must string) bool { return strings.Contains(text, plain(must)) }) {
				l.Grades[q.ID][id] = 1
			}
		}
	}
	return l, nil
}

var signs = regexp.MustCompile(`[^a-z0-9%$.]+`)

// plain is a text without case and signs.
func plain(text string) string {
	text = strings.ReplaceAll(strings.ToLower(html.UnescapeString(text)), "’", "'")
	return strings.TrimSpace(signs.ReplaceAllString(text, " "))
}

// An Outcome is what came of a question to a community, in a word.
type Outcome string

const (
	Right      Outcome = "right"      // answered by a passage that answers
	Wrong      Outcome = "wrong"      // answered by another
	Shown      Outcome = "shown"      // not answered, but a passage that answers is among the closest
	Silent     Outcome = "silent"     // not answered
	Answered   Outcome = "answered"   // although no article answers it
	Unanswered Outcome = "unanswered" // as no article answers it
)

// Ask asks a question of a community, as a member does.
func (l *Loaded) Ask(ctx context.Context, q Question) (Outcome, error) {
	r, err := l.Base.Search(ctx, search.Query{Guild: l.Guild, Text: q.Text, Earlier: q.Earlier})
	if err != nil {
		return "", err
	}
	answers := func(m search.Match) bool { return l.Grades[q.ID][l.External(m.ID)] > 0 }
	switch {
	case !*q.Answerable && r.Answered:
		return Answered, nil
	case !*q.Answerable:
		return Unanswered, nil
	case r.Answered && answers(r.Matches[0]):
		return Right, nil
	case r.Answered:
		return Wrong, nil
	case slices.ContainsFunc(r.Closest, answers):
		return Shown, nil
	}
	return Silent, nil
}

// PrintOutcomes writes a line for each kind of question, and one for all: how many
// an article answers, and what came of them; how many none does, and were answered.
func PrintOutcomes(w io.Writer, by map[string]map[Outcome]int) {
	all := make(map[Outcome]int)
	fmt.Fprintf(w, "%-12s %5s %6s %6s %6s %6s %9s %9s\n", "", "asked", "right", "shown", "silent", "wrong", "no answer", "answered")
	line := func(kind string, n map[Outcome]int) {
		fmt.Fprintf(w, "%-12s %5d %6d %6d %6d %6d %9d %9d\n", kind, n[Right]+n[Shown]+n[Silent]+n[Wrong],
			n[Right], n[Shown], n[Silent], n[Wrong], n[Answered]+n[Unanswered], n[Answered])
	}
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		line(kind, by[kind])
		for outcome, n := range by[kind] {
			all[outcome] += n
		}
	}
	line("all", all)
}
