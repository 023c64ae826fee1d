package chart

import (
	"bytes"
	"image/png"
	"testing"
)

// Each bar stands on the one below it, as high as its value; beside them is
// nothing.
func TestBars(t *testing.T) {
	var out bytes.Buffer
	all := []Series{{"answered", []int{3, 0}}, {"unknown", []int{1, 2}}}
	if err := Bars(&out, "1 May", "2 May", all); err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Bounds().Size(); got.X != 960 || got.Y != 400 {
		t.Errorf("the picture is %v", got)
	}
	middle := func(bar int) int { return left + (2*bar+1)*(width-left-right)/4 }
	for _, test := range []struct {
		bar   int
		value float64 // in whose height the pixel is
		want  int     // the series, or -1 for white
	}{{0, .5, 0}, {0, 2.5, 0}, {0, 3.5, 1}, {1, .5, 1}, {1, 1.5, 1}, {1, 2.5, -1}, {1, 3.5, -1}} {
		x, y := middle(test.bar), int(float64(height-bottom)-test.value*float64(height-top-bottom)/4)
		r, g, b, _ := picture.At(x*enlarged, y*enlarged).RGBA()
		want := []uint8{255, 255, 255}
		if test.want >= 0 {
			want = []uint8{colours[test.want].R, colours[test.want].G, colours[test.want].B}
		}
		if got := []uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}; !bytes.Equal(got, want) {
			t.Errorf("bar %d at %v: colour %v, want %v", test.bar, test.value, got, want)
		}
	}
}

// Nothing to show is a picture all the same.
func TestNoBars(t *testing.T) {
	for _, all := range [][]Series{nil, {{"answered", nil}}, {{"answered", []int{0}}}} {
		if err := Bars(&bytes.Buffer{}, "", "", all); err != nil {
			t.Errorf("%v: %v", all, err)
		}
	}
}
