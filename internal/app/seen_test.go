package app

import (
	"hash/fnv"
	"strconv"
	"strings"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// seen is a message as a reply: what is read in it, and what can be pressed,
// known by its custom_id alone.
func (h *theatre) seen(m *discordtest.Message) bot.Reply {
	h.messages = append(h.messages, m)
	var text, small strings.Builder
	for line := range strings.Lines(m.Body()) {
		if print, ok := strings.CutPrefix(line, "-# "); ok {
			small.WriteString(bot.Visible(print))
		} else {
			text.WriteString(line)
		}
	}
	seen := bot.Reply{Lead: h.named(strings.TrimSpace(text.String())), Disclaimer: bot.Escape(small.String())}
	for _, c := range components(m.JSON()) {
		id, _ := c["custom_id"].(string)
		label, _ := c["label"].(string)
		placeholder, _ := c["placeholder"].(string)
		switch options, _ := c["options"].([]any); {
		case label != "":
			url, _ := c["url"].(string)
			action := bot.Action{Label: label, URL: url}
			if id != "" {
				action.Verb, action.Args = "custom_id", []string{id}
			}
			seen.Actions = append(seen.Actions, action)
		case id != "":
			menu := bot.Menu{Verb: "custom_id", Args: []string{id}, Placeholder: placeholder}
			for _, o := range options {
				o := o.(map[string]any)
				menu.Options = append(menu.Options, bot.Option{Label: o["label"].(string), Value: o["value"].(string)})
			}
			menu.Roles, menu.Channels = number(c["type"]) == 6, number(c["type"]) == 8
			seen.Menus = append(seen.Menus, menu)
		}
	}
	return seen
}

func number(v any) int {
	switch n := v.(type) {
	case int:
		return n
	case float64:
		return int(n)
	}
	n, _ := strconv.Atoi(strings.TrimSpace(toString(v)))
	return n
}

func toString(v any) string {
	s, _ := v.(interface{ String() string })
	if s == nil {
		return ""
	}
	return s.String()
}

// components lists the buttons and menus of a message.
func components(message map[string]any) []map[string]any {
	var all []map[string]any
	rows, _ := message["components"].([]any)
	for _, row := range rows {
		inner, _ := row.(map[string]any)["components"].([]any)
		for _, c := range inner {
			all = append(all, c.(map[string]any))
		}
	}
	return all
}

// seenForm is a form as a reply.
func seenForm(f *discordtest.Form) bot.Reply {
	form := &bot.Form{Title: f.Title, Verb: "form"}
	for _, field := range f.Fields {
		form.Fields = append(form.Fields, bot.Field{
			Name: field.Name, Label: field.Label, Value: field.Value, Hint: field.Hint, Long: field.Long, Optional: field.Optional, Max: field.Max,
		})
	}
	return bot.Reply{Private: true, Form: form}
}

func choices(all []discordtest.Choice) bot.Reply {
	var seen bot.Reply
	for _, c := range all {
		seen.Choices = append(seen.Choices, c.Name)
	}
	return seen
}

// member is the double's person for the request's member.
func (h *theatre) member(r bot.Request) *discordtest.Member {
	if m := h.members[r.Member.ID]; m != nil {
		return m
	}
	traits := []discordtest.Trait{discordtest.Speaks(r.Member.Locale)}
	if r.Member.Manage {
		traits = append(traits, discordtest.Manages())
	}
	m := h.guild.Member(r.Member.Name, traits...)
	h.members[r.Member.ID], h.names[m.ID] = m, r.Member.ID
	return m
}

// channel is the double's channel for the request's.
func (h *theatre) channel(r bot.Request) *discordtest.Channel {
	if r.Direct {
		return h.member(r).DM()
	}
	return h.place(r.Channel)
}

func (h *theatre) place(name string) *discordtest.Channel {
	if c := h.channels[name]; c != nil {
		return c
	}
	c := h.guild.Channel(name)
	h.channels[name], h.names[c.ID] = c, name
	return c
}

// role is the id of a role of that name.
func (h *theatre) role(name string) string {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	id := strconv.FormatUint(sum.Sum64()>>2|1<<60, 10)
	h.names[id] = name
	return id
}

// options are a command's options as they are filled in.
func (h *theatre) options(r bot.Request) []discordtest.OptionValue {
	var all []discordtest.OptionValue
	for name, value := range r.Options {
		switch name {
		case "role":
			value = h.role(value)
		case "channel":
			value = h.place(value).ID
		}
		all = append(all, discordtest.With(name, value))
	}
	for _, file := range r.Files {
		all = append(all, discordtest.With("file", discordtest.File{Name: file.Name, Body: file.Body}))
	}
	return all
}

// filled are the values of a form. Discord's clients send no form with an empty
// field that is required; a space they do send.
func (h *theatre) filled(values map[string]string) map[string]string {
	for _, field := range h.form.Fields {
		if !field.Optional && values[field.Name] == "" {
			values[field.Name] = " "
		}
	}
	return values
}

// named writes the script's ids for Discord's.
func (h *theatre) named(text string) string {
	for id, name := range h.names {
		text = strings.ReplaceAll(text, id, name)
	}
	return text
}
