package bot_test

import (
	"testing"

	"pamphlet/bot"
)

// Nobody is told that a question was passed on that is not kept.
func TestAQuestionIsNotPassedOnWhereNoneIsKept(t *testing.T) {
	d := newGuild(t)
	d.own(parking)
	ana := bot.Member{ID: "ana"}
	asked := d.send(bot.Request{Kind: bot.Ask, Member: ana, Text: "Who feeds the fish?"})
	d.choose("retention", "0")
	d.send(bot.Request{Kind: bot.Press, Member: ana, Verb: bot.VerbAskModerator, Args: []string{asked.Exchange}})
	d.said(bot.Refused, "I no longer have that question.")
	d.send(bot.Request{Kind: bot.Press, Member: ana, Verb: bot.VerbNotHelpful, Args: []string{asked.Exchange}})
	d.said(bot.Done)
}
