package cli

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Every command says what it does and shows how.
func TestEveryCommandHasHelpWithAnExample(t *testing.T) {
	seen := 0
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		seen++
		if c.Short == "" {
			t.Errorf("%s: no summary", c.CommandPath())
		}
		if c.Runnable() && strings.TrimSpace(strings.ReplaceAll(c.Example, "pamphlet", "")) == "" {
			t.Errorf("%s: no example", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit((&env{}).root())
	if seen < 20 {
		t.Errorf("saw only %d commands", seen)
	}
}
