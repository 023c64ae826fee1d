package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// setup shows all settings, or previews a change of one, or gives a role a
// right.
func (b *Bot) setup(ctx context.Context, r Request) (Reply, error) {
	switch {
	case r.option("role") != "" || r.option("may") != "":
		return b.previewRight(ctx, r, Right(r.option("may")), r.option("role"))
	case r.option("setting") != "" && r.option("channel") != "":
		return b.previewSetting(ctx, r, r.option("setting"), r.option("channel"))
	case r.option("setting") != "" && r.option("value") != "":
		return b.previewTyped(ctx, r, r.option("setting"), r.option("value"))
	case r.option("setting") != "":
		return b.openSetting(ctx, r, r.option("setting"))
	}
	return b.overview(ctx, r)
}

// overview lists the settings and the rights of roles, with menus to change
// them.
func (b *Bot) overview(ctx context.Context, r Request) (Reply, error) {
	reply := r.done(messages.Setup)
	menu := Menu{Verb: verbSetting, Placeholder: r.say(messages.PickSetting)}
	var lines []string
	values := map[string]string{}
	for _, s := range settings() {
		value := r.settings.values[s.name]
		values[s.name] = value
		lines = append(lines, Bold(s.name)+": "+r.shown(s, value))
		menu.Options = append(menu.Options, Option{s.name, s.name, shorten(r.about(s.name), 100)})
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	var given []string
	for _, g := range grants {
		given = append(given, roleName(g.Role)+": "+r.say(messages.Key("right."+g.May)))
	}
	reply.Notes = []string{"- " + strings.Join(lines, "\n- ")}
	if len(given) > 0 {
		reply.Notes = append(reply.Notes, r.say(messages.Grants)+listed(given))
	}
	reply.Menus = []Menu{menu}
	for _, right := range rights {
		reply.Menus = append(reply.Menus, Menu{Verb: verbRight, Args: []string{string(right)}, Roles: true,
			Placeholder: r.say(messages.PickRole, r.say(messages.Key("right."+string(right))))})
	}
	reply.Value = map[string]any{"settings": values, "rights": grants}
	return reply, nil
}

// shown is a setting's value as a moderator reads it, in Markdown.
func (r Request) shown(s setting, value string) string {
	switch {
	case value == "" && s.name == settingDisclaimer:
		return Escape(r.say(messages.Disclaimer))
	case value == "" && s.name == settingThreshold:
		return percent(knowledge.DefaultThreshold)
	case value == "":
		return r.say(messages.Key("default." + s.name))
	case s.name == settingThreshold:
		f, err := strconv.ParseFloat(value, 64)
		if err == nil {
			return percent(f)
		}
	case s.name == settingSynonyms:
		return fmt.Sprintf("lines: %d", strings.Count(value, "\n")+1)
	case s.channel:
		return channelName(value)
	case s.name == settingChannels:
		var names []string
		for _, id := range strings.Fields(value) {
			names = append(names, channelName(id))
		}
		return strings.Join(names, " ")
	}
	return Escape(value)
}

// onlyIn lists the lines of a that b lacks, in Markdown.
func onlyIn(a, b string) string {
	if lines := added(strings.Split(b, "\n"), strings.Split(a, "\n")); len(lines) > 0 && a != "" {
		return Escape(strings.Join(lines, "; "))
	}
	return "–"
}

func percent(f float64) string { return strconv.FormatFloat(100*f, 'g', 3, 64) + "%" }

// channelName and roleName are how Discord shows the name of what has an id.
func channelName(id string) string { return "<#" + Escape(id) + ">" }

func roleName(id string) string { return "<@&" + Escape(id) + ">" }

// about says what a setting is for.
func (r Request) about(name string) string { return r.say(messages.Key("setting." + name)) }
