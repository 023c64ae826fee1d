//go:build unix

package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"

	"pamphlet/knowledge"
)

// A fileLock makes this process the only bot that answers its shards from a database
// in a file. Each shard is a byte of a file beside it, locked: the system lets go when
// the process ends, however it ends, and no full disk is in the way.
type fileLock struct {
	path string // of the file that is locked
	want syscall.Flock_t

	mu   sync.Mutex
	held *os.File // nil if it is not held
}

// LockBeside returns the lock of a database for these shards, which follow each other;
// for all, if there are none. The error says that such files cannot be locked here.
func LockBeside(database string, shards []int) (Lease, error) {
	l := &fileLock{path: database + "-bot"}
	l.want = syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Len: int64(len(shards))} // 0 is to the end, however far
	if len(shards) > 0 {
		l.want.Start = int64(shards[0])
	}
	file, err := l.open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	_, err = l.holder(file)
	return l, err
}

func (l *fileLock) open() (*os.File, error) { return os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, 0o600) }

// Try implements Lease.
func (l *fileLock) Try(context.Context) (knowledge.Claim, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held != nil { // to open and close the file again would let go
		return knowledge.Claim{Held: true}, nil
	}
	file, err := l.open()
	if err != nil {
		return knowledge.Claim{}, err
	}
	want := l.want
	err = syscall.FcntlFlock(file.Fd(), syscall.F_SETLK, &want)
	if err == nil {
		l.held = file
		return knowledge.Claim{Held: true}, nil
	}
	defer file.Close()
	if !errors.Is(err, syscall.EAGAIN) && !errors.Is(err, syscall.EACCES) {
		return knowledge.Claim{}, err
	}
	holder, err := l.holder(file)
	return knowledge.Claim{Holder: holder, Alive: true}, err
}

// holder names the process that has what is wanted; "" if none has, or it let go just
// now.
func (l *fileLock) holder(file *os.File) (string, error) {
	asked := l.want
	err := syscall.FcntlFlock(file.Fd(), syscall.F_GETLK, &asked)
	if err != nil || asked.Type == syscall.F_UNLCK {
		return "", err
	}
	return fmt.Sprintf("process %d", asked.Pid), nil
}

// Keep implements Lease: what is held stays so.
func (l *fileLock) Keep(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// Held implements Lease.
func (l *fileLock) Held() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held != nil
}

// Release implements Lease.
func (l *fileLock) Release(context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		return nil
	}
	err := l.held.Close()
	l.held = nil
	return err
}
