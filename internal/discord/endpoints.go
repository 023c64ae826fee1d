package discord

import (
	"context"
	"encoding/json"
	"time"
)

// Types of first answers to an interaction, and flags of messages, from
// Discord's documentation.
const (
	answerMessage     = 4
	answerDefer       = 5
	answerDeferUpdate = 6
	answerChoices     = 8
	answerForm        = 9

	flagSuppressed = 1 << 2 // embeds, and previews of links
	flagEphemeral  = 1 << 6
	flagComponents = 1 << 15 // of the second version, which hold text, too
)

// callback sends the first answer to an interaction.
func (r *rest) callback(ctx context.Context, i *interaction, kind int, data any, files []attached) error {
	body := map[string]any{"type": kind}
	if data != nil {
		body["data"] = data
	}
	if i.first != nil {
		if given, err := i.first.give(ctx, body, len(files) > 0); given || err != nil {
			return err
		}
	}
	c := call{
		method: "POST", path: "/interactions/" + i.ID + "/" + i.Token + "/callback",
		route: "POST /interactions/callback", bucket: "callback " + i.ID, body: body,
	}
	if err := c.attach(files); err != nil {
		return err
	}
	_, err := r.do(ctx, c)
	return err
}

// hooked makes a call of the webhook that goes with an interaction. Discord knows that
// only once it has read the first answer, which over HTTP may come to it later than
// the call.
func (r *rest) hooked(ctx context.Context, i *interaction, c call) ([]byte, error) {
	for {
		answer, err := r.do(ctx, c)
		if i.first == nil || !hasCode(err, codeUnknownWebhook) || time.Since(i.first.arrived) > firstAnswerTime || sleep(ctx, r.pace.Backoff) != nil {
			return answer, err
		}
	}
}

// editOriginal changes the first answer to an interaction: the deferral, or
// the message that was pressed.
func (r *rest) editOriginal(ctx context.Context, i *interaction, m message) error {
	c := call{
		method: "PATCH", path: i.hook() + "/messages/@original",
		route: "PATCH /webhooks/@original", bucket: "hook " + i.ID, body: m.edit(),
	}
	if err := c.attach(m.files); err != nil {
		return err
	}
	_, err := r.hooked(ctx, i, c)
	return err
}

// deleteOriginal takes the first answer back. One that somebody else deleted
// is gone as well.
func (r *rest) deleteOriginal(ctx context.Context, i *interaction) error {
	_, err := r.hooked(ctx, i, call{
		method: "DELETE", path: i.hook() + "/messages/@original",
		route: "DELETE /webhooks/@original", bucket: "hook " + i.ID,
	})
	if hasCode(err, codeUnknownMessage) {
		return nil
	}
	return err
}

// followUp sends a further message for an interaction.
func (r *rest) followUp(ctx context.Context, i *interaction, m message) error {
	c := call{method: "POST", path: i.hook(), route: "POST /webhooks", bucket: "hook " + i.ID, body: m, once: true}
	if err := c.attach(m.files); err != nil {
		return err
	}
	_, err := r.hooked(ctx, i, c)
	return err
}

// send posts a message in a channel and returns its ID. m.Nonce keeps a
// repeated call from posting it twice.
func (r *rest) send(ctx context.Context, channel string, m message) (string, error) {
	c := call{
		method: "POST", path: "/channels/" + channel + "/messages",
		route: "POST /channels/messages", bucket: "messages " + channel, body: m, once: m.Nonce == "",
	}
	if err := c.attach(m.files); err != nil {
		return "", err
	}
	answer, err := r.do(ctx, c)
	if err != nil {
		return "", err
	}
	var sent struct{ ID string }
	err = json.Unmarshal(answer, &sent)
	return sent.ID, err
}

func (r *rest) edit(ctx context.Context, channel, id string, m message) error {
	c := call{
		method: "PATCH", path: "/channels/" + channel + "/messages/" + id,
		route: "PATCH /channels/messages", bucket: "edits " + channel, body: m.edit(),
	}
	if err := c.attach(m.files); err != nil {
		return err
	}
	_, err := r.do(ctx, c)
	return err
}

func (r *rest) delete(ctx context.Context, channel, id string) error {
	_, err := r.do(ctx, call{
		method: "DELETE", path: "/channels/" + channel + "/messages/" + id,
		route: "DELETE /channels/messages", bucket: "deletes " + channel,
	})
	return err
}

func (r *rest) typing(ctx context.Context, channel string) error {
	_, err := r.do(ctx, call{
		method: "POST", path: "/channels/" + channel + "/typing", route: "POST /channels/typing", bucket: "typing " + channel, once: true,
	})
	return err
}

// direct opens the channel of a member's direct messages.
func (r *rest) direct(ctx context.Context, member string) (string, error) {
	answer, err := r.do(ctx, call{
		method: "POST", path: "/users/@me/channels", route: "POST /users/@me/channels", bucket: "direct",
		body: map[string]any{"recipient_id": member},
	})
	if err != nil {
		return "", err
	}
	var channel struct{ ID string }
	err = json.Unmarshal(answer, &channel)
	return channel.ID, err
}

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
