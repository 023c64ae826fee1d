package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A Stmt is one statement of a batch.
type Stmt struct {
	SQL  string
	Args []any
	// Guard is set when the statement must change exactly one row. If it does
	// not, the whole batch is undone and Batch returns ErrGuard: somebody else
	// was quicker.
	Guard bool
}

// Do makes a statement.
func Do(query string, args ...any) Stmt { return Stmt{SQL: query, Args: args} }

// ExpectOne makes a guarded statement.
func ExpectOne(query string, args ...any) Stmt { return Stmt{SQL: query, Args: args, Guard: true} }

// List makes a batch of a few statements.
func List(stmts ...Stmt) iter.Seq[Stmt] { return slices.Values(stmts) }

// Batch applies all statements in one transaction, or none of them. When it
// returns nil they are on disk; of a cluster, on the disks of most nodes. Any
// error but ErrUnknown says that nothing was changed. The sequence is read while the transaction is
// open; it must not use the database. A new row under a key that is there
// already is refused as a guarded statement is: another process was quicker to
// take the next number.
func (db *DB) Batch(ctx context.Context, stmts iter.Seq[Stmt]) error {
	if err := db.engine.batch(ctx, stmts); err != nil {
		return explain(db.path, err)
	}
	return nil
}

func (f *file) batch(ctx context.Context, stmts iter.Seq[Stmt]) error {
	tx, err := f.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	prepared := make(map[string]*sql.Stmt)
	i := -1
	for s := range stmts {
		i++
		p, ok := prepared[s.SQL]
		if !ok {
			if p, err = tx.PrepareContext(ctx, s.SQL); err != nil {
				return fmt.Errorf("statement %d: %w", i, err)
			}
			defer p.Close()
			prepared[s.SQL] = p
		}
		result, err := p.ExecContext(ctx, s.Args...)
		if taken(err) {
			return ErrGuard
		}
		if err != nil {
			return fmt.Errorf("statement %d: %w", i, err)
		}
		if n, err := result.RowsAffected(); s.Guard && (err != nil || n != 1) {
			return ErrGuard
		}
	}
	return tx.Commit()
}

// Select returns the rows of a query, each read by scan.
func Select[T any](ctx context.Context, db *DB, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	return selectOn(ctx, db.path, db.read, scan, query, args...)
}

func selectOn[T any](ctx context.Context, path string, conns *sql.DB, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := conns.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explain(path, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		t, err := scan(rows)
		if err != nil {
			return nil, explain(path, err)
		}
		all = append(all, t)
	}
	if err := rows.Err(); err != nil {
		return nil, explain(path, err)
	}
	return all, nil
}

// One returns the single value of a query, or the zero value if there is none.
func One[T any](ctx context.Context, db *DB, query string, args ...any) (T, error) {
	all, err := Select(ctx, db, Value[T], query, args...)
	if err != nil || len(all) == 0 {
		var zero T
		return zero, err
	}
	return all[0], nil
}

// Value scans a row of one column.
func Value[T any](rows *sql.Rows) (T, error) {
	var v T
	err := rows.Scan(&v)
	return v, err
}

// Marks returns n question marks for an "in (…)".
func Marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }
