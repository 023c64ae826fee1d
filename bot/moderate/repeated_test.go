package moderate_test

import (
	"testing"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
)

// What a moderator sent over HTTP is carried out once, also when somebody who recorded
// it sends it to another process.
func TestWhatIsSentAgainIsCarriedOutOnce(t *testing.T) {
	d := newDesk(t)
	recorded := bot.Request{ID: "7", Signed: true, Kind: bot.Command, Name: "kb add", Options: map[string]string{"file": "parking.md"},
		Files: []bot.File{{Name: "parking.md", Body: []byte("# Parking\n\n## Where do I park?\n\nBehind the house.\n")}}}
	for _, step := range []struct {
		id     string
		want   bot.Kind
		drafts int
	}{{"7", bot.Done, 1}, {"7", bot.Repeated, 1}, {"8", bot.Done, 2}} {
		d.bot = moderate.New(moderate.Parts{Parts: bot.Parts{Base: d.base, Guards: guards(t)}}) // as another process has it
		recorded.ID = step.id
		d.send(recorded)
		d.said(step.want)
		if all, err := d.base.Drafts(t.Context(), "g"); err != nil || len(all) != step.drafts {
			t.Errorf("request %s: %d drafts, %v; want %d", step.id, len(all), err, step.drafts)
		}
	}
}
