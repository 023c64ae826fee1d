package bot

// This file holds what the bot says to members, in English; voices/ holds the
// translations, and voice_moderators.go what moderators are told. The rules of
// its voice:
//
//   - It is a bot and says so; it never speaks about health in its own words.
//   - The answer first, then where it is from, then the disclaimer.
//   - When it does not know, it says that first, and then what to try.
//   - A problem is one short, kind, private sentence that says what to do.
//   - Plain words, no blame, no exclamation marks, no emoji that carries meaning.

// A sentence names something the bot says. Its value is the key in the
// catalogue of translations.
type sentence string

const (
	sayDisclaimer     sentence = "disclaimer"
	sayUnknown        sentence = "unknown"
	sayUnknownNearest sentence = "unknown.nearest"
	sayClosest        sentence = "closest"
	sayUnknownRecord  sentence = "unknown.recorded"
	sayNoQuestion     sentence = "question.none"
	sayTooLong        sentence = "question.long"
	sayFrom           sentence = "from"
	sayTwin           sentence = "from.twin"
	sayPart           sentence = "part"
	sayContinue       sentence = "button.continue"
	sayResults        sentence = "corrected"
	sayClarify        sentence = "clarify"
	sayGone           sentence = "gone"
	saySorry          sentence = "sorry"
	sayUnsure         sentence = "unsure"
	sayDamaged        sentence = "damaged"
	sayUnknownCommand sentence = "command.unknown"
	sayThanks         sentence = "thanks"
	sayHelpful        sentence = "button.helpful"
	sayNotHelpful     sentence = "button.nothelpful"
	sayNoneOfThese    sentence = "button.none"
	sayReviewed       sentence = "reviewed"
	sayWithheld       sentence = "withheld"
	sayElsewhere      sentence = "elsewhere"
	sayNotKept        sentence = "exchange.gone"

	sayBusy       sentence = "busy"
	sayOften      sentence = "often"
	sayUnread     sentence = "unread"
	sayDismiss    sentence = "button.dismiss"
	sayNotYours   sentence = "dismiss.notyours"
	sayOpenSource sentence = "button.source"

	sayWhyNot    sentence = "why"
	sayPickWhy   sentence = "why.pick"
	sayWhyWrong  sentence = "why.wrong"
	sayWhyOther  sentence = "why.other"
	sayWhyOld    sentence = "why.old"
	sayWhyHard   sentence = "why.hard"
	sayWhyThanks sentence = "why.thanks"

	sayHelpTitle  sentence = "help"
	sayHelpAsk    sentence = "help.ask"
	sayHelpMore   sentence = "help.more"
	sayHelpNot    sentence = "help.not"
	sayHelpDanger sentence = "help.danger"

	sayAboutTitle   sentence = "about"
	sayAboutWhat    sentence = "about.what"
	sayAboutOwn     sentence = "about.own"
	sayAboutShared  sentence = "about.shared"
	sayAboutStarter sentence = "about.starter"
	sayAboutLicence sentence = "about.licence"

	sayPrivacyTitle   sentence = "privacy"
	sayPrivacyKept    sentence = "privacy.kept"
	sayPrivacyNothing sentence = "privacy.nothing"
	sayPrivacyLeaving sentence = "privacy.leaving"
	sayPrivacyNever   sentence = "privacy.never"
	sayPrivacyMemory  sentence = "privacy.memory"
	sayPrivacyAlert   sentence = "privacy.alert"
	sayPrivacyOthers  sentence = "privacy.others"
	sayPrivacyDelete  sentence = "privacy.delete"
	sayPrivacyMod     sentence = "privacy.moderator"
	sayForget         sentence = "button.forget"
	sayForgotten      sentence = "forgotten"

	sayTalkGreeting  sentence = "talk.greeting"
	sayTalkThanks    sentence = "talk.thanks"
	sayTalkBye       sentence = "talk.bye"
	sayTalkHelp      sentence = "talk.help"
	sayTalkAbilities sentence = "talk.abilities"
	sayTalkWho       sentence = "talk.who"
	sayTalkPraise    sentence = "talk.praise"
	sayTalkAbuse     sentence = "talk.abuse"
	sayTalkOK        sentence = "talk.ok"
	sayTalkPuzzled   sentence = "talk.puzzled"

	sayMonths sentence = "months" // twelve, parted by spaces
	sayDay    sentence = "day"    // day, month, year
)

