package estimate

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air/num"
)

func near(t rapid.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g", what, got, want)
	}
}

// full writes P out as a matrix.
func full(p *[10]float64) (m [4][4]float64) {
	for i, n := 0, 0; i < 4; i++ {
		for j := i; j < 4; j++ {
			m[i][j], m[j][i] = p[n], p[n]
			n++
		}
	}
	return m
}

// plain is a measurement of place itself: range is north, azimuth is east.
func plain(s *State, e, n, r float64) *Measurement {
	return &Measurement{
		Y: [2]float64{n - s.X[1], e - s.X[0]},
		H: [2][2]float64{{0, 1}, {1, 0}},
		R: [2]float64{r, r},
	}
}

// Prediction is F P F' + Q, written out by hand for one axis.
func TestPredictClosedForm(t *testing.T) {
	for _, dt := range []float64{0.5, 12, -3} {
		s := State{X: [4]float64{10, 20, 3, -4}, P: [10]float64{100, 7, 5, 2, 90, 1, 6, 9, 0.5, 8}}
		p := full(&s.P)
		const q = 2.0
		(&CV{q}).Predict(&s, dt)
		a := math.Abs(dt)
		near(t, "east", s.X[0], 10+3*dt, 1e-9)
		near(t, "north", s.X[1], 20-4*dt, 1e-9)
		near(t, "ee", s.P[0], p[0][0]+2*dt*p[0][2]+dt*dt*p[2][2]+q*a*a*a/3, 1e-9)
		near(t, "en", s.P[1], p[0][1]+dt*(p[0][3]+p[1][2])+dt*dt*p[2][3], 1e-9)
		near(t, "eE", s.P[2], p[0][2]+dt*p[2][2]+q*dt*a/2, 1e-9)
		near(t, "eN", s.P[3], p[0][3]+dt*p[2][3], 1e-9)
		near(t, "nE", s.P[5], p[1][2]+dt*p[2][3], 1e-9)
		near(t, "nn", s.P[4], p[1][1]+2*dt*p[1][3]+dt*dt*p[3][3]+q*a*a*a/3, 1e-9)
		near(t, "EE", s.P[7], p[2][2]+q*a, 1e-9)
	}
}

// Two half steps are one step.
func TestPredictComposes(t *testing.T) {
	one := State{X: [4]float64{1, 2, 3, 4}, P: [10]float64{0: 100, 4: 90, 7: 9, 9: 8}, V: [3]float64{50, 1, 2}}
	two := one
	f := &CV{3}
	f.Predict(&one, 8)
	f.Predict(&two, 3)
	f.Predict(&two, 5)
	for i := range one.P {
		near(t, "P", two.P[i], one.P[i], 1e-9)
	}
	for i := range one.V {
		near(t, "V", two.V[i], one.V[i], 1e-9)
	}
}

// The update of one axis has the closed form x + P/(P+R) y, P R/(P+R).
func TestUpdateClosedForm(t *testing.T) {
	s := State{X: [4]float64{0, 0, 5, 0}, P: [10]float64{0: 400, 2: 30, 4: 100, 7: 9, 9: 9}}
	(&CV{1}).Update(&s, plain(&s, 50, -20, 100))
	near(t, "east", s.X[0], 400.0/500*50, 1e-9)
	near(t, "north", s.X[1], 100.0/200*-20, 1e-9)
	near(t, "east rate", s.X[2], 5+30.0/500*50, 1e-9)
	near(t, "ee", s.P[0], 400*100.0/500, 1e-9)
	near(t, "nn", s.P[4], 50, 1e-9)
	near(t, "eE", s.P[2], 30*(1-400.0/500), 1e-9)
	near(t, "EE", s.P[7], 9-30*30.0/500, 1e-9)
}

