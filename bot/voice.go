package bot

import "fmt"

// This file holds every sentence the bot speaks of its own, in English. The
// rules of its voice:
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
	sayUnknownRecord  sentence = "unknown.recorded"
	sayNoQuestion     sentence = "question.none"
	sayTooCommon      sentence = "question.common"
	sayTooLong        sentence = "question.long"
	sayFrom           sentence = "from"
	sayTwin           sentence = "from.twin"
	sayResults        sentence = "corrected"
	sayClarify        sentence = "clarify"
	sayGone           sentence = "gone"
	sayNoArticles     sentence = "articles.none"
	saySorry          sentence = "sorry"
	sayUnknownCommand sentence = "command.unknown"
	sayThanks         sentence = "thanks"
	sayHelpful        sentence = "button.helpful"
	sayNotHelpful     sentence = "button.nothelpful"
	sayNoneOfThese    sentence = "button.none"
	sayReviewed       sentence = "reviewed"
	sayElsewhere      sentence = "elsewhere"
	sayShowAnyway     sentence = "button.anyhow"
	sayAskAgain       sentence = "aside.gone"
)

var english = map[sentence]string{
	sayDisclaimer:     "This is general information, not medical advice. Please talk to your provider.",
	sayUnknown:        "I don't know: I found nothing in the articles that answers this.",
	sayUnknownNearest: "The closest I can answer:",
	sayUnknownRecord:  "I have noted your question for the moderators, without your name.",
	sayNoQuestion:     "I saw no words to look up. Please ask a question, such as \"What are the side effects?\"",
	sayTooCommon:      "Those words are too common to look up. Please add what it is about, such as a treatment or a symptom.",
	sayTooLong:        "That is too long for me to read at once. Please ask in a sentence or two.",
	sayFrom:           "From: %s",
	sayTwin:           "Also in: %s",
	sayResults:        "Showing results for %s.",
	sayClarify:        "That could be about more than one thing. Which do you mean?",
	sayGone:           "That part of the articles has changed since. Please ask again.",
	sayNoArticles:     "No articles have been added yet, so I cannot answer anything.",
	saySorry:          "Sorry, something went wrong on my side. Please try again in a moment.",
	sayUnknownCommand: "I don't know that command. /help lists what I can do.",
	sayThanks:         "Thank you, that helps the moderators.",
	sayHelpful:        "Helpful",
	sayNotHelpful:     "Not helpful",
	sayNoneOfThese:    "None of these",
	sayReviewed:       "This article was due for review on %s.",
	sayElsewhere:      "I don't answer in this channel. Please ask in one where I do, or in a direct message.",
	sayShowAnyway:     "Show what the articles say",
	sayAskAgain:       "I no longer have your question, because I never write such questions down. Please ask again.",
}

// say returns a sentence in the member's language.
func (r Request) say(s sentence, args ...any) string {
	text, ok := english[s]
	if !ok {
		text = moderating[s]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
