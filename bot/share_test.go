package bot_test

import (
	"slices"
	"strings"
	"testing"

	"pamphlet/bot"
)

// shareOf is the button that shares a reply.
func shareOf(r bot.Reply) (bot.Action, bool) {
	i := slices.IndexFunc(r.Actions, func(a bot.Action) bool { return a.Verb == bot.VerbShare })
	if i < 0 {
		return bot.Action{}, false
	}
	return r.Actions[i], true
}

// A private answer can be posted by the member who got it, and nobody else.
func TestAPrivateAnswerIsShared(t *testing.T) {
	d := newGuild(t)
	d.own(parking)
	ana, ben := bot.Member{ID: "ana", Locale: "de"}, bot.Member{ID: "ben"}
	ask := func(text string) bot.Reply { return d.send(bot.Request{Kind: bot.Ask, Text: text, Member: ana}) }
	if _, ok := shareOf(ask("Where can I park?")); ok {
		t.Error("an open answer has a button to share it")
	}
	d.choose("private", "on")
	share, ok := shareOf(ask("Where can I park?"))
	if !ok || share.Label != "Teilen" {
		t.Fatalf("no button to share: %+v", d.last.Actions)
	}
	d.send(bot.Request{Kind: bot.Press, Verb: share.Verb, Args: share.Args, Member: ben})
	if d.last.Kind != bot.Refused || len(d.last.Posts) > 0 {
		t.Errorf("somebody else shared it: %s, %d posts", d.last.Kind, len(d.last.Posts))
	}
	d.send(bot.Request{Kind: bot.Press, Verb: share.Verb, Args: share.Args, Member: ana})
	d.said(bot.Done, "ohne deinen Namen")
	if len(d.last.Posts) != 1 {
		t.Fatalf("%d posts, want one", len(d.last.Posts))
	}
	post := d.last.Posts[0]
	text := post.Reply.Text()
	if post.Guild != "g" || post.Channel != "c" || post.Reply.Private || strings.Contains(text, "ana") ||
		!strings.Contains(text, "A member shared this:") || !strings.Contains(text, "Behind the clinic, free of charge.") || !strings.Contains(text, "From: Parking") {
		t.Errorf("posted %+v: %s", post, text)
	}
	d.send(bot.Request{Kind: bot.Press, Verb: share.Verb, Args: share.Args, Member: ana})
	d.said(bot.Refused, "schon geteilt")
	if len(d.last.Posts) > 0 {
		t.Error("pressed twice, posted twice")
	}
	d.send(bot.Request{Kind: bot.Ask, Text: "Who waters the plants?", Member: ana}) // which keeps what was shared
	d.send(bot.Request{Kind: bot.Press, Verb: share.Verb, Args: share.Args, Member: ana})
	d.said(bot.Refused, "schon geteilt")
	for _, text := range []string{"what about the place in general", "Who waters the plants?", "I want to die", "I have chest pain and cannot breathe"} {
		if _, ok := shareOf(ask(text)); ok {
			t.Errorf("%q: a reply of kind %s can be shared", text, d.last.Kind)
		}
	}
	// Who was shown where to find help meanwhile does not post by an old button.
	d.send(bot.Request{Kind: bot.Press, Verb: share.Verb, Args: share.Args, Member: ana})
	if d.last.Kind != bot.Refused || len(d.last.Posts) > 0 {
		t.Errorf("shared after a card: %s, %d posts", d.last.Kind, len(d.last.Posts))
	}
	if _, ok := shareOf(ask("Where can I park?")); ok {
		t.Error("an answer with crisis lines below can be shared")
	}
}
