package center

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion"
)

// The bank of motion models by default, as fusion/estimate.NewIMM has it: cruise,
// turn, hard manoeuvre.
var (
	bankNoise  = [...]float64{0.2, 5, 10_000}                                                            // m2/s3
	bankRate   = [...][3]float64{{0, 1. / 200, 1. / 4000}, {1. / 60, 0, 1. / 300}, {1. / 60, 1. / 6, 0}} // 1/s
	bankAcross = [...]float64{5, 5, 30}                                                                  // m/s2
)

const (
	bankDrift = 0.1  // (m/s2)2/s
	bankSlow  = 50.0 // m/s
	bankTurns = 1
)

// banked flies a second as the default bank believes: from model to model by its
// Markov rates, straight under little noise, round a turn whose rate wanders, or
// thrown about.
func (p *pilot) banked() {
	was, u := p.mode, p.draw.Uniform()
	for to, rate := range bankRate[was] {
		if u -= rate; u < 0 {
			p.mode = to
			break
		}
	}
	if p.mode != bankTurns {
		p.toss(bankNoise[p.mode], 1)
		return
	}
	if was != bankTurns {
		p.rate = bankAcross[was] / max(p.v.Norm(), bankSlow) * p.draw.Normal()
	}
	const steps = 10
	for range steps {
		p.rate += math.Sqrt(bankDrift/steps) / max(p.v.Norm(), bankSlow) * p.draw.Normal()
		p.bend(p.rate / steps / 2)
		p.toss(bankNoise[bankTurns], 1.0/steps)
		p.bend(p.rate / steps / 2)
	}
}

// bend turns the way flown, clockwise.
func (p *pilot) bend(angle float64) {
	sin, cos := math.Sincos(angle)
	p.v = geo.Vec{X: cos*p.v.X + sin*p.v.Y, Y: cos*p.v.Y - sin*p.v.X}
}

// racetrack holds: three minutes straight, half a circle in one, and back.
func (p *pilot) racetrack() {
	if p.legs++; p.legs%240 >= 180 {
		p.bend(math.Pi / 60)
	}
	p.toss(0, 1)
}

// roundAndOn is a plan of three centers with a radar each, of which the first two
// give each other all tracks and the first gives them to the third too, over
// aircraft that fly as the default bank believes. Nobody's radar is off, and all
// know it.
func roundAndOn(seed uint64) loopPlan {
	return loopPlan{
		seed: seed, radars: []loopRadar{{at: geo.Deg(29.5, -105)}, {at: geo.Deg(32.5, -105)}, {at: geo.Deg(31, -107.5)}},
		has: [][]air.SensorID{{0}, {1}, {2}}, feeds: [][2]int{{0, 1}, {1, 0}, {0, 2}},
		craft: 1, fly: (*pilot).banked, long: 5 * air.Minute,
		config: fusion.Config{BiasRange: 1, BiasAz: 1e-6},
	}
}

// unshared is the same without its feeds.
func (p loopPlan) unshared() loopPlan {
	p.feeds = nil
	return p
}

// off draws the radars' biases by the standard deviations that a tracker allows
// for, which knows no more of them (fusion.Config).
func (p loopPlan) off() loopPlan {
	p.config = fusion.Config{}
	for i := range p.radars {
		d := num.At(p.seed, forLoop, 1, uint64(i), 0)
		p.radars[i].rangeM, p.radars[i].azRad = 100*d.Normal(), 0.002*d.Normal()
	}
	return p
}

// tally is, sky by sky, the mean normalised squared error of a center's picture.
// Within a sky errors hang together, skies do not.
type tally []float64

// mean returns the mean over the skies and its standard error.
func (s tally) mean() (mean, sigma float64) {
	sum, sum2, n := 0.0, 0.0, float64(len(s))
	for _, x := range s {
		sum += x
		sum2 += x * x
	}
	mean = sum / n
	return mean, math.Sqrt(max(0, sum2/n-mean*mean) / (n - 1))
}

