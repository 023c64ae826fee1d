package scriptbot

import (
	"context"

	"pamphlet/bot"
	"pamphlet/internal/fetch"
)

// Fetch is how the bot reads web pages: public ones only.
func Fetch() bot.Fetch {
	f := fetch.New()
	return func(ctx context.Context, url string) (bot.Fetched, error) {
		page, err := f.Fetch(ctx, url)
		return bot.Fetched{File: bot.File{Name: page.Name, Body: page.Body}, Type: page.Type, URL: page.URL}, err
	}
}
