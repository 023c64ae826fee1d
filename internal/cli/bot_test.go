package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
	"pamphlet/knowledge"
)

// A process is a "pamphlet bot" of its own.
type process struct {
	*exec.Cmd
	log *lines
}

// lines is what a process wrote so far.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start starts "pamphlet bot" in a process of its own: the test's binary, under
// the program's name.
func start(t *testing.T, d *discordtest.Discord, folder string) *process {
	t.Helper()
	return startOn(t, d, folder, filepath.Join(folder, "pamphlet.db"))
}

// startOn is start with a database of its own, and further flags.
func startOn(t *testing.T, d *discordtest.Discord, folder, database string, flags ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{log: &lines{}, Cmd: exec.Command(self)}
	p.Args = append([]string{"pamphlet", "bot", "--api", d.URL(), "--gateway", d.Gateway(), "--http", "127.0.0.1:0"}, flags...)
	p.Env = append(os.Environ(), "HOME="+folder, "XDG_DATA_HOME=", "PAMPHLET_TOKEN="+d.Token(), "PAMPHLET_DB="+database, "PAMPHLET_PUBLIC_KEY="+d.PublicKey())
	p.Dir, p.Stderr, p.Stdout = folder, p.log, p.log
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Process.Kill()
		p.Wait()
		if strings.Contains(p.log.String(), d.Token()) || strings.Contains(p.log.String(), "interaction-token") {
			t.Error("a token is in the log")
		}
	})
	return p
}

// address is where the process serves health and metrics.
func (p *process) address(t *testing.T) string {
	t.Helper()
	for _, line := range strings.Split(p.log.String(), "\n") {
		var record struct{ Msg, Address string }
		if json.Unmarshal([]byte(line), &record) == nil && record.Address != "" {
			return "http://" + record.Address
		}
	}
	t.Fatalf("no address in the log:\n%s", p.log)
	return ""
}

func fetched(t *testing.T, url string) (int, string) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// What was said before the process was killed can still be pressed, and what
// was asked before is forgotten without harm.
func TestButtonsOutliveTheProcess(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	folder := t.TempDir()
	clinic := d.Guild("clinic")
	general, ana, ben := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("ben")

	first := start(t, d, folder)
	d.AwaitReady(1)
	const question = "How long does an infusion take?"
	answer, second := ana.Ask(general, question).Reply(), ana.Mention(general, question).Answer()
	unknown := ana.Ask(general, "Which parrots speak Norwegian at night?").Reply()
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	first.Wait()

	d.AwaitReady(0)
	p := start(t, d, folder)
	d.AwaitReady(1)
	if got := ana.Press(answer, "Helpful").Reply(); !strings.Contains(got.Text(), "Thank you") || !got.Ephemeral() {
		t.Errorf("Helpful: %q", got.Text())
	}
	why := ana.Press(answer, "Not helpful").Reply()
	if got := ana.Select(why, "What was wrong?", "2").Reply(); !strings.Contains(got.Text(), "noted that for the moderators") {
		t.Errorf("why: %q", got.Text())
	}
	for _, label := range answer.Buttons() {
		if strings.HasSuffix(label, "?") || strings.HasSuffix(label, "…") {
			if got := ben.Press(answer, label).Reply(); !strings.Contains(got.Text(), "From: ") {
				t.Errorf("%s: %q", label, got.Text())
			}
		}
	}
	if got := ana.Press(unknown, "Ask a moderator").Reply(); !strings.Contains(got.Text(), "passed your question on") {
		t.Errorf("Ask a moderator: %q", got.Text())
	}
	if got := ben.Press(second, "Dismiss").Reply(); !strings.Contains(got.Text(), "Only the person who asked") {
		t.Errorf("another's Dismiss: %q", got.Text())
	}
	ana.Press(second, "Dismiss")
	d.Until("removal of what was dismissed", func() bool { return second.Now() == nil })
	if got := ana.Ask(general, "and is it painful?").Reply().Text(); strings.Contains(got, "something went wrong") {
		t.Errorf("a follow-up after the restart: %q", got)
	}

	if code, _ := fetched(t, p.address(t)+"/readyz"); code != http.StatusOK {
		t.Errorf("/readyz: %d", code)
	}
	_, metrics := fetched(t, p.address(t)+"/metrics")
	for _, want := range []string{"pamphlet_answer_seconds_count{", `pamphlet_safety_messages{class="C0",day=`, `pamphlet_gateway_ready{shard="0"} 1`} {
		if !strings.Contains(metrics, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	for _, private := range []string{ana.ID, ben.ID, "parrots", "infusion"} {
		if strings.Contains(metrics, private) || strings.Contains(p.log.String(), private) || strings.Contains(first.log.String(), private) {
			t.Errorf("metrics or log hold %q", private)
		}
	}
	address := strings.TrimPrefix(p.address(t), "http://")
	var told bytes.Buffer
	asked := []string{"health", "--http", address}
	if code := Run(t.Context(), asked, Streams{Out: &told, Err: &told}, []string{"HOME=" + folder}); code != exitOK || told.String() != "ok\n" {
		t.Errorf("pamphlet health: code %d, %q", code, told.String())
	}
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		t.Errorf("stopping: %v\n%s", err, p.log)
	}
	if code := Run(t.Context(), asked, Streams{Out: &told, Err: &told}, []string{"HOME=" + folder}); code != exitFailed {
		t.Errorf("pamphlet health of a bot that has ended: code %d", code)
	}
}

// After a restart on a database that cannot be used, who is in danger is
// answered with the card all the same.
func TestDangerIsAnsweredWithoutADatabase(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "pamphlet.db"), bytes.Repeat([]byte("no database at all "), 500), 0o600); err != nil {
		t.Fatal(err)
	}
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	p := start(t, d, folder)
	d.AwaitReady(1)
	if got := ana.Ask(general, "I want to kill myself tonight").Reply(); !strings.Contains(got.Text(), "findahelpline.com") || !got.Ephemeral() {
		t.Errorf("danger: %q", got.Text())
	}
	if got := ana.Mention(general, "my friend just took too many pills and won't wake up").Answer(); !strings.Contains(got.Text(), "emergency number") || !strings.Contains(got.Text(), "Please reach a person now") {
		t.Errorf("an emergency: %q", got.Text())
	}
	if got := ana.Ask(general, "How long does an infusion take?").Reply(); !strings.Contains(got.Text(), "something went wrong") {
		t.Errorf("an ordinary question: %q", got.Text())
	}
	if !strings.Contains(p.log.String(), "database: until this is mended") {
		t.Error("the operator is not told")
	}
}

