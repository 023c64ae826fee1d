package discordtest

import (
	"fmt"
	"strings"
	"time"
)

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
	m.body["flags"] = flags | number(sent, "flags")&(flagComponentsV2|1<<2)
	completeEmbeds(list(m.body, "embeds"))
	completeComponents(list(m.body, "components"))
	m.attach(d, files)
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

// event is the message as the gateway sends it. d.mu is held.
func (m *message) event(d *Discord) object {
	o := clone(m.body).(object)
	if g := m.channel.guildOf(); g != "" {
		o["guild_id"] = g
		if m.author != nil {
			o["member"] = m.author.object(false)
		}
	}
	if !d.settings.content && !m.readable(d) {
		for _, key := range []string{"embeds", "components", "attachments"} {
			o[key] = []any{}
		}
		o["content"] = ""
	}
	return o
}

// readable says whether the bot sees the message's content without the
// privileged intent: its own, direct messages, and those that mention it.
func (m *message) readable(d *Discord) bool {
	if m.author == nil || m.channel.Guild == nil {
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

// A Message is a message as one person sees it at one moment.
type Message struct {
	d    *Discord
	ID   string
	body object
	// Edits counts how often it was edited before this moment.
	Edits int
}

// seen is a snapshot. d.mu is held.
func (m *message) seen(d *Discord) *Message {
	return &Message{d: d, ID: m.id(), body: clone(m.body).(object), Edits: m.edits}
}

// Now is the message as it is at present; nil once it is deleted.
func (m *Message) Now() *Message {
	m.d.mu.Lock()
	defer m.d.mu.Unlock()
	if current := m.d.messages[m.ID]; current != nil {
		return current.seen(m.d)
	}
	return nil
}

// JSON is the message as REST returns it.
func (m *Message) JSON() map[string]any { return m.body }

// Ephemeral says whether only one member sees the message.
func (m *Message) Ephemeral() bool { return number(m.body, "flags")&flagEphemeral != 0 }

// Files is the content of the attachments by name.
func (m *Message) Files() map[string]string {
	m.d.mu.Lock()
	defer m.d.mu.Unlock()
	files := map[string]string{}
	for _, a := range objects(list(m.body, "attachments")) {
		files[text(a, "filename")] = string(m.d.attachments[strings.TrimPrefix(text(a, "url"), m.d.URL())])
	}
	return files
}

// Text is everything a person reads in the message, top to bottom, each
// part on its own line; buttons stand in brackets.
func (m *Message) Text() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(text(m.body, "content"))
	for _, e := range objects(list(m.body, "embeds")) {
		add(text(child(e, "author"), "name"))
		add(text(e, "title"))
		add(text(e, "description"))
		for _, f := range objects(list(e, "fields")) {
			add(text(f, "name"))
			add(text(f, "value"))
		}
		add(text(child(e, "footer"), "text"))
	}
	walkComponents(list(m.body, "components"), func(c object) {
		add(text(c, "content"))
		if label := text(c, "label"); label != "" {
			add("[" + label + "]")
		}
		if hint := text(c, "placeholder"); hint != "" {
			add("[" + hint + " ▾]")
		}
	})
	return strings.Join(parts, "\n")
}

// Buttons lists the labels of the message's buttons.
func (m *Message) Buttons() []string {
	var labels []string
	walkComponents(list(m.body, "components"), func(c object) {
		if number(c, "type") == 2 {
			labels = append(labels, text(c, "label"))
		}
	})
	return labels
}

// component finds a button by label or a menu by placeholder.
func (m *Message) component(name string) (found object, err error) {
	walkComponents(list(m.body, "components"), func(c object) {
		if kind := number(c, "type"); found == nil && kind >= 2 && kind <= 8 && (text(c, "label") == name || text(c, "placeholder") == name) {
			found = c
		}
	})
	if found == nil {
		return nil, fmt.Errorf("message has no component %q", name)
	}
	return found, nil
}

// Answer waits for the bot's reply to this message.
func (m *Message) Answer() *Message {
	m.d.t.Helper()
	var answers []*Message
	m.d.must("answer to a message", &m.d.changed, func() bool {
		answers = m.answers()
		return len(answers) > 0
	})
	return answers[0]
}

// Answers lists the bot's replies to this message so far, oldest first.
func (m *Message) Answers() []*Message {
	m.d.mu.Lock()
	defer m.d.mu.Unlock()
	return m.answers()
}

func (m *Message) answers() []*Message {
	var found []*Message
	for _, other := range m.d.messages {
		if text(child(other.body, "message_reference"), "message_id") == m.ID && other.author == nil {
			found = append(found, other.seen(m.d))
		}
	}
	sortMessages(found)
	return found
}

// Messages lists what a member can read in the channel, oldest first.
func (c *Channel) Messages(reader *Member) []*Message {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	return c.messages(reader)
}

func (c *Channel) messages(reader *Member) []*Message {
	var found []*Message
	for _, m := range c.d.messages {
		if m.channel == c && (m.only == nil || m.only == reader) {
			found = append(found, m.seen(c.d))
		}
	}
	sortMessages(found)
	return found
}

// Await waits until a message in the channel that the reader can see fits.
func (c *Channel) Await(reader *Member, fits func(*Message) bool) *Message {
	c.d.t.Helper()
	var found *Message
	c.d.must("fitting message", &c.d.changed, func() bool {
		for _, m := range c.messages(reader) {
			if fits(m) {
				found = m
			}
		}
		return found != nil
	})
	return found
}
