package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/bot/moderate"
	"pamphlet/internal/hotline"
	"pamphlet/internal/rqlite"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

func (a *env) doctorCommand() *cobra.Command {
	var mend bool
	c := &cobra.Command{
		Use:     "doctor",
		Short:   "Check this program and its database, and say what is wrong",
		Example: "  pamphlet doctor\n  pamphlet doctor --mend",
		Args:    cobra.NoArgs,
		RunE:    a.reading(func(ctx context.Context, b *knowledge.Base, _ []string) error { return a.doctor(ctx, b, mend) }),
	}
	c.Flags().BoolVar(&mend, "mend", false, "rebuild passages and index from the articles first")
	return c
}

func (a *env) doctor(ctx context.Context, b *knowledge.Base, mend bool) error {
	version, fts5, err := b.Store().Version(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "SQLite %s, full-text index %v\n", version, fts5)
	if b.Store().Path() == "" {
		fmt.Fprintf(a.Out, "no database at %s yet\n", a.settings.Database)
	} else {
		fmt.Fprintf(a.Out, "database %s\n", a.settings.Database)
	}
	a.printNodes(b.Store().Nodes(ctx))
	var found []string
	if mend {
		if err := b.Mend(ctx); err == nil {
			fmt.Fprintln(a.Out, "passages and index rebuilt from the articles")
		} else if !knowledge.IsDamage(err) {
			return err
		} else {
			found = append(found, "not all is mended: "+err.Error())
		}
	}
	wrong, err := b.Check(ctx)
	if err != nil {
		return err
	}
	settings, err := checkSettings(ctx, b)
	if err != nil && !knowledge.IsDamage(err) { // which Check has found
		return err
	}
	found = slices.Concat(found, wrong, settings, a.checkOwn())
	guards, err := scriptbot.Guards(a.settings.Safety)
	if err != nil {
		found = append(found, "safety: "+err.Error()+"; until this is mended, only a static card answers")
	} else {
		found = append(found, a.checkResources(guards.Resources)...)
	}
	if err := a.noteUnseen(ctx, b); err != nil && !knowledge.IsDamage(err) {
		return err
	}
	if err := a.printLeases(ctx, b); err != nil && !knowledge.IsDamage(err) {
		return err
	}
	for _, problem := range found {
		fmt.Fprintln(a.Out, "problem:", problem)
	}
	if len(found) > 0 {
		return errSilent
	}
	fmt.Fprintln(a.Out, "all is well")
	return nil
}

// printLeases tells which process took which shards, and the jobs.
func (a *env) printLeases(ctx context.Context, b *knowledge.Base) error {
	all, err := b.LeaseHolders(ctx)
	for _, h := range all {
		what, since := h.Work, "a time unknown"
		if h.Work == "shards" {
			what = "all shards"
			if h.Whole > 0 {
				what = fmt.Sprintf("shard %d of %d", h.Part, h.Whole)
			}
		}
		if !h.Since.IsZero() {
			since = h.Since.Format(time.DateTime)
		}
		fmt.Fprintf(a.Out, "%s: taken by %s since %s (UTC, by its clock)\n", what, h.Owner, since)
	}
	return err
}

// printNodes tells of each node of a cluster.
func (a *env) printNodes(nodes []rqlite.Node) {
	var most int64
	for _, n := range nodes {
		most = max(most, n.Applied)
	}
	for _, n := range nodes {
		role := "follower"
		switch {
		case n.Err != nil:
			fmt.Fprintf(a.Out, "node %s: no answer\n", n.URL)
			continue
		case n.Leader:
			role = "leader"
		case n.Alone:
			role = "without a leader"
		}
		fmt.Fprintf(a.Out, "node %s: %s, %d changes behind, rqlite %s, SQLite %s, full-text index %v, foreign keys %v\n",
			n.URL, role, most-n.Applied, n.Version, n.SQLite, n.FTS5, n.ForeignKeys)
	}
}

// checkSettings returns what is wrong with the settings of all guilds.
func checkSettings(ctx context.Context, b *knowledge.Base) (found []string, err error) {
	names, err := b.Guilds(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		values, err := b.Settings(ctx, name)
		if err != nil {
			return nil, err
		}
		for _, problem := range moderate.CheckSettings(values) {
			found = append(found, "guild "+name+": "+problem+"; until it is set again, the default holds")
		}
	}
	return found, nil
}

// checkOwn prints which safety files are the operator's own, and returns which
// of that folder are not read. What else is wrong with it, scriptbot.Guards says.
func (a *env) checkOwn() []string {
	own, err := scriptbot.OwnFiles(a.settings.Safety)
	if err != nil || a.settings.Safety == "" {
		return nil
	}
	fmt.Fprintf(a.Out, "own safety files in %s: %s\n", a.settings.Safety, strings.Join(append(own.Rules, own.Resources...), ", "))
	var found []string
	for _, name := range own.Stray {
		found = append(found, fmt.Sprintf("safety: %s is not read; put rules into the folder rules, crisis lines into resources, both as .toml", filepath.Join(a.settings.Safety, name)))
	}
	return found
}

// checkResources returns what has expired, and prints what waits for a person.
func (a *env) checkResources(r *hotline.Registry) []string {
	var expired []string
	waiting := 0
	for _, f := range r.Faults(a.now()) {
		if f.Expired {
			expired = append(expired, "crisis line "+f.ID+": "+f.Text)
		} else {
			waiting++
		}
	}
	if waiting > 0 {
		fmt.Fprintf(a.Out, "note: not verified by a person yet: %s; see \"pamphlet safety resources\"\n", counted(waiting, "crisis line"))
	}
	return expired
}
