package discord

import (
	"context"
	"errors"
	"net/url"
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
