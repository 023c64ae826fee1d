package app

import (
	"context"
	"slices"

	"pamphlet/internal/discord"
)

// A Place is a channel the bot has work in.
type Place struct {
	discord.Access
	Chosen bool // by the moderators; without their choice, the bot merely sees it
	Found  bool // among the guild's channels; threads are not listed there
}

// Places lists the channels of a guild that the bot has work in, with the
// permissions it lacks there: those the moderators chose for answers and posts,
// and, if they chose none for answers, every one it sees.
func (s *Server) Places(ctx context.Context, m discord.Membership) ([]Place, error) {
	answers, posts, err := s.bot.Places(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	channels, err := s.client.Channels(ctx, m)
	return places(channels, answers, posts), err
}

func places(channels []discord.Access, answers, posts []string) []Place {
	var all []Place
	chosen := slices.Compact(slices.Sorted(slices.Values(slices.Concat(answers, posts))))
	for _, id := range chosen {
		p := Place{Access: discord.Access{ID: id}, Chosen: true}
		if at := slices.IndexFunc(channels, func(a discord.Access) bool { return a.ID == id }); at >= 0 {
			p.Access, p.Found = channels[at], true
		}
		all = append(all, p)
	}
	for _, a := range channels {
		if len(answers) == 0 && a.Sees() && !slices.Contains(chosen, a.ID) {
			all = append(all, Place{Access: a, Found: true})
		}
	}
	return all
}
