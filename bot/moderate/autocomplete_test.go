package moderate_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
)

func TestOptionsAreCompletedForWhoMayUseThem(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	typing := func(member bot.Member, option, typed string) string {
		t.Helper()
		return strings.Join(d.send(bot.Request{Kind: bot.Suggest, Name: "kb edit", Args: []string{option}, Text: typed, Member: member,
			Options: map[string]string{"article": "parking"}}).Choices, "|")
	}
	if got := typing(bot.Member{}, "draft", ""); got != "1: Parking (add)" {
		t.Errorf("drafts: %s", got)
	}
	d.command("kb publish", "draft", "1")
	for _, test := range []struct{ option, typed, want string }{
		{"article", "PAR", "parking"}, {"article", "zoo", ""}, {"passage", "bus", "Is there a bus?"}, {"revision", "", "1"},
		{"stage", "dr", "drafted"}, {"may", "", "edit|publish|configure"}, {"setting", "ret", "retention"}, {"why", "", ""},
	} {
		if got := typing(bot.Member{}, test.option, test.typed); got != test.want {
			t.Errorf("%s %q: %s, want %s", test.option, test.typed, got, test.want)
		}
		if got := typing(bot.Member{ID: "9"}, test.option, test.typed); got != "" {
			t.Errorf("a member without rights is told %s", got)
		}
	}
}
