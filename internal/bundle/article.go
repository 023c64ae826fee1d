package bundle

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// writeArticle writes an article, the i-th, in the folder articles below
// another: as Markdown, as a list of passages if it came cut into them, or as
// JSON if neither would come back as the same article.
func writeArticle(ctx context.Context, below string, a knowledge.Article, i int) (File, error) {
	name := a.Slug
	if source.Slug(name) != name {
		name = fmt.Sprintf("article_%d", i+1) // a name that might not be a file's; no slug is like this one
	}
	name = path.Join(below, articles, name)
	whole, err := asJSON(a)
	if err != nil {
		return File{}, err
	}
	rows, err := asRows(a)
	if err != nil {
		return File{}, err
	}
	for _, f := range []File{{name + ".md", source.Export(a)}, {name + ".jsonl", rows}} {
		back, err := parseArticle(ctx, f)
		if err != nil {
			continue
		}
		if again, err := asJSON(back); err == nil && bytes.Equal(whole, again) {
			return f, nil
		}
	}
	return File{name + ".json", whole}, nil
}

// asRows writes the passages that an article came cut into as import reads
// them, a line each.
func asRows(a knowledge.Article) ([]byte, error) {
	type row struct {
		ID       string   `json:"id,omitempty"`
		Doc      string   `json:"doc,omitempty"`
		Title    string   `json:"title"`
		Heading  []string `json:"heading,omitempty"`
		Question []string `json:"question,omitempty"`
		Text     string   `json:"text"`
		Source   string   `json:"source,omitempty"`
	}
	rows := make([]row, len(a.Precut))
	for i, p := range a.Precut {
		rows[i] = row{p.External, a.Source, cmp.Or(p.Title, a.Title), p.Heading, p.Questions, p.Text, p.Source}
	}
	return lines(rows)
}

// lines writes rows as lines of JSON.
func lines[T any](rows []T) ([]byte, error) {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	for _, row := range rows {
		if err := e.Encode(row); err != nil {
			return nil, err
		}
	}
	return body.Bytes(), nil
}

// asJSON writes an article of whatever guild.
func asJSON(a knowledge.Article) ([]byte, error) {
	a.Guild = ""
	if len(a.Tags) == 0 {
		a.Tags = nil
	}
	a.Precut = given(a)
	body, err := json.MarshalIndent(a, "", "  ")
	return append(body, '\n'), err
}

// given are the passages that an article came cut into, with what is theirs
// alone: the rest is the article's.
func given(a knowledge.Article) []knowledge.Passage {
	var all []knowledge.Passage
	for _, p := range a.Precut {
		all = append(all, knowledge.Passage{External: p.External, Title: p.Title, Heading: p.Heading, Questions: p.Questions,
			Start: p.Start, End: p.End, Text: p.Text, Source: p.Source})
	}
	return all
}

// origin names the file of an article's text as its web address gave it.
func origin(below, article string) string {
	name := strings.TrimSuffix(path.Base(article), path.Ext(article))
	return path.Join(below, origins, name+".txt")
}

func readArticles(ctx context.Context, folder fs.FS, guild string, k *knowledge.Snapshot) error {
	names, err := fs.Glob(folder, articles+"/*")
	for _, name := range names {
		a, err := readArticle(ctx, folder, guild, name)
		if err != nil {
			return err
		}
		k.Articles = append(k.Articles, a)
	}
	return err
}

// readArticle reads an article of a guild. An error names the file.
func readArticle(ctx context.Context, folder fs.FS, guild, name string) (knowledge.Article, error) {
	body, err := fs.ReadFile(folder, name)
	if err != nil {
		return knowledge.Article{}, err
	}
	a, err := parseArticle(ctx, File{name, body})
	a.Guild = guild
	return a, err
}

// parseArticle undoes writeArticle. An error names the file.
func parseArticle(ctx context.Context, f File) (a knowledge.Article, err error) {
	if path.Ext(f.Name) != ".json" {
		read, _, err := source.Read(ctx, f.Name, f.Body, source.Options{})
		if err != nil {
			return a, err // it names the file
		}
		if len(read) != 1 {
			return a, fmt.Errorf("%s: it holds %d articles; give each a file of its own", f.Name, len(read))
		}
		a = read[0]
		a.Precut, a.Identity = given(a), "" // its name says which article it is
		return a, nil
	}
	if err = json.Unmarshal(f.Body, &a); err == nil {
		err = a.Validate()
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", f.Name, err)
	}
	return a, err
}

func readOrigins(folder fs.FS, k *knowledge.Snapshot) error {
	names, err := fs.Glob(folder, origins+"/*.txt")
	for _, name := range names {
		body, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		slug, text, ok := strings.Cut(string(body), "\n")
		if !ok {
			return fmt.Errorf("%s: its first line is the name of an article, then comes the text", name)
		}
		k.Origins[slug] = text
	}
	return err
}
