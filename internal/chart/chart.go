// Package chart draws stacked bars as a PNG picture, in colours that those who
// cannot tell red from green tell apart.
//
// Its letters are those of a fixed bitmap font, which has no others than Latin
// ones: captions are the program's, never somebody's text.
package chart

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// A Series is one part of each bar.
type Series struct {
	Name   string
	Values []int // one for each bar, none below 0
}

// The picture's measures before it is enlarged, in pixels.
const (
	width, height = 480, 200
	left, right   = 40, 12 // room for the numbers of the scale
	top, bottom   = 28, 20 // room for the legend and the captions
	enlarged      = 2
	letter        = 7 // of the font
)

// The colours of Okabe and Ito, from the first series on.
var colours = []color.RGBA{{0, 114, 178, 255}, {86, 180, 233, 255}, {230, 159, 0, 255}, {150, 150, 150, 255}}

var (
	ink  = color.RGBA{60, 60, 60, 255}
	line = color.RGBA{220, 220, 220, 255}
)

// Bars writes a picture of as many bars as the first series has values, with
// the first and the last named. The fifth series has the first one's colour.
func Bars(w io.Writer, first, last string, all []Series) error {
	small := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	most := highest(all)
	scale(small, most)
	bars(small, all, most)
	legend(small, all)
	write(small, left, height-6, first)
	if last != first {
		write(small, width-right-letter*len(last), height-6, last)
	}
	return png.Encode(w, enlarge(small))
}

// highest is the height of the highest bar, at least 1.
func highest(all []Series) int {
	most := 1
	if len(all) == 0 {
		return most
	}
	for i := range all[0].Values {
		sum := 0
		for _, s := range all {
			sum += s.Values[i]
		}
		most = max(most, sum)
	}
	return most
}

// above is the y of a value.
func above(value, most int) int { return height - bottom - value*(height-top-bottom)/most }

func scale(to draw.Image, most int) {
	for _, value := range []int{0, most / 2, most} {
		y := above(value, most)
		fill(to, image.Rect(left, y, width-right, y+1), line)
		text := strconv.Itoa(value)
		write(to, left-6-letter*len(text), y+4, text)
	}
}

func bars(to draw.Image, all []Series, most int) {
	if len(all) == 0 {
		return
	}
	n := len(all[0].Values)
	for i := range n {
		x, next := left+i*(width-left-right)/n, left+(i+1)*(width-left-right)/n
		sum := 0
		for j, s := range all {
			fill(to, image.Rect(x+1, above(sum+s.Values[i], most), max(x+2, next-1), above(sum, most)), colours[j%len(colours)])
			sum += s.Values[i]
		}
	}
}

func legend(to draw.Image, all []Series) {
	x := left
	for i, s := range all {
		fill(to, image.Rect(x, 7, x+9, 16), colours[i%len(colours)])
		write(to, x+13, 16, s.Name)
		x += 13 + letter*len(s.Name) + 14
	}
}

func fill(to draw.Image, area image.Rectangle, c color.Color) {
	draw.Draw(to, area, image.NewUniform(c), image.Point{}, draw.Src)
}

func write(to draw.Image, x, y int, text string) {
	d := font.Drawer{Dst: to, Src: image.NewUniform(ink), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// enlarge makes each pixel a square.
func enlarge(small *image.RGBA) *image.RGBA {
	big := image.NewRGBA(image.Rect(0, 0, width*enlarged, height*enlarged))
	for y := range height * enlarged {
		for x := range width * enlarged {
			big.SetRGBA(x, y, small.RGBAAt(x/enlarged, y/enlarged))
		}
	}
	return big
}
