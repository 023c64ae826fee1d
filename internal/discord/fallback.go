package discord

import "context"

// maxContent is Discord's limit of a message's text, in characters.
const maxContent = 2000

// put sends a message to a channel, with less if the channel allows no more:
// beside the question and not as a reply to it, without embeds. Nobody who may be
// in danger is met with silence for want of a permission that can be done without.
func (c *Client) put(ctx context.Context, channel string, m message) (string, error) {
	for {
		id, err := c.rest.send(ctx, channel, m)
		switch {
		case hasCode(err, codeNoHistory) && m.Reference != nil:
			m.Reference = nil
		case hasCode(err, codeNoPermission) && len(m.Embeds) > 0:
			m.Embeds, m.Flags = nil, flagSuppressed
		default:
			return id, err
		}
	}
}
