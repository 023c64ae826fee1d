package markup

// maxRepeated is how many bytes may stand again where they are referred to: half as
// much again as a document may hold, so that what takes more is refused for its size.
const maxRepeated = 6 << 20

// Repeats counts the bytes of what a document says once and refers to more often, such as
// a note. A small file could otherwise stand for gigabytes.
type Repeats int

// Allow reports whether text may stand where it is referred to, and counts it.
func (r *Repeats) Allow(text string) bool {
	if *r > maxRepeated {
		return false
	}
	*r += Repeats(len(text))
	return true
}