// honest checks that the mean lies between two bounds, each 2.58 standard errors
// wide of what is right: once in a hundred one that is right does not.
func (s tally) honest(t *testing.T, who string, low, high float64) {
	t.Helper()
	mean, sigma := s.mean()
	t.Logf("%s: normalised squared error %.2f +/- %.2f", who, mean, sigma)
	if !(mean > low-2.58*sigma && mean < high+2.58*sigma) {
		t.Errorf("%s: normalised squared error %.2f +/- %.2f, want %.2f to %.2f", who, mean, sigma, low, high)
	}
}

// fly flies a plan over many skies and returns each center's tally of what it had
// every seven seconds, so at any time of a radar's turn, from a time on.
func fly(t *testing.T, skies int, from air.Time, plan func(seed uint64) loopPlan) (out []tally) {
	t.Helper()
	for seed := range uint64(skies) {
		l := newLoop(t, plan(seed))
		sum, n := make([]float64, len(l.centers)), 0.0
		for now := air.Second; now <= l.long; now += air.Second {
			l.second(now)
			if now < from || now%(7*air.Second) != 0 {
				continue
			}
			n += float64(l.craft)
			for i := range l.centers {
				sum[i] += l.errors(t, i, now)
			}
		}
		for i := range sum {
			if len(out) <= i {
				out = append(out, nil)
			}
			out[i] = append(out[i], sum[i]/n)
		}
	}
	return out
}

// errors sums the normalised squared errors of a center's tracks, one of each
// aircraft.
func (l *loop) errors(t *testing.T, center int, now air.Time) (sum float64) {
	t.Helper()
	p := l.centers[center].picture.Tracks
	if len(p) != l.craft {
		t.Fatalf("sky %d at %v: center %d has %d tracks of %d aircraft", l.seed, now, center, len(p), l.craft)
	}
	for i := range p {
		sum += l.nees(&p[i], int(p[i].Code-loopCode), now)
	}
	return sum
}

// A bank of models that is mixed by likelihood loses a little (fusion/estimate,
// TestMixtureIsHonest: within 5 %); the picture predicts on between plots, which
// loses as much again.
const mixes = 0.1

// The default bank of motion models, on flights that it believes in: what a center
// knows by itself is honest on both sides. In a loop, A to B to A to C, its error
// in its own measure may only be less: where each has a radar of its own, the
// intersection cannot know that their errors are independent, and halves the
// information at worst; where one has all that the other has, it stays the same.
func TestTheBankStaysHonestInALoop(t *testing.T) {
	const skies = 100
	alone := fly(t, skies, 90*air.Second, func(seed uint64) loopPlan { return roundAndOn(seed).unshared() })
	loop := fly(t, skies, 90*air.Second, roundAndOn)
	for i, who := range []string{"A", "B", "C"} {
		alone[i].honest(t, who+" alone", 2*(1-mixes), 2*(1+mixes))
		loop[i].honest(t, who+" in the loop", 1-mixes, 2*(1+mixes))
		loop[i].over(t, who, alone[i], 0.5, 1)
	}
	common := func(seed uint64) loopPlan {
		p := roundAndOn(seed)
		p.has = [][]air.SensorID{{0, 1}, {1}, {0, 1}}
		return p
	}
	alone = fly(t, skies, 90*air.Second, func(seed uint64) loopPlan { return common(seed).unshared() })
	loop = fly(t, skies, 90*air.Second, common)
	for _, i := range []int{0, 2} {
		who := []string{"A with B's plots", "", "C with A's and B's plots"}[i]
		alone[i].honest(t, who+" alone", 2*(1-mixes), 2*(1+mixes))
		loop[i].honest(t, who+" in the loop", 2*(1-mixes), 2*(1+mixes))
		loop[i].over(t, who, alone[i], 0.95, 1.05)
	}
}

// over checks the ratio of two tallies of the same skies.
func (s tally) over(t *testing.T, who string, alone tally, low, high float64) {
	t.Helper()
	diff := make(tally, len(s))
	b, _ := alone.mean()
	a, _ := s.mean()
	for i := range s {
		diff[i] = (s[i] - a/b*alone[i]) / b
	}
	_, sigma := diff.mean()
	t.Logf("%s: %.2f +/- %.2f times as much as alone", who, a/b, sigma)
	if !(a/b > low-2.58*sigma && a/b < high+2.58*sigma) {
		t.Errorf("%s: normalised squared error %.2f +/- %.2f times that alone, want %.2f to %.2f", who, a/b, sigma, low, high)
	}
}

