module pamphlet/internal/rqlitetest/rqlited

go 1.26.8

require github.com/rqlite/rqlite/v8 v8.36.0

// As rqlite's own go.mod has it, which go install does not follow.
replace github.com/armon/go-metrics => github.com/hashicorp/go-metrics v0.5.1
