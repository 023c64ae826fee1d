package knowledge

import "strings"

// Contested returns the passages of a that are listed with a question of one
// before them and say something else, each with that question as its only one:
// who asks it gets one of the two by chance. The parts of a long section are no
// rivals.
func (a Article) Contested() []Passage {
	var all []Passage
	first := map[string]Passage{} // by the folded question
	for _, p := range a.Passages() {
		for _, q := range p.Questions {
			key := strings.Join(listedKey(q, a.Language), " ")
			before, listed := first[key]
			switch {
			case key == "" || p.Part > 1:
			case !listed:
				first[key] = p
			case before.Text != p.Text && before.Start != p.Start:
				p.Questions = []string{q}
				all = append(all, p)
			}
		}
	}
	return all
}
