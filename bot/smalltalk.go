package bot

import (
	"pamphlet/bot/messages"
	"pamphlet/internal/smalltalk"
)

// smallTalkSaid is what is said to each kind of small talk.
var smallTalkSaid = map[smalltalk.Kind]messages.Key{
	smalltalk.Greeting: messages.TalkGreeting, smalltalk.Thanks: messages.TalkThanks, smalltalk.Bye: messages.TalkBye,
	smalltalk.Help: messages.TalkHelp, smalltalk.Abilities: messages.TalkAbilities, smalltalk.Who: messages.TalkWho,
	smalltalk.Praise: messages.TalkPraise, smalltalk.Abuse: messages.TalkAbuse, smalltalk.OK: messages.TalkOK, smalltalk.Puzzled: messages.TalkPuzzled,
}

// smallTalk is the reply to what is no question: one sentence, in the language it
// was said in, or else the member's. Nothing of it is kept.
func (r Request) smallTalk(talk smalltalk.Talk) Reply {
	if _, ok := messages.All()[talk.Language]; ok {
		r.Member.Locale = talk.Language
	}
	return Reply{Kind: SmallTalk, Lead: r.say(smallTalkSaid[talk.Kind]), Private: !hasLetter(r.Text)}
}
