package safety

import (
	"fmt"
	"slices"
)

// Check runs every rule's examples and gives what is not as the rule says.
func (r *Rules) Check() (faults []error) {
	for i := range r.rules {
		c := &r.rules[i]
		for _, text := range c.must {
			if !r.fires(c, text) {
				faults = append(faults, fmt.Errorf("%s: rule %q: must match %q, and does not: widen its patterns, or see whether an unless stops it", c.file, c.ID, text))
			}
		}
		for _, text := range c.mustNot {
			if r.fires(c, text) {
				faults = append(faults, fmt.Errorf("%s: rule %q: must not match %q, and does: narrow its patterns, or add an unless", c.file, c.ID, text))
			}
		}
	}
	return faults
}

// fires reports whether c fires on text, more than as a joke.
func (r *Rules) fires(c *rule, text string) bool {
	return slices.ContainsFunc(r.Why(text).Fired, func(f Firing) bool {
		return f.Rule == c.ID && (f.Class != ClassNone || c.class == ClassNone)
	})
}
