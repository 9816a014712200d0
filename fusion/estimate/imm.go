package estimate

import (
	"math"

	"perimeter/air/num"
)

// IMM is the interacting multiple model estimator: a cruise and a hard manoeuvre
// of constant velocity, of little noise and of much, and between them a turn
// whose rate is estimated, are followed side by side, each with its probability,
// and mixed after each plot.
//
// Source: H. A. P. Blom, Y. Bar-Shalom, IEEE Trans. AC-33 (1988) 780. Mixing
// stands here after the update, with the time that has just passed, so that
// predicting to any instant, for a gate or a picture, costs no mixing.
type IMM struct {
	Noise  []float64           // m2/s3, of each model; at most MaxModes
	Weight []float64           // probability of each at the start
	Rate   [MaxModes][]float64 // 1/s, Rate[i][j]: how often an aircraft goes from model i to j

	Across [MaxModes]float64 // m/s2, of who begins to turn from model i (the turning one: at the start): acceleration across the path, one standard deviation
	Drift  float64           // (m/s2)2/s, by which that changes in a turn
}

// NewIMM returns the estimator for aircraft: it holds a steady cruise, a turn and
// a hard manoeuvre. All constants are assumed, from what aircraft do:
//
// A cruise in calm air wanders by some 3 m/s in a minute: 0.2 m2/s3. A banked turn
// accelerates by g tan(bank): 4.6 m/s2 at an airliner's 25 degrees, 30 m/s2 at 3 g
// if it comes from a hard manoeuvre; that changes by 1 m/s2 in ten seconds, while the
// speed along the path changes as by 1 m/s2 for some seconds, 5 m2/s3. An
// acceleration a that lasts some tau between changes of mind has the density
// 2 a^2 tau at low frequencies (R. A. Singer, IEEE AES-6 (1970) 473): 10,000 m2/s3
// for 4 g, taken for the 3 s until the rate of turn is known.
//
// A turn begins every 200 s and lasts a minute, the time of half a circle
// at the standard rate of 3 degrees a second; a hard manoeuvre comes every
// hour or from within a turn, and becomes a turn within seconds.
func NewIMM() *IMM {
	return &IMM{
		Noise:  []float64{0.2, 5, 10_000},
		Weight: []float64{0.7, 0.15, 0.15},
		Rate: [MaxModes][]float64{
			{0, 1. / 200, 1. / 4000},
			{1. / 60, 0, 1. / 300},
			{1. / 60, 1. / 6, 0},
		},
		Across: [MaxModes]float64{5, 5, 30},
		Drift:  0.1,
	}
}

// Begin puts the state into every model.
func (f *IMM) Begin(s *State) {
	s.Modes = uint8(len(f.Noise))
	for i := range f.Noise {
		s.Bank[i] = Mode{f.Weight[i], s.X, s.P, s.C}
	}
	s.TurnRate = TurnRate{Var: float32(rateVar(&s.X, f.Across[turning]))}
}

// Predict moves s by dt seconds.
func (f *IMM) Predict(s *State, dt float64) {
	for i, q := range f.Noise {
		b := &s.Bank[i]
		if i != turning {
			along := max(-turnLasts, min(dt, turnLasts))
			move(&b.X, &b.P, &b.C, along, q)
			if dt != along {
				move(&b.X, &b.P, &b.C, dt-along, min(q, wanders))
			}
			continue
		}
		r := s.TurnRate.wide()
		r.move(b, dt, q, rateVar(&b.X, 1)*f.Drift)
		s.TurnRate = r.narrow()
	}
	s.Since += dt
	s.climb(dt)

	s.merge()
}

// merge sets X, P and C to the mean and spread over the hypotheses.
func (s *State) merge() {
	var x, c [4]float64
	for i := range s.Modes {
		b := &s.Bank[i]
		for j := range 4 {
			x[j] += float64(b.Weight * b.X[j])
			c[j] += float64(b.Weight * b.C[j])
		}
	}
	s.X, s.C = x, c
	s.P = [10]float64{}
	for i := range s.Modes {
		b := &s.Bank[i]
		add(&s.P, b.Weight, &b.X, &b.P, &x)
	}
}

// add adds a weighted hypothesis to a spread about a mean.
func add(p *[10]float64, w float64, x *[4]float64, part *[10]float64, mean *[4]float64) {
	d0, d1, d2, d3 := x[0]-mean[0], x[1]-mean[1], x[2]-mean[2], x[3]-mean[3]
	p[0] += float64(w * (part[0] + float64(d0*d0)))
	p[1] += float64(w * (part[1] + float64(d0*d1)))
	p[2] += float64(w * (part[2] + float64(d0*d2)))
	p[3] += float64(w * (part[3] + float64(d0*d3)))
	p[4] += float64(w * (part[4] + float64(d1*d1)))
	p[5] += float64(w * (part[5] + float64(d1*d2)))
	p[6] += float64(w * (part[6] + float64(d1*d3)))
	p[7] += float64(w * (part[7] + float64(d2*d2)))
	p[8] += float64(w * (part[8] + float64(d2*d3)))
	p[9] += float64(w * (part[9] + float64(d3*d3)))
}

