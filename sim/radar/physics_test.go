package radar

import (
	"math"
	"testing"

	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// near fails where a value is off by more than its last digit allows.
func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.6g, want %.6g", what, got, want)
	}
}

// bare is a chain of given processing, without a type of the atlas.
func bare(p atlas.Processing, frequency, beam float64, pulses int) *chain {
	t := atlas.RadarType{Name: "BARE", Frequency: frequency, AzBeam: beam, Pulses: pulses, Processing: p}
	return new(chains).of(&t)
}

const knot = geo.Knot

// physics.md section 1: beams.
func TestBeamInElevation(t *testing.T) {
	c := bare(atlas.Processing{Elevation: atlas.CosecantUp, ElevWidth: 6 * geo.Degree, Nose: 3 * geo.Degree, Sidelobe: 25}, 1.3e9, 0.02, 15)
	for _, tt := range []struct {
		what      string
		deg, want float64 // dB one way
	}{
		{"the nose", 3, 0},
		{"half power below", 0, -3},
		{"a width below", -3, -12},
		{"half power above", 6, -3},
		{"csc2 of 12 to 6 degrees", 12, -3 + 20*math.Log10(math.Sin(6*geo.Degree)/math.Sin(12*geo.Degree))},
		{"the sidelobes", -30, -25},
	} {
		near(t, tt.what, c.oneWay(tt.deg*geo.Degree), tt.want, 1e-9)
		if tt.deg > -15 {
			near(t, tt.what+", both ways by table", c.twoWay(math.Tan(tt.deg*geo.Degree)), 2*tt.want, 0.006)
		}
	}
	down := bare(atlas.Processing{Elevation: atlas.CosecantDown, ElevWidth: 5 * geo.Degree, Nose: -1.5 * geo.Degree, Sidelobe: 25}, 1.3e9, 0.02, 15)
	near(t, "a balloon's beam 2.5 degrees above its nose", down.oneWay(1*geo.Degree), -3, 1e-9)
	near(t, "a balloon's beam at 8 degrees down", down.oneWay(-8*geo.Degree), -3+20*math.Log10(math.Sin(4*geo.Degree)/math.Sin(8*geo.Degree)), 1e-9)
	near(t, "half a beam off in azimuth", c.lobe(0.01), -3, 1e-9)
}

// An aircraft at constant height keeps its SNR as it comes near: that is what
// the cosecant squared is for.
func TestCosecantSquaredKeepsTheSNR(t *testing.T) {
	c := bare(atlas.Processing{Elevation: atlas.CosecantUp, ElevWidth: 5 * geo.Degree, Nose: 2.5 * geo.Degree, Sidelobe: 60}, 1.3e9, 0.02, 15)
	at := func(e float64) float64 { return c.twoWay(math.Tan(e)) - 40*math.Log10(1/math.Sin(e)) }
	near(t, "SNR at 10 against 20 degrees", at(10*geo.Degree), at(20*geo.Degree), 0.01)
}

// physics.md section 5: inside its range the sensitivity control keeps the least
// cross-section constant, (Rs/R0)^4 s0.
func TestSensitivityControl(t *testing.T) {
	for _, tt := range []struct{ nm, least float64 }{{40, 0.0016}, {100, 0.0625}} {
		c := bare(atlas.Processing{STC: tt.nm * geo.NM, ElevWidth: 1}, 1.3e9, 0.02, 15)
		for _, share := range []float64{0.1, 0.5, 0.999} {
			r := share * tt.nm * geo.NM
			lost := 4*toDB(r/(200*geo.NM)) - c.control(r, toDB(r)) // what 1 m2 there has more than at 200 NM
			near(t, "least cross-section", fromDB(lost), tt.least, 1e-9)
		}
		near(t, "beyond", c.control(tt.nm*geo.NM+1, 0), 0, 0)
	}
}

// physics.md section 3.
func TestRangeCells(t *testing.T) {
	near(t, "1 us", bare(atlas.Processing{Pulse: 1e-6, ElevWidth: 1}, 1.3e9, 0.02, 15).cell, 149.9, 0.05)
	for name, want := range map[string]float64{"ARSR-4": 323, "ARSR-3": 450} {
		rt, _ := atlas.FindRadarType(name)
		near(t, name, new(chains).of(&rt).cell, want, 0.5)
	}
}

