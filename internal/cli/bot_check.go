package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/internal/app"
	"pamphlet/internal/discord"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// checkTime is how long a check waits for Discord to say who the bot is and
// where, and then for each guild.
const checkTime = 20 * time.Second

// checkBot asks Discord about the token and what it allows the bot, and says
// how to go on. A permission missing in a guild, or in a channel its moderators
// chose, fails the check.
func (a *env) checkBot(ctx context.Context, s *app.Server) error {
	if _, err := scriptbot.Guards(a.settings.Safety); err != nil {
		return fmt.Errorf("safety: %w", err)
	}
	asking, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	account, err := s.Check(asking)
	if err != nil {
		return advised(err)
	}
	fmt.Fprintf(a.Out, "The settings are fine. The token is that of %s.\n", account.Name)
	invite := fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d",
		account.Application, discord.Permissions())
	fmt.Fprintf(a.Out, "To invite it: %s\n", invite)
	guilds, err := s.Memberships(asking)
	if unseen := a.checkUnseen(ctx, guilds); unseen != nil {
		return unseen
	}
	if err == nil {
		err = a.checkGuilds(ctx, s, guilds)
	}
	if errors.Is(err, discord.ErrUnsaid) {
		fmt.Fprintln(a.Out, "Permissions:", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("permissions: %w", err)
	}
	return nil
}

// checkUnseen names articles that none of the guilds the bot is in can see.
func (a *env) checkUnseen(ctx context.Context, guilds []discord.Membership) error {
	var ids []string
	for _, g := range guilds {
		ids = append(ids, g.ID)
	}
	return a.withBase(ctx, func(ctx context.Context, b *knowledge.Base) error { return a.noteUnseen(ctx, b, ids...) })
}

// checkGuilds says what each guild allows the bot, and where less.
func (a *env) checkGuilds(ctx context.Context, s *app.Server, guilds []discord.Membership) error {
	if len(guilds) == 0 {
		fmt.Fprintln(a.Out, "It is in no guild yet.")
	}
	lacking := 0
	for _, g := range guilds {
		a.printGuild(g)
		fine, err := a.checkPlaces(ctx, s, g)
		if err != nil {
			return err
		}
		if len(g.Missing) > 0 || !fine {
			lacking++
		}
	}
	if lacking > 0 {
		return fmt.Errorf("some are missing in %d of %d guilds; give them to the bot's role, there and in the channels named, or invite it again", lacking, len(guilds))
	}
	return nil
}

func (a *env) printGuild(g discord.Membership) {
	switch {
	case len(g.Missing) > 0:
		fmt.Fprintf(a.Out, "%s (%s): missing: %s.\n", g.Name, g.ID, strings.Join(g.Missing, ", "))
	case g.Administrator:
		fmt.Fprintf(a.Out, "%s (%s): it is Administrator there. It needs far less; take that away.\n", g.Name, g.ID)
	default:
		fmt.Fprintf(a.Out, "%s (%s): it has the permissions it needs.\n", g.Name, g.ID)
	}
}

// checkPlaces names the channels of a guild that allow the bot too little. It
// reports whether those that moderators chose are fine; another may be closed to
// the bot on purpose.
func (a *env) checkPlaces(ctx context.Context, s *app.Server, g discord.Membership) (fine bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	places, err := s.Channels(ctx, g)
	fine = true
	for _, p := range places {
		beyond := slices.DeleteFunc(p.Missing, func(name string) bool { return slices.Contains(g.Missing, name) }) // those were named already
		switch missing := strings.Join(beyond, ", "); {
		case !p.Found:
			fmt.Fprintf(a.Out, "  channel %s was chosen with /setup and is not there now. If it is no thread, choose again.\n", p.ID)
		case missing == "":
		case p.Chosen:
			fine = false
			fmt.Fprintf(a.Out, "  #%s was chosen with /setup, but is missing: %s.\n", p.Name, missing)
		default:
			fmt.Fprintf(a.Out, "  #%s would need: %s. If nobody is to ask there, all is well.\n", p.Name, missing)
		}
	}
	return fine, err
}

func (a *env) healthCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "health",
		Short: "Ask the bot that runs here whether it is well",
		Long: `Ask the bot that runs here, at the address of its /healthz, whether it is well.
The exit code is other than 0 if it is not, or does not answer: for a container's
health check.`,
		Example: "  pamphlet health\n  pamphlet health --http 127.0.0.1:8077",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.health(c.Context()) },
	}
	c.Flags().StringVar(&a.settings.HTTP, "http", a.settings.HTTP, "`ADDRESS` of its health (PAMPHLET_HTTP)")
	return c
}

// healthTime is how long the bot may take to say how it is.
const healthTime = 4 * time.Second

func (a *env) health(ctx context.Context) error {
	address, err := a.settings.HTTPAddress()
	if err != nil {
		return err
	}
	if address == "" {
		return errors.New("PAMPHLET_HTTP: it is off; a bot without an address cannot be asked")
	}
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no bot answers: %w", err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(a.Out, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errSilent
	}
	return nil
}
