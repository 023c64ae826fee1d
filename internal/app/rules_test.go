package app

import (
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
	"pamphlet/internal/script"
	"pamphlet/knowledge"
)

const (
	infusion = "How long does an infusion take?"
	danger   = "I am going to kill myself tonight"
)

// choose sets what a guild's moderators chose.
func choose(t *testing.T, base *knowledge.Base, g *discordtest.Guild, setting, value string) {
	t.Helper()
	if err := base.Set(t.Context(), g.ID, setting, value); err != nil {
		t.Fatal(err)
	}
}

// Whoever may be in danger is met in place, moderators get a link, and nobody
// gets the words.
func TestAlerts(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, staff, ana, mo := clinic.Channel("general"), clinic.Channel("staff"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	base := open(t, withStarter(t))
	choose(t, base, clinic, "alert", staff.ID)
	choose(t, base, clinic, "alertrole", "4242")
	s := run(t, d, base)

	asked := ana.Mention(general, danger)
	card := asked.Answer()
	if got := card.Text(); !strings.Contains(got, "Please reach a person now") || strings.Contains(got, "tonight") || !strings.Contains(got, "[Dismiss]") {
		t.Errorf("card: %q", got)
	}
	alert := staff.Await(mo, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), "may need a person") })
	if got := alert.Text(); !strings.HasPrefix(got, "<@&4242> ") || strings.Contains(got, "tonight") || strings.Contains(got, "ana") || !strings.Contains(got, asked.ID) {
		t.Errorf("alert: %q", got)
	}
	if got := ana.Ask(general, danger).Reply(); !got.Ephemeral() {
		t.Errorf("a card for /ask is seen by all: %q", got.Text())
	}
	metrics := httptest.NewRecorder()
	s.Health().ServeHTTP(metrics, httptest.NewRequest("GET", "/metrics", nil))
	if !strings.Contains(metrics.Body.String(), `pamphlet_safety_messages{class="C3",day=`) {
		t.Error("the message is not counted")
	}
	for what, text := range map[string]string{"log": s.log.String(), "metrics": metrics.Body.String()} {
		for _, private := range []string{"tonight", ana.ID, staff.ID} {
			if strings.Contains(text, private) {
				t.Errorf("the %s holds %q", what, private)
			}
		}
	}
}

// In a guild that wants it so, /ask and everything that follows from it is
// seen by the asker alone.
func TestPrivateGuild(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, ben := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("ben")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "private", "on")
	run(t, d, base)

	answer := ana.Ask(general, infusion).Reply()
	if !answer.Ephemeral() || strings.Contains(answer.Text(), "[Dismiss]") {
		t.Errorf("the answer: %q", answer.Text())
	}
	for _, label := range answer.Buttons() {
		if label == "Helpful" || strings.HasSuffix(label, "?") {
			if got := ana.Press(answer, label).Reply(); !got.Ephemeral() {
				t.Errorf("%s leads to what all can see: %q", label, got.Text())
			}
		}
	}
	if n := len(general.Messages(ben)); n != 0 {
		t.Errorf("ben sees %d messages, want none", n)
	}
}

// Where the bot is not to answer it is silent, but never to who is in danger.
func TestChannelList(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, questions, ana := clinic.Channel("general"), clinic.Channel("questions"), clinic.Member("ana")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "channels", questions.ID)
	run(t, d, base)

	silent := ana.Mention(general, infusion)
	if got := ana.Ask(general, infusion).Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "I don't answer in this channel") {
		t.Errorf("/ask elsewhere: %q", got.Text())
	}
	if got := ana.Mention(questions, infusion).Answer().Text(); !strings.Contains(got, "40 minutes") {
		t.Errorf("a mention where it answers: %q", got)
	}
	if got := ana.Mention(general, danger).Answer().Text(); !strings.Contains(got, "reach a person") {
		t.Errorf("danger elsewhere: %q", got)
	}
	if n := len(silent.Answers()); n != 0 {
		t.Errorf("%d answers elsewhere, want silence", n)
	}
}

