package bot

import (
	"context"
	"slices"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

func (b *Bot) pressRight(ctx context.Context, r Request) (Reply, error) {
	return b.previewRight(ctx, r, Right(r.arg(0)), strings.TrimPrefix(r.arg(1), "@"))
}

// What previewRight proposes.
const (
	give = "give"
	take = "take"
)

// previewRight shows what it would mean to give a role a right, or to take it
// if it has it.
func (b *Bot) previewRight(ctx context.Context, r Request, right Right, role string) (Reply, error) {
	role = strings.TrimSuffix(strings.TrimPrefix(role, "<@&"), ">")
	if !slices.Contains(rights, right) || role == "" {
		return refused(r, messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	has := slices.Contains(grants, knowledge.Grant{Role: role, May: string(right)})
	say, deed := messages.WouldGrant, give
	if has {
		say, deed = messages.WouldRevoke, take
	}
	reply := r.done(say, roleName(role), r.say(messages.Key("right."+string(right))), r.say(messages.Key("right."+string(right)+".about")))
	reply.Actions = []Action{{Label: r.say(messages.Save), Verb: verbSetRight, Args: []string{string(right), role, deed}, Style: Primary}}
	return reply, nil
}

// pressSetRight gives or takes the right that was previewed. Pressed twice, it
// is done once.
func (b *Bot) pressSetRight(ctx context.Context, r Request) (Reply, error) {
	g := knowledge.Grant{May: r.arg(0), Role: r.arg(1)}
	if !slices.Contains(rights, Right(g.May)) || g.Role == "" {
		return refused(r, messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	has := slices.Contains(grants, g)
	if r.arg(2) == take {
		if has {
			err = b.base.Revoke(ctx, r.Guild, g, r.change(""))
		}
		return r.done(messages.Revoked, roleName(g.Role), r.say(messages.Key("right."+g.May))), err
	}
	if !has {
		err = b.base.Grant(ctx, r.Guild, g, r.change(""))
	}
	return r.done(messages.Granted, roleName(g.Role), r.say(messages.Key("right."+g.May))), err
}
