package safety

import (
	"strings"
	"time"
)

// Rules of the wording, for whoever edits it: at most five short lines. Say
// that a bot speaks and that nobody may be reading. No diagnosis, no means,
// no promise of secrecy or of watching, no question that suggests its
// answer. Offer a way without a voice beside every call. A clinician should
// read any change before a community relies on it.
const (
	crisisTitle    = "Please reach a person now"
	crisisLead     = "I'm a bot, and nobody may be reading this channel. What you carry right now is more than a bot can help with, and people can."
	crisisNumber   = "If you could act on it, or you are hurt: call {emergency} or go to the nearest emergency department."
	crisisTalk     = "Someone to talk to: {lines}."
	crisisTogether = "Until then, stay near someone you trust, and away from anything you might use to hurt yourself."

	emergencyTitle  = "This may be an emergency"
	emergencyNumber = "Call {emergency} now."
	emergencyPoison = "Swallowed, breathed in or taken too much? Poison centre: {poison}."
	emergencyLead   = "I'm a bot: don't wait for an answer here. If you are with someone, stay with them until help comes."

	warmTitle = "That sounds heavy"
	warmLead  = "Thank you for writing it down. I'm a bot, nobody may be reading along, and you don't have to carry it alone."
	warmTalk  = "You can talk to someone today, by phone or in writing: {lines}."
	warmWorse = "If it gets worse or you feel unsafe: {emergency}."
	warmTeam  = "If you are in treatment, tell your care team too; they want to know."

	otherTitle  = "You noticed, and that matters"
	otherLead   = "I'm a bot and can't reach them, but you can help: stay in contact, ask how they are, and bring in others."
	otherNumber = "If they may act now or are hurt: call {emergency} with where they are."
	otherTalk   = "These lines also advise friends and family: {lines}."

	lineText     = "If this is close to home, someone is there to talk: {lines}."
	pointerText  = "The people in my earlier message are still there for you: {lines}. In danger: {emergency}."
	kindnessText = "Thanks for telling me. I'd rather ask once too often; the numbers stay here in case: {lines}."
	boundaryText = "I can't advise on your own treatment, doses or symptoms: your prescriber or a pharmacist can. In an emergency: {emergency}."

	threatTitle = "Before anyone gets hurt"
	threatLead  = "I'm a bot and nobody may be reading this. If someone is in danger now: call {emergency}."
	threatTalk  = "Step away from the situation if you can, and talk to someone first: {lines}."

	abuseTitle = "You deserve to be safe"
	abuseLead  = "I'm a bot and nobody may be reading this. What was done to you is not your fault."
	abuseNow   = "In danger now: call {emergency}, or get to a place with other people."
	abuseTalk  = "To talk it through: {lines}."
	abuseTrace = "If someone checks your phone, think about removing this conversation."

	minorTitle = "Good that you ask"
	minorLead  = "I'm a bot for adults' questions about treatment, so I can't answer this for someone under 18."
	minorTalk  = "An adult you trust, a doctor or a school nurse can. To talk to someone: {lines}."
	minorNow   = "In danger: call {emergency}."

	// AlertText is what moderators see, with link, class and time; never text.
	AlertText = "A message may need a person: {class}, {time}, {link}"
	// HelpText is what /help says about safety.
	HelpText = "I give information only. I'm a bot: no crisis service, not for emergencies, and nobody watches what I'm asked. Moderators may be alerted if a message sounds like danger."
)

// StaticCard is what is shown if rules or resources cannot be loaded. It
// needs no file.
const StaticCard = "I can't answer right now. I'm a bot, and nobody may be reading this.\n" +
	"In danger or hurt? Call your local emergency number (US/CA 911, EU 112, UK 999, AU 000, NZ 111) or go to the nearest emergency department.\n" +
	"To talk or write to someone, in any country: https://findahelpline.com or https://befrienders.org"

// Place is what is known about where a member is: the guild's default or
// the member's own choice, never a guess.
type Place struct {
	Country   string // ISO code, or "" if unknown
	Emergency string // the number the guild set, or ""
}

