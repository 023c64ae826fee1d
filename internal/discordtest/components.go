package discordtest

import "fmt"

// Press presses the button with that label, or else chooses the line of a menu.
func (m *Member) Press(on *Message, label string) *Interaction {
	m.d.t.Helper()
	c, err := on.component(label)
	var values []string
	if err != nil {
		if c, values = on.line(label); c == nil {
			m.d.t.Fatalf("discord: %v; it has %q", err, on.Offers())
		}
	}
	return m.component(on, c, values)
}

// line finds the menu that has a line with that label, and the line's value.
func (m *Message) line(label string) (menu object, values []string) {
	walkComponents(list(m.body, "components"), func(c object) {
		for _, o := range objects(list(c, "options")) {
			if menu == nil && text(o, "label") == label {
				menu, values = c, []string{text(o, "value")}
			}
		}
	})
	return menu, values
}

// Select chooses values of the menu with that placeholder. In a menu of
// channels, members or roles they are IDs.
func (m *Member) Select(on *Message, placeholder string, values ...string) *Interaction {
	m.d.t.Helper()
	c, err := on.component(placeholder)
	if err != nil {
		m.d.t.Fatalf("discord: %v", err)
	}
	if number(c, "type") == 3 {
		for _, v := range values {
			if !offers(c, v) {
				m.d.t.Fatalf("discord: menu %q does not offer %q", placeholder, v)
			}
		}
	}
	return m.component(on, c, values)
}

// PressID presses a button by its custom_id, as a modified client could,
// whether or not the message has it.
func (m *Member) PressID(on *Message, customID string) *Interaction {
	return m.component(on, object{"type": 2, "custom_id": customID}, nil)
}

func offers(c object, value string) bool {
	for _, o := range objects(list(c, "options")) {
		if text(o, "value") == value {
			return true
		}
	}
	return false
}

func (m *Member) component(on *Message, c object, values []string) *Interaction {
	kind := number(c, "type")
	data := object{"custom_id": text(c, "custom_id"), "component_type": kind}
	m.d.mu.Lock()
	pressed := m.d.messages[on.ID]
	if kind != 2 {
		chosen, resolved := []any{}, object{}
		for _, v := range values {
			chosen = append(chosen, v)
			m.d.resolveID(kind, v, resolved)
		}
		data["values"] = chosen
		if kind != 3 {
			data["resolved"] = resolved
		}
	}
	m.d.mu.Unlock()
	if pressed == nil {
		m.d.t.Fatalf("discord: the message with the component is gone")
	}
	return m.interact(kindComponent, pressed.channel, pressed, data)
}

// resolveID lists what a select's value stands for. d.mu is held.
func (d *Discord) resolveID(kind int, id string, resolved object) {
	switch kind {
	case 5, 7:
		if m := d.members[id]; m != nil {
			d.resolve(m, resolved)
		}
	case 6:
		resolved["roles"] = object{id: role(id, "chosen", permissionSend)}
	case 8:
		if c := d.channels[id]; c != nil {
			d.resolve(c, resolved)
		}
	}
}

// A Form is a modal the bot opened.
type Form struct {
	Title  string
	Fields []FormField
	by     *Interaction
	body   object
}

// A FormField is one input of a form.
type FormField struct {
	Name, Label, Value, Hint string // Name is its custom_id
	Long, Optional           bool
	Min, Max                 int
}

// formOf reads a modal's inputs, be they in rows or labels.
func formOf(i *Interaction, data object) *Form {
	f := &Form{Title: text(data, "title"), by: i, body: data}
	label := ""
	walkComponents(list(data, "components"), func(c object) {
		switch number(c, "type") {
		case 18:
			label = text(c, "label")
		case 4:
			field := FormField{
				Name: text(c, "custom_id"), Label: label, Value: text(c, "value"), Hint: text(c, "placeholder"),
				Long: number(c, "style") == 2, Optional: c["required"] == false, Min: number(c, "min_length"), Max: number(c, "max_length"),
			}
			if field.Label == "" {
				field.Label = text(c, "label")
			}
			f.Fields = append(f.Fields, field)
		}
	})
	return f
}

// Submit sends a form in. Fields not given keep the value they came with.
func (m *Member) Submit(f *Form, values map[string]string) *Interaction {
	m.d.t.Helper()
	if err := f.refuses(values); err != nil {
		m.d.t.Fatalf("discord: form %q: %v", f.Title, err)
	}
	answers := []any{}
	for n, c := range objects(list(f.body, "components")) {
		answer := object{"type": number(c, "type"), "id": n + 1}
		if inner := child(c, "component"); inner != nil {
			answer["component"] = f.submitted(inner, values)
		} else if inner := objects(list(c, "components")); len(inner) > 0 {
			answer["components"] = []any{f.submitted(inner[0], values)}
		}
		answers = append(answers, answer)
	}
	return m.interact(kindModal, f.by.channel, f.by.on, object{"custom_id": text(f.body, "custom_id"), "components": answers})
}

// refuses says what Discord's client would not let a member send.
func (f *Form) refuses(values map[string]string) error {
	known := map[string]bool{}
	for _, field := range f.Fields {
		known[field.Name] = true
		value, given := values[field.Name]
		if !given {
			value = field.Value
		}
		switch n := units(value); {
		case n == 0 && !field.Optional:
			return fmt.Errorf("field %s is required", field.Name)
		case field.Max > 0 && n > field.Max, n > 4000:
			return fmt.Errorf("field %s is too long", field.Name)
		case n < field.Min && n > 0:
			return fmt.Errorf("field %s is too short", field.Name)
		}
	}
	for name := range values {
		if !known[name] {
			return fmt.Errorf("no field %s", name)
		}
	}
	return nil
}

func (f *Form) submitted(c object, values map[string]string) object {
	name := text(c, "custom_id")
	value, given := values[name]
	if !given {
		value = text(c, "value")
	}
	return object{"type": number(c, "type"), "id": 100, "custom_id": name, "value": value}
}
