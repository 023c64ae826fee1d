package discord

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"pamphlet/bot"
)

// An interaction is INTERACTION_CREATE as far as it is used. discordgo's own
// type cannot be read when a form has labels.
type interaction struct {
	ID          string
	Application string `json:"application_id"`
	Type        int
	Token       string
	Guild       string               `json:"guild_id"`
	Channel     string               `json:"channel_id"`
	InGuild     *struct{ ID string } `json:"guild"`
	InChannel   *struct{ ID string } `json:"channel"`
	Member      *member
	User        *user
	Locale      string
	GuildLocale string `json:"guild_locale"`
	Message     *struct {
		ID    string
		Flags int
	}
	Data json.RawMessage
	// first takes the first answer of one that came over HTTP; nil of the gateway's.
	first *firstAnswer
}

type member struct {
	User        *user
	Nick        string
	Roles       []string
	Permissions string
}

type user struct {
	ID       string
	Username string
	Name     string `json:"global_name"`
	Bot      bool
}

// hook is the path of the webhook that goes with the interaction's token.
func (i *interaction) hook() string { return "/webhooks/" + i.Application + "/" + i.Token }

// complete fills in what stands elsewhere in the event as well: guild_id,
// channel_id and application_id may be missing.
func (i *interaction) complete(application string) {
	if i.Guild == "" && i.InGuild != nil {
		i.Guild = i.InGuild.ID
	}
	if i.Channel == "" && i.InChannel != nil {
		i.Channel = i.InChannel.ID
	}
	if i.Application == "" {
		i.Application = application
	}
}

// A messageEvent is MESSAGE_CREATE or MESSAGE_UPDATE as far as it is used.
// Any part may be missing.
type messageEvent struct {
	ID       string
	Channel  string `json:"channel_id"`
	Guild    string `json:"guild_id"`
	Type     int
	Flags    int
	Content  string
	Author   *user
	Webhook  string `json:"webhook_id"`
	Member   *member
	Mentions []user
	Roles    []string      `json:"mention_roles"`
	Edited   string        `json:"edited_timestamp"`
	Answers  *messageEvent `json:"referenced_message"`
	// Forwarded is what a message that forwards others holds instead of a text.
	Forwarded []struct{ Message struct{ Content string } } `json:"message_snapshots"`
}

// text is what the message says, or what it forwards.
func (m *messageEvent) text() string {
	text := m.Content
	for _, f := range m.Forwarded {
		text += "\n" + f.Message.Content
	}
	return strings.TrimSpace(text)
}

// event takes one event of a shard's session. It only looks and queues: it runs on
// the goroutine that also reads acknowledged heartbeats. Nothing in it may end the
// process.
func (c *Client) event(ctx context.Context, shard int, name string, data json.RawMessage) {
	defer func() {
		if v := recover(); v != nil {
			c.panicked("event "+name, v)
		}
	}()
	if err := c.dispatch(ctx, name, data); err != nil {
		c.metrics.dropped("unreadable")
		c.settings.Log.Warn("event not readable", "event", name, "shard", shard)
	}
}

func (c *Client) dispatch(ctx context.Context, name string, data json.RawMessage) error {
	switch name {
	case "INTERACTION_CREATE":
		var i interaction
		if err := json.Unmarshal(data, &i); err != nil {
			return err
		}
		i.complete(c.account().Application)
		c.onInteraction(ctx, &i, time.Now())
	case "MESSAGE_CREATE", "MESSAGE_UPDATE":
		var m messageEvent
		if err := json.Unmarshal(data, &m); err != nil {
			return err
		}
		c.onMessage(ctx, &m, name == "MESSAGE_UPDATE")
	case "THREAD_CREATE":
		var t threadEvent
		if err := json.Unmarshal(data, &t); err != nil {
			return err
		}
		c.onThread(ctx, &t)
	case "THREAD_UPDATE":
		var t threadEvent
		if err := json.Unmarshal(data, &t); err != nil {
			return err
		}
		c.onPostChanged(ctx, t.ID, func(was bot.Request) (string, bool) { return t.Name, t.Name != was.Post })
	case "MESSAGE_DELETE", "MESSAGE_DELETE_BULK":
		var gone struct {
			ID  string
			IDs []string
		}
		if err := json.Unmarshal(data, &gone); err != nil {
			return err
		}
		for _, id := range append(gone.IDs, gone.ID) {
			c.onDelete(ctx, id)
		}
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE":
		var changed struct {
			Guild string `json:"guild_id"`
			Role  role
		}
		if err := json.Unmarshal(data, &changed); err != nil {
			return err
		}
		c.learnRole(changed.Guild, changed.Role)
	case "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE":
		var g struct {
			ID          string
			Unavailable bool
			Locale      string `json:"preferred_locale"`
			Joined      string `json:"joined_at"`
			System      string `json:"system_channel_id"`
			Owner       string `json:"owner_id"`
			Roles       []role
		}
		if err := json.Unmarshal(data, &g); err != nil {
			return err
		}
		if g.Locale != "" {
			c.locales.Store(g.ID, g.Locale)
		}
		c.learnRole(g.ID, g.Roles...)
		if name == "GUILD_UPDATE" {
			return nil
		}
		c.guild(ctx, g.ID, g.Unavailable, name == "GUILD_CREATE")
		if at, err := time.Parse(time.RFC3339, g.Joined); err == nil && name == "GUILD_CREATE" && !g.Unavailable {
			invited := Invitation{Guild: g.ID, Channel: g.System, Owner: g.Owner, Locale: g.Locale, At: at}
			c.queue(c.guilds, "", "guilds", func() { c.settings.Invited(ctx, invited) })
		}
	}
	return nil
}

// guild hears of a guild. An unavailable one is at an outage, not gone.
func (c *Client) guild(ctx context.Context, id string, unavailable, here bool) {
	if unavailable || id == "" {
		return
	}
	hear := c.settings.Left
	if !here {
		c.locales.Delete(id)
		c.roles.Delete(id)
	}
	if here {
		hear = c.settings.Joined
	}
	c.queue(c.guilds, "", "guilds", func() { hear(ctx, id) })
}

// unmentioned is a message's text without mentions of the bot, or of its own
// role where it has one.
func unmentioned(content, bot, role string) string {
	for _, mention := range []string{"<@" + bot + ">", "<@!" + bot + ">"} {
		content = strings.ReplaceAll(content, mention, "")
	}
	if role != "" {
		content = strings.ReplaceAll(content, "<@&"+role+">", "")
	}
	return strings.TrimSpace(content)
}

// A role is one of a guild, as far as it is used.
type role struct {
	ID   string
	Tags struct {
		Bot string `json:"bot_id"`
	}
}

// learnRole notes the role that Discord made for the bot when it was invited. It
// has the bot's name, and the mention picker offers both.
func (c *Client) learnRole(guild string, roles ...role) {
	me := c.account().ID
	for _, r := range roles {
		if r.ID != "" && me != "" && r.Tags.Bot == me {
			c.roles.Store(guild, r.ID)
		}
	}
}

// role is the ID of the bot's own role in a guild; "" where it has none.
func (c *Client) role(guild string) string {
	id, _ := c.roles.Load(guild)
	known, _ := id.(string)
	return known
}
