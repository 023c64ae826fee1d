package moderate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/lexicon"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// settingTwoPerson is on where no draft is published by who made it.
const settingTwoPerson = "twoperson"

// A setting is something a guild can choose.
type setting struct {
	name string
	// channel makes its value a channel of the guild, chosen from a list.
	channel bool
	// role makes its value a role of the guild, chosen from a list.
	role bool
	// channels offers that list for a value of several.
	channels bool
	choices  []string
	// check returns value as it is kept, or false.
	check func(value string) (string, bool)
}

// settings lists what /setup shows, in its order.
func settings() []setting {
	onOff := []string{"on", "off"}
	return []setting{
		{name: bot.SettingDisclaimer, check: checkDisclaimer},
		{name: bot.SettingThreshold, check: checkThreshold},
		{name: bot.SettingPrivate, choices: onOff},
		{name: bot.SettingChannels, channels: true, check: checkChannels},
		{name: bot.SettingAutoAnswer, channels: true, check: checkChannels},
		{name: bot.SettingAlert, channel: true},
		{name: bot.SettingAlertRole, role: true, check: roleID},
		{name: bot.SettingDigest, channel: true},
		{name: bot.SettingCountry, check: checkCountry},
		{name: knowledge.SettingRetention, check: checkRetention},
		{name: bot.SettingLocale, check: checkLocale},
		{name: bot.SettingReview, choices: []string{"note", "withhold"}},
		{name: bot.SettingPictures, choices: onOff},
		{name: settingTwoPerson, choices: onOff},
	}
}

// findSetting returns the setting of a name.
func findSetting(name string) (setting, bool) {
	all := settings()
	i := slices.IndexFunc(all, func(s setting) bool { return s.name == name })
	if i < 0 {
		if name == knowledge.SettingSynonyms {
			return setting{name: name, check: checkSynonyms}, true
		}
		return setting{}, false
	}
	return all[i], true
}

// accept returns value as it is kept. "default" takes a setting back.
func (s setting) accept(value string) (string, bool) {
	value = strings.TrimSpace(value)
	switch {
	case value == "default":
		return "", true
	case s.choices != nil:
		value = strings.ToLower(value)
		return value, slices.Contains(s.choices, value)
	case s.channel:
		return channelID(value)
	}
	return s.check(value)
}

// checkDisclaimer takes a sentence or two: an answer must have room above it.
func checkDisclaimer(value string) (string, bool) {
	value = strings.Join(strings.Fields(value), " ")
	n := utf8.RuneCountInString(value)
	return value, 20 <= n && n <= 300
}

// checkThreshold takes "60%", "60" or "0.6".
func checkThreshold(value string) (string, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(value, "%")), 64)
	if strings.HasSuffix(value, "%") || f > 1 {
		f /= 100
	}
	return strconv.FormatFloat(f, 'g', 3, 64), err == nil && 0.05 <= f && f <= 0.99
}

// channelID reads a channel as Discord writes it, "<#123>", or its bare id.
func channelID(value string) (string, bool) {
	id := strings.TrimSuffix(strings.TrimPrefix(value, "<#"), ">")
	return id, id != "" && len(id) <= 100 && !strings.ContainsAny(id, " <>#@,\n")
}

// roleID reads a role as Discord writes it, "<@&123>", or its bare id.
func roleID(value string) (string, bool) {
	id, ok := channelID(strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(value, "<@&"), ">"), "@"))
	return id, ok && id != "everyone" && id != "here"
}

// maxChannels is how many channels a guild can name.
const maxChannels = 50

func checkChannels(value string) (string, bool) {
	var ids []string
	for _, field := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		id, ok := channelID(field)
		if !ok {
			return "", false
		}
		ids = append(ids, id)
	}
	return strings.Join(ids, " "), 0 < len(ids) && len(ids) <= maxChannels
}

