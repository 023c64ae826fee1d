package knowledge

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"pamphlet/internal/sqlite"
)

// What is recorded waits for nobody who writes, and is there for whoever reads
// it afterwards.
func TestRecordingWaitsForNoImport(t *testing.T) {
	b, ctx := open(t), t.Context()
	b.saving.Lock() // an import
	id, err := b.RecordOpen(ctx, "g", Exchange{Day: monday, Question: "Who feeds the dog?", Kind: "unknown", Member: "ana"},
		Asking{Question: "Who feeds the dog?", Why: WhyUnknown, Member: "ana", Day: monday})
	if err != nil || id == 0 {
		t.Fatalf("recording: id %d, %v", id, err)
	}
	mark, err := b.Mark(ctx, "g", "ana")
	if err != nil || len(mark) != 16 {
		t.Fatalf("mark %q, %v", mark, err)
	}
	soon, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if err := b.Settle(soon); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("settled while nothing can be written: %v", err)
	}
	b.saving.Unlock()
	if err := b.Judge(ctx, "g", id, "helpful"); err != nil {
		t.Fatal(err)
	}
	if e, err := b.Exchange(ctx, "g", id); err != nil || e.Question != "Who feeds the dog?" || e.Verdict != "helpful" {
		t.Errorf("kept: %+v, %v", e, err)
	}
	if all := queued(t, b, StageNew, monday); len(all) != 1 {
		t.Errorf("queued: %+v", all)
	}
	if again, err := b.Mark(ctx, "g", "ana"); again != mark || err != nil {
		t.Errorf("the mark was %q, and is %q once the key is kept: %v", mark, again, err)
	}
	// What waits is deleted with the rest.
	if _, err := b.Record(ctx, "g", Exchange{Day: monday, Question: "And the cat?", Kind: "answer", Member: "ana"}); err != nil {
		t.Fatal(err)
	}
	if err := b.ForgetMemberEverywhere(ctx, "ana"); err != nil {
		t.Fatal(err)
	}
	if all, err := b.Exchanges(ctx, "g", 10); err != nil || len(all)+len(queued(t, b, StageNew, monday)) != 0 {
		t.Errorf("%d exchanges of a forgotten member, %v", len(all), err)
	}
}

// Closing the base keeps what still waited, each once and in its order.
func TestClosingKeepsWhatWasRecorded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pamphlet.db")
	b, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	const each = 100
	last := make([][]int64, 8)
	var recording sync.WaitGroup
	for n := range last {
		recording.Go(func() {
			for i := range each {
				id, err := b.Record(t.Context(), fmt.Sprint("g", n%3), Exchange{Day: monday, Question: fmt.Sprint(n, " ", i), Kind: "answer"})
				if err != nil {
					t.Error(err)
				}
				last[n] = append(last[n], id)
			}
		})
	}
	recording.Wait()
	if err := errors.Join(b.Close(), b.Close()); err != nil {
		t.Fatal(err)
	}
	if b, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	total := 0
	for n := range 3 {
		all, err := b.Exchanges(t.Context(), fmt.Sprint("g", n), 10_000)
		if err != nil {
			t.Fatal(err)
		}
		total += len(all)
	}
	if total != len(last)*each {
		t.Errorf("%d exchanges are kept, want %d", total, len(last)*each)
	}
	for n, ids := range last {
		if !slices.IsSorted(ids) || len(slices.Compact(ids)) != each {
			t.Errorf("the ids of %d are not in order", n)
		}
	}
}

// A fault of the database is told to who must know, and what waits is written
// when it has passed.
func TestAFaultDelaysWhatIsRecorded(t *testing.T) {
	b, ctx := open(t), t.Context()
	rename := func(from, to string) {
		if err := b.db.Batch(ctx, sqlite.List(sqlite.Do("alter table "+from+" rename to "+to))); err != nil {
			t.Fatal(err)
		}
	}
	rename("exchanges", "away")
	if _, err := b.Record(ctx, "g", Exchange{Day: monday, Question: "Who?", Kind: "answer"}); err != nil {
		t.Fatal(err)
	}
	if err := b.Settle(ctx); err == nil {
		t.Error("settled without its table")
	}
	rename("away", "exchanges")
	for b.Settle(ctx) != nil {
		time.Sleep(10 * time.Millisecond)
	}
	if all, err := b.Exchanges(ctx, "g", 10); err != nil || len(all) != 1 {
		t.Errorf("%d exchanges after the fault, %v", len(all), err)
	}
	rename("exchanges", "away")
	b.Record(ctx, "g", Exchange{Day: monday, Question: "Who?", Kind: "answer"})
	if err := b.Close(); err == nil {
		t.Error("closed without a word on what is lost")
	}
}

