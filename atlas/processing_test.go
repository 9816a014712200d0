package atlas

import (
	"math"
	"slices"
	"testing"

	"perimeter/air/geo"
)

// Every primary knows how it works, and says what of that is assumed.
func TestEveryPrimaryHasItsProcessing(t *testing.T) {
	used := map[string]bool{}
	for _, r := range RadarTypes() {
		p := &r.Processing
		if !r.PSR {
			if p.PRF != 0 || p.Gain != 0 {
				t.Errorf("%s has no primary, but processing %+v", r.Name, *p)
			}
			continue
		}
		used[r.Name] = true
		for _, n := range []struct {
			what           string
			got, low, high float64
		}{
			{"repetition frequency in Hz", p.PRF, 150, 50_000},
			{"pulse in us", p.Pulse * 1e6, 0.1, 10},
			{"sensitivity control in NM", p.STC / geo.NM, 0, 60},
			{"elevation width in degrees", p.ElevWidth / geo.Degree, 1, 25},
			{"nose in degrees", p.Nose / geo.Degree, -3, 6},
			{"sidelobes in dB", p.Sidelobe, 20, 50},
			{"gain in dB", p.Gain, 20, 42},
			{"noise in K", p.NoiseTemp, 300, 2000},
			{"loss in dB", p.Loss, 0, 10},
			{"limit in dB", p.Limit, 20, 60},
		} {
			if !(n.got >= n.low && n.got <= n.high) {
				t.Errorf("%s: %s %g, want %g to %g", r.Name, n.what, n.got, n.low, n.high)
			}
		}
		if (p.Doppler == PulseDoppler) != (p.SigmaDoppler > 0) || (p.Doppler == PulseDoppler) != (p.Notch > 0) {
			t.Errorf("%s: kind %d of Doppler, but errors of %g m/s and a notch of %g", r.Name, p.Doppler, p.SigmaDoppler, p.Notch)
		}
		if !slices.Contains(r.Assumed, "Processing.Doppler") || !slices.Contains(r.Assumed, "Processing.STC") {
			t.Errorf("%s does not say that its processing is assumed: %v", r.Name, r.Assumed)
		}
	}
	for _, p := range processings {
		if !used[p.name] {
			t.Errorf("processing of %s, which is no primary", p.name)
		}
	}
}

// The lowest elevation of a row is the lower edge of the beam, 3 dB down: the
// nose is half a width above. Beams in a stack need none.
func TestNoses(t *testing.T) {
	for _, tt := range []struct {
		name string
		nose float64 // degrees
	}{
		{"ARSR-1/2", 0.2 + 3.1}, {"ASR-9", 0.3 + 2.4}, {"FPS-124", 5}, {"TARS L-88", -1.5}, {"ARSR-4", 0}, {"PS-890 Erieye", 0},
	} {
		if r, _ := FindRadarType(tt.name); math.Abs(r.Processing.Nose/geo.Degree-tt.nose) > 1e-9 {
			t.Errorf("%s: nose at %g degrees, want %g", tt.name, r.Processing.Nose/geo.Degree, tt.nose)
		}
	}
}

// Intervals of a stagger are shares of their mean.
func TestStaggers(t *testing.T) {
	for _, p := range processings {
		sum := 0.0
		for _, share := range p.stagger {
			sum += share
		}
		if n := float64(len(p.stagger)); n > 0 && math.Abs(sum/n-1) > 1e-12 {
			t.Errorf("%s: mean interval %g, want 1", p.name, sum/n)
		}
	}
	r, _ := FindRadarType("ARSR-4")
	if first := r.Processing.Stagger[0] / r.Processing.PRF * 1e6; math.Abs(first-3337) > 0.5 {
		t.Errorf("the ARSR-4's first interval is %.1f us, want 3337", first)
	}
}
