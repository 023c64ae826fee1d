package fit

import "math"

// A List is one question's candidates as vectors, best by BM25F first, with
// how well each answers.
type List struct {
	Vectors [][]float64
	Gains   []float64 // 0 does not answer
}

// A Group is the lists of one set. It counts by its weight, however many
// questions it holds.
type Group struct {
	Name   string
	Weight float64
	Lists  []List
}

// Options are what is not learnt.
type Options struct {
	L2     float64         // pull of each standardised weight towards 0
	Rounds int             // of gradient descent
	Signs  []float64       // by weight: 1 never negative, -1 never positive, 0 free
	Max    map[int]float64 // the most that a weight may be
}

// Listwise returns the weights that make the candidates that answer most
// probable: it minimises the cross-entropy between the softmax of the scores
// and the gains (ListNet's top-one loss, Cao et al. 2007), by Adam over all
// questions at once, and keeps each weight within its bounds.
func Listwise(groups []Group, o Options) []float64 {
	width, total := 0, 0.0
	for _, g := range groups {
		if len(g.Lists) > 0 {
			width = len(g.Lists[0].Vectors[0])
			total += g.Weight
		}
	}
	scale := spread(groups, width)
	weights, gradient, step := make([]float64, width), make([]float64, width), newAdam(width)
	for range o.Rounds {
		for i := range gradient {
			gradient[i] = o.L2 * weights[i]
		}
		for _, g := range groups {
			share := g.Weight / (total * float64(max(1, len(g.Lists))))
			for _, l := range g.Lists {
				l.descend(weights, scale, gradient, share)
			}
		}
		step.move(weights, gradient)
		o.bound(weights, scale)
	}
	for i := range weights {
		weights[i] /= scale[i]
	}
	return weights
}

// bound keeps standardised weights within their bounds.
func (o *Options) bound(weights, scale []float64) {
	for i := range weights {
		if o.Signs != nil && weights[i]*o.Signs[i] < 0 {
			weights[i] = 0
		}
		if limit, ok := o.Max[i]; ok {
			weights[i] = min(weights[i], limit*scale[i])
		}
	}
}

// spread is the standard deviation of each figure within its list.
func spread(groups []Group, width int) []float64 {
	s, n := make([]float64, width), 0.0
	for _, g := range groups {
		for _, l := range g.Lists {
			mean := make([]float64, width)
			for _, v := range l.Vectors {
				for i, x := range v {
					mean[i] += x / float64(len(l.Vectors))
				}
			}
			for _, v := range l.Vectors {
				for i, x := range v {
					s[i] += (x - mean[i]) * (x - mean[i]) / float64(len(l.Vectors))
				}
			}
			n++
		}
	}
	for i := range s {
		s[i] = math.Sqrt(s[i]/math.Max(n, 1)) + 1e-9
	}
	return s
}

// descend adds the list's part of the gradient.
func (l *List) descend(weights, scale, gradient []float64, share float64) {
	p := make([]float64, len(l.Vectors))
	top, gains := math.Inf(-1), 0.0
	for i, v := range l.Vectors {
		for j, x := range v {
			p[i] += weights[j] * x / scale[j]
		}
		top = math.Max(top, p[i])
		gains += l.Gains[i]
	}
	sum := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i, v := range l.Vectors {
		d := share * (p[i]/sum - l.Gains[i]/gains)
		for j, x := range v {
			gradient[j] += d * x / scale[j]
		}
	}
}

// An adam is the state of the optimiser of Kingma and Ba (2015), with its
// usual constants and a rate that falls.
type adam struct {
	mean, square []float64
	n            float64
}

func newAdam(width int) *adam {
	return &adam{mean: make([]float64, width), square: make([]float64, width)}
}

func (a *adam) move(weights, gradient []float64) {
	const rate, b1, b2 = 0.1, 0.9, 0.999
	a.n++
	r := rate / math.Sqrt(1+a.n/40)
	for i, g := range gradient {
		a.mean[i] = b1*a.mean[i] + (1-b1)*g
		a.square[i] = b2*a.square[i] + (1-b2)*g*g
		m := a.mean[i] / (1 - math.Pow(b1, a.n))
		s := a.square[i] / (1 - math.Pow(b2, a.n))
		weights[i] -= r * m / (math.Sqrt(s) + 1e-8)
	}
}
