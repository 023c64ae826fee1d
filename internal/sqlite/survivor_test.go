package sqlite

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

var survivorSchema = fstest.MapFS{"0001_a.sql": {Data: []byte(`create table a (n integer primary key, b blob) strict;`)}}

// A process that has the file open reads and writes on when another that writes is
// killed at any moment: a standby has to.
func TestWhoIsLeftReadsOn(t *testing.T) {
	if path := os.Getenv("PAMPHLET_SURVIVOR_TEST"); path != "" {
		db, err := Open(t.Context(), path, survivorSchema)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; ; n++ {
			if err := db.Batch(t.Context(), List(Do(`insert into a (b) values (zeroblob(20000))`), Do(`delete from a where n < (select max(n) from a) - 50`))); err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				fmt.Println("ready")
			}
		}
	}
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := Open(t.Context(), path, survivorSchema)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const kills = 40
	for kill := range kills {
		child := exec.Command(os.Args[0], "-test.run=^TestWhoIsLeftReadsOn$")
		child.Env = append(os.Environ(), "PAMPHLET_SURVIVOR_TEST="+path)
		out, err := child.StdoutPipe()
		if err == nil {
			err = child.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		bufio.NewScanner(out).Scan()
		time.Sleep(time.Duration(rand.IntN(30_000)) * time.Microsecond)
		child.Process.Kill()
		child.Wait()
		var reading sync.WaitGroup
		for range readers {
			reading.Go(func() {
				if _, err := One[int](t.Context(), db, `select count(*) from a`); err != nil {
					t.Errorf("kill %d: reading: %v", kill, err)
				}
			})
		}
		reading.Wait()
		if err := db.Batch(t.Context(), List(Do(`insert into a (b) values (x'')`))); err != nil {
			t.Errorf("kill %d: writing: %v", kill, err)
		}
	}
}
