package radar

import (
	"fmt"
	"math"

	"perimeter/air/num"
	"perimeter/atlas"
)

// Pd returns the probability that one dwell detects a target whose
// signal-to-noise ratio, mean per pulse, is snr, at false-alarm probability
// pfa: square law, n pulses summed, the target fluctuating by a Swerling case.
//
//	swerling  0 (steady) to 4
//	n         1 to 1000 pulses
//	snr       power ratio, not dB; 0 or more
//	pfa       per resolution cell, in (0, 1)
//
// At snr 0 it is pfa. Pd panics on arguments outside these ranges: they are
// checked when the sensors are made, so here they can only be a bug.
//
// Exact, by one sum for all cases: the fluctuation makes the number m of extra
// degrees of freedom negative binomial (Poisson in case 0), and
//
//	Pd = 1 - sum over m of Pr(m) P(n+m, T),  pfa = Q(n, T)
//
// with P and Q the regularised incomplete gamma functions. Source: D. A.
// Shnidman, IEEE Trans. AES 31 (1995) 928; cases: P. Swerling, IRE Trans. IT-6
// (1960) 269.
func Pd(swerling, n int, snr, pfa float64) float64 {
	d := newDetector(n, pfa)
	return d.pd(swerling, snr)
}

// detector is a threshold over n pulses.
type detector struct {
	pulses int
	below  []float64 // P(n+m, T) by m, until it vanishes
}

func newDetector(n int, pfa float64) detector {
	if n < 1 || n > 1000 || !(pfa > 0 && pfa < 1) { // written so that NaN fails too
		panic(fmt.Sprintf("radar: %d pulses, pfa %g: want 1 to 1000 pulses and 0 < pfa < 1", n, pfa))
	}
	t := threshold(n, pfa)
	d := detector{pulses: n}
	for m := 0; float64(m) <= t+12*math.Sqrt(t); m++ {
		d.below = append(d.below, num.GammaP(float64(n+m), t))
	}
	return d
}

// threshold returns T of Q(n, T) = pfa, by halving.
func threshold(n int, pfa float64) float64 {
	low, high := 0.0, float64(n)
	for num.GammaQ(float64(n), high) > pfa {
		low, high = high, 2*high+10
	}
	for range 80 {
		if mid := (low + high) / 2; num.GammaQ(float64(n), mid) > pfa {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

func (d *detector) pd(swerling int, snr float64) float64 {
	if swerling < 0 || swerling > 4 || !(snr >= 0) {
		panic(fmt.Sprintf("radar: Swerling %d at snr %g: want 0 to 4 and snr >= 0", swerling, snr))
	}
	n := float64(d.pulses)
	total := n * snr
	k := [...]float64{0, 1, n, 2, 2 * n}[swerling]
	pr := num.Exp(-total)
	if swerling > 0 {
		pr = num.Pow(k/(k+total), k)
	}
	missed := 0.0
	for m, below := range d.below {
		missed += float64(pr * below)
		if swerling == 0 {
			pr *= total / float64(m+1)
		} else {
			pr *= (float64(m) + k) / float64(m+1) * (total / (k + total))
		}
	}
	return max(0, min(1, 1-missed))
}

// snr returns the mean signal-to-noise ratio in dB per pulse at which a
// detector reaches pd, by halving between -40 and 80 dB.
func (d *detector) snr(swerling int, pd float64) float64 {
	low, high := -40.0, 80.0
	for range 60 {
		if mid := (low + high) / 2; d.pd(swerling, fromDB(mid)) < pd {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

func fromDB(db float64) float64 { return num.Exp(db * (math.Ln10 / 10)) }

func toDB(ratio float64) float64 { return 10 * math.Log10(ratio) }

// curve is Pd over SNR for one detector, tabled so that a look is cheap: 16 values
// a dB and straight between, which errs by less than 1e-4.
type curve struct {
	pulses int
	pfa    float64
	exact  detector
	table  [5][]float32 // by Swerling case
}

const (
	lowest  = -25.0 // dB, where a curve begins: Pd is within 10 % of pfa there
	highest = 45.0  // dB, where it ends
	perDB   = 16
)

// at returns Pd at an SNR in dB.
func (c *curve) at(swerling uint8, db float64) float64 {
	t := c.table[swerling]
	x := (max(lowest, min(highest, db)) - lowest) * perDB
	i := min(int(x), len(t)-2)
	return float64(t[i]) + float64((x-float64(i))*float64(t[i+1]-t[i]))
}

// curves are those that the sensors of a scenario share.
type curves []*curve

// of returns the curve for so many pulses and such a probability of false
// alarm, made once.
func (c *curves) of(pulses int, pfa float64) *curve {
	for _, have := range *c {
		if have.pulses == pulses && have.pfa == pfa {
			return have
		}
	}
	made := &curve{pulses: pulses, pfa: pfa, exact: newDetector(pulses, pfa)}
	for sw := range made.table {
		for i := range int((highest-lowest)*perDB) + 1 {
			pd := made.exact.pd(sw, fromDB(lowest+float64(i)/perDB))
			made.table[sw] = append(made.table[sw], float32(pd))
		}
	}
	*c = append(*c, made)
	return made
}

// stated is the Swerling case for which makers state a range (assumed: the
// statements of the atlas name a cross-section and a Pd, no case; 1 is that of
// airliners and fighters from scan to scan).
const stated = 1

// budget is the radar equation in calibrated form. A statement "Pd p0 on s0 at
// R0" fixes the SNR there; elsewhere
//
//	SNR = SNR0 (sigma / s0) (R0 / R)^4
//
// in the nose of the beam and in free space; what the beam, the receiver and the
// ground take from that is the chain's (chain.go, echo.go).
//
// Source: M. Skolnik, Introduction to Radar Systems, 3rd ed., ch. 2.
type budget struct {
	curve    *curve
	snr0     float64 // dB, at the statement
	constant float64 // dB: SNR of 1 m2 at 1 m
	stated   float64 // m, range of the statement
}

func newBudget(t *atlas.RadarType, c *curves) budget {
	curve := c.of(t.Pulses, t.Pfa)
	snr0 := curve.exact.snr(stated, t.RefPd)
	return budget{
		curve:    curve,
		snr0:     snr0,
		constant: snr0 - toDB(t.RefRCS) + 4*toDB(t.RefRange),
		stated:   t.RefRange,
	}
}

// snr returns the mean signal-to-noise ratio in dB of a cross-section in dB(m2)
// at a slant range in metres.
func (b *budget) snr(rcs, slant float64) float64 { return b.constant + rcs - 4*toDB(slant) }