var english = map[sentence]string{
	sayDisclaimer:     "This is general information, not medical advice. Please talk to your provider.",
	sayUnknown:        "I don't know: I found nothing in the articles that answers this.",
	sayClosest:        "I am not sure, but one of these may answer it:",
	sayUnknownNearest: "The closest I can answer:",
	sayUnknownRecord:  "I have noted your question for the moderators, without your name.",
	sayNoQuestion:     "I saw no words to look up. Please ask a question, such as \"What are the side effects?\"",
	sayTooLong:        "That is too long for me to read at once. Please ask in a sentence or two.",
	sayFrom:           "From: %s",
	sayTwin:           "Also in: %s",
	sayPart:           "Part %d of %d",
	sayContinue:       "Continue",
	sayResults:        "Showing results for %s.",
	sayClarify:        "That could be about more than one thing. Which do you mean?",
	sayGone:           "That part of the articles has changed since. Please ask again.",
	sayDamaged:        "I cannot answer here at the moment: part of what I was given to read has changed or is missing. The person who runs me can mend it.",
	saySorry:          "Sorry, something went wrong on my side. Please try again in a moment.",
	sayUnsure:         "I could not find out whether that was saved. Please look before you try again.",
	sayUnknownCommand: "I don't know that command. /help lists what I can do.",
	sayThanks:         "Thank you, that helps the moderators.",
	sayHelpful:        "Helpful",
	sayNotHelpful:     "Not helpful",
	sayNoneOfThese:    "None of these",
	sayReviewed:       "This article was due for review on %s.",
	sayWithheld:       "That article is past its review date, so I don't quote it here. Please ask a moderator.",
	sayElsewhere:      "I don't answer in this channel. Please ask in one where I do, or in a direct message.",
	sayNotKept:        "I no longer have that question. Please ask it again.",

	sayBusy: "Many questions are waiting right now, so I cannot take yours. Please ask again in a minute.",
	sayUnread: "You tagged my role, and Discord did not show me your words. Please tag me myself (the entry marked App), or use /ask. " +
		"If somebody is in danger, please call your local emergency number now.",
	sayOften:      "That was many questions in a short time. Please wait half a minute and ask again.",
	sayDismiss:    "Dismiss",
	sayNotYours:   "Only the person who asked, or a moderator, can dismiss this.",
	sayOpenSource: "Open the source",

	sayWhyNot:    "Thank you. If you like, tell the moderators what was wrong; your name is not kept with it.",
	sayPickWhy:   "What was wrong?",
	sayWhyWrong:  "The wrong passage",
	sayWhyOther:  "Not what I asked",
	sayWhyOld:    "Outdated",
	sayWhyHard:   "Hard to understand",
	sayWhyThanks: "Thank you, I have noted that for the moderators.",

	sayHelpTitle:  "How to ask me",
	sayHelpAsk:    "Write /ask and your question. You can also mention me, reply to an answer of mine to ask on, or write me a direct message. On a message, choose Apps, then \"Answer from the articles\".",
	sayHelpMore:   "I quote articles that this community's moderators chose, word for word. When they don't answer, I say so. /privacy tells what I keep, /about whose words I quote.",
	sayHelpNot:    "I am a bot. I give general information, not medical advice. I am no crisis service and not for emergencies, and nobody watches what I am asked.",
	sayHelpDanger: "In an emergency, call your local emergency number. If a message sounds like danger, I show where to find help, and moderators may be alerted.",

	sayAboutTitle:   "Pamphlet %s",
	sayAboutWhat:    "I am a bot that answers with the exact words of articles, and says where they are from. I have no language model and make up nothing.",
	sayAboutOwn:     "I quote what the moderators of this server chose and keep up to date (articles: %d).",
	sayAboutShared:  "I quote articles that the operator of this bot chose for all of its servers.",
	sayAboutStarter: "No articles have been added here yet, so I quote the ones I came with. No clinician has reviewed those yet.",
	sayAboutLicence: "Pamphlet is free software under the MIT licence. Each article belongs to its authors; every answer names its source.",

	sayPrivacyTitle:   "What I keep",
	sayPrivacyKept:    "In this server, I keep your question and which passage answered it for %d days, so that moderators see what is missing. Your name is not kept with it, only a code that I alone can make from your account, to find your questions when you want them deleted.",
	sayPrivacyNothing: "I write no questions down here.",
	sayPrivacyLeaving: "If I am taken out of this server, I delete all that I keep of it after %d days.",
	sayPrivacyNever:   "I never write down a question that sounds like danger or is about your own treatment.",
	sayPrivacyMemory:  "To understand a follow-up, I remember your last questions for %d minutes, in memory only. If I showed you where to find help, I remember that for %d hours, without your words.",
	sayPrivacyAlert:   "If a message sounds like danger, moderators may get a link to it, with the kind of danger and the time. They do not get its words from me.",
	sayPrivacyOthers:  "Nothing goes to anybody else: no language model, no tracking, no other service than Discord.",
	sayPrivacyDelete:  "The button below, or /privacy with my-data: delete, deletes at once all that I keep of you in every server. What you wrote in Discord itself, only you can delete there.",
	sayPrivacyMod:     "As you moderate here: the record of changes keeps your name with what you changed.",
	sayForget:         "Delete my data",
	sayForgotten:      "Done. I keep nothing of you any more, in any server.",

	sayTalkGreeting:  "Hello. What would you like to know?",
	sayTalkThanks:    "You're welcome.",
	sayTalkBye:       "Goodbye, and take care.",
	sayTalkHelp:      "Ask me a question in your own words; /help says more, and what to do in an emergency.",
	sayTalkAbilities: "Ask me a question, and I quote the part of this community's articles that answers it.",
	sayTalkWho:       "I am a bot that answers with the exact words of articles; /about says whose.",
	sayTalkPraise:    "I am glad to hear that.",
	sayTalkAbuse:     "I am sorry that I was no help; a moderator may be.",
	sayTalkOK:        "All right. Ask me whenever you like.",
	sayTalkPuzzled:   "Ask me in a few words what you would like to know.",

	sayMonths: "January February March April May June July August September October November December",
	sayDay:    "%[1]d %[2]s %[3]d",

	"command.ask":          "ask",
	"command.ask.hint":     "Ask a question; the articles answer in their own words",
	"option.question":      "question",
	"option.question.hint": "What would you like to know?",
	"command.help":         "help",
	"command.help.hint":    "How to ask, and what this bot is not",
	"command.privacy":      "privacy",
	"command.privacy.hint": "What is kept of you, for how long, and how to delete it",
	"option.my-data":       "my-data",
	"option.my-data.hint":  "delete: remove at once what is kept of you",
	"command.about":        "about",
	"command.about.hint":   "What this bot is and whose words it quotes",
	"menu.answer":          "Answer from the articles",
}
