package estimate

import (
	"math"

	"perimeter/air/num"
)

const (
	surelyWithin = 0.9  // of a hypothesis' probability: one that believes so much within a bound is left alone, so that no bound counts twice
	surelyRoom   = 1.65 // standard deviations on either side, that hold no less than surelyWithin
	leastWithin  = 1e-6 // of it: one farther outside tells no more
)

// Within takes in that the aircraft flies no faster than most (m/s), and returns
// the probability that was believed of that before. A hypothesis is cut off at
// the bound along its velocity and across it, and is as much less likely as it
// lay outside. A state well within the bound stays as it is.
//
// Source: the moments of a normal distribution truncated on both sides, N. L.
// Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 1, 2nd
// ed., 1994, sec. 13.10; as a constraint on a Kalman filter D. Simon, D. L.
// Simon, Int. J. Systems Science 41 (2010) 159.
func (s *State) Within(most float64) float64 {
	if s.slower(most) {
		return 1
	}
	if s.Modes == 0 {
		m := Mode{X: s.X, P: s.P, C: s.C}
		inside := m.cutOff(most, nil)
		s.X, s.P, s.C = m.X, m.P, m.C
		return inside
	}
	sum := 0.0
	r := s.TurnRate.wide()
	for i := range s.Modes {
		b, tied := &s.Bank[i], (*[4]float64)(nil)
		if i == turning {
			tied = &r.cov
		}
		b.Weight *= b.cutOff(most, tied)
		sum += b.Weight
	}
	s.TurnRate = r.narrow()
	for i := range s.Modes {
		s.Bank[i].Weight /= sum
	}
	s.merge()
	return min(sum, 1)
}

// slower tells whether a state is so surely below a speed that no hypothesis of
// weight is near to it.
func (s *State) slower(most float64) bool {
	room := most - 3*math.Sqrt(s.P[7]+s.P[9])
	return room > 0 && float64(s.X[2]*s.X[2])+float64(s.X[3]*s.X[3]) < room*room
}

// cutOff bounds the speed of a hypothesis and returns the probability that it
// had believed within; tied is the covariance of X with a rate of turn, or nil.
func (b *Mode) cutOff(most float64, tied *[4]float64) float64 {
	e, n := 1.0, 0.0
	if v := math.Hypot(b.X[2], b.X[3]); v > 1 {
		e, n = b.X[2]/v, b.X[3]/v
	}
	return b.cutAlong(e, n, most, tied) * b.cutAlong(-n, e, most, tied)
}

// cutAlong bounds the speed along a direction.
func (b *Mode) cutAlong(e, n, most float64, tied *[4]float64) float64 {
	with := [4]float64{ // covariance of X with that speed
		float64(b.P[2]*e) + float64(b.P[3]*n), float64(b.P[5]*e) + float64(b.P[6]*n),
		float64(b.P[7]*e) + float64(b.P[8]*n), float64(b.P[8]*e) + float64(b.P[9]*n),
	}
	variance := float64(with[2]*e) + float64(with[3]*n)
	if !(variance > 0) {
		return 1
	}
	speed, sigma := float64(b.X[2]*e)+float64(b.X[3]*n), math.Sqrt(variance)
	if most-math.Abs(speed) >= surelyRoom*sigma {
		return 1
	}
	inside, mean, kept := truncated(speed, sigma, most)
	if inside >= surelyWithin {
		return 1
	}
	up := float64(b.C[2]*e) + float64(b.C[3]*n)
	turn := 0.0
	if tied != nil {
		turn = float64(tied[2]*e) + float64(tied[3]*n)
	}
	shift := mean - speed
	for i, k := 0, 0; i < 4; i++ {
		gain := with[i] / variance
		b.X[i] += gain * shift
		b.C[i] -= gain * up * (1 - kept)
		if tied != nil {
			tied[i] -= gain * turn * (1 - kept)
		}
		for j := i; j < 4; j++ {
			b.P[k] -= gain * with[j] * (1 - kept)
			k++
		}
	}
	return inside
}

// truncated returns how much of a normal distribution lies within most on either
// side of 0, the mean of that part, and what is left of the variance.
func truncated(mean, sigma, most float64) (inside, within, kept float64) {
	lo, hi := (-most-mean)/sigma, (most-mean)/sigma
	if hi < -boundReach {
		lo, hi = lo-hi-boundReach, -boundReach
	}
	inside = max(tail(lo)-tail(hi), leastWithin)
	dl, dh := bell(lo), bell(hi)
	move := (dl - dh) / inside
	kept = 1 + (float64(lo*dl)-float64(hi*dh))/inside - float64(move*move)
	return inside, mean + float64(sigma*move), max(min(kept, 1), 0.01)
}

// bell is the density of the standard normal distribution, tail what lies above.
func bell(x float64) float64 { return num.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }

func tail(x float64) float64 {
	above := num.GammaQ(0.5, x*x/2) / 2
	if x < 0 {
		return 1 - above
	}
	return above
}
