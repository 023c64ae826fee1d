package discord

import "context"

// put sends a message to a channel, with less if the channel allows no more:
// beside the question and not as a reply to it, without pictures and files. Nobody
// who may be in danger is met with silence for want of a permission that can be done
// without.
func (c *Client) put(ctx context.Context, channel string, m message) (string, error) {
	for {
		id, err := c.rest.send(ctx, channel, m)
		bare := m.bare()
		switch {
		case hasCode(err, codeNoHistory) && m.Reference != nil:
			m.Reference = nil
		case hasCode(err, codeNoPermission) && len(bare.Components)+len(bare.files) < len(m.Components)+len(m.files):
			m = bare
		default:
			return id, err
		}
	}
}
