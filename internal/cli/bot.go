package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/app"
	"pamphlet/internal/bundle"
	"pamphlet/internal/config"
	"pamphlet/internal/discord"
	"pamphlet/internal/discord/gateway"
	"pamphlet/internal/sandbox"
	"pamphlet/internal/scriptbot"
	"pamphlet/internal/source"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

func (a *env) botCommand() *cobra.Command {
	var check bool
	var api, gateway string
	c := &cobra.Command{
		Use:   "bot",
		Short: "Answer in Discord",
		Long: `Connect to Discord and answer there until interrupted. The token comes from
PAMPHLET_TOKEN, in the environment or the file .env; .env.example lists every
setting. The log is JSON on standard error and holds nobody's words.`,
		Example: `  pamphlet bot --check
  pamphlet bot
  pamphlet bot --shards 0-1/4
  pamphlet bot --shards 0-1/4,2-3/4
  pamphlet bot --http-interactions`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			stdlog.SetOutput(io.Discard) // where package http writes what a broken server sent, words and all
			d := discord.Settings{API: api, Gateway: gateway, Version: version()}
			if !check {
				return a.serve(c.Context(), d)
			}
			s, closeAll, err := a.server(c.Context(), d, check)
			if err != nil {
				return err
			}
			defer closeAll()
			return a.checkBot(c.Context(), s)
		},
	}
	flags := c.Flags()
	flags.BoolVar(&check, "check", false, "check settings, token and permissions, and exit")
	flags.StringVar(&a.settings.Shards, "shards", a.settings.Shards, "run only these `SHARDS`, such as 0/4 or 0-1/4, or of several ranges, such as 0-1/4,2-3/4, whichever is free (PAMPHLET_SHARDS)")
	flags.StringVar(&a.settings.Interactions, "http-interactions", a.settings.Interactions,
		"take interactions over HTTP at this `ADDRESS`, instead of the gateway (PAMPHLET_INTERACTIONS)")
	flags.Lookup("http-interactions").NoOptDefVal = "127.0.0.1:8078"
	flags.StringVar(&a.settings.HTTP, "http", a.settings.HTTP, "`ADDRESS` for health and metrics, or off (PAMPHLET_HTTP)")
	flags.StringVar(&a.settings.Log, "log", a.settings.Log, "least `LEVEL` logged (PAMPHLET_LOG)")
	// For a server on this machine that stands in for Discord.
	flags.StringVar(&api, "api", "", "`URL` of another REST API")
	flags.StringVar(&gateway, "gateway", "", "`URL` of another gateway")
	for _, name := range []string{"api", "gateway"} {
		if err := flags.MarkHidden(name); err != nil {
			panic(err) // unreachable: the flag is defined above
		}
	}
	return c
}

// serve runs the bot. Where a cluster cannot be used, it answers only who is in
// danger, and begins anew once it can.
func (a *env) serve(ctx context.Context, d discord.Settings) error {
	a.owner = knowledge.LeaseOwner()
	for {
		s, closeAll, err := a.server(ctx, d, false)
		if err != nil {
			return err
		}
		running, stop := context.WithCancel(ctx)
		var waiting sync.WaitGroup
		if a.waits {
			waiting.Go(func() { a.await(running, stop) })
		}
		err = advised(s.Run(running))
		begins := running.Err() != nil && ctx.Err() == nil
		stop()
		waiting.Wait()
		closeAll()
		if !begins || err != nil {
			return err
		}
	}
}

// await calls ready once the database can be used.
func (a *env) await(ctx context.Context, ready func()) {
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if base, err := a.write(ctx); err == nil {
			base.Close() // nothing was written
			ready()
			return
		}
	}
}

