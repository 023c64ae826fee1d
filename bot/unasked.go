package bot

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// unaskedThreshold is how sure the bot must be to answer a post that nobody asked
// it about; a guild's own threshold counts if it is higher. In communities it was not
// fitted on, three in ten questions clear it, and one in fifteen of those answers is
// wrong; at search.DefaultThreshold six in ten, and one in six (docs/evaluation.md).
const unaskedThreshold = 0.8

// AnswersPosts reports whether the moderators of a guild chose that new posts of a
// channel are answered.
func (b *Bot) AnswersPosts(ctx context.Context, guild, channel string) bool {
	value, err := b.base.Setting(knowledge.Near(ctx), guild, SettingAutoAnswer)
	return err == nil && slices.Contains(strings.Fields(value), channel)
}

// unasked reports whether r is a post that is none of the bot's business. Where
// nothing reads for danger, no post is.
func (b *Bot) unasked(r Request) bool {
	return r.Post != "" && !(b.guards.ready() && slices.Contains(strings.Fields(r.Setting(SettingAutoAnswer)), r.Parent))
}

// answerPost answers a post if it is sure: first its title alone, which most often
// is the question, then all of it. Else it is silent, and keeps nothing.
func (b *Bot) answerPost(ctx context.Context, r Request) (Reply, error) {
	for _, question := range slices.Compact([]string{strings.TrimSpace(r.Post), strings.TrimSpace(r.Text)}) {
		if utf8.RuneCountInString(question) > maxQuestion || !HasLetter(question) {
			continue
		}
		found, err := b.bases.search(ctx, search.Query{
			Guild: r.Guild, Text: question, Threshold: max(unaskedThreshold, parseThreshold(r.Setting(SettingThreshold))),
		})
		if err != nil {
			return Reply{}, err
		}
		if found = b.Withheld(r, found); found.Answered {
			reply, err := b.outcome(ctx, r, question, found)
			reply.Lead = joined(r.Say(messages.PostLead), reply.Lead)
			return reply, err
		}
	}
	return Reply{Kind: Silent}, nil
}
