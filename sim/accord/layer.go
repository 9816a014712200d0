package accord

import (
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Layers are the five different things that a place in the air belongs to. They
// are asked for different reasons: a breach is of sovereign airspace, a transfer is
// between flight information regions, identification is asked for in an ADIZ, a
// center answers for its area, and a restricted zone wants a waiver.
type Layers struct {
	Sovereign   air.Nation // NoNation over the high seas and other countries
	FIRs        []string   // idents, each once
	ADIZ        []string   // names
	Responsible []int      // centers, by index in the scenario
	Zones       []int      // active at that time and height, by index in the scenario
}

// LayersAt returns the layers of a place at a height (m) and time.
func LayersAt(sc *scenario.Scenario, p geo.LatLon, height float64, at air.Time) (l Layers) {
	l.Sovereign = atlas.Overflown(p)
	l.FIRs = FIRsAt(p)
	l.ADIZ = ADIZAt(p)
	for c := range sc.Centers {
		if Responsible(sc, c, p) {
			l.Responsible = append(l.Responsible, c)
		}
	}
	for z := range sc.Zones {
		if Inside(&sc.Zones[z].ZoneInfo, p, height, at) != nil {
			l.Zones = append(l.Zones, z)
		}
	}
	return l
}

// FIRsAt returns the idents of the flight information regions and control centers
// whose airspace a place lies in, sorted.
func FIRsAt(p geo.LatLon) (idents []string) {
	for _, areas := range [...][]atlas.Area{atlas.FIRs(), atlas.NeighborFIRs()} {
		for i := range areas {
			if areas[i].Contains(p) {
				idents = append(idents, areas[i].Ident)
			}
		}
	}
	slices.Sort(idents)
	return slices.Compact(idents)
}

// ADIZAt returns the names of the air defense identification zones that a place
// lies in.
func ADIZAt(p geo.LatLon) (names []string) {
	for _, a := range atlas.ADIZ() {
		if a.Contains(p) {
			names = append(names, a.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Responsible reports whether a place lies in a center's area of responsibility: as
// the scenario says, else the sovereign airspace of the center's nations.
func Responsible(sc *scenario.Scenario, center int, p geo.LatLon) bool {
	said := false
	for i := range sc.Areas {
		r := &sc.Areas[i]
		if r.Center != center {
			continue
		}
		said = true
		if r.Area != (geo.Box{}) && r.Area.Contains(p) || len(r.FIRs) > 0 && meets(r.FIRs, FIRsAt(p)) {
			return true
		}
	}
	if said {
		return false
	}
	over := atlas.Overflown(p)
	return over != air.NoNation && Owners(&sc.Centers[center])&air.Only(over) != 0
}

func meets(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Owners returns the nations for which a center's people act: its own, or all of
// its audience.
func Owners(c *scenario.Center) air.Release {
	if c.Nation != air.NoNation {
		return air.Only(c.Nation)
	}
	return c.Audience
}

// Inside returns the strictest ring of an active zone in which a place at a height
// (m) lies: one that no plan opens before one that does. nil: none.
func Inside(z *air.ZoneInfo, p geo.LatLon, height float64, at air.Time) (found *air.ZoneRing) {
	if !z.Active(at) {
		return nil
	}
	d := geo.Distance(z.Middle, p)
	for i := range z.Rings {
		r := &z.Rings[i]
		if d <= r.Radius && height >= r.Floor && height <= r.Ceiling && (found == nil || found.Planned) {
			found = r
		}
	}
	return found
}

// Waived reports whether a zone lets a track in, by what it answers with or by the
// call sign of its plan.
func Waived(z *scenario.Zone, t *air.Track, plan air.Callsign) bool {
	for i := range z.Waivers {
		w := &z.Waivers[i]
		switch {
		case t.Has&air.HasAddress != 0 && w.Address != 0:
			if t.Address == w.Address {
				return true
			}
		case t.Has&air.HasCallsign != 0 && t.Callsign == w.Callsign,
			plan != (air.Callsign{}) && plan == w.Callsign,
			t.Has&air.HasCode != 0 && w.HasCode && t.Code == w.Code:
			return true
		}
	}
	return false
}
