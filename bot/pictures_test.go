package bot

import (
	"slices"
	"testing"
)

func TestPicturesOfAnArticleAreShown(t *testing.T) {
	t.Parallel()
	const ramp = "[🖼 The ramp, on the left of the door](https://example.org/ramp.JPG?size=2)"
	for _, test := range []struct {
		what, text, setting string
		want                []Picture
	}{
		{"a picture that is described", "Come in here.\n" + ramp, "", []Picture{{"https://example.org/ramp.JPG?size=2", "The ramp, on the left of the door"}}},
		{"the same picture twice", ramp + " and " + ramp, "", []Picture{{"https://example.org/ramp.JPG?size=2", "The ramp, on the left of the door"}}},
		{"where the guild wants none", ramp, "off", nil},
		{"a picture without an address", "🖼 The ramp", "", nil},
		{"a link that is no picture", "[The ramp](https://example.org/ramp.jpg)", "", nil},
		{"an address that is no picture's", "[🖼 The ramp](https://example.org/ramp)", "", nil},
		{"an address that is not safe on its way", "[🖼 The ramp](http://example.org/ramp.png)", "", nil},
		{"an address with a password", "[🖼 The ramp](https://a:b@example.org/ramp.png)", "", nil},
	} {
		r := Request{settings: guildSettings{values: map[string]string{SettingPictures: test.setting}}}
		if got := r.shownPictures(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %+v, want %+v", test.what, got, test.want)
		}
	}
}
