//go:build !sqlite_fts5 && !fts5 && !libsqlite3

package sqlite

// Without its tag go-sqlite3 has no full-text index, and every question would
// fail when it is asked. So the build fails instead, and says what to do.
var _ = build_with_tags_sqlite_fts5
