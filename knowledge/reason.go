package knowledge

import (
	"fmt"
)

// A Reason names the rule by which nothing was answered; "" if something was.
type Reason string

// The rules by which nothing is answered.
const (
	ReasonThreshold Reason = "threshold" // the best match is not sure enough
	ReasonAbsent    Reason = "absent"    // a word that the question turns on stands nowhere
	ReasonEarlier   Reason = "earlier"   // the best match is only on what was asked before
	ReasonSubject   Reason = "subject"   // the best match is on another subject than what was asked before
	ReasonSeveral   Reason = "several"   // several articles answer about equally
	ReasonNoMatch   Reason = "no match"  // no passage holds a word of the question
	ReasonNoWords   Reason = "no words"  // the question has no word to search for
	ReasonWithheld  Reason = "withheld"  // the best match may not be quoted now
)

// String says the rule in a sentence.
func (r Reason) String() string {
	switch r {
	case ReasonThreshold:
		return "The best match is less sure than the threshold wants."
	case ReasonAbsent:
		return "A word that the question turns on stands in no passage."
	case ReasonEarlier:
		return "The best match holds no word of the question itself, only of what was asked before."
	case ReasonSubject:
		return "The best match is on another subject than what was asked before."
	case ReasonSeveral:
		return "Several articles answer about equally."
	case ReasonNoMatch:
		return "No passage holds a word of the question."
	case ReasonNoWords:
		return "All words of the question are too common to search for, and nobody listed it."
	case ReasonWithheld:
		return "The best match may not be quoted now: it is past its review date, or not for someone who may be at risk."
	}
	return string(r)
}

// WhyNot says in a sentence why r answers nothing, with the figures that decided;
// "" if it answers.
func (r Result) WhyNot() string {
	if r.Reason == ReasonThreshold && len(r.Matches) > 0 {
		return fmt.Sprintf("The best match has confidence %.2f; the threshold is %.2f.", r.Matches[0].Confidence, r.Threshold)
	}
	return r.Reason.String()
}
