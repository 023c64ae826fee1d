package discordtest

// Types of channels, from Discord's documentation.
const (
	kindText, kindVoice, kindThread, kindStage, kindForum = 0, 2, 11, 13, 15
)

// Forum returns the forum of that name, made on first use.
func (g *Guild) Forum(name string) *Channel { return g.channel(name, kindForum) }

// Voice returns the voice channel of that name, made on first use.
func (g *Guild) Voice(name string) *Channel { return g.channel(name, kindVoice) }

// Stage returns the stage of that name, made on first use.
func (g *Guild) Stage(name string) *Channel { return g.channel(name, kindStage) }

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
