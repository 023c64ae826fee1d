package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot"
)

// Types of interactions, from Discord's documentation.
const (
	kindCommand, kindComponent, kindComplete, kindForm = 2, 3, 4, 5
)

// Permissions that let a member manage a guild, from Discord's documentation.
const (
	administrator = 1 << 3
	manageGuild   = 1 << 5
)

var errIncomplete = errors.New("interaction: incomplete")

type attachment struct {
	Name string `json:"filename"`
	Size int64
	URL  string
}

// commandOption is an option of a command as a member filled it in.
type commandOption struct {
	Name    string
	Type    int
	Value   any
	Focused bool
	Options []commandOption
}

// request reads an interaction. Its files are still to be fetched.
func (c *Client) request(i *interaction) (bot.Request, []attachment, error) {
	r := bot.Request{ID: i.ID, Guild: i.Guild, Channel: i.Channel, Direct: i.Guild == "", Signed: i.first != nil, Time: sentAt(i.ID, time.Now())}
	who := i.User
	if i.Member != nil {
		who = i.Member.User
		r.Member.Roles = i.Member.Roles
		rights, _ := strconv.ParseInt(i.Member.Permissions, 10, 64)
		r.Member.Manage = rights&(administrator|manageGuild) != 0
	}
	if who == nil || who.ID == "" || i.ID == "" || i.Token == "" {
		return r, nil, errIncomplete
	}
	r.Member.ID, r.Member.Name, r.Member.Locale = who.ID, shownName(who, i.Member), i.Locale
	if r.Locale = i.GuildLocale; r.Locale == "" {
		r.Locale = c.locale(i.Guild)
	}
	r.Link = link(i.Guild, i.Channel, "")
	switch i.Type {
	case kindCommand, kindComplete:
		files, err := c.command(&r, i)
		return r, files, err
	case kindComponent:
		return r, nil, pressed(&r, i)
	case kindForm:
		return r, nil, submitted(&r, i)
	}
	return r, nil, fmt.Errorf("interaction: type %d", i.Type)
}

// command reads a slash command, a menu entry or what is being typed.
func (c *Client) command(r *bot.Request, i *interaction) ([]attachment, error) {
	var data struct {
		Name     string
		Type     int
		Options  []commandOption
		Target   string `json:"target_id"`
		Resolved struct {
			Attachments map[string]attachment
			Messages    map[string]messageEvent
		}
	}
	if err := json.Unmarshal(i.Data, &data); err != nil {
		return nil, errIncomplete
	}
	r.Kind, r.Name, r.Options = bot.Command, data.Name, map[string]string{}
	options := data.Options
	for len(options) > 0 && (options[0].Type == 1 || options[0].Type == 2) {
		r.Name += " " + options[0].Name
		options = options[0].Options
	}
	var files []attachment
	focused := ""
	for _, o := range options {
		value := fmt.Sprint(o.Value)
		if n, ok := o.Value.(float64); ok {
			value = strconv.FormatFloat(n, 'f', -1, 64)
		}
		r.Options[o.Name] = value
		if o.Focused {
			focused = o.Name
		}
		if file, ok := data.Resolved.Attachments[value]; ok && o.Type == optionFile {
			r.Options[o.Name] = file.Name
			files = append(files, file)
		}
	}
	if data.Target != "" {
		r.Options["target"] = data.Target
	}
	if i.Type == kindComplete {
		r.Kind, r.Text, r.Args = bot.Suggest, r.Options[focused], []string{focused}
		return nil, nil
	}
	if asks := c.asks[r.Name]; asks != "" {
		r.Kind, r.Text = bot.Ask, r.Options[asks]
		if target, ok := data.Resolved.Messages[data.Target]; ok {
			r.Text, r.Link = target.text(), link(i.Guild, i.Channel, data.Target)
		}
	}
	return files, nil
}

// pressed reads a button or a menu's choice. The values follow the arguments.
func pressed(r *bot.Request, i *interaction) error {
	var data struct {
		ID     string `json:"custom_id"`
		Values []string
	}
	if err := json.Unmarshal(i.Data, &data); err != nil {
		return errIncomplete
	}
	r.Kind = bot.Press
	r.Verb, r.Args = readCustomID(data.ID)
	if r.Verb == verbChoose && len(data.Values) == 1 {
		r.Verb, r.Args = readCustomID(data.Values[0])
	} else {
		r.Args = append(r.Args, data.Values...)
	}
	if i.Message != nil {
		r.ReplyTo = i.Message.ID
		r.Link = link(i.Guild, i.Channel, i.Message.ID)
	}
	return nil
}

