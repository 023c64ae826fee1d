package moderate

import (
	"context"

	"pamphlet/bot"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// A Bot answers requests of members and moderators. It is safe for use by many
// goroutines.
type Bot struct {
	*bot.Bot
	base     *knowledge.Base
	bases    bot.Bases
	parts    Parts
	handlers map[string]handler
	commands []Usage
}

// Parts are what a Bot is made of.
type Parts struct {
	bot.Parts
	Read   Read   // reads files that moderators send; nil is source.Read
	Fetch  Fetch  // reads web pages for moderators; nil cannot
	Export Export // writes a guild as files; nil cannot
}

// Read reads the articles in a file that a person sent, as source.Read does. Its
// error is a sentence for the moderator.
type Read func(ctx context.Context, name string, body []byte, given source.Options) ([]knowledge.Article, source.Report, error)

// Fetch reads what a public web address holds. Its error is a sentence for the
// moderator.
type Fetch func(ctx context.Context, url string) (Fetched, error)

// Fetched is what a web address held.
type Fetched struct {
	bot.File
	Type string // the media type, as the server says it
	URL  string // where it was found, after redirects
}

// Export writes everything a guild keeps as files that can be imported.
type Export func(ctx context.Context, guild string) ([]bot.File, error)

// New returns a Bot.
func New(p Parts) *Bot {
	if p.Read == nil {
		p.Read = source.Read
	}
	b := &Bot{Bot: bot.New(p.Parts), base: p.Base, bases: bot.Only(p.Base), parts: p, handlers: make(map[string]handler)}
	b.articleHandlers()
	b.draftHandlers()
	b.queueHandlers()
	b.settingHandlers()
	return b
}

// Handle answers one request, as bot.Bot.Handle does.
func (b *Bot) Handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	h, ok := b.handlers[handlerKey(r)]
	if !ok {
		return b.Bot.Handle(ctx, r)
	}
	r, err := b.Begin(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	if r.Kind == bot.Suggest {
		return b.complete(knowledge.Near(ctx), r, h)
	}
	return b.authorized(ctx, r, h)
}

// Commands lists the commands of moderators.
func (b *Bot) Commands() []Usage { return b.commands }
