//go:build !cgo

package sqlite

// Without cgo go-sqlite3 builds but cannot open a database.
var _ = build_with_CGO_ENABLED_1_and_a_C_compiler
