// Package hotline is the registry of crisis lines, emergency numbers and
// directories. Entries expire, and only those that a person has checked are
// confirmed. A registry is read-only once loaded and safe for concurrent use.
package hotline

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

//go:embed registry.toml
var registry embed.FS

// format is the version of the files' shape that this code reads.
const format = 1

// An Audience says whom a resource is for.
type Audience string

// The audiences.
const (
	ForEveryone  Audience = "everyone"  // anyone in distress
	ForYouth     Audience = "youth"     // children and young people
	ForViolence  Audience = "violence"  // people harmed by others
	ForEmergency Audience = "emergency" // the number for police, fire, ambulance
	ForPoison    Audience = "poison"    // poison centres
)

// known reports whether a is one of the audiences. Nobody would ever be shown
// what is for another.
func (a Audience) known() bool {
	return slices.Contains([]Audience{ForEveryone, ForYouth, ForViolence, ForEmergency, ForPoison}, a)
}

// A Resource is somebody to turn to.
type Resource struct {
	ID        string   `toml:"id"`
	Country   string   `toml:"country"` // ISO 3166-1 alpha-2, or "EU"
	Service   string   `toml:"service"`
	Audience  Audience `toml:"audience"`
	Channels  []string `toml:"channels"` // such as "call 988"
	Hours     string   `toml:"hours"`
	Languages []string `toml:"languages"` // ISO 639-1; empty if it varies
	Cost      string   `toml:"cost"`
	Abroad    bool     `toml:"reachable_from_abroad"`
	Source    string   `toml:"source"`      // the service's own page
	Verified  string   `toml:"verified_on"` // a date, or "" if no person has checked
	By        string   `toml:"verified_by"`
	Expires   string   `toml:"expires_on"` // a date; not shown after it
	Pair      string   `toml:"pair"`       // entries that are shown together or not at all
}

// current reports whether r may be shown on the day of now.
func (r Resource) current(now time.Time) bool {
	return r.Expires != "" && now.UTC().Format(time.DateOnly) <= r.Expires
}

// A Directory lists helplines of many countries. It does not expire.
type Directory struct {
	ID       string   `toml:"id"`
	Name     string   `toml:"name"`
	URL      string   `toml:"url"`
	Audience Audience `toml:"audience"`
	Verified string   `toml:"verified_on"` // a date, or "" if no person has checked
	By       string   `toml:"verified_by"`
}

// A Registry holds crisis lines, emergency numbers and directories.
type Registry struct {
	list        []Resource
	directories []Directory
}

// registryFile is the shape of the registry and of files that override it.
type registryFile struct {
	Version   int         `toml:"version"`
	Resource  []Resource  `toml:"resource"`
	Directory []Directory `toml:"directory"`
}

// Load reads the registry that comes with the program, and the
// *.toml files at the top of overrides: an entry there takes the place of
// the one with its id, whole. nil overrides nothing. On an error, show
// [StaticCard].
func Load(overrides fs.FS) (*Registry, error) {
	var r Registry
	if err := r.read(registry, "registry.toml"); err != nil {
		return nil, err
	}
	if overrides != nil {
		names, err := fs.Glob(overrides, "*.toml")
		if err != nil {
			return nil, fmt.Errorf("resources: %w", err)
		}
		for _, name := range names {
			if err := r.read(overrides, name); err != nil {
				return nil, err
			}
		}
	}
	return &r, nil
}

// read merges one file into r.
func (r *Registry) read(from fs.FS, name string) error {
	text, err := fs.ReadFile(from, name)
	if err != nil {
		return fmt.Errorf("resources: %w", err)
	}
	var f registryFile
	if _, err := toml.Decode(string(text), &f); err != nil {
		return fmt.Errorf("resources: %s: %w", name, err)
	}
	if f.Version != format {
		return fmt.Errorf("resources: %s: version %d, not %d", name, f.Version, format)
	}
	for _, entry := range f.Resource {
		if err := entry.valid(); err != nil {
			return fmt.Errorf("resources: %s: %q: %w", name, entry.ID, err)
		}
		r.list = put(r.list, entry, func(o Resource) bool { return o.ID == entry.ID })
	}
	for _, d := range f.Directory {
		if err := d.valid(); err != nil {
			return fmt.Errorf("resources: %s: directory %q: %w", name, d.ID, err)
		}
		r.directories = put(r.directories, d, func(o Directory) bool { return o.ID == d.ID })
	}
	return nil
}

