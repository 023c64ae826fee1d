package discordtest

import "strconv"

// Types of channels, from Discord's documentation.
const (
	kindText, kindVoice, kindThread, kindStage, kindForum = 0, 2, 11, 13, 15
)

// A Channel is a channel of a guild, a thread, or a member's direct messages.
type Channel struct {
	d        *Discord
	ID, Name string
	Guild    *Guild   // nil in direct messages
	with     *Member  // the other side of direct messages
	kind     int      // Discord's type
	parent   *Channel // of a thread
	owner    *Member  // who began a thread

	overwrites []any
}

// Channel returns the text channel of that name, made on first use.
func (g *Guild) Channel(name string) *Channel { return g.channel(name, kindText) }

// Forum returns the forum of that name, made on first use.
func (g *Guild) Forum(name string) *Channel { return g.channel(name, kindForum) }

// Voice returns the voice channel of that name, made on first use.
func (g *Guild) Voice(name string) *Channel { return g.channel(name, kindVoice) }

// Stage returns the stage of that name, made on first use.
func (g *Guild) Stage(name string) *Channel { return g.channel(name, kindStage) }

func (g *Guild) channel(name string, kind int) *Channel {
	d := g.d
	d.mu.Lock()
	for _, c := range g.channels {
		if c.Name == name {
			d.mu.Unlock()
			return c
		}
	}
	c := &Channel{d: d, ID: d.id(), Name: name, Guild: g, kind: kind}
	g.channels = append(g.channels, c)
	d.channels[c.ID] = c
	d.mu.Unlock()
	d.dispatch(g.ID, intentGuilds, "CHANNEL_CREATE", d.channelObject(c))
	return c
}

// Overwrite changes what a role, or the bot by its own ID, may do in the
// channel, as Discord's bits.
func (c *Channel) Overwrite(who string, allow, deny int) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	kind := 0
	if who == c.d.bot {
		kind = 1
	}
	c.overwrites = append(c.overwrites, object{"id": who, "type": kind, "allow": strconv.Itoa(allow), "deny": strconv.Itoa(deny)})
}

// Post begins a post in a forum: a thread whose first message has the thread's ID.
func (m *Member) Post(forum *Channel, title, content string) (*Channel, *Message) {
	d := m.d
	d.mu.Lock()
	thread := d.newThread(forum, m, title)
	said := d.newMessage(thread, m)
	delete(d.messages, said.id())
	said.body["id"], said.body["content"], said.body["mentions"] = thread.ID, content, d.mentioned(content)
	d.messages[thread.ID] = said
	event, snapshot := said.event(d), said.seen(d)
	d.mu.Unlock()
	d.begun(thread)
	d.dispatch(forum.guildOf(), said.intent(), "MESSAGE_CREATE", event)
	return thread, snapshot
}

// Thread begins a thread in a text channel, without a message.
func (m *Member) Thread(in *Channel, title string) *Channel {
	m.d.mu.Lock()
	thread := m.d.newThread(in, m, title)
	m.d.mu.Unlock()
	m.d.begun(thread)
	return thread
}

// Rename gives a thread another title.
func (c *Channel) Rename(title string) {
	c.d.mu.Lock()
	c.Name = title
	changed := c.d.channelObject(c)
	c.d.mu.Unlock()
	c.d.dispatch(c.guildOf(), intentGuilds, "THREAD_UPDATE", changed)
}

// Announce tells once more that a thread was made, as Discord may.
func (c *Channel) Announce() { c.d.begun(c) }

// Said are the bot's messages in the channel.
func (c *Channel) Said() []*Message {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var all []*Message
	for _, m := range c.d.messages {
		if m.channel == c && m.author == nil && m.only == nil {
			all = append(all, m.seen(c.d))
		}
	}
	return all
}

// newThread makes a thread. d.mu is held.
func (d *Discord) newThread(in *Channel, owner *Member, name string) *Channel {
	c := &Channel{d: d, ID: d.id(), Name: name, Guild: in.Guild, kind: kindThread, parent: in, owner: owner}
	d.channels[c.ID] = c
	return c
}

// begun sends the event of a thread that was just made.
func (d *Discord) begun(thread *Channel) {
	made := d.channelObject(thread)
	made["newly_created"] = true
	d.dispatch(thread.guildOf(), intentGuilds, "THREAD_CREATE", made)
}

func threadObject(c *Channel) object {
	return object{
		"id": c.ID, "type": c.kind, "flags": 0, "guild_id": c.Guild.ID, "name": c.Name, "parent_id": c.parent.ID, "owner_id": c.owner.ID,
		"last_message_id": nil, "rate_limit_per_user": 0, "message_count": 0, "member_count": 1, "total_message_sent": 0,
		"thread_metadata": object{"archived": false, "auto_archive_duration": 1440, "archive_timestamp": now(), "locked": false, "create_timestamp": now()},
	}
}

func (d *Discord) channelObject(c *Channel) object {
	if c.Guild == nil {
		return object{"id": c.ID, "type": 1, "flags": 0, "last_message_id": nil, "recipients": []any{c.with.user()}}
	}
	if c.parent != nil {
		return threadObject(c)
	}
	o := object{
		"id": c.ID, "type": c.kind, "flags": 0, "guild_id": c.Guild.ID, "name": c.Name, "position": 0, "parent_id": nil,
		"permission_overwrites": append([]any{}, c.overwrites...), "topic": nil, "nsfw": false, "last_message_id": nil, "rate_limit_per_user": 0,
	}
	if c.kind == kindForum {
		o["available_tags"], o["default_reaction_emoji"], o["default_sort_order"], o["default_forum_layout"] = []any{}, nil, nil, 0
	}
	return o
}

// guildOf is the ID of the channel's guild; "" in direct messages.
func (c *Channel) guildOf() string {
	if c.Guild == nil {
		return ""
	}
	return c.Guild.ID
}
