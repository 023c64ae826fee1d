package bot

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"pamphlet/knowledge/passage"
)

// maxPictures is how many pictures a reply shows; the words of the others lead to
// them.
const maxPictures = 4

// shownPictures are the pictures of a passage that can be shown: those that its
// article describes and leads to, by an address that says it is a picture.
func (r Request) shownPictures(text string) []Picture {
	if r.Setting(SettingPictures) == "off" {
		return nil
	}
	var shown []Picture
	for _, p := range passage.Pictures(text) {
		picture := Picture{URL: p.Target, Alt: p.Text}
		if isPicture(p.Target) && len(shown) < maxPictures && !slices.Contains(shown, picture) {
			shown = append(shown, picture)
		}
	}
	return shown
}

// isPicture reports whether Discord can be expected to show what is at an address,
// of which it takes 2,048 characters.
func isPicture(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || len(address) > 2048 {
		return false
	}
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp"}, strings.ToLower(path.Ext(u.Path)))
}
