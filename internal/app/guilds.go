package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discord"
)

// settingSeen is set in a guild that the bot has been in: "yes".
const settingSeen = "bot.met"

// presence is the set of guilds the bot is in now.
type presence struct {
	mu     sync.Mutex
	guilds map[string]bool
}

func (h *presence) set(guild string, in bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.guilds == nil {
		h.guilds = map[string]bool{}
	}
	if in {
		h.guilds[guild] = true
	} else {
		delete(h.guilds, guild)
	}
}

func (h *presence) has(guild string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.guilds[guild]
}

// left notes that the bot was removed from a guild: its articles and questions
// go after a time of grace.
func (s *Server) left(ctx context.Context, guild string) {
	s.here.set(guild, false)
	if err := s.base.Leave(ctx, guild, s.now()); err != nil {
		s.log.Error("leaving a guild", "error", err)
	}
}

// joined notes that the bot is in a guild.
func (s *Server) joined(ctx context.Context, guild string) {
	s.here.set(guild, true)
	if err := s.base.Rejoin(ctx, guild); err != nil {
		s.log.Error("joining a guild", "error", err)
	}
}

// newcomer is how long ago the bot may have been invited to be new in a guild.
const newcomer = 24 * time.Hour

// invited greets a guild that the bot is new in, once, and says what to do first.
func (s *Server) invited(ctx context.Context, i discord.Invitation) {
	if s.now().Sub(i.At) > newcomer {
		return
	}
	post, first, err := s.bot.Welcome(ctx, bot.Request{Guild: i.Guild, Channel: i.Channel, Locale: i.Locale}, i.Owner)
	if err != nil {
		s.log.Error("greeting a guild", "error", err)
	} else if first {
		s.post(ctx, "w"+i.Guild, post)
	}
}

// present notes which guilds a shard has. One of its that the bot has been in
// and is not in any more removed it while nobody heard: the time of grace
// begins. What was imported for a guild that the bot never was in stays.
func (s *Server) present(ctx context.Context, shard, shards int, guilds []string) {
	stored, err := s.base.Guilds(ctx)
	if err != nil {
		s.log.Error("comparing guilds", "error", err)
		return
	}
	for _, guild := range stored {
		if shardOf(guild, shards) != shard || slices.Contains(guilds, guild) {
			continue
		}
		if met, err := s.base.Setting(ctx, guild, settingSeen); err == nil && met != "" {
			s.log.Info("a guild removed the bot while it was away; what it kept goes after a time of grace")
			s.left(ctx, guild)
		}
	}
}

// shardOf is the shard of so many that hears of a guild, from Discord's
// documentation; -1 for what is no guild of Discord's, such as "local".
func shardOf(guild string, shards int) int {
	id, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return -1
	}
	return int((id >> 22) % uint64(max(shards, 1)))
}

// recordPresence remembers, in each guild that keeps anything, that the bot was in it.
func (s *Server) recordPresence(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	stored, err := s.base.Guilds(ctx)
	for _, guild := range stored {
		if err != nil {
			break
		}
		var met string
		if met, err = s.base.Setting(ctx, guild, settingSeen); err == nil && met == "" && s.here.has(guild) {
			err = s.base.Set(ctx, guild, settingSeen, "yes")
		}
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.Error("noting the guilds", "error", err)
	}
}
