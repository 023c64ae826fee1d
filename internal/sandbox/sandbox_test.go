package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pamphlet/internal/longtest"
	"pamphlet/internal/source"
)

// TestMain makes this test the child, too. Some children misbehave: they stand
// for a fault in a parser.
func TestMain(m *testing.M) {
	if len(os.Args) < 2 || os.Args[1] != Command {
		os.Exit(m.Run())
	}
	body, _ := io.ReadAll(os.Stdin)
	var err error
	switch {
	case bytes.Contains(body, []byte(`"greedy.txt"`)):
		err = limit()
		hold(1 << 40)
	case bytes.Contains(body, []byte(`"reaching.txt"`)):
		err = errors.Join(limit(), confine())
		answers := make(chan string) // from another thread, too
		go func() {
			runtime.LockOSThread()
			_, network := net.Dial("tcp", "127.0.0.1:1")
			answers <- fmt.Sprint(network, "; ", exec.Command(os.Args[0]).Run())
		}()
		fmt.Printf(`{"Refusal":%q}`, <-answers)
	case bytes.Contains(body, []byte(`"endless.txt"`)):
		time.Sleep(time.Hour)
	case bytes.Contains(body, []byte(`"panic.txt"`)):
		panic("a fault in a parser")
	case bytes.Contains(body, []byte(`"talkative.txt"`)):
		for err == nil {
			_, err = os.Stdout.Write(make([]byte, 1<<20))
		}
	case bytes.Contains(body, []byte(`"secret.txt"`)):
		_, err = os.Stdout.WriteString(`{"Refusal":"` + strings.Join(os.Environ(), " ") + `"}`)
	default:
		err = Serve(context.Background(), bytes.NewReader(body), os.Stdout)
	}
	if err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// hold fills memory.
func hold(bytes int) {
	var all [][]byte
	for len(all)<<20 < bytes {
		b := make([]byte, 1<<20)
		for i := range b {
			b[i] = 1
		}
		all = append(all, b)
	}
	runtime.KeepAlive(all)
}

func TestChildReadsAsSourceDoes(t *testing.T) {
	t.Parallel()
	r := New(Program(), "")
	for name, body := range map[string]string{
		"a.md":      "# Parking\n\nPark behind the house.\n\n## How long?\n\nTwo hours.\n",
		"a.csv":     "question,answer\nWhere?,Behind the house.\n",
		"rows.json": `{"id":"1","title":"T","text":"Park behind the house."}`,
		"empty.txt": " \n",
		"deep.html": strings.Repeat("<div>", 5000),
		"table.md":  "|" + strings.Repeat("a|", 2000) + "\n|" + strings.Repeat("-|", 2000) + "\n" + strings.Repeat("|a\n", 2000),
	} {
		given := source.Options{Title: "Given", Tags: []string{"x"}, Published: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
		want, wantReport, wantErr := source.Read(t.Context(), name, []byte(body), given)
		got, report, err := r.Read(t.Context(), name, []byte(body), given)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: articles (-source +child)\n%s", name, diff)
		}
		if diff := cmp.Diff(wantReport, report); diff != "" {
			t.Errorf("%s: report (-source +child)\n%s", name, diff)
		}
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%s: error %v; want %v", name, err, wantErr)
		}
	}
}

// A child prepares the reader of PDF before its limits, and reads within them.
func TestChildReadsPDF(t *testing.T) {
	if raceDetector {
		t.Skip("takes minutes under the race detector; .ci/run runs it without")
	}
	t.Parallel()
	body, err := os.ReadFile("../source/testdata/leaflets/tiny.pdf")
	if err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(os.TempDir(), "pamphlet-test-cache") // as package source has it: preparing takes longer than all other tests
	caches := []string{cache}
	if longtest.Full {
		cache = t.TempDir()
		caches = []string{cache, cache, ""}
	}
	for _, cache := range caches {
		articles, _, err := New(Program(), cache).Read(t.Context(), "a.pdf", body, source.Options{})
		if err != nil || len(articles) != 1 || articles[0].Title != "Coming to us" {
			t.Errorf("cache %q: %d articles, %v; want the one", cache, len(articles), err)
		}
	}
	if kept, err := os.ReadDir(cache); err != nil || len(kept) == 0 {
		t.Errorf("nothing is kept in the cache: %v", err)
	}
}

func TestChildThatEndsCostsOneSentence(t *testing.T) {
	t.Parallel()
	r := New(Program(), "")
	names := []string{"panic.txt", "talkative.txt"}
	if runtime.GOOS == "linux" {
		names = append(names, "greedy.txt")
	}
	for _, name := range names {
		_, _, err := r.Read(t.Context(), name, []byte("words"), source.Options{})
		if !errors.Is(err, errEnded) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v; want one sentence", name, err)
		}
	}
	if _, _, err := New("/no/such/program", "").Read(t.Context(), "a.txt", []byte("words"), source.Options{}); !errors.Is(err, errEnded) {
		t.Errorf("without a program: %v; want %v", err, errEnded)
	}
	if got, _, err := r.Read(t.Context(), "a.txt", []byte("Words that are read."), source.Options{}); err != nil || len(got) != 1 {
		t.Errorf("after all that: %d articles, %v; want one", len(got), err)
	}
}

func TestChildEndsWithItsContext(t *testing.T) {
	t.Parallel()
	r := New(Program(), "")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, _, err := r.Read(ctx, "endless.txt", []byte("words"), source.Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a child without an end: %v; want %v", err, context.DeadlineExceeded)
	}
}

func TestChildKnowsNoEnvironment(t *testing.T) {
	t.Setenv("PAMPHLET_TOKEN", "canary")
	_, _, err := New(Program(), "").Read(t.Context(), "secret.txt", nil, source.Options{})
	if err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("a child answers %v; want an environment without the token", err)
	}
}

func TestChildReachesNothing(t *testing.T) {
	t.Parallel()
	if !Confines() {
		t.Skip("this system cannot take the network away from a process")
	}
	_, _, err := New(Program(), "").Read(t.Context(), "reaching.txt", []byte("words"), source.Options{})
	if err == nil || strings.Count(err.Error(), "operation not permitted") != 2 {
		t.Errorf("the network and a program: %v; want neither permitted", err)
	}
}
