package scenario

import (
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// Zone is restricted airspace: of one nation, by one authority and instrument,
// watched by one center.
type Zone struct {
	air.ZoneInfo
	Center  int // index in Scenario.Centers
	Waivers []Waiver
}

// Waiver lets one aircraft in.
type Waiver struct {
	Name     string // as the scenario says it
	Callsign air.Callsign
	Address  air.Address // 0: none
	Code     air.Mode3A  // with HasCode
	HasCode  bool
}

// zoneTable is one [[zone]].
type zoneTable struct {
	place
	Name       text        `toml:"name" need:"yes" form:"name" doc:"name of the zone"`
	Nation     text        `toml:"nation" need:"yes" choice:"USA CAN MEX" doc:"whose airspace it restricts"`
	Authority  text        `toml:"authority" form:"line" def:"by the nation" doc:"who ordered it: FAA, Transport Canada, CENAVI"`
	Instrument text        `toml:"instrument" form:"line" def:"by the nation" doc:"by what: 14 CFR 99.7, Aeronautics Act s. 5.1, zona de vigilancia y proteccion"`
	Center     text        `toml:"center" need:"yes" doc:"name of the center that watches it"`
	Lat        number      `toml:"lat" need:"yes" min:"-90" max:"90" doc:"latitude of the middle, degrees north"`
	Lon        number      `toml:"lon" need:"yes" min:"-180" max:"180" doc:"longitude of the middle, degrees east"`
	Profile    text        `toml:"profile" choice:"mx-2026" doc:"the rings where it says none itself; docs/rules.md"`
	Ring       []ringTable `toml:"ring" what:"ring" most:"20" def:"by the profile" doc:"a ring about the middle, with its layer of height"`
	From       clock       `toml:"from" def:"00:00:00" doc:"active from, hh:mm:ss"`
	To         clock       `toml:"to" def:"without end" doc:"active until, hh:mm:ss"`
	Waivers    names       `toml:"waivers" doc:"names of aircraft, or call signs, that may enter"`
	Release    names       `toml:"release" choice:"USA CAN MEX" def:"the nation and the audience of its center" doc:"nations that may know of the zone"`
}

// ringTable is a ring of a zone.
type ringTable struct {
	place
	RadiusNM  number `toml:"radius_nm" need:"yes" above:"0" max:"500" doc:"radius, nautical miles"`
	FloorFt   number `toml:"floor_ft" min:"-1500" max:"100000" def:"-1500" doc:"lower limit above sea level, feet"`
	CeilingFt number `toml:"ceiling_ft" min:"-1500" max:"100000" def:"100000" doc:"upper limit above sea level, feet"`
	Planned   toggle `toml:"planned" def:"false" doc:"aircraft that fly by a plan the center has may enter"`
}

// instruments are what zones are ordered by, and by whom (14 CFR 99.7; Aeronautics
// Act, R.S.C. 1985, c. A-2, s. 5.1; Ley de Proteccion del Espacio Aereo Mexicano,
// 2023).
var instruments = [...][2]string{
	air.USA: {"FAA", "TFR, 14 CFR 99.7"},
	air.CAN: {"Transport Canada", "Aeronautics Act s. 5.1"},
	air.MEX: {"CENAVI", "zona de vigilancia y protección"},
}

// zoneProfiles are sets of rings.
var zoneProfiles = map[string][]air.ZoneRing{
	// The plan for the stadium cities of the World Cup of 2026: rings of 60, 15 and
	// 1.5 NM; five layers with their tops at 25,000 ft (watched from afar), 19,000 ft
	// (only whom the CENAVI lets in), 10,000 ft (interceptors), 1,000 ft (aircraft on
	// alert) and 500 ft (small drones); who has an authorised plan flies on. Which
	// ring has which layers is not public: here the outer ring reaches down to
	// 1,000 ft, the middle one to the ground, and in the inner one nobody flies below
	// 10,000 ft, all assumed. Source: press conference of 6 March 2026 (infobae,
	// cronista).
	"mx-2026": {
		layer(60, 19_000, 25_000, true), layer(60, 10_000, 19_000, true), layer(60, 1000, 10_000, true),
		layer(15, 500, 1000, true), layer(15, lowest, 500, true),
		layer(1.5, lowest, 10_000, false),
	},
}

// lowest is a floor below all ground, feet.
const lowest = -1500

// layer returns a ring by its radius, NM, and the layer of height from floor to
// ceiling, feet.
func layer(radius, floor, ceiling float64, planned bool) air.ZoneRing {
	return air.ZoneRing{Radius: radius * geo.NM, Floor: floor * geo.Foot, Ceiling: ceiling * geo.Foot, Planned: planned}
}

func (l *loader) zoneAll() {
	ix := index{what: "zone"}
	for i := range l.file.Zone {
		e := &l.file.Zone[i]
		l.enter(&ix, &e.place, e.Name)
		n := nationOf(e.Nation, air.NoNation)
		z := Zone{ZoneInfo: air.ZoneInfo{
			Name: e.Name.V, Nation: n, Authority: e.Authority.or(instruments[n][0]), Instrument: e.Instrument.or(instruments[n][1]),
			Center: e.Center.V, Middle: geo.Deg(e.Lat.V, e.Lon.V), From: e.From.V, To: air.Never,
		}}
		known := false
		if z.Center, known = l.refer(&e.place, &l.centers, e.Center); known {
			z.Release = air.Only(n) | l.s.Centers[z.Center].Audience
		}
		if e.Release.Is {
			z.Release = releaseOf(&e.Release)
		}
		if e.To.Is {
			z.To = e.To.V
		}
		if z.To <= z.From {
			l.bad(Contradiction, &e.place, e.To.mark, "a zone that ends before it begins").want("later than %v", z.From)
		}
		if known && !z.Release.To(l.s.Centers[z.Center].Audience) {
			l.bad(Contradiction, &e.place, e.Release.mark, "the center that watches it may not know of it").want("%s among them", l.s.Centers[z.Center].Audience)
		}
		for k := range e.Ring {
			z.Rings = append(z.Rings, l.ring(&e.Ring[k]))
		}
		switch {
		case e.Profile.Met && len(e.Ring) > 0:
			l.bad(Contradiction, &e.place, e.Profile.mark, "a profile beside rings of its own").want("one of them")
		case e.Profile.Met:
			z.Rings = slices.Clone(zoneProfiles[e.Profile.V])
		case len(e.Ring) == 0:
			l.must(&e.place, mark{}, "ring", "rings, or profile")
		}
		for _, w := range e.Waivers.Items {
			z.Waivers = append(z.Waivers, l.waiver(e, w))
		}
		l.s.Zones = append(l.s.Zones, z)
	}
}

func (l *loader) ring(e *ringTable) air.ZoneRing {
	r := layer(e.RadiusNM.V, e.FloorFt.or(lowest), e.CeilingFt.or(100_000), e.Planned.V)
	if r.Ceiling <= r.Floor {
		l.bad(Contradiction, &e.place, e.CeilingFt.mark, "the ceiling is not above the floor").want("more than %g", e.FloorFt.or(lowest))
	}
	return r
}

// waiver resolves who is let in: an aircraft of the scenario by all that it
// answers with, or a call sign.
func (l *loader) waiver(e *zoneTable, name text) Waiver {
	w := Waiver{Name: name.V, Callsign: air.NewCallsign(name.V)}
	if i, ok := l.aircraft.at[name.V]; ok {
		a := &l.s.Aircraft[i]
		w.Callsign, w.Address = air.NewCallsign(a.Callsign), a.Transponder.Address
		w.Code, w.HasCode = a.Transponder.Code, a.Transponder.Code.Discrete()
	} else if _, ok := checkCallsign(name.V); !ok {
		l.bad(MissingReference, &e.place, name.mark, "neither an aircraft nor a call sign").slip(name.V, func() []string { return l.aircraft.names })
	}
	return w
}

// Responsibility is a center's area of responsibility: what its people answer for,
// which is neither a nation's airspace nor an FIR nor an ADIZ.
type Responsibility struct {
	Center int      // index in Scenario.Centers
	FIRs   []string // idents of flight information regions of the atlas
	Area   geo.Box  // the zero Box: none
}

// areaTable is one [[area]].
type areaTable struct {
	place
	Center text        `toml:"center" need:"yes" doc:"name of the center that answers for it"`
	FIR    names       `toml:"fir" doc:"flight information regions, as ZHU or MMFR"`
	Within withinTable `toml:"within" doc:"a rectangle, beside or in place of regions"`
}

func (l *loader) areaAll() {
	var known []string
	for i := range l.file.Area {
		e := &l.file.Area[i]
		r := Responsibility{}
		r.Center, _ = l.refer(&e.place, &l.centers, e.Center)
		if e.Within.Met {
			r.Area = l.within(&e.Within)
		} else if !e.FIR.Met {
			l.must(&e.place, mark{}, "fir", "regions, or within")
		}
		for _, name := range e.FIR.Items {
			if known == nil {
				known = regions()
			}
			if !slices.Contains(known, name.V) {
				l.bad(MissingReference, &e.place, name.mark, "the atlas has no such region").slip(name.V, func() []string { return known })
			}
			r.FIRs = append(r.FIRs, name.V)
		}
		l.s.Areas = append(l.s.Areas, r)
	}
}

// regions returns the idents of all flight information regions, each once.
func regions() (list []string) {
	for _, areas := range [...][]atlas.Area{atlas.FIRs(), atlas.NeighborFIRs()} {
		for i := range areas {
			list = append(list, areas[i].Ident)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
