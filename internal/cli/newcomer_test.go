package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"pamphlet/internal/discordtest"
)

// A block is a fenced block of a page, with its word after the fence.
type block struct{ kind, text string }

// blocks returns those under a heading of the README.
func blocks(t *testing.T, heading string) (all []block) {
	t.Helper()
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(page), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("the README has no %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	for _, found := range regexp.MustCompile("(?ms)^ *```([a-z]+)\n(.*?)^ *```$").FindAllStringSubmatch(section, -1) {
		text := regexp.MustCompile(`(?m)^ {3}`).ReplaceAllString(found[2], "")
		all = append(all, block{found[1], text})
	}
	return all
}

// A newcomer follows "Ten minutes to Discord" line by line, from a fresh clone
// to answers of one's own.
func TestTheReadmeLeadsToAnswersInDiscord(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	folder := t.TempDir()
	example, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	env := strings.Replace(string(example), "PAMPHLET_TOKEN=\n", "PAMPHLET_TOKEN="+d.Token()+"\n", 1)
	env = strings.Replace(env, "PAMPHLET_HTTP=127.0.0.1:8077", "PAMPHLET_HTTP=127.0.0.1:0", 1)
	if err := os.WriteFile(filepath.Join(folder, ".env"), []byte(env), 0o600); err != nil {
		t.Fatal(err)
	}
	n := newcomer{t: t, d: d, folder: folder, server: clinic.ID}
	var asked []string
	for _, b := range blocks(t, "Ten minutes to Discord") {
		if b.kind == "csv" {
			if err := os.WriteFile(filepath.Join(folder, "faq.csv"), []byte(b.text), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for line := range strings.Lines(b.text) {
			line = strings.TrimSpace(line)
			question, asks := strings.CutPrefix(line, "/ask question: ")
			switch {
			case asks:
				asked = append(asked, ana.Ask(general, question).Reply().Text())
			case strings.HasPrefix(line, "pamphlet "):
				n.run(strings.Fields(line)[1:])
			case !strings.HasPrefix(line, "https://discord.com/oauth2/authorize?"): // the link, which a test cannot follow
				t.Errorf("README: no newcomer can do %q", line)
			}
		}
	}
	want := []string{"about 40 minutes", "Behind the house, free of charge"}
	if len(asked) != len(want) {
		t.Fatalf("the README asks %d questions, want %d", len(asked), len(want))
	}
	for i := range want {
		if !strings.Contains(asked[i], want[i]) || !strings.Contains(asked[i], "From: ") {
			t.Errorf("question %d: %q; want %q in it", i+1, asked[i], want[i])
		}
	}
	if got := ana.Ask(general, "How long does an infusion take?").Reply().Text(); !strings.Contains(got, "about 40 minutes") {
		t.Errorf("with articles of one's own and the starter articles: %q", got)
	}
}

// A newcomer types commands into a terminal.
type newcomer struct {
	t              *testing.T
	d              *discordtest.Discord
	folder, server string
}

// run runs a command to its end; the bot itself goes on until the test ends.
func (n *newcomer) run(args []string) {
	n.t.Helper()
	for i := range args {
		args[i] = strings.Replace(args[i], "SERVER-ID", n.server, 1)
	}
	out := &lines{}
	p := exec.Command(os.Args[0])
	p.Args = append([]string{"pamphlet"}, args...)
	if args[0] == "bot" {
		p.Args = append(p.Args, "--api", n.d.URL(), "--gateway", n.d.Gateway())
	}
	p.Env, p.Dir, p.Stdout, p.Stderr = append(os.Environ(), "HOME="+n.folder, "XDG_DATA_HOME="), n.folder, out, out
	if err := p.Start(); err != nil {
		n.t.Fatal(err)
	}
	if len(args) == 1 && args[0] == "bot" {
		n.t.Cleanup(func() { p.Process.Signal(syscall.SIGTERM); p.Wait() })
		n.d.AwaitReady(1)
		return
	}
	if err := p.Wait(); err != nil {
		n.t.Fatalf("pamphlet %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
