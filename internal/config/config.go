// Package config reads the settings of the process: the environment and a .env
// file, once, at the start. Below it there are only values.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
)

// Settings are what an operator can set. Each field's variable stands in
// .env.example, with a comment.
type Settings struct {
	// Database is the file that holds everything.
	Database string `env:"PAMPHLET_DB"`
	// Guild is whose articles the command line works on.
	Guild string `env:"PAMPHLET_GUILD" envDefault:"local"`
	// Safety is a folder with an operator's own safety rules and resources.
	Safety string `env:"PAMPHLET_SAFETY"`
	// NoColor, if it is not empty, turns colours off (https://no-color.org).
	NoColor string `env:"NO_COLOR"`
}

// Load reads the settings from environ, a list of NAME=value, and from the file
// .env in folder if there is one. What stands in environ wins. The error names
// every setting that is wrong.
func Load(environ []string, folder string) (Settings, error) {
	values, err := godotenv.Read(filepath.Join(folder, ".env"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Settings{}, fmt.Errorf(".env: %w", err)
	}
	if values == nil {
		values = make(map[string]string)
	}
	maps.Copy(values, env.ToMap(environ))
	var s Settings
	if err := env.ParseWithOptions(&s, env.Options{Environment: values}); err != nil {
		return Settings{}, err
	}
	if s.Database == "" {
		s.Database = filepath.Join(dataFolder(values), "pamphlet", "pamphlet.db")
	}
	if s.Safety == "" {
		s.Safety = filepath.Join(dataFolder(values), "pamphlet", "safety")
	}
	return s, nil
}

// dataFolder is where a user's programs keep their data.
func dataFolder(values map[string]string) string {
	home := values["HOME"]
	switch runtime.GOOS {
	case "windows":
		return values["LOCALAPPDATA"]
	case "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	// https://specifications.freedesktop.org/basedir-spec
	if folder := values["XDG_DATA_HOME"]; strings.HasPrefix(folder, "/") {
		return folder
	}
	return filepath.Join(home, ".local", "share")
}
