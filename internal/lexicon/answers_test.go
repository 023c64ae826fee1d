package lexicon

import (
	"testing"

	"pamphlet/internal/stem"
)

func TestWhatAQuestionAsksFor(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]Answers{
		"how long does an infusion take":   Duration,
		"how many days off":                Quantity | Duration,
		"how many tablets":                 Quantity,
		"how much is it":                   Money | Quantity,
		"how do I apply":                   Procedure,
		"the fees for a visit":             Money,
		"when is the clinic open":          Time | Duration,
		"tell me whether it hurts when":    0, // when counts among the first three words alone
		"where is the clinic":              Place,
		"who may drive me":                 Person,
		"why does it hurt":                 Reason,
		"what is ketamine":                 Definition,
		"what helps":                       0,
		"which tablets are there":          Listing,
		"can I drive":                      Permission,
		"how can I drive":                  Procedure, // can asks for no leave here
		"the day after my visit can I eat": 0,         // nor so far on
		"":                                 0,
	} {
		if got := Asked(stem.Tokens(question, "en")); got != want {
			t.Errorf("%q asks for %b, want %b", question, got, want)
		}
	}
}

func TestWhatASentenceOffers(t *testing.T) {
	t.Parallel()
	const all = Duration | Money | Quantity | Time | Place | Person | Reason | Definition | Procedure | Permission | Listing
	for _, test := range []struct {
		sentence   string
		has, lacks Answers
	}{
		{"It takes forty minutes.", Quantity | Duration, all &^ (Quantity | Duration)},
		{"It is $90.", Quantity | Money, Duration | Place},
		{"It lasts 90 drops.", Quantity, Money},
		{"It opened in 1998.", Time, Duration | Place},
		{"Ring 555-0100.", Place, Time},
		{"Write to desk@example.org.", Place, Money},
		{"Ketamine is an anaesthetic.", Definition, Reason | Listing},
		{"It is due to stress.", Reason, Money},
		{"You must not drive.", Permission, Duration},
		{"Effects include nausea.", Listing, Money},
		{"Nothing helps.", 0, all},
	} {
		got := Offered(stem.Tokens(test.sentence, "en"), test.sentence)
		if got&test.has != test.has || got&test.lacks != 0 {
			t.Errorf("%q offers %b, want %b and none of %b", test.sentence, got, test.has, test.lacks)
		}
	}
}
