package discordtest

import "time"

// message is what the double keeps of one.
type message struct {
	channel *Channel
	author  *Member // nil for the bot's
	only    *Member // the one who sees an ephemeral message
	by      *Interaction
	body    object // as REST returns it
	edits   int
}

// newMessage stores a message with an empty body. d.mu is held.
func (d *Discord) newMessage(c *Channel, author *Member) *message {
	who := d.botObject()
	if author != nil {
		who = author.user()
	}
	m := &message{channel: c, author: author, body: object{
		"id": d.id(), "channel_id": c.ID, "author": who, "type": 0, "content": "", "mentions": []any{}, "mention_roles": []any{},
		"attachments": []any{}, "embeds": []any{}, "components": []any{}, "timestamp": now(), "edited_timestamp": nil,
		"flags": 0, "pinned": false, "mention_everyone": false, "tts": false,
	}}
	d.messages[m.id()] = m
	return m
}

func now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000000+00:00") }

func (m *message) id() string { return text(m.body, "id") }

// fill puts what the bot sent into the message. d.mu is held.
func (m *message) fill(d *Discord, sent object, files map[string][]byte) {
	for _, key := range []string{"content", "embeds", "components"} {
		if value, ok := sent[key]; ok {
			m.body[key] = clone(value)
			if value == nil {
				m.body[key] = map[string]any{"content": ""}[key]
			}
		}
	}
	if m.body["embeds"] == nil {
		m.body["embeds"] = []any{}
	}
	if m.body["components"] == nil {
		m.body["components"] = []any{}
	}
	flags := number(m.body, "flags") &^ flagLoading
	if sent["flags"] != nil {
		flags &^= flagSuppressed // V2 stays for good
	}
	m.body["flags"] = flags | number(sent, "flags")&(flagComponentsV2|flagSuppressed)
	if _, ok := sent["attachments"]; ok { // names those that stay; the bot keeps none
		m.body["attachments"] = []any{}
	}
	m.attach(d, files)
	completeEmbeds(list(m.body, "embeds"))
	completeComponents(list(m.body, "components"))
	completeMedia(list(m.body, "components"), objects(list(m.body, "attachments")))
	m.checkVersion(d)
}

// checkVersion reports an edit that leaves a message of components V2 with what
// such a message cannot have: the flag cannot be taken back. d.mu is held.
func (m *message) checkVersion(d *Discord) {
	if number(m.body, "flags")&flagComponentsV2 != 0 && (text(m.body, "content") != "" || len(list(m.body, "embeds")) > 0) {
		d.problem("message: content or embeds in a message of components V2")
	}
}

// attach stores the files that came with a message. d.mu is held.
func (m *message) attach(d *Discord, files map[string][]byte) {
	for _, name := range sortedNames(files) {
		m.body["attachments"] = append(list(m.body, "attachments"), d.attachment(name, files[name]))
	}
}

// attachment puts a file on the CDN. d.mu is held.
func (d *Discord) attachment(name string, body []byte) object {
	id := d.id()
	path := "/attachments/" + d.application + "/" + id + "/" + name
	d.attachments[path] = body
	return object{"id": id, "filename": name, "size": len(body), "url": d.URL() + path, "proxy_url": d.URL() + path}
}

// completeEmbeds and completeComponents add what Discord adds.
func completeEmbeds(embeds []any) {
	for _, e := range objects(embeds) {
		e["type"] = "rich"
		for _, f := range objects(list(e, "fields")) {
			if f["inline"] == nil {
				f["inline"] = false
			}
		}
	}
}

func completeComponents(components []any) {
	next := 0
	walkComponents(components, func(c object) {
		next++
		if c["id"] == nil {
			c["id"] = next
		}
		switch number(c, "type") {
		case 3, 5, 6, 7, 8:
			for key, value := range map[string]any{"min_values": 1, "max_values": 1} {
				if c[key] == nil {
					c[key] = value
				}
			}
		}
	})
}

// completeMedia adds what Discord finds out about pictures and files.
func completeMedia(components []any, attachments []object) {
	walkComponents(components, func(c object) {
		for _, item := range objects(list(c, "items")) {
			media := child(item, "media")
			media["id"], media["proxy_url"] = "1", media["url"]
			if item["description"] == nil {
				item["description"] = nil
			}
			item["spoiler"] = false
		}
		file := child(c, "file")
		for _, a := range attachments {
			if name := text(a, "filename"); text(file, "url") == "attachment://"+name {
				file["id"], file["url"], file["proxy_url"] = a["id"], a["url"], a["url"]
				c["name"], c["size"], c["spoiler"] = name, a["size"], false
			}
		}
	})
}

// event is the message as the gateway sends it. d.mu is held.
func (m *message) event(d *Discord) object {
	o := clone(m.body).(object)
	o["channel_type"] = 1
	if g := m.channel.guildOf(); g != "" {
		o["channel_type"] = 0
		o["guild_id"] = g
		if m.author != nil {
			o["member"] = m.author.object(false)
		}
	}
	m.veil(d, o)
	return o
}

// veil takes away what the bot may not read of the message o. d.mu is held.
func (m *message) veil(d *Discord, o object) {
	if m.readable(d) {
		return
	}
	for _, key := range []string{"embeds", "components", "attachments"} {
		o[key] = []any{}
	}
	o["content"] = ""
}

// readable reports whether the bot sees the message's content without the
// privileged intent: its own, direct messages, and those that mention it.
func (m *message) readable(d *Discord) bool {
	if d.settings.contents || m.author == nil || m.channel.Guild == nil {
		return true
	}
	for _, u := range objects(list(m.body, "mentions")) {
		if text(u, "id") == d.bot {
			return true
		}
	}
	return false
}

func (m *message) intent() int {
	if m.channel.Guild == nil {
		return intentDirectMessages
	}
	return intentGuildMessages
}
