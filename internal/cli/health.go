package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

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
