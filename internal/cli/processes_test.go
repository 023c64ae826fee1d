package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/internal/longtest"
	"pamphlet/internal/rqlitetest"
)

// answersOnce asks a question and wants one answer, of one session. It asks another
// first: what a process loads for its first question may take a busy machine longer
// than a question may take.
func answersOnce(t *testing.T, m *discordtest.Member, c *discordtest.Channel) {
	t.Helper()
	m.Ask(c, "Is there anything to bring?").Reply()
	asked, said := m.Ask(c, "How long does an infusion take?"), m.Mention(c, "How long does an infusion take?")
	if got := asked.Reply().Text(); !strings.Contains(got, "40 minutes") || asked.Answers() != 1 {
		t.Errorf("/ask: %q, %d answers", got, asked.Answers())
	}
	if got := said.Answer().Text(); !strings.Contains(got, "40 minutes") || len(said.Answers()) != 1 {
		t.Errorf("a mention: %q, %d answers", got, len(said.Answers()))
	}
}

// standby waits until a process has said that it is one.
func standby(d *discordtest.Discord, p *process) {
	d.Until("standby", func() bool { return strings.Contains(p.log.String(), `"msg":"standby: `) })
}

// A second bot on one database waits, says so once, and takes over when the first is
// killed. One that has other shards does not wait.
func TestASecondBotIsAStandby(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	folder := t.TempDir()
	first := start(t, d, folder)
	d.AwaitReady(1)
	address := strings.TrimPrefix(first.address(t), "http://")
	// The same address for health is no hindrance: it is free once the first has ended.
	second := startOn(t, d, folder, filepath.Join(folder, "pamphlet.db"), "--http", address)
	standby(d, second)
	if !strings.Contains(second.log.String(), fmt.Sprintf(`"holder":"process %d"`, first.Process.Pid)) {
		t.Errorf("the holder is not named:\n%s", second.log)
	}
	part := startOn(t, d, folder, filepath.Join(folder, "pamphlet.db"), "--shards", "1/2")
	standby(d, part)
	answersOnce(t, ana, general)
	if d.Connected() != 1 {
		t.Errorf("%d sessions", d.Connected())
	}
	part.Process.Signal(syscall.SIGTERM)
	if err := part.Wait(); err != nil {
		t.Errorf("stopping a standby: %v", err)
	}
	first.Process.Kill()
	first.Wait()
	d.Until("second process", func() bool { return strings.Contains(second.log.String(), `"msg":"ready"`) })
	answersOnce(t, ana, general)
	if code, _ := fetched(t, "http://"+address+"/readyz"); code != http.StatusOK {
		t.Errorf("/readyz: %d", code)
	}
	if n := strings.Count(second.log.String(), "standby"); n != 1 {
		t.Errorf("told %d times; want once", n)
	}
}

// Processes that are begun alike divide the shards of one cluster, which wants keys; one
// that is killed or hangs is replaced by the one that is left over, whichever shards it
// had, and what hung does not come back beside it.
func TestAProcessThatDiesIsReplaced(t *testing.T) {
	longtest.Waits(t)
	cluster, keys := rqlitetest.Secure(t, 1)
	t.Setenv("PAMPHLET_DB_USER", keys.User)
	t.Setenv("PAMPHLET_DB_PASSWORD", keys.Password)
	t.Setenv("PAMPHLET_DB_CA", keys.CA)
	d := discordtest.New(t, discordtest.Shards(2))
	var guilds []*discordtest.Guild
	for n := range 6 {
		guilds = append(guilds, d.Guild(fmt.Sprint("guild ", n)))
	}
	all := func() {
		t.Helper()
		for _, g := range guilds {
			answersOnce(t, g.Member("ana"), g.Channel("general"))
		}
	}
	begin := func() *process {
		return startOn(t, d, t.TempDir(), cluster.Patient(), "--shards", "0/2,1/2")
	}
	ready := func(p *process) bool { return strings.Contains(p.log.String(), `"msg":"ready"`) }
	one, other := begin(), begin()
	d.Until("shard in each process", func() bool { return ready(one) && ready(other) })
	d.AwaitReady(2)
	spare := begin()
	standby(d, spare)
	all()
	begun := time.Now()
	if err := one.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	d.Until("spare in place of one that hangs", func() bool { return ready(spare) })
	t.Logf("one that hangs was replaced within %s", time.Since(begun).Round(time.Second/10))
	one.Process.Signal(syscall.SIGCONT)
	standby(d, one)
	d.AwaitReady(2)
	all()
	begun = time.Now()
	other.Process.Kill() // it has the other shard
	other.Wait()
	d.AwaitReady(1)
	d.AwaitReady(2)
	t.Logf("one that was killed was replaced within %s", time.Since(begun).Round(time.Second/10))
	all()
	spare.Process.Signal(syscall.SIGTERM)
	if err := spare.Wait(); err != nil {
		t.Errorf("stopping: %v", err)
	}
}

