package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pamphlet/internal/sqlite"
)

// Named begins the identity of an article that was given its slug by a person:
// it is the article of that slug, wherever it comes from.
const Named = "slug:"

// A Naming says what an import makes of an article.
type Naming struct {
	New bool
	// Like is the slug of another article with the same title, or "".
	Like string
}

// Name gives articles the slugs they have in a guild. One whose identity is
// known there is that article. One that says word for word what an article of
// its title says is that one, too, as it stands. Any other is new, and gets a
// slug that is nobody else's. An article without an identity keeps its slug.
func (b *Base) Name(ctx context.Context, guild string, articles []Article) ([]Article, []Naming, error) {
	g, err := b.guild(ctx, guild)
	if err != nil {
		return nil, nil, err
	}
	n, err := b.namer(ctx, guild, g.number)
	if err != nil {
		return nil, nil, err
	}
	named := slices.Clone(articles)
	fresh := n.known(named)
	if fresh, err = n.unchanged(ctx, named, fresh); err != nil {
		return nil, nil, err
	}
	n.invent(named, fresh)
	return named, n.namings(named), nil
}

// Titled returns the slug of the article of a guild with a title, or "".
func (b *Base) Titled(ctx context.Context, guild, title string) (string, error) {
	g, err := b.guild(ctx, guild)
	if err != nil || g.number == 0 {
		return "", err
	}
	n, err := b.namer(ctx, guild, g.number)
	if err != nil {
		return "", err
	}
	for _, s := range n.titles[folded(title)] {
		return s, nil
	}
	return "", nil
}

// Free returns slug, or the first of slug-2, slug-3, … that names no article of
// a guild.
func (b *Base) Free(ctx context.Context, guild, slug string) (string, error) {
	g, err := b.guild(ctx, guild)
	if err != nil || g.number == 0 {
		return slug, err
	}
	n, err := b.namer(ctx, guild, g.number)
	return n.free(slug, nil), err
}

// A namer knows the names of a guild's articles.
type namer struct {
	base     *Base
	guild    string
	identity map[string]string   // identity → slug
	names    map[string]name     // by slug, also of articles that were removed
	titles   map[string][]string // folded title → slugs of articles that answer
	claimed  map[string]bool     // slugs that an article of the import has
}

// A name is what is known of an article that has it.
type name struct {
	slug, identity, title string
	id                    int64
	known                 bool // where it comes from
	answers               bool
}

func (b *Base) namer(ctx context.Context, guild string, number int64) (*namer, error) {
	n := &namer{base: b, guild: guild, identity: map[string]string{}, names: map[string]name{}, titles: map[string][]string{}, claimed: map[string]bool{}}
	if number == 0 {
		return n, nil
	}
	all, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (s name, err error) {
		return s, rows.Scan(&s.id, &s.slug, &s.identity, &s.known, &s.title, &s.answers)
	}, `select a.id, a.slug, coalesce(a.identity, ''), a.identity is not null, coalesce(r.title, ''), a.revision > 0
		from articles a left join revisions r on r.article = a.id and r.number = a.revision
		where a.guild = ? order by a.id`, number)
	for _, s := range all {
		n.names[s.slug] = s
		if s.identity != "" {
			n.identity[s.identity] = s.slug
		}
		if s.answers {
			n.titles[folded(s.title)] = append(n.titles[folded(s.title)], s.slug)
		}
	}
	return n, err
}

// known names the articles whose identity says which one they are, and returns
// the places of the others.
func (n *namer) known(articles []Article) (fresh []int) {
	for i := range articles {
		a := &articles[i]
		slug, standing := n.identity[a.Identity]
		switch {
		case a.Identity == "" || a.Identity == Named+a.Slug:
		case standing:
			a.Slug = slug
		default:
			fresh = append(fresh, i)
			continue
		}
		n.claimed[a.Slug] = true
	}
	return fresh
}

// unchanged makes those of the articles at places that are there already, as
// they stand, or of whose name nobody knows where it comes from, that article.
// It returns the places of the others.
func (n *namer) unchanged(ctx context.Context, articles []Article, places []int) (fresh []int, err error) {
	const most = 50 // articles of one title that are looked at
next:
	for _, i := range places {
		a := &articles[i]
		if s, ok := n.names[a.Slug]; ok && !s.known && !n.claimed[a.Slug] && (!s.answers || folded(s.title) == folded(a.Title)) {
			n.claimed[a.Slug] = true
			continue
		}
		for _, slug := range firstSlugs(n.titles[folded(a.Title)], most) {
			if n.claimed[slug] {
				continue
			}
			same, err := n.says(ctx, n.names[slug].id, *a)
			if err != nil {
				return nil, err
			}
			if !same {
				continue
			}
			if *a, err = n.base.Article(ctx, n.guild, slug, 0); err != nil {
				return nil, err
			}
			n.claimed[slug] = true
			continue next
		}
		fresh = append(fresh, i)
	}
	return fresh, nil
}

func firstSlugs(slugs []string, most int) []string { return slugs[:min(len(slugs), most)] }