// A Card is what is said for a class: plain text, one line each.
type Card struct {
	Title     string
	Lines     []string // at most five
	Resources []Resource
	Links     []Directory
}

// Card gives the full card for a verdict. Classes without a card (C0, C1,
// C6) give the zero Card: they have lines.
func (r *Resources) Card(v Verdict, p Place, now time.Time) Card {
	title, lines := wording(v)
	if title == "" {
		return Card{}
	}
	f := r.fill(p, audience(v), now)
	c := Card{Title: title, Resources: f.shown, Links: r.Directories()}
	for _, line := range lines {
		c.Lines = append(c.Lines, f.in(line))
	}
	return c
}

// wording picks the title and lines for a verdict.
func wording(v Verdict) (string, []string) {
	switch v.Class {
	case C3, C5:
		if v.Stance == OtherNow {
			return otherTitle, []string{otherLead, otherNumber, otherTalk}
		}
		lines := []string{crisisLead, crisisNumber, crisisTalk, crisisTogether}
		if v.Raises(C4) {
			lines = []string{crisisLead, crisisNumber, emergencyPoison, crisisTalk, crisisTogether}
		}
		return crisisTitle, lines
	case C4:
		return emergencyTitle, []string{emergencyNumber, emergencyPoison, emergencyLead}
	case C2:
		if v.Stance == OtherNow {
			return otherTitle, []string{otherLead, otherNumber, otherTalk}
		}
		return warmTitle, []string{warmLead, warmTalk, warmWorse, warmTeam}
	case C7:
		switch v.Topic {
		case Threat:
			return threatTitle, []string{threatLead, threatTalk}
		case Minor:
			return minorTitle, []string{minorLead, minorTalk, minorNow}
		}
		return abuseTitle, []string{abuseLead, abuseNow, abuseTalk, abuseTrace}
	}
	return "", nil
}

// audience says which lines fit a verdict.
func audience(v Verdict) Audience {
	switch {
	case v.Topic == Abuse:
		return Violence
	case v.Topic == Minor:
		return Youth
	}
	return Everyone
}

// ResourceLine is added to an answer: C1, and whoever met a card before.
func (r *Resources) ResourceLine(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(lineText)
}

// Pointer takes the place of a card shown a moment ago.
func (r *Resources) Pointer(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(pointerText)
}

// Kindness answers someone who says they were joking.
func (r *Resources) Kindness(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(kindnessText)
}

// Boundary stands above, or instead of, a passage for C6.
func (r *Resources) Boundary(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(boundaryText)
}

// A filling is what goes into the places of a template.
type filling struct {
	emergency, lines, poison string
	shown                    []Resource
}

// in fills line.
func (f filling) in(line string) string {
	return strings.NewReplacer("{emergency}", f.emergency, "{lines}", f.lines, "{poison}", f.poison).Replace(line)
}

// fill gathers what can be shown at place p.
func (r *Resources) fill(p Place, a Audience, now time.Time) filling {
	var f filling
	f.shown = r.For(p.Country, a, now)
	if len(f.shown) == 0 {
		f.shown = r.For(p.Country, Everyone, now)
	}
	var lines []string
	for _, resource := range f.shown {
		lines = append(lines, resource.Service+" ("+strings.Join(resource.Channels, ", ")+")")
	}
	var links []string
	for _, d := range r.directories {
		links = append(links, d.URL)
	}
	where := "any country: " + strings.Join(links, " or ")
	if len(lines) > 0 {
		where = strings.Join(lines, " · ") + " · elsewhere: " + strings.Join(links, " or ")
	}
	f.lines = where
	f.emergency = "your local emergency number"
	number := p.Emergency
	for _, resource := range r.For(p.Country, Emergency, now) {
		if number == "" {
			number = strings.TrimPrefix(resource.Channels[0], "call ")
		}
		f.shown = append(f.shown, resource)
	}
	if number != "" {
		f.emergency = number + " (or your local emergency number)"
	}
	f.poison = "the emergency number can connect you"
	for _, resource := range r.For(p.Country, Poison, now) {
		f.poison = strings.TrimPrefix(resource.Channels[0], "call ")
	}
	return f
}
