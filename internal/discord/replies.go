package discord

import (
	"slices"
	"strings"
	"unicode/utf16"

	"pamphlet/bot"
)

// Limits of messages, from Discord's documentation, in characters.
const (
	maxTitle       = 256
	maxDescription = 4096
	maxFooter      = 2048
	maxEmbeds      = 6000
	maxRows        = 5
	maxButtons     = 5
	maxLabel       = 80
	maxOptions     = 25
	maxOption      = 100
	maxHint        = 150
)

// A message is the JSON of one.
type message struct {
	Content    string      `json:"content,omitempty"`
	Embeds     []embed     `json:"embeds,omitempty"`
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

type embed struct {
	Description string  `json:"description,omitempty"`
	Footer      *footer `json:"footer,omitempty"`
	Color       int     `json:"color,omitempty"`
}

type footer struct {
	Text string `json:"text"`
}

// An edited message names each part, so that what the new one lacks goes.
type edited struct {
	Content    string      `json:"content"`
	Embeds     []embed     `json:"embeds"`
	Components []component `json:"components"`
	Mentions   mentions    `json:"allowed_mentions"`
	Flags      int         `json:"flags"`
}

func (m message) edit() edited {
	e := edited{Content: m.Content, Embeds: m.Embeds, Components: m.Components, Mentions: m.Mentions, Flags: m.Flags &^ flagEphemeral}
	if e.Embeds == nil {
		e.Embeds = []embed{}
	}
	if e.Components == nil {
		e.Components = []component{}
	}
	return e
}

// rendered makes the message of a reply as text, which everybody sees, also who
// has switched embeds off: title, lead, quote, source, notes, the disclaimer small
// below, and buttons and menus under it. What has no room there goes on in embeds.
func rendered(r bot.Reply) message {
	m := message{files: r.Files, Components: rows(r), Flags: flagSuppressed}
	small := cut(bot.Visible(r.Disclaimer), maxFooter)
	texts := pages(said(r), maxEmbeds-characters(small)-reopened)
	if len(texts) > 0 {
		m.Content, texts = texts[0], texts[1:]
	}
	if ending := smallPrint(r.Disclaimer); len(texts) == 0 && characters(m.Content)+len(partEnd)+characters(ending) <= maxContent {
		m.Content, small = joined(m.Content, ending), ""
	}
	for _, text := range texts {
		m.Embeds = append(m.Embeds, embed{Description: text, Color: colors[r.Kind]})
	}
	if small != "" {
		if len(m.Embeds) == 0 {
			m.Embeds = []embed{{Color: colors[r.Kind]}}
		}
		m.Embeds[len(m.Embeds)-1].Footer = &footer{small}
	}
	if len(m.Embeds) > 0 {
		m.Flags = 0
	}
	m.ping(r.Ping)
	if r.Private {
		m.Flags |= flagEphemeral
	}
	return m
}

// ping begins m with a mention that notifies a role. A message without it is
// better than none: an ID that Discord would refuse is left out.
func (m *message) ping(role string) {
	mention := "<@&" + role + "> "
	if isID := role != "" && strings.Trim(role, "0123456789") == ""; !isID || characters(mention)+characters(m.Content) > maxContent {
		return
	}
	m.Content, m.Mentions.Roles = mention+m.Content, []string{role}
}

// partEnd stands between two parts of a reply.
const partEnd = "\n\n"

// said are the parts of a reply, top to bottom, but for the disclaimer.
func said(r bot.Reply) []string {
	var title string
	if r.Title != "" {
		title = "**" + cut(r.Title, maxTitle) + "**"
	}
	var parts []string
	for _, part := range append([]string{title, r.Lead, r.Quote, r.Source}, r.Notes...) {
		if strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
	}
	return parts
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

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), partEnd)
}

// colors mark kinds at a glance; nothing is told by colour alone.
var colors = map[bot.Kind]int{
	bot.Answer: 0x2f7d5b, bot.Closest: 0x8a7a3b, bot.SmallTalk: 0x6b6b6b, bot.Clarify: 0x3b6ea5, bot.Unknown: 0x6b6b6b, bot.Advice: 0x3b6ea5,
	bot.Sensitive: 0x7a5ea8, bot.Crisis: 0xb3403a, bot.Emergency: 0xb3403a, bot.Done: 0x2f7d5b, bot.Refused: 0x6b6b6b,
}

// pages joins the parts with empty lines: into a message's text, and what has no
// room there into descriptions of embeds, as few as can be, of room characters
// together. What is beyond that is left out at a line; articles are cut into
// passages far shorter than it.
func pages(parts []string, room int) []string {
	var made []string
	most, later, room := maxContent, room, room+maxContent
	text, fence := "", "" // fence begins the block of code that is open
	for _, line := range strings.SplitAfter(strings.Join(parts, partEnd), "\n") {
		for line != "" {
			head := cutAtWord(line, most)
			if characters(head) > room {
				head, line = cut(line, room), ""
			} else {
				line = line[len(head):]
			}
			if text != "" && characters(text)+characters(head)+len(closeFence) > most {
				if fence != "" {
					text += closeFence
				}
				if len(made) == 0 {
					most, room = maxDescription, later
				}
				made, text = append(made, text), fence
			}
			if strings.HasPrefix(head, closeFence) {
				if fence != "" {
					fence = ""
				} else if fence = head; characters(head) > maxFence {
					fence = closeFence + "\n"
				}
			}
			text += head
			room -= characters(head)
		}
	}
	if strings.TrimSpace(text) != "" {
		made = append(made, text)
	}
	return made
}

// closeFence ends a block of code. One that goes on on the next page is closed
// and begun again, as it began if that was short.
const (
	closeFence = "```"
	maxFence   = 40
	reopened   = 4 * (maxFence + len(closeFence)) // what that takes at most, as a page is at least half full
)

// cutAtWord is cut for a line that goes on elsewhere: it ends behind a word, and not
// within what is bold, where that leaves at least half.
func cutAtWord(line string, most int) string {
	head := cut(line, most)
	if head == line {
		return line
	}
	half := len(head) / 2
	if space := strings.LastIndexByte(head, ' '); space > half {
		head = head[:space+1]
	}
	if strings.Count(strings.ReplaceAll(head, `\*`, ""), "**")%2 == 1 {
		if bold := strings.LastIndex(head, "**"); bold > half {
			head = head[:bold]
		}
	}
	return strings.TrimSuffix(head, `\`) // which would escape what follows
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
