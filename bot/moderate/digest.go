package moderate

import (
	"context"
	"errors"
	"strings"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// digestSent is the setting that holds the day of a guild's last digest. Its
// dot keeps it out of exports.
const digestSent = "digest.sent"

// maxAsked is how many questions a digest lists of each kind.
const maxAsked = 5

// Digests returns the daily digests that are due, each for the channel its
// guild chose, and notes them as sent: a guild gets one a day, whatever
// happens. A guild with nothing to tell gets none. What fails in one guild
// keeps no other from its digest.
func (b *Bot) Digests(ctx context.Context, now time.Time) ([]bot.Post, error) {
	guilds, err := b.base.Guilds(ctx)
	if err != nil {
		return nil, err
	}
	var posts []bot.Post
	var failed []error
	for _, guild := range guilds {
		post, due, err := b.digest(ctx, guild, now)
		if err == nil && due {
			posts = append(posts, post)
		}
		failed = append(failed, err)
	}
	return posts, errors.Join(failed...)
}

func (b *Bot) digest(ctx context.Context, guild string, now time.Time) (bot.Post, bool, error) {
	channel, err := b.base.Setting(ctx, guild, bot.SettingDigest)
	if err != nil || channel == "" {
		return bot.Post{}, false, err
	}
	today := now.UTC().Format(time.DateOnly)
	sent, err := b.base.Setting(ctx, guild, digestSent)
	if err != nil || sent >= today {
		return bot.Post{}, false, err
	}
	reply, ok, err := b.digestOf(ctx, guild, now)
	if err != nil {
		return bot.Post{}, false, err
	}
	turned, err := b.base.Turn(ctx, guild, digestSent, today)
	return bot.Post{Guild: guild, Channel: channel, Reply: reply}, ok && turned, err // another process was quicker, unless turned
}

// digestOf sums up yesterday, the queue, and what should be reviewed.
func (b *Bot) digestOf(ctx context.Context, guild string, now time.Time) (bot.Reply, bool, error) {
	day, err := b.base.Day(ctx, guild, now.AddDate(0, 0, -1))
	if err != nil {
		return bot.Reply{}, false, err
	}
	queue, err := b.base.Queue(ctx, guild, knowledge.StageNew, now)
	if err != nil {
		return bot.Reply{}, false, err
	}
	articles, err := b.base.Articles(ctx, guild)
	if err != nil {
		return bot.Reply{}, false, err
	}
	reply, ok := digestReply(day, queue, articles, now)
	return reply, ok, nil
}

// digestReply writes a digest of values. The second result is false if there is
// nothing to tell.
func digestReply(day knowledge.Day, queue []knowledge.Queued, articles []knowledge.Summary, now time.Time) (bot.Reply, bool) {
	var r bot.Request
	var most, waiting, late []string
	for _, a := range day.Most {
		most = append(most, r.Say(messages.DigestLine, brief(a.Question), a.Count))
	}
	for _, q := range queue {
		waiting = append(waiting, r.Say(messages.DigestLine, brief(q.Question), q.Count))
	}
	for _, a := range articles {
		if !a.Review.IsZero() && a.Review.Before(now) {
			late = append(late, r.Say(messages.DigestReview, bot.Escape(a.Title), a.Review.Format("2 January 2006")))
		}
	}
	reply := bot.Reply{Kind: bot.Done, Lead: r.Say(messages.Digest, day.Answered, day.Closest, day.Unknown)}
	for _, part := range []struct {
		s     messages.Key
		lines []string
	}{{messages.DigestMost, most}, {messages.DigestWaiting, waiting}, {messages.DigestLate, late}} {
		if len(part.lines) > 0 {
			reply.Notes = append(reply.Notes, r.Say(part.s, len(part.lines))+"\n- "+strings.Join(part.lines[:min(len(part.lines), maxAsked)], "\n- "))
		}
	}
	return reply, len(reply.Notes) > 0
}

// welcomed is the setting of a guild that was greeted: "yes".
const welcomed = "bot.welcomed"

// Welcome is the first message in a guild, which says what to do first: for the
// channel of r, or, where it has none or it cannot be written to, for owner. It reports
// whether it is the first: what follows a restart, or comes from another process, is not.
func (b *Bot) Welcome(ctx context.Context, r bot.Request, owner string) (bot.Post, bool, error) {
	r, _ = b.Begin(ctx, r) // an error leaves the guild's language unknown
	first, err := b.base.Turn(ctx, r.Guild, welcomed, "yes")
	if err != nil || !first {
		return bot.Post{}, false, err
	}
	reply := bot.Reply{Kind: bot.Done, Title: r.Say(messages.Welcome), Lead: r.Say(messages.WelcomeWhat), Disclaimer: r.Say(messages.HelpNot)}
	own, err := bot.Reads(ctx, b.base, r.Guild)
	if own != r.Guild {
		reply.Notes = append(reply.Notes, r.Say(messages.WelcomeAdd))
	}
	reply.Notes = append(reply.Notes, r.Say(messages.WelcomeSetup), r.Say(messages.WelcomeAsk))
	return bot.Post{Guild: r.Guild, Channel: r.Channel, Member: owner, Reply: reply}, true, err
}
