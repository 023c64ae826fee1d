package cli

import (
	"log/slog"

	"pamphlet/internal/app"
	"pamphlet/internal/discord"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

// lease says when it is this process's turn to run its shards: of a database in a
// file by a lock, of a cluster by what stands there. It is nil without a database.
func (a *env) lease(base *knowledge.Base, d discord.Settings, log *slog.Logger) app.Lease {
	path := base.Store().Path()
	if path == "" {
		return nil
	}
	if !sqlite.IsCluster(path) {
		lock, err := lockBeside(path, d.First, d.Last, d.Shards)
		if err == nil {
			return lock
		}
		log.Warn("no file can be locked beside the database, so that the end of another bot is seen later", "error", err)
	}
	var shards []int
	for n := d.First; n <= d.Last; n++ {
		shards = append(shards, n)
	}
	return base.Lease("shards", a.owner, shards, d.Shards, knowledge.LeasePace{})
}