// A member reads commands and replies in the language of their own client, or
// else in the guild's.
func TestLanguages(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general := clinic.Channel("general")
	uwe, zoe, ana := clinic.Member("uwe", discordtest.Speaks("de")), clinic.Member("zoe", discordtest.Speaks("ja")), clinic.Member("ana")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "locale", "fr")
	berlin := d.Guild("berlin") // chose nothing
	berlin.Speak("de")
	run(t, d, base)
	madrid := d.Guild("madrid") // joined, and changed, while the bot runs
	madrid.Speak("es-ES")

	for _, test := range []struct{ about, got, want string }{
		{"German", uwe.Ask(general, infusion).Reply().Text(), "kein ärztlicher Rat"},
		{"a language that is not spoken", zoe.Ask(general, infusion).Reply().Text(), "pas un avis médical"},
		{"English", ana.Ask(general, infusion).Reply().Text(), "not medical advice"},
		{"a message, which tells no language", uwe.Mention(general, infusion).Answer().Text(), "pas un avis médical"},
		{"a message in a German guild", berlin.Member("uwe").Mention(berlin.Channel("general"), infusion).Answer().Text(), "kein ärztlicher Rat"},
		{"a message in a Spanish guild", madrid.Member("ana").Mention(madrid.Channel("general"), infusion).Answer().Text(), "no consejo médico"},
		{"danger in a German guild", berlin.Member("uwe").Mention(berlin.Channel("general"), danger).Answer().Text(), "Ich bin ein Bot"},
		{"an unspoken language in a German guild", berlin.Member("zoe", discordtest.Speaks("ja")).Ask(berlin.Channel("general"), infusion).Reply().Text(), "kein ärztlicher Rat"},
		{"a card in German", uwe.Ask(general, danger).Reply().Text(), "Ich bin ein Bot"},
		{"German help", uwe.Command(general, "help").Reply().Text(), "kein Krisendienst"},
	} {
		if !strings.Contains(test.got, test.want) {
			t.Errorf("%s: %q, want %q in it", test.about, test.got, test.want)
		}
	}
	named := map[string]any{}
	for _, c := range d.Commands(nil) {
		if names, ok := c["name_localizations"].(map[string]any); ok {
			named[c["name"].(string)] = names["de"]
		}
	}
	for name, want := range map[string]string{"ask": "fragen", "help": "hilfe", "privacy": "datenschutz", "about": "über", "Answer from the articles": "Aus den Artikeln antworten"} {
		if named[name] != want {
			t.Errorf("%s is called %v in German, want %s", name, named[name], want)
		}
	}
}

// Members find questions while they type, and can ask what somebody else's
// message says; moderators can take it as a draft.
func TestMenusAndSuggestions(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, mo := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	run(t, d, open(t, withStarter(t)))

	suggested := ana.Type(general, "ask", "question", "infusion").Choices()
	if len(suggested) == 0 || len(suggested) > 25 || !strings.Contains(strings.ToLower(suggested[0].Name), "infusion") {
		t.Errorf("suggested: %v", suggested)
	}
	if got := ana.Type(general, "ask", "question", danger).Choices(); len(got) != 0 {
		t.Errorf("suggested to who is in danger: %v", got)
	}
	said := ana.Say(general, infusion)
	if got := mo.MessageMenu("Answer from the articles", said).Reply().Text(); !strings.Contains(got, "40 minutes") {
		t.Errorf("asked by a menu: %q", got)
	}
	form := mo.MessageMenu(menuDraft, said).Form()
	if form.Title != "Add a question and its answer" || !strings.Contains(form.Fields[1].Value+form.Fields[2].Value, infusion) {
		t.Errorf("the form of a draft: %+v", form)
	}
	if got := ana.MessageMenu(menuDraft, said).Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "You need the right") {
		t.Errorf("a member takes a draft: %q", got.Text())
	}
	form = mo.Command(general, "kb add").Form()
	sent := mo.Submit(form, map[string]string{"question": "Is there tea?", "answer": "There is tea at four.", "title": "Tea"})
	if got := sent.Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "Draft 1") {
		t.Errorf("a form sent in: %q", got.Text())
	}
	for _, m := range general.Messages(ana) {
		if strings.Contains(m.Text(), "tea at four") {
			t.Errorf("a member sees a draft: %q", m.Text())
		}
	}
}

// Who asks too often is told so once in a while; who may be in danger is
// always met.
func TestLimits(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	base := open(t, withStarter(t))
	run(t, d, base, func(_ *Server, settings *discord.Settings) {
		if settings != nil {
			settings.Limits = discord.Limits{MemberBurst: 2, MemberRate: 1e-9}
		}
	})
	choose(t, base, clinic, "locale", "fr")
	zoe := clinic.Member("zoe", discordtest.Speaks("ja"))
	for range 2 {
		ana.Ask(general, infusion).Reply()
		zoe.Ask(general, infusion).Reply()
	}
	if got := zoe.Ask(general, infusion).Reply().Text(); !strings.Contains(got, "beaucoup de questions") {
		t.Errorf("the third question, in a French guild: %q", got)
	}
	if got := ana.Ask(general, infusion).Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "many questions in a short time") {
		t.Errorf("the third question: %q", got.Text())
	}
	if got := ana.Ask(general, danger).Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "reach a person") {
		t.Errorf("danger after too many questions: %q", got.Text())
	}
}

