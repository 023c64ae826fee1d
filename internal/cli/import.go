package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/scriptbot"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// An importing is an import as it was asked for.
type importing struct {
	given             source.Options
	published, review string
	why               string
	dryRun, verbose   bool
	starter, site     bool // bring in the starter articles; the pages of a site
}

func (a *env) importCommand() *cobra.Command {
	var i importing
	c := &cobra.Command{
		Use:   "import PATH…",
		Short: "Add articles, or new revisions of them",
		Long: `Add the articles in files and folders; - is standard input. Read are plain text,
Markdown, HTML, PDF, DOCX, ODT, EPUB, lists of questions and answers (CSV, TSV, XLSX,
JSON, YAML with question, alternates, answer, source), exports of WordPress and
Notion, and JSONL of ready-cut passages (id, title, heading, text, question).
docs/formats.md tells how, and what is left out.

An article that is there already and has changed becomes a new revision; the
old one stays. One that has not changed is left alone. A file is the article that
was imported from the same place; one of the same title from elsewhere is another.
If a file that is named cannot be read, nothing is imported; one within a folder
is passed over and named.

With --site, the one PATH is a web address, and the pages are read that the site's
sitemap lists below it, as far as its robots.txt allows. A page that was imported
before becomes a new revision if it has changed.

What is imported answers at once: whoever can write the database needs no
second person. But the lint reads it first and the guild's tests are run, and
nothing is imported if a test would break or the lint finds what must not be
published, unless --why says why.

The starter articles answer where there are none of your own. The first import
switches them off; --starter brings them in as articles of yours, to stay.`,
		Example: `  pamphlet import articles/
  pamphlet import --dry-run post.txt
  pamphlet import parking.md --why "the clinic has moved"
  pamphlet import --site https://example.org/help/
  pamphlet import --starter
  pamphlet import --title "Parking" --source https://example.org/parking - < parking.txt`,
		Args: func(c *cobra.Command, paths []string) error {
			switch {
			case i.starter && len(paths) > 0:
				return errors.New("--starter brings in the articles that come along; import files with a command of their own")
			case i.site && (len(paths) != 1 || !webAddress(paths[0]) || i.given.Slug != "" || i.given.Title != "" || i.given.Source != ""):
				return errors.New("--site reads the pages below one web address, as in --site https://example.org/help/; title, slug and source come from each page")
			case !i.starter && len(paths) == 0:
				return errors.New("name the files or folders to import, or - for standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, paths []string) error {
			if err := i.dates(); err != nil {
				return err
			}
			return a.importPaths(c.Context(), paths, i)
		},
	}
	f := c.Flags()
	f.BoolVar(&i.dryRun, "dry-run", false, "show the passages it would make, and save nothing")
	f.BoolVarP(&i.verbose, "verbose", "v", false, "list everything that was left out")
	f.BoolVar(&i.starter, "starter", false, "bring in the starter articles, as articles of your own")
	f.BoolVar(&i.site, "site", false, "import the pages of a web site, from its sitemap")
	f.StringVar(&i.given.Title, "title", "", "title of the article")
	f.StringVar(&i.given.Source, "source", "", "`URL` it was published at")
	f.StringVar(&i.given.Language, "language", "", "its language, an ISO 639-1 `CODE` such as en")
	f.StringVar(&i.given.Slug, "slug", "", "its `NAME` here: which article it is, wherever it comes from")
	f.StringSliceVar(&i.given.Tags, "tag", nil, "a tag, such as ok-for-advice-questions")
	f.StringToStringVar(&i.given.Columns, "columns", nil, "the columns of a table by name, letter or number, as in `question=B,answer=C`")
	f.StringVar(&i.published, "date", "", "day it was published, `YYYY-MM-DD`")
	f.StringVar(&i.review, "review", "", "day it should be reviewed, `YYYY-MM-DD`")
	whyFlag(c, &i.why)
	return c
}

func (i *importing) dates() error {
	for _, d := range []struct {
		flag, text string
		to         *time.Time
	}{{"--date", i.published, &i.given.Published}, {"--review", i.review, &i.given.Review}} {
		if d.text == "" {
			continue
		}
		day, err := time.Parse(time.DateOnly, d.text)
		if err != nil {
			return fmt.Errorf("%s %s: want a day such as 2026-11-23", d.flag, d.text)
		}
		*d.to = day
	}
	return nil
}

func (a *env) importPaths(ctx context.Context, paths []string, i importing) error {
	if isBundle(paths) {
		return a.importBundle(ctx, paths[0], i)
	}
	read := a.readArticles
	switch {
	case i.starter:
		read = a.starterArticles
	case i.site:
		read = a.siteArticles
	}
	all, err := read(ctx, paths, i)
	if err != nil {
		return err
	}
	if i.dryRun {
		for _, article := range all {
			a.printPassages(article)
			for _, p := range article.Contested() {
				fmt.Fprint(a.Err, "look at ")
				printFinding(a.Err, article, moderate.TwoAnswers(p))
			}
		}
		return nil
	}
	return a.withWritten(ctx, func(ctx context.Context, base *knowledge.Base) error {
		all, _, err := base.Name(ctx, a.settings.Guild, all)
		if err != nil {
			return err
		}
		reads, err := bot.Reads(ctx, base, a.settings.Guild)
		if err != nil {
			return err
		}
		return a.tried(ctx, base, moderate.Proposal{Articles: drafted(all)}, i.why, func(by knowledge.Change) error {
			bar := a.progress("saving", len(all))
			reports, err := base.SaveAll(ctx, a.settings.Guild, all, by, bar.at)
			bar.done()
			if err != nil {
				return err
			}
			a.printReports(reports)
			if reads == bot.Starter && !i.starter {
				a.noteStarter()
			}
			return a.noteWhere(ctx, base)
		})
	})
}

// starterArticles are the articles that come along, for the guild of the settings.
func (a *env) starterArticles(ctx context.Context, _ []string, _ importing) ([]knowledge.Article, error) {
	base, err := scriptbot.OpenStarter(ctx, a.now())
	if err != nil {
		return nil, err
	}
	defer base.Close()
	all, err := base.FullArticles(ctx, bot.Starter)
	for i := range all {
		all[i].Guild = a.settings.Guild
	}
	return all, err
}

// noteStarter says what the first article of one's own switches off.
func (a *env) noteStarter() {
	fmt.Fprintf(a.Err, "note: the starter articles no longer answer here; to bring them in: pamphlet%s import --starter\n", a.chosen)
}

// readArticles reads everything before anything is saved, and says what was
// left out.
func (a *env) readArticles(ctx context.Context, paths []string, i importing) ([]knowledge.Article, error) {
	for _, path := range paths {
		if webAddress(path) {
			return nil, fmt.Errorf("%s is a web page, and import reads files; \"pamphlet%s kb add --url %s\" fetches it and makes a draft, and --site imports the pages below it", path, a.chosen, shellWord(path))
		}
	}
	if err := looseBundle(paths); err != nil {
		return nil, err
	}
	files, skipped, err := source.Find(paths...)
	if err != nil {
		return nil, err
	}
	for _, s := range skipped {
		fmt.Fprintf(a.Err, "note: %s was not read: %s\n", s.Path, s.Why)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no articles there; import text, Markdown, HTML, DOCX, CSV, XLSX or JSON files", strings.Join(paths, ", "))
	}
	i.given.Cache = source.CacheFolder()
	if i.given.Source != "" {
		i.given.Identity = i.given.Source + "#"
	}
	var all []knowledge.Article
	var passed []string             // in folders: what was not read, and why
	from := make(map[string]string) // slug → file
	bar := a.progress("reading", len(files))
	for n, file := range files {
		var report source.Report
		for article, err := range file.Articles(ctx, waiting{ctx, a.In}, i.given, &report) {
			if err != nil && ctx.Err() == nil && !slices.Contains(paths, file.Path) && !errors.Is(err, source.ErrPath) {
				// One file of a folder does not hold up the others.
				passed = append(passed, err.Error())
				break
			}
			if err != nil {
				bar.done()
				return nil, err
			}
			if first, twice := from[article.Slug]; twice && article.Identity == knowledge.Named+article.Slug {
				bar.done()
				return nil, fmt.Errorf("%s: it is named %q, and so is %s; give one of them another --slug", file.Path, article.Slug, first)
			}
			from[article.Slug] = file.Path
			article.Guild = a.settings.Guild
			all = append(all, article)
		}
		bar.done()
		if report.Format != "" {
			a.printSource(file.Path, report, i.verbose)
		}
		bar.at(n + 1)
	}
	bar.done()
	for _, left := range source.Passed(paths...) {
		passed = append(passed, left.Text+": "+left.Why)
	}
	for _, line := range passed {
		fmt.Fprintln(a.Err, "not read:", line)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: nothing there could be read", strings.Join(paths, ", "))
	}
	return all, nil
}
