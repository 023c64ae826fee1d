package knowledge

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// checkArticles finds articles that lack passages or have them in another order,
// and passages and words that the index does not hold as they are.
func (b *Base) checkArticles(ctx context.Context) (found []string, err error) {
	all, err := sqlite.Select(ctx, b.db, sqlite.Value[int64], `select distinct guild from articles order by guild`)
	if err != nil {
		return nil, err
	}
	for _, n := range all {
		wrong, err := b.checkArticlesOf(ctx, n)
		if err = damageFound(&found, err); err != nil {
			return found, err
		}
		for what, count := range map[string]int{
			"articles lack passages, or have them in another order": wrong.articles,
			"passages are indexed by other words than they hold":    wrong.stems,
			"words are not known to the speller":                    wrong.words,
		} {
			if count > 0 {
				found = append(found, fmt.Sprintf("guild number %d: %d %s; %s", n, count, what, mends))
			}
		}
	}
	slices.Sort(found)
	return found, nil
}

// wrong is how many articles, stems and words of a guild are not as they must be.
type wrong struct{ articles, stems, words int }

func (b *Base) checkArticlesOf(ctx context.Context, n int64) (w wrong, err error) {
	analyzer := search.Analyzer{}
	cut := map[int64][]placed{}
	_, err = sqlite.Select(ctx, b.db, func(rows *sql.Rows) (none struct{}, err error) {
		p, article, position, stems, err := scanIndexed(rows)
		if err != nil {
			return none, err
		}
		cut[article] = append(cut[article], placed{position, string(passageHash(p)), p.Part, p.Parts})
		if analyzer.Stems(p) != stems {
			w.stems++
		}
		return none, nil
	}, indexedRow, n)
	if err != nil {
		return w, err
	}
	articles, err := b.mendables(ctx, n)
	if err != nil {
		return w, err
	}
	for _, a := range articles {
		if a.sound && lacks(a.Passages(), cut[a.id]) {
			w.articles++
		}
	}
	known, err := sqlite.Select(ctx, b.db, sqlite.Value[string], `select word from words where guild = ?`, n)
	if err != nil {
		return w, err
	}
	words := make(map[string]bool, len(known))
	for _, word := range known {
		words[word] = true
	}
	for _, word := range analyzer.Fresh() {
		if !words[word] {
			w.words++
		}
	}
	return w, nil
}

// indexedRow selects a guild's passages with what the index holds of them.
const indexedRow = `select p.article, p.position, p.external, p.title, p.heading, p.questions, p.source, r.language, p.text, p.part, p.parts,
	s.title, s.heading, s.questions, s.body
	from passages p join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision
	join stems s on s.id = p.id and s.guild = a.guild where a.guild = ? order by p.article, p.position`

func scanIndexed(rows *sql.Rows) (p Passage, article int64, position int, stems search.Stems, err error) {
	var heading, questions string
	if err = rows.Scan(&article, &position, &p.External, &p.Title, &heading, &questions, &p.Source, &p.Language, &p.Text, &p.Part, &p.Parts,
		&stems.Title, &stems.Heading, &stems.Questions, &stems.Body); err != nil {
		return p, 0, 0, stems, err
	}
	if err = json.Unmarshal([]byte(heading), &p.Heading); err == nil {
		err = json.Unmarshal([]byte(questions), &p.Questions)
	}
	return p, article, position, stems, err
}

// A placed passage is one with its place in its article, and its hash.
type placed struct {
	position    int
	hash        string
	part, parts int
}

// lacks reports whether an article that is cut into want lacks some of that, has it in
// another order, or numbers its parts otherwise. One that was cut otherwise, by an
// earlier version of this program, need only have its own in order; the earliest
// numbered no parts.
func lacks(want []Passage, have []placed) bool {
	known := make(map[string]bool, len(want))
	for _, p := range want {
		known[string(passageHash(p))] = true
	}
	for i, p := range have {
		if p.position != i {
			return true
		}
	}
	if slices.ContainsFunc(have, func(p placed) bool { return !known[p.hash] }) {
		return false
	}
	return !slices.EqualFunc(want, have, func(w Passage, h placed) bool {
		return string(passageHash(w)) == h.hash && (h.parts == 0 || h.part == w.Part && h.parts == w.Parts)
	})
}
