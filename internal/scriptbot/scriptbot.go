// Package scriptbot sets up the bot with articles: those that come with the
// program, and those that a script names.
package scriptbot

import (
	"cmp"
	"context"
	"path/filepath"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/script"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// A Stage is the bot itself, where a script is played.
type Stage struct {
	Base   *knowledge.Base
	Bot    *moderate.Bot
	Folder string // where the script's paths begin
	Guild  string // whose articles it learns; "" is script.Guild
}

// Learn implements script.Stage.
func (s *Stage) Learn(ctx context.Context, step script.Step) error {
	if step.Text == script.Starter {
		return LearnStarter(ctx, s.Base, script.Start())
	}
	all, err := s.read(ctx, step)
	if err != nil {
		return err
	}
	_, err = s.Base.SaveAll(ctx, cmp.Or(s.Guild, script.Guild), all, knowledge.Change{Who: "script", When: script.Start()}, nil)
	return err
}

func (s *Stage) read(ctx context.Context, step script.Step) ([]knowledge.Article, error) {
	if step.Text == "" {
		all, _, err := source.Read(ctx, "article.md", []byte(step.Body), source.Options{})
		return all, err
	}
	files, _, err := source.Find(filepath.Join(s.Folder, filepath.FromSlash(step.Text)))
	if err != nil {
		return nil, err
	}
	var all []knowledge.Article
	for _, file := range files {
		for article, err := range file.Articles(ctx, nil, source.Options{}, new(source.Report)) {
			if err != nil {
				return nil, err
			}
			all = append(all, article)
		}
	}
	return all, nil
}

// Send implements script.Stage.
func (s *Stage) Send(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return s.Bot.Handle(ctx, r)
}
