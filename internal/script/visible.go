package script

import (
	"strings"

	"pamphlet/bot"
)

// visible is the text of a reply that a member sees.
func visible(r bot.Reply) string {
	parts := append([]string{r.Title, r.Lead, r.Quote, r.Source}, r.Notes...)
	var kept []string
	for _, part := range append(parts, r.Disclaimer) {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n\n")
}
