package moderate_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
)

// A page is read again by itself only where a moderator said so, and what has
// changed waits as a draft.
func TestPagesAreReadAgainByThemselves(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	look := func(days int) string {
		t.Helper()
		posts, err := d.bot.Refreshes(t.Context(), d.now.AddDate(0, 0, days))
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, p := range posts {
			said = append(said, p.Guild+" "+p.Channel+": "+p.Reply.Text())
		}
		return strings.Join(said, "\n")
	}
	drafts := func(want int) {
		t.Helper()
		all, err := d.base.Drafts(t.Context(), "g")
		if err != nil || len(all) != want {
			t.Fatalf("%d drafts wait, %v; want %d", len(all), err, want)
		}
	}
	d.page = strings.Replace(page, "number 7", "number 9", 1)
	look(400)
	drafts(0) // off until somebody says otherwise

	d.command("kb refresh", "article", "parking", "every", "hour")
	d.said(bot.Refused, "day, week or month")
	d.command("kb refresh", "article", "parking", "every", "week")
	d.said(bot.Done, "every week", "nothing is published by itself")
	look(6)
	drafts(0)
	if got := look(7); got != "" {
		t.Errorf("posted %q, and the guild has no channel for it", got)
	}
	drafts(1)
	look(7)
	look(14)
	drafts(1) // the same news are one draft
	a, number, err := d.base.CurrentArticle(t.Context(), "g", "parking")
	if err != nil || number != 1 || !strings.Contains(a.Text, "number 7") {
		t.Errorf("revision %d: %s, %v; want nothing published", number, a.Text, err)
	}

	if err := d.base.Set(t.Context(), "g", "digest", "staff"); err != nil {
		t.Fatal(err)
	}
	d.page = strings.Replace(page, "number 7", "number 11", 1)
	if got := look(21); !strings.Contains(got, "g staff: Pages that I read again by myself:") || !strings.Contains(got, "Parking has changed: draft 3 waits, and /kb preview 3 shows it.") {
		t.Errorf("posted %q", got)
	}
	drafts(1) // the older one of the schedule gave way
	d.command("kb preview", "draft", "3")
	d.said(bot.Done, "refresh from https://example.org/parking", "Bus number 11 stops")
	d.press("Publish")
	d.said(bot.Done, "revision 2")

	d.page = ""
	if got := look(28); !strings.Contains(got, "The page of Parking could not be read again. That site answered 404 instead of a page; check the address.") {
		t.Errorf("posted %q", got)
	}
	d.page = page
	d.command("kb refresh", "article", "parking", "every", "never")
	d.said(bot.Done, "no longer")
	look(400)
	drafts(0)
}

// A moderator's own draft of a page is left alone, and an article that is gone
// ends its schedule.
func TestAScheduleLeavesDraftsOfModeratorsAlone(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	d.command("kb refresh", "article", "parking", "every", "day")
	d.page = strings.Replace(page, "number 7", "number 9", 1)
	d.command("kb refresh", "article", "parking")
	d.said(bot.Done, "Bus number 9 stops")
	d.page = strings.Replace(page, "number 7", "number 11", 1)
	if _, err := d.bot.Refreshes(t.Context(), d.now.AddDate(0, 0, 2)); err != nil {
		t.Fatal(err)
	}
	all, err := d.base.Drafts(t.Context(), "g")
	if err != nil || len(all) != 1 || !strings.Contains(all[0].Articles[0].Text, "number 9") {
		t.Errorf("drafts %+v, %v; want that of the moderator", all, err)
	}
	d.command("kb remove", "article", "parking")
	d.press("Publish")
	if _, err := d.bot.Refreshes(t.Context(), d.now.AddDate(0, 0, 4)); err != nil {
		t.Fatal(err)
	}
	if every, err := d.base.Setting(t.Context(), "g", "refresh.every.parking"); err != nil || every != "" {
		t.Errorf("schedule %q of an article that is gone, %v", every, err)
	}
}