// checkCountry takes an ISO 3166-1 code of two letters.
func checkCountry(value string) (string, bool) {
	value = strings.ToUpper(value)
	return value, len(value) == 2 && strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// checkRetention takes days, at most a year.
func checkRetention(value string) (string, bool) {
	n, err := strconv.Atoi(value)
	return strconv.Itoa(n), err == nil && 0 <= n && n <= 365
}

// checkLocale takes a language that Discord knows, such as "de" or "en-US".
func checkLocale(value string) (string, bool) {
	base, region, _ := strings.Cut(value, "-")
	letters := func(s string) bool {
		return strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789") == ""
	}
	return value, len(base) == 2 && len(region) <= 3 && letters(base) && letters(region)
}

// maxSynonyms is the longest list of synonyms, in bytes.
const maxSynonyms = 100_000

func checkSynonyms(value string) (string, bool) {
	_, err := lexicon.Parse(strings.NewReader(value))
	return value, err == nil && len(value) <= maxSynonyms
}

// CheckSettings returns what is wrong with the settings of a guild, as they are
// stored. Those that no moderator can choose are not looked at.
func CheckSettings(values map[string]string) []string {
	var found []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		s, ok := findSetting(name)
		if !ok {
			continue
		}
		if accepted, ok := s.accept(values[name]); !ok || accepted != values[name] {
			found = append(found, fmt.Sprintf("setting %s: want %s", name, messages.Text(messages.Key("allowed."+name))))
		}
	}
	return found
}

// CheckKept returns what is wrong with the settings, schedules and rights of k, which came
// from files that anybody may have changed.
func CheckKept(k knowledge.Snapshot) error {
	for _, name := range slices.Sorted(maps.Keys(k.Settings)) {
		s, ok := findSetting(name)
		if !ok {
			return fmt.Errorf("setting %q: there is no such setting", name)
		}
		if accepted, ok := s.accept(k.Settings[name]); !ok || accepted != k.Settings[name] {
			return fmt.Errorf("setting %s: want %s", name, messages.Text(messages.Key("allowed."+name)))
		}
	}
	for _, slug := range slices.Sorted(maps.Keys(k.Refreshes)) {
		if periods[k.Refreshes[slug]] == 0 {
			return fmt.Errorf("refresh of %s: want day, week or month", slug)
		}
	}
	for _, g := range k.Grants {
		if !slices.Contains(bot.Rights(), bot.Right(g.May)) || g.Role == "" {
			return fmt.Errorf("right %q of role %q: want edit, publish or configure", g.May, g.Role)
		}
	}
	return nil
}

// shown is a setting's value as a moderator reads it, in Markdown.
func shown(r bot.Request, s setting, value string) string {
	switch {
	case value == "" && s.name == bot.SettingDisclaimer:
		return bot.Escape(r.Say(messages.Disclaimer))
	case value == "" && s.name == bot.SettingThreshold:
		return percent(search.DefaultThreshold)
	case value == "":
		return r.Say(messages.Key("default." + s.name))
	case s.name == bot.SettingThreshold:
		f, err := strconv.ParseFloat(value, 64)
		if err == nil {
			return percent(f)
		}
	case s.name == knowledge.SettingSynonyms:
		return fmt.Sprintf("lines: %d", strings.Count(value, "\n")+1)
	case s.channel:
		return channelName(value)
	case s.role:
		return roleName(value)
	case s.channels:
		var names []string
		for _, id := range strings.Fields(value) {
			names = append(names, channelName(id))
		}
		return strings.Join(names, " ")
	}
	return bot.Escape(value)
}

// onlyIn lists the lines of a that b lacks, in Markdown.
func onlyIn(a, b string) string {
	if lines := added(strings.Split(b, "\n"), strings.Split(a, "\n")); len(lines) > 0 && a != "" {
		return bot.Escape(strings.Join(lines, "; "))
	}
	return "–"
}

func percent(f float64) string { return strconv.FormatFloat(100*f, 'g', 3, 64) + "%" }

// channelName and roleName are how Discord shows the name of what has an id.
func channelName(id string) string { return "<#" + bot.Escape(id) + ">" }

func roleName(id string) string { return "<@&" + bot.Escape(id) + ">" }

// about says what a setting is for.
func about(r bot.Request, name string) string { return r.Say(messages.Key("setting." + name)) }
