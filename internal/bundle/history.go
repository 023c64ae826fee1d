package bundle

import (
	"context"
	"math"
	"slices"

	"pamphlet/knowledge"
)

// History writes what became of a guild for people to read: the revisions of
// all articles, and the audit, a line of JSON each and the oldest first. They
// name people; see the package comment.
func History(ctx context.Context, base *knowledge.Base, guild string) ([]File, error) {
	revisions, err := base.Revisions(ctx, guild)
	if err != nil {
		return nil, err
	}
	entries, err := base.Audit(ctx, guild, "", math.MaxInt)
	if err != nil {
		return nil, err
	}
	slices.Reverse(entries)
	history, err := lines(revisions)
	if err != nil {
		return nil, err
	}
	audit, err := lines(entries)
	return []File{{"history.jsonl", history}, {"audit.jsonl", audit}}, err
}
