package discordtest_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"pamphlet/internal/discordtest"
)

// heard opens a session whose interactions arrive on a channel.
func heard(t *testing.T, d *discordtest.Discord) (*discordgo.Session, <-chan *discordgo.Interaction) {
	t.Helper()
	s := newSession(t, d)
	arrived := make(chan *discordgo.Interaction, 100)
	s.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { arrived <- i.Interaction })
	open(t, s)
	register(t, d, s)
	return s, arrived
}

var deferral = &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}

func TestAnInteractionIsAcknowledgedOnceAndInTime(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	ana := clinic.Member("ana")
	s, arrived := heard(t, d)

	asked := ana.Ask(clinic.Channel("general"), "first")
	i := <-arrived
	content := "late"
	edit := &discordgo.WebhookEdit{Content: &content, AllowedMentions: nobody}
	if _, err := s.InteractionResponseEdit(i, edit); !hasCode(err, "10015") {
		t.Errorf("edit before acknowledging: got %v, want 10015", err)
	}
	if err := s.InteractionRespond(i, deferral); err != nil {
		t.Fatal(err)
	}
	if err := s.InteractionRespond(i, deferral); !hasCode(err, "40060") {
		t.Errorf("acknowledging twice: got %v, want 40060", err)
	}
	if asked.Answers() != 0 || asked.Acknowledged() == 0 {
		t.Errorf("a deferral is counted as %d answers, acknowledged after %s", asked.Answers(), asked.Acknowledged())
	}
	asked.ExpireToken()
	if _, err := s.InteractionResponseEdit(i, edit); !hasCode(err, "50027") {
		t.Errorf("edit after the token's life: got %v, want 50027", err)
	}

	asked = ana.Ask(clinic.Channel("general"), "second")
	i = <-arrived
	asked.Expire()
	if err := s.InteractionRespond(i, deferral); !hasCode(err, "10062") {
		t.Errorf("acknowledging late: got %v, want 10062", err)
	}
}

func hasCode(err error, code string) bool {
	return err != nil && strings.Contains(err.Error(), `"code":`+code)
}

func TestAFollowUpToADeferralKeepsItsPrivacy(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	ana := clinic.Member("ana")
	s, arrived := heard(t, d)
	private := &discordgo.WebhookParams{Content: "for you", Flags: discordgo.MessageFlagsEphemeral, AllowedMentions: nobody}

	asked := ana.Ask(clinic.Channel("general"), "first")
	i := <-arrived
	s.InteractionRespond(i, deferral)
	if _, err := s.FollowupMessageCreate(i, true, private); err != nil {
		t.Fatal(err)
	}
	if asked.Reply().Ephemeral() {
		t.Error("first follow-up to a public deferral is private; it edits the deferral")
	}
	asked = ana.Ask(clinic.Channel("general"), "second")
	i = <-arrived
	s.InteractionRespond(i, deferral)
	if err := s.InteractionResponseDelete(i); err != nil {
		t.Fatal(err)
	}
	if _, err := s.FollowupMessageCreate(i, true, private); err != nil {
		t.Fatal(err)
	}
	if !asked.Reply().Ephemeral() {
		t.Error("follow-up after the deferral was removed is public")
	}
}

func TestWhatDiscordWouldRefuseIsReported(t *testing.T) {
	t.Parallel()
	var found problems
	d := discordtest.New(t, found.option())
	clinic := d.Guild("clinic")
	general := clinic.Channel("general")
	s := newSession(t, d)
	row := func(components ...any) map[string]any { return map[string]any{"type": 1, "components": components} }
	button := func(id string) map[string]any {
		return map[string]any{"type": 2, "style": 1, "label": "Press", "custom_id": id}
	}
	embed := func(n int) map[string]any { return map[string]any{"description": strings.Repeat("x", n)} }
	for _, test := range []struct {
		what string
		body map[string]any
		want string
	}{
		{"more than 2,000 characters", map[string]any{"content": strings.Repeat("é", 2001)}, "2001 characters"},
		{"an embed of more than 4,096", map[string]any{"embeds": []any{embed(4097)}}, "maxLength"},
		{"embeds of more than 6,000 together", map[string]any{"embeds": []any{embed(3500), embed(2501)}}, "6001 characters together"},
		{"nothing", map[string]any{}, "message is empty"},
		{"a misspelt field", map[string]any{"content": "a", "contents": "b"}, "/contents is not a field"},
		{"a misspelt field of an embed", map[string]any{"embeds": []any{map[string]any{"description": "b", "titel": "a"}}}, "/embeds/0/titel is not a field"},
		{"two buttons of one id", map[string]any{"content": "a", "components": []any{row(button("1"), button("1"))}}, "same custom_id"},
		{"six rows", map[string]any{"content": "a", "components": []any{row(button("1")), row(button("2")), row(button("3")), row(button("4")), row(button("5")), row(button("6"))}}, "6 rows"},
		{"six buttons in a row", map[string]any{"content": "a", "components": []any{row(button("1"), button("2"), button("3"), button("4"), button("5"), button("6"))}}, "maxItems"},
		{"a long custom_id", map[string]any{"content": "a", "components": []any{row(button(strings.Repeat("x", 101)))}}, "maxLength"},
		{"V2 components without the flag", map[string]any{"components": []any{map[string]any{"type": 10, "content": "a"}}}, "needs the components V2 flag"},
		{"V2 components with content", map[string]any{"content": "a", "flags": 1 << 15, "components": []any{map[string]any{"type": 10, "content": "a"}}}, "cannot go with components V2"},
		{"embeds that its flag hides", map[string]any{"flags": 1 << 2, "embeds": []any{embed(1)}}, "hides those that are sent"},
	} {
		test.body["allowed_mentions"] = map[string]any{"parse": []any{}}
		_, err := s.Request("POST", discordgo.EndpointChannelMessages(general.ID), test.body)
		got := strings.Join(found.take(), "\n")
		passes := strings.HasPrefix(test.what, "a misspelt") // Discord ignores it
		if passes != (err == nil) || !passes && !hasCode(err, "50035") || !strings.Contains(got, test.want) {
			t.Errorf("message with %s: got error %v and problem %q, want one about %q", test.what, err, got, test.want)
		}
	}
	for _, test := range []struct {
		mentions any
		want     string
	}{
		{nil, "allowed_mentions is missing"},
		{map[string]any{}, "parse is not []"},
		{map[string]any{"parse": nil}, "parse is not []"},
		{map[string]any{"parse": []any{"users"}}, "parse is not []"},
		{map[string]any{"parse": []any{}, "replied_user": true}, "pinged"},
		{map[string]any{"parse": []any{}, "users": []any{d.Bot()}}, "pinged"},
		{map[string]any{"parse": []any{}, "roles": []any{"1"}}, "pinged"}, // not named in the text
	} {
		s.Request("POST", discordgo.EndpointChannelMessages(general.ID), map[string]any{"content": "a", "allowed_mentions": test.mentions})
		if got := strings.Join(found.take(), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("allowed_mentions %v: got problem %q, want one about %q", test.mentions, got, test.want)
		}
	}
}

