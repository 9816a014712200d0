package scenario

import (
	"cmp"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// injectTable is one [[inject]].
type injectTable struct {
	place
	At          clock              `toml:"at" doc:"time at which it comes, hh:mm:ss"`
	AtUTC       moment             `toml:"at_utc" doc:"time at which it comes, UTC; instead of at"`
	Number      whole              `toml:"number" min:"1" max:"100000" def:"the place in the file" doc:"number on the board"`
	From        text               `toml:"from" form:"name" def:"EXCON" doc:"who plays it"`
	Title       text               `toml:"title" need:"yes" form:"line" doc:"what happens, in a line"`
	Expect      text               `toml:"expect" doc:"what the players should do"`
	Objective   text               `toml:"objective" form:"line" doc:"which objective of the exercise it serves"`
	Responsible text               `toml:"responsible" doc:"name of the center that should act"`
	Note        text               `toml:"note" doc:"for the evaluator"`
	After       whole              `toml:"after" min:"1" max:"100000" doc:"number of another inject: this one comes after it"`
	Unanswered  whole              `toml:"unanswered" min:"1" max:"100000" doc:"number of another inject: this one comes if what that one expects was not done in time"`
	Delay       clock              `toml:"delay" def:"00:00:00" doc:"time after the other inject or the condition, hh:mm:ss"`
	When        whenTable          `toml:"when" doc:"the condition on which it comes, not before at"`
	ByHand      toggle             `toml:"by_hand" def:"false" doc:"it comes only when the director sends it"`
	Answer      []answerTable      `toml:"answer" what:"answer" most:"20" doc:"what a center should do, and how soon"`
	NoPlay      noPlayTable        `toml:"no_play" doc:"a stop of play for something real: the clock stands and nothing is scored"`
	SensorOut   names              `toml:"sensor_out" doc:"names of radars that go out of service"`
	SensorBack  names              `toml:"sensor_back" doc:"names of radars that come back into service"`
	WinchDown   names              `toml:"winch_down" doc:"names of aerostats that are hauled down"`
	WinchUp     names              `toml:"winch_up" doc:"names of aerostats that are let up"`
	Degrade     []degradeTable     `toml:"degrade" what:"degrade" most:"1000" doc:"a radar whose primary gets weaker"`
	Shift       []shiftTable       `toml:"shift" what:"shift" most:"1000" doc:"a radar that measures with an offset"`
	Observe     []observeTable     `toml:"observe" what:"observe" most:"1000" doc:"what an observer sees and reports"`
	FeedCut     names              `toml:"feed_cut" doc:"names of feeds that break"`
	FeedBack    names              `toml:"feed_back" doc:"names of feeds that are mended"`
	Launch      names              `toml:"launch" doc:"names of aircraft on standby that start"`
	Transponder []transponderTable `toml:"transponder" what:"transponder" most:"1000" doc:"a transponder that is set"`
	Fly         []flyTable         `toml:"fly" what:"fly" most:"1000" doc:"an aircraft that gets new targets"`
	Behave      []doTable          `toml:"behave" what:"behaviour" most:"1000" doc:"an aircraft that begins to behave otherwise"`
	Do          names              `toml:"do" doc:"orders as they are typed, as \"EXLOBO dark\" or \"radar QNW out; feed SDN-USA cut\": the grammar of docs/orders.md"`
	Tell        []tellTable        `toml:"tell" what:"tell" most:"100" doc:"a message to centers"`
}

// degradeTable weakens a primary.
type degradeTable struct {
	place
	Radar text   `toml:"radar" need:"yes" doc:"name of the radar"`
	DB    number `toml:"db" need:"yes" min:"0" max:"60" doc:"by how much less signal, decibels; 0 mends it"`
}

// shiftTable offsets what a radar measures.
type shiftTable struct {
	place
	Radar  text   `toml:"radar" need:"yes" doc:"name of the radar"`
	RangeM number `toml:"range_m" min:"-100000" max:"100000" def:"0" doc:"added to its ranges, metres"`
	AzDeg  number `toml:"az_deg" min:"-180" max:"180" def:"0" doc:"added to its azimuths, degrees"`
}

// observeTable lets an observer report.
type observeTable struct {
	place
	Observer text   `toml:"observer" need:"yes" doc:"name of the observer: a radar of type Observer"`
	Lat      number `toml:"lat" need:"yes" min:"-90" max:"90" doc:"where the aircraft is, degrees north"`
	Lon      number `toml:"lon" need:"yes" min:"-180" max:"180" doc:"where the aircraft is, degrees east"`
	AltFt    number `toml:"alt_ft" min:"-1500" max:"130000" doc:"how high it seems, feet above sea level"`
}

// transponderTable sets a transponder.
type transponderTable struct {
	place
	Aircraft text   `toml:"aircraft" need:"yes" doc:"name of the aircraft"`
	On       toggle `toml:"on" def:"true" doc:"whether it answers"`
	Code     text   `toml:"code" form:"mode3a" def:"as it is" doc:"Mode 3/A code: 4 digits from 0 to 7"`
}

// flyTable flies an aircraft.
type flyTable struct {
	place
	Aircraft   text   `toml:"aircraft" need:"yes" doc:"name of the aircraft"`
	HeadingDeg number `toml:"heading_deg" min:"0" below:"360" doc:"heading, degrees from true north"`
	AltFt      number `toml:"alt_ft" min:"-1500" max:"130000" doc:"height above sea level, feet"`
	SpeedKt    number `toml:"speed_kt" above:"0" max:"3000" doc:"true airspeed, knots"`
	Resume     toggle `toml:"resume" def:"false" doc:"back to the route, at the next point"`
}

// noPlayTable stops play.
type noPlayTable struct {
	place
	For clock `toml:"for" def:"until the director lets it go on" doc:"real time after which play goes on, hh:mm:ss"`
	Why text  `toml:"why" need:"yes" form:"line" doc:"what really happened"`
}

// tellTable passes a message.
type tellTable struct {
	place
	To      names       `toml:"to" def:"all centers" doc:"names of the centers told"`
	Text    text        `toml:"text" need:"yes" form:"words" doc:"the message"`
	Release names       `toml:"release" choice:"USA CAN MEX" def:"the nations of the centers told" doc:"nations that may have the message"`
	Report  reportTable `toml:"report" doc:"what the message reports of an aircraft, so that the automatic staff can tie it to a track; default: nothing"`
}

// injectAll resolves the MSEL, sorted by time, then by number.
func (l *loader) injectAll() {
	numbers := index{what: "number"}
	launched := map[string]int{} // name to the byte of its first launch
	for i := range l.file.Inject {
		e := &l.file.Inject[i]
		number := int(e.Number.or(int64(i + 1)))
		l.enter(&numbers, &e.place, text{e.Number.orPlace(e.place.mark), fmt.Sprint(number)})
		trigger := l.trigger(e)
		if !e.At.Met && !e.AtUTC.Met && trigger == (Trigger{Delay: trigger.Delay}) {
			l.must(&e.place, mark{}, "at", "time at which it comes, hh:mm:ss, or at_utc, after, when or by_hand")
		}
		l.refer(&e.place, &l.centers, e.Responsible)
		l.launches(e, launched)
		l.s.Injects = append(l.s.Injects, Inject{
			Number:   number,
			At:       l.when(&e.place, e.At, "at", e.AtUTC, "at_utc"),
			From:     e.From.or("EXCON"),
			Title:    e.Title.V,
			Expected: e.Expect.V,
			Bodies:   l.bodies(e),
			Trigger:  trigger,

			Objective: e.Objective.V, Responsible: e.Responsible.V, Note: e.Note.V,
		})
		for j := range e.Answer {
			in := &l.s.Injects[i]
			in.Expects = append(in.Expects, l.expect(&e.Answer[j]))
		}
	}
	l.waits()
	l.estimate()
	slices.SortStableFunc(l.s.Injects, func(a, b Inject) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Number, b.Number))
	})
}