// What waits is bounded.
func TestTooMuchIsNotRecorded(t *testing.T) {
	b, ctx := open(t), t.Context()
	b.saving.Lock()
	defer b.saving.Unlock()
	for range maxWaiting {
		if _, err := b.Record(ctx, "g", Exchange{Day: monday, Question: "Who?", Kind: "answer"}); err != nil {
			t.Fatal(err)
		}
	}
	if id, err := b.Record(ctx, "g", Exchange{}); !errors.Is(err, errTooMany) || id != 0 {
		t.Errorf("one too many: id %d, %v", id, err)
	}
}

// When the base is closed after a fault has passed, all that waits is written,
// also what came after the try that failed.
func TestClosingWritesWhatCameAfterAFault(t *testing.T) {
	b, ctx := open(t), t.Context()
	away := func(from, to string) {
		t.Helper()
		if err := b.db.Batch(ctx, sqlite.List(sqlite.Do("alter table "+from+" rename to "+to))); err != nil {
			t.Fatal(err)
		}
	}
	record := func() {
		t.Helper()
		if _, err := b.Record(ctx, "g", Exchange{Day: monday, Question: "Who?", Kind: "answer"}); err != nil {
			t.Fatal(err)
		}
	}
	away("exchanges", "away")
	record()
	if b.Settle(ctx) == nil {
		t.Fatal("settled without its table")
	}
	record()
	away("away", "exchanges")
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if err := b.add(ctx, recorded{guild: "g"}); !errors.Is(err, errClosed) {
		t.Errorf("recorded after closing: %v", err)
	}
}

// A guild that stops keeping questions keeps none of those that waited.
func TestWhatWaitsIsNotKeptWhereNothingIs(t *testing.T) {
	b, ctx := open(t), t.Context()
	if err := b.Set(ctx, "g", SettingRetention, "30"); err != nil {
		t.Fatal(err)
	}
	b.saving.Lock() // so that it waits
	_, err := b.RecordOpen(ctx, "g", Exchange{Day: monday, Question: "Who feeds the dog?", Kind: "unknown"},
		Asking{Question: "Who feeds the dog?", Why: WhyUnknown, Day: monday})
	if err == nil {
		err = b.db.Batch(ctx, sqlite.List(sqlite.ExpectOne(`update settings set value = '0' where name = ?`, SettingRetention)))
	}
	b.saving.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	if all, err := b.Exchanges(ctx, "g", 10); err != nil || len(all)+len(queued(t, b, StageNew, monday)) != 0 {
		t.Errorf("%d exchanges, %v", len(all), err)
	}
}

// A guild whose index or articles are damaged keeps no other guild's questions waiting.
func TestADamagedGuildHoldsUpNobodyElse(t *testing.T) {
	for _, damage := range []string{
		`update terms_data set block = x'0102030405060708' where id > 10`,
		`update passages set questions = '["What' where article = 1`,
		`delete from passages where article = 1 and position = 0`,
		`drop table words`,
	} {
		b, ctx := open(t), t.Context()
		save(t, b, article("g", "a", infusions))
		enqueue(t, b, "ana", "Who feeds the dog?")
		if err := b.db.Batch(ctx, sqlite.List(sqlite.Do(damage), sqlite.Do(`update guilds set revision = revision + 1`))); err != nil {
			t.Fatal(err)
		}
		open := Asking{Question: "Who feeds the infusion in the clinic?", Why: WhyUnknown, Day: monday}
		for _, guild := range []string{"g", "other"} {
			if _, err := b.RecordOpen(ctx, guild, Exchange{Day: monday, Question: open.Question, Kind: "unknown"}, open); err != nil {
				t.Fatal(err)
			}
		}
		if all, err := b.Exchanges(ctx, "other", 10); err != nil || len(all) != 1 {
			t.Errorf("%s: %d exchanges of another guild, %v", damage, len(all), err)
		}
		if all := queued(t, b, StageNew, monday); len(all) != 2 {
			t.Errorf("%s: queued in the guild itself: %+v", damage, all)
		}
	}
}
