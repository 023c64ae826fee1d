package rank

import "slices"

// duplicateShare is the share of stem pairs that two passages have in common when
// they say the same (Jaccard index). Copies with a changed word or two have
// .8 and more, different passages on one subject less than .2.
const duplicateShare = 0.8

// Duplicates reports whether the bodies of two texts say the same in nearly the
// same words. Those that a statement turns on must be the very same: a copy
// with another dose, or without its "not", says something else.
func Duplicates(a, b *Text) bool {
	x, y := a.body(), b.body()
	if !slices.Equal(a.Turns, b.Turns) {
		return false
	}
	if len(x) > 2*len(y) || len(y) > 2*len(x) || len(x) < 2 || len(y) < 2 {
		return len(x) == 1 && len(y) == 1 && x[0] == y[0]
	}
	if !probe(x, y) {
		return false
	}
	pairs := make(map[[2]uint32]uint8, len(x))
	for i := 1; i < len(x); i++ {
		pairs[[2]uint32{x[i-1], x[i]}] = 1
	}
	both, all := 0, len(pairs)
	for i := 1; i < len(y); i++ {
		p := [2]uint32{y[i-1], y[i]}
		switch pairs[p] {
		case 0:
			pairs[p] = 2
			all++
		case 1:
			pairs[p] = 2
			both++
		}
	}
	return float64(both) >= duplicateShare*float64(all)
}

// probe reports, at hardly any cost, whether y could be x's duplicate: most of a
// few stems of x stand in y.
func probe(x, y []uint32) bool {
	const probes, enough = 8, 6
	found := 0
	for i := range probes {
		if slices.Contains(y, x[i*len(x)/probes]) {
			found++
		}
	}
	return found >= enough
}

// body returns the stems of the body.
func (t *Text) body() []uint32 { return t.Stems[t.Ends[t.heads()-1]:] }