func TestCheckingTheBot(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	for _, test := range []struct {
		about string
		env   []string
		args  []string
		code  int
		want  string
	}{
		{"all is well", []string{"PAMPHLET_TOKEN=" + d.Token()}, nil, exitOK, "To invite it: https://discord.com/oauth2/authorize?client_id=" + d.Application()},
		{"no token", nil, nil, exitFailed, "PAMPHLET_TOKEN: no token is set"},
		{"a wrong token", []string{"PAMPHLET_TOKEN=canary-wrong"}, nil, exitFailed, "PAMPHLET_TOKEN: discord token: refused; reset it"},
		{"shards that are none", []string{"PAMPHLET_TOKEN=" + d.Token()}, []string{"--shards", "3/2"}, exitFailed, "PAMPHLET_SHARDS"},
		{"an address that is none", []string{"PAMPHLET_TOKEN=" + d.Token(), "PAMPHLET_HTTP=8077"}, nil, exitFailed, "PAMPHLET_HTTP"},
		{"interactions over HTTP", []string{"PAMPHLET_TOKEN=" + d.Token(), "PAMPHLET_PUBLIC_KEY=" + d.PublicKey()}, []string{"--http-interactions"}, exitOK, "To invite it"},
		{"no public key", []string{"PAMPHLET_TOKEN=" + d.Token()}, []string{"--http-interactions"}, exitFailed, "PAMPHLET_PUBLIC_KEY: interactions over HTTP need"},
		{"another's public key", []string{"PAMPHLET_TOKEN=" + d.Token(), "PAMPHLET_PUBLIC_KEY=" + strings.Repeat("0a", 32)}, []string{"--http-interactions"}, exitFailed, "PAMPHLET_PUBLIC_KEY: discord public key: not that of the token's application; copy it"},
		{"a database that is none", []string{"PAMPHLET_TOKEN=" + d.Token()}, []string{"--db", t.TempDir()}, exitFailed, "PAMPHLET_DB"},
		{"another machine", []string{"PAMPHLET_TOKEN=" + d.Token()}, []string{"--api", "https://example.org"}, exitFailed, "not on this machine"},
	} {
		var out bytes.Buffer
		args := append([]string{"bot", "--check", "--db", filepath.Join(t.TempDir(), "p.db"), "--api", d.URL(), "--gateway", d.Gateway()}, test.args...)
		code := Run(context.Background(), args, Streams{strings.NewReader(""), &out, &out}, test.env)
		if code != test.code || !strings.Contains(out.String(), test.want) {
			t.Errorf("%s: exit code %d, want %d; got %q, want %q in it", test.about, code, test.code, out.String(), test.want)
		}
		if strings.Contains(out.String(), "canary") {
			t.Errorf("%s: the token is printed", test.about)
		}
	}
}

