package safety

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

//go:embed resources/registry.toml
var registry embed.FS

// longestTrust is how long a person's check of an entry counts, in days.
const longestTrust = 180

// An Audience says whom a resource is for.
type Audience string

// The audiences.
const (
	Everyone  Audience = "everyone"  // anyone in distress
	Youth     Audience = "youth"     // children and young people
	Violence  Audience = "violence"  // people harmed by others
	Emergency Audience = "emergency" // the number for police, fire, ambulance
	Poison    Audience = "poison"    // poison centres
)

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

// Confirmed reports whether a person has checked r.
func (r Resource) Confirmed() bool { return r.By != "" && r.Verified != "" }

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

// Resources is the registry of crisis lines and emergency numbers.
type Resources struct {
	list        []Resource
	directories []Directory
}

// registryFile is the shape of the registry and of files that override it.
type registryFile struct {
	Version   int         `toml:"version"`
	Resource  []Resource  `toml:"resource"`
	Directory []Directory `toml:"directory"`
}

// LoadResources reads the registry that comes with the program, and the
// *.toml files at the top of overrides: an entry there takes the place of
// the one with its id, whole. nil overrides nothing. On an error, show
// [StaticCard].
func LoadResources(overrides fs.FS) (*Resources, error) {
	var r Resources
	if err := r.read(registry, "resources/registry.toml"); err != nil {
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
func (r *Resources) read(from fs.FS, name string) error {
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
		at := slices.IndexFunc(r.list, func(o Resource) bool { return o.ID == entry.ID })
		if at >= 0 {
			r.list[at] = entry
		} else {
			r.list = append(r.list, entry)
		}
	}
	for _, d := range f.Directory {
		if d.ID == "" || d.Name == "" || !strings.HasPrefix(d.URL, "https://") {
			return fmt.Errorf("resources: %s: directory %q: an id, a name and a page are needed", name, d.ID)
		}
		at := slices.IndexFunc(r.directories, func(o Directory) bool { return o.ID == d.ID })
		if at >= 0 {
			r.directories[at] = d
		} else {
			r.directories = append(r.directories, d)
		}
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
// none, and the card shows [Resources.Directories] alone. Of a pair, all are
// given or none.
func (r *Resources) For(country string, audience Audience, now time.Time) []Resource {
	var list []Resource
	for _, entry := range r.list {
		if entry.Country == country && entry.Audience == audience && entry.current(now) && r.whole(entry, now) {
			list = append(list, entry)
		}
	}
	return list
}

// whole reports whether everything paired with entry is current too.
func (r *Resources) whole(entry Resource, now time.Time) bool {
	if entry.Pair == "" {
		return true
	}
	return !slices.ContainsFunc(r.list, func(o Resource) bool {
		return o.Country == entry.Country && o.Pair == entry.Pair && !o.current(now)
	})
}

// Directories give helplines of every country for an audience: those of its
// own first, then those for everyone.
func (r *Resources) Directories(audience Audience) []Directory {
	var list []Directory
	for _, a := range []Audience{audience, Everyone} {
		for _, d := range r.directories {
			if d.Audience == a && !slices.Contains(list, d) {
				list = append(list, d)
			}
		}
	}
	return list
}

// All gives every crisis line and emergency number, for listing.
func (r *Resources) All() []Resource { return slices.Clone(r.list) }

// AllDirectories gives every directory, for listing.
func (r *Resources) AllDirectories() []Directory { return slices.Clone(r.directories) }

// A Fault is what is wrong with an entry of the registry.
type Fault struct {
	ID, Text string
	Expired  bool // it is no longer shown
}

// Faults lists entries that have expired, that nobody has confirmed, or
// whose check is trusted for longer than 180 days.
func (r *Resources) Faults(now time.Time) []Fault {
	var list []Fault
	for _, entry := range r.list {
		switch {
		case !entry.current(now):
			list = append(list, Fault{entry.ID, "expired on " + entry.Expires + "; the card shows directories instead", true})
		case !entry.Confirmed():
			list = append(list, Fault{ID: entry.ID, Text: "not verified by a person yet"})
		case entry.daysTrusted() > longestTrust:
			list = append(list, Fault{ID: entry.ID, Text: fmt.Sprintf("trusted for more than %d days", longestTrust)})
		}
	}
	for _, d := range r.directories {
		if d.By == "" || d.Verified == "" {
			list = append(list, Fault{ID: d.ID, Text: "not verified by a person yet"})
		}
	}
	return list
}

// daysTrusted is how long after its check r expires.
func (r Resource) daysTrusted() int {
	from, err := time.Parse(time.DateOnly, r.Verified)
	to, err2 := time.Parse(time.DateOnly, r.Expires)
	if err != nil || err2 != nil {
		return 0
	}
	return int(to.Sub(from).Hours() / 24)
}

// ErrNoResource means that the registry holds no entry of an id.
var ErrNoResource = errors.New("no such resource")

// Verify gives the text of an override file that confirms entry id: by has
// checked it on the day of on against the service's own page. It holds for
// 180 days. Write it to the operator's directory as <id>.toml.
func (r *Resources) Verify(id, by string, on time.Time) ([]byte, error) {
	if strings.TrimSpace(by) == "" {
		return nil, errors.New("who checked it is needed")
	}
	file := struct {
		Version   int         `toml:"version"`
		Resource  []Resource  `toml:"resource,omitempty"`
		Directory []Directory `toml:"directory,omitempty"`
	}{Version: format}
	day := on.UTC().Format(time.DateOnly)
	if at := slices.IndexFunc(r.directories, func(o Directory) bool { return o.ID == id }); at >= 0 {
		d := r.directories[at]
		d.By, d.Verified = by, day
		file.Directory = []Directory{d}
		return toml.Marshal(file)
	}
	at := slices.IndexFunc(r.list, func(o Resource) bool { return o.ID == id })
	if at < 0 {
		return nil, fmt.Errorf("%q: %w", id, ErrNoResource)
	}
	entry := r.list[at]
	entry.By, entry.Verified = by, day
	entry.Expires = on.UTC().AddDate(0, 0, longestTrust).Format(time.DateOnly)
	file.Resource = []Resource{entry}
	return toml.Marshal(file)
}
