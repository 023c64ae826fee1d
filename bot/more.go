package bot

import (
	"context"
	"errors"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// more are the ways to ask for the next part of an answer.
var more = map[string]bool{
	"more": true, "continue": true, "go on": true, "next": true, "next part": true, "and then": true, "what next": true,
	"show more": true, "tell me more": true, "read on": true, "keep going": true, "the rest": true,
	"mehr": true, "weiter": true, "más": true, "mas": true, "continuar": true, "sigue": true, "plus": true, "la suite": true,
	"suite": true, "continuer": true, "mer": true, "fortsätt": true, "fortsett": true, "tovább": true, "дальше": true, "ещё": true, "еще": true,
}

// asksForMore reports whether a question asks for the next part of what was
// answered last.
func asksForMore(question string) bool {
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return !isLetterOrDigit(r) && r != '\'' })
	if n := len(words); n > 1 && (words[n-1] == "please" || words[n-1] == "bitte") {
		words = words[:n-1]
	}
	return more[strings.Join(words, " ")]
}

// goOn quotes the part that follows the last answer.
func (b *Bot) goOn(ctx context.Context, r Request, question string, next int64) (Reply, error) {
	p, err := b.readable(ctx, r.Guild, next)
	if errors.Is(err, knowledge.ErrNoPassage) {
		return refused(r, messages.Gone), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if r.outdated(p) {
		return refused(r, messages.Withheld), nil
	}
	b.remember(r, question, p.Article)
	b.conversations.goesOn(r.conversationKey(), p.Next)
	reply := b.passage(r, knowledge.Match{Passage: p, Confidence: 1})
	reply.Confidence = 1
	return reply, nil
}