// launches looks whether those launched wait for it, each launched once.
func (l *loader) launches(e *injectTable, launched map[string]int) {
	for _, name := range e.Launch.Items {
		i, ok := l.aircraft.at[name.V]
		if !ok {
			continue
		}
		if !l.s.Aircraft[i].Standby {
			l.bad(Contradiction, &e.place, name.mark, "launch of an aircraft that is not on standby").want("standby = true in its table")
		}
		if first, again := launched[name.V]; again {
			line, _ := l.position(first)
			l.bad(Contradiction, &e.place, name.mark, fmt.Sprintf("it is launched already, in line %d", line))
		} else {
			launched[name.V] = name.from
		}
	}
}

// bodies returns the orders of an inject, kind by kind in the order in which
// they act: sensors, feeds, aircraft, words.
func (l *loader) bodies(e *injectTable) (bodies []air.Body) {
	each := func(ix *index, names *names, body func(name string) air.Body) {
		for _, name := range names.Items {
			l.refer(&e.place, ix, name)
			bodies = append(bodies, body(name.V))
		}
	}
	each(&l.radars, &e.SensorOut, func(name string) air.Body { return air.SensorOut{Sensor: name} })
	each(&l.radars, &e.SensorBack, func(name string) air.Body { return air.SensorBack{Sensor: name} })
	bodies = append(bodies, l.sensors(e)...)
	each(&l.feeds, &e.FeedCut, func(name string) air.Body { return air.FeedCut{Feed: name} })
	each(&l.feeds, &e.FeedBack, func(name string) air.Body { return air.FeedBack{Feed: name} })
	each(&l.aircraft, &e.Launch, func(name string) air.Body { return air.Launch{Aircraft: name} })
	for i := range e.Transponder {
		bodies = append(bodies, l.setTransponder(&e.Transponder[i]))
	}
	for i := range e.Fly {
		bodies = append(bodies, l.fly(&e.Fly[i]))
	}
	for i := range e.Behave {
		bodies = append(bodies, l.do(&e.Behave[i]))
	}
	bodies = append(bodies, l.orders(e)...)
	if n := &e.NoPlay; n.Met {
		bodies = append(bodies, air.NoPlay{On: true, For: n.For.V, Why: n.Why.V})
	}
	for i := range e.Tell {
		bodies = append(bodies, l.tell(&e.Tell[i], e.From.or("EXCON")))
	}
	return bodies
}