// The check names what is missing, guild by guild.
func TestCheckingPermissions(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	check := func() (int, string) {
		var out bytes.Buffer
		args := []string{"bot", "--check", "--db", filepath.Join(t.TempDir(), "p.db"), "--api", d.URL(), "--gateway", d.Gateway()}
		return Run(t.Context(), args, Streams{strings.NewReader(""), &out, &out}, []string{"PAMPHLET_TOKEN=" + d.Token()}), out.String()
	}
	if code, out := check(); code != exitOK || !strings.Contains(out, "in no guild yet") {
		t.Errorf("no guild: exit code %d, %q", code, out)
	}
	d.Guild("clinic")
	d.Guild("ward").Allow(1 << 3)
	if code, out := check(); code != exitOK || !strings.Contains(out, "): it has the permissions it needs.") || !strings.Contains(out, "Administrator there") {
		t.Errorf("all is well: exit code %d, %q", code, out)
	}
	for n := range 230 { // more than a page
		d.Guild(strconv.Itoa(n))
	}
	attic := d.Guild("attic")
	attic.Allow(1<<10 | 1<<11 | 1<<16 | 1<<38)
	attic.Channel("trunk")
	code, out := check()
	if code != exitFailed || strings.Contains(out, "#trunk") || !strings.Contains(out, "): missing: Attach Files.\n") || !strings.Contains(out, "missing in 1 of 233 guilds") {
		t.Errorf("one is missing: exit code %d, %q", code, out[max(0, len(out)-300):])
	}
}

// The check names the channels that allow less than the guild does.
func TestCheckingChannels(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	questions, rules, staff := clinic.Channel("questions"), clinic.Channel("rules"), clinic.Channel("staff")
	rules.Overwrite(clinic.Everyone(), 0, 1<<11) // for reading only
	staff.Overwrite(clinic.Everyone(), 0, 1<<10) // seen by staff only
	path := filepath.Join(t.TempDir(), "p.db")
	check := func() (int, string) {
		var out bytes.Buffer
		args := []string{"bot", "--check", "--db", path, "--api", d.URL(), "--gateway", d.Gateway()}
		return Run(t.Context(), args, Streams{strings.NewReader(""), &out, &out}, []string{"PAMPHLET_TOKEN=" + d.Token()}), out.String()
	}
	code, out := check()
	if code != exitOK || !strings.Contains(out, "#rules would need: Send Messages.") || strings.Contains(out, "#staff") || strings.Contains(out, "#questions") {
		t.Errorf("nothing chosen: exit code %d, %q", code, out)
	}
	choose := func(setting, value string) {
		base, err := knowledge.Open(t.Context(), path)
		if err == nil {
			err = errors.Join(base.Set(t.Context(), clinic.ID, setting, value), base.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	choose("channels", questions.ID+" 404")
	code, out = check()
	if code != exitOK || strings.Contains(out, "#") || !strings.Contains(out, "channel 404 was chosen with /setup and is not there now") {
		t.Errorf("another channel chosen: exit code %d, %q", code, out)
	}
	choose("alert", staff.ID)
	code, out = check()
	if code != exitFailed || !strings.Contains(out, "#staff was chosen with /setup, but is missing: View Channels.") || !strings.Contains(out, "missing in 1 of 1 guilds") {
		t.Errorf("a closed channel chosen: exit code %d, %q", code, out)
	}
}

// What was imported for no server is named, with the one it was meant for.
func TestCheckingNamesWhatNoServerSees(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	path := filepath.Join(t.TempDir(), "p.db")
	base, err := knowledge.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = base.Save(t.Context(), knowledge.Article{Guild: "local", Slug: "parking", Title: "Parking", Text: "Park behind the house."}, knowledge.Change{})
	if err := errors.Join(err, base.Close()); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	args := []string{"bot", "--check", "--db", path, "--api", d.URL(), "--gateway", d.Gateway()}
	code := Run(t.Context(), args, Streams{strings.NewReader(""), &out, &out}, []string{"PAMPHLET_TOKEN=" + d.Token()})
	want := "local holds 1 passage that no server sees; move them with: pamphlet --db " + path + " articles move --from local --to " + clinic.ID
	if code != exitOK || !strings.Contains(out.String(), want) {
		t.Errorf("exit code %d, %q; want %q in it", code, out.String(), want)
	}
}

// The permissions asked for are the fewest that answers need.
func TestPermissions(t *testing.T) {
	const administrator, mentionEveryone, manageGuild = 1 << 3, 1 << 17, 1 << 5
	permissions := discord.Permissions()
	if permissions&(administrator|mentionEveryone|manageGuild) != 0 {
		t.Error("more is asked for than is needed")
	}
	if permissions != 274878008320 {
		t.Errorf("the permissions are %d; the invite link in the README says 274878008320", permissions)
	}
}

func TestWhatABrokenServerSendsIsNotLogged(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	p := start(t, d, t.TempDir())
	d.AwaitReady(1)
	for range 5 {
		d.Fail("PATCH /webhooks/", 1, discordtest.Spill())
		ana.Ask(general, "How long does an infusion take?").Reply()
	}
	p.Process.Signal(syscall.SIGTERM)
	p.Wait()
	for line := range strings.Lines(p.log.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("logged: %s", line)
		}
	}
}