// The steady state of a filter with position measurements every T has the gain
// that its manoeuvre index says: P. R. Kalata, IEEE AES-20 (1984) 174. For white
// noise acceleration in continuous time the index is lambda^2 = q T^3 / R; here
// the Riccati equation is solved by plain iteration of 2x2 matrices.
func TestSteadyState(t *testing.T) {
	const q, r, dt = 4.0, 2500.0, 10.0
	a, b, c := 1e6, 0.0, 1e4
	for range 500 {
		a, b, c = a+2*dt*b+dt*dt*c+q*dt*dt*dt/3, b+dt*c+q*dt*dt/2, c+q*dt
		k := a + r
		a, b, c = a*r/k, b*r/k, c-b*b/k
	}
	s := State{P: [10]float64{0: 1e6, 4: 1e6, 7: 1e4, 9: 1e4}}
	f := &CV{q}
	for range 500 {
		f.Predict(&s, dt)
		f.Update(&s, plain(&s, s.X[0], s.X[1], r))
	}
	near(t, "variance of place", s.P[0], a, 1e-6)
	near(t, "covariance", s.P[2], b, 1e-6)
	near(t, "variance of speed", s.P[7], c, 1e-6)
}

// Start inverts the measurement: with height known, variance along is R, across
// r^2 R; with height unknown, ground range and height are tied as slant range
// says.
func TestStart(t *testing.T) {
	const r, sinEl = 100e3, 0.1
	cosEl := math.Sqrt(1 - sinEl*sinEl)
	m := Measurement{ // due north
		H: [2][2]float64{{0, cosEl}, {1 / (r * cosEl), 0}},
		U: [2]float64{sinEl, 0},
		R: [2]float64{1e4, 1e-6},
	}
	s, ok := Start(&m, 8000, 2000, 250)
	if !ok {
		t.Fatal("no start")
	}
	near(t, "across", s.P[0], r*cosEl*r*cosEl*1e-6, 1e-3)
	near(t, "along", s.P[4], (1e4+sinEl*sinEl*2000*2000)/(cosEl*cosEl), 1e-3)
	near(t, "tie of north to height", s.C[1], -sinEl/cosEl*2000*2000, 1e-3)
	near(t, "tie of east to height", s.C[0], 0, 1e-9)

	// Told its height, it is as sure of its place as if it had known at first.
	s.UpdateHeight(10_000, 1e-6)
	near(t, "along, told", s.P[4], 1e4/(cosEl*cosEl), 1)
	near(t, "north, told", s.X[1], -sinEl/cosEl*2000, 1e-3)
	if _, ok := Start(&Measurement{}, 0, 1, 1); ok {
		t.Error("a plot that fixes no place gave a start")
	}
}

// A height that stays unknown is not averaged away: after a hundred plots the
// uncertainty of place that it makes is still there.
func TestUnknownHeightStays(t *testing.T) {
	m := Measurement{H: [2][2]float64{{0, 0.98}, {1e-5, 0}}, U: [2]float64{0.2, 0}, R: [2]float64{1e4, 1e-6}}
	s, _ := Start(&m, 8000, MaxSigmaUp, 250)
	f := &CV{0.1}
	for range 100 {
		f.Predict(&s, 5)
		m.Y = [2]float64{}
		f.Update(&s, &m)
	}
	floor := 0.2 / 0.98 * MaxSigmaUp
	if got := math.Sqrt(s.P[4]); got < 0.95*floor || got > 1.3*floor {
		t.Errorf("sigma of ground range %.0f m, want about %.0f", got, floor)
	}
	if got := math.Sqrt(s.P[0]); got > 100 {
		t.Errorf("sigma across %.0f m, want it averaged below 100", got)
	}
}