// physics.md section 4: blind speeds.
func TestBlindSpeeds(t *testing.T) {
	for _, tt := range []struct{ mhz, prf, knots float64 }{
		{1300, 360, 80.69}, {1300, 288, 64.55}, {2800, 1200, 124.87}, {3000, 250, 24.28},
	} {
		for _, kind := range []atlas.Doppler{atlas.Canceller2, atlas.Canceller3} {
			d := bare(atlas.Processing{Doppler: kind, PRF: tt.prf, ElevWidth: 1, Limit: 60}, tt.mhz*1e6, 0.02, 15).doppler
			for k := 1.0; k*tt.knots < 500; k++ {
				v := k * tt.knots * knot
				if got := d.passes(v, 0); got > 1e-4 {
					t.Errorf("%g MHz, %g Hz: %.2f dB at blind speed %g, want none", tt.mhz, tt.prf, toDB(got), k)
				}
				if got := lookUp(d.gain, v+tt.knots*knot/2); got < 2.5 {
					t.Errorf("%g MHz, %g Hz: %.2f dB half way to the next, want the peak", tt.mhz, tt.prf, got)
				}
			}
		}
	}
}

// physics.md section 4: gains at 30 kt, and a stagger off the air.
func TestCancellers(t *testing.T) {
	gain := func(kind atlas.Doppler, mhz, prf float64, stagger []float64, kt float64) float64 {
		d := bare(atlas.Processing{Doppler: kind, PRF: prf, Stagger: stagger, ElevWidth: 1}, mhz*1e6, 0.02, 15).doppler
		return toDB(d.passes(kt*knot, 0))
	}
	near(t, "two pulses, 30 kt", gain(atlas.Canceller2, 1300, 360, nil, 30), 2.29, 0.006)
	near(t, "three pulses, 30 kt", gain(atlas.Canceller3, 1300, 360, nil, 30), 2.81, 0.006)
	near(t, "peak of two", gain(atlas.Canceller2, 1300, 360, nil, 80.69/2), 3.01, 0.006)
	near(t, "peak of three", gain(atlas.Canceller3, 1300, 360, nil, 80.69/2), 4.26, 0.006)
	arsr4, _ := atlas.FindRadarType("ARSR-4")
	near(t, "the ARSR-4's stagger at its mean's blind speed", gain(atlas.Canceller2, 1336, 288, arsr4.Processing.Stagger, 62.81), -1.61, 0.01)
}

// physics.md section 4: improvement against Gaussian clutter.
func TestImprovement(t *testing.T) {
	for _, tt := range []struct{ prf, sigma, two, three float64 }{{360, 8, 20.13, 37.28}, {1200, 20, 22.62, 42.25}} {
		for kind, want := range map[atlas.Doppler]float64{atlas.Canceller2: tt.two, atlas.Canceller3: tt.three} {
			d := bare(atlas.Processing{Doppler: kind, PRF: tt.prf, ElevWidth: 1}, 1.3e9, 0.02, 15).doppler
			near(t, "improvement", -toDB(d.passes(0, tt.sigma)), want, 0.006)
		}
	}
}

// A bank of filters parts a target from the ground at any speed but the slow and
// the blind ones, and two dwells of different frequency have no blind speed in
// common below the least common multiple.
func TestFilters(t *testing.T) {
	single := bare(atlas.Processing{Doppler: atlas.FilterBank, PRF: 1200, ElevWidth: 1, Limit: 45}, 2.8e9, 0.024, 22).doppler
	blind := 124.87 * knot
	near(t, "at rest", toDB(single.residue(0, 0, landSpread)), 0, 1)
	near(t, "at half the blind speed", toDB(single.residue(blind/2, 0, landSpread)), -45, 0.01)
	near(t, "at the blind speed", toDB(single.residue(blind, 0, landSpread)), 0, 1)
	asr9, _ := atlas.FindRadarType("ASR-9")
	both := new(chains).of(&asr9).doppler
	for v, most := range map[float64]float64{blind: -5, 1.3 * blind: -40, 0.4 * blind: -40} {
		if got := toDB(both.residue(v, 0, landSpread)); got > most {
			t.Errorf("with two dwells %.1f dB of the ground at %.0f m/s, want %g at most", got, v, most)
		}
	}
	near(t, "with no Doppler at all", (&doppler{}).residue(100, 0, landSpread), 1, 0)
}

