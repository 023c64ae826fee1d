package bot

import (
	"slices"
	"strings"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/hotline"
	"pamphlet/internal/safety"
)

// A card is what is said for a class: plain text, at most five lines.
type card struct {
	title messages.Key
	lines []messages.Key
}

// cardOf picks the card for a verdict. Classes without a card give none: they
// have lines.
func cardOf(v safety.Verdict) card {
	other := card{messages.CardOtherTitle, []messages.Key{messages.CardOtherLead, messages.CardOtherNumber, messages.CardOtherTalk}}
	switch {
	case v.Stance == safety.OtherNow && (v.Class == safety.AtRisk || v.Class == safety.Crisis || v.Class == safety.Lethal):
		return other
	case (v.Class == safety.Crisis || v.Class == safety.Lethal) && v.Raises(safety.Emergency):
		return card{messages.CardCrisisTitle, []messages.Key{messages.CardCrisisLead, messages.CardCrisisNumber, messages.CardEmergencyPoison, messages.CardCrisisTalk, messages.CardCrisisTogether}}
	case v.Class == safety.Crisis || v.Class == safety.Lethal:
		return card{messages.CardCrisisTitle, []messages.Key{messages.CardCrisisLead, messages.CardCrisisNumber, messages.CardCrisisTalk, messages.CardCrisisTogether}}
	case v.Class == safety.Emergency:
		return card{messages.CardEmergencyTitle, []messages.Key{messages.CardEmergencyNumber, messages.CardEmergencyPoison, messages.CardEmergencyLead}}
	case v.Class == safety.AtRisk:
		return card{messages.CardWarmTitle, []messages.Key{messages.CardWarmLead, messages.CardWarmTalk, messages.CardWarmWorse}}
	case v.Topic == safety.Threat:
		return card{messages.CardThreatTitle, []messages.Key{messages.CardThreatLead, messages.CardThreatTalk}}
	case v.Topic == safety.Minor:
		return card{messages.CardMinorTitle, []messages.Key{messages.CardMinorLead, messages.CardMinorTalk, messages.CardMinorNow}}
	}
	return card{messages.CardAbuseTitle, []messages.Key{messages.CardAbuseLead, messages.CardAbuseNow, messages.CardAbuseTalk, messages.CardAbuseTrace}}
}

// audience says which crisis lines fit a verdict.
func audience(v safety.Verdict) hotline.Audience {
	switch v.Topic {
	case safety.Abuse:
		return hotline.ForViolence
	case safety.Minor:
		return hotline.ForYouth
	}
	return hotline.ForEveryone
}

// A helpline fills crisis lines and emergency numbers into sentences, for one
// reader.
type helpline struct {
	*hotline.Registry
	say      func(s messages.Key, args ...any) string
	country  string // of the guild, or ""; never a guess
	audience hotline.Audience
	now      time.Time
}

// helpline is for the member of r.
func (b *Bot) helpline(r Request, a hotline.Audience) helpline {
	return helpline{b.guards.Resources, r.Say, r.settings.values[SettingCountry], a, r.Time}
}

// in is a sentence, filled and escaped. Its addresses can be pressed.
func (h helpline) in(s messages.Key) string {
	return addresses(strings.NewReplacer("{emergency}", h.emergency(), "{lines}", h.lines(), "{poison}", h.poison()).Replace(h.say(s)))
}

// with fills one thing into a sentence.
func (h helpline) with(s messages.Key, place, text string) string {
	return strings.ReplaceAll(h.say(s), place, text)
}

// resources are those that are named, with the emergency numbers and the
// directories.
func (h helpline) resources() []Resource {
	var all []Resource
	for _, r := range h.All() {
		own := h.country == "" || r.Country == h.country
		fits := r.Audience == h.audience || r.Audience == hotline.ForEveryone || r.Audience == hotline.ForEmergency
		if own && fits && slices.ContainsFunc(h.For(r.Country, r.Audience, h.now), func(o hotline.Resource) bool { return o.ID == r.ID }) {
			all = append(all, Resource{Country: r.Country, Name: r.Service, Channels: r.Channels, URL: r.Source})
		}
	}
	for _, d := range h.Directories(h.audience) {
		all = append(all, Resource{Name: d.Name, Channels: []string{}, URL: d.URL})
	}
	return all
}

