package discordtest

import (
	"fmt"
	"strings"
)

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

// Ephemeral reports whether only one member sees the message.
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
func (m *Message) Text() string { return m.text(number(m.body, "flags")&flagSuppressed == 0) }

// Plain is Text for a person who has switched embeds off.
func (m *Message) Plain() string { return m.text(false) }

func (m *Message) text(embeds bool) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(text(m.body, "content"))
	for _, e := range objects(list(m.body, "embeds")) {
		if !embeds {
			continue
		}
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

// Body is the text of the message, be it in its content or in components.
func (m *Message) Body() string {
	body := text(m.body, "content")
	walkComponents(list(m.body, "components"), func(c object) { body += text(c, "content") })
	return body
}

// Pictures lists what the pictures of the message show, as it is told to who does
// not see them.
func (m *Message) Pictures() []string {
	var shown []string
	walkComponents(list(m.body, "components"), func(c object) {
		for _, item := range objects(list(c, "items")) {
			shown = append(shown, text(item, "description"))
		}
	})
	return shown
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

// Offers lists what can be pressed by its label: lines of menus, and buttons.
func (m *Message) Offers() []string {
	var labels []string
	walkComponents(list(m.body, "components"), func(c object) {
		for _, o := range objects(list(c, "options")) {
			labels = append(labels, text(o, "label"))
		}
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
