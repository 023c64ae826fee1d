package discordtest

import (
	"fmt"
	"regexp"
	"strings"
)

// commandName is Discord's rule for slash commands and their options, lower
// case on top.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// commandsFaults checks the whole set of an application's commands.
func commandsFaults(commands []any) []string {
	var faults []string
	seen := map[string]bool{}
	count := map[int]int{}
	for _, c := range objects(commands) {
		kind := max(number(c, "type"), 1)
		key := fmt.Sprint(kind, text(c, "name"))
		if seen[key] {
			faults = append(faults, "two commands have the same name")
		}
		seen[key] = true
		count[kind]++
		faults = append(faults, commandFaults(c, kind)...)
	}
	if count[1] > 100 || count[2] > 15 || count[3] > 15 {
		faults = append(faults, "more than 100 slash, 15 user or 15 message commands")
	}
	return faults
}

func commandFaults(c object, kind int) []string {
	var faults []string
	if kind == 1 {
		faults = nameFaults(c)
		if text(c, "description") == "" {
			faults = append(faults, "slash command has no description")
		}
	} else if text(c, "description") != "" || len(list(c, "options")) > 0 {
		faults = append(faults, "menu command has a description or options")
	}
	if n := commandUnits(c); n > 8000 {
		faults = append(faults, fmt.Sprintf("command has %d characters, 8000 are allowed", n))
	}
	return append(faults, optionFaults(c)...)
}

func nameFaults(c object) []string {
	var faults []string
	names := []string{text(c, "name")}
	for _, localized := range child(c, "name_localizations") {
		names = append(names, localized.(string))
	}
	for _, name := range names {
		if !commandName.MatchString(name) || strings.ToLower(name) != name {
			faults = append(faults, fmt.Sprintf("name %q is not allowed", name))
		}
	}
	return faults
}

func optionFaults(c object) []string {
	var faults []string
	seen := map[string]bool{}
	optional := false
	for _, o := range objects(list(c, "options")) {
		faults = append(faults, nameFaults(o)...)
		if seen[text(o, "name")] {
			faults = append(faults, "two options have the same name")
		}
		seen[text(o, "name")] = true
		if o["required"] == true && optional {
			faults = append(faults, "required option after an optional one")
		}
		optional = optional || o["required"] != true
		if o["autocomplete"] == true && len(list(o, "choices")) > 0 {
			faults = append(faults, "option has both choices and autocomplete")
		}
		faults = append(faults, optionFaults(o)...)
	}
	return faults
}

// commandUnits is the size Discord limits: names, descriptions and values of
// the command, its options and choices, in the longest localization.
func commandUnits(c object) int {
	n := longest(c, "name") + longest(c, "description") + units(text(c, "value"))
	for _, key := range []string{"options", "choices"} {
		for _, o := range objects(list(c, key)) {
			n += commandUnits(o)
		}
	}
	return n
}

func longest(c object, key string) int {
	n := units(text(c, key))
	for _, localized := range child(c, key+"_localizations") {
		if s, ok := localized.(string); ok {
			n = max(n, units(s))
		}
	}
	return n
}
