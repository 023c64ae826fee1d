package discordtest

import (
	"fmt"
	"strings"
)

// An OptionValue is an option of a command as a member fills it in.
type OptionValue struct {
	Name  string
	Value any // string, int, float64, bool, *Member, *Channel or File
}

// A File is one a member attaches.
type File struct {
	Name string
	Body []byte
}

// With is an option filled in.
func With(name string, value any) OptionValue { return OptionValue{name, value} }

// Ask uses /ask with a question.
func (m *Member) Ask(c *Channel, question string) *Interaction {
	m.d.t.Helper()
	return m.Command(c, "ask", With("question", question))
}

// Command uses a slash command, such as "kb add", that the bot has
// registered for the channel's guild or globally.
func (m *Member) Command(c *Channel, name string, options ...OptionValue) *Interaction {
	m.d.t.Helper()
	i, err := m.command(c, name, "", options)
	if err != nil {
		m.d.t.Fatalf("discord: %v", err)
	}
	return i
}

// Type types into an option that has autocomplete, the others filled in.
func (m *Member) Type(c *Channel, name, option, typed string, others ...OptionValue) *Interaction {
	m.d.t.Helper()
	i, err := m.command(c, name, option, append(others, With(option, typed)))
	if err != nil {
		m.d.t.Fatalf("discord: %v", err)
	}
	return i
}

func (m *Member) command(c *Channel, name, focused string, options []OptionValue) (*Interaction, error) {
	d := m.d
	path := strings.Fields(name)
	d.mu.Lock()
	definition := d.definition(c.guildOf(), 1, path[0])
	if definition == nil {
		d.mu.Unlock()
		return nil, fmt.Errorf("no command /%s is registered", name)
	}
	resolved := object{}
	given, err := d.fillIn(definition, path[1:], focused, options, resolved)
	d.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("/%s: %w", name, err)
	}
	data := object{"id": definition["id"], "name": path[0], "type": 1, "options": given}
	if len(resolved) > 0 {
		data["resolved"] = resolved
	}
	if c.Guild != nil && definition["guild_id"] != nil {
		data["guild_id"] = c.Guild.ID
	}
	kind := kindCommand
	if focused != "" {
		kind = kindComplete
	}
	return m.interact(kind, c, nil, data), nil
}

// definition finds a registered command. d.mu is held.
func (d *Discord) definition(guild string, kind int, name string) object {
	for _, scope := range []string{guild, ""} {
		for _, c := range objects(d.commands[scope]) {
			if text(c, "name") == name && number(c, "type") == kind {
				return c
			}
		}
	}
	return nil
}

// fillIn makes the options of a command's interaction. d.mu is held.
func (d *Discord) fillIn(definition object, path []string, focused string, options []OptionValue, resolved object) ([]any, error) {
	if len(path) > 0 {
		sub := named(list(definition, "options"), path[0])
		if sub == nil || number(sub, "type") > 2 {
			return nil, fmt.Errorf("no subcommand %s", path[0])
		}
		inner, err := d.fillIn(sub, path[1:], focused, options, resolved)
		return []any{object{"name": path[0], "type": number(sub, "type"), "options": inner}}, err
	}
	filled := []any{}
	for _, o := range options {
		defined := named(list(definition, "options"), o.Name)
		if defined == nil {
			return nil, fmt.Errorf("no option %s", o.Name)
		}
		value := d.resolve(o.Value, resolved)
		one := object{"name": o.Name, "type": number(defined, "type"), "value": value}
		if o.Name == focused {
			one["focused"] = true
		}
		filled = append(filled, one)
	}
	for _, o := range objects(list(definition, "options")) {
		if o["required"] == true && named(filled, text(o, "name")) == nil && focused == "" {
			return nil, fmt.Errorf("option %s is required", text(o, "name"))
		}
	}
	return filled, nil
}

func named(options []any, name string) object {
	for _, o := range objects(options) {
		if text(o, "name") == name {
			return o
		}
	}
	return nil
}

// resolve turns a value into what goes on the wire and lists it among the
// resolved objects. d.mu is held.
func (d *Discord) resolve(value any, resolved object) any {
	put := func(kind, id string, o object) string {
		if resolved[kind] == nil {
			resolved[kind] = object{}
		}
		resolved[kind].(object)[id] = o
		return id
	}
	switch v := value.(type) {
	case *Member:
		member := v.object(false)
		member["permissions"] = fmt.Sprint(v.permissions)
		put("members", v.ID, member)
		return put("users", v.ID, v.user())
	case *Channel:
		return put("channels", v.ID, object{"id": v.ID, "type": 0, "name": v.Name, "permissions": "0"})
	case File:
		a := d.attachment(v.Name, v.Body)
		return put("attachments", text(a, "id"), a)
	}
	return value
}

// MessageMenu picks an entry of a message's context menu.
func (m *Member) MessageMenu(name string, on *Message) *Interaction {
	m.d.t.Helper()
	d := m.d
	d.mu.Lock()
	target := d.messages[on.ID]
	definition := d.definition(target.channel.guildOf(), 3, name)
	data := object{"name": name, "type": 3, "target_id": on.ID, "resolved": object{"messages": object{on.ID: clone(target.body)}}}
	d.mu.Unlock()
	return m.menu(target.channel, name, definition, data)
}

// UserMenu picks an entry of a member's context menu.
func (m *Member) UserMenu(c *Channel, name string, on *Member) *Interaction {
	m.d.t.Helper()
	resolved := object{}
	m.d.mu.Lock()
	m.d.resolve(on, resolved)
	definition := m.d.definition(c.guildOf(), 2, name)
	m.d.mu.Unlock()
	return m.menu(c, name, definition, object{"name": name, "type": 2, "target_id": on.ID, "resolved": resolved})
}

func (m *Member) menu(c *Channel, name string, definition, data object) *Interaction {
	m.d.t.Helper()
	if definition == nil {
		m.d.t.Fatalf("discord: no menu entry %q is registered", name)
	}
	data["id"] = definition["id"]
	return m.interact(kindCommand, c, nil, data)
}
