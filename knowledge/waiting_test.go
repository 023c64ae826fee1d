package knowledge

import (
	"slices"
	"testing"
)

// Who asked to be told is kept once, and only until they are told, want to be
// forgotten, or the question is too old.
func TestWhoWaitsForAnAnswer(t *testing.T) {
	ask := func(t *testing.T, b *Base, member string, day int, tell bool) {
		t.Helper()
		a := Asking{Question: "Who feeds the dog?", Why: WhyAskedFor, Member: member, Tell: tell, Day: monday.AddDate(0, 0, day)}
		if err := b.Enqueue(t.Context(), "g", a); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		about string
		do    func(*testing.T, *Base) error
		want  []string
	}{
		{"nothing happened", func(*testing.T, *Base) error { return nil }, []string{"ana", "ben"}},
		{"asked twice", func(t *testing.T, b *Base) error { ask(t, b, "ana", 0, true); return nil }, []string{"ana", "ben"}},
		{"forgotten", func(t *testing.T, b *Base) error { return b.ForgetMemberEverywhere(t.Context(), "ana") }, []string{"ben"}},
		{"too old", func(t *testing.T, b *Base) error {
			return b.Purge(t.Context(), monday.AddDate(0, 0, DefaultRetention+2))
		}, []string{"ben"}},
		{"kept no more", func(t *testing.T, b *Base) error {
			if err := b.Set(t.Context(), "g", SettingRetention, "0"); err != nil {
				return err
			}
			return b.Purge(t.Context(), monday.AddDate(0, 0, 9))
		}, nil},
		{"told", func(t *testing.T, b *Base) error {
			all, err := b.TakeWaiting(t.Context(), "g", 1)
			if !slices.Equal(all, []string{"ana", "ben"}) {
				t.Errorf("taken: %q", all)
			}
			return err
		}, nil},
		{"another guild's question", func(t *testing.T, b *Base) error {
			all, err := b.TakeWaiting(t.Context(), "h", 1)
			if len(all) != 0 {
				t.Errorf("another guild took %q", all)
			}
			return err
		}, []string{"ana", "ben"}},
	} {
		t.Run(test.about, func(t *testing.T) {
			b := open(t)
			ask(t, b, "ana", 0, true)
			ask(t, b, "ben", 3, true)
			ask(t, b, "cyd", 3, false)
			if err := test.do(t, b); err != nil {
				t.Fatal(err)
			}
			all, err := b.Waiting(t.Context(), "g", 1)
			if err != nil || !slices.Equal(all, test.want) {
				t.Errorf("%q wait, want %q: %v", all, test.want, err)
			}
		})
	}
}
