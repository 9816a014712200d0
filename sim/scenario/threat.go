package scenario

import (
	"fmt"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// threatTable is one [[threat]]: a few words that stand for the aircraft of a
// threat and what they do.
type threatTable struct {
	place
	Kind         text       `toml:"kind" need:"yes" choice:"hijack hijack_silent nordo dark stuck clone swap stolen smuggler relay ultralight balloon drone swarm cruise_missile bomber ghost displaced jammer chaff decoys" doc:"kind of threat: see docs/threats.md"`
	Name         text       `toml:"name" need:"yes" form:"name" doc:"name of the aircraft; of several, what their names begin with"`
	Nation       text       `toml:"nation" choice:"USA CAN MEX" def:"none" doc:"nation of registry"`
	Type         text       `toml:"type" def:"by the kind" doc:"type of aircraft: a code of the atlas, as C210"`
	At           clock      `toml:"at" def:"00:00:00" doc:"time at which it starts, hh:mm:ss"`
	AtUTC        moment     `toml:"at_utc" doc:"time at which it starts, UTC; instead of at"`
	Standby      toggle     `toml:"standby" def:"false" doc:"waits for an inject or the director to launch it"`
	After        clock      `toml:"after" def:"by the kind" doc:"time from its start to its deed, hh:mm:ss"`
	From         legTable   `toml:"from" need:"yes" doc:"where it starts; an airport without a height: on the runway"`
	Via          []legTable `toml:"via" what:"point" most:"500" doc:"points on the way; of a relay the first is where the load changes aircraft"`
	To           legTable   `toml:"to" doc:"where it goes; an airport without a height: it lands. A balloon without it drifts"`
	AltFt        number     `toml:"alt_ft" min:"-1500" max:"130000" def:"by the kind" doc:"height above sea level where a point names none, feet"`
	AGLFt        number     `toml:"agl_ft" min:"0" max:"60000" def:"by the kind" doc:"height above ground where a point names none, feet; instead of alt_ft"`
	SpeedKt      number     `toml:"speed_kt" above:"0" max:"3000" def:"by the kind, else the type's cruise" doc:"true airspeed where a point names none, knots"`
	Count        whole      `toml:"count" min:"1" max:"500" def:"by the kind" doc:"number of aircraft; of chaff, of clouds"`
	SpacingNM    number     `toml:"spacing_nm" above:"0" max:"100" def:"by the kind" doc:"distance between them, nautical miles"`
	RCSm2        number     `toml:"rcs_m2" min:"1e-6" max:"1e5" def:"the type's" doc:"mean radar cross-section, square metres; nose and beam in proportion"`
	Mode3A       text       `toml:"mode3a" form:"mode3a" def:"from the name" doc:"Mode 3/A code at the start: 4 digits from 0 to 7"`
	Other        text       `toml:"other" doc:"the aircraft whose code or identity it takes"`
	Value        number     `toml:"value" def:"by the behaviour" doc:"of its deed: the heading of a hijack, metres a second of a displacement, millions of dipoles of a cloud"`
	Fuel         number     `toml:"fuel_h" above:"0" max:"1000" def:"the type's endurance" doc:"fuel aboard at the start, as hours aloft at cruise"`
	ERPW         number     `toml:"erp_w" above:"0" max:"1e7" def:"100" doc:"effective radiated power of a jammer over the whole band, watts"`
	FrequencyMHz number     `toml:"frequency_mhz" min:"100" max:"20000" def:"1300" doc:"middle of a jammer's band, megahertz"`
	BandwidthMHz number     `toml:"bandwidth_mhz" min:"0.1" max:"5000" def:"100" doc:"width of a jammer's band, megahertz"`
}

// threatKind is what a kind of threat is when its table says nothing else.
type threatKind struct {
	kind    string
	typ     string
	count   int
	spacing float64  // NM
	alt     float64  // ft above sea level
	agl     float64  // ft above ground, where alt is 0
	speed   float64  // kt; 0: the type's cruise
	silent  bool     // the transponder is off and nothing is broadcast
	deed    string   // the behaviour it begins ...
	after   air.Time // ... so long after its start
	rcs     float64  // m2; 0: the type's
	make    func(l *loader, t *threatTable, k *threatKind)
}

// threatKinds are the kinds. Types, heights and speeds are examples of their
// class (assumed; docs/threats.md has the sources).
var threatKinds = []threatKind{
	{kind: "hijack", typ: "B738", alt: 35_000, deed: "hijack", after: 20 * air.Minute},
	{kind: "hijack_silent", typ: "B738", alt: 35_000, deed: "hijack_silent", after: 20 * air.Minute},
	{kind: "nordo", typ: "BE20", alt: 25_000, deed: "nordo", after: 15 * air.Minute},
	{kind: "dark", typ: "B350", alt: 24_000, deed: "dark", after: 15 * air.Minute},
	{kind: "stuck", typ: "B350", alt: 24_000, deed: "stuck", after: 5 * air.Minute},
	{kind: "clone", typ: "GLF2", alt: 35_000, deed: "clone", after: 5 * air.Minute},
	{kind: "swap", typ: "GLF2", alt: 35_000, deed: "swap", after: 15 * air.Minute},
	{kind: "stolen", typ: "B738", alt: 35_000, deed: "dark", after: 15 * air.Minute},
	{kind: "smuggler", typ: "C210", agl: 500, speed: 150, silent: true},
	{kind: "relay", typ: "C210", agl: 500, speed: 150, silent: true, make: (*loader).relay},
	{kind: "ultralight", typ: "ULAC", agl: 300, silent: true},
	{kind: "balloon", typ: "BALN", alt: 62_000, silent: true, deed: "drift"},
	{kind: "drone", typ: "UASS", agl: 300, silent: true},
	{kind: "swarm", typ: "UASS", agl: 300, silent: true, count: 20, spacing: 0.1},
	{kind: "cruise_missile", typ: "CMSL", agl: 150, silent: true},
	{kind: "bomber", typ: "T95", alt: 29_000, silent: true, count: 2, spacing: 1, make: (*loader).bombers},
	{kind: "ghost", typ: "B738", alt: 35_000, make: (*loader).ghosts},
	{kind: "displaced", typ: "B738", alt: 35_000, deed: "displace", after: 10 * air.Minute},
	{kind: "jammer", typ: "GLF4", alt: 35_000, silent: true, deed: "jam"},
	{kind: "chaff", typ: "T33", alt: 25_000, count: 10, spacing: 0.5, make: (*loader).chaff},
	{kind: "decoys", typ: "CMSL", alt: 9_000, silent: true, count: 10, spacing: 2, rcs: 3},
}

// ThreatKinds returns the kinds of threats, in the order of docs/threats.md.
func ThreatKinds() []string {
	list := make([]string, len(threatKinds))
	for i := range threatKinds {
		list[i] = threatKinds[i].kind
	}
	return list
}

// mostAircraft is how many aircraft a scenario may have before another threat.
const mostAircraft = 20_000

// threat makes the aircraft of a threat.
func (l *loader) threat(t *threatTable) {
	l.not(&t.place, t.AltFt.mark, "alt_ft", t.AGLFt.mark, "agl_ft")
	if len(l.s.Aircraft) >= mostAircraft {
		l.add(OutOfRange, t.from, t.who+"too many aircraft").want("at most %d", mostAircraft)
		return
	}
	for i := range threatKinds {
		k := threatKinds[i]
		if !t.Kind.Is || k.kind != t.Kind.V {
			continue
		}
		if !t.To.Met && k.deed != "drift" {
			l.must(&t.place, mark{}, "to", "where it goes")
			return
		}
		if k.make == nil {
			k.make = (*loader).group
		}
		k.make(l, t, &k)
	}
}

// group makes a number of aircraft side by side, each of which does the deed.
func (l *loader) group(t *threatTable, k *threatKind) {
	n := int(t.Count.or(int64(max(1, k.count))))
	spacing := t.SpacingNM.or(max(0.1, k.spacing)) * geo.NM
	for i, faults := 0, len(l.list); i < n && len(l.list) == faults; i++ { // what is wrong is told of the first alone
		a := l.member(t, k, t.way(k), i, n)
		a.shift(i, n, spacing)
		l.deed(t, k, k.deed, k.after)
	}
}

// deed lets the aircraft taken in last begin a behaviour some time after its
// start.
func (l *loader) deed(t *threatTable, k *threatKind, as string, after air.Time) {
	if as == "" {
		return
	}
	who := len(l.s.Aircraft) - 1
	if t.After.Is {
		after = t.After.V
	}
	value := t.Value
	if b, _ := air.FindBehaviour(as); b.Value == "" {
		value = number{}
	}
	if !t.Standby.V {
		after += l.s.Aircraft[who].Depart
	}
	l.intents = append(l.intents, intent{
		who: who, at: after, p: &t.place,
		as: text{t.Kind.mark, as}, other: t.Other, value: value, start: t.Standby.V,
	})
}

// member takes in one of n aircraft of a threat on a way.
func (l *loader) member(t *threatTable, k *threatKind, way []legTable, i, n int) *Aircraft {
	e := aircraftTable{
		place: t.place, Name: text{t.Name.mark, t.Name.V}, Nation: t.Nation, Type: t.Type,
		Role: text{t.Kind.mark, truth.TOI.String()}, Depart: t.At, DepartUTC: t.AtUTC, Standby: t.Standby,
		Mode3A: t.Mode3A, FuelH: t.Fuel, Route: way,
	}
	if n > 1 {
		e.Name.V = fmt.Sprintf("%s-%d", t.Name.V, i+1)
		e.Callsign = text{t.Name.mark, numbered(t.Name.V, i+1)}
	}
	if !t.Type.Met {
		e.Type = text{t.Kind.mark, k.typ}
	}
	if k.silent {
		e.Transponder = text{t.Kind.mark, "off"}
	} else {
		e.Transponder = text{t.Kind.mark, "mode_s"}
	}
	if t.ERPW.Is || k.deed == "jam" {
		at := mark{Met: true, Is: true}
		e.Jammer = jammerTable{t.place, number{at, t.ERPW.or(100)}, number{at, t.FrequencyMHz.or(1300)}, t.BandwidthMHz}
	}
	a := l.admit(&e)
	a.Plan = l.filed(t, k, a)
	if rcs := t.RCSm2.or(k.rcs); rcs > 0 && a.Type.RCS > 0 {
		scale := rcs / a.Type.RCS
		a.Type.RCS, a.Type.RCSNose, a.Type.RCSBeam = rcs, a.Type.RCSNose*scale, a.Type.RCSBeam*scale
	}
	return a
}

// numbered returns a call sign that begins with a name and ends in a number.
func numbered(name string, i int) string {
	n := fmt.Sprint(i)
	c := callsignOf(name)
	return c[:min(len(c), 8-len(n))] + n
}

// filed returns the plan of those that fly as if nothing were wrong, where both
// ends are airports.
func (l *loader) filed(t *threatTable, k *threatKind, a *Aircraft) *Plan {
	_, from := atlas.FindAirport(t.From.Fix.V)
	_, to := atlas.FindAirport(t.To.Fix.V)
	if k.silent || k.kind == "stolen" || k.kind == "ghost" || !from || !to || a.Nation == air.NoNation {
		return nil
	}
	return &Plan{
		From: t.From.Fix.V, To: t.To.Fix.V, Release: air.Only(a.Nation),
		Route: Filed(a.Route, t.From.Fix.V, t.To.Fix.V, a.Type.Cruise),
	}
}

// shift moves the i-th of n aircraft to its place in a square. What starts or
// ends on a runway stays there.
func (a *Aircraft) shift(i, n int, spacing float64) {
	side := int(math.Ceil(math.Sqrt(float64(n))))
	east, north := float64(i%side)*spacing, float64(i/side)*spacing
	if i == 0 {
		return
	}
	for k := range a.Route {
		leg := &a.Route[k]
		if leg.AGL && leg.Height == 0 || leg.Pos == (geo.LatLon{}) {
			continue
		}
		leg.Pos, _ = geo.Direct(leg.Pos, math.Atan2(east, north), math.Hypot(east, north))
		leg.Fix = ""
	}
}

// way returns the points of a threat, with its heights and speed where they name
// none.
func (t *threatTable) way(k *threatKind) []legTable {
	way := append([]legTable{t.From}, t.Via...)
	if t.To.Met {
		way = append(way, t.To)
	} else { // a balloon's: it drifts before it is there
		far := t.From
		far.Fix, far.Lat, far.Lon = text{}, number{t.From.mark, 0}, number{t.From.mark, 0}
		pos, _, ok := atlas.FindFix(t.From.Fix.V)
		if !ok {
			pos = geo.Deg(t.From.Lat.V, t.From.Lon.V)
		}
		pos, _ = geo.Direct(pos, math.Pi/2, 100*geo.NM)
		far.Lat.V, far.Lon.V = pos.Degrees()
		way = append(way, far)
	}
	if len(way) == 2 && runway(&way[0]) && runway(&way[1]) {
		way = []legTable{way[0], between(&way[0], &way[1]), way[1]}
	}
	return t.fill(k, way)
}

// fill puts in the heights and speeds that points do not name.
func (t *threatTable) fill(k *threatKind, way []legTable) []legTable {
	for i := range way {
		leg := &way[i]
		runway := runway(leg) && (i == 0 || i == len(way)-1)
		switch {
		case leg.AltFt.Met || leg.AGLFt.Met || runway:
		case t.AltFt.Met || t.AGLFt.Met:
			leg.AltFt, leg.AGLFt = t.AltFt, t.AGLFt
		case k.alt > 0:
			leg.AltFt = number{t.Kind.mark, t.height(k)}
		default:
			leg.AGLFt = number{t.Kind.mark, k.agl}
		}
		switch {
		case leg.SpeedKt.Met || runway && i == 0:
		case t.SpeedKt.Met:
			leg.SpeedKt = t.SpeedKt
		case k.speed > 0 && !t.Type.Met:
			leg.SpeedKt = number{t.Kind.mark, k.speed}
		}
	}
	return way
}

// height returns the height in feet of a kind that flies at one, or of the type
// named where that cannot be so high.
func (t *threatTable) height(k *threatKind) float64 {
	if typ, ok := atlas.FindAircraftType(t.Type.V); ok && k.alt*geo.Foot > typ.Ceiling {
		return math.Round(typ.Typical / geo.Foot)
	}
	return k.alt
}

// relay makes two aircraft: the second takes over at the first point of via, some
// time after the first has landed there.
func (l *loader) relay(t *threatTable, k *threatKind) {
	if len(t.Via) == 0 {
		l.must(&t.place, mark{}, "via", "where the load changes aircraft")
		return
	}
	change := t.Via[0]
	if !change.AltFt.Met && !change.AGLFt.Met {
		change.AGLFt = number{t.Kind.mark, 0} // a strip
	}
	a := l.member(t, k, t.fill(k, []legTable{t.From, change}), 0, 2)
	pause := 10 * air.Minute
	if t.After.Is {
		pause = t.After.V
	}
	ready := a.Depart + flightTime(a) + pause
	b := l.member(t, k, t.fill(k, append([]legTable{change}, append(t.Via[1:len(t.Via):len(t.Via)], t.To)...)), 1, 2)
	b.Depart = ready
}

// flightTime returns how long a route takes at its speeds.
func flightTime(a *Aircraft) air.Time {
	var sum float64
	for i := 1; i < len(a.Route); i++ {
		if leg := &a.Route[i]; leg.Speed > 0 {
			sum += geo.Distance(a.Route[i-1].Pos, leg.Pos) / leg.Speed
		}
	}
	return air.Time(math.Ceil(sum)) * air.Second
}

// bombers makes a formation that flies to the last point and back to the first.
func (l *loader) bombers(t *threatTable, k *threatKind) {
	way := t.way(k)
	back := way[0]
	if back.Fix.Is {
		back.AltFt = number{t.Kind.mark, k.alt}
	}
	way = append(way, back)
	n := int(t.Count.or(int64(k.count)))
	spacing := t.SpacingNM.or(k.spacing)
	leader := t.Name.V + "-1"
	for i := range n {
		a := l.member(t, k, append([]legTable(nil), way...), i, n)
		if i == 0 {
			continue
		}
		a.shift(i, n, spacing*geo.NM)
		l.intents = append(l.intents, intent{
			who: len(l.s.Aircraft) - 1, at: a.Depart, p: &t.place, as: text{t.Kind.mark, "abeam"},
			other: text{t.Name.mark, leader}, value: number{t.Kind.mark, float64((i+1)/2) * spacing * float64(1-2*(i%2))},
		})
	}
}

// ghosts makes aircraft of which there is nothing but a broadcast.
func (l *loader) ghosts(t *threatTable, k *threatKind) {
	first := len(l.s.Aircraft)
	l.group(t, k)
	for i := first; i < len(l.s.Aircraft); i++ {
		a := &l.s.Aircraft[i]
		a.Phantom, a.ADSB, a.NIC, a.NACp = true, true, usualNIC, usualNACp
		a.Transponder.On = false
	}
}

// chaff makes one aircraft that drops clouds along its way, so far apart that
// they make a corridor.
func (l *loader) chaff(t *threatTable, k *threatKind) {
	a := l.member(t, k, t.way(k), 0, 1)
	speed := max(a.Type.Cruise, 1)
	if n := len(a.Route); n > 1 && a.Route[1].Speed > 0 {
		speed = a.Route[1].Speed
	}
	step := air.FromSeconds(math.Ceil(t.SpacingNM.or(k.spacing) * geo.NM / speed))
	start := t.After.V
	for i := range int(t.Count.or(int64(k.count))) {
		t.After = clock{mark: t.Kind.mark, V: start + air.Time(i)*step}
		l.deed(t, k, "chaff", 0)
	}
}
