package discord

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
)

// A permission is one that the bot needs in a guild, with the name that
// Discord's clients show in English.
type permission struct {
	bit  int64
	name string
}

const sendMessages, inThreads = "Send Messages", "Send Messages in Threads"

// needed are the permissions that answers need and no more; the bits are from
// Discord's documentation.
var needed = [...]permission{
	{1 << 10, "View Channels"}, {1 << 11, sendMessages}, {1 << 15, "Attach Files"}, {1 << 16, "Read Message History"}, {1 << 38, inThreads},
}

// Permissions is what the bot asks for when it is invited.
func Permissions() int64 {
	all := int64(0)
	for _, p := range needed {
		all |= p.bit
	}
	return all
}

// A Membership is a guild the bot is in, and what its roles there allow it.
// Single channels may allow less, or more: see Channels.
type Membership struct {
	ID, Name      string
	Missing       []string // permissions the bot needs and has not
	Administrator bool     // it may do anything, which is more than it needs
	allowed       int64    // what the bot's roles allow it, as Discord's bits
}

// ErrUnsaid says that a server does not tell what the bot may do. Discord does.
var ErrUnsaid = errors.New("the server does not say what the bot may do in its guilds")

// Memberships lists the guilds the bot is in, as Discord pages them.
func (c *Client) Memberships(ctx context.Context) ([]Membership, error) {
	const page = 200 // Discord's most
	var all []Membership
	for after := "0"; ; {
		var guilds []struct{ ID, Name, Permissions string }
		query := url.Values{"limit": {strconv.Itoa(page)}, "after": {after}}
		if err := c.rest.get(ctx, "/users/@me/guilds", "/users/@me/guilds?"+query.Encode(), &guilds); err != nil {
			if unknownRoute(err) {
				err = ErrUnsaid
			}
			return nil, err
		}
		for _, g := range guilds {
			all = append(all, membership(g.ID, g.Name, g.Permissions))
		}
		if len(guilds) < page {
			return all, nil
		}
		after = guilds[len(guilds)-1].ID
	}
}

func membership(id, name, permissions string) Membership {
	m := Membership{ID: id, Name: name}
	allowed, err := strconv.ParseInt(permissions, 10, 64)
	if err != nil {
		return m // nothing is said of them
	}
	m.allowed = allowed
	if m.Administrator = allowed&administrator != 0; !m.Administrator {
		m.Missing = missing(allowed)
	}
	return m
}

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
