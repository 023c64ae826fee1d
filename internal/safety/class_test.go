package safety

import "testing"

func TestClasses(t *testing.T) {
	want := map[Class]Retrieval{ClassNone: Freely, Sensitive: Freely, AtRisk: Freely, Crisis: Never, Emergency: Never, Lethal: Never, OwnTreatment: Freely, Harm: Never}
	for _, c := range Classes() {
		if got := c.Retrieval(); got != want[c] {
			t.Errorf("%s: retrieval %d, want %d", c, got, want[c])
		}
		if c.Storable() != (c == ClassNone || c == Sensitive) {
			t.Errorf("%s: storable is %v", c, c.Storable())
		}
		var back Class
		if err := back.UnmarshalText([]byte(c.String())); err != nil || back != c {
			t.Errorf("%s reads back as %s, %v", c, back, err)
		}
	}
	var c Class
	for _, text := range []string{"", "C8", "c1", "C10"} {
		if c.UnmarshalText([]byte(text)) == nil {
			t.Errorf("%q is read as a class", text)
		}
	}
}
