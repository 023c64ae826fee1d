package messages

// The cards and lines for someone who may be in danger; cards/ has the words.
const (
	CardCrisisTitle    Key = "card.crisis.title"
	CardCrisisLead     Key = "card.crisis.lead"
	CardCrisisNumber   Key = "card.crisis.number"
	CardCrisisTalk     Key = "card.crisis.talk"
	CardCrisisTogether Key = "card.crisis.together"

	CardEmergencyTitle  Key = "card.emergency.title"
	CardEmergencyNumber Key = "card.emergency.number"
	CardEmergencyPoison Key = "card.emergency.poison"
	CardEmergencyLead   Key = "card.emergency.lead"

	CardWarmTitle Key = "card.warm.title"
	CardWarmLead  Key = "card.warm.lead"
	CardWarmTalk  Key = "card.warm.talk"
	CardWarmWorse Key = "card.warm.worse"

	CardOtherTitle  Key = "card.other.title"
	CardOtherLead   Key = "card.other.lead"
	CardOtherNumber Key = "card.other.number"
	CardOtherTalk   Key = "card.other.talk"

	LineSubject  Key = "line.subject"
	LinePointer  Key = "line.pointer"
	LineKindness Key = "line.kindness"
	LineBoundary Key = "line.boundary"

	CardThreatTitle Key = "card.threat.title"
	CardThreatLead  Key = "card.threat.lead"
	CardThreatTalk  Key = "card.threat.talk"

	CardAbuseTitle Key = "card.abuse.title"
	CardAbuseLead  Key = "card.abuse.lead"
	CardAbuseNow   Key = "card.abuse.now"
	CardAbuseTalk  Key = "card.abuse.talk"
	CardAbuseTrace Key = "card.abuse.trace"

	CardMinorTitle Key = "card.minor.title"
	CardMinorLead  Key = "card.minor.lead"
	CardMinorTalk  Key = "card.minor.talk"
	CardMinorNow   Key = "card.minor.now"

	LinesAnywhere  Key = "lines.anywhere"
	LinesElsewhere Key = "lines.elsewhere"
	LinesOr        Key = "lines.or"
	LinesCall      Key = "lines.call"
	LinesText      Key = "lines.text"
	LinesChat      Key = "lines.chat"
	LinesMail      Key = "lines.mail"
	LinesBoth      Key = "lines.both"

	NumberLocal   Key = "number.local"
	NumberOrLocal Key = "number.orlocal"

	PoisonNone      Key = "poison.none"
	PoisonElsewhere Key = "poison.elsewhere"

	LineOpen          Key = "line.open"
	LineBoundaryAbove Key = "line.boundary.above"
)
