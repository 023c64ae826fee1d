package search

import (
	"context"
	"time"

	"pamphlet/internal/rank"
	"pamphlet/knowledge/passage"
)

// A Store holds the articles of guilds, which are known to it by their numbers. Each
// method reads what stands there now, of the one guild alone; it is safe for use by
// many goroutines.
type Store interface {
	// Corpus returns what is known of all passages of a guild. It fails if one of
	// them is not indexed.
	Corpus(ctx context.Context, guild int64) (Corpus, error)
	// Postings returns the passages that hold a stem, by ascending id.
	Postings(ctx context.Context, guild int64, stem string) ([]Posting, error)
	// Words returns the words of the passages as they are written, parted by spaces.
	Words(ctx context.Context, guild int64) (string, error)
	// Texts calls read with each of the passages that have these ids, in no order. One
	// that was removed in the meantime is left out.
	Texts(ctx context.Context, guild int64, ids []int64, read func(StoredText)) error
	// Listings is Texts for what the passages are listed with.
	Listings(ctx context.Context, guild int64, ids []int64, read func(Listing)) error
	// Passages returns those of the passages that have these ids, in no order. It
	// fails if one of them is not as it was saved.
	Passages(ctx context.Context, guild int64, ids []int64) ([]passage.Passage, error)
	// FirstPart returns the first part of the section that a passage is the part-th
	// of. ok is false if it was removed in the meantime. It fails as Passages does.
	FirstPart(ctx context.Context, guild, id int64, part int) (first passage.Passage, ok bool, err error)
}

// A Guild is one as the store knows it. Its articles and its synonyms do not change
// without its revision.
type Guild struct{ Number, Revision int64 }

// A Corpus is what is known of all passages of a guild.
type Corpus struct {
	IDs       []int64         // of its passages, ascending
	Lengths   []rank.Lengths  // theirs, in stems
	Sizes     map[int64]int   // passages of each article
	Languages []string        // of its articles, the commonest first
	Subjects  map[string]bool // stems that stand in titles
	Synonyms  string          // its own list, as package lexicon reads it, or ""
}

// A Posting says how often a passage holds a stem.
type Posting struct {
	ID     int64
	Counts rank.Counts
}

// A StoredText is a passage as it is compared with questions.
type StoredText struct {
	ID, Article           int64
	Title, Text, Language string
	Heading, Questions    []string
	Stems                 Stems // as an Analyzer made them
}

// A Listing is what a passage is listed with.
type Listing struct {
	ID              int64
	Title, Language string
	Questions       []string
	Published       time.Time // zero if unknown
}
