package bot

// This file holds the cards and lines for someone who may be in danger, in
// English. {emergency}, {lines} and {poison} are filled in by cards.go.
//
// Rules of the wording, for whoever edits it: at most five short lines. Say
// that a bot speaks and that nobody may be reading. No diagnosis, no means,
// no promise of secrecy or of watching, no question that suggests its
// answer. Offer a way without a voice beside every call. A clinician should
// read any change before a community relies on it.

const (
	sayCardCrisisTitle    sentence = "card.crisis.title"
	sayCardCrisisLead     sentence = "card.crisis.lead"
	sayCardCrisisNumber   sentence = "card.crisis.number"
	sayCardCrisisTalk     sentence = "card.crisis.talk"
	sayCardCrisisTogether sentence = "card.crisis.together"

	sayCardEmergencyTitle  sentence = "card.emergency.title"
	sayCardEmergencyNumber sentence = "card.emergency.number"
	sayCardEmergencyPoison sentence = "card.emergency.poison"
	sayCardEmergencyLead   sentence = "card.emergency.lead"

	sayCardWarmTitle sentence = "card.warm.title"
	sayCardWarmLead  sentence = "card.warm.lead"
	sayCardWarmTalk  sentence = "card.warm.talk"
	sayCardWarmWorse sentence = "card.warm.worse"

	sayCardOtherTitle  sentence = "card.other.title"
	sayCardOtherLead   sentence = "card.other.lead"
	sayCardOtherNumber sentence = "card.other.number"
	sayCardOtherTalk   sentence = "card.other.talk"

	sayLineSubject  sentence = "line.subject"
	sayLinePointer  sentence = "line.pointer"
	sayLineKindness sentence = "line.kindness"
	sayLineBoundary sentence = "line.boundary"

	sayCardThreatTitle sentence = "card.threat.title"
	sayCardThreatLead  sentence = "card.threat.lead"
	sayCardThreatTalk  sentence = "card.threat.talk"

	sayCardAbuseTitle sentence = "card.abuse.title"
	sayCardAbuseLead  sentence = "card.abuse.lead"
	sayCardAbuseNow   sentence = "card.abuse.now"
	sayCardAbuseTalk  sentence = "card.abuse.talk"
	sayCardAbuseTrace sentence = "card.abuse.trace"

	sayCardMinorTitle sentence = "card.minor.title"
	sayCardMinorLead  sentence = "card.minor.lead"
	sayCardMinorTalk  sentence = "card.minor.talk"
	sayCardMinorNow   sentence = "card.minor.now"

	sayLinesAnywhere  sentence = "lines.anywhere"
	sayLinesElsewhere sentence = "lines.elsewhere"
	sayLinesOr        sentence = "lines.or"
	sayLinesCall      sentence = "lines.call"
	sayLinesText      sentence = "lines.text"
	sayLinesChat      sentence = "lines.chat"
	sayLinesMail      sentence = "lines.mail"
	sayLinesBoth      sentence = "lines.both"

	sayNumberLocal   sentence = "number.local"
	sayNumberOrLocal sentence = "number.orlocal"

	sayPoisonNone      sentence = "poison.none"
	sayPoisonElsewhere sentence = "poison.elsewhere"

	sayLineOpen          sentence = "line.open"
	sayLineBoundaryAbove sentence = "line.boundary.above"
)

var cards = map[sentence]string{
	sayCardCrisisTitle:    "Please reach a person now",
	sayCardCrisisLead:     "I'm a bot, and nobody may be reading this channel. What you carry right now is more than a bot can help with, and people can.",
	sayCardCrisisNumber:   "If you could act on it, or you are hurt: call {emergency} or go to the nearest emergency department.",
	sayCardCrisisTalk:     "Someone to talk to: {lines}.",
	sayCardCrisisTogether: "Until then, stay near someone you trust, and away from anything you might use to hurt yourself.",

	sayCardEmergencyTitle:  "This may be an emergency",
	sayCardEmergencyNumber: "Call {emergency} now.",
	sayCardEmergencyPoison: "Swallowed, breathed in or taken too much? Poison centre: {poison}.",
	sayCardEmergencyLead:   "I'm a bot: don't wait for an answer here. If you are with someone, stay with them until help comes.",

	sayCardWarmTitle: "That sounds heavy",
	sayCardWarmLead:  "Thank you for writing it down. I'm a bot, nobody may be reading along, and you don't have to carry it alone.",
	sayCardWarmTalk:  "You can talk to someone today, by phone or in writing: {lines}.",
	sayCardWarmWorse: "If it gets worse or you feel unsafe: {emergency}.",

	sayCardOtherTitle:  "You noticed, and that matters",
	sayCardOtherLead:   "I'm a bot and can't reach them, but you can help: stay in contact, ask how they are, and bring in others.",
	sayCardOtherNumber: "If they may act now or are hurt: call {emergency} with where they are.",
	sayCardOtherTalk:   "These lines also advise friends and family: {lines}.",

	sayLineSubject:  "If this is close to home, someone is there to talk: {lines}.",
	sayLinePointer:  "The people in my earlier message are still there for you: {lines}. In danger: {emergency}.",
	sayLineKindness: "Thanks for telling me. I'd rather ask once too often; the numbers stay here in case: {lines}.",
	sayLineBoundary: "I can't advise on your own treatment: a prescriber or pharmacist can. In an emergency: {emergency}.",

	sayCardThreatTitle: "Before anyone gets hurt",
	sayCardThreatLead:  "I'm a bot and nobody may be reading this. If someone is in danger now: call {emergency}.",
	sayCardThreatTalk:  "Step away from the situation if you can, and talk to someone first: {lines}.",

	sayCardAbuseTitle: "You deserve to be safe",
	sayCardAbuseLead:  "I'm a bot and nobody may be reading this. What was done to you is not your fault.",
	sayCardAbuseNow:   "In danger now: call {emergency}, or get to a place with other people.",
	sayCardAbuseTalk:  "To talk it through: {lines}.",
	sayCardAbuseTrace: "If someone checks your phone, think about removing this conversation.",

	sayCardMinorTitle: "Good that you ask",
	sayCardMinorLead:  "I'm a bot for adults' questions about treatment, so I can't answer this for someone under 18.",
	sayCardMinorTalk:  "An adult you trust, a doctor or a school nurse can. To talk to someone: {lines}.",
	sayCardMinorNow:   "In danger: call {emergency}.",

	sayLinesAnywhere:  "anywhere: {directories}",
	sayLinesElsewhere: "elsewhere: {directories}",
	sayLinesOr:        "or",
	sayLinesCall:      "call {number}",
	sayLinesText:      "text {number}",
	sayLinesChat:      "chat at {page}",
	sayLinesMail:      "email {address}",
	sayLinesBoth:      "call or text {number}",

	sayNumberLocal:   "your local emergency number",
	sayNumberOrLocal: "{number} (or your local emergency number)",

	sayPoisonNone:      "the emergency number can connect you",
	sayPoisonElsewhere: "elsewhere the emergency number can connect you",

	sayLineOpen:          "For anyone who would like to talk to somebody: {lines}.",
	sayLineBoundaryAbove: "I can't advise on your own treatment; a prescriber or pharmacist can. The article says:",
}
