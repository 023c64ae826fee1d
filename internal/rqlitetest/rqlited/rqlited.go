//go:build tools

// Package rqlited names the release of rqlite that the tests run against. It is a
// module of its own, so that Pamphlet does not depend on rqlite.
package rqlited

import _ "github.com/rqlite/rqlite/v8/cmd/rqlited"
