package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/internal/bundle"
	"pamphlet/knowledge"
)

func (a *app) exportBundleCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export FOLDER",
		Short: "Write everything as files that import reads back",
		Long: `Write all articles, settings, rights, synonyms and tests as files: Markdown, YAML
and scripts. "pamphlet import FOLDER" reads them back with nothing lost, so that
a community can keep them under version control. Not written are the history of
articles, open drafts, the audit, and what members asked.`,
		Example: "  pamphlet export community/",
		Args:    cobra.ExactArgs(1),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			return a.exportBundle(ctx, b, args[0])
		}),
	}
}

func (a *app) exportBundle(ctx context.Context, b *knowledge.Base, folder string) error {
	k, err := b.Everything(ctx, a.settings.Guild)
	if err != nil {
		return err
	}
	files, err := bundle.Write(k)
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(a.Out, path)
	}
	return nil
}

// isBundle reports whether paths name one folder that export wrote.
func isBundle(paths []string) bool { return len(paths) == 1 && bundle.Is(os.DirFS(paths[0])) }

// importBundle reads what export wrote.
func (a *app) importBundle(ctx context.Context, folder string, i importing) error {
	k, err := bundle.Read(os.DirFS(folder), a.settings.Guild)
	if err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	if err := bot.CheckKept(k); err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	if i.dryRun {
		for _, article := range k.Articles {
			a.printPassages(article)
		}
		return nil
	}
	if k.Settings["alert"]+k.Settings["digest"] != "" {
		fmt.Fprintln(a.Err, noteChannel)
	}
	change := bot.Change{Articles: drafted(k.Articles), Settings: k.Settings, Cases: k.Cases}
	return a.withWritten(ctx, func(ctx context.Context, b *knowledge.Base) error {
		return a.tried(ctx, b, change, i.why, func(by knowledge.Change) error {
			bar := a.progress("saving", len(k.Articles))
			reports, err := b.Restore(ctx, a.settings.Guild, k, by, bar.at)
			bar.done()
			if err == nil {
				a.printReports(reports)
				fmt.Fprintf(a.Out, "%d settings, %d rights and %d tests restored\n", len(k.Settings), len(k.Grants), len(k.Cases))
			}
			return err
		})
	})
}
