package layout

import (
	"slices"
	"testing"
)

// TestABreakIsMeantWithinItsColumn has a paragraph that goes on in the next column,
// whose lines reach further to the right.
func TestABreakIsMeantWithinItsColumn(t *testing.T) {
	at := func(text string, left, base float64) pdfLine {
		return pdfLine{text: text, left: left, right: left + 100, base: base, size: 10}
	}
	lines := []pdfLine{at("The desk is open", 50, 200), at("and answers calls", 50, 188), at("on every weekday", 250, 300), at("until five o'clock", 250, 288)}
	meant := make([]bool, len(lines))
	if markBreaks(lines, meant); slices.Contains(meant, true) {
		t.Errorf("breaks %v, want none", meant)
	}
	lines[0].right = 60
	if markBreaks(lines, meant); !meant[1] || meant[2] {
		t.Errorf("breaks %v, want one above the second line", meant)
	}
}
