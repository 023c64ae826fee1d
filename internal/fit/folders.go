package fit

import (
	"context"

	"pamphlet/internal/eval"
	"pamphlet/knowledge"
)

// Read reads the collections in folders, saves them into base, which should be
// an empty one, and prepares them. progress, if not nil, is called with the
// name of each before it is read.
func Read(ctx context.Context, base *knowledge.Base, folders []string, progress func(folder string)) ([]*Set, error) {
	var sets []*Set
	for _, folder := range folders {
		if progress != nil {
			progress(folder)
		}
		c, err := eval.Read(folder)
		if err != nil {
			return nil, err
		}
		l, err := eval.Load(ctx, base, c)
		if err != nil {
			return nil, err
		}
		s, err := Prepare(ctx, l)
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}
