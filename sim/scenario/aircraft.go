package scenario

import (
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// aircraftTable is one [[aircraft]].
type aircraftTable struct {
	place
	Name        text          `toml:"name" need:"yes" form:"name" doc:"name of the aircraft; an exercise name, never a real call sign"`
	Callsign    text          `toml:"callsign" form:"callsign" def:"from the name" doc:"call sign: 1 to 8 capital letters and digits"`
	Type        text          `toml:"type" need:"yes" doc:"type of aircraft: a code of the atlas, as B350"`
	Nation      text          `toml:"nation" need:"yes" choice:"USA CAN MEX" doc:"nation of registry"`
	Operator    text          `toml:"operator" choice:"USA CAN MEX" def:"the nation of registry" doc:"nation whose people fly it, for what is asked and answered about an over-flight"`
	Crew        names         `toml:"crew" choice:"USA CAN MEX" def:"none" doc:"other nations of which an officer is aboard"`
	Role        text          `toml:"role" choice:"toi role_player interceptor aew background" def:"role_player" doc:"why it is in the exercise"`
	Depart      clock         `toml:"depart" def:"00:00:00" doc:"time at which it starts, hh:mm:ss"`
	DepartUTC   moment        `toml:"depart_utc" doc:"time at which it starts, UTC"`
	Standby     toggle        `toml:"standby" def:"false" doc:"waits for an inject or the director to launch it"`
	Mode3A      text          `toml:"mode3a" form:"mode3a" def:"from the name" doc:"Mode 3/A code at the start: 4 digits from 0 to 7"`
	Transponder text          `toml:"transponder" choice:"mode_s mode_c mode_a off" def:"by the type" doc:"how the transponder is set at the start"`
	Address     text          `toml:"address" form:"address" def:"from the name, in the nation's block" doc:"24-bit address: 6 hexadecimal digits"`
	ADSB        toggle        `toml:"adsb" def:"by the type" doc:"whether it broadcasts its position"`
	Base        text          `toml:"base" def:"the nearest airport that suits it" doc:"airport to which it returns when fuel runs low, ICAO"`
	FuelH       number        `toml:"fuel_h" above:"0" max:"1000" def:"the type's endurance" doc:"fuel aboard at the start, as hours aloft at cruise"`
	Jammer      jammerTable   `toml:"jammer" doc:"a transmitter of noise; it sends when the aircraft is told to jam"`
	Behave      []behaveTable `toml:"behave" what:"behaviour" most:"1000" doc:"what it does by itself, and when"`
	Orbit       orbitTable    `toml:"orbit" doc:"a pattern that it flies at the end of its route, until told otherwise"`
	Plan        planTable     `toml:"plan" doc:"the flight plan as filed; default: none"`
	RepeatFrom  whole         `toml:"repeat_from" min:"0" max:"10000" def:"0" doc:"number of the leg from which the route is flown round and round; 0: once"`
	Route       []legTable    `toml:"route" need:"yes" what:"leg" most:"2000" doc:"points of the route; the first is where it starts; between two airports alone it climbs to the type's usual level, or as high as the way allows"`
}

func (l *loader) aircraftAll() {
	l.callsigns.what, l.addresses.what = "call sign", "address"
	for i := range l.file.Aircraft {
		l.admit(&l.file.Aircraft[i])
	}
	for i := range l.file.Threat {
		l.threat(&l.file.Threat[i])
	}
	l.behaveAll()
}

// admit resolves one aircraft and takes it in; what it returns is good until the
// next.
func (l *loader) admit(e *aircraftTable) *Aircraft {
	l.enter(&l.aircraft, &e.place, e.Name)
	a := l.oneAircraft(e)
	if e.Callsign.Is || a.Callsign != "" {
		l.enter(&l.callsigns, &e.place, e.Callsign.orNamed(a.Callsign, e.Name))
	} else if e.Name.Is && !e.Callsign.Met {
		l.must(&e.place, mark{}, "callsign", "call sign, as the name has no letter or digit for one")
	}
	if a.Transponder.Address != 0 {
		l.enter(&l.addresses, &e.place, e.Address.orNamed(a.Transponder.Address.String(), e.Name))
	}
	l.s.Aircraft = append(l.s.Aircraft, a)
	for i := range e.Behave {
		l.plansToBehave(&e.Behave[i])
	}
	return &l.s.Aircraft[len(l.s.Aircraft)-1]
}

// oneAircraft resolves one aircraft. That nobody launches one on standby is no
// fault: the director may, by hand.
func (l *loader) oneAircraft(e *aircraftTable) Aircraft {
	a := Aircraft{
		Name:     e.Name.V,
		Callsign: e.Callsign.or(callsignOf(strings.ToUpper(e.Name.V))),
		Nation:   nationOf(e.Nation, air.NoNation),
		Role:     roleOf(e.Role),
		Standby:  e.Standby.V,
		Depart:   l.when(&e.place, e.Depart, "depart", e.DepartUTC, "depart_utc"),
		Repeat:   int(e.RepeatFrom.V) - 1,
	}
	a.Operator, a.Crew = nationOf(e.Operator, a.Nation), releaseOf(&e.Crew)
	known := false
	if e.Type.Is {
		if a.Type, known = atlas.FindAircraftType(e.Type.V); !known {
			l.bad(MissingReference, &e.place, e.Type.mark, "the atlas has no such type of aircraft").slip(e.Type.V, atlas.AircraftTypeCodes)
		}
	}
	if known {
		a.Transponder = transponderOf(e, &a)
		a.ADSB = e.ADSB.or(a.Type.ADSB && a.Transponder.On)
	}
	if a.ADSB {
		a.NIC, a.NACp = usualNIC, usualNACp
	}
	l.airport(&e.place, e.Base)
	a.Base, a.Fuel = e.Base.V, air.FromSeconds(e.FuelH.V*3600)
	a.Jammer = e.Jammer.jammer()
	if known {
		e.cruise(&a.Type)
	}
	a.Route = l.route(e, &a.Type, known)
	a.Plan = l.plan(e, &a)
	if e.Orbit.Met && known {
		l.orbit(e, &a)
	}
	if e.RepeatFrom.V >= int64(len(e.Route)) && e.RepeatFrom.Is && e.RepeatFrom.V > 0 && len(e.Route) > 0 {
		l.bad(OutOfRange, &e.place, e.RepeatFrom.mark, "repeat_from is out of range").
			want("a leg before the last, %d", len(e.Route))
	}
	if known {
		l.flyable(e, &a)
	}
	return a
}

// What broadcasts usually say of themselves: within 0.1 NM for sure, and 30 m
// with 95 % (DO-260B; 14 CFR 91.227 asks for 7 and 8).
const (
	usualNIC  = 8
	usualNACp = 9
)

// jammerTable is the jammer of an aircraft.
type jammerTable struct {
	place
	ERPW         number `toml:"erp_w" need:"yes" above:"0" max:"1e7" doc:"effective radiated power over the whole band, watts"`
	FrequencyMHz number `toml:"frequency_mhz" need:"yes" min:"100" max:"20000" doc:"middle of the band, megahertz"`
	BandwidthMHz number `toml:"bandwidth_mhz" min:"0.1" max:"5000" def:"100" doc:"width of the band, megahertz"`
}

func (e *jammerTable) jammer() truth.Jammer {
	if !e.Met {
		return truth.Jammer{}
	}
	return truth.Jammer{ERP: e.ERPW.V, Frequency: e.FrequencyMHz.V * 1e6, Bandwidth: e.BandwidthMHz.or(100) * 1e6}
}

var roles = []truth.Role{truth.Background, truth.RolePlayer, truth.TOI, truth.Interceptor, truth.AEW}

func roleOf(t text) truth.Role {
	for _, r := range roles {
		if t.V == r.String() {
			return r
		}
	}
	return truth.RolePlayer
}

func transponderOf(e *aircraftTable, a *Aircraft) Transponder {
	set := e.Transponder.or(usualTransponder(&a.Type))
	return Transponder{
		On:      set != "off",
		ModeC:   set == "mode_c" || set == "mode_s",
		ModeS:   set == "mode_s",
		Code:    codeOf(e.Mode3A, a.Name),
		Address: addressOf(e.Address, a),
	}
}

// carried says what transponders types of aircraft carry, after the column
// "transponder" of the list of types: by code where a type differs from its
// category, else by how the category begins; all others carry Mode S.
var carried = []struct{ code, category, set string }{
	{code: "F5", set: "mode_c"}, {code: "E2C", set: "mode_c"}, {code: "TEX2", set: "mode_s"}, {code: "UAVH", set: "mode_s"},
	{category: "low-slow", set: "off"}, {category: "UAS", set: "off"}, {category: "threat", set: "off"}, {category: "bomber", set: "off"},
	{category: "balloon", set: "off"}, {category: atlas.Vessel, set: "off"}, {category: "clutter", set: "off"}, {category: "smuggling", set: "off"},
	{category: "GA turboprop", set: "mode_s"}, {category: "GA ", set: "mode_c"},
	{category: "trainer", set: "mode_c"}, {category: "armed trainer", set: "mode_c"}, {category: "helicopter", set: "mode_c"},
}

func usualTransponder(t *atlas.AircraftType) string {
	for _, c := range carried {
		if c.code == t.Code || c.code == "" && strings.HasPrefix(t.Category, c.category) {
			return c.set
		}
	}
	return "mode_s"
}

// codeOf returns the code given, else a discrete one made of the name. The
// ranges that mean something, and the military's 4000s, are left out.
func codeOf(given text, name string) air.Mode3A {
	if given.Is {
		code, _ := air.ParseMode3A(given.V)
		return code
	}
	for k := num.Key(name); ; k = num.Mix(k) {
		code := air.Mode3A(k & 0o7777)
		if block := code >> 9; code.Discrete() && block != 0 && block != 4 && block != 7 {
			return code
		}
	}
}

// blocks are the addresses allotted to the nations (ICAO Annex 10, volume III,
// chapter 9, table 9-1; of that of the United States the part that follows the
// N-numbers).
var blocks = []struct {
	nation      air.Nation
	first, last air.Address
}{
	{air.USA, 0xA00001, 0xADF7C7},
	{air.CAN, 0xC00000, 0xC3FFFF},
	{air.MEX, 0x0D0000, 0x0D7FFF},
}

// addressOf returns the address given, else one of the nation's block made of
// the name.
func addressOf(given text, a *Aircraft) air.Address {
	if given.Is {
		return parseAddress(given.V)
	}
	for _, b := range blocks {
		if b.nation == a.Nation {
			return b.first + air.Address(num.Key(a.Name)%uint64(b.last-b.first+1))
		}
	}
	return 0
}
