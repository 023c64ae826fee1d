package discordtest

import (
	"strconv"
	"time"
)

// Permissions of members, from Discord's documentation.
const (
	permissionManageGuild = 1 << 5
	permissionThreads     = 1 << 38                                       // send in threads
	permissionSend        = 1<<10 | 1<<11 | 1<<14 | 1<<15 | 1<<16 | 1<<31 // view, send, embed, attach, history, commands
)

// A Guild is a server the bot is in.
type Guild struct {
	d                 *Discord
	ID, Name          string
	owner             *Member
	channels          []*Channel
	members           []*Member
	gone, unavailable bool
	permissions       int    // of the bot
	role              string // the bot's own role, by ID
	locale            string
	joined            string   // when the bot was invited
	system            *Channel // where Discord's own messages go, or nil
}

// A Member is a person, in a guild.
type Member struct {
	d           *Discord
	ID, Name    string
	Guild       *Guild
	permissions int
	locale      string
	roles       []string
	direct      *Channel
}

// round is a multiple of every number of shards up to 16.
const round = 720720

// Guild makes a guild with the bot in it. Guilds made one after another fall
// on successive shards, of up to 16.
func (d *Discord) Guild(name string) *Guild {
	g := d.newGuild(name)
	d.dispatch(g.ID, intentGuilds, "GUILD_CREATE", d.guildCreate(g))
	return g
}

// Invite makes a guild that the bot was invited to just now. system names the
// channel where Discord's own messages go; "" means none.
func (d *Discord) Invite(name, system string) *Guild {
	g := d.newGuild(name)
	g.joined = now()
	if system != "" {
		g.system = g.Channel(system)
	}
	d.dispatch(g.ID, intentGuilds, "GUILD_CREATE", d.guildCreate(g))
	return g
}

// Owner is the member who owns the guild.
func (g *Guild) Owner() *Member { return g.owner }

func (d *Discord) newGuild(name string) *Guild {
	d.mu.Lock()
	d.made++
	base := time.Now().UnixMilli() - epoch
	base += d.made - base%round // guild number n has (id>>22)%shards == n%shards
	d.mu.Unlock()
	g := &Guild{d: d, ID: d.idAt(base), Name: name, permissions: permissionSend | permissionThreads, role: d.id(), locale: "en-US", joined: "2024-01-01T00:00:00+00:00"}
	g.owner = g.Member("owner", Manages())
	d.mu.Lock()
	d.guilds[g.ID] = g
	d.mu.Unlock()
	return g
}

// A Trait is something about a member.
type Trait func(*Member)

// Manages gives the permission to manage the guild.
func Manages() Trait { return func(m *Member) { m.permissions |= permissionManageGuild } }

// Speaks sets the language of the member's client, such as "de".
func Speaks(locale string) Trait { return func(m *Member) { m.locale = locale } }

// HasRole gives the member a role by ID.
func HasRole(id string) Trait { return func(m *Member) { m.roles = append(m.roles, id) } }

