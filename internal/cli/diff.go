package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

func (a *env) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "diff NAME [OLD [NEW]]",
		Short:   "Compare two revisions of an article",
		Long:    "Compare two revisions of an article: by default the newest and the one before it.",
		Example: "  pamphlet articles diff side-effects\n  pamphlet articles diff side-effects 1 3",
		Args:    cobra.RangeArgs(1, 3),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			return a.diff(ctx, b, args[0], args[1:])
		}),
	}
}

func (a *env) diff(ctx context.Context, b *knowledge.Base, slug string, numbers []string) error {
	history, err := b.History(ctx, a.settings.Guild, slug)
	if err != nil {
		return a.noArticle(ctx, b, slug, err)
	}
	newer := history[0].Number
	older := newer - 1
	for i, to := range []*int{&older, &newer} {
		if i < len(numbers) {
			if *to, err = strconv.Atoi(numbers[i]); err != nil {
				return fmt.Errorf("revision %q: want a number", numbers[i])
			}
		}
	}
	if newer == 1 && len(numbers) == 0 {
		return fmt.Errorf("%s: there is only one revision", slug)
	}
	var texts [2]string
	for i, number := range []int{older, newer} {
		article, err := b.Article(ctx, a.settings.Guild, slug, number)
		if errors.Is(err, knowledge.ErrNoArticle) || number < 1 {
			return fmt.Errorf("%s: no revision %d; \"pamphlet articles history\" lists them", slug, number)
		}
		if err != nil {
			return err
		}
		texts[i] = string(source.Export(article))
	}
	name := func(number int) string { return fmt.Sprintf("%s revision %d", slug, number) }
	fmt.Fprint(a.Out, udiff.Unified(name(older), name(newer), texts[0], texts[1]))
	return nil
}
