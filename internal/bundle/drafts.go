package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"time"

	"github.com/goccy/go-yaml"

	"pamphlet/knowledge"
)

const (
	drafts     = "drafts"     // each draft is a folder below it, named by its number
	draftIndex = "draft.yaml" // in the folder of a draft
)

// A draft is what stands in draft.yaml.
type draft struct {
	What     text      `yaml:"what"`
	Author   text      `yaml:"author"`
	Made     string    `yaml:"made"` // RFC 3339
	Articles []drafted `yaml:"articles"`
}

// A drafted is one article of a draft.
type drafted struct {
	File    string `yaml:"file"`              // in the folder articles beside draft.yaml
	Over    over   `yaml:"over,omitempty"`    // what it was made over
	Removes bool   `yaml:"removes,omitempty"` // it takes the article out of the answers
}

// An over says over what an article of a draft was made: nothing, the article
// as it stands in the bundle, or as it was before.
type over string

const (
	overNothing over = ""
	overCurrent over = "current"
	overEarlier over = "earlier"
)

// overs are the same as a knowledge.Snapshot has them.
var overs = map[over]int{overNothing: 0, overCurrent: 1, overEarlier: knowledge.BaseLost}

// writeDraft writes a draft as a folder.
func writeDraft(ctx context.Context, d knowledge.Draft) ([]File, error) {
	folder := path.Join(drafts, strconv.FormatInt(d.ID, 10))
	top := draft{What: text(d.What), Author: text(d.Author), Made: d.Made.UTC().Format(time.RFC3339)}
	var files []File
	for i, a := range d.Articles {
		article, err := writeArticle(ctx, folder, a.Article, i)
		if err != nil {
			return nil, err
		}
		entry := drafted{File: path.Base(article.Name), Removes: a.Removes}
		for name, number := range overs {
			if number == a.Base {
				entry.Over = name
			}
		}
		top.Articles = append(top.Articles, entry)
		if files = append(files, article); a.Origin != "" {
			files = append(files, File{origin(folder, article.Name), []byte(a.Origin)})
		}
	}
	body, err := yaml.Marshal(top)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	return append(files, File{path.Join(folder, draftIndex), body}), nil
}

// readDrafts reads all drafts of a bundle. They are open, whatever is in them.
func readDrafts(ctx context.Context, folder fs.FS, guild string) ([]knowledge.Draft, error) {
	names, err := fs.Glob(folder, path.Join(drafts, "*", draftIndex))
	var all []knowledge.Draft
	for _, name := range names {
		d, err := readDraft(ctx, folder, guild, name)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, err
}

func readDraft(ctx context.Context, folder fs.FS, guild, name string) (knowledge.Draft, error) {
	d := knowledge.Draft{State: knowledge.IsOpen}
	body, err := fs.ReadFile(folder, name)
	if err != nil {
		return d, err
	}
	var top draft
	if err := yaml.UnmarshalWithOptions(body, &top, yaml.Strict()); err != nil {
		return d, fmt.Errorf("%s: %w", name, err)
	}
	within := path.Dir(name)
	if d.ID, err = strconv.ParseInt(path.Base(within), 10, 64); err != nil {
		return d, fmt.Errorf("%s: the folder of a draft is named by its number", name)
	}
	d.What, d.Author = string(top.What), string(top.Author)
	if d.Made, err = time.Parse(time.RFC3339, top.Made); err != nil {
		return d, fmt.Errorf("%s: made: want a time such as 2026-11-23T09:00:00Z", name)
	}
	for _, entry := range top.Articles {
		a, err := readDrafted(ctx, folder, guild, within, entry)
		if err != nil {
			return d, fmt.Errorf("%s: %w", name, err)
		}
		d.Articles = append(d.Articles, a)
	}
	return d, nil
}

func readDrafted(ctx context.Context, folder fs.FS, guild, within string, entry drafted) (knowledge.Drafted, error) {
	number, ok := overs[entry.Over]
	if !ok {
		return knowledge.Drafted{}, fmt.Errorf("over: want %s, %s or nothing", overCurrent, overEarlier)
	}
	if !fs.ValidPath(entry.File) || path.Base(entry.File) != entry.File {
		return knowledge.Drafted{}, errors.New("file: want the name of a file in the folder " + articles + " beside this one")
	}
	name := path.Join(within, articles, entry.File)
	a, err := readArticle(ctx, folder, guild, name)
	if err != nil {
		return knowledge.Drafted{}, err
	}
	fetched, err := optional(folder, origin(within, name))
	return knowledge.Drafted{Article: a, Base: number, Removes: entry.Removes, Origin: string(fetched)}, err
}
