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
	hashes, positions := map[int64][]string{}, map[int64][]int{}
	_, err = sqlite.Select(ctx, b.db, func(rows *sql.Rows) (none struct{}, err error) {
		p, article, position, stems, err := scanIndexed(rows)
		if err != nil {
			return none, err
		}
		hashes[article] = append(hashes[article], string(passageHash(p)))
		positions[article] = append(positions[article], position)
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
		if a.sound && lacks(a.Passages(), hashes[a.id], positions[a.id]) {
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
const indexedRow = `select p.article, p.position, p.external, p.title, p.heading, p.questions, p.source, r.language, p.text,
	s.title, s.heading, s.questions, s.body
	from passages p join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision
	join stems s on s.id = p.id and s.guild = a.guild where a.guild = ? order by p.article, p.position`

func scanIndexed(rows *sql.Rows) (p Passage, article int64, position int, stems search.Stems, err error) {
	var heading, questions string
	if err = rows.Scan(&article, &position, &p.External, &p.Title, &heading, &questions, &p.Source, &p.Language, &p.Text,
		&stems.Title, &stems.Heading, &stems.Questions, &stems.Body); err != nil {
		return p, 0, 0, stems, err
	}
	if err = json.Unmarshal([]byte(heading), &p.Heading); err == nil {
		err = json.Unmarshal([]byte(questions), &p.Questions)
	}
	return p, article, position, stems, err
}

// lacks reports whether an article that is cut into want lacks some of that, or
// has it in another order. One that was cut otherwise, by an earlier version of
// this program, need only have its own in order.
func lacks(want []Passage, have []string, positions []int) bool {
	for i, p := range positions {
		if p != i {
			return true
		}
	}
	hashes := make([]string, len(want))
	for i, p := range want {
		hashes[i] = string(passageHash(p))
	}
	for _, h := range have {
		if !slices.Contains(hashes, h) {
			return false
		}
	}
	return !slices.Equal(hashes, have)
}