// A radar that nobody else's overlaps cannot learn by how much it is off. So the
// picture's covariance holds that: over radars off by what a tracker allows for,
// errors stay honest, alone and in a loop.
func TestALoneRadarsBiasIsInTheCovariance(t *testing.T) {
	const skies = 150
	alone := fly(t, skies, 90*air.Second, func(seed uint64) loopPlan { return roundAndOn(seed).off().unshared() })
	loop := fly(t, skies, 90*air.Second, func(seed uint64) loopPlan { return roundAndOn(seed).off() })
	for i, who := range []string{"A", "B", "C"} {
		alone[i].honest(t, who+" alone", 2*(1-mixes), 2*(1+mixes))
		loop[i].honest(t, who+" in the loop", 1-mixes, 2*(1+mixes))
	}
}

// Where radars overlap, registration finds their biases. With one aircraft to do
// it by that takes long, and until then the covariance holds what is not known;
// with six, three minutes later, errors are those of radars that are not off.
func TestRegisteredRadarsAreHonestInALoop(t *testing.T) {
	for _, tt := range []struct {
		name         string
		craft, skies int
		from         air.Time
	}{{"one aircraft", 1, 100, 90 * air.Second}, {"six aircraft", 6, 20, 3 * air.Minute}} {
		t.Run(tt.name, func(t *testing.T) {
			plan := func(seed uint64) loopPlan {
				p := roundAndOn(seed).off()
				p.has, p.craft = [][]air.SensorID{{0, 1}, {1, 2}, {0, 1, 2}}, tt.craft
				return p
			}
			alone := fly(t, tt.skies, tt.from, func(seed uint64) loopPlan { return plan(seed).unshared() })
			loop := fly(t, tt.skies, tt.from, plan)
			for i, who := range []string{"A", "B", "C"} {
				alone[i].honest(t, who+" alone", 2*(1-mixes), 2*(1+mixes))
				loop[i].honest(t, who+" in the loop", 1-mixes, 2*(1+mixes))
			}
		})
	}
}

// For an hour of holding the centers' pictures of one aircraft, whose radars are
// all off, stay within what they state, their covariances neither shrink nor grow,
// and nobody has the aircraft twice.
func TestPicturesDoNotDriftApart(t *testing.T) {
	const gate = 13.8 // chi-square of two degrees, 99.9 %
	for seed := range uint64(2) {
		p := roundAndOn(seed).off()
		p.fly, p.long = (*pilot).racetrack, air.Hour
		l := newLoop(t, p)
		var size [2]float64 // m, of the same lap, early and late
		far, n := 0, 0
		for now := air.Second; now <= l.long; now += air.Second {
			l.second(now)
			if now < air.Minute {
				continue
			}
			a, b, c := l.only(t, 0, now), l.only(t, 1, now), l.only(t, 2, now)
			for _, d2 := range []float64{farFrom(a, b), farFrom(a, c), farFrom(b, c)} {
				n++
				if d2 > gate {
					far++
				}
			}
			for i, from := range []air.Time{8 * air.Minute, 52 * air.Minute} {
				if now > from && now <= from+8*air.Minute {
					size[i] += math.Sqrt(float64(a.Cov[0]+a.Cov[4])) / 480
				}
			}
		}
		t.Logf("sky %d: apart in %d of %d; sigma %.0f m early, %.0f m late", seed, far, n, size[0], size[1])
		if far > n/1000 {
			t.Errorf("sky %d: pictures are farther apart than they state in %d of %d", seed, far, n)
		}
		if ratio := size[1] / size[0]; !(ratio > 0.9 && ratio < 1.1) {
			t.Errorf("sky %d: sigma %.0f m after 8 minutes, %.0f m after 52, want the same", seed, size[0], size[1])
		}
	}
}
