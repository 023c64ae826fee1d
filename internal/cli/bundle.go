package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/bundle"
	"pamphlet/knowledge"
)

func (a *env) exportBundleCommand() *cobra.Command {
	var history, prune bool
	c := &cobra.Command{
		Use:   "export FOLDER",
		Short: "Write everything as files that import reads back",
		Long: `Write all articles, open drafts, settings, rights, synonyms and tests as files:
Markdown, YAML and scripts. "pamphlet import FOLDER" reads them back with nothing
lost, drafts as drafts, so that a community can keep them under version control.
The files name the moderators who wrote tests and drafts, with their ids. Written
into the folder of an earlier export, files of what is gone stay unless --prune
removes them, also those that somebody added and did not import.

Not written are what members asked and the texts of earlier revisions. --history
adds two lists for people to read, which import passes over: history.jsonl, the
revisions of all articles, and audit.jsonl, who changed what, when and why. They
name every moderator, and members who tried what they may not: what is under
version control cannot be taken back from those who have a copy.`,
		Example: "  pamphlet export community/\n  pamphlet export --history archive/",
		Args:    cobra.ExactArgs(1),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			return a.exportBundle(ctx, b, args[0], history, prune)
		}),
	}
	c.Flags().BoolVar(&prune, "prune", false, "remove the files of an earlier export that are not of this one")
	c.Flags().BoolVar(&history, "history", false, "also write history.jsonl and audit.jsonl, which name people")
	return c
}

func (a *env) exportBundle(ctx context.Context, b *knowledge.Base, folder string, history, prune bool) error {
	k, err := b.Snapshot(ctx, a.settings.Guild)
	if err != nil {
		return err
	}
	files, err := bundle.Write(ctx, k)
	if err != nil {
		return err
	}
	if history {
		lists, err := bundle.History(ctx, b, a.settings.Guild)
		if err != nil {
			return err
		}
		files = append(files, lists...)
	}
	to, err := bundle.CreateFolder(folder)
	if err != nil {
		return err
	}
	defer to.Close()
	again := bundle.Is(to)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := to.WriteFile(f.Name, f.Body); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		fmt.Fprintln(a.Out, filepath.Join(folder, filepath.FromSlash(f.Name)))
	}
	if !again {
		return nil // what else is there is not ours
	}
	if err := a.prune(to, folder, files, prune); err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	return nil
}

// prune removes, or names, what an earlier export left in a folder.
func (a *env) prune(in *bundle.Folder, folder string, files []bundle.File, remove bool) error {
	left, err := bundle.Left(in, files)
	if err != nil {
		return err
	}
	for _, name := range left {
		if !remove {
			path := filepath.Join(folder, filepath.FromSlash(name))
			fmt.Fprintf(a.Err, "note: %s is not of this export; --prune removes such files\n", path)
			continue
		}
		if err := in.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// isBundle reports whether paths name one folder that export wrote.
func isBundle(paths []string) bool { return len(paths) == 1 && bundle.Is(os.DirFS(paths[0])) }

// looseBundle refuses folders that hold what export wrote, among other things:
// as mere files, its drafts and lists would become articles.
func looseBundle(paths []string) error {
	for _, path := range paths {
		err := filepath.WalkDir(path, func(folder string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() && bundle.Part(os.DirFS(folder)) {
				return fmt.Errorf("%s: \"pamphlet export\" wrote this folder; name it alone to import it, or name only its folder of articles", folder)
			}
			return nil // what cannot be read is told of when it is read
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// importBundle reads what export wrote.
func (a *env) importBundle(ctx context.Context, folder string, i importing) error {
	from, err := bundle.OpenFolder(folder)
	if err != nil {
		return err
	}
	defer from.Close()
	k, err := bundle.Read(ctx, from, a.settings.Guild)
	if err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	if err := moderate.CheckKept(k); err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	if i.dryRun {
		for _, article := range k.Articles {
			a.printPassages(article)
		}
		fmt.Fprintf(a.Out, "%s, %s, %s and %s\n", counted(len(k.Settings), "setting"), counted(len(k.Grants), "right"), counted(len(k.Cases), "test"), counted(len(k.Drafts), "draft"))
		return nil
	}
	if k.Settings["alert"]+k.Settings["digest"] != "" {
		fmt.Fprintln(a.Err, noteChannel)
	}
	change := moderate.Proposal{Articles: drafted(k.Articles), Settings: k.Settings, Cases: k.Cases}
	return a.withWritten(ctx, func(ctx context.Context, b *knowledge.Base) error {
		return a.tried(ctx, b, change, i.why, func(by knowledge.Change) error {
			reads, err := bot.Reads(ctx, b, a.settings.Guild)
			if err != nil {
				return err
			}
			bar := a.progress("saving", len(k.Articles))
			restored, err := b.Restore(ctx, a.settings.Guild, k, by, bar.at)
			bar.done()
			if err != nil {
				return err
			}
			a.printReports(restored.Articles)
			fmt.Fprintf(a.Out, "%s, %s and %s restored; not there before: %s, \"pamphlet kb drafts\" lists them\n",
				counted(len(k.Settings), "setting"), counted(len(k.Grants), "right"), counted(len(k.Cases), "test"), counted(restored.Drafts, "draft"))
			if reads == bot.Starter && len(k.Articles) > 0 {
				a.noteStarter()
			}
			return a.noteWhere(ctx, b)
		})
	})
}
