package scriptbot

import (
	"context"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/fetch"
)

// Fetch is how the bot reads web pages: public ones only.
func Fetch() moderate.Fetch {
	f := fetch.New()
	return func(ctx context.Context, url string) (moderate.Fetched, error) {
		page, err := f.Fetch(ctx, url)
		return moderate.Fetched{File: bot.File{Name: page.Name, Body: page.Body}, Type: page.Type, URL: page.URL}, err
	}
}
