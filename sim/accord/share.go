package accord

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Shared is what a center's lane for an audience has to give at one time.
type Shared struct {
	At     air.Time
	Tracks []air.Track // by number
	Words  []Word      // by track
}

// Word is what a center's people said of a track of a lane: a datum of its own,
// which the lane's tracker never sees.
type Word struct {
	Track    uint32
	Identity air.Identity
	Interest bool
}

// Datum is what a feed's terms ask of a plot or a track.
type Datum struct {
	Pos       geo.LatLon
	Height    float64 // m above sea level, with HasHeight
	HasHeight bool
	Has       air.Field
	Code      air.Mode3A // with HasCode
	Word      Word
}

// knownHeight is the standard deviation of height above which a track is one
// without: a track that no reply, no height finder and no second radar gave a
// height has 1500 m and more (fusion.Config.SigmaHeight).
const knownHeight = 1000.0 // m, assumed

// DatumOf returns what terms ask of a track.
func DatumOf(t *air.Track, word Word) Datum {
	at := t.Pos.Geodetic()
	return Datum{
		Pos: at.LatLon, Height: at.Height, HasHeight: t.Has&air.HasLevel != 0 || t.SigmaUp < knownHeight,
		Has: t.Has, Code: t.Code, Word: word,
	}
}

// MayTrack reports whether data of a radar may become tracks for a label: each
// nation of it must stand in the radar's tracks_to.
func MayTrack(tracksTo, label air.Release) bool { return tracksTo.To(label) }

// MayRelay reports whether a track of another center may enter a lane whose
// tracks go out under a label to some centers: where its label consents, and
// where none of those centers has a part in it, who would get back its own word.
func MayRelay(t *air.Track, label air.Release, to air.CenterSet) bool {
	return May(t.Release, label) && t.Lineage&to == 0 && air.SetOf(t.Origin)&to == 0
}

// Label returns the label of the tracks that go out on a feed: the audience, and
// those to whom it may pass them on.
func Label(t *scenario.Terms, audience air.Release) air.Release { return audience | t.Onward }

// Covers reports whether a feed's terms let anything across from a place.
func Covers(t *scenario.Terms, p geo.LatLon) bool {
	return (t.Area == geo.Box{} || t.Area.Contains(p)) && passesNear(t.Near, p)
}

// Passes reports whether a datum passes the filters of a feed at a level.
func Passes(t *scenario.Terms, level scenario.Level, d *Datum) bool {
	return passesLevel(level, d) && passesHeight(t, d) &&
		(t.Codes == nil || d.Has&air.HasCode != 0 && slices.Contains(t.Codes, d.Code)) &&
		(t.Identities == nil || slices.Contains(t.Identities, d.Word.Identity)) &&
		Covers(t, d.Pos)
}

func passesLevel(level scenario.Level, d *Datum) bool {
	switch level {
	case scenario.NoLevel, scenario.OnRequest:
		return false
	case scenario.TOILevel:
		return d.Word.Interest
	}
	return true
}

// passesHeight: where there is a band, what has no height fails.
func passesHeight(t *scenario.Terms, d *Datum) bool {
	if t.Floor == 0 && t.Ceiling == 0 {
		return true
	}
	return d.HasHeight && d.Height >= t.Floor && (t.Ceiling == 0 || d.Height <= t.Ceiling)
}

func passesNear(near []scenario.Near, p geo.LatLon) bool {
	for _, n := range near {
		if !isNear(n, p) {
			return false
		}
	}
	return true
}

func isNear(n scenario.Near, p geo.LatLon) bool {
	for _, nation := range air.Nations {
		if n.Any&air.Only(nation) != 0 && atlas.Sovereign(nation).Distance(p) <= n.Within {
			return true
		}
	}
	return false
}

