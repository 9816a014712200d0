package estimate

import (
	"math"

	"perimeter/air/num"
)

const boundReach = 6.0 // standard deviations: a bound farther below the height that was believed tells no more

// Below takes in that an aircraft whose height no instrument gave is not above
// top (m). Its height, and the place that hangs on it, become those of the part
// of the distribution below. It does nothing while the believed height is below:
// so the same bound is not counted again with each plot.
//
// Source: the moments of a normal distribution truncated on one side, N. L.
// Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 1, 2nd
// ed., 1994, sec. 13.10; as a constraint on a Kalman filter D. Simon, D. L.
// Simon, Int. J. Systems Science 41 (2010) 159.
func (s *State) Below(top float64) {
	if !s.Guessed() || s.Up[0] <= top || !(s.V[0] > 0) {
		return
	}
	sigma := math.Sqrt(s.V[0])
	a := min((s.Up[0]-top)/sigma, boundReach)
	hazard := math.Sqrt(2/math.Pi) * num.Exp(-a*a/2) / num.GammaQ(0.5, a*a/2)
	kept := max(1+float64(a*hazard)-float64(hazard*hazard), 0) // of the variance
	lower, gain := max(s.Up[0]-float64(hazard*sigma), min(top, 0)), 1-kept
	s.tie((lower-s.Up[0])/gain, s.V[0]/gain)
	s.Up = [2]float64{lower, 0}
	s.V[0] *= kept
	s.V[1] = 0
}
