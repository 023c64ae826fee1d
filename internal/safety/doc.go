// Package safety reads a raw message before anything else does and says how
// it is to be met. It is deterministic, works offline, knows nothing of the
// rest of the program, and keeps no text.
//
// # Classes
//
//	ClassNone  nothing of concern          answered as usual
//	Sensitive  sensitive subject           answered, with a resource line
//	AtRisk  possible risk               a warm card; the answer behind a button
//	Crisis  crisis                      a card only; the articles are not opened
//	Emergency  medical emergency           a card only
//	Lethal  method or lethal amount     a card only, whatever the reason given
//	OwnTreatment  individual medical advice   a boundary line; a tagged passage at most
//	Harm  harm by or to others        a card only; also writers under 18
//
// A message gets the gravest class a rule raises: Lethal, Crisis, Emergency, Harm (threat,
// abuse), AtRisk, Harm (minor), OwnTreatment, Sensitive; see rank. [Verdict.Raises] tells of the
// others, so that a crisis card can name the poison centre.
//
// # Where the lines are drawn
//
//   - "I am suicidal" and "I'm considering suicide" are Crisis; "I feel suicidal
//     but would not act", "I think about suicide sometimes" are AtRisk.
//   - "kms" and its like are AtRisk, Crisis with an intent ("going to …"), Sensitive beside a
//     joke marker. A joke marker lowers a wish or an intent to AtRisk, never below.
//   - What is past, denied, somebody's death, a title or a statistic is Sensitive.
//   - Somebody else in danger now is Crisis, and a worry about them AtRisk, both with
//     a card that speaks to the helper.
//   - A question about a treatment without a person in it ("how is it dosed?",
//     "can it be combined with antidepressants?") is ClassNone: it asks what an
//     article says. "Can I", "can you take", a maximum, "is it safe in
//     pregnancy" are OwnTreatment: somebody will act on the answer.
//   - A double or wrong dose that was taken is Emergency, to ask the poison centre,
//     not OwnTreatment.
//
// # How it matches
//
// A message is folded (fold.go), cut into words (lex.go, read.go,
// disguise.go, typos.go) and matched by rules over sequences of words
// (rules/*.toml, read by entry.go, compile.go, pattern.go and phrases.go, and kept ready in
// rules.snapshot). A window of 63 words is matched at once, with one bit for each
// place between words, so that the cost is linear and there is nothing to
// blow up (window.go). Every sentence is read once more without fillers and
// in plainer words (lean.go). Guards stop a rule where they cover what it
// matched: denial, past, titles, figures of speech. A guard does not reach
// past a comma or a "but", because danger often stands behind one.
//
// Most rules hold set phrases. Those in parts_*.toml are made of parts, such
// as an intent, an act, whose body and when, in one order or in any; they meet
// sentences nobody thought of, and parts_net.toml is the widest of them.
//
// What no pattern meets is weighed (scale.go): a sentence that speaks of the
// writer gets the sum of the weights of its words and of pairs of them, fitted
// to the tuning half of testdata and to public questions (fit_test.go). A heavy
// one is AtRisk, a very heavy one Crisis (rules/weighed.toml). The weights know no
// reason; they catch about a third to a half of the grave sentences in new words
// that the patterns miss, and they are wrong more often than a pattern is.
//
// Of a message over 20,000 bytes, the first and the last 10,000 are read;
// Discord's longest is 4,000 characters.
//
// # How it can be wrong
//
// Weak signs in long letters add up to AtRisk, and signs of danger (means,
// farewell, an end) to Crisis; see "points" and "grave" in entry.go,
// and rules/signs.toml.
//
// Rules see words. They miss what is only implied, irony, a new slang, most
// languages (Spanish, French, German and Portuguese have few rules), and
// images. testdata/README.md tells how much was missed on messages that were
// written after the rules. AtRisk is therefore wide and cheap, Crisis narrow, and
// neither is a substitute for moderators. The wording of the cards should be
// reviewed by a clinician before a community relies on it, and the
// translations (speech_*.go) by native speakers.
package safety
