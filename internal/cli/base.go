package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/internal/rqlite"
	"pamphlet/internal/scriptbot"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

// write opens the database, and creates it if it is not there. A folder is made
// for the usual one only: a mistyped path is not to begin an empty base.
func (a *env) write(ctx context.Context) (*knowledge.Base, error) {
	if sqlite.IsCluster(a.settings.Database) {
		return a.open(ctx, a.settings.Database)
	}
	folder := filepath.Dir(a.settings.Database)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) && a.settings.Database != a.settings.Usual {
		return nil, fmt.Errorf("%s: there is no folder %s; check the path, or make the folder first", a.settings.Database, folder)
	}
	return a.open(ctx, a.settings.Database)
}

// read opens the database. Where there is none yet, the starter articles
// answer from memory, and no file is made.
func (a *env) read(ctx context.Context) (*knowledge.Base, error) {
	if !a.there() {
		if a.settings.Database != a.settings.Usual {
			fmt.Fprintf(a.Err, "note: there is no database at %s; this is the starter articles\n", a.settings.Database)
		}
		return scriptbot.OpenStarter(ctx, a.now())
	}
	return a.open(ctx, a.settings.Database)
}

// there reports whether there is a database, or something in its place.
func (a *env) there() bool { return missing(a.settings.Database) == nil }

// missing says that there is no database, if there is none. Of a cluster, opening
// it says what is wrong.
func missing(database string) error {
	if sqlite.IsCluster(database) {
		return nil
	}
	if _, err := os.Stat(database); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no database yet; import something first", database)
	}
	return nil
}

// base opens the base in a file or in a cluster.
func (a *env) base(ctx context.Context, database string) (*knowledge.Base, error) {
	if sqlite.IsCluster(database) {
		return knowledge.Connect(ctx, database, a.access())
	}
	return knowledge.Open(ctx, database)
}

// access is how a cluster is entered.
func (a *env) access() rqlite.Access {
	s := a.settings
	return rqlite.Access{User: s.DatabaseUser, Password: string(s.DatabasePassword), CA: s.DatabaseCA, Cert: s.DatabaseCert, Key: s.DatabaseKey}
}

func (a *env) open(ctx context.Context, path string) (*knowledge.Base, error) {
	base, err := a.base(ctx, path)
	if err != nil {
		return nil, err
	}
	for range 10 { // of processes that begin at once, one learns first
		if err = scriptbot.LearnStarter(ctx, base, a.now()); !errors.Is(err, knowledge.ErrChanged) {
			break
		}
	}
	if err != nil {
		base.Close()
		return nil, err
	}
	return base, nil
}

// reading makes a command's action of what reads the base.
func (a *env) reading(do func(context.Context, *knowledge.Base, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		return a.withBase(c.Context(), func(ctx context.Context, b *knowledge.Base) error { return do(ctx, b, args) })
	}
}

// withBase calls do with the base open.
func (a *env) withBase(ctx context.Context, do func(context.Context, *knowledge.Base) error) error {
	return with(ctx, a.read, do)
}

// withWritten calls do with the base open for writing.
func (a *env) withWritten(ctx context.Context, do func(context.Context, *knowledge.Base) error) error {
	begun := !a.there()
	return with(ctx, a.write, func(ctx context.Context, b *knowledge.Base) error {
		if begun {
			fmt.Fprintf(a.Err, "note: %s is a new database\n", a.settings.Database)
		}
		return do(ctx, b)
	})
}

func with(ctx context.Context, open func(context.Context) (*knowledge.Base, error), do func(context.Context, *knowledge.Base) error) error {
	base, err := open(ctx)
	if err != nil {
		return err
	}
	err = do(ctx, base)
	return errors.Join(err, base.Close()) // closing says if something could not be kept
}

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