// sensors returns the orders of an inject that change how sensors do.
func (l *loader) sensors(e *injectTable) (bodies []air.Body) {
	for i, list := range []*names{&e.WinchDown, &e.WinchUp} {
		for _, name := range list.Items {
			l.can(&e.place, name, "is no aerostat", func(t *atlas.RadarType) bool { return t.Platform > 0 })
			bodies = append(bodies, air.Winch{Sensor: name.V, Down: i == 0})
		}
	}
	for i := range e.Degrade {
		d := &e.Degrade[i]
		l.can(&d.place, d.Radar, "has no primary", func(t *atlas.RadarType) bool { return t.PSR })
		bodies = append(bodies, air.Degrade{Sensor: d.Radar.V, DB: d.DB.V})
	}
	for i := range e.Shift {
		d := &e.Shift[i]
		l.can(&d.place, d.Radar, "measures no range", func(t *atlas.RadarType) bool { return t.PSR || t.SSR })
		bodies = append(bodies, air.Shift{Sensor: d.Radar.V, Range: d.RangeM.V, Az: d.AzDeg.V * geo.Degree})
	}
	for i := range e.Observe {
		d := &e.Observe[i]
		l.can(&d.place, d.Observer, "is no observer", func(t *atlas.RadarType) bool { return t.Observer })
		bodies = append(bodies, air.Observe{
			Sensor: d.Observer.V, Lat: d.Lat.V * geo.Degree, Lon: d.Lon.V * geo.Degree, AltFt: d.AltFt.V, HasAlt: d.AltFt.Is,
		})
	}
	return bodies
}

// can looks whether a radar of a name is one that can do what it is told.
func (l *loader) can(p *place, name text, not string, can func(*atlas.RadarType) bool) {
	if i, ok := l.refer(p, &l.radars, name); ok && l.s.Radars[i].Type.Name != "" && !can(&l.s.Radars[i].Type) {
		l.bad(Contradiction, p, name.mark, fmt.Sprintf("radar of type %q %s", l.s.Radars[i].Type.Name, not))
	}
}

func (l *loader) setTransponder(e *transponderTable) air.Body {
	l.refer(&e.place, &l.aircraft, e.Aircraft)
	code, _ := air.ParseMode3A(e.Code.V)
	return air.Transponder{Aircraft: e.Aircraft.V, On: e.On.or(true), HasCode: e.Code.Is, Code: code}
}

func (l *loader) fly(e *flyTable) air.Body {
	if i, ok := l.refer(&e.place, &l.aircraft, e.Aircraft); ok && l.s.Aircraft[i].Type.Code != "" {
		l.canFly(&e.place, &l.s.Aircraft[i].Type, e.AltFt, "alt_ft", e.SpeedKt)
	}
	if e.Resume.Is && e.Resume.V {
		l.not(&e.place, e.Resume.mark, "resume", e.HeadingDeg.mark, "heading_deg")
	} else if !e.HeadingDeg.Met && !e.AltFt.Met && !e.SpeedKt.Met {
		l.must(&e.place, mark{}, "heading_deg", "something to fly: heading_deg, alt_ft, speed_kt or resume")
	}
	return air.Fly{
		Aircraft:   e.Aircraft.V,
		HeadingDeg: e.HeadingDeg.pointer(),
		AltFt:      e.AltFt.pointer(),
		SpeedKt:    e.SpeedKt.pointer(),
		Resume:     e.Resume.V,
	}
}

// tell returns a message. Without a release of its own, those who are told may
// have it.
func (l *loader) tell(e *tellTable, from string) air.Body {
	t := air.Tell{From: from, Text: e.Text.V, Says: l.reported(&e.Report)}
	for _, name := range e.To.Items {
		if i, ok := l.refer(&e.place, &l.centers, name); ok {
			t.To = append(t.To, name.V)
			t.Release |= l.s.Centers[i].Audience
		}
	}
	if e.Release.Is {
		t.Release = releaseOf(&e.Release)
	} else if len(e.To.Items) == 0 {
		for _, c := range l.s.Centers {
			t.Release |= c.Audience
		}
	}
	return t
}
