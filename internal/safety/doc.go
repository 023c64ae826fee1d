// Package safety reads a raw message before anything else does and says how
// it is to be met. It is deterministic, works offline, knows nothing of the
// rest of the program, and keeps no text.
//
// # Classes
//
//	ClassNone     C0  nothing of concern         answered as usual
//	Sensitive     C1  the subject is named       any reply, and a line with somebody to turn to
//	AtRisk        C2  possible risk              warm words first, the answer below
//	Crisis        C3  crisis                     a card only; the articles are not opened
//	Emergency     C4  medical emergency          a card only
//	Lethal        C5  method or lethal amount    a card only, whatever the reason given
//	OwnTreatment  C6  individual medical advice  a boundary sentence first, the answer below
//	Harm          C7  harm by or to others       a card only; also writers under 18
//
// A message gets the gravest class a rule raises, see rank. [Verdict.Raises]
// tells of the others, so that a crisis card can name the poison centre.
//
// # Where the lines are drawn
//
//   - A wish, an intent, a plan, a goodbye and self-harm now are Crisis. Passive
//     or indirect words of the same are AtRisk. What is past, denied, somebody's
//     death, a title or a statistic is Sensitive. "kms" and its like are AtRisk,
//     Crisis with an intent.
//   - A joke marker lowers a wish or an intent to AtRisk, never below.
//   - Somebody else in danger now is Crisis, and a worry about them AtRisk, both
//     with a card that speaks to the helper.
//   - A question about a treatment without a person in it is ClassNone: it asks
//     what an article says.
//   - A double or wrong dose that was taken is Emergency, to ask the poison centre.
//
// # How it matches
//
// A message is folded (fold.go), cut into words (tokenize.go, normalize.go,
// deobfuscate.go) and matched by rules over sequences of words (rules/*.toml, read
// by rulefile.go, compile.go, pattern.go and trie.go). A window of 63 words is
// matched at once, with one bit for each place between words, so that the cost
// is linear and there is nothing to blow up (window.go). Guards stop a rule
// where they cover what it matched: denial, past, titles, figures of speech. A
// guard does not reach past a comma or a "but", because danger often stands
// behind one. A rule may count only in a message in which another one matches
// ("beside"): a plan is a crisis beside despair.
//
// What no pattern foresaw may still raise AtRisk, and nothing higher, by the
// weights of its words (weighed.go).
//
// Of a message over 20,000 bytes, the first and the last 10,000 are read;
// Discord's longest is 4,000 characters.
//
// # How it can be wrong
//
// Rules see words. They miss what is only implied, irony, a new slang, most
// languages (Spanish, French, German and Portuguese have few rules), and
// images. docs/safety.md tells how often, on messages that nobody had read.
// AtRisk is therefore wide and cheap, Crisis narrow, and neither is a substitute
// for moderators.
package safety
