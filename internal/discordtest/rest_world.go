package discordtest

import (
	"maps"
	"slices"
	"strconv"
)

// worldEndpoints are about the application, guilds, channels and commands.
func (d *Discord) worldEndpoints() []endpoint {
	return []endpoint{
		{route: "GET /gateway", open: true, serve: func(*call) answer {
			return answer{200, object{"url": d.Gateway()}}
		}},
		{route: "GET /gateway/bot", serve: d.gatewayBot},
		{route: "GET /users/@me", serve: d.me},
		{route: "GET /applications/@me", serve: d.myApplication},
		{route: "GET /oauth2/applications/@me", serve: d.myApplication},
		{route: "GET /users/@me/guilds", serve: d.myGuilds},
		{route: "POST /users/@me/channels", serve: d.openDirect},
		{route: "GET /channels/{channel_id}", serve: d.readChannel},
		{route: "GET /guilds/{guild_id}", serve: d.inGuild(func(g *Guild) any { return guildObject(g) })},
		{route: "GET /guilds/{guild_id}/channels", serve: d.inGuild(d.channelList)},
		{route: "GET /guilds/{guild_id}/roles", serve: d.inGuild(func(g *Guild) any { return g.roles() })},
		{route: "GET /guilds/{guild_id}/members/{user_id}", serve: d.readMember},
		{route: "GET /applications/{application_id}/commands", serve: d.readCommands},
		{route: "PUT /applications/{application_id}/commands", faults: wholeSet, serve: d.putCommands},
		{route: "GET /applications/{application_id}/guilds/{guild_id}/commands", serve: d.readCommands},
		{route: "PUT /applications/{application_id}/guilds/{guild_id}/commands", faults: wholeSet, serve: d.putCommands},
	}
}

func (d *Discord) gatewayBot(*call) answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	return answer{200, object{"url": d.Gateway(), "shards": d.settings.shards, "session_start_limit": object{
		"total": 1000, "remaining": d.settings.starts, "reset_after": 3600000, "max_concurrency": max(d.settings.concurrency, 1),
	}}}
}

func (d *Discord) me(*call) answer {
	o := d.botObject()
	o["mfa_enabled"], o["locale"], o["verified"] = false, "en-US", true
	delete(o, "primary_guild")
	return answer{200, o}
}

func (d *Discord) myApplication(*call) answer {
	return answer{200, object{
		"id": d.application, "name": "Pamphlet", "icon": nil, "description": "", "type": nil, "verify_key": d.PublicKey(), "flags": 0, "flags_new": "0",
		"redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": d.userObject(d.application, "operator", false), "approximate_guild_count": len(d.guilds),
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": nil,
		"eligible_oauth2_scopes": []any{}, "bot": d.botObject(), "bot_public": true, "bot_require_code_grant": false,
	}}
}

// myGuilds lists the bot's guilds by ID, a page at a time.
func (d *Discord) myGuilds(c *call) answer {
	query := c.URL.Query()
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil {
		limit = 200
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	guilds := []any{}
	for _, id := range slices.Sorted(maps.Keys(d.guilds)) { // all of one length
		if g := d.guilds[id]; !g.gone && len(guilds) < limit && (len(id) > len(query.Get("after")) || id > query.Get("after")) {
			guilds = append(guilds, object{
				"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false, "permissions": strconv.Itoa(g.permissions), "features": []any{},
			})
		}
	}
	return answer{200, guilds}
}

func (d *Discord) openDirect(c *call) answer {
	d.mu.Lock()
	member := d.members[text(c.object(), "recipient_id")]
	d.mu.Unlock()
	if member == nil {
		return refusal(400, 50033, "Invalid Recipient(s)")
	}
	dm := member.DM()
	return answer{200, d.channelObject(dm)}
}

func (d *Discord) readChannel(c *call) answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	channel := d.channels[c.PathValue("channel_id")]
	if channel == nil {
		return refusal(404, 10003, "Unknown Channel")
	}
	return answer{200, d.channelObject(channel)}
}

func (d *Discord) inGuild(read func(*Guild) any) func(*call) answer {
	return func(c *call) answer {
		d.mu.Lock()
		defer d.mu.Unlock()
		g := d.guilds[c.PathValue("guild_id")]
		if g == nil || g.gone {
			return refusal(404, 10004, "Unknown Guild")
		}
		return answer{200, read(g)}
	}
}

func (d *Discord) channelList(g *Guild) any {
	channels := []any{}
	for _, c := range g.channels {
		channels = append(channels, d.channelObject(c))
	}
	return channels
}

func (d *Discord) readMember(c *call) answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	g, member := d.guilds[c.PathValue("guild_id")], d.members[c.PathValue("user_id")]
	switch {
	case g == nil || g.gone:
		return refusal(404, 10004, "Unknown Guild")
	case c.PathValue("user_id") == d.bot:
		o := (&Member{roles: []string{g.role}}).object(false)
		o["user"] = d.botObject()
		return answer{200, o}
	case member == nil || member.Guild != g:
		return refusal(404, 10007, "Unknown Member")
	}
	return answer{200, member.object(true)}
}

func wholeSet(c *call) []string {
	commands, _ := c.body.([]any)
	return commandsFaults(commands)
}

func (d *Discord) readCommands(c *call) answer {
	if c.PathValue("application_id") != d.application {
		return refusal(403, 20012, "You are not authorized to perform this action on this application")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return answer{200, clone(append([]any{}, d.commands[c.PathValue("guild_id")]...))}
}

func (d *Discord) putCommands(c *call) answer {
	if c.PathValue("application_id") != d.application {
		return refusal(403, 20012, "You are not authorized to perform this action on this application")
	}
	sent, _ := c.body.([]any)
	d.mu.Lock()
	defer d.mu.Unlock()
	guild := c.PathValue("guild_id")
	kept := []any{}
	for _, command := range objects(sent) {
		kept = append(kept, d.registered(clone(command).(object), guild))
	}
	d.commands[guild] = kept
	d.changed.fire()
	return answer{200, clone(kept)}
}

// registered is a command as Discord returns it, defaults filled in.
func (d *Discord) registered(c object, guild string) object {
	defaults := object{
		"id": d.id(), "application_id": d.application, "version": d.id(), "type": 1, "description": "",
		"default_member_permissions": nil, "nsfw": false, "name_localizations": nil, "description_localizations": nil, "options": []any{},
	}
	if guild != "" {
		defaults["guild_id"] = guild
	} else {
		defaults["contexts"], defaults["integration_types"], defaults["dm_permission"] = nil, []any{0}, true
	}
	for _, o := range objects(list(c, "options")) {
		dropNulls(o)
	}
	for key, value := range defaults {
		if c[key] == nil {
			c[key] = value
		}
	}
	return c
}

// dropNulls removes what a client sent as null from an option: Discord does
// not return it.
func dropNulls(o object) {
	for key, value := range o {
		if value == nil {
			delete(o, key)
		}
	}
	for _, inner := range objects(list(o, "options")) {
		dropNulls(inner)
	}
}

// Commands lists the registered commands of a guild; nil means the global
// ones.
func (d *Discord) Commands(g *Guild) []map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	guild := ""
	if g != nil {
		guild = g.ID
	}
	return objects(clone(append([]any{}, d.commands[guild]...)).([]any))
}
