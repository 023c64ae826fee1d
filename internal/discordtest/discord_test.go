package discordtest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"pamphlet/internal/discordtest"
)

// talker answers interactions in every way a bot can.
func talker(t *testing.T) func(*discordgo.Session, *discordgo.InteractionCreate) {
	return func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		respond := func(kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) {
			if data != nil && kind != discordgo.InteractionApplicationCommandAutocompleteResult && kind != discordgo.InteractionResponseModal && data.Flags != discordgo.MessageFlagsEphemeral {
				data.AllowedMentions = nobody
			}
			if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: kind, Data: data}); err != nil {
				t.Errorf("responding: %v", err)
			}
		}
		switch i.Type {
		case discordgo.InteractionApplicationCommandAutocomplete:
			respond(discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{
				Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "What is it?", Value: "what"}},
			})
		case discordgo.InteractionMessageComponent:
			switch i.MessageComponentData().CustomID {
			case "form":
				respond(discordgo.InteractionResponseModal, &discordgo.InteractionResponseData{
					CustomID: "sent", Title: "Tell us", Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
						discordgo.TextInput{CustomID: "why", Label: "Why?", Style: discordgo.TextInputShort, Required: true, MaxLength: 10},
					}}},
				})
			default:
				respond(discordgo.InteractionResponseUpdateMessage, &discordgo.InteractionResponseData{Content: "pressed " + strings.Join(i.MessageComponentData().Values, ","), Components: []discordgo.MessageComponent{}})
			}
		case discordgo.InteractionModalSubmit:
			row := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow)
			respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: "because " + row.Components[0].(*discordgo.TextInput).Value})
		case discordgo.InteractionApplicationCommand:
			talkCommand(t, s, i, respond)
		}
	}
}

func talkCommand(t *testing.T, s *discordgo.Session, i *discordgo.InteractionCreate, respond func(discordgo.InteractionResponseType, *discordgo.InteractionResponseData)) {
	data := i.ApplicationCommandData()
	switch data.Name {
	case "ask":
		respond(discordgo.InteractionResponseDeferredChannelMessageWithSource, nil)
		content := "you asked: " + data.Options[0].StringValue()
		if _, err := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{
			Content: &content, AllowedMentions: nobody, Components: &[]discordgo.MessageComponent{
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					discordgo.Button{Label: "Press me", CustomID: "press"}, discordgo.Button{Label: "Form", CustomID: "form"},
				}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
					CustomID: "menu", Placeholder: "Choose", Options: []discordgo.SelectMenuOption{{Label: "One", Value: "1"}, {Label: "Two", Value: "2"}},
				}}},
			},
		}); err != nil {
			t.Errorf("editing: %v", err)
		}
	case "kb":
		for _, a := range data.Resolved.Attachments {
			resp, err := http.Get(a.URL)
			if err != nil {
				t.Error(err)
				return
			}
			body, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{
				Content: a.Filename, Files: []*discordgo.File{{Name: "copy.txt", Reader: bytes.NewReader(body)}},
			})
		}
	case "Answer this":
		respond(discordgo.InteractionResponseDeferredChannelMessageWithSource, &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral})
		if _, err := s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "about " + data.Resolved.Messages[data.TargetID].Content, AllowedMentions: nobody}); err != nil {
			t.Errorf("following up: %v", err)
		}
	case "Who is it":
		respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: data.Resolved.Users[data.TargetID].Username})
	}
}

func TestEveryKindOfInteraction(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general := clinic.Channel("general")
	ana, ben := clinic.Member("ana"), clinic.Member("ben")
	s := newSession(t, d)
	s.AddHandler(talker(t))
	open(t, s)
	register(t, d, s)

	asked := ana.Ask(general, "is it safe?").Reply()
	if got, want := asked.Text(), "you asked: is it safe?\n[Press me]\n[Form]\n[Choose ▾]"; got != want {
		t.Errorf("deferred answer: got %q, want %q", got, want)
	}
	if got := ana.Type(general, "ask", "question", "wha").Choices(); len(got) != 1 || got[0].Value != "what" {
		t.Errorf("choices: got %v", got)
	}
	form := ana.Press(asked, "Form").Form()
	if got := ana.Submit(form, map[string]string{"why": "so"}).Reply().Text(); got != "because so" {
		t.Errorf("form: got %q", got)
	}
	if got := ana.Select(asked, "Choose", "2").Reply().Text(); got != "pressed 2" {
		t.Errorf("select: got %q", got)
	}
	asked = ana.Ask(general, "again?").Reply()
	pressed := ana.Press(asked, "Press me").Reply()
	if pressed.ID != asked.ID || pressed.Text() != "pressed " {
		t.Errorf("press: got message %s %q, want %s changed", pressed.ID, pressed.Text(), asked.ID)
	}
	copied := ana.Command(general, "kb add", discordtest.With("file", discordtest.File{Name: "a.md", Body: []byte("# A")})).Reply()
	if got := copied.Files()["copy.txt"]; got != "# A" {
		t.Errorf("attachment: got %q", got)
	}
	private := ana.MessageMenu("Answer this", ben.Say(general, "is it dear?")).Reply()
	if !private.Ephemeral() || private.Text() != "about is it dear?" {
		t.Errorf("menu: got %q, ephemeral %t; want it about ben's message and private", private.Text(), private.Ephemeral())
	}
	if got := len(general.Messages(ben)) - len(general.Messages(ana)); got != -1 {
		t.Errorf("ben sees %d messages more than ana, want one less: hers is private", got)
	}
	if got := ana.UserMenu(general, "Who is it", ben).Reply().Text(); got != "ben" {
		t.Errorf("user menu: got %q", got)
	}
	if got := ana.Ask(ana.DM(), "here?").Reply().Text(); !strings.HasPrefix(got, "you asked: here?") {
		t.Errorf("direct message: got %q", got)
	}
}

