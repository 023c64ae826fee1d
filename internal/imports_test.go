package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// doors says which packages may import a third-party module: one door each.
// Changing it is a design decision.
var doors = map[string][]string{
	"github.com/bwmarrin/discordgo":              {"internal/discord", "internal/discordtest"},
	"github.com/gorilla/websocket":               {"internal/discord", "internal/discordtest"},
	"github.com/getkin/kin-openapi":              {"internal/discordtest"},
	"github.com/santhosh-tekuri/jsonschema":      {"internal/discordtest"},
	"github.com/prometheus/client_golang":        {"internal/discord"},
	"golang.org/x/sys":                           {"internal/sandbox"},
	"golang.org/x/time":                          {"internal/discord"},
	"github.com/hashicorp/golang-lru":            {"internal/discord"},
	"github.com/mattn/go-sqlite3":                {"internal/sqlite"},
	"github.com/kljensen/snowball":               {"internal/stem"},
	"github.com/clipperhouse/uax29":              {"internal/sentence"},
	"github.com/aymanbagabas/go-udiff":           {"bot/moderate", "internal/cli", "internal/script"},
	"github.com/spf13/cobra":                     {"internal/cli"},
	"github.com/peterh/liner":                    {"internal/cli"},
	"github.com/caarlos0/env":                    {"internal/config"},
	"github.com/joho/godotenv":                   {"internal/config"},
	"github.com/yuin/goldmark":                   {"internal/source"},
	"github.com/wlynxg/chardet":                  {"internal/source"},
	"github.com/klippa-app/go-pdfium":            {"internal/pdf"},
	"github.com/tetratelabs/wazero":              {"internal/pdf"},
	"github.com/xuri/excelize":                   {"internal/source"},
	"codeberg.org/readeck/go-readability":        {"internal/source"},
	"golang.org/x/net":                           {"internal/source"},
	"code.dny.dev/ssrf":                          {"internal/source", "internal/fetch"},
	"github.com/temoto/robotstxt":                {"internal/source", "internal/fetch"},
	"github.com/goccy/go-yaml":                   {"internal/source", "internal/safety", "internal/bundle"},
	"github.com/BurntSushi/toml":                 {"internal/safety", "internal/hotline", "bot", "internal/rank", "knowledge"},
	"golang.org/x/image":                         {"internal/chart"},
	"golang.org/x/text":                          {"internal/source", "internal/stem", "internal/safety", "internal/lexicon"},
	"github.com/google/go-cmp":                   {"*_test.go"},
	"pgregory.net/rapid":                         {"*_test.go"},
	"go.uber.org/goleak":                         {"*_test.go"},
	"github.com/rogpeppe/go-internal/testscript": {"*_test.go"},
}

// rank orders our own packages: a package imports only packages of a lower
// rank. Those of rank 0 know nothing of ours.
var rank = map[string]int{
	"internal/stem": 0, "internal/sentence": 0, "internal/rqlite": 0, "internal/rqlitetest": 0, "internal/safety": 0, "internal/hotline": 0,
	"internal/smalltalk": 0, "internal/chart": 0, "internal/config": 0, "migrations": 0, "articles": 0,
	"internal/longtest": 0,
	"internal/pdf":      0,
	"internal/lint":     0, "internal/sticky": 1,
	"internal/lexicon":        1,
	"internal/sqlite":         1,
	"internal/rank":           2,
	"knowledge/passage":       1,
	"knowledge/search":        3,
	"knowledge":               4,
	"internal/source/markup":  0,
	"internal/source/prose":   0,
	"internal/source/draft":   5,
	"internal/source/charset": 6,
	"internal/source/layout":  6,
	"internal/source/web":     6,
	"internal/source/faq":     7,
	"internal/source/office":  8,
	"internal/source":         9,
	"internal/sandbox":        10,
	"internal/fetch":          0,
	"bot/messages":            0,
	"bot":                     5,
	"bot/moderate":            10,
	"internal/eval":           10,
	"internal/script":         11,
	"internal/scriptbot":      12,
	"internal/bundle":         12,
	"internal/discord":        11,
	"internal/discordtest":    11,
	"internal/app":            13,
	"internal/cli":            14,
	".":                       15,
	"internal/fit":            15, // no part of the program
}

// withoutSQL are packages that read what is stored through an interface, or not at all.
var withoutSQL = []string{"internal/rank", "knowledge/passage", "knowledge/search"}

func TestEveryDependencyHasOneDoorAndImportsPointOneWay(t *testing.T) {
	root := ".."
	seen := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || strings.HasPrefix(entry.Name(), "_") || entry.Name() == "testdata" || isModule(path)) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		seen++
		return checkFile(t, root, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Errorf("read only %d files: this test does not see the project", seen)
	}
}

// isModule reports whether folder is a module of its own.
func isModule(folder string) bool {
	found, err := filepath.Glob(filepath.Join(folder, "go.mod"))
	return err == nil && len(found) > 0
}

func checkFile(t *testing.T, root, path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	folder, err := filepath.Rel(root, filepath.Dir(path))
	if err != nil {
		return err
	}
	folder = filepath.ToSlash(folder)
	test := strings.HasSuffix(path, "_test.go")
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if !test && slices.Contains(withoutSQL, folder) && (name == "database/sql" || name == "pamphlet/internal/sqlite") {
			t.Errorf("%s imports %s: %s knows no SQL", path, name, folder)
		}
		if own, ok := strings.CutPrefix(name, "pamphlet/"); ok {
			if !test {
				checkOwn(t, path, folder, own)
			}
		} else if strings.Contains(strings.Split(name, "/")[0], ".") {
			checkForeign(t, path, folder, name, test)
		}
	}
	return nil
}

// ranked returns the package of rank that holds folder.
func ranked(folder string) string {
	for folder != "." && folder != "" {
		if _, ok := rank[folder]; ok {
			return folder
		}
		folder = filepath.ToSlash(filepath.Dir(folder))
	}
	return folder
}

func checkOwn(t *testing.T, path, folder, own string) {
	from, to := ranked(folder), ranked(own)
	if to == "." || to == "" {
		t.Errorf("%s imports %s, which has no rank", path, own)
		return
	}
	if from != to && rank[to] >= rank[from] {
		t.Errorf("%s imports %s: imports must point down", path, own)
	}
}

func checkForeign(t *testing.T, path, folder, name string, test bool) {
	for module, allowed := range doors {
		if name != module && !strings.HasPrefix(name, module+"/") {
			continue
		}
		at := func(door string) bool { return folder == door || strings.HasPrefix(folder, door+"/") }
		if !slices.ContainsFunc(allowed, at) && !(test && slices.Contains(allowed, "*_test.go")) {
			t.Errorf("%s imports %s, whose door is %s", path, name, strings.Join(allowed, ", "))
		}
		return
	}
	t.Errorf("%s imports %s, which has no door", path, name)
}
