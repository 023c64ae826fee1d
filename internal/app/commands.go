package app

import (
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/discord"
)

// menuDraft is the entry of a message's menu that makes a draft of it.
const menuDraft = "Use as a draft"

// commands are what members and moderators find in Discord.
func commands(b *moderate.Bot) []discord.Command {
	var made []discord.Command
	for _, u := range bot.MemberCommands() {
		made = append(made, member(u))
	}
	return append(made, moderators(b.Commands())...)
}

// member defines a command of members.
func member(u bot.Offer) discord.Command {
	c := discord.Command{
		Name: u.Name.Text, Names: u.Name.Locales, Description: u.Summary.Text, Descriptions: u.Summary.Locales, Asks: u.Asks,
	}
	if u.OnMessage {
		c.Kind, c.Description, c.Descriptions = discord.MessageMenu, "", nil
	}
	for _, o := range u.Options {
		c.Options = append(c.Options, discord.Option{
			Name: o.Name.Text, Names: o.Name.Locales, Description: o.Summary.Text, Descriptions: o.Summary.Locales,
			Required: o.Required, Suggests: o.Suggests, Choices: o.Choices, Max: o.Max,
		})
	}
	return c
}

// moderators defines the commands of moderators: "kb add" becomes the
// subcommand add of /kb. All are hidden from who may not manage the guild,
// until the guild says otherwise; the bot checks each use itself.
func moderators(all []moderate.Usage) []discord.Command {
	groups := map[string]int{}
	var made []discord.Command
	for _, u := range all {
		if u.Name == moderate.MessageAdd {
			made = append(made, discord.Command{Kind: discord.MessageMenu, Name: menuDraft, Asks: "target", Manages: true, Guilds: true})
			continue
		}
		group, name, sub := strings.Cut(u.Name, " ")
		if !sub {
			c := moderator(u, group)
			c.Manages, c.Guilds = true, true
			made = append(made, c)
			continue
		}
		at, ok := groups[group]
		if !ok {
			at = len(made)
			groups[group] = at
			made = append(made, discord.Command{Name: group, Description: "The articles", Manages: true, Guilds: true})
		}
		made[at].Commands = append(made[at].Commands, moderator(u, name))
	}
	return made
}

func moderator(u moderate.Usage, name string) discord.Command {
	c := discord.Command{Name: name, Description: u.Summary}
	for _, p := range u.Parameters {
		o := discord.Option{Name: p.Name, Description: p.Hint, Required: p.Required, Suggests: p.Suggests()}
		switch p.Name {
		case "role":
			o.Kind = discord.Role
		case "channel":
			o.Kind = discord.Channel
		}
		c.Options = append(c.Options, o)
	}
	if u.File {
		c.Options = append(c.Options, discord.Option{Kind: discord.Attachment, Name: "file", Description: "a file with the text"})
	}
	return c
}
