package script

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot"
)

// request turns a step into what the bot hears. The last result says why
// that is impossible.
func (p *player) request(step Step) (bot.Request, place, string) {
	p.requests++
	at := place{channel: p.channel(step), member: p.id(step.Speaker)}
	r := bot.Request{
		ID: "r" + strconv.Itoa(p.requests), Kind: bot.Ask, Guild: Guild, Channel: at.channel,
		Member: bot.Member{ID: at.member, Name: step.Speaker, Manage: step.Moderator, Locale: "en-US"},
		Text:   step.said(), Options: map[string]string{}, Time: p.now,
	}
	if step.Channel == DirectChannel {
		r.Guild, r.Direct = "", true
	}
	for _, d := range step.Details {
		switch d.Word {
		case With:
			r.Options[d.Name] = d.Text
		case File:
			r.Files = append(r.Files, bot.File{Name: d.Name, Body: []byte(d.Text)})
		}
	}
	problem := p.act(step, at, &r)
	return r, at, problem
}

// act fills in what depends on the action.
func (p *player) act(step Step, at place, r *bot.Request) string {
	name, rest, slash := command(r.Text)
	switch {
	case step.Action == Edit && p.asked[at] == "":
		return step.Speaker + " has asked nothing here that could be edited"
	case step.Action == Edit:
		r.Kind = bot.Edit
	case step.Action == Type:
		r.Kind = bot.Suggest
	case step.Action == Press:
		return p.press(step.Text, at, r)
	case step.Action == Submit:
		return p.submit(at, r)
	case step.Action == Say && slash && name == "ask":
		r.Name, r.Text = name, rest
		p.asked[at] = r.ID
	case step.Action == Say && slash:
		r.Kind, r.Name, r.Text = bot.Command, strings.TrimSpace(name+" "+rest), ""
	default:
		p.asked[at] = r.ID
	}
	return ""
}

// command splits "/kb add" into its words. A text that is no command has
// none.
func command(text string) (name, rest string, ok bool) {
	text, ok = strings.CutPrefix(text, "/")
	if !ok || text == "" || text[0] < 'a' || text[0] > 'z' {
		return "", "", false
	}
	name, rest, _ = strings.Cut(text, " ")
	return name, strings.TrimSpace(rest), true
}

// press finds what is called label in what the member was shown, or else in
// what the channel was.
func (p *player) press(label string, at place, r *bot.Request) string {
	r.Kind, r.Text = bot.Press, ""
	var offered []string
	for _, where := range []place{at, {channel: at.channel}} {
		for _, offer := range offers(p.shown[where]) {
			if offer.verb != "" && labelled(offer.label, label) {
				r.Verb, r.Args = offer.verb, offer.args
				return ""
			}
			if !slices.Contains(offered, offer.label) {
				offered = append(offered, offer.label)
			}
		}
		if menu, ok := open(p.shown[where], label); ok {
			r.Verb, r.Args = menu.Verb, append(append([]string{}, menu.Args...), label[1:])
			return ""
		}
	}
	if len(offered) == 0 {
		return "nothing to press was shown"
	}
	return "offered: " + strings.Join(offered, " | ")
}

// open returns the menu of reply that takes a channel ("#news") or a role
// ("@helpers").
func open(reply bot.Reply, label string) (bot.Menu, bool) {
	for _, menu := range reply.Menus {
		if len(label) > 1 && (menu.Channels && label[0] == '#' || menu.Roles && label[0] == '@') {
			return menu, true
		}
	}
	return bot.Menu{}, false
}

// submit sends in the form the member was shown.
func (p *player) submit(at place, r *bot.Request) string {
	form := p.shown[at].Form
	if form == nil {
		return "no form was shown"
	}
	r.Kind, r.Verb, r.Args, r.Text = bot.Submit, form.Verb, form.Args, ""
	filled := map[string]string{}
	for _, field := range form.Fields {
		filled[field.Name] = field.Value
	}
	for name := range r.Options {
		if _, ok := filled[name]; !ok {
			return fmt.Sprintf("the form has no field %s", name)
		}
	}
	maps.Copy(filled, r.Options)
	r.Options = filled
	return ""
}

// said is what the step's speaker says, with repetitions.
func (s Step) said() string {
	for _, d := range s.Details {
		if n, err := strconv.Atoi(d.Text); d.Word == Repeated && err == nil && len(s.Text) > 0 {
			n = min(n, 1+maxRepeatedBytes/(len(s.Text)+1))
			return strings.TrimSuffix(strings.Repeat(s.Text+" ", n), " ")
		}
	}
	return s.Text
}

// channel is the id of the step's channel in this conversation.
func (p *player) channel(step Step) string {
	switch step.Channel {
	case "":
		return p.id(DefaultChannel)
	case DirectChannel:
		return p.id(DirectChannel + "-" + step.Speaker)
	}
	return p.id(step.Channel)
}

// id makes a name of the script one of this conversation alone.
func (p *player) id(name string) string {
	return fmt.Sprintf("%s.%d", name, p.conversation+1)
}
