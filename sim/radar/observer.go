package radar

import (
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

var purposeObserved = num.For("radar/observed")

// nacpObserver is the accuracy that an observer's word is given: its error of
// one side is the type's, a mile, whence a 95 % radius of 2.4 NM, in NACp 4 NM.
const nacpObserver = 2

// report is the beat of an observer: it says what an order lets it have seen.
func (s *Sensor) report(snap *truth.Snapshot) {
	if s.works() {
		for i, o := range s.saw {
			s.Batch.Reports = append(s.Batch.Reports, s.observed(&o, snap.From, uint64(i)))
		}
	}
	s.saw = s.saw[:0]
	sortReports(s.Batch.Reports)
	s.mark(snap.At, 0, 0)
}

// observed returns the report of a sighting, with the error of an eye's
// estimate.
func (s *Sensor) observed(o *air.Observe, at air.Time, i uint64) air.Report {
	draw := num.At(s.seed, purposeObserved, s.key, i, uint64(at))
	east, north := float64(s.info.SigmaRange*noisy(&draw)), float64(s.info.SigmaRange*noisy(&draw))
	place := aside(geo.LatLon{Lat: o.Lat, Lon: o.Lon}, east, north)
	r := air.Report{
		At: at, ID: max(1, draw.Uint64()), Lat: place.Lat, Lon: place.Lon,
		Sensor: s.id, NACp: nacpObserver, Release: s.info.Release,
	}
	if o.HasAlt {
		r.Has, r.Level = air.HasLevel, air.FLFeet(o.AltFt)
	}
	return r
}

func sortReports(list []air.Report) {
	slices.SortFunc(list, func(a, b air.Report) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
}
