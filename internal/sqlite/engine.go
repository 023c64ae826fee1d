package sqlite

import (
	"context"
	"iter"
)

// An engine keeps a database: a file of this machine (file) or an rqlite cluster
// (cluster). All reads go through database/sql; what differs is how it is written
// and looked after.
type engine interface {
	// batch applies all statements or none; see DB.Batch.
	batch(ctx context.Context, stmts iter.Seq[Stmt]) error
	// version returns the schema's number, 0 for a new database, and ErrForeign
	// for one of another program.
	version(ctx context.Context) (int, error)
	// claim marks a new database as ours.
	claim(ctx context.Context) error
	// copyBefore keeps a copy of a database whose schema is about to change.
	copyBefore(ctx context.Context, version int) error
	// apply runs a migration, all of it or nothing, unless another process did.
	apply(ctx context.Context, m migration) error
	// checkSettings returns an error if the engine does not keep what we rely on.
	checkSettings(ctx context.Context) error
	// backup writes a whole, consistent copy into an empty file.
	backup(ctx context.Context, file string) error
	// check returns what is wrong with the engine's own structures.
	check(ctx context.Context) ([]string, error)
	close() error
}