// WithholdTrack takes the fields off t as WithholdPlot does. Where the level is
// withheld so is the height: the track lies at a height that says nothing.
func WithholdTrack(fields air.Field, t *air.Track) {
	t.Has &^= fields & (air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign)
	if fields&air.HasCode != 0 {
		t.Code = 0
	}
	if fields&air.HasAddress != 0 {
		t.Address = 0
	}
	if fields&air.HasCallsign != 0 {
		t.Callsign = air.Callsign{}
	}
	if fields&(air.HasLevel|air.HasHeight) != 0 {
		t.Has &^= air.HasLevel
		t.Level = 0
		flatten(t)
	}
}

// The height of a track whose height is withheld: the middle of what flies, and
// a doubt that reaches all of it. Both assumed.
const (
	noHeight      = 6000.0 // m
	noHeightSigma = 4000.0 // m, one standard deviation
)

// flatten moves a track up or down to where all are whose height is withheld.
func flatten(t *air.Track) {
	at := grid(t.Pos.Geodetic().LatLon, fineGrid)
	frame := geo.NewFrame(at.At(0))
	v := frame.Turn(t.Vel)
	t.Pos = at.At(noHeight).ECEF()
	t.Vel = frame.Unturn(geo.Vec{X: v.X, Y: v.Y})
	t.SigmaUp = noHeightSigma
}

// fineGrid is the step to which a place is brought that is made anew, below what
// a track is published in: so that no last bit tells of what was taken off.
const fineGrid = 2 * math.Pi / (1 << 32) // rad, 9 mm

func grid(p geo.LatLon, step float64) geo.LatLon {
	return geo.LatLon{Lat: math.Round(p.Lat/step) * step, Lon: math.Round(p.Lon/step) * step}
}

// CoarsenTrack rounds a track's place to a grid of latitude and longitude (rad),
// its speed to that grid's step a minute, and its height to a step (m); 0 leaves
// as it is. What rounding adds to the doubt is in the covariance: a step's square
// over twelve, the variance of the uniform law.
func CoarsenTrack(place, height float64, t *air.Track) {
	if place > 0 {
		coarsenPlace(place, t)
	}
	if height > 0 {
		at := t.Pos.Geodetic()
		t.Pos = at.LatLon.At(math.Round(at.Height/height) * height).ECEF()
		t.SigmaUp = float32(math.Sqrt(float64(float64(t.SigmaUp)*float64(t.SigmaUp)) + height*height/12))
		if t.Has&air.HasLevel != 0 {
			t.Level = air.FLFeet(math.Round(t.Level.Feet()*geo.Foot/height) * height / geo.Foot)
		}
	}
}

// climbStep is the step of the climb of a track whose place is rounded.
const climbStep = 1.0 // m/s, assumed

func coarsenPlace(step float64, t *air.Track) {
	at := t.Pos.Geodetic()
	rounded := grid(at.LatLon, step)
	here, there := geo.NewFrame(at.LatLon.At(0)), geo.NewFrame(rounded.At(0))
	north := step * geo.MeanRadius
	east := north * math.Cos(rounded.Lat)
	v := here.Turn(t.Vel)
	pace := north / 60
	v.X, v.Y, v.Z = math.Round(v.X/pace)*pace, math.Round(v.Y/pace)*pace, math.Round(v.Z/climbStep)*climbStep
	t.Pos, t.Vel = rounded.At(at.Height).ECEF(), there.Unturn(v)
	t.Cov[0] += float32(east * east / 12)
	t.Cov[4] += float32(north * north / 12)
	t.Cov[7] += float32(pace * pace / 12)
	t.Cov[9] += float32(pace * pace / 12)
}

// HideSensors takes off a track's list of sensors those that its receiver may not
// know: by sensor, shown says whether it may.
func HideSensors(shown []bool, t *air.Track) {
	n := 0
	for _, by := range t.By {
		if by.Kind != 0 && int(by.Sensor) < len(shown) && shown[by.Sensor] {
			t.By[n] = by
			n++
		}
	}
	clear(t.By[n:])
}
