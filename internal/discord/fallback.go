package discord

import (
	"context"
	"strings"

	"pamphlet/bot"
)

// Discord's codes for what a channel may deny the bot though it may write
// there: embeds, and to reply to a message it may not read.
const (
	codeNoPermission = 50013
	codeNoHistory    = 160002
)

// maxContent is Discord's limit of a message's text, in characters.
const maxContent = 2000

// put sends the message of a reply to a channel, with less if the channel
// allows no more: beside the question and not as a reply to it, as text and not
// as an embed. Nobody who may be in danger is met with silence for want of a
// permission that can be done without.
func (c *Client) put(ctx context.Context, channel string, m message, r bot.Reply) (string, error) {
	text := plainText(r)
	for {
		id, err := c.rest.send(ctx, channel, m)
		switch {
		case hasCode(err, codeNoHistory) && m.Reference != nil:
			m.Reference = nil
		case hasCode(err, codeNoPermission) && len(m.Embeds) > 0 && characters(text) <= maxContent:
			m.Content, m.Embeds = text, nil
		default:
			return id, err
		}
	}
}

// plainText is what a reply says as text alone.
func plainText(r bot.Reply) string {
	var parts []string
	if r.Title != "" {
		parts = append(parts, "**"+r.Title+"**")
	}
	parts = append(parts, r.Lead, r.Quote, r.Source)
	parts = append(append(parts, r.Notes...), r.Disclaimer)
	var said []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, "\n\n")
}
