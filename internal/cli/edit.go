package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

func (a *env) editCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "edit NAME",
		Short: "Edit an article in your editor ($EDITOR), and save it as a new revision",
		Long: `Edit an article in your editor, the command in EDITOR, and save it as a new
revision: as import does, with lint and tests. If it is not saved, what you wrote
is kept in a file, which is named. "kb edit NAME --editor" makes a draft instead.`,
		Example: "  pamphlet articles edit parking\n  EDITOR=\"code --wait\" pamphlet articles edit parking",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.edited(c.Context(), args[0], func(path string) error {
				return a.importPaths(c.Context(), []string{path}, importing{why: why})
			})
		},
	}
	whyFlag(c, &why)
	return c
}

// edited opens an article in the editor and hands the file that was saved there
// to do. The file is kept if do fails.
func (a *env) edited(ctx context.Context, slug string, do func(path string) error) error {
	var before []byte
	err := a.withBase(ctx, func(ctx context.Context, b *knowledge.Base) error {
		article, err := a.article(ctx, b, slug, 0)
		before = source.Export(article)
		return err
	})
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "pamphlet-")
	if err != nil {
		return err
	}
	path := filepath.Join(folder, filepath.Base(slug)+".md") // a slug may be anything
	after, err := a.editor(ctx, path, before)
	if err == nil && bytes.Equal(before, after) {
		fmt.Fprintln(a.Err, "nothing was changed")
	} else if err == nil {
		err = do(path)
	}
	if err != nil && after != nil {
		fmt.Fprintf(a.Err, "note: what you wrote is kept in %s\n", path)
		return err
	}
	return errors.Join(err, os.RemoveAll(folder))
}

// editor writes body to a new file at path, lets a person edit it, and returns
// what stands there then.
func (a *env) editor(ctx context.Context, path string, body []byte) ([]byte, error) {
	if err := os.WriteFile(path, body, 0o600); err != nil {
		return nil, err
	}
	command := cmp.Or(a.settings.Editor, "vi")
	// By the shell, as others do: the command may have arguments.
	run := exec.CommandContext(ctx, "sh", "-c", command+` "$1"`, command, path)
	run.Stdin, run.Stdout, run.Stderr = a.In, a.Out, a.Err
	if err := run.Run(); err != nil {
		return nil, fmt.Errorf("editor %q: %w; EDITOR names another", command, err)
	}
	return os.ReadFile(path)
}

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