// A guild's articles and questions go when the bot has been out of it for
// longer than the time of grace, and stay if it comes back before.
func TestLeavingAGuild(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	left, kept := d.Guild("left"), d.Guild("kept")
	base := open(t, withStarter(t))
	for _, g := range []*discordtest.Guild{left, kept} {
		if _, err := base.Save(t.Context(), knowledge.Article{Guild: g.ID, Slug: "a", Title: "A", Text: "# A\n\nThe door is green."}, knowledge.Change{Who: "test", When: script.Start()}); err != nil {
			t.Fatal(err)
		}
	}
	run(t, d, base)
	left.Remove()
	general, ana := kept.Channel("general"), kept.Member("ana")
	ana.Ask(general, infusion).Reply()
	d.Until("end of what a guild kept", func() bool {
		if err := base.Purge(t.Context(), time.Now().Add(knowledge.Grace+time.Hour)); err != nil {
			t.Fatal(err)
		}
		has, err := base.Has(t.Context(), left.ID)
		return err != nil || !has
	})
	for g, want := range map[*discordtest.Guild]bool{left: false, kept: true} {
		if has, err := base.Has(t.Context(), g.ID); err != nil || has != want {
			t.Errorf("%s has articles: %t, %v; want %t", g.Name, has, err, want)
		}
	}
}

// A guild that removed the bot while it was away is found by what READY lists;
// one at an outage, one of another shard and one it never was in are not.
func TestGuildsLeftWhileAway(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	left, kept, dark := d.Guild("left"), d.Guild("kept"), d.Guild("dark")
	base := open(t, withStarter(t))
	const prepared = "900000000000000000"
	stored := []string{left.ID, kept.ID, dark.ID, prepared, "local"}
	for _, guild := range stored {
		if _, err := base.Save(t.Context(), knowledge.Article{Guild: guild, Slug: "a", Title: "A", Text: "# A\n\nThe door is green."}, knowledge.Change{Who: "test", When: script.Start()}); err != nil {
			t.Fatal(err)
		}
	}
	first := run(t, d, base)
	d.Until("word of each guild", func() bool {
		return first.here.has(left.ID) && first.here.has(kept.ID) && first.here.has(dark.ID)
	})
	first.stop()
	d.AwaitReady(0)
	left.Remove()
	dark.Outage()
	run(t, d, base)
	there := func() []string {
		all, err := base.Guilds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	d.Until("farewell", func() bool { return !slices.Contains(there(), left.ID) })
	kept.Member("ana").Ask(kept.Channel("general"), infusion).Reply()
	for _, guild := range stored {
		if got := slices.Contains(there(), guild); got != (guild != left.ID) {
			t.Errorf("guild %s is there: %t", guild, got)
		}
	}
	if err := base.Purge(t.Context(), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if has, err := base.Has(t.Context(), left.ID); err != nil || !has {
		t.Errorf("nothing is left before the time of grace is over: %v", err)
	}
}

// The jobs post a digest once a day and let old questions go.
func TestJobs(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, staff, ana, mo := clinic.Channel("general"), clinic.Channel("staff"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	base := open(t, withStarter(t))
	var ahead atomic.Int64 // of the true time
	s := run(t, d, base, func(s *Server, _ *discord.Settings) {
		if s != nil {
			s.now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
		}
	})
	ana.Ask(general, "Which parrots speak Norwegian at night?").Reply()
	d.Until("question that is kept", func() bool {
		all, err := base.Exchanges(t.Context(), clinic.ID, 10)
		return err != nil || len(all) == 1
	})
	choose(t, base, clinic, "digest", staff.ID)

	const day = 24 * time.Hour
	ahead.Add(int64(day))
	s.jobs(t.Context(), true)
	staff.Await(mo, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), "parrots") })
	s.jobs(t.Context(), true)
	s.posts.wait()
	if n := len(staff.Messages(mo)); n != 1 {
		t.Errorf("%d digests in a day, want 1", n)
	}
	ahead.Add(int64((knowledge.DefaultRetention + 1) * day))
	s.jobs(t.Context(), true)
	if all, err := base.Exchanges(t.Context(), clinic.ID, 10); err != nil || len(all) != 1 {
		t.Errorf("%d questions are kept after one look at a clock that jumped, %v; want the one", len(all), err)
	}
	ahead.Add(int64(time.Hour))
	s.jobs(t.Context(), true)
	if all, err := base.Exchanges(t.Context(), clinic.ID, 10); err != nil || len(all) != 0 {
		t.Errorf("%d questions are kept too long, %v", len(all), err)
	}
}

// A guild's alert goes to no channel of another guild, whatever was set.
func TestAlertsStayInTheirGuild(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic, other := d.Guild("clinic"), d.Guild("other")
	general, foreign := clinic.Channel("general"), other.Channel("staff")
	ana, mo := clinic.Member("ana"), other.Member("mo", discordtest.Manages())
	base := open(t, withStarter(t))
	choose(t, base, clinic, "alert", foreign.ID)
	s := run(t, d, base)
	ana.Mention(general, danger).Answer()
	s.posts.running.Wait()
	if posted := foreign.Messages(mo); len(posted) > 0 {
		t.Errorf("%d messages in another guild's channel", len(posted))
	}
	if !strings.Contains(s.log.String(), "another guild") {
		t.Error("the operator is not told")
	}
}
