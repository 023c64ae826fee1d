package discordtest

import (
	"regexp"
	"strings"
)

var mention = regexp.MustCompile(`<@!?(\d+)>`)

// Say writes a message in a channel.
func (m *Member) Say(c *Channel, content string) *Message {
	return m.say(c, content, nil, false)
}

// Mention writes a message that begins with a mention of the bot.
func (m *Member) Mention(c *Channel, content string) *Message {
	return m.say(c, "<@"+m.d.bot+"> "+content, nil, false)
}

// Direct writes the bot a direct message.
func (m *Member) Direct(content string) *Message { return m.say(m.DM(), content, nil, false) }

// Reply replies to a message, pinging its author as Discord's clients do
// unless told otherwise.
func (m *Member) Reply(to *Message, content string) *Message {
	return m.say(nil, content, to, true)
}

// ReplyQuietly replies to a message without pinging its author.
func (m *Member) ReplyQuietly(to *Message, content string) *Message {
	return m.say(nil, content, to, false)
}

// Forward forwards a message to a channel: what was said stands in a snapshot,
// and the message itself has no text.
func (m *Member) Forward(c *Channel, original *Message) *Message {
	d := m.d
	d.mu.Lock()
	said := d.newMessage(c, m)
	from := d.messages[original.ID]
	said.body["message_reference"] = reference(from.channel, original.ID)
	said.body["message_reference"].(object)["type"] = 1
	copied := object{}
	for _, key := range []string{"type", "content", "embeds", "attachments", "components", "timestamp", "edited_timestamp", "flags", "mentions", "mention_roles"} {
		copied[key] = clone(from.body[key])
	}
	said.body["message_snapshots"] = []any{object{"message": copied}}
	event, snapshot := said.event(d), said.seen(d)
	d.changed.fire()
	d.mu.Unlock()
	d.dispatch(c.guildOf(), said.intent(), "MESSAGE_CREATE", event)
	return snapshot
}

func (m *Member) say(c *Channel, content string, to *Message, ping bool) *Message {
	d := m.d
	d.mu.Lock()
	if to != nil {
		c = d.channels[text(to.body, "channel_id")]
	}
	said := d.newMessage(c, m)
	said.body["content"] = content
	mentioned := d.mentioned(content)
	if to != nil {
		said.body["type"] = 19
		said.body["message_reference"] = reference(c, to.ID)
		said.body["referenced_message"] = nil
		if original := d.messages[to.ID]; original != nil {
			said.body["referenced_message"] = clone(original.body)
			if ping && original.author == nil && len(mentioned) == 0 {
				mentioned = append(mentioned, d.botObject())
			}
		}
	}
	said.body["mentions"] = mentioned
	said.body["mention_roles"] = mentionedRoles(c, content)
	event, snapshot := said.event(d), said.seen(d)
	d.changed.fire()
	d.mu.Unlock()
	d.dispatch(c.guildOf(), said.intent(), "MESSAGE_CREATE", event)
	return snapshot
}

func reference(c *Channel, id string) object {
	r := object{"type": 0, "channel_id": c.ID, "message_id": id}
	if c.Guild != nil {
		r["guild_id"] = c.Guild.ID
	}
	return r
}

// mentioned lists the users a text mentions. d.mu is held.
func (d *Discord) mentioned(content string) []any {
	mentioned, seen := []any{}, map[string]bool{}
	for _, match := range mention.FindAllStringSubmatch(content, -1) {
		id := match[1]
		switch {
		case seen[id]:
		case id == d.bot:
			mentioned = append(mentioned, d.botObject())
		case d.members[id] != nil:
			mentioned = append(mentioned, d.members[id].user())
		}
		seen[id] = true
	}
	return mentioned
}

// mentionedRoles lists the roles a text mentions: of a guild, only the bot's own
// is known here.
func mentionedRoles(c *Channel, content string) []any {
	if c.Guild == nil || !strings.Contains(content, "<@&"+c.Guild.role+">") {
		return []any{}
	}
	return []any{c.Guild.role}
}

// Edit changes one of the member's own messages. A mention of the bot at
// its beginning stays.
func (m *Member) Edit(message *Message, content string) {
	d := m.d
	d.mu.Lock()
	edited := d.messages[message.ID]
	if prefix := "<@" + d.bot + "> "; strings.HasPrefix(text(edited.body, "content"), prefix) {
		content = prefix + content
	}
	edited.body["content"], edited.body["edited_timestamp"] = content, now()
	if edited.body["type"] == 0 {
		edited.body["mentions"] = d.mentioned(content)
	}
	edited.edits++
	event := edited.event(d)
	d.mu.Unlock()
	d.dispatch(edited.channel.guildOf(), edited.intent(), "MESSAGE_UPDATE", event)
}

// Unfurl sends the update Discord sends when it adds a preview of a link:
// the text is the same and nobody edited it.
func (m *Member) Unfurl(message *Message) {
	d := m.d
	d.mu.Lock()
	unfurled := d.messages[message.ID]
	unfurled.body["embeds"] = []any{object{"type": "link", "url": "https://example.com/"}}
	event := unfurled.event(d)
	d.mu.Unlock()
	d.dispatch(unfurled.channel.guildOf(), unfurled.intent(), "MESSAGE_UPDATE", event)
}

// Delete deletes a message.
func (m *Member) Delete(message *Message) {
	m.d.mu.Lock()
	deleted := m.d.messages[message.ID]
	m.d.mu.Unlock()
	m.d.delete(deleted)
}

// delete removes a message and tells the gateway.
func (d *Discord) delete(m *message) {
	d.mu.Lock()
	delete(d.messages, m.id())
	d.changed.fire()
	d.mu.Unlock()
	if m.only != nil {
		return
	}
	event := object{"id": m.id(), "channel_id": m.channel.ID}
	if g := m.channel.guildOf(); g != "" {
		event["guild_id"] = g
	}
	d.dispatch(m.channel.guildOf(), m.intent(), "MESSAGE_DELETE", event)
}
