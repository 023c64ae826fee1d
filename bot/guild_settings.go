package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/lint"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// Settings of a guild that replies depend on. An empty value is the default.
const (
	SettingDisclaimer = "disclaimer" // wording that closes every answer
	SettingThreshold  = "threshold"  // confidence from which a passage answers
	SettingPrivate    = "private"    // on: /ask answers only the asker
	SettingChannels   = "channels"   // where mentions are answered; none is everywhere
	SettingAutoAnswer = "autoanswer" // where new posts are answered unasked; none is nowhere
	SettingAlert      = "alert"      // channel that hears of someone in danger
	SettingAlertRole  = "alertrole"  // role that the alert pings
	SettingDigest     = "digest"     // channel that gets the daily digest
	SettingCountry    = "country"    // whose crisis lines are shown
	SettingLocale     = "locale"     // language of the bot's own sentences
	SettingReview     = "review"     // note or withhold: past its review date
	SettingPictures   = "pictures"   // off: pictures of articles are told, not shown
)

// guildSettings holds a guild's settings, and what safety adds to them, for one
// request.
type guildSettings struct {
	values map[string]string // nil until Begin has read them
	// sensitive is set when the asker may be at risk, or asks about it: some
	// passages are not for them.
	sensitive bool
	// atRisk is set when the asker may be at risk: what answers must be surer.
	atRisk bool
	// noStore is set when the question may not be written anywhere.
	noStore bool
	// noDose is set when the asker wants an amount for themselves: what holds a
	// dose is not for them unless a moderator tagged it.
	noDose bool
	// err is why the values could not be read. Nobody in danger has to wait
	// for that: cards need no database.
	err error
}

// Setting returns what the guild of r chose, or "" for the default.
func (r Request) Setting(name string) string { return r.settings.values[name] }

// Disclaimer is the sentence that closes every answer. A guild can word it,
// not leave it out.
func (r Request) Disclaimer() string {
	if own := r.settings.values[SettingDisclaimer]; own != "" {
		return Escape(own)
	}
	return r.Say(messages.Disclaimer)
}

// answersHere reports whether the bot answers in the channel of r. Without a list
// it answers everywhere.
func (r Request) answersHere() bool {
	listed := strings.Fields(r.settings.values[SettingChannels])
	return len(listed) == 0 || r.Direct || slices.Contains(listed, r.Channel)
}

// overdue reports whether a passage's article should have been read again by a
// person.
func overdue(p knowledge.Passage, now time.Time) bool {
	return !p.Review.IsZero() && now.After(p.Review)
}

// outdated reports whether a passage is withheld for being past its review
// date, as the guild of r wants that.
func (r Request) outdated(p knowledge.Passage) bool {
	return r.settings.values[SettingReview] == "withhold" && overdue(p, r.Time)
}

// Withheld drops the matches that may not be quoted now, and what would lead
// to them: those past their review date where the guild wants that, those that
// are not for someone who may be at risk, and doses where one is asked for
// oneself. A question that a moderator listed is answered.
func (b *Bot) Withheld(r Request, found search.Result) search.Result {
	hidden := func(m search.Match) bool {
		return r.outdated(m.Passage) ||
			r.settings.noDose && !m.Listed && !slices.Contains(m.Tags, knowledge.TagAdvice) && b.lint().HasDose(m.Text) ||
			r.settings.sensitive && slices.Contains(m.Tags, knowledge.TagNoCrisis)
	}
	kept := slices.DeleteFunc(slices.Clone(found.Matches), hidden)
	found.Closest = slices.DeleteFunc(slices.Clone(found.Closest), hidden)
	quotable := func(all []search.Related) []search.Related {
		return slices.DeleteFunc(slices.Clone(all), func(to search.Related) bool {
			return !slices.ContainsFunc(kept, func(m search.Match) bool { return m.ID == to.Passage })
		})
	}
	found.Choices, found.Nearest, found.Related = quotable(found.Choices), quotable(found.Nearest), quotable(found.Related)
	if len(found.Matches) > 0 && (len(kept) == 0 || kept[0].ID != found.Matches[0].ID) {
		if found.Answered {
			found.Reason = search.ReasonWithheld
		}
		found.Answered = false
	}
	found.Matches = kept
	return found
}

// Linter finds what moderators should look at in an article. It is made when
// first needed.
func (b *Bot) Linter() *lint.Linter { return b.lint() }

// Channels lists the channels, by ID, that a guild's moderators chose: those the
// bot answers in, none of which means everywhere, and those it posts in by
// itself.
func (b *Bot) Channels(ctx context.Context, guild string) (answers, posts []string, err error) {
	values, err := b.base.Settings(ctx, guild)
	posts = strings.Fields(values[SettingAlert] + " " + values[SettingDigest] + " " + values[SettingAutoAnswer])
	return strings.Fields(values[SettingChannels]), posts, err
}

// Left notes that the bot was taken out of a guild. What the guild kept is
// deleted after knowledge.Grace.
func (b *Bot) Left(ctx context.Context, guild string, now time.Time) error {
	return b.base.Leave(ctx, guild, now)
}

// Joined notes that the bot is in a guild, perhaps again.
func (b *Bot) Joined(ctx context.Context, guild string) error { return b.base.Rejoin(ctx, guild) }

// A Right is what a moderator may do. Whoever may manage the guild may do
// everything; roles are given rights one by one.
type Right string

// The rights. Each stands alone: who may publish may not thereby edit.
const (
	MayEdit      Right = "edit"      // propose changes, work on the queue
	MayPublish   Right = "publish"   // make changes answer
	MayConfigure Right = "configure" // change settings and rights
)

// Rights lists all rights.
func Rights() []Right { return []Right{MayEdit, MayPublish, MayConfigure} }

// HasRight reports whether the member of r has a right in the guild of r.
func (b *Bot) HasRight(ctx context.Context, r Request, right Right) (bool, error) {
	if r.Guild == "" || r.Member.Manage {
		return r.Guild != "", nil
	}
	if len(r.Member.Roles) == 0 {
		return false, nil
	}
	grants, err := b.base.Grants(ctx, r.Guild)
	return slices.ContainsFunc(grants, func(g knowledge.Grant) bool {
		return g.May == string(right) && slices.Contains(r.Member.Roles, g.Role)
	}), err
}
