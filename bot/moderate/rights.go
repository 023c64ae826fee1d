package moderate

import (
	"context"
	"slices"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

func (b *Bot) pressRight(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.previewRight(ctx, r, bot.Right(r.Arg(0)), strings.TrimPrefix(r.Arg(1), "@"))
}

// What previewRight proposes.
const (
	give = "give"
	take = "take"
)

// previewRight shows what it would mean to give a role a right, or to take it
// if it has it.
func (b *Bot) previewRight(ctx context.Context, r bot.Request, right bot.Right, role string) (bot.Reply, error) {
	role = strings.TrimSuffix(strings.TrimPrefix(role, "<@&"), ">")
	if !slices.Contains(bot.Rights(), right) || role == "" {
		return r.Refused(messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	has := slices.Contains(grants, knowledge.Grant{Role: role, May: string(right)})
	say, act := messages.WouldGrant, give
	if has {
		say, act = messages.WouldRevoke, take
	}
	reply := r.Done(say, roleName(role), r.Say(messages.Key("right."+string(right))), r.Say(messages.Key("right."+string(right)+".about")))
	reply.Actions = []bot.Action{{Label: r.Say(messages.Save), Verb: verbSetRight, Args: []string{string(right), role, act}, Style: bot.Primary}}
	return reply, nil
}

// pressSetRight gives or takes the right that was previewed. Pressed twice, it
// is done once.
func (b *Bot) pressSetRight(ctx context.Context, r bot.Request) (bot.Reply, error) {
	g := knowledge.Grant{May: r.Arg(0), Role: r.Arg(1)}
	if !slices.Contains(bot.Rights(), bot.Right(g.May)) || g.Role == "" {
		return r.Refused(messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	has := slices.Contains(grants, g)
	if r.Arg(2) == take {
		if has {
			err = b.base.Revoke(ctx, r.Guild, g, change(r, ""))
		}
		return r.Done(messages.Revoked, roleName(g.Role), r.Say(messages.Key("right."+g.May))), err
	}
	if !has {
		err = b.base.Grant(ctx, r.Guild, g, change(r, ""))
	}
	return r.Done(messages.Granted, roleName(g.Role), r.Say(messages.Key("right."+g.May))), err
}
