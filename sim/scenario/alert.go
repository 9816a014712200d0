package scenario

import (
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// Alert is a flight of interceptors that waits on the ground for the word to
// scramble.
type Alert struct {
	Flight      string
	Center      int // index in Scenario.Centers: whose people control it
	Base        string
	Pos         geo.LatLon // of the base
	Members     []int      // indices in Scenario.Aircraft; the first that is serviceable leads
	Soonest     air.Time   // from the word to take-off
	Latest      air.Time
	Turn        air.Time // from landing at the base until it is ready again; air.Never: it is not
	Serviceable float64  // probability that an aircraft is
	Auto        bool     // the automatic staff scrambles it on a declared track of interest
	Data        bool     // guided by data link; else by voice
	Then        string   // what it does after visual identification: "escort" or "shadow"
	Visual      float64  // m, at which a pilot sees another aircraft
	Reach       float64  // m from the base, within which it is scrambled by the automatic staff
	Armed       bool
}

// alertTable is one [[alert]].
type alertTable struct {
	place
	Name        text   `toml:"name" need:"yes" form:"name" doc:"name of the flight, as COBRA"`
	Center      text   `toml:"center" need:"yes" doc:"name of the center that scrambles and controls it"`
	Base        text   `toml:"base" need:"yes" doc:"airport at which it waits and to which it returns, ICAO"`
	Aircraft    names  `toml:"aircraft" need:"yes" doc:"names of its aircraft, which must be on standby; the first that is serviceable leads"`
	SoonestMin  number `toml:"soonest_min" min:"0" max:"600" def:"5" doc:"least time from the word to take-off, minutes; drawn evenly from here to latest_min"`
	LatestMin   number `toml:"latest_min" min:"0" max:"600" def:"15, or soonest_min if that is more" doc:"most time from the word to take-off, minutes"`
	Turnaround  number `toml:"turnaround_min" min:"0" max:"1440" def:"60" doc:"time from its landing at the base until it is on alert again, minutes; 60 assumed"`
	Serviceable number `toml:"serviceable" min:"0" max:"1" def:"1" doc:"probability that an aircraft of it is serviceable; drawn for each time that it stands on alert"`
	Auto        toggle `toml:"auto" def:"true" doc:"a full automatic staff scrambles it on a declared track of interest"`
	Guidance    text   `toml:"guidance" choice:"voice data" def:"voice" doc:"how it is guided: voice, each 15 s and 6 s late; data link, each 5 s and 1 s late"`
	Then        text   `toml:"then" choice:"escort shadow" def:"escort" doc:"what a full automatic staff lets it do after visual identification"`
	VisualNM    number `toml:"visual_nm" above:"0" max:"50" def:"5" doc:"distance at which its pilots see an aircraft, nautical miles: 5 by day, assumed"`
	ReachNM     number `toml:"reach_nm" above:"0" max:"5000" def:"250" doc:"from the base, within which a full automatic staff scrambles it, nautical miles"`
	Armed       toggle `toml:"armed" def:"true" doc:"its aircraft are armed: for the rules on borders"`
}

func (l *loader) alertAll() {
	flights, taken := index{what: "flight"}, index{what: "aircraft of a flight"}
	for i := range l.file.Alert {
		e := &l.file.Alert[i]
		l.enter(&flights, &e.place, e.Name)
		l.airport(&e.place, e.Base)
		a := Alert{
			Flight: e.Name.V, Base: e.Base.V, Soonest: minutesOf(e.SoonestMin.or(5)), Serviceable: e.Serviceable.or(1), Turn: minutesOf(e.Turnaround.or(60)),
			Auto: e.Auto.or(true), Data: e.Guidance.V == "data", Then: e.Then.or("escort"),
			Visual: e.VisualNM.or(5) * geo.NM, Reach: e.ReachNM.or(250) * geo.NM, Armed: e.Armed.or(true),
		}
		a.Latest = minutesOf(e.LatestMin.or(max(15, e.SoonestMin.V)))
		if a.Latest < a.Soonest {
			l.bad(Contradiction, &e.place, e.LatestMin.mark, "the latest take-off is before the soonest").want("%g or more", e.SoonestMin.or(5))
		}
		a.Center, _ = l.refer(&e.place, &l.centers, e.Center)
		if p, ok := atlas.FindAirport(a.Base); ok {
			a.Pos = p.Pos
		}
		if e.Aircraft.Is && len(e.Aircraft.Items) == 0 {
			l.bad(Contradiction, &e.place, e.Aircraft.mark, "a flight without aircraft").want("at least one")
		}
		for _, name := range e.Aircraft.Items {
			l.enter(&taken, &e.place, name)
			l.onAlert(e, &a, name)
		}
		l.s.Alerts = append(l.s.Alerts, a)
	}
}

func minutesOf(v float64) air.Time { return air.FromSeconds(60 * v) }

// farFromBase is how far from its base an aircraft on alert may stand (assumed).
const farFromBase = 10 * geo.NM // m

// onAlert resolves one aircraft of a flight; it returns to the flight's base unless
// it says otherwise.
func (l *loader) onAlert(e *alertTable, a *Alert, name text) {
	i, ok := l.refer(&e.place, &l.aircraft, name)
	if !ok {
		return
	}
	c := &l.s.Aircraft[i]
	switch {
	case !c.Standby:
		l.bad(Contradiction, &e.place, name.mark, "an aircraft on alert that does not wait for the word").want("standby = true in its table")
	case len(c.Route) > 0 && a.Pos != (geo.LatLon{}) && geo.Distance(c.Route[0].Pos, a.Pos) > farFromBase:
		l.bad(Contradiction, &e.place, name.mark, "an aircraft on alert that does not stand at the base").want("a route that begins at %s", a.Base)
	}
	if c.Base == "" {
		c.Base = a.Base
	}
	a.Members = append(a.Members, i)
}

// Ruled reports whether the exercise asks for rules on borders to be watched.
func (s *Scenario) Ruled() bool { return len(s.Rules)+len(s.Agreements)+len(s.Alerts) > 0 }

// FlightOf returns the flight of which an aircraft is a member; -1: none.
func (s *Scenario) FlightOf(aircraft int) int {
	return slices.IndexFunc(s.Alerts, func(a Alert) bool { return slices.Contains(a.Members, aircraft) })
}
