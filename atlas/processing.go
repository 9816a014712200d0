package atlas

import (
	"math"

	"perimeter/air/geo"
)

// Doppler is how a primary tells what moves from what stands.
type Doppler uint8

// The ways of telling by the Doppler shift.
const (
	NoDoppler    Doppler = iota
	Canceller2           // each pulse less the one before
	Canceller3           // two of these in a row
	FilterBank           // a moving target detector: filters, the zero one with a clutter map
	PulseDoppler         // filters about a notch that follows the platform; gives the range rate
)

// Elevation is the shape of a primary's beam in elevation.
type Elevation uint8

// The shapes.
const (
	Fan          Elevation = iota // Gaussian to both sides of the nose
	CosecantUp                    // Gaussian below the nose, cosecant squared above
	CosecantDown                  // the other way round, to look down from a height
	Stacked                       // beams one above another, or one that is steered: equal gain between the limits
)

// Processing is how a primary sends and what it does with its echoes.
type Processing struct {
	Doppler      Doppler
	PRF          float64   // Hz, mean
	Stagger      []float64 // intervals between pulses, of the mean; of a FilterBank from dwell to dwell; none: constant
	Pulse        float64   // s, compressed: the range cell is c Pulse / 2
	STC          float64   // m: within it the receiver's gain falls with the fourth power of the range; 0: nowhere
	Elevation    Elevation
	ElevWidth    float64 // rad, 3 dB
	Nose         float64 // rad, elevation at which the statement of detection holds
	Sidelobe     float64 // dB below the nose, one way
	Gain         float64 // dB, of the antenna
	NoiseTemp    float64 // K, of the receiving system
	Loss         float64 // dB, between the antenna's face and the receiver
	Horizontal   bool    // polarisation; else vertical
	Circular     bool    // it turns to circular polarisation where it rains
	Limit        float64 // dB, of the improvement that the transmitter's stability lets Doppler reach
	Notch        float64 // m/s, half width, that a PulseDoppler drops about the ground's speed
	SigmaDoppler float64 // m/s, of a PulseDoppler's range rate; 0: gives none
}

// What of a row of processings a source gives.
const (
	knownPulse = 1 << iota
	knownPRF
	knownStagger
	knownSidelobe
	knownWidth
)

// processing is a row that radar_types.csv has no columns for.
type processing struct {
	name     string
	doppler  Doppler
	stagger  []float64
	pulse    float64 // us
	stc      float64 // NM
	shape    Elevation
	width    float64 // degrees in elevation
	sidelobe float64 // dB
	noise    float64 // K
	flat     bool    // horizontal polarisation; those that are not, but on the ground, turn to circular in rain
	known    int     // what is not assumed
}

// Stagger of the rows below.
var (
	// arsr4 are the intervals of one ARSR-4 taken off the air at 1336 MHz, over
	// their mean of 3472 us. Source: 30N6/radar_analysis on GitHub.
	arsr4 = over(3337, 2382, 3891, 4203, 3337, 2840, 3337, 4902, 3337, 1957, 3604, 4540)
	// three is a classical stagger of moving target indicators (assumed).
	three = over(25, 30, 27)
	// blocks are two dwells a beamwidth with repetition frequencies as 9 to 7
	// (assumed; the ASR-9 is said to work so).
	blocks = over(7, 9)
)

func over(intervals ...float64) []float64 {
	mean := 0.0
	for _, t := range intervals {
		mean += t / float64(len(intervals))
	}
	for i := range intervals {
		intervals[i] /= mean
	}
	return intervals
}

