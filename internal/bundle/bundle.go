// Package bundle writes everything a guild keeps as a folder of files that
// people can read and keep under version control, and reads it back.
//
//	pamphlet.yaml      settings and rights
//	synonyms.txt       words that mean the same
//	tests.txt          the guild's tests, as a script that "pamphlet test" plays
//	articles/NAME.md   the articles
//	articles/NAME.json articles that came cut into passages
//	origins/NAME.txt   articles as their web addresses last gave them
//
// Not in it are the history of articles, which version control has, open
// drafts, which are nobody's word yet, what members asked, and the key under
// which members are hashed.
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
	Version  int               `yaml:"pamphlet"`
	Settings map[string]string `yaml:"settings,omitempty"`
	Rights   []right           `yaml:"rights,omitempty"`
}

type right struct {
	Role string `yaml:"role"`
	May  string `yaml:"may"`
}

// version is the format of bundles that this program writes and reads.
const version = 1

// Write returns the files of a bundle, by name.
func Write(k knowledge.Kept) ([]File, error) {
	top := index{Version: version, Settings: map[string]string{}}
	var files []File
	for name, value := range k.Settings {
		if name == inSetting {
			files = append(files, File{synonyms, []byte(value + "\n")})
			continue
		}
		top.Settings[name] = value
	}
	for _, g := range k.Grants {
		top.Rights = append(top.Rights, right(g))
	}
	body, err := yaml.Marshal(top)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Index, err)
	}
	files = append(files, File{Index, body})
	for i, a := range k.Articles {
		file, err := writeArticle(a, i)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
		if text, ok := k.Origins[a.Slug]; ok {
			name := strings.TrimSuffix(path.Base(file.Name), path.Ext(file.Name))
			files = append(files, File{path.Join(origins, name+".txt"), []byte(a.Slug + "\n" + text)})
		}
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

// writeArticle writes an article as Markdown, or, if it came cut into
// passages, as JSON.
func writeArticle(a knowledge.Article, i int) (File, error) {
	name := a.Slug
	if source.Slug(name) != name {
		name = fmt.Sprintf("article_%d", i+1) // a name that might not be a file's; no slug is like this one
	}
	if len(a.Given) == 0 {
		return File{path.Join(articles, name+".md"), source.Export(a)}, nil
	}
	body, err := json.MarshalIndent(a, "", "  ")
	return File{path.Join(articles, name+".json"), append(body, '\n')}, err
}

// Is reports whether a folder is a bundle.
func Is(folder fs.FS) bool {
	_, err := fs.Stat(folder, Index)
	return err == nil
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
		k.Settings[name] = value
	}
	for _, r := range top.Rights {
		k.Grants = append(k.Grants, knowledge.Grant(r))
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
	body, err = optional(folder, tests)
	if err == nil && body != nil {
		k.Cases, err = readTests(body)
	}
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
		var body []byte
		if body, err = fs.ReadFile(folder, name); err != nil {
			return err
		}
		var a knowledge.Article
		if path.Ext(name) == ".json" {
			if err = json.Unmarshal(body, &a); err == nil {
				err = a.Sound()
			}
		} else {
			var read []knowledge.Article
			if read, _, err = source.Read(name, body, source.Given{}); err != nil {
				return err // it names the file
			}
			a = read[0]
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		a.Guild = guild
		k.Articles = append(k.Articles, a)
	}
	return err
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
