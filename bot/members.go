package bot

import (
	"context"

	"pamphlet/bot/messages"
)

// Commands of members, besides those that ask.
const (
	commandAsk     = "ask"
	commandHelp    = "help"
	commandPrivacy = "privacy"
	commandAbout   = "about"
)

// optionData is the option of /privacy, and dataDelete what it takes.
const (
	optionData = "my-data"
	dataDelete = "delete"
)

// An Offer is a command of members as they find it.
type Offer struct {
	Name, Summary messages.Wording
	Options       []OfferedOption
	Asks          string // the option that is a question; any text for a message's menu
	OnMessage     bool   // stands in the menu of a message
}

// An OfferedOption is something a member fills in.
type OfferedOption struct {
	Name, Summary      messages.Wording
	Required, Suggests bool
	Choices            []string
	Max                int // characters
}

// MemberCommands lists the commands of members, named in every language.
func MemberCommands() []Offer {
	plain := func(name string) Offer {
		return Offer{Name: messages.Localized(messages.Key("command." + name)), Summary: messages.Localized(messages.Key("command." + name + ".hint"))}
	}
	ask := plain(commandAsk)
	ask.Asks = "question"
	ask.Options = []OfferedOption{{
		Name: messages.Localized("option.question"), Summary: messages.Localized("option.question.hint"), Required: true, Suggests: true, Max: maxQuestion,
	}}
	privacy := plain(commandPrivacy)
	privacy.Options = []OfferedOption{{
		Name: messages.Localized("option.my-data"), Summary: messages.Localized("option.my-data.hint"), Choices: []string{dataDelete},
	}}
	menu := Offer{Name: messages.Localized("menu.answer"), Asks: "message", OnMessage: true}
	return []Offer{ask, plain(commandHelp), privacy, plain(commandAbout), menu}
}

// command carries out a command of members.
func (b *Bot) command(ctx context.Context, r Request) (Reply, error) {
	switch r.Name {
	case commandHelp:
		return b.help(r), nil
	case commandAbout:
		return b.about(ctx, r)
	case commandPrivacy:
		if r.option(optionData) == dataDelete {
			return b.forgetMember(ctx, r)
		}
		return b.privacy(ctx, r)
	}
	return refused(r, messages.UnknownCommand), nil
}

// help says how to ask, and what the bot is not.
func (b *Bot) help(r Request) Reply {
	return Reply{
		Kind: Done, Private: true, Title: r.say(messages.HelpTitle), Lead: r.say(messages.HelpAsk),
		Notes: []string{r.say(messages.HelpMore), r.say(messages.HelpNot), r.say(messages.HelpDanger)}, Disclaimer: r.disclaimer(),
	}
}

// about says what the bot is and whose words it quotes.
func (b *Bot) about(ctx context.Context, r Request) (Reply, error) {
	guild, err := Reads(ctx, b.base, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	source := r.say(messages.AboutShared)
	switch guild {
	case Starter:
		source = r.say(messages.AboutStarter)
	case r.Guild:
		articles, err := b.base.Articles(ctx, guild)
		if err != nil {
			return Reply{}, err
		}
		source = r.say(messages.AboutOwn, len(articles))
	}
	return Reply{
		Kind: Done, Private: true, Title: r.say(messages.AboutTitle, b.version), Lead: r.say(messages.AboutWhat),
		Notes: []string{source, r.say(messages.AboutLicence)}, Disclaimer: r.disclaimer(),
	}, nil
}