// shown are the crisis lines of the reader's country.
func (h helpline) shown() []hotline.Resource {
	if list := h.For(h.country, h.audience, h.now); len(list) > 0 {
		return list
	}
	return h.For(h.country, hotline.ForEveryone, h.now)
}

// between stands between the entries of a list.
const between = " · "

// lines names those that are shown, or those of every country if nobody has
// said where the reader is, and then the directories.
func (h helpline) lines() string {
	var names, links []string
	for _, r := range h.shown() {
		names = append(names, r.Service+" ("+strings.Join(h.channels(r), ", ")+")")
	}
	before := messages.LinesElsewhere
	if h.country == "" {
		names, before = h.everywhere(hotline.ForEveryone, func(r hotline.Resource) string { return ": " + h.shortest(r) }), messages.LinesAnywhere
	}
	if len(names) == 0 {
		before = messages.LinesAnywhere
	}
	for _, d := range h.Directories(h.audience) {
		links = append(links, d.URL)
	}
	directories := strings.Join(links, " "+h.say(messages.LinesOr)+" ")
	return strings.Join(append(names, h.with(before, "{directories}", directories)), between)
}

// emergency names the number to call: that of the country, or those of every
// country if nobody has said where the reader is.
func (h helpline) emergency() string {
	if list := h.For(h.country, hotline.ForEmergency, h.now); len(list) > 0 {
		return h.with(messages.NumberOrLocal, "{number}", list[0].Number())
	}
	if list := h.everywhere(hotline.ForEmergency, numbered); h.country == "" && len(list) > 0 {
		return h.say(messages.NumberLocal) + " (" + strings.Join(list, between) + ")"
	}
	return h.say(messages.NumberLocal)
}

// poison names a poison centre to call, as emergency does.
func (h helpline) poison() string {
	if list := h.For(h.country, hotline.ForPoison, h.now); len(list) > 0 {
		return list[0].Number()
	}
	if list := h.everywhere(hotline.ForPoison, numbered); h.country == "" && len(list) > 0 {
		return strings.Join(append(list, h.say(messages.PoisonElsewhere)), between)
	}
	return h.say(messages.PoisonNone)
}

// numbered is how a number stands behind its country.
func numbered(r hotline.Resource) string { return " " + r.Number() }

// everywhere lists the first current resource of every country, for readers
// whose country nobody has said: countries that share one are joined, such
// as "US/CA: call or text 988".
func (h helpline) everywhere(a hotline.Audience, show func(hotline.Resource) string) []string {
	var countries, ways []string
	for _, entry := range h.All() {
		list := h.For(entry.Country, a, h.now)
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

// verbs are what channels of the registry begin with, and how they are said.
var verbs = []struct {
	prefix, place string
	as            messages.Key
}{
	{"call ", "{number}", messages.LinesCall}, {"text ", "{number}", messages.LinesText},
	{"chat at ", "{page}", messages.LinesChat}, {"email ", "{address}", messages.LinesMail},
}

// channels gives r's channels in the reader's language.
func (h helpline) channels(r hotline.Resource) []string {
	var list []string
	for _, c := range r.Channels {
		for _, v := range verbs {
			if to, ok := strings.CutPrefix(c, v.prefix); ok {
				c = h.with(v.as, v.place, to)
				break
			}
		}
		list = append(list, c)
	}
	return list
}

// shortest gives the number of r, and whether it can be written to.
func (h helpline) shortest(r hotline.Resource) string {
	if slices.Contains(r.Channels, "text "+r.Number()) {
		return h.with(messages.LinesBoth, "{number}", r.Number())
	}
	return r.Number()
}
