package discord

import (
	"context"
	"net/url"
	"slices"
	"time"

	"pamphlet/bot"
)

// A threadEvent is THREAD_CREATE as far as it is used: a post of a forum is a
// thread, too.
type threadEvent struct {
	ID     string
	Guild  string `json:"guild_id"`
	Parent string `json:"parent_id"`
	Owner  string `json:"owner_id"`
	Name   string
	Type   int
	New    bool `json:"newly_created"`
}

// open are the types of threads that everybody in a channel can read, from
// Discord's documentation: of announcements, and public ones.
var open = []int{10, 11}

// onThread takes a post that was just begun, once. Whether it is to be answered is
// found out later: this only looks and queues.
func (c *Client) onThread(ctx context.Context, t *threadEvent) {
	if !t.New || !slices.Contains(open, t.Type) || t.ID == "" || t.Guild == "" || t.Owner == "" || t.Owner == c.account().ID ||
		c.closing.Load() || !c.fresh("post "+t.ID) {
		return
	}
	arrived := time.Now()
	r := bot.Request{
		ID: t.ID, Kind: bot.Ask, Spoken: true, Guild: t.Guild, Channel: t.ID, Parent: t.Parent, Post: t.Name, Text: t.Name,
		Member: bot.Member{ID: t.Owner}, Link: link(t.Guild, t.ID, ""), Locale: c.locale(t.Guild), Time: sentAt(t.ID, arrived),
	}
	c.takePost(ctx, r, arrived)
}

// onPostChanged takes a post anew whose title or text was edited within a day: what
// stands there now may be another question, or danger. Its answer is edited, and stays
// where there is none that is sure. title returns its title, and whether the post has
// changed.
func (c *Client) onPostChanged(ctx context.Context, id string, title func(was bot.Request) (string, bool)) {
	c.questionsMu.Lock()
	q, ok := c.questions.Peek(id)
	c.questionsMu.Unlock()
	if !ok || c.closing.Load() || !c.serves() {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	arrived := time.Now()
	if q.post.ID == "" || arrived.Sub(q.post.Time) >= keepsUp {
		return
	}
	name, changed := title(q.post)
	if !changed {
		return
	}
	q.post.Kind, q.post.Post, q.post.Text = bot.Edit, name, name
	c.takePost(ctx, q.post, arrived)
}

func (c *Client) takePost(ctx context.Context, r bot.Request, arrived time.Time) {
	if !c.work.add(turn(r), "channel "+r.Channel, func() { c.safely("post", func() { c.answerPost(ctx, r, arrived) }) }) {
		c.metrics.dropped("busy")
	}
}

// answerPost answers a post where its guild wants that. Whoever wrote it did not
// ask the bot, and is spared its apologies.
func (c *Client) answerPost(ctx context.Context, r bot.Request, arrived time.Time) {
	if !c.settings.Posts(ctx, r.Guild, r.Parent) {
		return
	}
	c.metrics.request(r.Kind)
	first, err := c.firstMessage(ctx, r)
	if err != nil {
		c.settings.Log.Warn("reading a post", "error", err) // its title is known
	}
	if first != nil {
		if first.Author == nil || first.Author.Bot || first.Webhook != "" {
			return
		}
		if _, asked := c.question(first); asked { // it is answered as a message
			return
		}
		r.Text = joined(r.Post, first.text())
	}
	if !c.limits.allow(r) && !c.settings.Exempt(r) {
		c.metrics.dropped("often")
		return
	}
	working, cancel := context.WithCancel(ctx)
	defer cancel()
	q := c.remember(r.ID)
	q.mu.Lock()
	q.post = r
	q.mu.Unlock()
	if !q.begin(cancel) {
		return
	}
	if reply := c.handle(working, r, false); reply.Kind != bot.Refused {
		c.post(ctx, r, q, reply, arrived)
	}
}

// firstMessage is what stands below a post's title, its text as far as Discord
// shows it; nil if there is none. A forum's post holds it; that of a thread stands in
// the channel where the thread was begun.
func (c *Client) firstMessage(ctx context.Context, r bot.Request) (*messageEvent, error) {
	for _, channel := range []string{r.Channel, r.Parent} {
		var first messageEvent
		err := c.rest.get(ctx, "/channels/messages", "/channels/"+url.PathEscape(channel)+"/messages/"+url.PathEscape(r.ID), &first)
		if err == nil {
			first.Guild = r.Guild // which REST leaves out
			return &first, nil
		}
		if !hasCode(err, codeUnknownMessage) {
			return nil, err
		}
	}
	return nil, nil
}
