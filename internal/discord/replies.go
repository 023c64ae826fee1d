package discord

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"pamphlet/bot"
)

// Limits of messages, from Discord's documentation, in characters.
const (
	maxContent = 2000 // of a message's text
	maxText    = 4000 // of the text in a message of components
	maxTitle   = 256
	maxRows    = 5
	maxButtons = 5
	maxLabel   = 80
	maxOptions = 25
	maxOption  = 100
	maxHint    = 150
	maxAlt     = 1024
)

// A message is the JSON of one.
type message struct {
	Content    string      `json:"content,omitempty"`
	Components []component `json:"components,omitempty"`
	Mentions   mentions    `json:"allowed_mentions"`
	Flags      int         `json:"flags,omitempty"`
	Reference  *reference  `json:"message_reference,omitempty"`
	Nonce      string      `json:"nonce,omitempty"`
	Enforce    bool        `json:"enforce_nonce,omitempty"`
	files      []attached
}

// mentions lets nothing in a message ping anybody but the roles it names.
type mentions struct {
	Parse [0]string `json:"parse"`
	Roles []string  `json:"roles,omitempty"`
}

type reference struct {
	Message string `json:"message_id"`
	Missing bool   `json:"fail_if_not_exists"`
}

// An edited message names each part, so that what the new one lacks goes: embeds
// are of older versions.
type edited struct {
	Content     *string     `json:"content"`
	Embeds      [0]struct{} `json:"embeds"`
	Components  []component `json:"components"`
	Attachments []upload    `json:"attachments"`
	Mentions    mentions    `json:"allowed_mentions"`
	Flags       int         `json:"flags"`
}

// An upload is one of the files sent along, by its number.
type upload struct {
	ID string `json:"id"`
}

func (m message) edit() edited {
	e := edited{Components: m.Components, Attachments: []upload{}, Mentions: m.Mentions, Flags: m.Flags &^ flagEphemeral}
	if m.Flags&flagComponents == 0 {
		e.Content = &m.Content
	}
	if e.Components == nil {
		e.Components = []component{}
	}
	for n := range m.files {
		e.Attachments = append(e.Attachments, upload{strconv.Itoa(n)})
	}
	return e
}

// rendered makes the message of a reply: title, lead, quote, source, notes, the
// disclaimer small below, pictures, files, and menus and buttons under them. All of
// it is text, which everybody sees, also who has switched embeds off. Where a
// message's text has no room for it, or there are pictures, the message is one of
// components, which hold twice as much, and stays one when it is edited. What is
// beyond that too goes on in a file; articles are cut into passages that seldom are.
func rendered(r bot.Reply) message {
	m := message{files: r.Files, Components: rows(r), Flags: flagSuppressed}
	parts, mention := said(r), ""
	// A message without the mention is better than none: an ID that Discord would
	// refuse is left out.
	if r.Ping != "" && strings.Trim(r.Ping, "0123456789") == "" {
		mention, m.Mentions.Roles = "<@&"+r.Ping+"> ", []string{r.Ping}
	}
	if r.Private {
		m.Flags |= flagEphemeral
	}
	m.Content = mention + joined(parts...)
	if characters(m.Content) > maxText {
		m.files = append(slices.Clone(m.files), attached{Name: "whole.txt", Body: []byte(bot.Visible(m.Content))})
		m.Content = mention + fitted(parts, maxText-len(mention))
	}
	if characters(m.Content) > maxContent || len(r.Pictures) > 0 {
		return m.inComponents(r.Pictures)
	}
	return m
}

// inComponents is m with its text and files as components, and pictures.
func (m message) inComponents(pictures []bot.Picture) message {
	var shown []component
	if m.Content != "" {
		shown = append(shown, component{Type: typeText, Content: m.Content})
	}
	if len(pictures) > 0 {
		gallery := component{Type: typeGallery}
		for _, p := range pictures {
			gallery.Items = append(gallery.Items, item{media{p.URL}, cut(p.Alt, maxAlt)})
		}
		shown = append(shown, gallery)
	}
	for _, f := range m.files {
		shown = append(shown, component{Type: typeFile, File: &media{"attachment://" + f.Name}})
	}
	m.Content, m.Components = "", append(shown, m.Components...)
	m.Flags = m.Flags&^flagSuppressed | flagComponents
	return m
}

// asComponents is m as a message of components, which it must be to take the place
// of one.
func (m message) asComponents() message {
	if m.Flags&flagComponents != 0 {
		return m
	}
	return m.inComponents(nil)
}

// bare is m without pictures and files, which a channel may deny the bot.
func (m message) bare() message {
	m.files = nil
	m.Components = slices.DeleteFunc(slices.Clone(m.Components), func(c component) bool { return c.Type == typeGallery || c.Type == typeFile })
	return m
}

// said are the parts of a reply, top to bottom; any may be "".
func said(r bot.Reply) []string {
	var title string
	if r.Title != "" {
		title = "**" + cut(r.Title, maxTitle) + "**"
	}
	return append(append([]string{title, r.Lead, r.Quote, r.Source}, r.Notes...), smallPrint(r.Disclaimer))
}

// smallPrint writes each line of a text in Discord's small letters.
func smallPrint(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, "-# "+line)
		}
	}
	return strings.Join(lines, "\n")
}

// joined parts the parts of a text by empty lines.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), "\n\n")
}

// fitted joins parts that have no room in so many characters: what is cut short is
// the longest, so that somebody to turn to, who stands below, stays.
func fitted(parts []string, most int) string {
	longest := 0
	for i, part := range parts {
		if len(part) > len(parts[longest]) {
			longest = i
		}
	}
	parts = slices.Clone(parts)
	parts[longest] = beginning(parts[longest], characters(parts[longest])-(characters(joined(parts...))-most))
	if text := joined(parts...); characters(text) <= most {
		return text
	}
	return beginning(joined(parts...), most)
}

// beginning is as much of a text as so many characters hold, with a sign that it
// goes on elsewhere. It ends behind a line or a word, and not within what is bold,
// where that leaves at least half; what is open is closed.
func beginning(text string, most int) string {
	const fence, bold, more = "```", "**", "\n…"
	head := cut(text, most-len(fence)-len(bold)-len(more))
	half := len(head) / 2
	for _, end := range []string{"\n", " "} {
		if at := strings.LastIndex(head, end); at > half {
			head = head[:at]
			break
		}
	}
	head = strings.TrimSuffix(head, `\`) // which would escape what follows
	if strings.Count(strings.ReplaceAll(head, `\*`, ""), bold)%2 == 1 {
		if begins := strings.LastIndex(head, bold); begins > half {
			head = head[:begins]
		} else {
			head += bold
		}
	}
	open := false
	for line := range strings.Lines(head) {
		open = open != strings.HasPrefix(line, fence)
	}
	if open {
		head += "\n" + fence
	}
	return head + more
}

// characters counts as Discord may at the strictest: in UTF-16 units.
func characters(s string) int { return len(utf16.Encode([]rune(s))) }

// cut is the beginning of s of at most so many characters.
func cut(s string, most int) string {
	n := 0
	for i, r := range s {
		n += max(utf16.RuneLen(r), 1)
		if n > most {
			return s[:i]
		}
	}
	return s
}
