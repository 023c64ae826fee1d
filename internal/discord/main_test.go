package discord

import (
	"flag"
	"os"
	"testing"
)

// TestMain lets more tests run at once than there are processors: most of
// their time is spent waiting for pauses and limits to pass.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f != nil && f.Value.String() == f.DefValue {
		f.Value.Set("8")
	}
	os.Exit(m.Run())
}