// physics.md section 4: the notch of a radar on the move.
func TestNotchOfAMovingPlatform(t *testing.T) {
	c := &chain{beam: 0.7 * geo.Degree, wave: 0.097}
	width := 2 * c.notch(150, 0)
	near(t, "abeam, m/s", width, 1.83, 0.005)
	near(t, "abeam, Hz", 2*width/c.wave, 37.8, 0.1)
	near(t, "ahead", c.notch(150, 1), 0, 1e-9)
}

// physics.md section 5: land and sea.
func TestSurfaceClutter(t *testing.T) {
	near(t, "gamma -15 dB at 0.5 degrees", landSigma(0.5*geo.Degree, -15), -35.59, 0.005)
	near(t, "gamma -10 dB at 1 degree", landSigma(1*geo.Degree, -10), -27.58, 0.005)
	for _, tt := range []struct {
		ghz, state, deg float64
		horizontal      bool
		want            float64
	}{
		{1.3, 3, 1, true, -59.10}, {1.3, 3, 1, false, -54.01}, {3, 3, 1, true, -52.61}, {3, 5, 0.3, false, -50.74}, {10, 3, 1, false, -41.19},
	} {
		near(t, "the sea", seaSigma(tt.deg*geo.Degree, tt.ghz*1e9, tt.state, tt.horizontal), tt.want, 0.006)
	}
	c := bare(atlas.Processing{Pulse: 1.05e-6, ElevWidth: 1, Elevation: atlas.Stacked}, 2.8e9, 1.4*geo.Degree, 22)
	psi := 0.5 * geo.Degree
	x := surface{chain: c, earth: effective}
	slope := -math.Tan(psi + 60_000/effective)
	relief := 59.0 // farmland; its own slope is less than 0.5 degrees
	cell := x.strength(60_000, slope, relief, false) + 4*toDB(60_000)
	near(t, "area of a cell", fromDB(cell-landSigma(psi, -15)), 2.308e5, 100)
	near(t, "the cell at -15 dB", cell, 18.0, 0.05)
}

// physics.md section 5: rain.
func TestRain(t *testing.T) {
	for _, tt := range []struct{ ghz, rate, want float64 }{{1.3, 25, 0.00086}, {2.8, 10, 0.00214}, {2.8, 50, 0.01426}, {10, 10, 0.21993}} {
		near(t, "loss per km", rainLoss(tt.ghz*1e9, tt.rate), tt.want, 6e-6)
	}
	near(t, "10 mm/h at 1.3 GHz", rainEta(geo.SpeedOfLight/1.3e9, 10), -90.96, 0.01)
	near(t, "10 mm/h at 2.8 GHz", rainEta(geo.SpeedOfLight/2.8e9, 10), -77.63, 0.01)
	el, r := 4.8*geo.Degree, 60_000.0
	c := bare(atlas.Processing{Pulse: 1.05e-6, ElevWidth: el}, 2.8e9, 1.4*geo.Degree, 22)
	volume := toDB(gaussian * r * c.beam * r * el * c.cell)
	near(t, "volume of a filled beam", volume, 88.18, 0.01)
	near(t, "the rain in it", volume+rainEta(c.wave, 10), 10.5, 0.06)
}

// physics.md section 7: chaff.
func TestChaffShadesItself(t *testing.T) {
	for _, tt := range []struct{ mhz, area, want float64 }{{1300, 1e12, 8243}, {1300, 5000, 4038}, {2800, 1e12, 1777}, {2800, 5000, 1495}} {
		near(t, "a million dipoles", chaffRCS(geo.SpeedOfLight/(tt.mhz*1e6), 1e6, tt.area), tt.want, 1)
	}
}

