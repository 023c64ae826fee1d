package fit

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"pamphlet/internal/eval"
	"pamphlet/knowledge"
)

// Read reads the sets in folders, saves them into base, which should be an
// empty one, and prepares them. A folder that holds articles/ is a community:
// it gives a set of its own and one for each of its articles alone. progress,
// if not nil, is called with the name of each folder before it is read.
func Read(ctx context.Context, base *knowledge.Base, folders []string, progress func(folder string)) ([]*Set, error) {
	var sets []*Set
	for _, folder := range folders {
		if progress != nil {
			progress(folder)
		}
		some, err := read(ctx, base, folder)
		if err != nil {
			return nil, err
		}
		sets = append(sets, some...)
	}
	return sets, nil
}

func read(ctx context.Context, base *knowledge.Base, folder string) ([]*Set, error) {
	if _, err := os.Stat(filepath.Join(folder, "articles")); errors.Is(err, fs.ErrNotExist) {
		c, err := eval.Read(folder)
		if err != nil {
			return nil, err
		}
		l, err := eval.Load(ctx, base, c)
		return []*Set{{Loaded: l, Family: c.Name, asked: make(map[string]asked)}}, err
	}
	c, err := eval.ReadCommunity(ctx, folder)
	if err != nil {
		return nil, err
	}
	var sets []*Set
	for _, one := range append([]*eval.Community{c}, c.Alone()...) {
		l, err := one.Load(ctx, base)
		if err != nil {
			return nil, err
		}
		sets = append(sets, &Set{Loaded: l, Family: c.Name, Community: true, asked: make(map[string]asked)})
	}
	return sets, nil
}
