package accord

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// AreaOf returns a center's area of responsibility as it may be drawn; Responsible
// asks of a place whether it lies in it.
func AreaOf(sc *scenario.Scenario, center int) (a air.CenterArea) {
	said := false
	for i := range sc.Areas {
		if r := &sc.Areas[i]; r.Center == center {
			said = true
			a.FIRs = append(a.FIRs, r.FIRs...)
			if r.Area != (geo.Box{}) {
				a.Boxes = append(a.Boxes, r.Area)
			}
		}
	}
	c := &sc.Centers[center]
	switch {
	case said:
	case c.Kind == scenario.ATC && known(c.Area):
		a.FIRs = []string{c.Area}
	default:
		a.Nations = Owners(c)
	}
	return a
}

// Over returns the strictest ring of an active zone in which a place lies at any
// height at all: for what has no known height. nil: none.
func Over(z *air.ZoneInfo, p geo.LatLon, at air.Time) (found *air.ZoneRing) {
	for i := range z.Rings {
		r := &z.Rings[i]
		if in := Inside(z, p, (r.Floor+r.Ceiling)/2, at); in != nil && (found == nil || found.Planned) {
			found = in
		}
	}
	return found
}
