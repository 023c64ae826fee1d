//go:build reliability && linux

package knowledge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"unsafe"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
	"pamphlet/migrations"
)

// These tests run in a process of their own, in which testdata/fault.c stands
// between SQLite and the system. See docs/reliability.md.

// A faults is what is requested of fault.c, in the same order.
type faults struct {
	calls, at, deadFrom, fullFrom, syncs, cutAt int64
}

// none takes all requests back.
func (f *faults) none() { *f = faults{} }

// withFaults runs the test again in a process with faults, and there f.
func withFaults(t *testing.T, f func(t *testing.T, faults *faults, folder string)) {
	t.Helper()
	if folder := os.Getenv("FAULT_FOLDER"); folder != "" {
		f(t, control(t), folder)
		return
	}
	compiler, err := exec.LookPath("cc")
	if err != nil {
		t.Skip("no C compiler to make the library that fails")
	}
	made := t.TempDir()
	library, requests := filepath.Join(made, "fault.so"), filepath.Join(made, "control")
	if out, err := exec.CommandContext(t.Context(), compiler, "-shared", "-fPIC", "-O1", "-o", library, "testdata/fault.c", "-ldl").CombinedOutput(); err != nil {
		t.Fatalf("compiling: %v\n%s", err, out)
	}
	if err := os.WriteFile(requests, make([]byte, unsafe.Sizeof(faults{})), 0o600); err != nil {
		t.Fatal(err)
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.v", "-test.run=^"+t.Name()+"$")
	again.Env = append(os.Environ(), "LD_PRELOAD="+library, "FAULT_CONTROL="+requests, "FAULT_FOLDER="+t.TempDir())
	out, err := again.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if _, said, ok := strings.Cut(line, "figures: "); ok {
			t.Log("figures: " + strings.TrimSpace(said))
		}
	}
}

