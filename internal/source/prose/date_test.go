package prose

import (
	"testing"
	"time"
)

func TestDaysAreReadInTheUsualForms(t *testing.T) {
	for text, want := range map[string]string{
		"2023-04-02":                      "2023-04-02",
		"April 2, 2023":                   "2023-04-02",
		"Apr. 2, 2023":                    "2023-04-02",
		"Sept. 9, 2023":                   "2023-09-09",
		"2 April 2023":                    "2023-04-02",
		"2nd of April 2023":               "2023-04-02",
		"Sunday, April 2, 2023":           "2023-04-02",
		"Sun, 02 Apr 2023 10:00:00 +0200": "2023-04-02",
		"2023-04-02T23:59:00-08:00":       "2023-04-02",
		"31.12.2023":                      "2023-12-31",
		"01.02.2023":                      "2023-02-01", // full stops: the day comes first
		"31/12/2023":                      "2023-12-31",
		"12/31/2023":                      "2023-12-31",
		"03/03/2023":                      "2023-03-03",
		"April 2023":                      "2023-04-01",
		"01/02/2023":                      "ambiguous",
		"31.02.2023":                      "none",
		"2023":                            "none",
		"in April 2023 we moved":          "none",
		"April 2, 1823":                   "none",
		"13/13/2023":                      "none",
		"":                                "none",
	} {
		found, ok := ParseDay(text)
		got := written(found.Day)
		switch {
		case !ok:
			got = "none"
		case found.Ambiguous:
			got = "ambiguous"
		}
		if got != want {
			t.Errorf("ParseDay(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestALineOfCreditsGivesTheDate(t *testing.T) {
	for line, want := range map[string]string{
		"By Jane Roe, MD | April 2, 2023":               "2023-04-02",
		"Posted on 2 April 2023 by Jane Roe":            "2023-04-02",
		"Jane Roe · 2023-04-02 · 4 min":                 "2023-04-02",
		"On April 2, 2023 we changed our opening hours": "",
		"Open by appointment since April 2, 2023.":      "",
		"By April 2023 | all rooms":                     "",
	} {
		found, _ := CreditLine(line)
		if got := written(found.Day); got != want {
			t.Errorf("CreditLine(%q) = %q, want %q", line, got, want)
		}
	}
}

func written(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}
