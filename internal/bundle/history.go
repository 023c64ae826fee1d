package bundle

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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
	history, err := listed("history.jsonl", revisions)
	if err != nil {
		return nil, err
	}
	audit, err := listed("audit.jsonl", entries)
	return []File{history, audit}, err
}

// listed writes rows as lines of JSON.
func listed[T any](name string, rows []T) (File, error) {
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	lines.SetEscapeHTML(false)
	for _, row := range rows {
		if err := lines.Encode(row); err != nil {
			return File{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	return File{name, body.Bytes()}, nil
}
