package air

import "math"

// SensorID is the index of a sensor in the Theater. Draws use the key of its
// name, never this.
type SensorID uint16

// Field is a set of the optional fields that are there. A code of 0000 is not
// the absence of a code.
type Field uint16

// The optional fields of a Plot, a Report or a Track.
const (
	HasCode Field = 1 << iota
	HasLevel
	HasAddress
	HasCallsign
	HasHeight
	HasDoppler

	// Doubted marks a Track whose ADS-B reports are not to be believed.
	Doubted Field = 1 << 15
)

// PlotKind says which of the radar's receivers made a plot.
type PlotKind uint8

// The kinds of plots; a combined plot holds both.
const (
	PSR PlotKind = 1 + iota // primary: an echo
	SSR                     // secondary: a reply
	Combined
	_      // a tracker's own, for what is no plot
	Strobe // a direction from which noise comes: azimuth and no range (Rho 0), code, height or Doppler
)

// String returns the name of the kind.
func (k PlotKind) String() string {
	switch k {
	case PSR:
		return "PSR"
	case SSR:
		return "SSR"
	case Combined:
		return "PSR+SSR"
	case Strobe:
		return "strobe"
	}
	return "?"
}

// Plot is one target report of one radar. Range and azimuth are integers, so
// that a recording is exact and no NaN can be. 56 bytes.
//
// Doppler is the range rate over the ground: a radar that moves has taken its own
// motion out. It is unfolded: a radar whose waveform leaves it open by multiples
// of a blind speed does not state it. Its error is independent of that of the
// range: what couples them in a chirped pulse (R. J. Fitzgerald, IEEE Trans.
// AES-10 (1974) 528) is for the radar to take out.
type Plot struct {
	At       Time
	ID       uint64   // hash of seed, sensor key, target or cell, scan: no order, no count, no truth in it
	Rho      uint32   // 1/16 m, slant
	Theta    uint32   // 2^-24 turn from true north
	Doppler  float32  // m/s, range rate over the ground, + outward; with HasDoppler
	Height   float32  // m, by a 3D radar; with HasHeight
	Address  Address  // with HasAddress
	Callsign Callsign // by Mode S (BDS 2,0); with HasCallsign
	Sensor   SensorID
	Code     Mode3A // with HasCode
	Level    FL     // with HasLevel
	Has      Field
	Kind     PlotKind
	Release  Release
}

const (
	rhoLSB   = 1.0 / 16
	thetaLSB = 2 * math.Pi / (1 << 24)
)

// Range returns the slant range in metres.
func (p *Plot) Range() float64 { return float64(p.Rho) * rhoLSB }

// Azimuth returns the azimuth in radians, [0, 2 pi).
func (p *Plot) Azimuth() float64 { return float64(p.Theta) * thetaLSB }

// RhoOf returns a slant range in metres as Plot.Rho: 0 to 268,435 km.
func RhoOf(m float64) uint32 {
	return uint32(math.Round(max(0, min(math.MaxUint32, m/rhoLSB))))
}

// ThetaOf returns an azimuth in radians, any turn, as Plot.Theta.
func ThetaOf(rad float64) uint32 {
	return uint32(int64(math.Round(math.Mod(rad, 2*math.Pi)/thetaLSB))) & (1<<24 - 1)
}
