package safety

import "testing"

func TestClasses(t *testing.T) {
	want := map[Class]bool{Crisis: true, Emergency: true, Lethal: true, Harm: true}
	for _, c := range Classes() {
		if got := c.CardOnly(); got != want[c] {
			t.Errorf("%s: card only %v, want %v", c, got, want[c])
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
