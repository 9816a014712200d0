package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion/estimate"
)

// A pulse Doppler radar's plot says how fast its range changes over the ground. A
// track takes that in with the place (estimate.RangeRate); a plot whose rate
// contradicts is not its own; and the first plot of a track tells how fast it
// comes, so that the second is looked for where it then is.

const (
	rateStep  = 1.0 / 16  // m/s, of what a track keeps of a plot
	rateMost  = 2000.0    // m/s: no aircraft comes or goes faster, and 16 bits hold it
	rateBin   = 25.0      // m/s, width of a bin of a rateMap
	rateBins  = 32        // bins, about 0; what is beyond counts with the last
	ratePrior = 200.0     // false echoes for which an even spread counts (assumed)
	rateSpan  = 2 * 500.0 // m/s, over which false echoes spread evenly before any is known (assumed)
)

// tellsRate tells whether a plot has a range rate that can be one.
func (s *sensor) tellsRate(p *air.Plot) bool {
	return p.Has&air.HasDoppler != 0 && s.SigmaDoppler > 0 && math.Abs(float64(p.Doppler)) <= rateMost // so written that NaN fails
}

// keepRate keeps a range rate in the place of a height, or of a level where there
// is none: a level makes a radar's own height needless.
func (k *sight) keepRate(rate float32) {
	steps := int16(math.Round(float64(rate) / rateStep))
	if k.says(air.HasHeight) && !k.says(air.HasLevel) {
		k.level = air.FL(steps)
		return
	}
	k.has &^= uint8(air.HasHeight)
	k.more = uint16(steps)
}

// rate returns the range rate of a sight that has one, m/s.
func (k *sight) rate() float64 {
	if k.says(air.HasHeight) {
		return rateStep * float64(k.level)
	}
	return rateStep * float64(int16(k.more))
}

// meetRate linearises a range rate about a predicted state that the plot's place
// has met, in m, at a range r. How fast the aircraft climbs is not well known; it
// is only considered, as noise.
func (s *sensor) meetRate(st *estimate.State, k *sight, m *estimate.Measurement, r float64) {
	u := geo.Vec{X: m.H[0][0], Y: m.H[0][1], Z: m.U[0]}
	v := motion(st)
	rate := u.Dot(v)
	across := v.Sub(u.Scale(rate)).Scale(1 / r)
	m.Rate = estimate.RangeRate{
		Y: k.rate() - rate, H: [4]float64{across.X, across.Y, u.X, u.Y}, U: across.Z, Bend: 1 / r,
		R: float64(s.SigmaDoppler*s.SigmaDoppler) + float64(u.Z*u.Z*st.V[2]),
	}
}

// motion returns the velocity of a state in its frame: along the curve of the
// earth, which falls away from the frame.
func motion(st *estimate.State) geo.Vec {
	falls := (float64(st.X[0]*st.X[2]) + float64(st.X[1]*st.X[3])) / (geo.MeanRadius + st.Up[0])
	return geo.Vec{X: st.X[2], Y: st.X[3], Z: st.Up[1] - falls}
}

// rateGateOf is gateOf for a plot with a range rate: chi-square of three degrees
// of freedom.
func rateGateOf(probability float64) float64 {
	low, high := 0.0, 1500.0
	for range 60 {
		if middle := (low + high) / 2; num.GammaQ(1.5, middle/2) > 1-probability {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// gateFor returns the squared distance within which a measurement may lie.
func (t *Tracker) gateFor(m *estimate.Measurement) float64 {
	if m.Rate.R > 0 {
		return t.rateGate
	}
	return t.gate
}

// rateMap is a sensor's experience of the range rates of false echoes: what creeps
// along roads or drifts in the wind is slow, noise has any speed.
type rateMap struct {
	counts [rateBins]float32
	sum    float32
}

func binOf(rate float64) int {
	return max(0, min(int(math.Floor(rate/rateBin))+rateBins/2, rateBins-1))
}

// add notes the range rate of an echo that belongs to no numbered track, or with
// -1 takes it back.
func (m *rateMap) add(k *sight, n float32) {
	if !k.says(air.HasDoppler) || k.kind != air.PSR {
		return
	}
	c := &m.counts[binOf(k.rate())]
	n = max(n, -*c)
	*c += n
	m.sum = max(m.sum+n, 0)
}

func (m *rateMap) fade(keeps float32) {
	m.sum *= keeps
	for i := range m.counts {
		m.counts[i] *= keeps
	}
}

// density returns that of a false echo's range rate, per m/s.
func (m *rateMap) density(rate float64) float64 {
	return (ratePrior/rateSpan + float64(m.counts[binOf(rate)])/rateBin) / (ratePrior + float64(m.sum))
}

// rateCost returns -ln of the density of a false plot's range rate, per m/s; 0
// where the plot has none.
func (s *sensor) rateCost(k *sight) float64 {
	if !k.says(air.HasDoppler) {
		return 0
	}
	return -math.Log(s.falseEchoes.rates.density(k.rate()))
}

// bornRate returns ln of the density of a new aircraft's range rate, per m/s, as
// first takes it; 0 where the plot has none.
func (s *sensor) bornRate(k *sight) float64 {
	if !k.says(air.HasDoppler) {
		return 0
	}
	v := float64(startSpeed*startSpeed) + float64(s.SigmaDoppler*s.SigmaDoppler)
	return -(k.rate()*k.rate()/v + math.Log(2*math.Pi*v)) / 2
}
