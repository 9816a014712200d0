package scenario

import (
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// Tolerances are how far from its plan an aircraft may be and still be the
// plan's.
type Tolerances struct {
	Time        air.Time // before or after the time planned
	Land, Water float64  // m, from the track planned, over land and over water
}

// Players are the beginnings of the call signs that the exercise gives to its role
// players, as all its people know them.
type Players []string

// Has reports whether a call sign is a role player's.
func (p Players) Has(callsign string) bool {
	return slices.ContainsFunc(p, func(begin string) bool { return strings.HasPrefix(callsign, begin) })
}

// Staffing is how a center's people identify tracks and watch for those of
// interest.
type Staffing struct {
	Asked    bool     // the scenario says something of it: the whole table of criteria and evidence is looked at
	Criteria []string // of interest, by name; nil: the usual ones
	Evidence []string // of identity, by name; nil: all
	Reaction air.Time // mean, from a new judgement to the word; 0: at once
	Error    float64  // share of judgements that come out wrong at first
	Plans    air.Time // from the filing of a plan until the center has it
	Tells    []string // names of the centers that are told its identities
}

// identifyTable is [identify].
type identifyTable struct {
	place
	Time    clock  `toml:"time" def:"00:05:00" doc:"how much earlier or later than planned an aircraft may be and still be the plan's, hh:mm:ss"`
	LandNM  number `toml:"land_nm" above:"0" max:"100" def:"10" doc:"how far from its planned track over land, nautical miles"`
	Players names  `toml:"players" form:"callsign" def:"none" doc:"how the call signs of role players begin, as EX: whom the staff would take for suspect it takes for joker, if its plan says so"`
	WaterNM number `toml:"water_nm" above:"0" max:"100" def:"20" doc:"how far from its planned track over water, nautical miles"`
}

// staffingTable is identify of one [[center]]. The words of criteria and evidence
// are those of the tables in docs/identity.md.
type staffingTable struct {
	place
	Criteria   names  `toml:"criteria" choice:"squawk_7500 nordo transponder_lost plan_deviation adiz_unknown stolen_report neighbour_report transponder_off route_change no_contact no_answer no_plan erratic restricted_zone emergency" def:"by the nation: those of NORAD practice, those of the Mexican law" doc:"what makes a track one of interest"`
	Evidence   names  `toml:"evidence" choice:"visual player flight watch plan_belied adiz_off address code route corridor interceptor" def:"all" doc:"what identities rest on"`
	ReactionS  number `toml:"reaction_s" min:"0" max:"3600" def:"15 with staff full, else 0" doc:"mean time from evidence to the automatic staff's word, seconds; drawn from half to one and a half of it"`
	Error      number `toml:"error" min:"0" max:"1" def:"0.02 with staff full, else 0" doc:"share of identities that the automatic staff gets wrong at first"`
	PlanDelayS number `toml:"plan_delay_s" min:"0" max:"86400" def:"60" doc:"time from the filing of a plan until the center has it, seconds"`
	Tells      names  `toml:"tells" def:"nobody" doc:"names of the centers that are told whom it takes tracks for"`
}

// standardTolerances are those of an older US AIM, 5-6-1, and of the Canadian
// rule; they are absent from the AIM of 2021.
var standardTolerances = Tolerances{Time: 5 * air.Minute, Land: 10 * geo.NM, Water: 20 * geo.NM}

func (l *loader) identifyAll() {
	e := &l.file.Identify
	l.s.Tolerances = standardTolerances
	if e.Time.Is {
		l.s.Tolerances.Time = e.Time.V
	}
	l.s.Tolerances.Land = e.LandNM.or(10) * geo.NM
	l.s.Tolerances.Water = e.WaterNM.or(20) * geo.NM
	l.s.Players = e.Players.list()
	for i := range l.file.Center {
		l.s.Centers[i].Identify = l.staffing(&l.file.Center[i])
	}
	l.watchAll()
	l.corridorAll()
}

func (l *loader) staffing(c *centerTable) Staffing {
	e, full := &c.Identify, c.Staff.or("scope") == "full"
	s := Staffing{Asked: e.Met || full, Plans: air.FromSeconds(e.PlanDelayS.or(60))}
	s.Criteria, s.Evidence = e.Criteria.list(), e.Evidence.list()
	if full {
		s.Reaction, s.Error = air.FromSeconds(e.ReactionS.or(15)), e.Error.or(0.02)
	} else {
		s.Reaction, s.Error = air.FromSeconds(e.ReactionS.V), e.Error.V
	}
	for _, name := range e.Tells.Items {
		if _, ok := l.refer(&e.place, &l.centers, name); ok && name.V == c.Name.V {
			l.bad(Contradiction, &e.place, name.mark, "a center that tells itself").want("another center")
		}
		s.Tells = append(s.Tells, name.V)
	}
	return s
}

// list returns the words, nil where the key is not there.
func (x *names) list() []string {
	if !x.Is {
		return nil
	}
	words := make([]string, 0, len(x.Items))
	for _, t := range x.Items {
		words = append(words, t.V)
	}
	return words
}

// reportTable is report of one tell.
type reportTable struct {
	place
	Of       text   `toml:"of" need:"yes" choice:"stolen no_contact no_answer" doc:"what is reported: the aircraft is stolen, ATC has no contact with it, it does not obey"`
	Callsign text   `toml:"callsign" form:"callsign" doc:"call sign of its flight plan, if known"`
	Lat      number `toml:"lat" min:"-90" max:"90" doc:"where it was, degrees north"`
	Lon      number `toml:"lon" min:"-180" max:"180" doc:"where it was, degrees east"`
	At       clock  `toml:"at" def:"when it is told" doc:"when it was there, hh:mm:ss"`
}

// reported returns in fields what a message reports; zero: nothing.
func (l *loader) reported(e *reportTable) (t air.Talk) {
	if !e.Met {
		return t
	}
	l.both(&e.place, e.Lat.mark, "lat", e.Lon.mark, "lon")
	if !e.Callsign.Met && !e.Lat.Met && !e.Lon.Met {
		l.must(&e.place, mark{}, "callsign", "call sign, or lat and lon")
	}
	t = air.Talk{Word: "report", Reason: e.Of.V, Lat: e.Lat.V, Lon: e.Lon.V, Measured: l.when(&e.place, e.At, "at", moment{}, "at_utc")}
	if e.Callsign.Is {
		t.Callsign, t.Has = e.Callsign.V, air.HasCallsign
	}
	return t
}
