package prose

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A FoundDay is what a text says of a day.
type FoundDay struct {
	Day       time.Time
	Ambiguous bool // 01/02/2023: nobody can tell which is the month
}

// dayLayouts are the usual ways to write a day, for package time.
func dayLayouts() []string {
	return []string{
		"2006-01-02", "2006/01/02", "2006.01.02", "20060102",
		"January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "January 2006", "Jan 2006",
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04",
		time.RFC1123, time.RFC1123Z, time.ANSIC,
	}
}

var (
	numericDay = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$`)
	dayOrdinal = regexp.MustCompile(`(?i)\b(\d{1,2})(st|nd|rd|th)\b`)
	weekday    = regexp.MustCompile(`(?i)^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+`)
	shortMonth = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)\.`)
)

// ParseDay reads text as a day and nothing else. ok is false if it is none, or
// not between 1900 and 2200. Not dateparse: that takes 01-02-2023 and 1.2.2023 for one
// of the two days they may be, and 2026 and 1700000000 for days.
func ParseDay(text string) (found FoundDay, ok bool) {
	text = strings.TrimSpace(text)
	if len(text) < 6 || len(text) > 40 || !strings.ContainsAny(text, "0123456789") {
		return FoundDay{}, false
	}
	if parts := numericDay.FindStringSubmatch(text); parts != nil {
		return parseNumericDay(parts)
	}
	plain := shortMonth.ReplaceAllString(text, "$1")
	plain = dayOrdinal.ReplaceAllString(plain, "$1")
	if len(plain) < 25 {
		plain = weekday.ReplaceAllString(plain, "")
		plain = strings.NewReplacer(",", " ", " of ", " ", "Sept ", "Sep ").Replace(plain)
	}
	plain = strings.Join(strings.Fields(plain), " ")
	for _, layout := range dayLayouts() {
		if day, err := time.Parse(layout, plain); err == nil && day.Year() >= 1900 && day.Year() < 2200 {
			y, m, d := day.Date()
			return FoundDay{Day: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}, true
		}
	}
	return FoundDay{}, false
}

// parseNumericDay reads 31/12/2023. With full stops the day comes first; with
// slashes and hyphens it is told only by a number above twelve.
func parseNumericDay(parts []string) (FoundDay, bool) {
	first, _ := strconv.Atoi(parts[1])
	second, _ := strconv.Atoi(parts[3])
	year, _ := strconv.Atoi(parts[4])
	day, month := first, second
	switch {
	case first > 12 || parts[2] == "." || first == second:
	case second > 12:
		day, month = second, first
	default:
		return FoundDay{Ambiguous: true}, true
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if at.Day() != day || int(at.Month()) != month || year < 1900 || year >= 2200 {
		return FoundDay{}, false
	}
	return FoundDay{Day: at}, true
}

// dateLabel is what stands before a day on a line of its own.
var dateLabel = regexp.MustCompile(`(?i)^(?:(?:first |originally )?(?:published|posted|written|created|released)|(?:last |page )*(?:updated|modified|reviewed|edited)|last (?:medically )?reviewed|last update|date|updated)(?: on| at)?\s*:?\s+`)

var (
	namedDay = regexp.MustCompile(`(?i)\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{4}|\d{4}-\d{2}-\d{2})\b`)
	credit   = regexp.MustCompile(`^(?i:by|posted|published|written|author:?)\s|[|·•]| (?i:by) `)
)

// CreditLine reads the day in a line such as "By Jane Roe | April 2, 2023".
func CreditLine(text string) (found FoundDay, ok bool) {
	const most = 12 // words: a name with its title, a day, a label
	if Words(text) > most || strings.HasSuffix(text, ".") || !credit.MatchString(text) {
		return FoundDay{}, false
	}
	return ParseDay(namedDay.FindString(text))
}

// DateLine reads a line that holds a day and at most a label such as
// "Published on" or "Last updated:".
func DateLine(text string) (found FoundDay, published, ok bool) {
	if len(text) > 60 {
		return FoundDay{}, false, false
	}
	label := dateLabel.FindString(text)
	found, ok = ParseDay(strings.TrimSuffix(text[len(label):], "."))
	lower := strings.ToLower(label)
	published = !strings.Contains(lower, "updated") && !strings.Contains(lower, "last")
	return found, published, ok
}

// FirstDate returns the first of texts that is a day, and no two days.
func FirstDate(texts ...string) time.Time {
	for _, t := range texts {
		if found, ok := ParseDay(t); ok && !found.Ambiguous {
			return found.Day
		}
	}
	return time.Time{}
}

// FirstDay returns the first of days that is set.
func FirstDay(days ...time.Time) time.Time {
	for _, d := range days {
		if !d.IsZero() {
			return d
		}
	}
	return time.Time{}
}