// says reports whether an article has just the passages of a, in any order.
func (n *namer) says(ctx context.Context, id int64, a Article) (bool, error) {
	s := &savedArticle{id: id}
	if err := s.readPassages(ctx, n.base.db); err != nil {
		return false, err
	}
	left := 0
	for _, ids := range s.passages {
		left += len(ids)
	}
	for _, p := range a.Passages() {
		if _, ok := s.reuseID(passageHash(p)); !ok {
			return false, nil
		}
		left--
	}
	return left == 0, nil
}

// invent names new articles. A slug that one of them has by its title goes to
// none of the others.
func (n *namer) invent(articles []Article, fresh []int) {
	wanted := map[string]int{} // slug → the first who wants it
	for _, i := range fresh {
		if _, ok := wanted[articles[i].Slug]; !ok {
			wanted[articles[i].Slug] = i
		}
	}
	for _, i := range fresh {
		a := &articles[i]
		if wanted[a.Slug] != i || n.taken(a.Slug) {
			a.Slug = n.free(a.Slug, wanted)
		}
		n.claimed[a.Slug] = true
	}
}

func (n *namer) taken(slug string) bool {
	_, standing := n.names[slug]
	return standing || n.claimed[slug]
}

// free returns slug, or the first of slug-2, slug-3, … that is nobody's.
func (n *namer) free(slug string, wanted map[string]int) string {
	_, asked := wanted[slug]
	for i, name := 2, slug; ; i++ {
		if !asked && !n.taken(name) {
			return name
		}
		name = fmt.Sprintf("%s-%d", slug, i)
		_, asked = wanted[name]
	}
}

// namings says what becomes of articles.
func (n *namer) namings(articles []Article) []Naming {
	all := make([]Naming, len(articles))
	titles := make(map[string]string, len(articles)) // of those before
	for i, a := range articles {
		all[i].New = !n.names[a.Slug].answers
		title := folded(a.Title)
		if all[i].New {
			all[i].Like = titles[title]
			for _, slug := range n.titles[title] {
				if slug != a.Slug {
					all[i].Like = slug
				}
			}
		}
		titles[title] = a.Slug
	}
	return all
}

// folded makes two spellings of a title equal: case and spaces.
func folded(title string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(title, unicode.IsSpace), " "))
}

// ErrThere is returned for an article that cannot be moved because another of
// its name answers where it would go.
var ErrThere = errors.New("another article of that name is there")

// Move gives all articles of one guild, with their tests and how often their
// pages are read again, to another, all of
// them or none. Their history, open drafts and the settings stay. Where the other
// guild has an article of the same name that says something else, nothing is
// moved; where it has a test of the same question, that one stays.
func (b *Base) Move(ctx context.Context, from, to string, by Change, progress func(done int)) ([]Report, error) {
	source, err := b.guild(ctx, from)
	if err != nil {
		return nil, err
	}
	k, err := b.Snapshot(ctx, from)
	if err != nil {
		return nil, err
	}
	return b.moved(ctx, source, from, to, k, by, progress)
}

// moved gives k, which the source held at its revision, to another guild.
func (b *Base) moved(ctx context.Context, source guild, from, to string, k Snapshot, by Change, progress func(done int)) ([]Report, error) {
	if len(k.Articles) == 0 {
		return nil, ErrNoArticle
	}
	for i := range k.Articles {
		if err := b.vacant(ctx, to, k.Articles[i]); err != nil {
			return nil, err
		}
		k.Articles[i].Guild = to
	}
	there, err := b.Cases(ctx, to)
	if err != nil {
		return nil, err
	}
	moved := Snapshot{Origins: k.Origins, Refreshes: k.Refreshes, Cases: slices.DeleteFunc(k.Cases, func(c Case) bool {
		return slices.ContainsFunc(there, func(t Case) bool { return t.Question == c.Question })
	})}
	extra := func(w *writer, _ func(string) int) []sqlite.Stmt {
		var all []sqlite.Stmt
		for slug, text := range moved.Origins {
			all = append(all, fetched(w.guild.number, slug, text))
		}
		for slug, every := range moved.Refreshes {
			all = append(all, scheduled(w.guild.number, slug, every),
				sqlite.Do(`delete from settings where guild = ? and name = ?`, source.number, RefreshEvery+slug))
		}
		for _, c := range moved.Cases {
			all = append(all, c.saveStatements(w.guild.number))
		}
		left := &writer{guild: source, by: by}
		return append(all,
			sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ? and revision = ?`, source.number, source.revision),
			sqlite.Do(`delete from passages where article in (select id from articles where guild = ?)`, source.number),
			sqlite.Do(`update articles set revision = 0 where guild = ?`, source.number),
			sqlite.Do(`delete from cases where guild = ?`, source.number),
			left.audit("move", "", fmt.Sprintf("%d articles to %s", len(k.Articles), to)),
			w.audit("move", "", fmt.Sprintf("%d articles from %s", len(k.Articles), from)))
	}
	return b.saveWith(ctx, to, k.Articles, by, nil, extra, progress)
}

// vacant returns ErrThere if another article answers under a's name in a guild.
func (b *Base) vacant(ctx context.Context, guild string, a Article) error {
	old, err := b.Article(ctx, guild, a.Slug, 0)
	switch {
	case errors.Is(err, ErrNoArticle):
		return nil
	case err != nil:
		return err
	case string(old.hash()) != string(a.hash()):
		return fmt.Errorf("%s: %w", a.Slug, ErrThere)
	}
	return nil
}
