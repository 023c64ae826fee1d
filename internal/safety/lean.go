package safety

import "slices"

// thin says every sentence in fewer and plainer words: without fillers ("i
// really just want to" is "i want to"), and with the word that rules use in
// place of a rarer one ("this planet" is "this world"). Sentences that stay as
// they are have been read, and are dropped. It reports whether anything is
// left. Joke markers move along.
func (r *reader) thin() bool {
	r.lean = r.lean[:0]
	var marks []int
	next := 0 // the first of r.marks that is not yet placed
	for from := 0; from < len(r.words); {
		to := from + 1
		for to < len(r.words) && !r.words[to].stop {
			to++
		}
		kept := len(r.lean)
		changed := r.thinSentence(from, to)
		if !changed {
			r.lean = r.lean[:kept]
		}
		for ; next < len(r.marks) && r.marks[next] <= to; next++ {
			if changed {
				marks = append(marks, kept+min(r.marks[next]-from, len(r.lean)-kept))
			}
		}
		from = to
	}
	if len(r.lean) == 0 {
		return false
	}
	r.words, r.lean, r.marks = r.lean, r.words, marks
	return true
}

// thinSentence appends words[from:to] to lean in plain words and without
// fillers, and reports whether that changed anything.
func (r *reader) thinSentence(from, to int) bool {
	found, stop, soft := false, false, false
	for i := from; i < to; {
		w := r.words[i]
		stop, soft = stop || w.stop, soft || w.soft
		if n := r.filler(i, to); n > 0 {
			found = true
			for _, w := range r.words[i : i+n] {
				soft = soft || w.soft
			}
			i += n
			continue
		}
		if plain := r.v.lexemes[w.id].plain; plain != w.id {
			w.id, found = plain, true
		}
		w.stop, w.soft = stop, soft
		stop, soft = false, false
		r.lean = append(r.lean, w)
		i++
	}
	return found
}

// filler gives how many words of the filler at i there are before to, or 0.
func (r *reader) filler(i, to int) int {
	if r.words[i].filler {
		return 1
	}
	for _, phrase := range r.v.lexemes[r.words[i].id].fillers {
		if i+len(phrase) <= to && slices.EqualFunc(phrase, r.words[i:i+len(phrase)], func(id int32, w word) bool { return id == w.id }) {
			return len(phrase)
		}
	}
	return 0
}