func TestTurnKeepsWhatIsMeasured(t *testing.T) {
	s := State{X: [4]float64{0, 0, 30, 40}, P: [10]float64{100, 10, 5, 2, 200, 1, 6, 9, 0.5, 8}, C: [4]float64{1, 2, 3, 4}}
	before := s
	a, b := math.Cos(0.3), math.Sin(0.3)
	s.Turn(a, b, 0, 0)
	near(t, "speed", math.Hypot(s.X[2], s.X[3]), 50, 1e-9)
	near(t, "trace", s.P[0]+s.P[4], 300, 1e-9)
	near(t, "determinant", s.P[0]*s.P[4]-s.P[1]*s.P[1], 100*200-10*10, 1e-6)
	near(t, "new east", s.X[2], a*30+b*40, 1e-9)
	near(t, "spread", s.Spread(), before.Spread(), 1e-9)
	s.Turn(a, -b, 0, 0)
	for i := range s.P {
		near(t, "there and back P", s.P[i], before.P[i], 1e-9)
	}
	for i := range s.C {
		near(t, "there and back C", s.C[i], before.C[i], 1e-9)
	}
}

// Normalised errors over many flights stay within the 99.9 % bounds of
// chi-square for their sums: the plain filter knows how wrong it is. The flights
// follow the filter's own model, seen by a radar that turns round them.
func TestConsistency(t *testing.T) {
	const flights, plots, q, dt = 400, 30, 2.0, 6.0
	f := &CV{q}
	purpose := num.For("test/nees")
	nees, nis := 0.0, 0.0
	for flight := range uint64(flights) {
		d := num.At(3, purpose, flight, 0, 0)
		var truth [4]float64
		truth[2], truth[3] = 100*d.Normal(), 100*d.Normal()
		s := State{P: [10]float64{0: 250000, 4: 250000, 7: 10000, 9: 10000}, V: [3]float64{1, 0, 0}}
		s.X[0], s.X[1] = 500*d.Normal(), 500*d.Normal()
		for range plots {
			fly(&truth, dt, q, &d)
			f.Predict(&s, dt)
			az := d.Uniform() * 2 * math.Pi
			m := Measurement{H: [2][2]float64{{math.Sin(az), math.Cos(az)}, {math.Cos(az) / 1e5, -math.Sin(az) / 1e5}}, R: [2]float64{1e4, 4e-6}}
			e, n := truth[0]-s.X[0], truth[1]-s.X[1]
			m.Y = [2]float64{
				m.H[0][0]*e + m.H[0][1]*n + 100*d.Normal(),
				m.H[1][0]*e + m.H[1][1]*n + 0.002*d.Normal(),
			}
			nis += f.Fit(&s, &m).D2
			f.Update(&s, &m)
		}
		nees += normalised(&s, &truth)
	}
	within(t, "NEES", nees, 4*flights)
	within(t, "NIS", nis, 2*flights*plots)
}

// fly moves the truth by the exact discrete form of white noise acceleration.
func fly(x *[4]float64, dt, q float64, d *num.Draw) {
	for i := range 2 {
		v := math.Sqrt(q*dt) * d.Normal()
		p := dt/2*v + math.Sqrt(q*dt*dt*dt/12)*d.Normal()
		x[i] += dt*x[i+2] + p
		x[i+2] += v
	}
}

// normalised returns e' P^-1 e by Cholesky's method.
func normalised(s *State, truth *[4]float64) (sum float64) {
	a := full(&s.P)
	var l [4][4]float64
	var y [4]float64
	for i := range 4 {
		for j := 0; j <= i; j++ {
			v := a[i][j]
			for k := range j {
				v -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(v)
			} else {
				l[i][j] = v / l[j][j]
			}
		}
		y[i] = truth[i] - s.X[i]
		for k := range i {
			y[i] -= l[i][k] * y[k]
		}
		y[i] /= l[i][i]
		sum += y[i] * y[i]
	}
	return sum
}

// within checks a chi-square sum of many degrees by its normal limit, 3.29
// standard deviations.
func within(t *testing.T, what string, sum, degrees float64) {
	t.Helper()
	if half := 3.29 * math.Sqrt(2*degrees); math.Abs(sum-degrees) > half {
		t.Errorf("%s %.0f, want %.0f within %.0f", what, sum, degrees, half)
	}
}