// Of ARSR-4, ARSR-3 and ARSR-1/2 the cell or the pulse is that of their cards at
// radartutorial.eu, of the ASR-9 1.05 us. Elevation widths of 4.8 to 6.2 degrees
// stand in the rows of ASR-9, ASR-11, ARSR-1/2, STAR 2000 and the SENEAM's
// terminal radar, 9 and 20 in those of PS-890 and APS-145. The rest is assumed:
// a canceller in what was built before 1985 and filters in what came later;
// sensitivity control to a fifth of the stated range; 35 dB of sidelobes for
// planar arrays and the ARSR-4 (its card), 40 for airborne pulse Doppler, 25 for
// reflectors; 500 K of noise with solid-state transmitters, 900 K with tubes;
// circular polarisation in rain for reflectors that stand.
var processings = []processing{
	{"ARSR-4", Canceller3, arsr4, 2.155, 40, Stacked, 2.0, 35, 500, false, knownPulse | knownPRF | knownStagger | knownSidelobe | knownWidth},
	{"ARSR-3", Canceller3, three, 3.002, 40, CosecantUp, 6.2, 25, 900, false, knownPulse},
	{"CARSR", FilterBank, blocks, 2, 40, CosecantUp, 6.2, 25, 500, false, 0},
	{"ARSR-1/2", Canceller2, three, 2, 40, CosecantUp, 6.2, 25, 900, false, knownPulse | knownPRF | knownWidth},
	{"FPS-20 family", Canceller2, nil, 6, 40, CosecantUp, 6.2, 25, 900, false, 0},
	{"ASR-9", FilterBank, blocks, 1.05, 10, CosecantUp, 4.8, 25, 900, false, knownPulse | knownPRF | knownWidth},
	{"ASR-11", FilterBank, blocks, 1, 10, CosecantUp, 5, 25, 500, false, knownWidth},
	{"FPS-117", FilterBank, blocks, 1, 40, Stacked, 2.7, 35, 500, true, knownWidth},
	{"FPS-124", FilterBank, blocks, 2, 10, CosecantUp, 10, 25, 500, false, 0},
	{"TPS-63", Canceller3, three, 1, 16, CosecantUp, 8, 25, 900, false, 0},
	{"TPS-70", Canceller3, three, 0.5, 40, Stacked, 2, 35, 900, true, knownPRF},
	{"TPS-77", FilterBank, blocks, 1, 40, Stacked, 2.2, 35, 500, true, knownWidth},
	{"TPS-78", FilterBank, blocks, 0.5, 40, Stacked, 2, 35, 500, true, 0},
	{"STAR 2000", FilterBank, blocks, 1, 12, CosecantUp, 5, 25, 500, false, knownWidth},
	{"NAVCAN TSR/RSSR", FilterBank, blocks, 1, 16, CosecantUp, 5, 25, 500, false, 0},
	{"SENEAM en-route PSR/MSSR", FilterBank, blocks, 1, 40, CosecantUp, 5, 25, 500, false, 0},
	{"SENEAM TMA PSR/MSSR", FilterBank, blocks, 1, 12, CosecantUp, 5, 25, 500, false, 0},
	{"SIVA 3D (generic)", FilterBank, blocks, 1, 40, Stacked, 2, 35, 500, true, 0},
	{"TARS L-88", FilterBank, blocks, 2, 20, CosecantDown, 5, 25, 500, false, 0},
	{"APY-1/2", PulseDoppler, blocks, 1, 0, Stacked, 5, 40, 900, true, knownWidth},
	{"PS-890 Erieye", PulseDoppler, blocks, 0.5, 0, Fan, 9, 40, 500, true, knownWidth},
	{"APS-145", FilterBank, blocks, 1, 0, Fan, 20, 25, 900, true, knownWidth},
	{"DEW line FPS-19", Canceller2, nil, 6, 40, CosecantUp, 5, 25, 900, false, 0},
}

// Assumed for all types.
const (
	receiveLoss  = 3.0      // dB
	stability    = 45.0     // dB of improvement with filters
	stabilityOld = 35.0     // dB with cancellers
	dropped      = 12.0     // m/s, half width of the notch of an airborne pulse Doppler radar
	sigmaRate    = 3.0      // m/s, of its range rate
	aerostatNose = -1.5     // degrees: a little above its horizon
	prfPD        = 20_000.0 // Hz: no blind speed of an airborne pulse Doppler radar lies below 950 m/s
	aperture     = 26_000.0 // square degrees: gain of a beam times its widths (Skolnik 2001, ch. 9)
	csc2Loss     = 2.0      // dB, of gain that the cosecant squared takes from the nose
	sq           = geo.Degree * geo.Degree
)

// process sets how the primary works. The row's lowest elevation is the lower
// edge, 3 dB down, of a beam that looks up: its nose lies half a width above.
func (t *RadarType) process(r *row, prf float64) {
	if !t.PSR {
		return
	}
	p := processingOf(r, t.Name)
	t.Processing = Processing{
		Doppler: p.doppler, PRF: prf, Stagger: p.stagger, Pulse: p.pulse * 1e-6, STC: p.stc * geo.NM,
		Elevation: p.shape, ElevWidth: p.width * geo.Degree, Sidelobe: p.sidelobe, NoiseTemp: p.noise,
		Loss: receiveLoss, Horizontal: p.flat, Limit: stability,
	}
	q := &t.Processing
	q.Circular = !p.flat && !t.Airborne
	q.Gain = 10 * math.Log10(aperture*sq/(t.AzBeam*q.ElevWidth))
	switch p.doppler {
	case Canceller2, Canceller3:
		q.Limit = stabilityOld
	case PulseDoppler:
		q.PRF, q.Notch, q.SigmaDoppler = prfPD, dropped, sigmaRate
	}
	switch p.shape {
	case CosecantUp:
		q.Nose = r.cell("el_min_deg")*geo.Degree + q.ElevWidth/2
		q.Gain -= csc2Loss
	case CosecantDown:
		q.Nose = aerostatNose * geo.Degree
		q.Gain -= csc2Loss
	}
	t.assumeProcessing(p.known)
}

func (t *RadarType) assumeProcessing(known int) {
	for _, field := range []string{"Circular", "Doppler", "Gain", "Horizontal", "Limit", "Loss", "NoiseTemp", "Nose", "STC", "Elevation"} {
		t.assume("Processing."+field, true)
	}
	t.assume("Processing.Pulse", known&knownPulse == 0)
	t.assume("Processing.PRF", known&knownPRF == 0)
	t.assume("Processing.Stagger", known&knownStagger == 0)
	t.assume("Processing.Sidelobe", known&knownSidelobe == 0)
	t.assume("Processing.ElevWidth", known&knownWidth == 0)
	t.assume("Processing.Notch", t.Processing.Notch != 0)
	t.assume("Processing.SigmaDoppler", t.Processing.SigmaDoppler != 0)
}

func processingOf(r *row, name string) processing {
	for _, p := range processings {
		if p.name == name {
			return p
		}
	}
	r.fail("type", "a type whose processing is known or assumed", name)
	return processing{}
}