// Processes that take interactions over HTTP keep nothing that the next may not have:
// what one has said can be pressed at another.
func TestInteractionsGoToAnyProcess(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	folder := t.TempDir()
	begin := func() (*process, string) {
		p := startOn(t, d, folder, filepath.Join(folder, "pamphlet.db"), "--http-interactions=127.0.0.1:0")
		url := ""
		d.Until("endpoint", func() bool {
			for line := range strings.Lines(p.log.String()) {
				var record struct{ Msg, Address, Path string }
				if json.Unmarshal([]byte(line), &record) == nil && record.Path != "" {
					url = "http://" + record.Address + record.Path
				}
			}
			return url != ""
		})
		return p, url
	}
	first, one := begin()
	second, two := begin()
	d.SetEndpoint(one)
	ana.Ask(general, "Is there anything to bring?").Reply()
	answer := ana.Ask(general, "How long does an infusion take?").Reply()
	if !strings.Contains(answer.Text(), "40 minutes") {
		t.Errorf("answer: %q", answer.Text())
	}
	// What a moderator sent is carried out once, whoever has recorded it.
	listed := clinic.Member("mo", discordtest.Manages()).Command(general, "kb list")
	if got := listed.Reply().Text(); !strings.Contains(got, "no articles") {
		t.Errorf("/kb list: %q", got)
	}
	listed.Replay(two)
	d.Until("repetition that is dropped", func() bool {
		_, metrics := fetched(t, second.address(t)+"/metrics")
		return strings.Contains(metrics, `pamphlet_dropped_total{reason="repeated"} 1`)
	})
	first.Process.Kill()
	first.Wait()
	d.SetEndpoint(two)
	if got := ana.Press(answer, "Helpful").Reply(); !strings.Contains(got.Text(), "Thank you") || !got.Ephemeral() {
		t.Errorf("Helpful: %q", got.Text())
	}
	unknown := ana.Ask(general, "Which parrots speak Norwegian at night?").Reply()
	if got := ana.Press(unknown, "Ask a moderator").Reply(); !strings.Contains(got.Text(), "passed your question on") {
		t.Errorf("Ask a moderator: %q", got.Text())
	}
	if got := ana.Ask(general, "I want to kill myself tonight").Reply(); !strings.Contains(got.Text(), "findahelpline.com") || !got.Ephemeral() {
		t.Errorf("danger: %q", got.Text())
	}
	if d.Connected() != 0 {
		t.Error("the gateway was connected to")
	}
}

// While no leader can be had, nobody can say whose the shards are: the bot leaves, and
// comes back to answer what no other answers, from the node that lives. So does one
// that stood by, and nothing is answered twice.
func TestAnswersGoOnWithoutALeader(t *testing.T) {
	longtest.Waits(t)
	cluster := rqlitetest.Start(t, 3)
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	first := startOn(t, d, t.TempDir(), cluster.URLs())
	d.AwaitReady(1)
	answersOnce(t, ana, general)
	second := startOn(t, d, t.TempDir(), cluster.URLs())
	standby(d, second)
	cluster.Kill(0)
	cluster.Kill(1)
	for _, p := range []*process{first, second} {
		d.Until("process that stands in", func() bool { return strings.Contains(p.log.String(), "answers where no other does") })
	}
	d.AwaitReady(2)
	answersOnce(t, ana, general)
	if got := ana.Ask(general, "I want to kill myself tonight").Reply(); !strings.Contains(got.Text(), "findahelpline.com") || !got.Ephemeral() {
		t.Errorf("danger: %q", got.Text())
	}
	cluster.Restart(0)
	cluster.Restart(1)
	cluster.Ready()
	d.AwaitReady(1)
	answersOnce(t, ana, general)
	for _, p := range []*process{first, second} {
		p.Process.Signal(syscall.SIGTERM)
		if err := p.Wait(); err != nil {
			t.Errorf("stopping: %v", err)
		}
	}
}
