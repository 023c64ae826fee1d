// Package bundle writes everything a guild keeps as a folder of files that
// people can read and keep under version control, and reads it back.
//
//	pamphlet.yaml      settings, rights and what is read again by itself
//	synonyms.txt       words that mean the same
//	tests.txt          the guild's tests, as a script that "pamphlet test" plays
//	articles/NAME.md   the articles
//	articles/NAME.jsonl, .json  articles that came cut into passages
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
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

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
	Tests     = "tests.txt" // a script
	articles  = "articles"
	origins   = "origins"
	inSetting = "synonyms" // the setting that has a file of its own
)

// An index is what stands in pamphlet.yaml.
type index struct {
	Version  int             `yaml:"pamphlet"`
	Settings map[string]text `yaml:"settings,omitempty"`
	// Refresh says how often the pages of articles are read again, by slug.
	Refresh map[string]text `yaml:"refresh,omitempty"`
	Rights  []right         `yaml:"rights,omitempty"`
}

type right struct {
	Role text `yaml:"role"`
	May  text `yaml:"may"`
}

// version is the format of bundles that this program writes and reads.
const version = 1

// Write returns the files of a bundle, by name.
func Write(ctx context.Context, k knowledge.Snapshot) ([]File, error) {
	top := index{Version: version, Settings: map[string]text{}, Refresh: map[string]text{}}
	var files []File
	for name, value := range k.Settings {
		if name == inSetting {
			files = append(files, File{synonyms, []byte(value + "\n")})
			continue
		}
		top.Settings[name] = text(value)
	}
	for slug, every := range k.Refreshes {
		top.Refresh[slug] = text(every)
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
		file, err := writeArticle(ctx, "", a, i)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
		if fetched, ok := k.Origins[a.Slug]; ok {
			files = append(files, File{origin("", file.Name), []byte(a.Slug + "\n" + fetched)})
		}
	}
	for _, d := range k.Drafts {
		of, err := writeDraft(ctx, d)
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
		files = append(files, File{Tests, body})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}

// Is reports whether a folder is a bundle.
func Is(folder fs.FS) bool {
	_, err := fs.Stat(folder, Index)
	return err == nil
}

// Left lists the files of an earlier bundle in folder that are not among files:
// reading the folder would bring back what is gone. Other files, and the
// history, are not of a bundle.
func Left(folder fs.FS, files []File) ([]string, error) {
	var left []string
	for _, pattern := range []string{synonyms, Tests, articles + "/*", origins + "/*", drafts + "/*/*", drafts + "/*/*/*"} {
		names, err := fs.Glob(folder, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			status, err := fs.Stat(folder, name)
			if err != nil {
				return nil, err
			}
			if !status.IsDir() && !slices.ContainsFunc(files, func(f File) bool { return f.Name == name }) {
				left = append(left, name)
			}
		}
	}
	return left, nil
}

// Part reports whether a folder is a bundle, or a draft of one.
func Part(folder fs.FS) bool {
	_, err := fs.Stat(folder, draftIndex)
	return err == nil || Is(folder)
}

// Read reads a bundle for a guild. An error names the file.
func Read(ctx context.Context, folder fs.FS, guild string) (knowledge.Snapshot, error) {
	k := knowledge.Snapshot{Origins: map[string]string{}, Settings: map[string]string{}, Refreshes: map[string]string{}}
	if err := plainBelow(folder, articles, origins, drafts); err != nil {
		return k, err
	}
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
	for slug, every := range top.Refresh {
		k.Refreshes[slug] = string(every)
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
	if err := readArticles(ctx, folder, guild, &k); err != nil {
		return k, err
	}
	if err := readOrigins(folder, &k); err != nil {
		return k, err
	}
	if body, err = optional(folder, Tests); err != nil {
		return k, err
	}
	if body != nil {
		if k.Cases, err = readTests(body); err != nil {
			return k, err
		}
	}
	k.Drafts, err = readDrafts(ctx, folder, guild)
	return k, err
}

// plainBelow refuses folders that hold a link, a pipe or a device: nothing of a
// bundle is passed over without a word.
func plainBelow(folder fs.FS, names ...string) error {
	for _, name := range names {
		err := fs.WalkDir(folder, name, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case path == name && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case !entry.IsDir() && !entry.Type().IsRegular():
				return fmt.Errorf("%s: it is neither a file nor a folder; put a file in its place", path)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// optional reads a file that need not be there.
func optional(folder fs.FS, name string) ([]byte, error) {
	body, err := fs.ReadFile(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return body, err
}
