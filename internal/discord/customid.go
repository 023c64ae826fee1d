package discord

import (
	"errors"
	"strings"
	"unicode/utf16"

	"pamphlet/bot"
)

// idVersion begins every custom_id this version writes. Buttons of another
// version stay in old messages for ever; they are answered as unknown.
const idVersion = "1"

// maxID is Discord's limit of a custom_id, in characters.
const maxID = 100

var errLongID = errors.New("custom_id longer than 100 characters")

var (
	escapeID   = strings.NewReplacer("%", "%25", "|", "%7C")
	unescapeID = strings.NewReplacer("%25", "%", "%7C", "|")
)

// customID writes a verb and its arguments so that a press of the button
// needs nothing remembered: version, verb and arguments between bars.
func customID(verb bot.Verb, args []string) (string, error) {
	parts := []string{idVersion, escapeID.Replace(string(verb))}
	for _, a := range args {
		parts = append(parts, escapeID.Replace(a))
	}
	id := strings.Join(parts, "|")
	if len(utf16.Encode([]rune(id))) > maxID {
		return "", errLongID
	}
	return id, nil
}

// readCustomID undoes customID. What this version did not write gives "".
func readCustomID(id string) (bot.Verb, []string) {
	parts := strings.Split(id, "|")
	if len(parts) < 2 || parts[0] != idVersion {
		return "", nil
	}
	args := make([]string, 0, len(parts)-2)
	for _, p := range parts[2:] {
		args = append(args, unescapeID.Replace(p))
	}
	return bot.Verb(unescapeID.Replace(parts[1])), args
}
