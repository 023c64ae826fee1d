package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// writeArticle writes an article, the i-th, in the folder articles below
// another: as Markdown, or as JSON if it came cut into passages, or if Markdown
// would not come back as the same article.
func writeArticle(below string, a knowledge.Article, i int) (File, error) {
	name := a.Slug
	if source.Slug(name) != name {
		name = fmt.Sprintf("article_%d", i+1) // a name that might not be a file's; no slug is like this one
	}
	name = path.Join(below, articles, name)
	whole, err := asJSON(a)
	if err != nil {
		return File{}, err
	}
	markdown := File{name + ".md", source.Export(a)}
	if back, err := parseArticle(markdown); err == nil {
		if again, err := asJSON(back); err == nil && bytes.Equal(whole, again) {
			return markdown, nil
		}
	}
	return File{name + ".json", whole}, nil
}

// asJSON writes an article of whatever guild.
func asJSON(a knowledge.Article) ([]byte, error) {
	a.Guild = ""
	if len(a.Tags) == 0 {
		a.Tags = nil
	}
	if len(a.Given) == 0 {
		a.Given = nil
	}
	body, err := json.MarshalIndent(a, "", "  ")
	return append(body, '\n'), err
}

// origin names the file of an article's text as its web address gave it.
func origin(below, article string) string {
	name := strings.TrimSuffix(path.Base(article), path.Ext(article))
	return path.Join(below, origins, name+".txt")
}

func readArticles(folder fs.FS, guild string, k *knowledge.Kept) error {
	names, err := fs.Glob(folder, articles+"/*")
	for _, name := range names {
		a, err := readArticle(folder, guild, name)
		if err != nil {
			return err
		}
		k.Articles = append(k.Articles, a)
	}
	return err
}

// readArticle reads an article of a guild. An error names the file.
func readArticle(folder fs.FS, guild, name string) (knowledge.Article, error) {
	body, err := fs.ReadFile(folder, name)
	if err != nil {
		return knowledge.Article{}, err
	}
	a, err := parseArticle(File{name, body})
	a.Guild = guild
	return a, err
}

// parseArticle undoes writeArticle. An error names the file.
func parseArticle(f File) (a knowledge.Article, err error) {
	if path.Ext(f.Name) != ".json" {
		read, _, err := source.Read(f.Name, f.Body, source.Given{})
		if err != nil {
			return a, err // it names the file
		}
		return read[0], nil
	}
	if err = json.Unmarshal(f.Body, &a); err == nil {
		err = a.Sound()
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", f.Name, err)
	}
	return a, err
}

func readOrigins(folder fs.FS, k *knowledge.Kept) error {
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
