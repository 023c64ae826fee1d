package bot

import "pamphlet/internal/smalltalk"

// smallTalkSaid is what is said to each kind of small talk.
var smallTalkSaid = map[smalltalk.Kind]sentence{
	smalltalk.Greeting: sayTalkGreeting, smalltalk.Thanks: sayTalkThanks, smalltalk.Bye: sayTalkBye,
	smalltalk.Help: sayTalkHelp, smalltalk.Abilities: sayTalkAbilities, smalltalk.Who: sayTalkWho,
	smalltalk.Praise: sayTalkPraise, smalltalk.Abuse: sayTalkAbuse, smalltalk.OK: sayTalkOK, smalltalk.Puzzled: sayTalkPuzzled,
}

// smallTalk is the reply to what is no question: one sentence, in the language it
// was said in, or else the member's. Nothing of it is kept.
func (r Request) smallTalk(talk smalltalk.Talk) Reply {
	if _, ok := translations()[talk.Language]; ok {
		r.Member.Locale = talk.Language
	}
	return Reply{Kind: SmallTalk, Lead: r.say(smallTalkSaid[talk.Kind]), Private: !hasLetter(r.Text)}
}
