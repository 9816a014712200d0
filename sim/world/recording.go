package world

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// recording is a flight that is flown as it was recorded.
type recording struct {
	knots []knot
}

// knot is one recorded point, and how position goes through it.
type knot struct {
	at    float64    // s since the first
	state [3]float64 // rad north, rad east, m up
	slope [3]float64 // per s
}

// fastest is the quickest that a recorded aircraft may be from one point to the
// next; what asks for more is an error of the recording and left out.
const fastest = 350.0 // m/s

// newRecording takes in points in the order of time. Those at the time of the
// one before, or out of reach of it, are left out; the slopes are such that
// nothing overshoots a recorded point, however long the gap.
func newRecording(points []knot) *recording {
	r := &recording{}
	for _, p := range points {
		if n := len(r.knots); n > 0 {
			last := &r.knots[n-1]
			if dt := p.at - last.at; dt <= 0 || geo.Distance(place(last.state), place(p.state)) > fastest*dt {
				continue
			}
		}
		r.knots = append(r.knots, p)
	}
	for i := range r.knots {
		for axis := range 3 {
			r.knots[i].slope[axis] = r.slope(i, axis)
		}
	}
	return r
}

func place(s [3]float64) geo.LatLon { return geo.LatLon{Lat: s[0], Lon: s[1]} }

// slope returns the rate of one coordinate at a knot: the weighted harmonic mean
// of those before and after, or 0 where they differ in sign (F. N. Fritsch,
// J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300).
func (r *recording) slope(i, axis int) float64 {
	secant := func(a, b *knot) float64 { return (b.state[axis] - a.state[axis]) / (b.at - a.at) }
	k := r.knots
	switch {
	case len(k) < 2:
		return 0
	case i == 0:
		return secant(&k[0], &k[1])
	case i == len(k)-1:
		return secant(&k[i-1], &k[i])
	}
	before, after := secant(&k[i-1], &k[i]), secant(&k[i], &k[i+1])
	if before*after <= 0 {
		return 0
	}
	h0, h1 := k[i].at-k[i-1].at, k[i+1].at-k[i].at
	w0, w1 := h0+2*h1, 2*h0+h1
	return (w0 + w1) / (w0/before + w1/after)
}

// length returns the time in seconds from the first to the last point.
func (r *recording) length() float64 { return r.knots[len(r.knots)-1].at }

// reach returns the greatest mean speed in m/s between two points at least
// 20 s apart, and the greatest height in metres.
func (r *recording) reach() (speed, height float64) {
	from := 0
	for i := range r.knots {
		height = max(height, r.knots[i].state[2])
		if dt := r.knots[i].at - r.knots[from].at; dt >= 20 {
			speed = max(speed, geo.Distance(place(r.knots[from].state), place(r.knots[i].state))/dt)
			from = i
		}
	}
	return speed, height
}

// at returns place and height and their rates, t seconds after the first point.
func (r *recording) at(t float64) (state, rate [3]float64) {
	i, _ := slices.BinarySearchFunc(r.knots, t, func(k knot, t float64) int {
		if k.at <= t {
			return -1
		}
		return 1
	})
	i = max(1, min(i, len(r.knots)-1))
	a, b := &r.knots[i-1], &r.knots[i]
	span := b.at - a.at
	u := max(0, min(1, (t-a.at)/span))
	for k := range 3 {
		state[k], rate[k] = hermite(u, span, a.state[k], b.state[k], a.slope[k], b.slope[k])
	}
	return state, rate
}

// hermite returns the cubic that has values p, q and slopes v, w at the ends of
// a span, and its slope, at a fraction u of the span.
func hermite(u, span, p, q, v, w float64) (value, slope float64) {
	u2 := float64(u * u)
	u3 := float64(u2 * u)
	value = p + float64((q-p)*(float64(3*u2)-float64(2*u3))) + float64(span*v*(u3-float64(2*u2)+u)) + float64(span*w*(u3-u2))
	slope = float64((q-p)*6*(u-u2))/span + float64(v*(float64(3*u2)-float64(4*u)+1)) + float64(w*(float64(3*u2)-float64(2*u)))
	return value, slope
}

// motionAt returns the motion t seconds after the first point.
func (r *recording) motionAt(t float64) motion {
	state, rate := r.at(t)
	at := place(state).At(state[2])
	f := geo.NewFrame(at)
	s, c := math.Sincos(at.Lat)
	bend := 1 - float64(ecc2*float64(s*s))
	n := geo.SemiMajor / math.Sqrt(bend)
	north := rate[0] * (n*(1-ecc2)/bend + at.Height)
	east := rate[1] * (n + at.Height) * c
	ground := math.Sqrt(float64(north*north) + float64(east*east))
	fore := f.North
	if ground > 1e-6 {
		fore = axpy(f.North.Scale(north/ground), east/ground, f.East)
	}
	return motion{
		pos: f.Origin, up: f.Up, fore: fore, height: at.Height,
		speed: math.Sqrt(float64(ground*ground) + float64(rate[2]*rate[2])), climb: rate[2],
	}
}

// replay moves a recorded flight to where it was then.
func (a *aircraft) replay(t1 air.Time) {
	t := (t1 - a.depart).Seconds()
	a.motion = a.record.motionAt(t)
	a.vel = a.velocity()
	if t >= a.record.length() {
		a.phase = gone
	}
}
