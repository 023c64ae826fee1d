package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/knowledge"
)

// completeGuild suggests the guilds of the base, and all of them.
func (a *env) completeGuild(c *cobra.Command, _ []string, _ string) (names []string, _ cobra.ShellCompDirective) {
	return a.completed(c, func(ctx context.Context, b *knowledge.Base) ([]string, error) {
		all, err := b.Guilds(ctx)
		return append(all, bot.Shared), err
	})
}

// completeUsage suggests for a moderator's command what Discord suggests for it.
func (a *env) completeUsage(c *cobra.Command, u moderate.Usage, required []moderate.Parameter) {
	given := func(args []string) map[string]string {
		options := map[string]string{}
		for i, p := range required[:min(len(args), len(required))] {
			options[p.Name] = args[i]
		}
		return options
	}
	c.ValidArgsFunction = func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(required) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.suggested(c, u.Name, required[len(args)].Name, typed, given(args))
	}
	for _, p := range u.Parameters {
		if !p.Required && p.Suggests() {
			must(c.RegisterFlagCompletionFunc(p.Name, func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
				return a.suggested(c, u.Name, p.Name, typed, given(args))
			}))
		}
	}
}

// completing makes the arguments of a command complete as an option of a
// moderator's command does. Only the first argument does, unless all are alike.
func (a *env) completing(command, option string, all bool, commands ...*cobra.Command) {
	for _, c := range commands {
		c.ValidArgsFunction = func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 && !all {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return a.suggested(c, command, option, typed, nil)
		}
	}
}

// suggested asks the bot what an option of a command can be. A number that
// stands for something is followed by what that is.
func (a *env) suggested(c *cobra.Command, command, option, typed string, options map[string]string) ([]string, cobra.ShellCompDirective) {
	return a.completed(c, func(ctx context.Context, b *knowledge.Base) ([]string, error) {
		reply, err := moderate.New(moderate.Parts{Parts: bot.Parts{Base: b, Now: a.now}}).Handle(ctx, bot.Request{
			Kind: bot.Suggest, Name: command, Args: []string{option}, Text: typed, Options: options,
			Guild: a.settings.Guild, Member: operator(), Time: a.now(),
		})
		for i, value := range reply.Choices {
			if number, about, found := strings.Cut(value, ": "); found && strings.Trim(number, "0123456789") == "" {
				reply.Choices[i] = number + "\t" + about
			}
		}
		return reply.Choices, err
	})
}

// completed reads suggestions from the base. A base that cannot be read
// suggests nothing: the command itself will say why.
func (a *env) completed(c *cobra.Command, read func(context.Context, *knowledge.Base) ([]string, error)) (names []string, _ cobra.ShellCompDirective) {
	err := a.withBase(c.Context(), func(ctx context.Context, b *knowledge.Base) (err error) {
		names, err = read(ctx, b)
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
