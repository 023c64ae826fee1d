package bot

import (
	"context"
	"strings"
)

// Channels lists the channels, by ID, that a guild's moderators chose: those the
// bot answers in, none of which means everywhere, and those it posts in by
// itself.
func (b *Bot) Channels(ctx context.Context, guild string) (answers, posts []string, err error) {
	values, err := b.base.Settings(ctx, guild)
	posts = strings.Fields(values[settingAlert] + " " + values[settingDigest])
	return strings.Fields(values[settingChannels]), posts, err
}
