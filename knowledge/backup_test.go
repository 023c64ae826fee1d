//go:build reliability

package knowledge

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// R16: a backup is made while changes are, 20 times. Each holds what was
// acknowledged before it began, and is sound.
func TestBackupsBesideWrites(t *testing.T) {
	b := open(t)
	var acknowledged atomic.Int64
	acknowledged.Store(-1)
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if err := step(t.Context(), b, n); err != nil {
				stopped <- err
				return
			}
			acknowledged.Store(int64(n))
		}
	}()
	folder := t.TempDir()
	for i := range 20 {
		first := int(acknowledged.Load())
		path := filepath.Join(folder, fmt.Sprintf("%d.db", i))
		if err := b.Store().Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		last := int(acknowledged.Load())
		copied, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, copied)
		text, known := textOf(t, copied), false
		for n := first; n <= last+1; n++ {
			known = known || text == after(n)
		}
		if !known {
			t.Errorf("backup %d holds none of what was acknowledged from step %d to %d", i, first, last)
		}
		copied.Close()
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	t.Logf("figures: 20 backups beside %d changes, each whole", acknowledged.Load()+1)
}
