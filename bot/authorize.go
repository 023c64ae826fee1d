package bot

import (
	"context"
	"slices"
	"strings"

	"pamphlet/bot/messages"
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

var rights = []Right{MayEdit, MayPublish, MayConfigure}

// A handler answers one kind of moderators' request. moderated checks the right
// it needs before it runs; no handler checks rights itself.
type handler struct {
	right  Right
	handle handlerFunc
}

// A handlerFunc answers an authorized request.
type handlerFunc func(context.Context, Request) (Reply, error)

// moderated carries out what only moderators may. The second result is false
// if r is none of that.
//
// This is the only place where rights are checked: every command, button, menu and form, each time
// with the rights that Discord says the member has at that moment. Hiding a
// command is not enough, since a guild can override Discord's own defaults, and
// a form may be sent in after its opener lost a role.
func (b *Bot) moderated(ctx context.Context, r Request) (Reply, bool, error) {
	if r.Kind == Suggest {
		return b.complete(ctx, r)
	}
	d, ok := b.moderation.handlers[r.handlerKey()]
	if !ok {
		return Reply{}, false, nil
	}
	if r.Guild == "" {
		return refused(r, messages.InGuildOnly), true, nil
	}
	allowed, err := b.hasRight(ctx, r, d.right)
	if err != nil {
		return Reply{}, true, err
	}
	if !allowed {
		err := b.base.Note(ctx, r.Guild, "refused", "", r.handlerKey()+": needs the right to "+string(d.right), r.change(""))
		return refused(r, messages.NoRight, r.say(messages.Key("right."+string(d.right)))), true, err
	}
	if whole, err := b.unseal(ctx, &r); err != nil || !whole {
		return refused(r, messages.Sealed), true, err
	}
	b.recorded(ctx) // so that moderators see what was asked last
	reply, err := d.handle(ctx, r)
	if err == nil {
		err = b.seal(ctx, r, &reply)
	}
	for _, f := range reply.Files {
		if len(f.Body) > maxAttached {
			return refused(r, messages.LargeFile), true, err
		}
	}
	return reply, true, err
}

// maxAttached is the largest file that is sent, in bytes: Discord takes 10 MB
// where nobody pays for more, all of a message together.
const maxAttached = 9 << 20

// handlerKey names what r asks for.
func (r Request) handlerKey() string {
	switch r.Kind {
	case Command:
		return "/" + r.Name
	case Press, Submit:
		return string(r.Kind) + " " + string(r.Verb)
	}
	return ""
}

// hasRight reports whether the member of r has a right in the guild of r.
func (b *Bot) hasRight(ctx context.Context, r Request, right Right) (bool, error) {
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

// change says who changes the base with r, and why.
func (r Request) change(why string) knowledge.Change {
	return knowledge.Change{Who: r.Member.signature(), When: r.Time, Why: why}
}

// signature is how a moderator is named in the audit and in histories: names
// can be changed, ids cannot.
func (m Member) signature() string {
	if m.Name == "" || m.Name == m.ID {
		return m.ID
	}
	return m.Name + " (" + m.ID + ")"
}

// signed reports whether a signature is m's, under whatever name.
func (m Member) signed(signature string) bool {
	return signature == m.ID || strings.HasSuffix(signature, " ("+m.ID+")")
}
