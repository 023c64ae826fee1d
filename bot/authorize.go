package bot

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

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
		return r.refused(messages.InGuildOnly), true, nil
	}
	allowed, err := b.hasRight(ctx, r, d.right)
	if err != nil {
		return Reply{}, true, err
	}
	if !allowed {
		err := b.base.Note(ctx, r.Guild, "refused", "", r.handlerKey()+": needs the right to "+string(d.right), r.change(""))
		return r.refused(messages.NoRight, r.say(messages.Key("right."+string(d.right)))), true, err
	}
	if whole, err := b.unseal(ctx, &r); err != nil || !whole {
		return r.refused(messages.Sealed), true, err
	}
	b.recorded(ctx) // so that moderators see what was asked last
	reply, err := d.handle(ctx, r)
	if no, ok := errors.AsType[refusal](err); ok {
		reply, err = no.Reply, nil
	}
	if err == nil {
		err = b.seal(ctx, r, &reply)
	}
	for _, f := range reply.Files {
		if len(f.Body) > maxAttached {
			return r.refused(messages.LargeFile), true, err
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

// Seals decide who may press a button that moves something, and until when:
// the member it was shown to, for a day. The button bears that itself, under
// the guild's own key, so it outlives the process and cannot be made by hand.

// sealTime is how long a button that moves something can be pressed.
const sealTime = 24 * time.Hour

// sealed lists the verbs whose last argument is a seal.
var sealed = []Verb{verbPublish, verbAnyway, verbDiscard, verbUntest, verbSet, verbSetWords, verbSetRight}

// seal gives the buttons and the form of a reply that move something their
// seals.
func (b *Bot) seal(ctx context.Context, r Request, reply *Reply) error {
	until := r.Time.Add(sealTime).Unix() / 3600
	add := func(verb Verb, args []string) ([]string, error) {
		if !slices.Contains(sealed, verb) {
			return args, nil
		}
		mark, err := b.sealMark(ctx, r, verb, args, until)
		return append(slices.Clone(args), mark), err
	}
	var err error
	for i := range reply.Actions {
		if reply.Actions[i].Args, err = add(reply.Actions[i].Verb, reply.Actions[i].Args); err != nil {
			return err
		}
	}
	for i := range reply.Menus {
		if reply.Menus[i].Args, err = add(reply.Menus[i].Verb, reply.Menus[i].Args); err != nil {
			return err
		}
	}
	if reply.Form != nil {
		form := *reply.Form
		if form.Args, err = add(form.Verb, form.Args); err != nil {
			return err
		}
		reply.Form = &form
	}
	return nil
}

// unseal takes the seal off a request and reports whether it is the member's
// and still holds. A request of another kind has none.
func (b *Bot) unseal(ctx context.Context, r *Request) (bool, error) {
	if r.Kind != Press && r.Kind != Submit || !slices.Contains(sealed, r.Verb) {
		return true, nil
	}
	last := len(r.Args) - 1
	if last < 0 {
		return false, nil
	}
	mark := r.Args[last]
	r.Args = r.Args[:last]
	hours, _, _ := strings.Cut(mark, ".")
	until, err := strconv.ParseInt(hours, 36, 64)
	if err != nil || r.Time.Unix()/3600 > until {
		return false, nil
	}
	want, err := b.sealMark(ctx, *r, r.Verb, r.Args, until)
	return mark == want, err
}

// sealMark is the seal of a verb and its arguments for the member of r, until an
// hour.
func (b *Bot) sealMark(ctx context.Context, r Request, verb Verb, args []string, until int64) (string, error) {
	hours := strconv.FormatInt(until, 36)
	sum, err := b.base.Sign(ctx, r.Guild, strings.Join(append([]string{r.Member.ID, hours, string(verb)}, args...), "\x00"))
	if err != nil {
		return "", err
	}
	return hours + "." + base64.RawURLEncoding.EncodeToString(sum[:8]), nil
}
