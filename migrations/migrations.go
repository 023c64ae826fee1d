// Package migrations holds the database's schema as numbered steps. A step
// that has been released is never edited; a change is a new step.
package migrations

import "embed"

// Files are the steps, named 0001_name.sql and so on.
//
//go:embed *.sql
var Files embed.FS