func TestCommandsDiscordWouldRefuseAreReported(t *testing.T) {
	t.Parallel()
	var found problems
	d := discordtest.New(t, found.option())
	s := newSession(t, d)
	long := map[string]any{"name": "long", "description": "d"}
	options := []any{}
	for i := range 25 {
		choices := []any{}
		for j := range 4 {
			choices = append(choices, map[string]any{"name": strings.Repeat("n", 40), "value": strings.Repeat("v", 40) + string(rune('a'+j))})
		}
		options = append(options, map[string]any{"type": 3, "name": "o" + string(rune('a'+i)), "description": "d", "choices": choices})
	}
	long["options"] = options
	for _, test := range []struct {
		what    string
		command map[string]any
		want    string
	}{
		{"an upper-case name", map[string]any{"name": "Ask", "description": "d"}, "not allowed"},
		{"a name of 33 letters", map[string]any{"name": strings.Repeat("a", 33), "description": "d"}, "not allowed"},
		{"no description", map[string]any{"name": "ask"}, "no description"},
		{"more than 8,000 characters", long, "8000 are allowed"},
		{"a misspelt field", map[string]any{"name": "ask", "description": "d", "optoins": []any{}}, "/0/optoins is not a field"},
		{"a required option last", map[string]any{"name": "ask", "description": "d", "options": []any{
			map[string]any{"type": 3, "name": "a", "description": "d"}, map[string]any{"type": 3, "name": "b", "description": "d", "required": true},
		}}, "required option after"},
	} {
		s.Request("PUT", discordgo.EndpointApplicationGlobalCommands(d.Application()), []any{test.command})
		if got := strings.Join(found.take(), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("command with %s: got problem %q, want one about %q", test.what, got, test.want)
		}
	}
	fine := map[string]any{"name": "frage", "description": "d", "default_member_permissions": "32", "name_localizations": map[string]any{"de": "frage"}}
	if _, err := s.Request("PUT", discordgo.EndpointApplicationGlobalCommands(d.Application()), []any{fine}); err != nil {
		t.Errorf("a command as documented: %v, %q", err, found.take())
	}
}

func TestChoicesAndFormsDiscordWouldRefuseAreReported(t *testing.T) {
	t.Parallel()
	var found problems
	d := discordtest.New(t, found.option())
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s, arrived := heard(t, d)
	for _, test := range []struct {
		what string
		body map[string]any
		want string
	}{
		{"no choices", map[string]any{"type": 8, "data": map[string]any{}}, "choices are missing"},
		{"an answer to typing", map[string]any{"type": 5}, "does not go with"},
	} {
		ana.Type(general, "ask", "question", "a")
		i := <-arrived
		s.Request("POST", discordgo.EndpointInteractionResponse(i.ID, i.Token), test.body)
		if got := strings.Join(found.take(), "\n"); !strings.Contains(got, test.want) {
			t.Errorf("%s: got problem %q, want one about %q", test.what, got, test.want)
		}
	}
	ana.Ask(general, "a")
	i := <-arrived
	s.Request("POST", discordgo.EndpointInteractionResponse(i.ID, i.Token), map[string]any{"type": 9, "data": map[string]any{
		"custom_id": "a", "title": strings.Repeat("t", 46), "components": []any{},
	}})
	if got := strings.Join(found.take(), "\n"); !strings.Contains(got, "modal of 0 components") || !strings.Contains(got, "title") {
		t.Errorf("form: got problem %q, want both faults", got)
	}
}
