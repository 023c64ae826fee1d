package app

import (
	"context"
	"slices"

	"pamphlet/internal/discord"
)

// A ChannelUse is a channel the bot has work in.
type ChannelUse struct {
	discord.Access
	Chosen bool // by the moderators; without their choice, the bot merely sees it
	Found  bool // among the guild's channels; threads are not listed there
}

// Channels lists the channels of a guild that the bot has work in, with the
// permissions it lacks there: those the moderators chose for answers and posts,
// and, if they chose none for answers, every one it sees.
func (s *Server) Channels(ctx context.Context, m discord.Membership) ([]ChannelUse, error) {
	answers, posts, err := s.bot.Channels(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	channels, err := s.client.Channels(ctx, m)
	return channelUses(channels, answers, posts), err
}

func channelUses(channels []discord.Access, answers, posts []string) []ChannelUse {
	var all []ChannelUse
	chosen := slices.Compact(slices.Sorted(slices.Values(slices.Concat(answers, posts))))
	for _, id := range chosen {
		p := ChannelUse{Access: discord.Access{ID: id}, Chosen: true}
		if at := slices.IndexFunc(channels, func(a discord.Access) bool { return a.ID == id }); at >= 0 {
			p.Access, p.Found = channels[at], true
		}
		all = append(all, p)
	}
	for _, a := range channels {
		if len(answers) == 0 && a.Sees() && !slices.Contains(chosen, a.ID) {
			all = append(all, ChannelUse{Access: a, Found: true})
		}
	}
	return all
}
