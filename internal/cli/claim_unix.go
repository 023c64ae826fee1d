//go:build unix

package cli

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"syscall"
)

// claim makes this process the only bot that answers these shards from a
// database, until release is called or the process ends. Of no shards in total,
// it claims all. Each shard is a byte of a file beside the database, locked.
//
// Where the file cannot be locked at all, that is logged and nothing is claimed.
func claim(database string, first, last, total int, log *slog.Logger) (release func(), err error) {
	file, err := os.OpenFile(database+"-bot", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		log.Warn("whether another bot uses this database cannot be told", "error", err)
		return func() {}, nil
	}
	release = func() { file.Close() }
	want := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: int64(first), Len: int64(last - first + 1)}
	if total == 0 {
		want.Len = 0 // to the end, however far
	}
	err = syscall.FcntlFlock(file.Fd(), syscall.F_SETLK, &want)
	switch {
	case errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EACCES):
		release()
		return nil, fmt.Errorf("PAMPHLET_DB: %s: another bot%s answers from it; stop that one, or give each its part of PAMPHLET_SHARDS", database, holder(database, want))
	case err != nil:
		log.Warn("whether another bot uses this database cannot be told", "error", err)
	}
	return release, nil
}

// holder names the process that has what was wanted, if that can be told.
func holder(database string, want syscall.Flock_t) string {
	file, err := os.Open(database + "-bot")
	if err != nil {
		return ""
	}
	defer file.Close()
	if syscall.FcntlFlock(file.Fd(), syscall.F_GETLK, &want) != nil || want.Pid <= 0 {
		return ""
	}
	return fmt.Sprintf(", process %d,", want.Pid)
}
