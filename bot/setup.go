package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// setup shows all settings, or previews a change of one, or gives a role a
// right.
func (b *Bot) setup(ctx context.Context, r Request) (Reply, error) {
	switch {
	case r.option("setting") != "" && r.option("role") != "":
		return b.previewSetting(ctx, r, r.option("setting"), r.option("role"))
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
		value := r.Setting(s.name)
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
	for _, right := range Rights() {
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
	case s.role:
		return roleName(value)
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

// maxChosen is how many channels can be chosen from a list at once, which is
// Discord's limit. More can be typed after /setup.
const maxChosen = 25

func (b *Bot) pressSetting(ctx context.Context, r Request) (Reply, error) {
	return b.openSetting(ctx, r, r.arg(0))
}

// openSetting asks for a setting's new value.
func (b *Bot) openSetting(ctx context.Context, r Request, name string) (Reply, error) {
	s, ok := findSetting(name)
	if !ok || name == settingSynonyms {
		return r.refused(messages.NoSuchSetting), nil
	}
	value, err := b.base.Setting(ctx, r.Guild, name)
	if err != nil {
		return Reply{}, err
	}
	reply := r.done(messages.SettingIs, Escape(r.about(name)), r.shown(s, value))
	switch {
	case s.channel, s.channels:
		menu := Menu{Verb: verbValue, Args: []string{name}, Channels: true, Placeholder: r.say(messages.PickChannel)}
		if s.channels {
			menu.Placeholder, menu.Most = r.say(messages.PickChannels), maxChosen
		}
		reply.Menus = []Menu{menu}
		if value != "" {
			reply.Actions = []Action{{Label: r.say(messages.Default, r.shown(s, "")), Verb: verbValue, Args: []string{name, "default"}}}
		}
	case s.role:
		reply.Menus = []Menu{{Verb: verbValue, Args: []string{name}, Roles: true, Placeholder: r.say(messages.PickSettingRole)}}
		if value != "" {
			reply.Actions = []Action{{Label: r.say(messages.Default, r.shown(s, "")), Verb: verbValue, Args: []string{name, "default"}}}
		}
	case s.choices != nil:
		menu := Menu{Verb: verbValue, Args: []string{name}, Placeholder: r.say(messages.PickValue)}
		for _, choice := range s.choices {
			menu.Options = append(menu.Options, Option{Label: choice, Value: choice})
		}
		reply.Menus = []Menu{menu}
	default:
		return Reply{Kind: Done, Private: true, Form: &Form{Title: shorten(name, 45), Verb: verbValue, Args: []string{name},
			Fields: []Field{{Name: "value", Label: shorten(r.about(name), 45), Value: value, Hint: r.say(messages.HintDefault), Long: true}}}}, nil
	}
	return reply, nil
}

// submitValue previews the value that was chosen or typed.
func (b *Bot) submitValue(ctx context.Context, r Request) (Reply, error) {
	if r.Kind == Press {
		return b.previewSetting(ctx, r, r.arg(0), strings.Join(r.Args[min(1, len(r.Args)):], " "))
	}
	return b.previewTyped(ctx, r, r.arg(0), r.option("value"))
}

// previewTyped is previewSetting for a value that was typed. A channel must be
// chosen: what Discord lets a moderator choose from is the guild's own, what
// somebody types may be another guild's.
func (b *Bot) previewTyped(ctx context.Context, r Request, name, value string) (Reply, error) {
	if s, ok := findSetting(name); ok && s.channel && value != "default" {
		return r.refused(messages.ChooseChannel), nil
	}
	return b.previewSetting(ctx, r, name, value)
}

// proposed is the name under which a value waits to be saved: it may be longer
// than a button can carry.
func proposed(name string) string { return "proposed." + name }

// mark identifies what was shown, so that what was previewed is what is done.
func mark(shown string) string {
	sum := sha256.Sum256([]byte(shown))
	return hex.EncodeToString(sum[:4])
}

// previewSetting checks a new value and shows what would change.
func (b *Bot) previewSetting(ctx context.Context, r Request, name, value string) (Reply, error) {
	s, ok := findSetting(name)
	if !ok {
		return r.refused(messages.NoSuchSetting), nil
	}
	accepted, ok := s.accept(value)
	if !ok || s.role && accepted == r.Guild { // Discord's @everyone has the guild's id
		return r.refused(messages.BadValue, Escape(r.about(name)), r.say(messages.Key("allowed."+name))), nil
	}
	old, err := b.base.Setting(ctx, r.Guild, name)
	if err != nil {
		return Reply{}, err
	}
	if old == accepted {
		return r.refused(messages.NoChange), nil
	}
	if err := b.base.Set(ctx, r.Guild, proposed(name), accepted); err != nil {
		return Reply{}, err
	}
	now, then := r.shown(s, old), r.shown(s, accepted)
	if name == settingSynonyms {
		now, then = onlyIn(old, accepted), onlyIn(accepted, old)
	}
	reply := r.done(messages.SettingPreview, Escape(name), now, then)
	if name == settingThreshold || name == settingSynonyms {
		e, err := b.replay(ctx, r.Guild, replayRun{settings: map[string]string{name: accepted}, questions: true})
		if err != nil {
			return Reply{}, err
		}
		reply.Notes, reply.Value = e.notes(r), e
	}
	verb := verbSet
	if name == settingSynonyms {
		verb = verbSetWords
	}
	reply.Actions = []Action{{Label: r.say(messages.Save), Verb: verb, Args: []string{name, mark(accepted), mark(old)}, Style: Primary}}
	return reply, nil
}

// pressSet saves the value that was previewed, in place of the one that it was
// previewed against. Pressed twice, it is done once.
func (b *Bot) pressSet(ctx context.Context, r Request) (Reply, error) {
	name := r.arg(0)
	s, ok := findSetting(name)
	if !ok {
		return r.refused(messages.NoSuchSetting), nil
	}
	by := r.change("")
	var err error
	if by.At, err = b.base.Version(ctx, r.Guild); err != nil {
		return Reply{}, err
	}
	all, err := b.base.Settings(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	old, value := all[name], all[proposed(name)]
	switch {
	case mark(value) != r.arg(1), old != value && mark(old) != r.arg(2):
		return r.refused(messages.NotPreviewed), nil
	case old != value:
		err = b.base.Choose(ctx, r.Guild, name, value, by)
	}
	if errors.Is(err, knowledge.ErrConflict) {
		return r.refused(messages.NotPreviewed), nil
	}
	return r.done(messages.SettingSaved, Escape(name), r.shown(s, value)), err
}

// pressSetWords saves synonyms that were previewed, and no other setting.
func (b *Bot) pressSetWords(ctx context.Context, r Request) (Reply, error) {
	if r.arg(0) != settingSynonyms { // Unreachable: because the seal binds the verb to its arguments.
		return r.refused(messages.NoSuchSetting), nil
	}
	return b.pressSet(ctx, r)
}

func (b *Bot) pressRight(ctx context.Context, r Request) (Reply, error) {
	return b.previewRight(ctx, r, Right(r.arg(0)), strings.TrimPrefix(r.arg(1), "@"))
}

// What previewRight proposes.
const (
	give = "give"
	take = "take"
)

// previewRight shows what it would mean to give a role a right, or to take it
// if it has it.
func (b *Bot) previewRight(ctx context.Context, r Request, right Right, role string) (Reply, error) {
	role = strings.TrimSuffix(strings.TrimPrefix(role, "<@&"), ">")
	if !slices.Contains(Rights(), right) || role == "" {
		return r.refused(messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	has := slices.Contains(grants, knowledge.Grant{Role: role, May: string(right)})
	say, deed := messages.WouldGrant, give
	if has {
		say, deed = messages.WouldRevoke, take
	}
	reply := r.done(say, roleName(role), r.say(messages.Key("right."+string(right))), r.say(messages.Key("right."+string(right)+".about")))
	reply.Actions = []Action{{Label: r.say(messages.Save), Verb: verbSetRight, Args: []string{string(right), role, deed}, Style: Primary}}
	return reply, nil
}

// pressSetRight gives or takes the right that was previewed. Pressed twice, it
// is done once.
func (b *Bot) pressSetRight(ctx context.Context, r Request) (Reply, error) {
	g := knowledge.Grant{May: r.arg(0), Role: r.arg(1)}
	if !slices.Contains(Rights(), Right(g.May)) || g.Role == "" {
		return r.refused(messages.NoSuchRight), nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	has := slices.Contains(grants, g)
	if r.arg(2) == take {
		if has {
			err = b.base.Revoke(ctx, r.Guild, g, r.change(""))
		}
		return r.done(messages.Revoked, roleName(g.Role), r.say(messages.Key("right."+g.May))), err
	}
	if !has {
		err = b.base.Grant(ctx, r.Guild, g, r.change(""))
	}
	return r.done(messages.Granted, roleName(g.Role), r.say(messages.Key("right."+g.May))), err
}
