package moderate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// setup shows all settings, or previews a change of one, or gives a role a
// right.
func (b *Bot) setup(ctx context.Context, r bot.Request) (bot.Reply, error) {
	switch {
	case r.Option("setting") != "" && r.Option("role") != "":
		return b.previewSetting(ctx, r, r.Option("setting"), r.Option("role"))
	case r.Option("role") != "" || r.Option("may") != "":
		return b.previewRight(ctx, r, bot.Right(r.Option("may")), r.Option("role"))
	case r.Option("setting") != "" && r.Option("channel") != "":
		return b.previewSetting(ctx, r, r.Option("setting"), r.Option("channel"))
	case r.Option("setting") != "" && r.Option("value") != "":
		return b.previewTyped(ctx, r, r.Option("setting"), r.Option("value"))
	case r.Option("setting") != "":
		return openSetting(r, r.Option("setting")), nil
	}
	return b.overview(ctx, r)
}

// overview lists the settings and the rights of roles, with menus to change
// them.
func (b *Bot) overview(ctx context.Context, r bot.Request) (bot.Reply, error) {
	reply := r.Done(messages.Setup)
	menu := bot.Menu{Verb: verbSetting, Placeholder: r.Say(messages.PickSetting)}
	var lines []string
	values := map[string]string{}
	for _, s := range settings() {
		value := r.Setting(s.name)
		values[s.name] = value
		lines = append(lines, bot.Bold(s.name)+": "+shown(r, s, value))
		menu.Options = append(menu.Options, bot.Option{Label: s.name, Value: s.name, Description: bot.Shorten(about(r, s.name), 100)})
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	var given []string
	for _, g := range grants {
		given = append(given, roleName(g.Role)+": "+r.Say(messages.Key("right."+g.May)))
	}
	reply.Notes = []string{"- " + strings.Join(lines, "\n- ")}
	if len(given) > 0 {
		reply.Notes = append(reply.Notes, r.Say(messages.Grants)+listed(given))
	}
	reply.Menus = []bot.Menu{menu}
	for _, right := range bot.Rights() {
		reply.Menus = append(reply.Menus, bot.Menu{Verb: verbRight, Args: []string{string(right)}, Roles: true,
			Placeholder: r.Say(messages.PickRole, r.Say(messages.Key("right."+string(right))))})
	}
	reply.Value = map[string]any{"settings": values, "rights": grants}
	return reply, nil
}

// maxChosen is how many channels can be chosen from a list at once, which is
// Discord's limit. More can be typed after /setup.
const maxChosen = 25

func pressSetting(_ context.Context, r bot.Request) (bot.Reply, error) {
	return openSetting(r, r.Arg(0)), nil
}

// openSetting asks for a setting's new value.
func openSetting(r bot.Request, name string) bot.Reply {
	s, ok := findSetting(name)
	if !ok || name == knowledge.SettingSynonyms {
		return r.Refused(messages.NoSuchSetting)
	}
	value := r.Setting(name)
	reply := r.Done(messages.SettingIs, bot.Escape(about(r, name)), shown(r, s, value))
	switch {
	case s.channel, s.channels:
		menu := bot.Menu{Verb: verbValue, Args: []string{name}, Channels: true, Placeholder: r.Say(messages.PickChannel)}
		if s.channels {
			menu.Placeholder, menu.Max = r.Say(messages.PickChannels), maxChosen
			menu.Forums = s.name == bot.SettingAutoAnswer
		}
		reply.Menus = []bot.Menu{menu}
		if value != "" {
			reply.Actions = []bot.Action{{Label: r.Say(messages.Default, shown(r, s, "")), Verb: verbValue, Args: []string{name, "default"}}}
		}
	case s.role:
		reply.Menus = []bot.Menu{{Verb: verbValue, Args: []string{name}, Roles: true, Placeholder: r.Say(messages.PickSettingRole)}}
		if value != "" {
			reply.Actions = []bot.Action{{Label: r.Say(messages.Default, shown(r, s, "")), Verb: verbValue, Args: []string{name, "default"}}}
		}
	case s.choices != nil:
		menu := bot.Menu{Verb: verbValue, Args: []string{name}, Placeholder: r.Say(messages.PickValue)}
		for _, choice := range s.choices {
			menu.Options = append(menu.Options, bot.Option{Label: choice, Value: choice})
		}
		reply.Menus = []bot.Menu{menu}
	default:
		return bot.Reply{Kind: bot.Done, Private: true, Form: &bot.Form{Title: bot.Shorten(name, 45), Verb: verbValue, Args: []string{name},
			Fields: []bot.Field{{Name: "value", Label: bot.Shorten(about(r, name), 45), Value: value, Hint: r.Say(messages.HintDefault), Long: true}}}}
	}
	return reply
}

// submitValue previews the value that was chosen or typed.
func (b *Bot) submitValue(ctx context.Context, r bot.Request) (bot.Reply, error) {
	if r.Kind == bot.Press {
		return b.previewSetting(ctx, r, r.Arg(0), strings.Join(r.Args[min(1, len(r.Args)):], " "))
	}
	return b.previewTyped(ctx, r, r.Arg(0), r.Option("value"))
}

// previewTyped is previewSetting for a value that was typed. A channel must be
// chosen: what Discord lets a moderator choose from is the guild's own, what
// somebody types may be another guild's.
func (b *Bot) previewTyped(ctx context.Context, r bot.Request, name, value string) (bot.Reply, error) {
	if s, ok := findSetting(name); ok && s.channel && value != "default" {
		return r.Refused(messages.ChooseChannel), nil
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
func (b *Bot) previewSetting(ctx context.Context, r bot.Request, name, value string) (bot.Reply, error) {
	s, ok := findSetting(name)
	if !ok {
		return r.Refused(messages.NoSuchSetting), nil
	}
	accepted, ok := s.accept(value)
	if !ok || s.role && accepted == r.Guild { // Discord's @everyone has the guild's id
		return r.Refused(messages.BadValue, bot.Escape(about(r, name)), r.Say(messages.Key("allowed."+name))), nil
	}
	old := r.Setting(name)
	if old == accepted {
		return r.Refused(messages.NoChange), nil
	}
	if err := b.base.Set(ctx, r.Guild, proposed(name), accepted); err != nil {
		return bot.Reply{}, err
	}
	now, then := shown(r, s, old), shown(r, s, accepted)
	if name == knowledge.SettingSynonyms {
		now, then = onlyIn(old, accepted), onlyIn(accepted, old)
	}
	reply := r.Done(messages.SettingPreview, bot.Escape(name), now, then)
	if name == bot.SettingThreshold || name == knowledge.SettingSynonyms {
		e, err := b.replay(ctx, r.Guild, replayRun{settings: map[string]string{name: accepted}, questions: true})
		if err != nil {
			return bot.Reply{}, err
		}
		reply.Notes, reply.Value = e.notes(r), e
	}
	verb := verbSet
	if name == knowledge.SettingSynonyms {
		verb = verbSetWords
	}
	reply.Actions = []bot.Action{{Label: r.Say(messages.Save), Verb: verb, Args: []string{name, mark(accepted), mark(old)}, Style: bot.Primary}}
	return reply, nil
}

// pressSet saves the value that was previewed, in place of the one that it was
// previewed against. Pressed twice, it is done once.
func (b *Bot) pressSet(ctx context.Context, r bot.Request) (bot.Reply, error) {
	name := r.Arg(0)
	s, ok := findSetting(name)
	if !ok {
		return r.Refused(messages.NoSuchSetting), nil
	}
	by := change(r, "")
	var err error
	if by.At, err = b.base.Version(ctx, r.Guild); err != nil {
		return bot.Reply{}, err
	}
	all, err := b.base.Settings(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	old, value := all[name], all[proposed(name)]
	switch {
	case mark(value) != r.Arg(1), old != value && mark(old) != r.Arg(2):
		return r.Refused(messages.NotPreviewed), nil
	case old != value:
		err = b.base.Choose(ctx, r.Guild, name, value, by)
	}
	if errors.Is(err, knowledge.ErrConflict) {
		return r.Refused(messages.NotPreviewed), nil
	}
	return r.Done(messages.SettingSaved, bot.Escape(name), shown(r, s, value)), err
}

// pressSetWords saves synonyms that were previewed, and no other setting.
func (b *Bot) pressSetWords(ctx context.Context, r bot.Request) (bot.Reply, error) {
	if r.Arg(0) != knowledge.SettingSynonyms { // Unreachable: because the seal binds the verb to its arguments.
		return r.Refused(messages.NoSuchSetting), nil
	}
	return b.pressSet(ctx, r)
}
