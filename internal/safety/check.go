package safety

import (
	"fmt"
	"slices"
)

// Check runs every rule's examples and gives what is not as the rule says.
func (r *Rules) Check() []error {
	var faults []error
	for i := range r.rules {
		for _, text := range r.rules[i].must {
			if !r.fires(i, text) {
				faults = append(faults, fmt.Errorf("%s: rule %q: must match %q, and does not: widen its patterns, or see whether an unless stops it", r.rules[i].file, r.rules[i].ID, text))
			}
		}
		for _, text := range r.rules[i].mustNot {
			if r.fires(i, text) {
				faults = append(faults, fmt.Errorf("%s: rule %q: must not match %q, and does: narrow its patterns, or add an unless", r.rules[i].file, r.rules[i].ID, text))
			}
		}
	}
	return faults
}

// fires reports whether rule i fires on text, more than as a joke.
func (r *Rules) fires(i int, text string) bool {
	why := r.Why(text)
	return slices.ContainsFunc(why.Fired, func(f Firing) bool {
		return f.Rule == r.rules[i].ID && (f.Class != ClassNone || r.rules[i].class == ClassNone)
	})
}
