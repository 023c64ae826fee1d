package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"pamphlet/internal/rqlite"
)

// What can be wrong with a database, each with its remedy.
var (
	ErrGuard        = errors.New("changed by somebody else in the meantime")
	ErrForeign      = errors.New("not a Pamphlet database; choose another file with --db")
	ErrNewer        = errors.New("written by a newer Pamphlet; install that version or newer")
	ErrLocked       = errors.New("in use by another program; close it or try again")
	ErrReadOnly     = errors.New("cannot be written; give this account the right to write the file and its folder")
	ErrReadOnlyDisk = errors.New("on a file system that may only be read; mount it for writing, or name another file with --db")
	ErrDescriptors  = errors.New("not opened: this process may open too few files; raise its limit, such as ulimit -n 1024 or LimitNOFILE=1024")
	ErrFull         = errors.New("no room left on the disk; free some and try again, nothing was changed")
	ErrCorrupt      = errors.New("damaged; restore a backup")
	ErrNoTable      = errors.New("a table is missing; \"pamphlet doctor\" says which")
	ErrNoFTS5       = errors.New("a node cannot index text; give it a build of rqlite with FTS5")
	ErrForeignKeys  = errors.New("a node does not keep foreign keys; start every node with -fk")
	ErrMissing      = errors.New("cannot be opened; check that the folder exists and may be written")
)

// What a cluster alone can answer.
var (
	// ErrUnknown says that nobody knows whether a batch was kept.
	ErrUnknown = rqlite.ErrUnknown
	// ErrUnreachable says that no node answers; nothing was changed.
	ErrUnreachable = rqlite.ErrUnreachable
)

// explain names the file and the remedy, keeping the cause.
func explain(path string, err error) error {
	switch {
	case err == nil, errors.Is(err, ErrGuard), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	if path == "" {
		path = "the database in memory"
	}
	switch {
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s: %w", path, ErrReadOnlyDisk)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return fmt.Errorf("%s: %w", path, ErrDescriptors)
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%s: %w", path, ErrReadOnly)
	}
	if strings.HasPrefix(err.Error(), "sql: Scan error") { // nothing, or another kind of value, where the schema wants one
		return fmt.Errorf("%s: %w (%w)", path, ErrCorrupt, err)
	}
	var told *rqlite.Error
	if errors.As(err, &told) && !errors.Is(err, ErrUnknown) {
		if remedy := remedyOf(told); remedy != nil {
			return fmt.Errorf("%s: %w (%w)", path, remedy, err)
		}
	}
	var cause sqlite3.Error
	if !errors.As(err, &cause) {
		return fmt.Errorf("%s: %w", path, err)
	}
	if remedy := remedy(cause); remedy != nil {
		return fmt.Errorf("%s: %w (%w)", path, remedy, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// taken reports whether err says that a row of that primary key is there.
func taken(err error) bool {
	var cause sqlite3.Error
	return errors.As(err, &cause) && cause.ExtendedCode == sqlite3.ErrConstraintPrimaryKey
}

// remedy returns what is wrong in words, or nil if the cause says all there is.
func remedy(cause sqlite3.Error) error {
	switch cause.SystemErrno {
	case syscall.EROFS:
		return ErrReadOnlyDisk
	case syscall.EMFILE, syscall.ENFILE:
		return ErrDescriptors
	}
	if cause.Code == sqlite3.ErrError {
		return damageIn(cause.Error())
	}
	switch cause.ExtendedCode {
	case sqlite3.ErrIoErrWrite, sqlite3.ErrIoErrTruncate, sqlite3.ErrIoErrFsync, sqlite3.ErrIoErrSHMSize:
		return ErrFull // a file that may not grow fails so too
	}
	return remedies[cause.Code]
}

// damageIn returns what is wrong where SQLite has no code for it, or nil.
func damageIn(message string) error {
	for words, remedy := range map[string]error{
		"no such table: ":             ErrNoTable,
		"no such column: ":            ErrCorrupt,
		"foreign key mismatch":        ErrCorrupt,
		"no such fts5 table: ":        ErrNoTable,
		"vtable constructor failed: ": ErrCorrupt,
		"invalid fts5 file format":    ErrCorrupt,
		"fts5: corrupt":               ErrCorrupt,
	} {
		if strings.HasPrefix(message, words) {
			return remedy
		}
	}
	return nil
}

// remedyOf is remedy for what a node says in SQLite's words.
func remedyOf(told *rqlite.Error) error {
	for words, remedy := range map[string]error{
		"no such module: fts5":                 ErrNoFTS5,
		"database or disk is full":             ErrFull,
		"database disk image is malformed":     ErrCorrupt,
		"attempt to write a readonly database": ErrReadOnly,
	} {
		if strings.HasPrefix(told.Message, words) {
			return remedy
		}
	}
	return damageIn(told.Message)
}

var remedies = map[sqlite3.ErrNo]error{
	sqlite3.ErrBusy:     ErrLocked,
	sqlite3.ErrLocked:   ErrLocked,
	sqlite3.ErrReadonly: ErrReadOnly,
	sqlite3.ErrPerm:     ErrReadOnly,
	sqlite3.ErrFull:     ErrFull,
	sqlite3.ErrCorrupt:  ErrCorrupt,
	sqlite3.ErrNotADB:   ErrForeign,
	sqlite3.ErrCantOpen: ErrMissing,
}
