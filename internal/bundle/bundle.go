// Package bundle writes everything a guild keeps as a folder of files that
// people can read and keep under version control, and reads it back.
//
//	pamphlet.yaml      settings and rights
//	synonyms.txt       words that mean the same
//	tests.txt          the guild's tests, as a script that "pamphlet test" plays
//	articles/NAME.md   the articles
//	articles/NAME.json articles that came cut into passages
//	origins/NAME.txt   articles as their web addresses last gave them
//	drafts/NUMBER      an open draft: draft.yaml says by whom and over what it
//	                   was made; its articles stand below as they do at the top
//	history.jsonl      on request, the revisions of all articles, without texts
//	audit.jsonl        on request, who changed what, when and why
//
// Drafts come back as drafts and answer nothing. History and audit are for
// people to read and are not read back. They are not written unless asked for:
// they name moderators with their ids, and members who tried what they may not;
// version control never forgets, and nobody could take their name out again.
// Of tests and drafts the author is written, since two persons may have to
// agree on a draft.
//
// Not in it are the texts of earlier revisions, which version control has, what
// members asked (but for questions that a moderator made a test, a draft or
// another way to ask of), and the key under which members are hashed.
package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// A File is one file of a bundle. Its name is a path with slashes.
type File struct {
	Name string
	Body []byte
}

// Names of files in a bundle.
const (
	Index     = "pamphlet.yaml" // a folder with it is a bundle
	synonyms  = "synonyms.txt"
	tests     = "tests.txt"
	articles  = "articles"
	origins   = "origins"
	inSetting = "synonyms" // the setting that has a file of its own
)

// An index is what stands in pamphlet.yaml.
type index struct {
	Version  int             `yaml:"pamphlet"`
	Settings map[string]text `yaml:"settings,omitempty"`
	Rights   []right         `yaml:"rights,omitempty"`
}

type right struct {
	Role text `yaml:"role"`
	May  text `yaml:"may"`
}

// A text is what people chose, which may look like anything to YAML. It is
// written between quotes: the library leaves them out of texts such as "? a",
// which it cannot read back.
type text string

// MarshalYAML writes t as JSON does, which YAML reads.
func (t text) MarshalYAML() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(string(t))
	return out.Bytes(), err
}

// version is the format of bundles that this program writes and reads.
const version = 1

// Write returns the files of a bundle, by name.
func Write(k knowledge.Kept) ([]File, error) {
	top := index{Version: version, Settings: map[string]text{}}
	var files []File
	for name, value := range k.Settings {
		if name == inSetting {
			files = append(files, File{synonyms, []byte(value + "\n")})
			continue
		}
		top.Settings[name] = text(value)
	}
	for _, g := range k.Grants {
		top.Rights = append(top.Rights, right{text(g.Role), text(g.May)})
	}
	body, err := yaml.Marshal(top)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Index, err)
	}
	files = append(files, File{Index, body})
	for i, a := range k.Articles {
		file, err := writeArticle("", a, i)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
		if fetched, ok := k.Origins[a.Slug]; ok {
			files = append(files, File{origin("", file.Name), []byte(a.Slug + "\n" + fetched)})
		}
	}
	for _, d := range k.Drafts {
		of, err := writeDraft(d)
		if err != nil {
			return nil, err
		}
		files = append(files, of...)
	}
	if len(k.Cases) > 0 {
		body, err := writeTests(k)
		if err != nil {
			return nil, err
		}
		files = append(files, File{tests, body})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}

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

// Is reports whether a folder is a bundle.
func Is(folder fs.FS) bool {
	_, err := fs.Stat(folder, Index)
	return err == nil
}

// Part reports whether a folder is a bundle, or a draft of one.
func Part(folder fs.FS) bool {
	_, err := fs.Stat(folder, draftIndex)
	return err == nil || Is(folder)
}

// Read reads a bundle for a guild. An error names the file.
func Read(folder fs.FS, guild string) (knowledge.Kept, error) {
	k := knowledge.Kept{Origins: map[string]string{}, Settings: map[string]string{}}
	body, err := fs.ReadFile(folder, Index)
	if err != nil {
		return k, err
	}
	var top index
	if err := yaml.UnmarshalWithOptions(body, &top, yaml.Strict()); err != nil {
		return k, fmt.Errorf("%s: %w", Index, err)
	}
	if top.Version != version {
		return k, fmt.Errorf("%s: its format is number %d, this program reads %d", Index, top.Version, version)
	}
	for name, value := range top.Settings {
		k.Settings[name] = string(value)
	}
	for _, r := range top.Rights {
		k.Grants = append(k.Grants, knowledge.Grant{Role: string(r.Role), May: string(r.May)})
	}
	list, err := optional(folder, synonyms)
	if err != nil {
		return k, err
	}
	if list != nil {
		k.Settings[inSetting] = strings.TrimSuffix(string(list), "\n")
	}
	if err := readArticles(folder, guild, &k); err != nil {
		return k, err
	}
	if err := readOrigins(folder, &k); err != nil {
		return k, err
	}
	if body, err = optional(folder, tests); err != nil {
		return k, err
	}
	if body != nil {
		if k.Cases, err = readTests(body); err != nil {
			return k, err
		}
	}
	k.Drafts, err = readDrafts(folder, guild)
	return k, err
}

// optional reads a file that need not be there.
func optional(folder fs.FS, name string) ([]byte, error) {
	body, err := fs.ReadFile(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return body, err
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

// Zip packs files into one.
func Zip(files []File, now time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: now})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Body); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), z.Close()
}