// put gives list with entry in the place of the one that is the same, or
// behind the others.
func put[T any](list []T, entry T, same func(T) bool) []T {
	if at := slices.IndexFunc(list, same); at >= 0 {
		list[at] = entry
		return list
	}
	return append(list, entry)
}

// valid says what a directory lacks.
func (d Directory) valid() error {
	switch {
	case d.ID == "" || d.Name == "" || !strings.HasPrefix(d.URL, "https://"):
		return errors.New("an id, a name and a page are needed")
	case !d.Audience.known():
		return fmt.Errorf("audience %q: not known", d.Audience)
	}
	return nil
}

// valid says what an entry lacks.
func (r Resource) valid() error {
	switch {
	case r.ID == "" || r.Service == "" || len(r.Channels) == 0:
		return errors.New("an id, a service and a channel are needed")
	case len(r.Country) != 2 || strings.ToUpper(r.Country) != r.Country:
		return fmt.Errorf("country %q: not two capital letters", r.Country)
	case !r.Audience.known():
		return fmt.Errorf("audience %q: not known", r.Audience)
	case !strings.HasPrefix(r.Source, "https://"):
		return errors.New("the service's own page is needed as source")
	}
	for _, day := range []string{r.Verified, r.Expires} {
		if day == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return fmt.Errorf("date %q: not like 2026-01-31", day)
		}
	}
	return nil
}

// For gives the resources of country for audience that may be shown at now,
// in the registry's order, and whether there are any. There is no guessing:
// an unknown or empty country, or one whose entries have expired, gives
// none, and the card shows [Registry.Directories] alone. Of a pair, all are
// given or none.
func (r *Registry) For(country string, audience Audience, now time.Time) []Resource {
	var list []Resource
	for _, entry := range r.list {
		if entry.Country == country && entry.Audience == audience && entry.current(now) && r.whole(entry, now) {
			list = append(list, entry)
		}
	}
	return list
}

// whole reports whether everything paired with entry is current too.
func (r *Registry) whole(entry Resource, now time.Time) bool {
	if entry.Pair == "" {
		return true
	}
	return !slices.ContainsFunc(r.list, func(o Resource) bool {
		return o.Country == entry.Country && o.Pair == entry.Pair && !o.current(now)
	})
}

// Number is the first number to call, without a word before it.
func (r Resource) Number() string { return strings.TrimPrefix(r.Channels[0], "call ") }

// StaticCard is what is shown if rules or resources cannot be loaded. It
// needs no file.
const StaticCard = "I can't answer right now. I'm a bot, and nobody may be reading this.\n" +
	"In danger or hurt? Call your local emergency number (US/CA 911, EU 112, UK 999, AU 000, NZ 111) or go to the nearest emergency department.\n" +
	"To talk or write to someone, in any country: https://findahelpline.com or https://befrienders.org"

// Directories give helplines of every country for an audience: those of its
// own first, then those for everyone.
func (r *Registry) Directories(audience Audience) []Directory {
	var list []Directory
	for _, a := range []Audience{audience, ForEveryone} {
		for _, d := range r.directories {
			if d.Audience == a && !slices.Contains(list, d) {
				list = append(list, d)
			}
		}
	}
	return list
}

// All gives every crisis line and emergency number, for listing.
func (r *Registry) All() []Resource { return slices.Clone(r.list) }

// AllDirectories gives every directory, for listing.
func (r *Registry) AllDirectories() []Directory { return slices.Clone(r.directories) }
