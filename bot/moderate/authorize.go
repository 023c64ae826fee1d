package moderate

import (
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// A handler answers one kind of moderators' request. Its right is
// checked before it runs; no handler checks rights itself.
type handler struct {
	right  bot.Right
	handle handlerFunc
}

// A handlerFunc answers an authorized request.
type handlerFunc func(context.Context, bot.Request) (bot.Reply, error)

// named is r with the name of the article that it means, where a moderator typed
// its title, which members see, or wrote either in other letters. A title
// that several have means none.
func (b *Bot) named(ctx context.Context, r bot.Request) (bot.Request, error) {
	typed := r.Option("article")
	if typed == "" {
		return r, nil
	}
	all, err := b.base.Articles(ctx, r.Guild)
	var titled []string
	for _, a := range all {
		if a.Slug == typed {
			return r, nil
		}
		if strings.EqualFold(a.Slug, typed) || strings.EqualFold(a.Title, typed) {
			titled = append(titled, a.Slug)
		}
	}
	if len(titled) == 1 {
		r.Options = maps.Clone(r.Options)
		r.Options["article"] = titled[0]
	}
	return r, err
}

// authorized carries out what only moderators may.
//
// This and complete are the only places where rights are checked: every command,
// button, menu and form, each time with the rights that Discord says the member
// has at that moment. Hiding a command is not enough, since a guild can override
// Discord's own defaults, and a form may be sent in after its opener lost a role.
func (b *Bot) authorized(ctx context.Context, r bot.Request, h handler) (bot.Reply, error) {
	if r.Guild == "" {
		return r.Refused(messages.InGuildOnly), nil
	}
	allowed, err := b.HasRight(ctx, r, h.right)
	if err != nil {
		return bot.Reply{}, err
	}
	if !allowed {
		err := b.base.Note(ctx, r.Guild, "refused", "", handlerKey(r)+": needs the right to "+string(h.right), change(r, ""))
		return r.Refused(messages.NoRight, r.Say(messages.Key("right."+string(h.right)))), err
	}
	if r.Signed {
		if first, err := b.base.Take(ctx, r.ID, r.Time); err != nil || !first {
			return bot.Reply{Kind: bot.Repeated}, err
		}
	}
	if whole, err := b.unseal(ctx, &r); err != nil || !whole {
		return r.Refused(messages.Sealed), err
	}
	if r, err = b.named(ctx, r); err != nil {
		return bot.Reply{}, err
	}
	b.Recorded(ctx) // so that moderators see what was asked last
	reply, err := h.handle(ctx, r)
	if no, ok := errors.AsType[refusal](err); ok {
		reply, err = no.Reply, nil
	}
	if err == nil {
		err = b.seal(ctx, r, &reply)
	}
	for _, f := range reply.Files {
		if len(f.Body) > maxAttached {
			return r.Refused(messages.LargeFile), err
		}
	}
	return reply, err
}

// maxAttached is the largest file that is sent, in bytes: Discord takes 10 MB
// where nobody pays for more, all of a message together.
const maxAttached = 9 << 20

// handlerKey names what r asks for, or completes.
func handlerKey(r bot.Request) string {
	switch r.Kind {
	case bot.Command, bot.Suggest:
		return "/" + r.Name
	case bot.Press, bot.Submit:
		return string(r.Kind) + " " + string(r.Verb)
	}
	return ""
}

// change says who changes the base with r, and why.
func change(r bot.Request, why string) knowledge.Change {
	return knowledge.Change{Who: signature(r.Member), When: r.Time, Why: why}
}

// signature is how a moderator is named in the audit and in histories: names
// can be changed, ids cannot.
func signature(m bot.Member) string {
	if m.Name == "" || m.Name == m.ID {
		return m.ID
	}
	return m.Name + " (" + m.ID + ")"
}

// signed reports whether a signature is m's, under whatever name.
func signed(m bot.Member, signature string) bool {
	return signature == m.ID || strings.HasSuffix(signature, " ("+m.ID+")")
}

// Seals decide who may press a button that moves something, and until when:
// the member it was shown to, for a day. The button bears that itself, under
// the guild's own key, so it outlives the process and cannot be made by hand.

// sealTime is how long a button that moves something can be pressed.
const sealTime = 24 * time.Hour

// sealed lists the verbs whose last argument is a seal.
var sealed = []bot.Verb{
	verbPublish, verbAnyway, verbRedo, verbDiscard, verbTell, verbUntest,
	verbIgnore, verbSnooze, verbSet, verbSetWords, verbSetRight,
}

// seal gives the buttons and the form of a reply that move something their
// seals.
func (b *Bot) seal(ctx context.Context, r bot.Request, reply *bot.Reply) error {
	until := r.Time.Add(sealTime).Unix() / 3600
	add := func(verb bot.Verb, args []string) ([]string, error) {
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
func (b *Bot) unseal(ctx context.Context, r *bot.Request) (bool, error) {
	if r.Kind != bot.Press && r.Kind != bot.Submit || !slices.Contains(sealed, r.Verb) {
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
func (b *Bot) sealMark(ctx context.Context, r bot.Request, verb bot.Verb, args []string, until int64) (string, error) {
	hours := strconv.FormatInt(until, 36)
	sum, err := b.base.Sign(ctx, r.Guild, strings.Join(append([]string{r.Member.ID, hours, string(verb)}, args...), "\x00"))
	if err != nil {
		return "", err
	}
	return hours + "." + base64.RawURLEncoding.EncodeToString(sum[:8]), nil
}

func (b *Bot) pressRight(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.previewRight(ctx, r, bot.Right(r.Arg(0)), strings.TrimPrefix(r.Arg(1), "@"))
}

// What previewRight proposes.
const (
	give = "give"
	take = "take"
)

// previewRight shows what it would mean to give a role a right, or to take it
// if it has it.
func (b *Bot) previewRight(ctx context.Context, r bot.Request, right bot.Right, role string) (bot.Reply, error) {
	role = strings.TrimSuffix(strings.TrimPrefix(role, "<@&"), ">")
	if !slices.Contains(bot.Rights(), right) || role == "" {
		return r.Refused(messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	has := slices.Contains(grants, knowledge.Grant{Role: role, May: string(right)})
	say, act := messages.WouldGrant, give
	if has {
		say, act = messages.WouldRevoke, take
	}
	reply := r.Done(say, roleName(role), r.Say(messages.Key("right."+string(right))), r.Say(messages.Key("right."+string(right)+".about")))
	reply.Actions = []bot.Action{{Label: r.Say(messages.Save), Verb: verbSetRight, Args: []string{string(right), role, act}, Style: bot.Primary}}
	return reply, nil
}

// pressSetRight gives or takes the right that was previewed. Pressed twice, it
// is done once.
func (b *Bot) pressSetRight(ctx context.Context, r bot.Request) (bot.Reply, error) {
	g := knowledge.Grant{May: r.Arg(0), Role: r.Arg(1)}
	if !slices.Contains(bot.Rights(), bot.Right(g.May)) || g.Role == "" {
		return r.Refused(messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	has := slices.Contains(grants, g)
	if r.Arg(2) == take {
		if has {
			err = b.base.Revoke(ctx, r.Guild, g, change(r, ""))
		}
		return r.Done(messages.Revoked, roleName(g.Role), r.Say(messages.Key("right."+g.May))), err
	}
	if !has {
		err = b.base.Grant(ctx, r.Guild, g, change(r, ""))
	}
	return r.Done(messages.Granted, roleName(g.Role), r.Say(messages.Key("right."+g.May))), err
}
