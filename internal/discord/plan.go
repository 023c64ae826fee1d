package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"pamphlet/internal/discord/gateway"
)

// plan asks Discord where its gateway is, and says how to run these shards; no
// shards are those of the settings.
func (c *Client) plan(ctx context.Context, shards []int) (gateway.Settings, error) {
	var said struct {
		URL    string
		Shards int
		Limit  *struct {
			Remaining   int
			Reset       int64 `json:"reset_after"` // ms
			Concurrency int   `json:"max_concurrency"`
		} `json:"session_start_limit"`
	}
	if err := c.rest.get(ctx, "/gateway/bot", "/gateway/bot", &said); err != nil && !unknownRoute(err) {
		return gateway.Settings{}, err
	}
	first, last, total := c.settings.First, c.settings.Last, c.settings.Shards
	if total == 0 {
		total = max(said.Shards, 1)
		last = total - 1
	}
	address := cmp.Or(c.settings.Gateway, said.URL, "wss://gateway.discord.gg")
	p := gateway.Settings{IDs: shards, Total: total, Concurrency: 1, Address: c.gatewayURL(address)}
	if p.Address == nil {
		return gateway.Settings{}, errors.New("discord gateway: its address is neither Discord's nor this machine's")
	}
	for id := first; id <= last && len(shards) == 0; id++ {
		p.IDs = append(p.IDs, id)
	}
	if said.Limit == nil {
		return p, nil // Discord says it; other servers may know no limit
	}
	p.Concurrency = said.Limit.Concurrency
	if needed := len(p.IDs); said.Limit.Remaining < needed {
		return gateway.Settings{}, fmt.Errorf("discord gateway: %d sessions may be started, %d are needed; more in %s",
			said.Limit.Remaining, needed, time.Duration(said.Limit.Reset)*time.Millisecond)
	}
	return p, nil
}

// gatewayURL reads an address of the gateway; nil if the token must not go there. It
// may go to Discord, or, with a server of this machine in its place, to this machine.
func (c *Client) gatewayURL(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	allowed := u.Scheme == "wss" && strings.HasSuffix(u.Hostname(), ".discord.gg")
	if c.settings.Gateway != "" {
		allowed = (u.Scheme == "ws" || u.Scheme == "wss") && loopback(address) == nil
	}
	if !allowed {
		return nil
	}
	query := u.Query()
	query.Set("v", apiVersion)
	query.Set("encoding", "json")
	u.RawQuery = query.Encode()
	return u
}