// A steady flight stays with the quiet model, a turn moves to the others, and
// the error in a turn stays near that of the plots alone (212 m), however often
// they come.
func TestTurns(t *testing.T) {
	purpose := num.For("test/turn")
	for _, tt := range []struct {
		name     string
		turnRate float64 // rad/s
		speed    float64 // m/s
		dt       float64 // s
		lag      float64 // m, at most, rms
	}{
		{"straight", 0, 230, 5, 135},
		{"straight, 0.5 s", 0, 230, 0.5, 70},
		{"airliner, 0.5 s", 0.0192, 230, 0.5, 120},
		{"airliner, 2 s", 0.0192, 230, 2, 180},
		{"airliner, 5 s", 0.0192, 230, 5, 215},
		{"airliner, 12 s", 0.0192, 230, 12, 245},
		{"fighter 5 g, 0.5 s", 0.2, 245, 0.5, 180},
		{"fighter 5 g, 5 s", 0.2, 245, 5, 255},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := NewIMM()
			sum, n, raised := 0.0, 0, 0
			for flight := range uint64(50) {
				d := num.At(4, purpose, flight, 0, 0)
				s := State{X: [4]float64{0, 0, 0, tt.speed}, P: [10]float64{0: 1e4, 4: 1e4, 7: 100, 9: 100}, V: [3]float64{1, 0, 0}}
				f.Begin(&s)
				e, north, heading := 0.0, 0.0, 0.0
				for range int(100 / tt.dt) {
					for range 20 {
						heading += tt.turnRate * tt.dt / 20
						e += tt.speed * math.Sin(heading) * tt.dt / 20
						north += tt.speed * math.Cos(heading) * tt.dt / 20
					}
					f.Predict(&s, tt.dt)
					f.Update(&s, plain(&s, e+150*d.Normal(), north+150*d.Normal(), 150*150))
					sum += (e-s.X[0])*(e-s.X[0]) + (north-s.X[1])*(north-s.X[1])
					n++
					if s.Bank[0].Weight < 0.5 {
						raised++
					}
				}
			}
			lag := math.Sqrt(sum / float64(n))
			t.Logf("error %.0f m rms, raised at %d of %d plots", lag, raised, n)
			if lag > tt.lag {
				t.Errorf("error %.0f m rms, want at most %.0f", lag, tt.lag)
			}
			if tt.turnRate == 0 && raised > n/50 {
				t.Errorf("raised at %d of %d plots of a steady flight", raised, n)
			}
		})
	}
}

// A grossly wrong Mode C is left out, a real climb is followed, a new height that
// stays is believed.
func TestHeights(t *testing.T) {
	const variance = 140.0
	s := State{Up: [2]float64{10_000, 0}, V: [3]float64{variance, 0, 4}}
	tell := func(z float64) {
		s.climb(5)
		s.UpdateHeight(z, variance)
	}
	tell(3000)
	near(t, "after one wrong height", s.Up[0], 10_000, 1)
	for i := range 12 {
		tell(10_000 - 10*5*float64(i+1))
	}
	near(t, "descent, m/s", s.Up[1], -10, 1)
	near(t, "in descent", s.Up[0], 10_000-600, 40)
	for range 4 {
		tell(2000)
	}
	near(t, "after four that say so", s.Up[0], 2000, 50)
	for range 2000 {
		s.climb(1)
	}
	if got := math.Sqrt(s.V[0]); got > MaxSigmaUp+1 {
		t.Errorf("sigma of height %.0f m, want at most %.0f", got, MaxSigmaUp)
	}
	if s.Up[0] < 0 {
		t.Errorf("height %.0f m, want it above ground", s.Up[0])
	}
}

func BenchmarkUpdate(b *testing.B) {
	f := NewIMM()
	s := State{X: [4]float64{0, 0, 0, 230}, P: [10]float64{0: 1e4, 4: 1e4, 7: 100, 9: 100}, V: [3]float64{1, 0, 0}}
	f.Begin(&s)
	b.ReportAllocs()
	for b.Loop() {
		f.Predict(&s, 5)
		f.Update(&s, plain(&s, s.X[0]+100, s.X[1]-50, 1e4))
	}
}
