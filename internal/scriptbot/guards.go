package scriptbot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"pamphlet/bot"
	"pamphlet/internal/hotline"
	"pamphlet/internal/safety"
)

// Guards loads the safety rules and resources that come with the program, and
// an operator's own from the folders rules and resources below folder, if it is
// not "": then at least one of them must hold something. On an error the guards are not ready, and a bot that has them answers
// nothing but a static card.
func Guards(folder string) (bot.Guards, error) {
	if _, err := OwnFiles(folder); err != nil {
		return bot.Guards{}, err
	}
	rules, err := safety.Load(below(folder, "rules"))
	if err != nil {
		return bot.Guards{}, err
	}
	resources, err := hotline.Load(below(folder, "resources"))
	if err != nil {
		return bot.Guards{}, err
	}
	return bot.Guards{Rules: rules, Resources: resources}, nil
}

// below returns a folder below folder, or nil if there is none.
func below(folder, name string) fs.FS {
	path := filepath.Join(folder, name)
	if _, err := os.Stat(path); folder == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return os.DirFS(path)
}
