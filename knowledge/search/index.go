package search

import (
	"context"
	"slices"
	"sync"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/knowledge/passage"
)

// An index is what is kept in memory of one guild's passages. All is read
// from the store when first needed, and holds for one revision of the
// guild; only the texts outlive it, because a passage never changes.
type index struct {
	mu        sync.Mutex // held while a question is ranked
	store     Store
	number    int64 // of the guild
	kept      int   // bytes, as indexes know; theirs to guard
	revision  int64
	shape     shape
	postings  cache[string, *rank.Postings]
	texts     cache[int64, *rank.Text]
	shown     cache[int64, passage.Passage]
	unread    []int64 // passages whose texts were not read yet
	listed    listed
	dict      *rank.Dictionary
	synonyms  *lexicon.Synonyms
	names     *lexicon.Synonyms   // that its articles say are one
	sizes     map[int64]int       // passages of each article
	weights   *rank.Weights       // for a base of this size
	subjects  map[string]bool     // stems that stand in titles
	languages []string            // of its articles, the commonest first
	words     *lexicon.Vocabulary // as written, for the speller; nil until one is needed
}

// The most that an index keeps in memory: postings, in bytes, two to three each;
// and stems of texts, at eight each. A base of 10,000 passages has about a million of
// each, and fits; a base of a million keeps the common words, and the texts
// of the last 100,000 candidates.
const (
	keptPostings = 192 << 20
	keptStems    = 8 << 20
	keptWords    = 1 << 20 // in the dictionary, at about a hundred bytes
	entry        = 64      // what a stem takes beside its postings, in bytes
)

// What an index takes beside that, in bytes, as measured: in itself, for a stem
// in the dictionary, and for a passage in shape, listed and sizes.
const (
	indexBytes   = 8 << 10
	stemBytes    = 180
	passageBytes = 600
)

// size is about what x takes in memory, in bytes. x.mu is held.
func (x *index) size() int {
	size := indexBytes + passageBytes*len(x.shape.ids) + x.postings.size() + 8*x.texts.size() + x.shown.size()
	if x.dict != nil {
		size += stemBytes * x.dict.Len()
	}
	return size
}

// refresh makes x an index of revision.
func (x *index) refresh(ctx context.Context, revision int64) error {
	if x.dict == nil || x.dict.Len() > keptWords {
		x.dict = rank.NewDictionary(lexicon.StemWeight, lexicon.Vector)
		x.texts = newCache[int64, *rank.Text](keptStems)
		x.revision = -1
	}
	if x.revision == revision {
		return nil
	}
	c, err := x.store.Corpus(ctx, x.number)
	if err != nil {
		return err
	}
	if err := x.listed.refresh(ctx, x.store, x.number, c.IDs); err != nil {
		return err
	}
	x.shape = shape{c.IDs, c.Lengths, rank.MeanLengths(c.Lengths)}
	x.sizes, x.languages, x.subjects, x.synonyms, x.words = c.Sizes, c.Languages, c.Subjects, synonyms(c.Synonyms), nil
	if x.names, err = x.readNames(ctx, c); err != nil {
		return err
	}
	x.unread = slices.DeleteFunc(slices.Clone(c.IDs), func(id int64) bool { _, ok := x.texts.find(id); return ok })
	x.weights = rank.Default().For(len(c.IDs))
	x.postings = newCache[string, *rank.Postings](keptPostings)
	x.shown = newCache[int64, passage.Passage](shownCacheBytes)
	x.revision = revision
	return nil
}

// find returns the postings of stem, nil if it stands nowhere.
func (x *index) find(ctx context.Context, stem string) (*rank.Postings, error) {
	if p, ok := x.postings.find(stem); ok {
		return p, nil
	}
	found, err := x.store.Postings(ctx, x.number, stem)
	if err != nil {
		return nil, err
	}
	p := x.shape.postings(found)
	x.postings.keep(stem, p, p.Size()+entry)
	return p, nil
}

// readAhead is how many texts a question reads beside those of its candidates,
// until all are in memory: from then on a question never asked before costs what
// a repeated one does. 500 texts take about 30 ms.
const readAhead = 500

// fill gives each candidate its text, and reads so many others ahead. A passage that
// was removed in this very moment is left out.
func (x *index) fill(ctx context.Context, candidates []rank.Candidate, ahead int, w *workspace) ([]rank.Candidate, error) {
	var missing []int64
	for i := range candidates {
		c := &candidates[i]
		if t, ok := x.texts.find(x.shape.ids[c.Passage]); ok {
			c.Text = t
		} else {
			missing = append(missing, x.shape.ids[c.Passage])
		}
	}
	ahead = min(ahead, len(x.unread))
	missing = append(missing, x.unread[:ahead]...)
	x.unread = x.unread[ahead:]
	if len(missing) == 0 {
		return candidates, nil
	}
	reader := textReader{x.dict, w.analyzer, w.tokens}
	texts, err := reader.read(ctx, x.store, x.number, missing)
	w.analyzer.Fresh() // of words that are indexed already
	w.tokens = reader.tokens
	if err != nil {
		return nil, err
	}
	for id, t := range texts {
		x.texts.keep(id, t, len(t.Stems)+16)
	}
	for i := range candidates {
		if c := &candidates[i]; c.Text == nil {
			c.Text = texts[x.shape.ids[c.Passage]]
		}
	}
	return slices.DeleteFunc(candidates, func(c rank.Candidate) bool { return c.Text == nil }), nil
}

// A shape is the passages of an index and their lengths, by place: a passage
// has the same place in ids, lengths and postings.
type shape struct {
	ids     []int64 // ascending
	lengths []rank.Lengths
	means   rank.Means
}

// postings puts what was found, by ascending id, into the order of s: nil if nothing
// was. A passage that is newer than s is left out.
func (s *shape) postings(found []Posting) *rank.Postings {
	p := new(rank.Postings)
	at := 0
	for _, x := range found {
		n, ok := slices.BinarySearch(s.ids[at:], x.ID)
		at += n
		if ok {
			p.Add(uint32(at), x.Counts, s.lengths[at], s.means)
		}
	}
	if p.Len() == 0 {
		return nil
	}
	return p
}
