package safety

import "fmt"

// A Class says how a message is to be met. The names and their order are
// those of the protocol in doc.go; how grave a class is, says rank.
type Class uint8

// The classes.
const (
	ClassNone    Class = iota // nothing of concern: answer as usual
	Sensitive                 // a sensitive subject, asked in general: answer, and add a resource line
	AtRisk                    // possibly at risk: warm words first, the answer below
	Crisis                    // wish, intent, plan or preparation to die, or self-harm just now: crisis card only
	Emergency                 // a medical emergency now: emergency card only
	Lethal                    // a method or a lethal amount, whatever the reason: crisis card only
	OwnTreatment              // advice on one's own treatment: a boundary sentence first, the answer below
	Harm                      // threat, abuse, or a minor: the resource card that fits
)

// Classes lists every class in order.
func Classes() []Class {
	return []Class{ClassNone, Sensitive, AtRisk, Crisis, Emergency, Lethal, OwnTreatment, Harm}
}

// String gives the class's short name, such as "C3".
func (c Class) String() string { return fmt.Sprintf("C%d", uint8(c)) }

// UnmarshalText reads a short name, such as "C3".
func (c *Class) UnmarshalText(text []byte) error {
	if len(text) != 2 || text[0] != 'C' || text[1] < '0' || text[1] > '7' {
		return fmt.Errorf("class %q: not one of C0 to C7", text)
	}
	*c = Class(text[1] - '0')
	return nil
}

// MarshalText gives the short name.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// meanings are in the order of the classes.
var meanings = [...]string{"none", "sensitive subject", "possible risk", "crisis", "medical emergency", "method or lethal amount", "individual medical advice", "harm by or to others"}

// Meaning says in a few words what c stands for, for tables and moderators.
func (c Class) Meaning() string { return meanings[c] }

// CardOnly reports whether c is met with a card alone: the articles are not
// opened.
func (c Class) CardOnly() bool { return c == Crisis || c == Emergency || c == Lethal || c == Harm }

// Alerts reports whether moderators who chose an alert channel hear of c, and
// later answers to the member keep a resource line for a while.
func (c Class) Alerts() bool { return c == AtRisk || c.CardOnly() }

// Storable reports whether the text of a message of class c may be kept
// anywhere: in the queue, an exchange, a test or a log.
func (c Class) Storable() bool { return c == ClassNone || c == Sensitive }

// A Topic is what a message is about: the first axis.
type Topic string

// The topics.
const (
	NoTopic   Topic = ""
	Suicide   Topic = "suicide"   // suicide and self-harm
	Overdose  Topic = "overdose"  // overdose and poisoning
	Symptom   Topic = "symptom"   // an emergency symptom
	Treatment Topic = "treatment" // dose, stopping, mixing, diagnosis
	Threat    Topic = "threat"    // harm to others
	Abuse     Topic = "abuse"     // harm by others
	Minor     Topic = "minor"     // the writer is under 18
)

// A Stance is how the writer stands to the topic: the second axis.
type Stance string

// The stances.
const (
	NoStance  Stance = ""
	SelfNow   Stance = "self-now"
	SelfPast  Stance = "self-past"
	OtherNow  Stance = "other-now"
	OtherPast Stance = "other-past"
	General   Stance = "general"
	Denied    Stance = "denied" // said not to be so
	Idiom     Stance = "idiom"
)

// A Verdict is what the rules make of one message. It holds none of the
// message's text.
type Verdict struct {
	Class  Class
	Topic  Topic
	Stance Stance
	Rule   string // id of the rule that decided; "" for ClassNone
	// Joking is set when the message carries a joke marker beside what was
	// found. It may have lowered the class by a step, never below what the
	// rule allows.
	Joking bool
	// Retracting is set for "just kidding", "you misunderstood" and the like.
	// It clears nothing.
	Retracting bool
	// Amount is set when the writer asks how much of something to take.
	Amount bool

	raised [8]bool
}

// Raises reports whether any rule of class c fired, decisive or not. A
// member in crisis who has also swallowed something needs both cards' lines.
func (v Verdict) Raises(c Class) bool { return v.raised[c] }

// Raise notes that a rule of class c fired.
func (v *Verdict) Raise(c Class) { v.raised[c] = true }

// Gravity orders verdicts by how grave their classes are; see rank.
func (v Verdict) Gravity() int { return rank(v.Class, v.Topic) }

// rank orders classes by how grave they are.
//
//   - Lethal is first: an amount must never be answered, whoever asks and why.
//   - Crisis before Emergency: both cards open with the emergency number; the crisis
//     card must not be lost, and [Verdict.Raises] keeps the poison line.
//   - Emergency before Harm before AtRisk: what happens to a body now comes before what
//     somebody threatens, and that before what may be meant.
//   - a minor (Harm) after AtRisk: despair matters more than an age.
//   - OwnTreatment before Sensitive: a boundary line must not be lost to a resource line.
func rank(c Class, t Topic) int {
	if c == Harm && t == Minor {
		return 3
	}
	return [...]int{ClassNone: 0, Sensitive: 1, OwnTreatment: 2, AtRisk: 4, Harm: 5, Emergency: 6, Crisis: 7, Lethal: 8}[c]
}
