package scriptbot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Own lists what an operator's folder of safety files holds, by paths within it.
type Own struct {
	Rules, Resources []string
	// Stray are files that look like rules or resources and are not read.
	Stray []string
}

// OwnFiles looks into an operator's folder; "" is none. A folder that is not
// there, or holds neither rules nor resources, is an error: who named it
// believes that its crisis lines are shown.
func OwnFiles(folder string) (Own, error) {
	var own Own
	if folder == "" {
		return own, nil
	}
	status, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return own, fmt.Errorf("PAMPHLET_SAFETY: %s: there is no such folder", folder)
	case err != nil:
		return own, fmt.Errorf("PAMPHLET_SAFETY: %w", err)
	case !status.IsDir():
		return own, fmt.Errorf("PAMPHLET_SAFETY: %s: it is no folder", folder)
	}
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		own.add(name)
		return nil
	})
	if err != nil {
		return own, fmt.Errorf("PAMPHLET_SAFETY: %w", err)
	}
	if len(own.Rules)+len(own.Resources) == 0 {
		return own, fmt.Errorf("PAMPHLET_SAFETY: %s: it holds neither %s nor %s", folder,
			filepath.Join("rules", "*.toml"), filepath.Join("resources", "*.toml"))
	}
	return own, nil
}

// add sorts a file in. Hidden files and what is plainly for people to read are
// no stray ones.
func (o *Own) add(name string) {
	isTOML := path.Ext(name) == ".toml"
	switch {
	case isTOML && path.Dir(name) == "rules":
		o.Rules = append(o.Rules, name)
	case isTOML && path.Dir(name) == "resources":
		o.Resources = append(o.Resources, name)
	case strings.HasPrefix(name, ".") || strings.Contains(name, "/."):
	case slices.Contains([]string{".md", ".html", ".pdf"}, strings.ToLower(path.Ext(name))):
	default:
		o.Stray = append(o.Stray, name)
	}
}