// about returns a measurement's Y as hypothesis x has it: m is linearised about
// the mean.
func about(m *Measurement, mean, x *[4]float64) [2]float64 {
	e, n := x[0]-mean[0], x[1]-mean[1]
	return [2]float64{
		m.Y[0] - float64(m.H[0][0]*e) - float64(m.H[0][1]*n),
		m.Y[1] - float64(m.H[1][0]*e) - float64(m.H[1][1]*n),
	}
}

// Fit tells how well m fits the predicted state s: the likelihood of all models
// together. The distance is that to the model that it fits best, however
// unlikely: the first plot of a manoeuvre fits none that was likely before.
func (f *IMM) Fit(s *State, m *Measurement) Fit {
	var d2, density [MaxModes]float64
	for i := range s.Modes {
		b := &s.Bank[i]
		v := innovate(&b.P, &b.C, s.V[0], m)
		y := about(m, &s.X, &b.X)
		var det float64
		d2[i], det = v.distance(y)
		if m.Rate.R > 0 {
			more, variance := s.fitRate(b, m)
			d2[i] += more
			det *= variance
		}
		density[i] = b.Weight / math.Sqrt(det)
	}
	least, sum := likelihoods(&d2, &density, int(s.Modes))
	fit := Fit{D2: least, Cost: least/2 + lnTwoPi - math.Log(sum)}
	if m.Rate.R > 0 {
		fit.Cost += halfLnTwoPi
	}
	return fit
}

// likelihoods turns densities at the mean into those at distances d2, relative to
// exp(-least/2), and returns the least distance and their sum.
func likelihoods(d2, density *[MaxModes]float64, n int) (least, sum float64) {
	least = math.Inf(1)
	for _, d := range d2[:n] {
		least = min(least, d)
	}
	for i, d := range d2[:n] {
		if d > least {
			density[i] *= num.Exp((least - d) / 2)
		}
		sum += density[i]
	}
	return least, sum
}

// Update takes m into the predicted state s.
func (f *IMM) Update(s *State, m *Measurement) {
	l := s.learnUp(m)
	var d2, weight [MaxModes]float64
	for i := range s.Modes {
		b := &s.Bank[i]
		v := innovate(&b.P, &b.C, s.V[0], m)
		y := about(m, &s.X, &b.X)
		var det float64
		d2[i], det = v.distance(y)
		weight[i] = b.Weight / math.Sqrt(det)
		if i == turning {
			r := s.TurnRate.wide()
			r.apply(&v, m, y)
			s.TurnRate = r.narrow()
		}
		v.apply(&b.X, &b.P, &b.C, y)
		if k := l.slack(&v, s.V[0]); k < 1 {
			s.untie(i, k)
		}
		if m.Rate.R > 0 {
			more, variance := s.pace(i, &m.Rate)
			d2[i] += more
			weight[i] /= math.Sqrt(variance)
		}
	}
	_, sum := likelihoods(&d2, &weight, int(s.Modes))
	for i := range weight {
		weight[i] /= sum
	}
	s.know(&l)
	f.mix(s, &weight)
	s.Since = 0

	s.merge()
}

// mix lets each model begin anew from all, by how aircraft go from one to
// another.
func (f *IMM) mix(s *State, weight *[MaxModes]float64) {
	old := s.Bank
	n := int(s.Modes)
	var out, leave [MaxModes]float64
	for i := range n {
		out[i], leave[i] = f.leaves(i, math.Abs(s.Since))
	}
	for j := range n {
		var share [MaxModes]float64
		sum := 0.0
		for i := range n {
			goes := 1 - leave[i]
			if i != j {
				goes = leave[i] * f.Rate[i][j] / out[i]
			}
			share[i] = goes * weight[i]
			sum += share[i]
		}
		b := &s.Bank[j]
		*b = Mode{Weight: sum}
		for i := range n {
			o := &old[i]
			share[i] /= sum
			b.blend(share[i], o)
		}
		for i := range n {
			add(&b.P, share[i], &old[i].X, &old[i].P, &b.X)
		}
		if j == turning {
			f.mixRate(s, &share, &old)
		}
	}
}

// mixRate mixes the rate of turn, once X of the turning hypothesis is mixed.
func (f *IMM) mixRate(s *State, share *[MaxModes]float64, old *[MaxModes]Mode) {
	var begins [MaxModes]float64
	for i := range s.Modes {
		begins[i] = rateVar(&old[i].X, f.Across[i])
	}
	r := s.TurnRate.wide()
	r = r.mixed(share, old, &begins, &s.Bank[turning].X)
	s.TurnRate = r.narrow()
}

// blend adds a share of another hypothesis' mean.
func (b *Mode) blend(w float64, o *Mode) {
	b.X[0] += float64(w * o.X[0])
	b.X[1] += float64(w * o.X[1])
	b.X[2] += float64(w * o.X[2])
	b.X[3] += float64(w * o.X[3])
	b.C[0] += float64(w * o.C[0])
	b.C[1] += float64(w * o.C[1])
	b.C[2] += float64(w * o.C[2])
	b.C[3] += float64(w * o.C[3])
}

// leaves returns the rate at which an aircraft leaves a model, and the
// probability that it does within a span: the rate for a short one, never more
// than half for a long one.
func (f *IMM) leaves(i int, seconds float64) (rate, probability float64) {
	for _, r := range f.Rate[i] {
		rate += r
	}
	return rate, min(rate*max(seconds, 0.01), 0.5)
}
