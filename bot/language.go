package bot

import (
	"fmt"
	"strings"
	"time"

	"pamphlet/bot/messages"
)

// say returns a message in the member's language, or else in the guild's.
func (r Request) say(key messages.Key, args ...any) string {
	text := messages.Text(key, r.Member.Locale, r.settings.values[settingLocale], r.Locale)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// day writes a date as it is read in the member's language.
func (r Request) day(t time.Time) string {
	months := strings.Fields(r.say(messages.Months))
	return r.say(messages.Day, t.Day(), months[t.Month()-1], t.Year())
}