// submitted reads a form, be its inputs in labels or rows.
func submitted(r *bot.Request, i *interaction) error {
	type input struct {
		ID    string `json:"custom_id"`
		Value string
	}
	var data struct {
		ID         string `json:"custom_id"`
		Components []struct {
			Component  *input
			Components []input
		}
	}
	if err := json.Unmarshal(i.Data, &data); err != nil {
		return errIncomplete
	}
	r.Kind, r.Options = bot.Submit, map[string]string{}
	r.Verb, r.Args = readCustomID(data.ID)
	for _, outer := range data.Components {
		if outer.Component != nil {
			r.Options[outer.Component.ID] = outer.Component.Value
		}
		for _, inner := range outer.Components {
			r.Options[inner.ID] = inner.Value
		}
	}
	if i.Message != nil {
		r.ReplyTo = i.Message.ID
	}
	return nil
}

// question reads a message that is meant for the bot; false if it is not.
func (c *Client) question(m *messageEvent) (bot.Request, bool) {
	me, own := c.account().ID, c.role(m.Guild)
	if m.ID == "" || m.Author == nil || m.Author.Bot || m.Author.ID == me || m.Webhook != "" || m.Type != 0 && m.Type != 19 {
		return bot.Request{}, false
	}
	r := bot.Request{
		ID: m.ID, Kind: bot.Ask, Spoken: true, Guild: m.Guild, Channel: m.Channel, Direct: m.Guild == "", Time: sentAt(m.ID, time.Now()),
		Text: unmentioned(m.text(), me, own), Link: link(m.Guild, m.Channel, m.ID), Locale: c.locale(m.Guild),
	}
	r.Member = bot.Member{ID: m.Author.ID, Name: shownName(m.Author, m.Member)}
	if m.Member != nil {
		r.Member.Roles = m.Member.Roles
	}
	mentioned := r.Text != m.text() || m.names(me) || own != "" && slices.Contains(m.Roles, own)
	answers := m.Answers != nil && m.Answers.Author != nil && m.Answers.Author.ID == me
	if answers {
		r.ReplyTo = m.Answers.ID
	}
	// A reply that does not ping comes without its text.
	return r, r.Direct || mentioned || answers && r.Text != ""
}

// names reports whether the message mentions that user.
func (m *messageEvent) names(user string) bool {
	for _, u := range m.Mentions {
		if u.ID == user {
			return true
		}
	}
	return false
}

// unread reports whether the message was meant for the bot, by its role, but came
// without its text: Discord shows a bot the words of messages that mention the
// bot itself, and need not show those that mention its role.
func (c *Client) unread(m *messageEvent) bool {
	return m.Content == "" && m.Guild != "" && !m.names(c.account().ID) && slices.Contains(m.Roles, c.role(m.Guild))
}

// locale is the language of a guild; messages come with none.
func (c *Client) locale(guild string) string {
	locale, _ := c.locales.Load(guild)
	known, _ := locale.(string)
	return known
}

func shownName(u *user, m *member) string {
	switch {
	case m != nil && m.Nick != "":
		return m.Nick
	case u.Name != "":
		return u.Name
	}
	return u.Username
}

// link leads to a message, or to the channel if there is none.
func link(guild, channel, message string) string {
	if guild == "" {
		guild = "@me"
	}
	return strings.TrimSuffix("https://discord.com/channels/"+guild+"/"+channel+"/"+message, "/")
}

// sentAt is when a thing with that ID was made, by now: the ID's upper bits are
// milliseconds since 2015. An ID that says another day is none of Discord's, or
// a clock is wrong, and questions are kept and deleted by their day.
func sentAt(id string, now time.Time) time.Time {
	n, err := strconv.ParseUint(id, 10, 64)
	made := time.UnixMilli(int64(n>>22) + 1420070400000)
	if err != nil || made.Before(now.Add(-time.Hour)) || made.After(now.Add(time.Hour)) {
		return now
	}
	return made
}
