package safety

import (
	"fmt"
	"slices"
)

// Check runs every rule's examples and gives what is not as the rule says.
// Rules that come with the program are compiled anew for it.
func (r *Rules) Check() []error {
	if len(r.rules) > 0 && r.rules[0].must == nil {
		files, _, err := ruleFiles(nil)
		if err == nil {
			r, err = compile(files)
		}
		if err != nil {
			return []error{err}
		}
	}
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
		return f.Rule == r.rules[i].ID && (f.Class != C0 || r.rules[i].class == C0)
	})
}
