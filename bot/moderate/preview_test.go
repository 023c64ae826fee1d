package moderate_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

func TestThePreviewReplaysTheLastFiveHundredExchanges(t *testing.T) {
	d := newDesk(t)
	ask := func(question string) {
		t.Helper()
		e := knowledge.Exchange{Day: d.now, Question: question, Kind: "unknown"}
		if _, err := d.base.Record(t.Context(), "g", e); err != nil {
			t.Fatal(err)
		}
	}
	ask("Where is room 1?") // one too old
	for i := range 500 {
		ask(fmt.Sprintf("Where is room %d?", i%50+2))
	}
	if err := d.base.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "Rooms"}, Files: []bot.File{{Name: "rooms.csv", Body: list(60, -1)}}})
	d.said(bot.Done, "Tried on questions asked lately (50).", "Newly answered (50):", "… and 42 more")
	if file := string(d.last.Files[0].Body); !strings.Contains(file, "- Where is room 51?: nothing → ") || strings.Contains(file, "- Where is room 1?:") {
		t.Errorf("the attached file:\n%.3000s", file[strings.Index(file, "Newly"):])
	}
}

// Many articles with review dates do not fill a preview.
func TestManyArticlesArePreviewedInOneNote(t *testing.T) {
	d := newDesk(t)
	var all []knowledge.Drafted
	for i := range 30 {
		a := clinic
		a.Slug, a.Title, a.Review = fmt.Sprint("parking-", i), fmt.Sprint("Parking ", i), d.now.AddDate(1, 0, 0)
		all = append(all, knowledge.Drafted{Article: a})
	}
	id, err := d.base.Propose(t.Context(), "g", knowledge.Draft{What: "add", Articles: all}, knowledge.Change{Who: "maria", When: d.now})
	if err != nil {
		t.Fatal(err)
	}
	d.command("kb preview", "draft", strconv.FormatInt(id, 10))
	d.said(bot.Done, "30 articles; the attached file shows them all.")
	if n := len(d.last.Notes); n > 8 {
		t.Errorf("%d notes", n)
	}
}

// What is new is shown whole while there is room for it, and by its first line then.
func TestAPreviewShowsWholePassages(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat("It has many rooms. ", 40) // 760 characters
	d.page = "# House\n\n## How large is it?\n\n" + long + "\n\n- Keys: at the desk\n- Tea: on the shelf\n\n## How old is it?\n\n" + long + "It is old.\n"
	d.command("kb add", "url", "https://example.org/house")
	d.said(bot.Done, "- Keys: at the desk\n- Tea: on the shelf", "new or changed: 2")
	if got := d.last.Text(); strings.Contains(got, "It is old.") {
		t.Errorf("the second has no room: %s", got)
	}
	if got := string(d.last.Files[0].Body); !strings.Contains(got, "It is old.") {
		t.Errorf("the file lacks the second: %s", got)
	}
}