// receiver is that of the worked examples of physics.md section 7: 34 dB at 1300
// MHz, 500 K, 3 dB.
func receiver(sidelobe float64) *chain {
	return bare(atlas.Processing{
		Pulse: 1e-6, Elevation: atlas.Stacked, ElevWidth: 0.05, Gain: 34, NoiseTemp: 500, Loss: 3, Sidelobe: sidelobe,
	}, 1.3e9, 1.4*geo.Degree, 15)
}

func TestJammersNoise(t *testing.T) {
	c := receiver(25)
	j := truth.Jammer{ERP: 100, Frequency: 1.3e9, Bandwidth: 100e6}
	near(t, "100 W over 100 MHz at 100 km", c.noise(&j, 100_000), 37.88, 0.006)
	near(t, "half width of its strobe", c.strobeHalf(c.noise(&j, 100_000))/geo.Degree, 2.13, 0.006)
	stand := truth.Jammer{ERP: 1000, Frequency: 1.3e9, Bandwidth: 100e6}
	near(t, "1 kW into 0 dBi at 250 km", c.noise(&stand, 250_000)-34, 5.92, 0.006)
	beside := truth.Jammer{ERP: 1000, Frequency: 2.8e9, Bandwidth: 100e6}
	if got := c.noise(&beside, 1000); !math.IsInf(got, -1) {
		t.Errorf("in another band: %.1f dB, want none", got)
	}
	spot := truth.Jammer{ERP: 100, Frequency: 1.3e9, Bandwidth: 0.5e6}
	near(t, "all its power in half the receiver's band", c.noise(&spot, 100_000), 37.88+20, 0.006)
}

// dft is the gain of filter k of a discrete Fourier transform over its gain of
// noise, at a frequency in shares of the repetition frequency.
func dft(weights []float64, k, f float64) float64 {
	re, im, noise := 0.0, 0.0, 0.0
	for m, w := range weights {
		sin, cos := math.Sincos(2 * math.Pi * float64(m) * (f - k/float64(len(weights))))
		re, im, noise = re+w*cos, im+w*sin, noise+w*w
	}
	return (re*re + im*im) / noise
}

// physics.md section 4: the filters of a transform of 8 pulses; and the Gaussian
// ones of this model are as wide as weighted ones, between those of Hamming and
// those of Blackman.
func TestFiltersAreAsWideAsWeightedOnes(t *testing.T) {
	flat, hamming, blackman := make([]float64, 8), make([]float64, 8), make([]float64, 8)
	for m := range flat {
		x := 2 * math.Pi * float64(m) / 7
		flat[m], hamming[m], blackman[m] = 1, 0.54-0.46*math.Cos(x), 0.42-0.5*math.Cos(x)+0.08*math.Cos(2*x)
	}
	near(t, "peak of filter 1", toDB(dft(flat, 1, 0.125)), 9.03, 0.006)
	near(t, "filter 1 below", toDB(dft(flat, 1, 0.05)), 3.17, 0.006)
	near(t, "filter 1 above", toDB(dft(flat, 1, 0.20)), 3.17, 0.006)
	near(t, "filter 0 at 0.05", toDB(dft(flat, 0, 0.05)), 6.65, 0.006)

	d := bare(atlas.Processing{Doppler: atlas.FilterBank, PRF: 1200, ElevWidth: 1, Limit: 80}, 2.8e9, 0.02, 22).doppler
	for spacings := 0.25; spacings <= 1.5; spacings += 0.25 {
		gauss := toDB(d.leaks(spacings*d.wave*1200/8/2, 0))
		wide := toDB(dft(blackman, 4, (4+spacings)/8) / dft(blackman, 4, 0.5))
		narrow := toDB(dft(hamming, 4, (4+spacings)/8) / dft(hamming, 4, 0.5))
		if gauss > wide+0.1 || gauss < narrow-0.1 && spacings < 1.2 {
			t.Errorf("%g spacings off: %.1f dB, want between Hamming's %.1f and Blackman's %.1f", spacings, gauss, narrow, wide)
		}
	}
}
