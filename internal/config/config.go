// Package config reads the settings of the process: the environment and a .env
// file, once, at the start. Below it there are only values.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
)

// Settings are what an operator can set. Each field's variable stands in
// .env.example, with a comment.
type Settings struct {
	// Database is the file that holds everything, or the nodes of an rqlite
	// cluster: "http://host1:4001,host2:4001".
	Database string `env:"PAMPHLET_DB"`
	// Usual is where Database is unless it is set.
	Usual string `env:"-"`
	// DatabaseUser and DatabasePassword are who Pamphlet is to a cluster.
	DatabaseUser     string `env:"PAMPHLET_DB_USER"`
	DatabasePassword Secret `env:"PAMPHLET_DB_PASSWORD"`
	// DatabaseCA is a file of certificates that a cluster's nodes are known by;
	// DatabaseCert and DatabaseKey are files of the certificate shown to them.
	DatabaseCA   string `env:"PAMPHLET_DB_CA"`
	DatabaseCert string `env:"PAMPHLET_DB_CERT"`
	DatabaseKey  string `env:"PAMPHLET_DB_KEY"`
	// Guild is whose articles the command line works on.
	Guild string `env:"PAMPHLET_GUILD" envDefault:"local"`
	// Safety is a folder with an operator's own safety rules and resources.
	Safety string `env:"PAMPHLET_SAFETY"`
	// Token is the bot's, from Discord's developer portal.
	Token Secret `env:"PAMPHLET_TOKEN"`
	// TokenFile is a file that holds the token instead.
	TokenFile string `env:"PAMPHLET_TOKEN_FILE"`
	// Shards says which shards this process runs, such as "0/4" or "0-1/4", or of
	// several ranges whichever is free, such as "0-1/4,2-3/4"; empty means all.
	Shards string `env:"PAMPHLET_SHARDS"`
	// Interactions is where Discord's interactions are taken over HTTP instead of the
	// gateway; "" and "off" are nowhere.
	Interactions string `env:"PAMPHLET_INTERACTIONS"`
	// PublicKey is the application's, in hexadecimal digits: it tells what Discord has
	// signed.
	PublicKey string `env:"PAMPHLET_PUBLIC_KEY"`
	// HTTP is where health and metrics are served; "off" is nowhere.
	HTTP string `env:"PAMPHLET_HTTP" envDefault:"127.0.0.1:8077"`
	// Log is the least level that is logged: debug, info, warn or error.
	Log string `env:"PAMPHLET_LOG" envDefault:"info"`
	// Editor is the command that edits a file, perhaps with arguments.
	Editor string `env:"EDITOR"`
	// NoColor, if it is not empty, turns colours off (https://no-color.org).
	NoColor string `env:"NO_COLOR"`
}

// A Secret is a text that no log and no error shows.
type Secret string

// String hides the secret from everything that prints.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "[secret]"
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides the secret from JSON and logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Load reads the settings from environ, a list of NAME=value, and from the file
// .env in folder if there is one. What stands in environ wins. The error names
// every setting that is wrong.
func Load(environ []string, folder string) (Settings, error) {
	values, err := godotenv.Read(filepath.Join(folder, ".env"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Settings{}, unreadable(err)
	}
	if values == nil {
		values = make(map[string]string)
	}
	maps.Copy(values, env.ToMap(environ))
	var s Settings
	if err := env.ParseWithOptions(&s, env.Options{Environment: values}); err != nil {
		return Settings{}, err
	}
	s.Usual = filepath.Join(dataFolder(values), "pamphlet", "pamphlet.db")
	if s.Database == "" {
		s.Database = s.Usual
	}
	return s, nil
}

// unreadable says what is wrong with .env without its content, which may be a
// token.
func unreadable(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf(".env: %w", path.Err)
	}
	return errors.New(".env: a line is not NAME=value; .env.example shows how it is written")
}

// BotToken is the bot's token, wherever it is kept.
func (s Settings) BotToken() (Secret, error) {
	token := s.Token
	if s.TokenFile != "" {
		if token != "" {
			return "", errors.New("PAMPHLET_TOKEN and PAMPHLET_TOKEN_FILE: both are set; leave one out")
		}
		body, err := os.ReadFile(s.TokenFile)
		if err != nil {
			return "", fmt.Errorf("PAMPHLET_TOKEN_FILE: %w", err)
		}
		token = Secret(body)
	}
	token = Secret(strings.TrimPrefix(strings.TrimSpace(string(token)), "Bot "))
	switch {
	case token == "":
		return "", errors.New("PAMPHLET_TOKEN: no token is set; make a bot at https://discord.com/developers/applications, " +
			"copy its token, and put PAMPHLET_TOKEN=… into .env")
	case strings.ContainsAny(string(token), " \t\r\n\"'"):
		return "", errors.New("PAMPHLET_TOKEN: a token has no spaces or quotation marks; copy it once more")
	}
	return token, nil
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
