package scenario

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// Watch is what a comparison of a flight's passengers with a watch-list came to:
// counts, never names.
type Watch struct {
	Callsign string   // of the flight plan
	Souls    int      // on board
	Hits     int      // of them on the list; 0: no hit
	At       air.Time // when the answer is there
	Release  air.Release
}

// watchTable is one [[watch]].
type watchTable struct {
	place
	Callsign text  `toml:"callsign" need:"yes" form:"callsign" doc:"call sign of the flight plan"`
	Souls    whole `toml:"souls" min:"0" max:"1000" def:"0" doc:"how many are on board; 0: not told"`
	Hits     whole `toml:"hits" min:"0" max:"1000" def:"0" doc:"how many of them are on the list; 0: no hit. Never names"`
	At       clock `toml:"at" def:"00:00:00" doc:"time at which the answer is there, hh:mm:ss"`
	Release  names `toml:"release" need:"yes" choice:"USA CAN MEX" doc:"nations that may know the answer"`
}

func (l *loader) watchAll() {
	for i := range l.file.Watch {
		e := &l.file.Watch[i]
		if _, known := l.callsigns.at[e.Callsign.V]; e.Callsign.Is && !known {
			l.bad(MissingReference, &e.place, e.Callsign.mark, "no aircraft of the story has this call sign").
				slip(e.Callsign.V, func() []string { return l.callsigns.names })
		}
		if e.Souls.Is && e.Souls.V > 0 && e.Hits.V > e.Souls.V {
			l.bad(Contradiction, &e.place, e.Hits.mark, "more hits than souls").want("at most %d", e.Souls.V)
		}
		l.s.Watch = append(l.s.Watch, Watch{
			Callsign: e.Callsign.V, Souls: int(e.Souls.V), Hits: int(e.Hits.V),
			At: l.when(&e.place, e.At, "at", moment{}, "at_utc"), Release: releaseOf(&e.Release),
		})
	}
}

// Corridor is a way that the friendly keep to: who does is taken for a friend.
type Corridor struct {
	Name           string
	Points         []geo.LatLon
	Width          float64 // m, from edge to edge
	Floor, Ceiling float64 // m above sea level
	From, Until    air.Time
	Release        air.Release
}

// corridorTable is one [[corridor]].
type corridorTable struct {
	place
	Name      text            `toml:"name" need:"yes" form:"name" doc:"name of the corridor"`
	Point     []corridorPoint `toml:"point" need:"yes" what:"point" most:"100" doc:"points of its middle line, in the direction in which it is flown"`
	WidthNM   number          `toml:"width_nm" above:"0" max:"200" def:"10" doc:"from edge to edge, nautical miles"`
	FloorFt   number          `toml:"floor_ft" min:"-1500" max:"130000" def:"0" doc:"lower limit above sea level, feet"`
	CeilingFt number          `toml:"ceiling_ft" min:"-1500" max:"130000" def:"60000" doc:"upper limit above sea level, feet"`
	From      clock           `toml:"from" def:"00:00:00" doc:"time from which it counts, hh:mm:ss"`
	Until     clock           `toml:"until" def:"the end" doc:"time until which it counts, hh:mm:ss"`
	Release   names           `toml:"release" need:"yes" choice:"USA CAN MEX" doc:"nations that know of it"`
}

// corridorPoint is a point of a corridor.
type corridorPoint struct {
	place
	Lat number `toml:"lat" need:"yes" min:"-90" max:"90" doc:"degrees north"`
	Lon number `toml:"lon" need:"yes" min:"-180" max:"180" doc:"degrees east"`
}

func (l *loader) corridorAll() {
	named := index{what: "corridor"}
	for i := range l.file.Corridor {
		e := &l.file.Corridor[i]
		l.enter(&named, &e.place, e.Name)
		if len(e.Point) == 1 {
			l.bad(Contradiction, &e.place, e.Point[0].mark, "a corridor of one point").want("two or more")
		}
		c := Corridor{
			Name: e.Name.V, Width: e.WidthNM.or(10) * geo.NM, Floor: e.FloorFt.V * geo.Foot, Ceiling: e.CeilingFt.or(60_000) * geo.Foot,
			From: e.From.V, Until: l.s.Length, Release: releaseOf(&e.Release),
		}
		if e.Until.Is {
			c.Until = e.Until.V
		}
		if e.Until.Is && c.Until <= c.From {
			l.bad(Contradiction, &e.place, e.Until.mark, "a corridor that ends before it begins").want("more than %v", c.From)
		}
		if c.Ceiling <= c.Floor {
			l.bad(Contradiction, &e.place, e.CeilingFt.mark, "a ceiling that is not above the floor").want("more than %g", e.FloorFt.V)
		}
		for k := range e.Point {
			c.Points = append(c.Points, geo.Deg(e.Point[k].Lat.V, e.Point[k].Lon.V))
		}
		l.s.Corridors = append(l.s.Corridors, c)
	}
}
