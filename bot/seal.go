package bot

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"
)

// This file says who may press a button that moves something, and until when:
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
