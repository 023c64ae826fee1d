package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"deaf": deaf,
		"pamphlet": func() {
			ctx, stop := Signals(context.Background())
			defer stop()
			os.Exit(Run(ctx, os.Args[1:], Streams{os.Stdin, os.Stdout, os.Stderr}, os.Environ()))
		},
	})
}

// TestCommands runs the scripts in testdata: each is a session at a terminal.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"same": same, "badfiles": badFiles},
	})
}

// same FILE FILE fails unless both hold the same bytes.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if equal := ts.ReadFile(args[0]) == ts.ReadFile(args[1]); equal == neg {
		ts.Fatalf("%s and %s: equal is %v", args[0], args[1], equal)
	}
}

// badfiles makes what a script cannot hold itself.
func badFiles(ts *testscript.TestScript, _ bool, _ []string) {
	deep := strings.Repeat("<div>", 1_000_000) + "words"
	for name, body := range map[string][]byte{
		"binary.txt":    {0x7f, 'E', 'L', 'F', 0, 1, 2, 3, 0, 0, 0, 0},
		"invalid.txt":   []byte("caf\xe9 and \xff\xfe more"),
		"endless.txt":   []byte("An endless line. " + strings.Repeat("word ", 100_000)),
		"headings.md":   []byte(strings.Repeat("# A heading\n\n", 10_000)),
		"nested.html":   []byte("<html><body>" + deep),
		"bomb.docx":     bomb(),
		"huge.txt":      nil,
		"questions.csv": []byte("question,answer\n\"How long?,Forty minutes.\nWhere?,Here.\n"),
		"garbage.db":    []byte(strings.Repeat("not a database ", 100)),
	} {
		ts.Check(os.WriteFile(ts.MkAbs(name), body, 0o644))
	}
	ts.Check(os.Truncate(ts.MkAbs("huge.txt"), 200<<20)) // takes no room on the disk
}

// bomb is a DOCX file of a few hundred kilobytes that unpacks to 256 MiB.
func bomb() []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("word/document.xml")
	if err != nil {
		panic(err)
	}
	block := bytes.Repeat([]byte(" "), 1<<20)
	for range 256 {
		w.Write(block)
	}
	z.Close()
	return out.Bytes()
}
