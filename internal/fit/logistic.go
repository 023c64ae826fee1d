package fit

import "math"

// A Case is one question whose first passage either answers or does not.
type Case struct {
	Evidence []float64
	Answers  bool
	Weight   float64
}

// Logistic returns the weights, and the constant, that make what happened
// most probable: logistic regression, by Adam over all cases at once.
func Logistic(cases []Case, o Options) (weights []float64, constant float64) {
	width := len(cases[0].Evidence)
	mean, scale := standard(cases, width)
	w, gradient, step := make([]float64, width+1), make([]float64, width+1), newAdam(width+1)
	total := 0.0
	for _, c := range cases {
		total += c.Weight
	}
	for range o.Rounds {
		clear(gradient)
		for i := range width {
			gradient[i] = o.L2 * w[i]
		}
		for _, c := range cases {
			z := w[width]
			for i, x := range c.Evidence {
				z += w[i] * (x - mean[i]) / scale[i]
			}
			d := 1 / (1 + math.Exp(-z))
			if c.Answers {
				d--
			}
			d *= c.Weight / total
			for i, x := range c.Evidence {
				gradient[i] += d * (x - mean[i]) / scale[i]
			}
			gradient[width] += d
		}
		step.move(w, gradient)
		o.bound(w[:width], scale)
	}
	constant = w[width]
	weights = w[:width]
	for i := range weights {
		weights[i] /= scale[i]
		constant -= weights[i] * mean[i]
	}
	return weights, constant
}

// standard returns each figure's mean and standard deviation.
func standard(cases []Case, width int) (mean, scale []float64) {
	mean, scale = make([]float64, width), make([]float64, width)
	n := float64(len(cases))
	for _, c := range cases {
		for i, x := range c.Evidence {
			mean[i] += x / n
		}
	}
	for _, c := range cases {
		for i, x := range c.Evidence {
			scale[i] += (x - mean[i]) * (x - mean[i]) / n
		}
	}
	for i := range scale {
		scale[i] = math.Sqrt(scale[i]) + 1e-9
	}
	return mean, scale
}