func TestMessagesReachTheBotAsIntentsAllow(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := newSession(t, d)
	heard := make(chan *discordgo.Message, 10)
	s.AddHandler(func(s *discordgo.Session, m *discordgo.MessageCreate) {
		if !m.Author.Bot {
			heard <- m.Message
		}
	})
	s.AddHandler(func(s *discordgo.Session, m *discordgo.MessageUpdate) { heard <- m.Message })
	s.AddHandler(func(s *discordgo.Session, m *discordgo.MessageDelete) { heard <- m.Message })
	open(t, s)
	d.AwaitReady(1)

	question := ana.Mention(general, "what is it?")
	if got := (<-heard).Content; got != "<@"+d.Bot()+"> what is it?" {
		t.Errorf("mention: got %q", got)
	}
	ana.Say(general, "not for the bot")
	if got := (<-heard).Content; got != "" {
		t.Errorf("content without the intent: got %q, want none", got)
	}
	ana.Direct("hello")
	if m := <-heard; m.Content != "hello" || m.GuildID != "" {
		t.Errorf("direct message: got %q in guild %q", m.Content, m.GuildID)
	}
	sent, err := s.ChannelMessageSendComplex(general.ID, &discordgo.MessageSend{
		Content: "an answer", AllowedMentions: nobody, Reference: &discordgo.MessageReference{MessageID: question.ID, ChannelID: general.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	answer := question.Answer()
	if answer.ID != sent.ID || answer.Text() != "an answer" {
		t.Errorf("answer: got %q", answer.Text())
	}
	ana.Reply(answer, "and then?")
	if m := <-heard; m.Content != "and then?" || m.ReferencedMessage == nil || m.ReferencedMessage.ID != answer.ID {
		t.Errorf("reply: got %q", m.Content)
	}
	ana.Edit(question, "what was it?")
	if got := (<-heard).Content; !strings.HasSuffix(got, "what was it?") {
		t.Errorf("edit: got %q", got)
	}
	ana.Delete(question)
	if got := (<-heard).ID; got != question.ID {
		t.Errorf("delete: got message %s, want %s", got, question.ID)
	}
	edit := map[string]any{"content": "a better answer", "allowed_mentions": nobody} // discordgo's own struct adds unknown fields
	if _, err := s.Request("PATCH", discordgo.EndpointChannelMessage(general.ID, answer.ID), edit); err != nil {
		t.Fatal(err)
	}
	if err := s.ChannelTyping(general.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.ChannelMessageDelete(general.ID, answer.ID); err != nil {
		t.Fatal(err)
	}
	if answer.Now() != nil {
		t.Error("deleted message is still there")
	}
}

func TestRestAboutTheWorld(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Shards(3))
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := newSession(t, d)
	gw, err := s.GatewayBot()
	if err != nil || gw.Shards != 3 || gw.SessionStartLimit.MaxConcurrency != 1 {
		t.Errorf("gateway/bot: got %+v, %v", gw, err)
	}
	if me, err := s.User("@me"); err != nil || me.ID != d.Bot() {
		t.Errorf("users/@me: got %+v, %v", me, err)
	}
	if app, err := s.Application("@me"); err != nil || app.ID != d.Application() {
		t.Errorf("applications/@me: got %+v, %v", app, err)
	}
	if channels, err := s.GuildChannels(clinic.ID); err != nil || len(channels) != 1 || channels[0].ID != general.ID {
		t.Errorf("channels: got %v, %v", channels, err)
	}
	if roles, err := s.GuildRoles(clinic.ID); err != nil || len(roles) != 2 {
		t.Errorf("roles: got %v, %v", roles, err)
	}
	if g, err := s.Guild(clinic.ID); err != nil || g.Name != "clinic" {
		t.Errorf("guild: got %v, %v", g, err)
	}
	if guilds, err := s.UserGuilds(100, "", "", false); err != nil || len(guilds) != 1 {
		t.Errorf("guilds: got %v, %v", guilds, err)
	}
	dm, err := s.UserChannelCreate(ana.ID)
	if err != nil || dm.ID != ana.DM().ID {
		t.Errorf("direct channel: got %v, %v", dm, err)
	}
	if _, err := s.Channel("1"); err == nil || !strings.Contains(err.Error(), "10003") {
		t.Errorf("unknown channel: got %v, want code 10003", err)
	}
	register(t, d, s)
	if known, err := s.ApplicationCommands(d.Application(), ""); err != nil || len(known) != len(commands) {
		t.Errorf("commands: got %d, %v; want %d", len(known), err, len(commands))
	}
}
