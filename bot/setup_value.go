package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"pamphlet/knowledge"
)

// mostChosen is how many channels can be chosen from a list at once, which is
// Discord's limit. More can be typed after /setup.
const mostChosen = 25

func (b *Bot) pressSetting(ctx context.Context, r Request) (Reply, error) {
	return b.openSetting(ctx, r, r.arg(0))
}

// openSetting asks for a setting's new value.
func (b *Bot) openSetting(ctx context.Context, r Request, name string) (Reply, error) {
	s, ok := findSetting(name)
	if !ok || name == settingSynonyms {
		return refused(r, sayNoSuchSetting), nil
	}
	value, err := b.base.Setting(ctx, r.Guild, name)
	if err != nil {
		return Reply{}, err
	}
	reply := r.done(saySettingIs, Escape(r.about(name)), r.shown(s, value))
	switch {
	case s.channel, s.channels:
		menu := Menu{Verb: verbValue, Args: []string{name}, Channels: true, Placeholder: r.say(sayPickChannel)}
		if s.channels {
			menu.Placeholder, menu.Most = r.say(sayPickChannels), mostChosen
		}
		reply.Menus = []Menu{menu}
		if value != "" {
			reply.Actions = []Action{{Label: r.say(sayDefault, r.shown(s, "")), Verb: verbValue, Args: []string{name, "default"}}}
		}
	case s.choices != nil:
		menu := Menu{Verb: verbValue, Args: []string{name}, Placeholder: r.say(sayPickValue)}
		for _, choice := range s.choices {
			menu.Options = append(menu.Options, Option{Label: choice, Value: choice})
		}
		reply.Menus = []Menu{menu}
	default:
		return Reply{Kind: Done, Private: true, Form: &Form{Title: shorten(name, 45), Verb: verbValue, Args: []string{name},
			Fields: []Field{{Name: "value", Label: shorten(r.about(name), 45), Value: value, Hint: r.say(sayHintDefault), Long: true}}}}, nil
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
		return refused(r, sayChooseChannel), nil
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
		return refused(r, sayNoSuchSetting), nil
	}
	accepted, ok := s.accept(value)
	if !ok {
		return refused(r, sayBadValue, Escape(r.about(name)), r.say(sentence("allowed."+name))), nil
	}
	old, err := b.base.Setting(ctx, r.Guild, name)
	if err != nil {
		return Reply{}, err
	}
	if old == accepted {
		return refused(r, sayNoChange), nil
	}
	if err := b.base.Set(ctx, r.Guild, proposed(name), accepted); err != nil {
		return Reply{}, err
	}
	now, then := r.shown(s, old), r.shown(s, accepted)
	if name == settingSynonyms {
		now, then = onlyIn(old, accepted), onlyIn(accepted, old)
	}
	reply := r.done(saySettingPreview, Escape(name), now, then)
	if name == settingThreshold || name == settingSynonyms {
		e, err := b.replay(ctx, r.Guild, replaying{settings: map[string]string{name: accepted}, questions: true})
		if err != nil {
			return Reply{}, err
		}
		reply.Notes, reply.Value = e.notes(r), e
	}
	verb := verbSet
	if name == settingSynonyms {
		verb = verbSetWords
	}
	reply.Actions = []Action{{Label: r.say(saySave), Verb: verb, Args: []string{name, mark(accepted), mark(old)}, Style: Primary}}
	return reply, nil
}

// pressSet saves the value that was previewed, in place of the one that it was
// previewed against. Pressed twice, it is done once.
func (b *Bot) pressSet(ctx context.Context, r Request) (Reply, error) {
	name := r.arg(0)
	s, ok := findSetting(name)
	if !ok {
		return refused(r, sayNoSuchSetting), nil
	}
	by := r.change("")
	var err error
	if by.At, err = b.base.Moment(ctx, r.Guild); err != nil {
		return Reply{}, err
	}
	all, err := b.base.Settings(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	old, value := all[name], all[proposed(name)]
	switch {
	case mark(value) != r.arg(1), old != value && mark(old) != r.arg(2):
		return refused(r, sayNotPreviewed), nil
	case old != value:
		err = b.base.Choose(ctx, r.Guild, name, value, by)
	}
	if errors.Is(err, knowledge.ErrMoved) {
		return refused(r, sayNotPreviewed), nil
	}
	return r.done(saySettingSaved, Escape(name), r.shown(s, value)), err
}

// pressSetWords saves synonyms that were previewed, and no other setting.
func (b *Bot) pressSetWords(ctx context.Context, r Request) (Reply, error) {
	if r.arg(0) != settingSynonyms { // Unreachable: because the seal binds the verb to its arguments.
		return refused(r, sayNoSuchSetting), nil
	}
	return b.pressSet(ctx, r)
}
