package bot

import (
	"context"
	"slices"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/sticky"
	"pamphlet/knowledge"
)

// Commands of members, besides those that ask.
const (
	commandAsk     = "ask"
	commandFAQ     = "faq"
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
	return []Offer{ask, plain(commandFAQ), plain(commandHelp), privacy, plain(commandAbout), menu}
}

// command carries out a command of members.
func (b *Bot) command(ctx context.Context, r Request) (Reply, error) {
	switch r.Name {
	case commandFAQ:
		return b.faq(ctx, r)
	case commandHelp:
		return b.help(r), nil
	case commandAbout:
		return b.about(ctx, r)
	case commandPrivacy:
		if r.Option(optionData) == dataDelete {
			return b.forgetMember(ctx, r)
		}
		return b.privacy(ctx, r)
	}
	return r.Refused(messages.UnknownCommand), nil
}

// help says how to ask, and what the bot is not.
func (b *Bot) help(r Request) Reply {
	return Reply{
		Kind: Done, Private: true, Title: r.Say(messages.HelpTitle), Lead: r.Say(messages.HelpAsk),
		Notes: []string{r.Say(messages.HelpMore), r.Say(messages.HelpNot), r.Say(messages.HelpDanger)}, Disclaimer: r.Disclaimer(),
	}
}

// about says what the bot is and whose words it quotes.
func (b *Bot) about(ctx context.Context, r Request) (Reply, error) {
	guild, err := Reads(ctx, b.base, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	source := r.Say(messages.AboutShared)
	switch guild {
	case Starter:
		source = r.Say(messages.AboutStarter)
	case r.Guild:
		articles, err := b.base.Articles(ctx, guild)
		if err != nil {
			return Reply{}, err
		}
		source = r.Say(messages.AboutOwn, len(articles))
	}
	return Reply{
		Kind: Done, Private: true, Title: r.Say(messages.AboutTitle, b.version), Lead: r.Say(messages.AboutWhat),
		Notes: []string{source, r.Say(messages.AboutLicence)}, Disclaimer: r.Disclaimer(),
	}, nil
}

// VerbForget deletes what is kept of who presses it.
const VerbForget Verb = "forget"

// privacy says what is kept, for how long, and how to have it deleted.
func (b *Bot) privacy(ctx context.Context, r Request) (Reply, error) {
	reply := Reply{Kind: Done, Private: true, Title: r.Say(messages.PrivacyTitle)}
	days := 0
	if r.Guild != "" {
		var err error
		if days, err = b.base.Retention(ctx, r.Guild); err != nil {
			return Reply{}, err
		}
	}
	reply.Lead = r.Say(messages.PrivacyNothing)
	if days > 0 {
		reply.Lead = r.Say(messages.PrivacyKept, days)
	}
	windows := sticky.DefaultWindows()
	reply.Notes = []string{
		r.Say(messages.PrivacyNever), r.Say(messages.PrivacyMemory, int(conversationLasts/time.Minute), int(windows.Sticky/time.Hour)),
		r.Say(messages.PrivacyAlert), r.Say(messages.PrivacyOthers), r.Say(messages.PrivacyDelete),
	}
	if days > 0 {
		reply.Notes = slices.Insert(reply.Notes, 1, r.Say(messages.PrivacyTell, r.Say(messages.TellMe)))
	}
	if r.Guild != "" {
		reply.Notes = append(reply.Notes, r.Say(messages.PrivacyLeaving, int(knowledge.Grace/(24*time.Hour))))
	}
	moderator, err := b.HasRight(ctx, r, MayEdit)
	if err != nil {
		return Reply{}, err
	}
	if moderator {
		reply.Notes = append(reply.Notes, r.Say(messages.PrivacyMod))
	}
	reply.Actions = []Action{{Label: r.Say(messages.Forget), Verb: VerbForget, Style: Danger}}
	return reply, nil
}

// forgetMember deletes everything that is kept of a member, in every guild, at
// once.
func (b *Bot) forgetMember(ctx context.Context, r Request) (Reply, error) {
	if err := b.base.ForgetMemberEverywhere(ctx, r.Member.ID); err != nil {
		return Reply{}, err
	}
	b.conversations.forgetMember(r.Member.ID)
	b.sticky.ForgetMember(b.memberKey(r.Member.ID))
	return Reply{Kind: Done, Private: true, Lead: r.Say(messages.Forgotten), Replaces: r.Kind == Press}, nil
}
