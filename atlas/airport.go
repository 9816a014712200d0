package atlas

import (
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// Airport is one row of the list of airports.
type Airport struct {
	Ident        string // ICAO location indicator, or a local code
	IATA         string // three letters; empty: none
	Name         string
	Country      string // ISO 3166, two letters
	Municipality string
	Pos          geo.LatLon
	Elevation    float64 // m above sea level; 0 where none is known
	Known        bool    // Elevation is known
	Military     bool
	Size         Size
}

// Size is the class of an airport.
type Size uint8

// The classes of airports (OurAirports).
const (
	Small Size = 1 + iota
	Medium
	Large
)

// Navaid is one row of the list of radio navigation aids.
type Navaid struct {
	Ident     string
	Name      string
	Kind      string  // VOR, VOR-DME, VORTAC, TACAN, DME, NDB or NDB-DME
	Frequency float64 // Hz; of a TACAN or DME the paired VOR channel's
	Country   string  // ISO 3166, two letters
	Pos       geo.LatLon
	Elevation float64 // m above sea level; 0 where none is known
	Known     bool    // Elevation is known
}

// Airports returns all airports, sorted by Ident: large, medium and military
// ones of the USA, Canada and their neighbours, and small ones of Mexico.
//
// Source: OurAirports, public domain.
func Airports() []Airport { return airports() }

// FindAirport returns the airport of an ident, as "KELP".
func FindAirport(ident string) (Airport, bool) { return find(airports(), ident, airportIdent) }

// AirportIdents returns the idents of all airports, sorted.
func AirportIdents() []string { return names(airports(), airportIdent) }

func airportIdent(a *Airport) string { return a.Ident }

// Navaids returns all navaids, sorted by Ident; those of one ident from the
// most to the least far-reaching kind. Source: OurAirports, public domain.
func Navaids() []Navaid { return navaids() }

// FindNavaid returns the navaid of an ident: the one nearest to a place, or the
// first of Navaids where no place is given. Idents are not unique.
func FindNavaid(ident string, near *geo.LatLon) (Navaid, bool) {
	list := navaids()
	from, _ := slices.BinarySearchFunc(list, ident, func(n Navaid, s string) int { return cmp.Compare(n.Ident, s) })
	to := from
	for to < len(list) && list[to].Ident == ident {
		to++
	}
	if from == to {
		return Navaid{}, false
	}
	if near == nil {
		return list[from], true
	}
	return slices.MinFunc(list[from:to], func(a, b Navaid) int {
		return cmp.Compare(geo.Distance(*near, a.Pos), geo.Distance(*near, b.Pos))
	}), true
}

// FindFix returns the place of an ident and its height in metres above sea
// level: that of an airport, else of the first navaid. Where the lists know no
// height it is the ground's.
func FindFix(ident string) (pos geo.LatLon, elevation float64, ok bool) {
	if a, ok := FindAirport(ident); ok {
		return a.Pos, knownOrGround(a.Elevation, a.Known, a.Pos), true
	}
	if n, ok := FindNavaid(ident, nil); ok {
		return n.Pos, knownOrGround(n.Elevation, n.Known, n.Pos), true
	}
	return geo.LatLon{}, 0, false
}

func knownOrGround(elevation float64, known bool, p geo.LatLon) float64 {
	if known {
		return elevation
	}
	return Ground(p)
}

// FixNames returns all that FindFix knows, sorted, each once.
func FixNames() []string {
	list := append(AirportIdents(), names(navaids(), navaidIdent)...)
	slices.Sort(list)
	return slices.Compact(list)
}

func navaidIdent(n *Navaid) string { return n.Ident }

var (
	airports = once("geo/airports.csv", decodeAirports)
	navaids  = once("geo/navaids.csv", decodeNavaids)
)

func decodeAirports(name string, b []byte) (list []Airport, err error) {
	err = eachRow(name, b, func(r *row) {
		elevation, known := r.maybe("elev_ft")
		list = append(list, Airport{
			Ident:        r.name("ident"),
			IATA:         r.text("iata"),
			Name:         r.name("name"),
			Country:      r.name("country"),
			Municipality: r.text("municipality"),
			Pos:          r.place(),
			Elevation:    elevation * geo.Foot,
			Known:        known,
			Military:     r.flag("military"),
			Size:         sizeOf(r),
		})
	})
	if err != nil {
		return nil, err
	}
	return list, sortBy(name, list, airportIdent)
}

func sizeOf(r *row) Size {
	switch s := r.text("size"); s {
	case "small":
		return Small
	case "medium":
		return Medium
	case "large":
		return Large
	default:
		r.fail("size", "small, medium or large", s)
		return 0
	}
}

// navaidKinds are the kinds from the most to the least far-reaching.
var navaidKinds = []string{"VORTAC", "VOR-DME", "VOR", "TACAN", "DME", "NDB-DME", "NDB"}

func decodeNavaids(name string, b []byte) (list []Navaid, err error) {
	err = eachRow(name, b, func(r *row) { list = append(list, navaidOf(r)) })
	slices.SortStableFunc(list, func(a, b Navaid) int {
		return cmp.Or(
			cmp.Compare(a.Ident, b.Ident),
			cmp.Compare(slices.Index(navaidKinds, a.Kind), slices.Index(navaidKinds, b.Kind)),
			cmp.Compare(a.Pos.Lat, b.Pos.Lat),
			cmp.Compare(a.Pos.Lon, b.Pos.Lon),
		)
	})
	return list, err
}

func navaidOf(r *row) Navaid {
	elevation, known := r.maybe("elev_ft")
	n := Navaid{
		Ident:     r.name("ident"),
		Name:      r.name("name"),
		Kind:      r.name("type"),
		Frequency: r.within("freq_khz", 1, 2e6) * 1e3,
		Country:   r.name("country"),
		Pos:       r.place(),
		Elevation: elevation * geo.Foot,
		Known:     known,
	}
	if !slices.Contains(navaidKinds, n.Kind) {
		r.fail("type", "a kind of navaid", n.Kind)
	}
	return n
}

// Nation returns the player whose airport it is, or none.
func (a *Airport) Nation() air.Nation { return nationOf(a.Country) }
