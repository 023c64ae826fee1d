package discordtest_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"

	"github.com/bwmarrin/discordgo"

	"pamphlet/internal/discordtest"
)

// rewrite sends requests for Discord to the double.
type rewrite struct{ to *url.URL }

func (r rewrite) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = r.to.Scheme, r.to.Host, ""
	return http.DefaultTransport.RoundTrip(req)
}

// newSession is a session of the real discordgo on the double.
func newSession(t *testing.T, d *discordtest.Discord) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + d.Token())
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.Parse(d.URL())
	if err != nil {
		t.Fatal(err)
	}
	s.Client = &http.Client{Transport: rewrite{to}}
	s.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	s.StateEnabled = false
	s.LogLevel = -1
	return s
}

// open connects the session and closes it at the end.
func open(t *testing.T, s *discordgo.Session) {
	t.Helper()
	if err := s.Open(); err != nil {
		t.Fatalf("opening: %v", err)
	}
	t.Cleanup(func() { s.Close() })
}

var nobody = &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}

var commands = []*discordgo.ApplicationCommand{
	{Name: "ask", Description: "Ask a question", Options: []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "What to ask", Required: true, Autocomplete: true},
	}},
	{Name: "kb", Description: "Articles", Options: []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Add one", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "The article", Required: true},
		}},
	}},
	{Name: "Answer this", Type: discordgo.MessageApplicationCommand},
	{Name: "Who is it", Type: discordgo.UserApplicationCommand},
}

// register puts the commands on the double.
func register(t *testing.T, d *discordtest.Discord, s *discordgo.Session) {
	t.Helper()
	if _, err := s.ApplicationCommandBulkOverwrite(d.Application(), "", commands); err != nil {
		t.Fatal(err)
	}
}

// problems collects violations instead of failing the test.
type problems struct {
	mu    sync.Mutex
	found []string
}

func (p *problems) option() discordtest.Option {
	return discordtest.OnProblem(func(s string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.found = append(p.found, s)
	})
}

func (p *problems) take() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	found := p.found
	p.found = nil
	return found
}
