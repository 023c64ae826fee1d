package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// deaf is a program that takes no notice of its context.
func deaf() {
	ctx, stop := Signals(context.Background())
	defer stop()
	fmt.Println("ready")
	<-ctx.Done()
	fmt.Println("asked")
	select {}
}

// started runs this test's own binary as another program, until the test ends.
func started(t *testing.T, in *os.File, as string, args ...string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), as)
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program, args...)
	c.Dir = t.TempDir()
	out, talk, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	c.Stdout, c.Stderr = talk, talk
	if in != nil {
		c.Stdin = in
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	talk.Close()
	return c, bufio.NewReader(out)
}

// saying waits for a line.
func saying(t *testing.T, out *bufio.Reader, want string) {
	t.Helper()
	for {
		line, err := out.ReadString('\n')
		if strings.Contains(line, want) {
			return
		}
		if err != nil {
			t.Fatalf("the program ended without %q: %v", want, err)
		}
	}
}

func TestTheSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		c, out := started(t, nil, "deaf")
		saying(t, out, "ready")
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		saying(t, out, "asked")
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for c.Process.Signal(signal) == nil { // a moment passes before signals are no longer caught
				time.Sleep(20 * time.Millisecond)
			}
		}()
		c.Wait()
		<-ended
		if status := c.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != signal {
			t.Errorf("after two of %v: %v; want it ended by the signal", signal, c.ProcessState)
		}
	}
}

// TestTheFirstSignalStopsReading interrupts an import that waits for more words
// than ever come.
func TestTheFirstSignalStopsReading(t *testing.T) {
	t.Parallel()
	endless, mouth, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer endless.Close()
	defer mouth.Close()
	folder := t.TempDir()
	article := filepath.Join(folder, "a.md")
	if err := os.WriteFile(article, []byte("# Parking\n\nPark behind the house.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	base := filepath.Join(folder, "own.db")
	c, out := started(t, endless, "pamphlet", "--db", base, "import", article, "-")
	saying(t, out, "a.md: Markdown")
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	saying(t, out, "nothing was left half done")
	c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitFailed {
		t.Errorf("exit code %d; want %d", code, exitFailed)
	}
	if _, err := os.Stat(base); !os.IsNotExist(err) {
		t.Errorf("the database: %v; want none", err)
	}
}
