package hotline

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// longestTrust is how long a person's check of an entry counts, in days.
const longestTrust = 180

// Confirmed reports whether a person has checked r.
func (r Resource) Confirmed() bool { return r.By != "" && r.Verified != "" }

// Confirmed reports whether a person has checked d.
func (d Directory) Confirmed() bool { return d.By != "" && d.Verified != "" }

// A Fault is what is wrong with an entry of the registry.
type Fault struct {
	ID, Text string
	Expired  bool // it is no longer shown
}

// Faults lists entries that have expired, that nobody has confirmed, or
// whose check is trusted for longer than 180 days.
func (r *Registry) Faults(now time.Time) []Fault {
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
		if !d.Confirmed() {
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
func (r *Registry) Verify(id, by string, on time.Time) ([]byte, error) {
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
