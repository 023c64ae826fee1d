package discordtest

// messageEndpoints are about messages in channels.
func (d *Discord) messageEndpoints() []endpoint {
	return []endpoint{
		{route: "POST /channels/{channel_id}/messages", faults: newMessageFaults, message: (*call).object, serve: d.createMessage},
		{route: "GET /channels/{channel_id}/messages/{message_id}", serve: d.readMessage},
		{route: "PATCH /channels/{channel_id}/messages/{message_id}", faults: editFaults, message: (*call).object, serve: d.editMessage},
		{route: "DELETE /channels/{channel_id}/messages/{message_id}", serve: d.deleteMessage},
		{route: "POST /channels/{channel_id}/typing", serve: d.typing},
	}
}

func newMessageFaults(c *call) []string { return messageFaults(c.object(), len(c.files), false) }

func editFaults(c *call) []string { return messageFaults(c.object(), len(c.files), true) }

func (d *Discord) createMessage(c *call) answer {
	d.mu.Lock()
	channel := d.channels[c.PathValue("channel_id")]
	if channel == nil || channel.Guild != nil && channel.Guild.gone {
		d.mu.Unlock()
		return refusal(404, 10003, "Unknown Channel")
	}
	sent := c.object()
	if known := d.sentBefore(channel, sent); known != nil {
		defer d.mu.Unlock()
		return answer{200, clone(known.body)}
	}
	m := d.newMessage(channel, nil)
	m.fill(d, sent, c.files)
	if nonce, ok := sent["nonce"]; ok {
		m.body["nonce"] = nonce
	}
	if to := text(child(sent, "message_reference"), "message_id"); to != "" {
		if d.messages[to] == nil && child(sent, "message_reference")["fail_if_not_exists"] != false {
			delete(d.messages, m.id())
			d.mu.Unlock()
			return refusal(400, 50035, "Unknown message")
		}
		m.body["type"] = 19
		m.body["message_reference"] = reference(channel, to)
	}
	event, body := m.event(d), clone(m.body)
	d.changed.fire()
	d.mu.Unlock()
	d.dispatch(channel.guildOf(), m.intent(), "MESSAGE_CREATE", event)
	return answer{200, body}
}

// sentBefore finds the message an enforced nonce was used for already.
// Discord remembers it for some minutes. d.mu is held.
func (d *Discord) sentBefore(channel *Channel, sent object) *message {
	if sent["enforce_nonce"] != true {
		return nil
	}
	for _, m := range d.messages {
		if m.channel == channel && m.author == nil && m.body["nonce"] == sent["nonce"] {
			return m
		}
	}
	return nil
}

// own finds one of the bot's messages, or says why not. d.mu is held.
func (d *Discord) own(c *call) (*message, *answer) {
	m := d.messages[c.PathValue("message_id")]
	if m == nil || m.channel.ID != c.PathValue("channel_id") || m.only != nil {
		refused := refusal(404, 10008, "Unknown Message")
		return nil, &refused
	}
	return m, nil
}

func (d *Discord) readMessage(c *call) answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, refused := d.own(c)
	if refused != nil {
		return *refused
	}
	read := clone(m.body).(object)
	m.veil(d, read)
	return answer{200, read}
}

func (d *Discord) editMessage(c *call) answer {
	d.mu.Lock()
	m, refused := d.own(c)
	if refused == nil && m.author != nil {
		denied := refusal(403, 50005, "Cannot edit a message authored by another user")
		refused = &denied
	}
	if refused != nil {
		d.mu.Unlock()
		return *refused
	}
	d.edit(m, c)
	event, body := m.event(d), clone(m.body)
	d.mu.Unlock()
	d.dispatch(m.channel.guildOf(), m.intent(), "MESSAGE_UPDATE", event)
	return answer{200, body}
}

// edit puts what the bot sent into one of its messages. d.mu is held.
func (d *Discord) edit(m *message, c *call) {
	m.fill(d, c.object(), c.files)
	m.body["edited_timestamp"] = now()
	m.edits++
	d.changed.fire()
}

func (d *Discord) deleteMessage(c *call) answer {
	d.mu.Lock()
	m, refused := d.own(c)
	d.mu.Unlock()
	if refused != nil {
		return *refused
	}
	d.delete(m)
	return answer{204, nil}
}

func (d *Discord) typing(c *call) answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.channels[c.PathValue("channel_id")] == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	return answer{204, nil}
}