// control maps the file in which faults are requested.
func control(t *testing.T) *faults {
	t.Helper()
	file, err := os.OpenFile(os.Getenv("FAULT_CONTROL"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	shared, err := syscall.Mmap(int(file.Fd()), 0, int(unsafe.Sizeof(faults{})), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	return (*faults)(unsafe.Pointer(&shared[0]))
}

// lastStep is the last of the steps of a run: an import, a publication, a
// rollback and a purge, twice, and another import.
const lastStep = 8

// run does the steps from the first on until one fails. It returns the last
// that was acknowledged, and the number of calls or syncs, as count counts
// them, at which each was.
func run(b *Base, first, last int, count func() int64) (done int, counts []int64, err error) {
	done = first - 1
	for n := first; n <= last; n++ {
		if err := step(context.Background(), b, n); err != nil {
			return done, counts, err
		}
		done, counts = n, append(counts, count())
	}
	return done, counts, nil
}

// stands reopens the base at path, without faults, and finds it sound, with the
// state after step done or the next.
func stands(t *testing.T, path string, done int, when string) {
	t.Helper()
	b, err := Open(t.Context(), path)
	if err != nil {
		t.Fatalf("%s: opening again: %v", when, err)
	}
	defer b.Close()
	found, err := b.Check(t.Context())
	if err != nil || len(found) > 0 {
		t.Errorf("%s: %q, %v; want it sound", when, found, err)
	}
	if text := textOf(t, b); text != after(done) && text != after(done+1) {
		t.Errorf("%s: the base holds neither what was acknowledged, step %d, nor the next", when, done)
	}
}

// searched asks a question and accepts an error, or what some step wrote.
func searched(t *testing.T, b *Base, when string) (answered bool) {
	t.Helper()
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "What stands in part 7?"})
	if err != nil {
		return false
	}
	for _, m := range r.Matches {
		if !strings.HasPrefix(m.Text, "This is what stands in part ") {
			t.Errorf("%s: quotes %q", when, m.Text)
		}
	}
	return len(r.Matches) > 0
}

// R5: the n-th call to the system fails, for each n of all steps.
func TestEachCallFailsOnce(t *testing.T) {
	withFaults(t, func(t *testing.T, f *faults, folder string) {
		hit := 0
		for n := int64(1); ; n++ {
			path := filepath.Join(folder, fmt.Sprintf("io-%d", n), "k.db")
			f.none()
			f.at = n
			b, err := Open(t.Context(), path)
			done := -1
			if err == nil {
				done, _, err = run(b, 0, 3, func() int64 { return f.calls })
				searched(t, b, fmt.Sprintf("call %d failed", n))
				b.Close()
			}
			calls := f.calls
			f.none()
			if calls < n {
				if err != nil {
					t.Errorf("without a fault: %v", err)
				}
				break
			}
			if err != nil {
				hit++
			}
			stands(t, path, done, fmt.Sprintf("call %d failed", n))
			os.RemoveAll(filepath.Dir(path))
			if t.Failed() {
				return
			}
			if n > 200 { // most of what follows is more of the same
				n += 6
			}
		}
		if hit < 50 {
			t.Errorf("%d faults were noticed: this test does not reach SQLite", hit)
		}
		t.Logf("figures: %d faults were reported, none changed what was acknowledged", hit)
	})
}

// R4: the disk is full from the n-th call on, and then is not.
func TestTheDiskFillsUpAtEachStep(t *testing.T) {
	withFaults(t, func(t *testing.T, f *faults, folder string) {
		full := 0
		for n := int64(1); n <= 240; n += 4 {
			path := filepath.Join(folder, fmt.Sprintf("full-%d", n), "k.db")
			f.none()
			b, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if done, _, err := run(b, 0, 0, func() int64 { return f.calls }); err != nil || done != 0 {
				t.Fatalf("the first step: %v", err)
			}
			f.calls, f.fullFrom = 0, n
			done, _, err := run(b, 1, 3, func() int64 { return f.calls })
			when := fmt.Sprintf("full from call %d", n)
			if err != nil {
				full++
				if !errors.Is(err, sqlite.ErrFull) {
					t.Errorf("%s: %v; want %v", when, err, sqlite.ErrFull)
				}
				if !searched(t, b, when) {
					t.Errorf("%s: no answer", when)
				}
			}
			f.none()
			if text := textOf(t, b); text != after(done) {
				t.Errorf("%s: what answers is not what was acknowledged", when)
			}
			if _, _, err := run(b, done+1, 3, func() int64 { return 0 }); err != nil {
				t.Errorf("%s, with space again: %v", when, err)
			}
			b.Close()
			stands(t, path, 3, when)
			os.RemoveAll(filepath.Dir(path))
			if t.Failed() {
				return
			}
		}
		if full < 10 {
			t.Errorf("the disk was full %d times: this test does not reach SQLite", full)
		}
		t.Logf("figures: full at %d steps, answers each time, whole each time", full)
	})
}

// R2: the power goes at each sync. Then the disk holds each file as it was at
// its last sync before.
func TestThePowerGoesAtEachSync(t *testing.T) {
	withFaults(t, func(t *testing.T, f *faults, folder string) {
		checked := 0
		for cut := int64(2); ; cut++ {
			path := filepath.Join(folder, fmt.Sprintf("cut-%d", cut), "k.db")
			f.none()
			f.cutAt = cut
			b, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			_, counts, err := run(b, 0, lastStep, func() int64 { return f.syncs })
			if err != nil {
				t.Fatal(err)
			}
			syncs := f.syncs
			b.Close()
			f.none()
			acknowledged := -1
			for n, at := range counts {
				if at < cut {
					acknowledged = n
				}
			}
			after := onDisk(t, path)
			if acknowledged >= 0 || exists(after) {
				stands(t, after, acknowledged, fmt.Sprintf("power cut at sync %d, after step %d", cut, acknowledged))
				checked++
			}
			os.RemoveAll(filepath.Dir(path))
			if t.Failed() {
				return
			}
			if syncs < cut {
				break
			}
		}
		if checked < 2*lastStep {
			t.Errorf("cut %d times: this test does not reach SQLite", checked)
		}
		t.Logf("figures: %d power cuts, 0 acknowledged changes lost", checked)
	})
}

// onDisk lays out what the disk holds of a database in a folder of its own.
func onDisk(t *testing.T, path string) string {
	t.Helper()
	folder := t.TempDir()
	for _, of := range []string{"", "-wal"} {
		body, err := os.ReadFile(path + of + ".disk")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, "k.db"+of), body, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "k.db")
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// R15: the process ends at each call of a migration: the schema is an old one or
// the new one, and the program goes on from there. One base has the first schema
// and a guild, the other was written when each guild had an index of its own.
func TestAMigrationEndsAtEachCall(t *testing.T) {
	withFaults(t, func(t *testing.T, f *faults, folder string) {
		for _, old := range []struct {
			version, guilds int
			make            func(path string)
		}{
			{1, 1, func(path string) {
				old, err := sqlite.Open(t.Context(), path, filesUpTo(t, 1))
				if err != nil {
					t.Fatal(err)
				}
				defer old.Close()
				if err := old.Batch(t.Context(), sqlite.List(sqlite.Do(`insert into guilds (guild) values ('g')`))); err != nil {
					t.Fatal(err)
				}
			}},
			{6, 3, func(path string) {
				if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				schema6(t, path)
			}},
		} {
			versions := map[int64]int{}
			calls := int64(1)
			for n := int64(1); n-1 <= calls && !t.Failed(); n++ { // until none is left
				path := filepath.Join(folder, fmt.Sprintf("schema-%d-%d", old.version, n), "k.db")
				f.none()
				old.make(path)
				f.calls, f.deadFrom = 0, n
				b, err := Open(t.Context(), path)
				if err == nil {
					b.Close()
				}
				calls = f.calls
				f.none()
				version := versionOf(t, path)
				if versions[version]++; err == nil && version != newest(t) {
					t.Errorf("ended at call %d: acknowledged at schema %d", n, version)
				}
				goesOn(t, path, old.guilds, fmt.Sprintf("ended at call %d", n))
				os.RemoveAll(filepath.Dir(path))
			}
			if versions[int64(old.version)] == 0 || versions[newest(t)] == 0 {
				t.Errorf("schemas met: %v; want the first and the last", versions)
			}
			t.Logf("figures: from schema %d, ended at each call, schemas then: %v", old.version, versions)
		}
	})
}

// goesOn opens a base after its migration ended, and finds it sound.
func goesOn(t *testing.T, path string, guilds int, when string) {
	t.Helper()
	b, err := Open(t.Context(), path)
	if err != nil {
		t.Fatalf("%s: opening again: %v", when, err)
	}
	defer b.Close()
	found, err := b.Check(t.Context())
	if all, err2 := b.Guilds(t.Context()); err != nil || err2 != nil || len(found) > 0 || len(all) != guilds {
		t.Errorf("%s: %q, %v, %v, %d guilds; want it sound with %d", when, found, err, err2, len(all), guilds)
	}
}

// newest is the number of the last schema.
func newest(t *testing.T) int64 {
	t.Helper()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	return int64(len(names))
}

// versionOf reads the number of a database's schema.
func versionOf(t *testing.T, path string) int64 {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, fstest.MapFS{})
	if db != nil {
		db.Close()
	}
	var version int64
	if errors.Is(err, sqlite.ErrNewer) {
		_, number, _ := strings.Cut(err.Error(), "its schema is number ")
		if _, err := fmt.Sscan(strings.TrimRight(number, ","), &version); err == nil || strings.HasPrefix(number, "1") || version > 0 {
			return version
		}
	}
	t.Fatalf("reading the schema's number: %v", err)
	return 0
}
