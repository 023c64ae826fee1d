package safety

import (
	"slices"
	"strings"
	"time"
)

// AlertText is what moderators see, with link, class and time; never text.
const AlertText = "A message may need a person: {class}, {time}, {link}"

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
	Locale    string // language of the cards, such as "de" or "pt-BR"; English if unknown
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
	title, lines := speechOf(p.Locale).wording(v)
	if title == "" {
		return Card{}
	}
	f := r.fill(p, audience(v), now)
	c := Card{Title: title, Resources: f.shown, Links: r.Directories(audience(v))}
	for _, line := range lines {
		c.Lines = append(c.Lines, f.in(line))
	}
	return c
}

// wording picks the title and lines for a verdict.
func (s *speech) wording(v Verdict) (string, []string) {
	switch v.Class {
	case C3, C5:
		if v.Stance == OtherNow {
			return s.otherTitle, []string{s.otherLead, s.otherNumber, s.otherTalk}
		}
		lines := []string{s.crisisLead, s.crisisNumber, s.crisisTalk, s.crisisTogether}
		if v.Raises(C4) {
			lines = []string{s.crisisLead, s.crisisNumber, s.emergencyPoison, s.crisisTalk, s.crisisTogether}
		}
		return s.crisisTitle, lines
	case C4:
		return s.emergencyTitle, []string{s.emergencyNumber, s.emergencyPoison, s.emergencyLead}
	case C2:
		if v.Stance == OtherNow {
			return s.otherTitle, []string{s.otherLead, s.otherNumber, s.otherTalk}
		}
		return s.warmTitle, []string{s.warmLead, s.warmTalk, s.warmWorse, s.warmTeam}
	case C7:
		switch v.Topic {
		case Threat:
			return s.threatTitle, []string{s.threatLead, s.threatTalk}
		case Minor:
			return s.minorTitle, []string{s.minorLead, s.minorTalk, s.minorNow}
		}
		return s.abuseTitle, []string{s.abuseLead, s.abuseNow, s.abuseTalk, s.abuseTrace}
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
	return r.fill(p, Everyone, now).in(speechOf(p.Locale).lineText)
}

// Pointer takes the place of a card shown a moment ago.
func (r *Resources) Pointer(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(speechOf(p.Locale).pointerText)
}

// Kindness answers someone who says they were joking.
func (r *Resources) Kindness(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(speechOf(p.Locale).kindnessText)
}

// Boundary stands above, or instead of, a passage for C6.
func (r *Resources) Boundary(p Place, now time.Time) string {
	return r.fill(p, Everyone, now).in(speechOf(p.Locale).boundaryText)
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
	s := speechOf(p.Locale)
	shown := r.For(p.Country, a, now)
	if len(shown) == 0 {
		shown = r.For(p.Country, Everyone, now)
	}
	return filling{
		emergency: r.emergency(s, p, now),
		lines:     r.lines(s, p, shown, a, now),
		poison:    r.poison(s, p, now),
		shown:     append(shown, r.For(p.Country, Emergency, now)...),
	}
}

// lines names those that are shown, or those of every country if nobody has
// said where the reader is, and then the directories.
func (r *Resources) lines(s *speech, p Place, shown []Resource, a Audience, now time.Time) string {
	var names, links []string
	for _, resource := range shown {
		names = append(names, resource.Service+" ("+strings.Join(s.channels(resource), ", ")+")")
	}
	before := s.elsewhere
	if p.Country == "" {
		names, before = r.everywhere(Everyone, now, func(resource Resource) string { return ": " + s.shortest(resource) }), s.anywhere
	}
	if len(names) == 0 {
		before = s.anywhere
	}
	for _, d := range r.Directories(a) {
		links = append(links, d.URL)
	}
	return strings.Join(append(names, before+strings.Join(links, s.or)), between)
}

// between stands between the entries of a list.
const between = " · "

// emergency names the number to call: the guild's own, that of the country, or
// those of every country if nobody has said where the reader is.
func (r *Resources) emergency(s *speech, p Place, now time.Time) string {
	if p.Emergency != "" {
		return p.Emergency + s.orLocal
	}
	if list := r.For(p.Country, Emergency, now); len(list) > 0 {
		return list[0].number() + s.orLocal
	}
	if list := r.everywhere(Emergency, now, numbered); p.Country == "" && len(list) > 0 {
		return s.local + " (" + strings.Join(list, between) + ")"
	}
	return s.local
}

// poison names a poison centre to call, as emergency does.
func (r *Resources) poison(s *speech, p Place, now time.Time) string {
	if list := r.For(p.Country, Poison, now); len(list) > 0 {
		return list[0].number()
	}
	if list := r.everywhere(Poison, now, numbered); p.Country == "" && len(list) > 0 {
		return strings.Join(list, between) + s.poisonAbroad
	}
	return s.noPoison
}

// numbered is how a number stands behind its country.
func numbered(r Resource) string { return " " + r.number() }

// everywhere lists the first current resource of every country, for readers
// whose country nobody has said: countries that share one are joined, such
// as "US/CA: call or text 988".
func (r *Resources) everywhere(a Audience, now time.Time, show func(Resource) string) []string {
	var countries, ways []string
	for _, entry := range r.list {
		list := r.For(entry.Country, a, now)
		if len(list) == 0 || list[0].ID != entry.ID {
			continue
		}
		name := entry.Country
		if name == "GB" {
			name = "UK" // as its people call it
		}
		if at := slices.Index(ways, show(entry)); at >= 0 {
			countries[at] += "/" + name
		} else {
			countries, ways = append(countries, name), append(ways, show(entry))
		}
	}
	for i := range ways {
		ways[i] = countries[i] + ways[i]
	}
	return ways
}

// number is the first number to call, without a word before it.
func (r Resource) number() string { return strings.TrimPrefix(r.Channels[0], "call ") }

// channels gives r's channels with their verbs in the language of s.
func (s *speech) channels(r Resource) []string {
	verbs := strings.NewReplacer("call ", s.call, "text ", s.text, "chat at ", s.chat, "email ", s.mail)
	var list []string
	for _, c := range r.Channels {
		list = append(list, verbs.Replace(c))
	}
	return list
}

// shortest gives the number of r, and whether it can be written to.
func (s *speech) shortest(r Resource) string {
	number := r.number()
	if slices.Contains(r.Channels, "text "+number) {
		return s.both + number
	}
	return number
}
