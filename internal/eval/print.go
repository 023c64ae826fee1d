package eval

import (
	"fmt"
	"io"
	"time"
)

// Print writes the figures of a run as a table of two lines.
func Print(w io.Writer, name string, m Measures, r *Run) {
	fmt.Fprintf(w, "%-20s %9s %7s %7s %7s %7s %7s %7s %9s %9s\n", "", "questions", "nDCG@10", "MRR@10", "hit@1", "R@10", "R@100", "MAP", "p50", "p95")
	fmt.Fprintf(w, "%-20s %9d %7.3f %7.3f %7.3f %7.3f %7.3f %7.3f %9s %9s\n", name, m.Questions, m.NDCG10, m.MRR10, m.Hit1,
		m.Recall10, m.Recall100, m.MAP, r.Percentile(0.5).Round(time.Microsecond), r.Percentile(0.95).Round(time.Microsecond))
}

// PrintReliability writes the reliability table of guesses: how often a
// confidence came true, by tenths, and the expected calibration error.
func PrintReliability(w io.Writer, guesses []Guess) {
	bins, ece := Reliability(guesses)
	fmt.Fprintf(w, "%-10s %8s %10s %7s\n", "confidence", "guesses", "mean", "right")
	for i, b := range bins {
		if b.Guesses > 0 {
			fmt.Fprintf(w, "%.1f to %.1f %8d %10.2f %7.2f\n", float64(i)/10, float64(i+1)/10, b.Guesses, b.Confidence, b.Right)
		}
	}
	fmt.Fprintf(w, "expected calibration error %.3f\n", ece)
}
