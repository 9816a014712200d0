package air

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air/geo"
)

// TrackStatus is where a track stands in its life.
type TrackStatus uint8

// The states of a track. Only confirmed and coasting ones are in a Picture.
const (
	Tentative TrackStatus = 1 + iota
	Confirmed
	Coasting // kept alive by prediction alone
)

// String returns the name of the state.
func (s TrackStatus) String() string {
	switch s {
	case Tentative:
		return "tentative"
	case Confirmed:
		return "confirmed"
	case Coasting:
		return "coasting"
	}
	return "?"
}

// Contribution is one sensor's share in a track.
type Contribution struct {
	Sensor SensorID
	Kind   PlotKind // the last plot's; 0: no contribution here
	Age    uint8    // s since the last plot, 255 and more as 255
}

// Track is what a center believes about one aircraft over time.
type Track struct {
	Number    uint32 // the lane's own; never used twice in a run
	Status    TrackStatus
	Has       Field // HasCode, HasLevel, HasAddress, HasCallsign, Doubted
	Release   Release
	Origin    CenterID // whose tracker made it; in a picture, another center's where none of the lane's own plots is in it: such a one is not passed on
	Code      Mode3A
	Level     FL
	Address   Address
	Callsign  Callsign
	Born      Time
	Updated   Time            // the last plot's time
	Pos       geo.Vec         // m, ECEF
	Vel       geo.Vec         // m/s, ECEF
	Cov       [10]float32     // upper triangle of the covariance of east, north (m) and their rates (m/s): ee en eE eN nn nE nN EE EN NN
	SigmaUp   float32         // m, one standard deviation of height
	Existence float32         // probability that there is an aircraft, 0 to 1
	By        [6]Contribution // the six that contributed last, most recent first
	Lineage   CenterSet       // the centers whose data is in it
}

// The steps in which a published track is stated: well below what any tracker
// knows, and half the bytes of a recording.
const (
	placeStep = 1.0 / 16 // m, as Plot.Rho
	speedStep = 1.0 / 64 // m/s
)

// Round brings t to the steps of publication: place to 1/16 m, speed to 1/64
// m/s, covariance, height's sigma and existence to 8 bits of significand.
func (t *Track) Round() {
	t.Pos, t.Vel = roundVec(t.Pos, placeStep), roundVec(t.Vel, speedStep)
	for i := range t.Cov {
		t.Cov[i] = roundFloat(t.Cov[i])
	}
	t.SigmaUp, t.Existence = roundFloat(t.SigmaUp), roundFloat(t.Existence)
}

func roundVec(v geo.Vec, step float64) geo.Vec {
	round := func(x float64) float64 { return math.Round(x/step) * step }
	return geo.Vec{X: round(v.X), Y: round(v.Y), Z: round(v.Z)}
}

// roundFloat keeps the upper half of a float32: sign, exponent and 8 bits of
// significand.
func roundFloat(f float32) float32 {
	return math.Float32frombits((math.Float32bits(f) + 0x8000) &^ 0xffff)
}

// CenterID is the index of a center in the Theater.
type CenterID uint16

// CenterSet is a set of centers, a bit for each; those from 63 up share the last
// one.
type CenterSet uint64

// SetOf returns the set of these centers.
func SetOf(centers ...CenterID) (s CenterSet) {
	for _, c := range centers {
		s |= 1 << min(c, 63)
	}
	return s
}

// Has reports whether c is in the set.
func (s CenterSet) Has(c CenterID) bool { return s&SetOf(c) != 0 }

// Picture is a center's tracks at one instant, sorted by number. It is made
// anew at each publication and never written again.
type Picture struct {
	Center CenterID
	At     Time
	Tracks []Track
}

// Find returns the track of a number, or nil.
func (p *Picture) Find(number uint32) *Track {
	at, found := slices.BinarySearchFunc(p.Tracks, number, func(t Track, n uint32) int { return cmp.Compare(t.Number, n) })
	if !found {
		return nil
	}
	return &p.Tracks[at]
}

// TrackEventKind says what happened to a track.
type TrackEventKind uint8

// What happens to tracks.
const (
	TrackBorn TrackEventKind = 1 + iota
	TrackConfirmed
	TrackCoasting
	TrackResumed // a plot again after coasting
	TrackMerged  // into Other
	TrackDropped
	TrackCarried  // its own plots ended, or it had none: another center's reports carry it
	TrackTaken    // own plots take it over from another center's reports; Other: the provisional number, or 0
	TrackReturned // dropped, and met again under its address or code: the number lives again; Other: the provisional number
)

// TrackEvent tells a center what became of a track, so that its overlay
// (identity, interest, responsibility) is not lost.
type TrackEvent struct {
	At            Time
	Number, Other uint32
	Kind          TrackEventKind
}

// Fate says what became of a plot in a tracker.
type Fate uint8

// The fates of plots. All but FateUpdated and FateStarted leave the picture as
// it was.
const (
	FateUpdated    Fate = 1 + iota // it updated a track
	FateStarted                    // it started or fed a tentative track
	FateTooLate                    // older than the hold
	FateFuture                     // ahead of the clock
	FateUnknown                    // from a sensor that the lane does not know
	FateDuplicate                  // the same plot again
	FateImpossible                 // range, azimuth or height that the sensor cannot give
	FateUnplaced                   // a strobe that no one track explains
	FateDoubted                    // a report of an aircraft that is not where it says
)

// String names the fate.
func (f Fate) String() string {
	names := [...]string{"?", "updated", "started", "too late", "future", "unknown sensor", "duplicate", "impossible", "unplaced", "doubted"}
	if int(f) < len(names) {
		return names[f]
	}
	return "?"
}

// Disposition says what became of one plot.
type Disposition struct {
	Plot  uint64 // Plot.ID
	Track uint32 // with FateUpdated and FateStarted
	Fate  Fate
}
