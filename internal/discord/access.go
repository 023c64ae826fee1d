package discord

import (
	"context"
	"net/url"
	"slices"
	"strconv"
)

// An Access is a channel and what the bot lacks there.
type Access struct {
	ID, Name string
	Missing  []string // permissions the bot needs and has not
}

// Sees reports whether the bot sees the channel at all.
func (a Access) Sees() bool { return !slices.Contains(a.Missing, needed[0].name) }

// unneeded are the types of channels in which members write and the bot can answer,
// from Discord's documentation, and which permission it does without there: text and
// announcements; voice and stages, which have no threads; forums and media, in
// which it begins no post.
var unneeded = map[int]string{0: "", 5: "", 2: inThreads, 13: inThreads, 15: sendMessages, 16: sendMessages}

// A channel is one of a guild's as far as it is used.
type channel struct {
	ID, Name   string
	Type       int
	Overwrites []overwrite `json:"permission_overwrites"`
}

// An overwrite changes in a channel what the guild allows: everyone if its ID
// is the guild's, else a role or a member.
type overwrite struct {
	ID          string
	Allow, Deny string
}

// Channels lists the guild's channels in which members write, threads left out, with what the
// bot lacks in each. A server that does not tell gives ErrUnsaid.
func (c *Client) Channels(ctx context.Context, m Membership) ([]Access, error) {
	var self struct{ Roles []string }
	var channels []channel
	guild := "/guilds/" + url.PathEscape(m.ID)
	err := c.rest.get(ctx, "/guilds/members", guild+"/members/"+c.account().ID, &self)
	if err == nil {
		err = c.rest.get(ctx, "/guilds/channels", guild+"/channels", &channels)
	}
	if unknownRoute(err) {
		err = ErrUnsaid
	}
	var all []Access
	for _, one := range channels {
		if without, written := unneeded[one.Type]; written {
			lacks := missing(effective(m.allowed, one.Overwrites, m.ID, self.Roles, c.account().ID))
			all = append(all, Access{one.ID, one.Name, slices.DeleteFunc(lacks, func(name string) bool { return name == without })})
		}
	}
	return all, err
}

// effective is what a member may do in a channel, by Discord's documented
// order: what the guild allows; everyone's overwrite; those of all roles
// together, where what one allows outdoes what another denies; the member's own.
func effective(allowed int64, overwrites []overwrite, guild string, roles []string, member string) int64 {
	if allowed&administrator != 0 {
		return ^0
	}
	for _, whose := range [][]string{{guild}, roles, {member}} {
		var allow, deny int64
		for _, o := range overwrites {
			if slices.Contains(whose, o.ID) {
				allow |= bits(o.Allow)
				deny |= bits(o.Deny)
			}
		}
		allowed = allowed&^deny | allow
	}
	return allowed
}

// bits reads permissions as Discord writes them: a number in decimal digits.
func bits(permissions string) int64 {
	n, _ := strconv.ParseInt(permissions, 10, 64)
	return n
}

// missing names what the bot needs and is not allowed.
func missing(allowed int64) []string {
	var names []string
	for _, p := range needed {
		if allowed&p.bit == 0 {
			names = append(names, p.name)
		}
	}
	return names
}
