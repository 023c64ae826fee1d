package cli

import (
	"log/slog"

	"pamphlet/internal/app"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

// leases say when it is this process's turn to run which of the ranges, of so many
// shards in total; no ranges are all shards. There are none without a database.
func (a *env) leases(base *knowledge.Base, ranges [][]int, total int, log *slog.Logger) (all []app.Range) {
	if base.Store().Path() == "" {
		return nil
	}
	if len(ranges) == 0 {
		ranges = [][]int{nil}
	}
	for _, shards := range ranges {
		all = append(all, app.Range{Shards: shards, Lease: a.lease(base, shards, total, log)})
	}
	return all
}

// lease is of a database in a file a lock, of a cluster what stands there.
func (a *env) lease(base *knowledge.Base, shards []int, total int, log *slog.Logger) app.Lease {
	if path := base.Store().Path(); !sqlite.IsCluster(path) {
		lock, err := lockBeside(path, shards)
		if err == nil {
			return lock
		}
		log.Warn("no file can be locked beside the database, so that the end of another bot is seen later", "error", err)
	}
	if len(shards) == 0 {
		shards = []int{0}
	}
	return base.Lease("shards", a.owner, shards, total, knowledge.LeasePace{})
}
