package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/bundle"
	"pamphlet/internal/script"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

func (a *env) testCommand() *cobra.Command {
	var update bool
	c := &cobra.Command{
		Use:   "test PATH…",
		Short: "Play scripted conversations and show what differs",
		Long: `Play the scripted conversations in files, or in all .txt files of folders. Each
script starts with the articles it names and nothing else. What differs from
the script is shown like a diff, and the exit code is then 1.`,
		Example: "  pamphlet test bot/testdata\n  pamphlet test --update greeting.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			return a.test(c.Context(), paths, update)
		},
	}
	c.Flags().BoolVar(&update, "update", false, "rewrite exact replies in the scripts to what came back")
	return c
}

func (a *env) test(ctx context.Context, paths []string, update bool) error {
	files, err := scripts(paths)
	if err != nil {
		return err
	}
	passed, failed := 0, 0
	for _, file := range files {
		outcome, s, err := a.play(ctx, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if update {
			if err := rewrite(file, outcome.Update(s)); err != nil {
				return err
			}
			continue
		}
		fmt.Fprint(a.Out, outcome.Diff(s, file))
		passed, failed = passed+outcome.Passed(), failed+outcome.Failed()
	}
	if update {
		return nil
	}
	fmt.Fprintln(a.Out, script.Summary(passed, failed))
	if failed > 0 {
		return errSilent
	}
	return nil
}

// scripts lists the files at paths; of a folder, those that end in .txt; of
// what export wrote, the tests alone.
func scripts(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && bundle.Is(os.DirFS(name)):
				if tests := filepath.Join(name, bundle.Tests); exists(tests) {
					files = append(files, tests)
				}
				return fs.SkipDir
			case !entry.IsDir() && (name == path || filepath.Ext(name) == ".txt"):
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%v: no scripts there; their names end in .txt", paths)
	}
	slices.Sort(files)
	return files, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func rewrite(file string, s script.Script) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if updated := script.Format(s); string(updated) != string(old) {
		return os.WriteFile(file, updated, 0o644)
	}
	return nil
}

// play plays one script on a bot of its own.
func (a *env) play(ctx context.Context, file string) (script.Outcome, script.Script, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return script.Outcome{}, script.Script{}, err
	}
	s, err := script.Parse(text)
	if err != nil {
		return script.Outcome{}, s, err
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return script.Outcome{}, s, err
	}
	defer base.Close()
	guards, err := scriptbot.Guards(a.settings.Safety)
	if err != nil {
		return script.Outcome{}, s, err
	}
	talker := moderate.New(moderate.Parts{Parts: bot.Parts{Base: base, Guards: guards}}) // a script fetches no web page
	outcome, err := script.Play(ctx, s, &scriptbot.Stage{Base: base, Bot: talker, Folder: filepath.Dir(file)})
	return outcome, s, err
}
