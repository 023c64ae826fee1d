package cli

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/knowledge"
)

// discordID is the form of Discord's ids. Those of 2015 have 17 digits.
var discordID = regexp.MustCompile(`^[0-9]{17,20}$`)

// checkGuild refuses what can be no guild: neither Discord's id, nor Shared, nor a
// name of the operator's own, which begins with a letter.
func checkGuild(name string) error {
	first, _ := utf8.DecodeRuneInString(name)
	if name == bot.Shared || discordID.MatchString(name) || unicode.IsLetter(first) {
		return nil
	}
	return fmt.Errorf("guild %q: that is neither a server's id, which has 17 to 20 digits (in Discord: Settings, Advanced, Developer Mode; "+
		"then right-click the server, Copy Server ID), nor * for all servers, nor a name, which begins with a letter", name)
}

// unseen reports whether no server reads the articles of a guild of that name.
func unseen(guild string) bool {
	return guild != bot.Shared && guild != bot.Starter && !discordID.MatchString(guild)
}

// noteWhere says who reads what was saved for the guild of the settings.
func (a *env) noteWhere(ctx context.Context, b *knowledge.Base) error {
	switch guild := a.settings.Guild; {
	case guild == bot.Shared:
		fmt.Fprintln(a.Err, "note: saved for all servers (*)")
	case unseen(guild):
		fmt.Fprintf(a.Err, "note: saved for guild %q, which no server reads, only this program\n", guild)
		return a.noteUnseen(ctx, b)
	default:
		fmt.Fprintf(a.Err, "note: saved for server %s\n", guild)
	}
	return nil
}

// noteUnseen names what no server sees, with the command that moves it. The bot
// may be in servers that the base does not know yet.
func (a *env) noteUnseen(ctx context.Context, b *knowledge.Base, servers ...string) error {
	guilds, err := b.Guilds(ctx)
	if err != nil {
		return err
	}
	for _, guild := range guilds {
		if !unseen(guild) {
			continue
		}
		all, err := b.Articles(ctx, guild)
		if err != nil {
			return err
		}
		passages := 0
		for _, s := range all {
			passages += s.Passages
		}
		if passages > 0 {
			fmt.Fprintf(a.Err, "note: %s holds %s that no server sees; move them with: pamphlet%s articles move --from %s --to %s\n",
				guild, counted(passages, "passage"), a.database, shellWord(guild), target(append(servers, guilds...)))
		}
	}
	return nil
}

// target is the server that articles are to be moved to: the only one that the
// bot is in, or a word for the reader to replace.
func target(guilds []string) string {
	var ids []string
	for _, guild := range guilds {
		if discordID.MatchString(guild) && !slices.Contains(ids, guild) {
			ids = append(ids, guild)
		}
	}
	if len(ids) == 1 {
		return ids[0]
	}
	return "SERVER-ID"
}

// counted is a number with its noun: one passage, two passages.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// move gives the articles of a guild to another, if the tests there hold.
func (a *env) move(ctx context.Context, b *knowledge.Base, from, to, why string) error {
	if from == to {
		return fmt.Errorf("%s: the articles are there already", to)
	}
	all, err := b.FullArticles(ctx, from)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("%s: no articles answer there; nothing was moved", from)
	}
	a.settings.Guild = to
	return a.tried(ctx, b, moderate.Proposal{Articles: drafted(all)}, why, func(by knowledge.Change) error {
		bar := a.progress("moving", len(all))
		reports, err := b.Move(ctx, from, to, by, bar.at)
		bar.done()
		if errors.Is(err, knowledge.ErrThere) {
			return fmt.Errorf("nothing was moved: %w; remove one of the two, or import the other with another --slug", err)
		}
		if err != nil {
			return err
		}
		passages := 0
		for _, r := range reports {
			passages += r.Passages
		}
		fmt.Fprintf(a.Out, "%s with %s moved from %s to %s\n", counted(len(reports), "article"), counted(passages, "passage"), from, to)
		return nil
	})
}
