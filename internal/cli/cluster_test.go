package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/internal/discordtest"
	"pamphlet/internal/rqlitetest"
)

// pamphlet runs a command line on a database, and returns its exit code and all it
// prints.
func pamphlet(t *testing.T, db string, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	code := Run(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &out}, []string{"HOME=" + t.TempDir(), "PAMPHLET_DB=" + db})
	return code, out.String()
}

// A base goes into a cluster and back; both answer alike.
func TestABaseMovesIntoAClusterAndBack(t *testing.T) {
	cluster, folder := rqlitetest.Start(t, 3), t.TempDir()
	first, back := filepath.Join(folder, "first.db"), filepath.Join(folder, "back.db")
	article := filepath.Join(folder, "parking.md")
	if err := os.WriteFile(article, []byte("# Parking\n\n## Where do I park my car?\n\nPark your car behind the house.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must := func(db, want string, args ...string) string {
		t.Helper()
		code, out := pamphlet(t, db, args...)
		if code != exitOK || !strings.Contains(out, want) {
			t.Fatalf("%s: exit code %d, want %q in\n%s", strings.Join(args, " "), code, want, out)
		}
		return out
	}
	must(first, "", "import", article)
	want := must(first, "behind the house", "ask", "--json", "Where can I park?")
	must(first, "which is sound", "move", first, cluster.Patient())
	if got := must(cluster.Patient(), "", "ask", "--json", "Where can I park?"); got != want {
		t.Errorf("the cluster answers\n%s\nwant\n%s", got, want)
	}
	must(cluster.Patient(), "all is well", "doctor")
	must(cluster.Patient(), "rebuilt", "doctor", "--mend")
	must(cluster.Patient(), "is whole", "backup", "--verify", filepath.Join(folder, "copy.db"))
	must(cluster.Patient(), "which is sound", "move", cluster.Patient(), back)
	if got := must(back, "", "ask", "--json", "Where can I park?"); got != want {
		t.Errorf("back in a file it answers\n%s\nwant\n%s", got, want)
	}
	must(back, "all is well", "doctor")
	for _, over := range []string{cluster.Patient(), back} {
		if code, out := pamphlet(t, first, "move", first, over); code == exitOK || !strings.Contains(out, "already") {
			t.Errorf("moved over a database: %d, %s", code, out)
		}
	}
	if code, out := pamphlet(t, first, "move", filepath.Join(folder, "none.db"), filepath.Join(folder, "new.db")); code == exitOK || !strings.Contains(out, "there is no database yet") {
		t.Errorf("moved what is not there: %d, %s", code, out)
	}
}

// Each fault of a cluster is one sentence.
func TestFaultsOfAClusterAreTold(t *testing.T) {
	cluster := rqlitetest.Start(t, 1, "-fk=false")
	if code, out := pamphlet(t, cluster.Patient(), "doctor"); code != exitFailed || !strings.Contains(out, "start every node with -fk") || strings.Count(out, "\n") != 1 {
		t.Errorf("without foreign keys: %d, %s", code, out)
	}
	cluster.Kill(0)
	if code, out := pamphlet(t, cluster.Patient(), "doctor"); code != exitFailed || !strings.Contains(out, "no node of the cluster can be reached") || strings.Count(out, "\n") != 1 {
		t.Errorf("without a node: %d, %s", code, out)
	}
}

// While no node can be reached, who is in danger is answered; once one can, all
// are.
func TestTheBotWaitsForItsCluster(t *testing.T) {
	cluster := rqlitetest.Start(t, 1)
	cluster.Kill(0)
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	p := startOn(t, d, t.TempDir(), cluster.Patient())
	d.AwaitReady(1)
	if got := ana.Ask(general, "I want to kill myself tonight").Reply(); !strings.Contains(got.Text(), "findahelpline.com") {
		t.Errorf("danger: %q", got.Text())
	}
	if n := strings.Count(p.log.String(), "only who is in danger is answered"); n != 1 {
		t.Errorf("the operator is told %d times; want once", n)
	}
	cluster.Restart(0)
	d.Until("second start", func() bool { return strings.Count(p.log.String(), `"msg":"starting"`) == 2 })
	d.AwaitReady(1)
	if got := ana.Ask(general, "How long does an infusion take?").Reply(); !strings.Contains(got.Text(), "40 minutes") {
		t.Errorf("an ordinary question, with the cluster back: %q", got.Text())
	}
}
