package bot

import (
	"context"
	"slices"

	"pamphlet/knowledge"
)

// A Right is what a moderator may do. Whoever may manage the guild may do
// everything; roles are given rights one by one.
type Right string

// The rights. Each stands alone: who may publish may not thereby edit.
const (
	MayEdit      Right = "edit"      // propose changes, work on the queue
	MayPublish   Right = "publish"   // make changes answer
	MayConfigure Right = "configure" // change settings and rights
)

// Rights lists all rights.
func Rights() []Right { return []Right{MayEdit, MayPublish, MayConfigure} }

// HasRight reports whether the member of r has a right in the guild of r.
func (b *Bot) HasRight(ctx context.Context, r Request, right Right) (bool, error) {
	if r.Guild == "" || r.Member.Manage {
		return r.Guild != "", nil
	}
	if len(r.Member.Roles) == 0 {
		return false, nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	return slices.ContainsFunc(grants, func(g knowledge.Grant) bool {
		return g.May == string(right) && slices.Contains(r.Member.Roles, g.Role)
	}), err
}