// Member makes a member of the guild.
func (g *Guild) Member(name string, traits ...Trait) *Member {
	d := g.d
	m := &Member{d: d, ID: d.id(), Name: name, Guild: g, permissions: permissionSend, locale: "en-US"}
	for _, trait := range traits {
		trait(m)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	g.members = append(g.members, m)
	d.members[m.ID] = m
	return m
}

// DM is the channel of the member's direct messages with the bot.
func (m *Member) DM() *Channel {
	m.d.mu.Lock()
	defer m.d.mu.Unlock()
	if m.direct == nil {
		m.direct = &Channel{d: m.d, ID: m.d.id(), with: m}
		m.d.channels[m.direct.ID] = m.direct
	}
	return m.direct
}

// Allow sets the bot's permissions in the guild, as Discord's bits.
func (g *Guild) Allow(permissions int) {
	g.d.mu.Lock()
	defer g.d.mu.Unlock()
	g.permissions = permissions
}

// Everyone is the ID of the role that all members have.
func (g *Guild) Everyone() string { return g.ID }

// Role is the ID of the bot's own role.
func (g *Guild) Role() string { return g.role }

// Speak sets the guild's own language, such as "de".
func (g *Guild) Speak(locale string) {
	g.d.mu.Lock()
	g.locale = locale
	changed := guildObject(g)
	g.d.mu.Unlock()
	g.d.dispatch(g.ID, intentGuilds, "GUILD_UPDATE", changed)
}

// Remove takes the bot out of the guild.
func (g *Guild) Remove() {
	g.d.mu.Lock()
	g.gone = true
	g.d.mu.Unlock()
	g.d.dispatch(g.ID, intentGuilds, "GUILD_DELETE", object{"id": g.ID})
}

// Outage makes the guild unavailable, as at an outage of Discord's: it is
// not to be taken for a removal.
func (g *Guild) Outage() {
	g.d.mu.Lock()
	g.unavailable = true
	g.d.mu.Unlock()
	g.d.dispatch(g.ID, intentGuilds, "GUILD_DELETE", object{"id": g.ID, "unavailable": true})
}

func (d *Discord) userObject(id, name string, bot bool) object {
	return object{
		"id": id, "username": name, "global_name": name, "discriminator": "0", "avatar": nil,
		"public_flags": 0, "flags": 0, "primary_guild": nil, "bot": bot,
	}
}

func (d *Discord) botObject() object { return d.userObject(d.bot, "pamphlet", true) }

func (m *Member) user() object { return m.d.userObject(m.ID, m.Name, false) }

func (m *Member) object(withUser bool) object {
	roles := []any{}
	for _, role := range m.roles {
		roles = append(roles, role)
	}
	o := object{
		"roles": roles, "joined_at": "2024-01-01T00:00:00+00:00", "deaf": false, "mute": false, "flags": 0,
		"nick": nil, "avatar": nil, "banner": nil, "pending": false, "premium_since": nil, "communication_disabled_until": nil,
	}
	if withUser {
		o["user"] = m.user()
	}
	return o
}

// interactionMember is a member as an interaction has it: with rights.
func (m *Member) interactionMember() object {
	o := m.object(true)
	o["permissions"] = strconv.Itoa(m.permissions)
	return o
}

// roles are everyone's and the bot's own.
func (g *Guild) roles() []any {
	own := role(g.role, "pamphlet", g.permissions)
	own["managed"], own["position"], own["tags"] = true, 1, object{"bot_id": g.d.bot}
	return []any{role(g.ID, "@everyone", permissionSend), own}
}

func role(id, name string, permissions int) object {
	return object{
		"id": id, "name": name, "permissions": strconv.Itoa(permissions), "position": 0, "color": 0,
		"colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist":  false, "managed": false, "mentionable": false, "icon": nil, "unicode_emoji": nil, "flags": 0, "description": nil,
	}
}

// guildObject is a guild as REST returns it.
func guildObject(g *Guild) object {
	o := object{
		"id": g.ID, "name": g.Name, "owner_id": g.owner.ID, "preferred_locale": g.locale, "features": []any{},
		"roles": g.roles(), "emojis": []any{}, "stickers": []any{}, "region": "us-east",
		"afk_timeout": 300, "system_channel_flags": 0, "verification_level": 0, "default_message_notifications": 0,
		"mfa_level": 0, "explicit_content_filter": 0, "max_presences": nil, "max_members": 500000,
		"max_stage_video_channel_users": 50, "max_video_channel_users": 25, "premium_tier": 0, "premium_subscription_count": 0,
		"premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "widget_enabled": false,
	}
	for _, absent := range []string{
		"icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id", "afk_channel_id",
		"system_channel_id", "widget_channel_id", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id",
		"public_updates_channel_id", "incidents_data", "hub_type",
	} {
		o[absent] = nil
	}
	if g.system != nil {
		o["system_channel_id"] = g.system.ID
	}
	return o
}

// guildCreate is a guild as the gateway announces it.
func (d *Discord) guildCreate(g *Guild) object {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := guildObject(g)
	channels := []any{}
	for _, c := range g.channels {
		channels = append(channels, d.channelObject(c))
	}
	o["channels"], o["joined_at"], o["large"], o["member_count"] = channels, g.joined, false, len(g.members)+1
	for _, empty := range []string{"members", "presences", "threads", "voice_states", "stage_instances", "guild_scheduled_events", "soundboard_sounds"} {
		o[empty] = []any{}
	}
	return o
}