// server makes the server of the settings, and what closes what it uses. One
// that is only checked needs a database that can be used.
func (a *env) server(ctx context.Context, d discord.Settings, check bool) (s *app.Server, closeAll func(), err error) {
	token, err := a.settings.BotToken()
	if err != nil {
		return nil, nil, err
	}
	d.Token = string(token)
	ranges, total, err := a.settings.ShardRanges()
	if err != nil {
		return nil, nil, err
	}
	if d.Shards = total; total > 0 {
		d.First, d.Last = ranges[0][0], ranges[0][len(ranges[0])-1]
	}
	if d.Interactions, d.PublicKey, err = a.settings.InteractionsOverHTTP(); err != nil {
		return nil, nil, err
	}
	address, err := a.settings.HTTPAddress()
	if err != nil {
		return nil, nil, err
	}
	log, err := a.logger(token)
	if err != nil {
		return nil, nil, err
	}
	for _, warning := range a.settings.Warnings() {
		log.Warn(warning)
	}
	if !sandbox.Confines() {
		log.Warn("this system cannot take the network away from the process that reads documents; see docs/reliability.md")
	}
	base, err := a.write(ctx)
	a.waits = err != nil && sqlite.IsCluster(a.settings.Database)
	if err != nil && !check && (a.waits || regular(a.settings.Database)) {
		again := "and the bot started again"
		if a.waits {
			again = "which is looked at again and again"
		}
		log.Error("database: until this is mended, "+again+", only who is in danger is answered", "error", err)
		base, err = unusable(ctx)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("PAMPHLET_DB: %w", err)
	}
	parts := app.Parts{Base: base, Bot: a.serving(base, log), Discord: d, HTTP: address, Log: log, Now: a.now, Owner: a.owner}
	if gateway := d.Interactions == ""; gateway && !check {
		parts.Ranges, parts.StandsIn = a.leases(base, ranges, total, log), a.waits
	}
	if s, err = app.New(parts); err != nil {
		return nil, nil, errors.Join(err, base.Close())
	}
	return s, func() {
		if err := base.Close(); err != nil {
			log.Error("closing", "error", err)
		}
	}, nil
}

// regular reports whether a file is at path: the bot ran with it before.
func regular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// unusable is a base of which nothing can be read: cards for someone in danger
// need none.
func unusable(ctx context.Context) (*knowledge.Base, error) {
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return nil, err
	}
	return base, base.Close()
}

// logger writes JSON to standard error, without the token.
func (a *env) logger(token config.Secret) (*slog.Logger, error) {
	level, err := a.settings.Level()
	if err != nil {
		return nil, err
	}
	return slog.New(discord.Redact(slog.NewJSONHandler(a.Err, &slog.HandlerOptions{Level: level}), string(token))), nil
}

// serving makes the bot that answers in Discord. Without its guards it runs,
// and shows where to find help, which is all it may do then.
func (a *env) serving(base *knowledge.Base, log *slog.Logger) *moderate.Bot {
	guards, err := scriptbot.Guards(a.settings.Safety)
	if err != nil {
		log.Error("safety: until this is mended, only a static card answers", "error", err)
	}
	if own, err := scriptbot.OwnFiles(a.settings.Safety); err == nil && a.settings.Safety != "" {
		log.Info("own safety files", "rules", len(own.Rules), "resources", len(own.Resources))
		for _, name := range own.Stray {
			log.Warn("safety: this file is not read; put it into the folder rules or resources", "file", name)
		}
	}
	return moderate.New(moderate.Parts{
		Parts: bot.Parts{Base: base, Log: log, Now: a.now, Guards: guards, Version: version()},
		Read:  sandbox.New(sandbox.Program(), source.CacheFolder()).Read, Fetch: scriptbot.Fetch(), Export: bundle.Export(base, a.now),
	})
}

// advised says what to do about what Discord refuses.
func advised(err error) error {
	var closed *gateway.ClosedError
	switch {
	case errors.Is(err, discord.ErrToken), errors.As(err, &closed) && closed.Code == 4004:
		return fmt.Errorf("PAMPHLET_TOKEN: %w; reset it at https://discord.com/developers/applications under Bot, and put the new one into .env", err)
	case errors.Is(err, discord.ErrPublicKey):
		return fmt.Errorf("PAMPHLET_PUBLIC_KEY: %w; copy it from https://discord.com/developers/applications → your application → General Information", err)
	case errors.As(err, &closed) && (closed.Code == 4010 || closed.Code == 4011):
		return fmt.Errorf("PAMPHLET_SHARDS: %w; leave it empty, or name more shards", err)
	}
	return err
}

// leases say when it is this process's turn to run which of the ranges, of so many
// shards in total; no ranges are all shards. There are none without a database.
func (a *env) leases(base *knowledge.Base, ranges [][]int, total int, log *slog.Logger) (all []app.Range) {
	if base.Store().Path() == "" {
		return nil
	}
	if len(ranges) == 0 {
		ranges = [][]int{nil}
	}
	for _, shards := range ranges {
		all = append(all, app.Range{Shards: shards, Lease: a.lease(base, shards, total, log)})
	}
	return all
}

// lease is of a database in a file a lock, of a cluster what stands there.
func (a *env) lease(base *knowledge.Base, shards []int, total int, log *slog.Logger) app.Lease {
	if path := base.Store().Path(); !sqlite.IsCluster(path) {
		lock, err := app.LockBeside(path, shards)
		if err == nil {
			return lock
		}
		log.Warn("no file can be locked beside the database, so that the end of another bot is seen later", "error", err)
	}
	if len(shards) == 0 {
		shards = []int{0}
	}
	return base.Lease("shards", a.owner, shards, total, knowledge.LeasePace{})
}
