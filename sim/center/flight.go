package center

import (
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

var (
	forScramble = num.For("center/reaction of an alert flight")
	forService  = num.For("center/serviceable on alert")
)

// sortie is a flight of interceptors as the center that controls it knows it: by
// its own picture and by what its pilots say.
type sortie struct {
	air.Flight
	Due    air.Time   // of take-off
	Up     bool       // it was told to take off
	Formed bool       // the others were told to keep by the leader
	Landed int        // of the members
	Turn   air.Time   // of the next words to the leader
	Place  spot       // the leader, as it said or as the picture has it
	Spoke  spot       // the leader, as it said
	Heard  air.Time   // the leader, last
	Target spot       // the track, as it was last in the picture
	Gone   air.Time   // since when the track is not in the picture; air.Never
	Over   air.Nation // whose airspace it was last found in, without leave
	OverAt air.Time   // since when, until it is called a breach; air.Never: it was
	Case   string
	Seen   string   // what the pilots saw
	Person bool     // a person has the flight in hand: the staff is silent
	Wanted bool     // its track has been a declared one of interest
	Cannot bool     // it was said that it cannot meet the track
	Flown  int      // times that it was up: draws belong to them
	Back   air.Time // when it is on alert again; 0: not before somebody says so
	Plan   intent

	alert *scenario.Alert
	all   []mate // serviceable or not
	crew  []mate // as Members
}

// mate is one aircraft of a flight, as its own side knows it.
type mate struct {
	name    string
	call    air.Callsign
	nation  air.Nation
	code    air.Mode3A
	address air.Address
	cruise  float64 // m/s, true airspeed
	max     float64 // m/s
	min     float64 // m/s
	ceiling float64 // m
	bank    float64 // rad, at most
}

// spot is where something was at a time, and how it moved.
type spot struct {
	At     air.Time
	Pos    geo.LatLon
	Height float64 // m; with Known
	Known  bool
	Course float64 // rad from true north
	Speed  float64 // m/s, over the ground
}

// spotOf returns where a track is.
func spotOf(t *air.Track, at air.Time) spot {
	g := t.Pos.Geodetic()
	frame := geo.NewFrame(g)
	v := frame.Turn(t.Vel)
	return spot{
		At: at, Pos: g.LatLon, Height: g.Height, Known: t.Has&air.HasLevel != 0 || t.SigmaUp < knownUp,
		Course: math.Atan2(v.X, v.Y), Speed: math.Sqrt(float64(v.X*v.X) + float64(v.Y*v.Y)),
	}
}

const knownUp = 1000.0 // m, standard deviation above which a height is none (assumed)

// on returns where it is at a time, if it goes on as it does.
func (s *spot) on(at air.Time) geo.LatLon {
	p, _ := geo.Direct(s.Pos, s.Course, s.Speed*(at-s.At).Seconds())
	return p
}

// newSorties lists the flights on alert that a center controls, by name, each with
// the aircraft that are serviceable.
func (c *Center) newSorties(sc *scenario.Scenario) {
	for i := range sc.Alerts {
		a := &sc.Alerts[i]
		if air.CenterID(a.Center) != c.id {
			continue
		}
		s := sortie{Flight: air.Flight{Name: a.Flight, Base: a.Base, State: "ready"}, Gone: air.Never, alert: a}
		for _, m := range a.Members {
			p := &sc.Aircraft[m]
			s.all = append(s.all, mate{
				name: p.Name, call: air.NewCallsign(p.Callsign), nation: p.Nation, code: p.Transponder.Code, address: p.Transponder.Address,
				cruise: p.Type.Cruise, max: max(p.Type.Max, p.Type.Cruise), min: p.Type.Min, ceiling: p.Type.Ceiling, bank: p.Type.MaxBank,
			})
		}
		c.muster(&s)
		c.sorties = append(c.sorties, s)
	}
	slices.SortStableFunc(c.sorties, func(a, b sortie) int { return compareNames(a.Name, b.Name) })
}

// muster draws which aircraft of a flight are serviceable, each time that it goes on
// alert.
func (c *Center) muster(s *sortie) {
	s.Members, s.crew = nil, nil
	for _, m := range s.all {
		d := num.At(c.seed, forService, num.Key(s.Name), num.Key(m.name), uint64(s.Flown))
		if d.Uniform() < s.alert.Serviceable {
			s.Members, s.crew = append(s.Members, m.name), append(s.crew, m)
		}
	}
}

// turnAround plans when a flight that is down is on alert again: where it has landed at
// its base, or had no serviceable aircraft there.
func (s *sortie) turnAround(at air.Time) {
	if s.Spoke.At == 0 || geo.Distance(s.Spoke.Pos, s.alert.Pos) < wingNear {
		s.Back = at + s.alert.Turn
	}
}

// onAlert puts a flight on alert again.
func (c *Center) onAlert(s *sortie, now air.Time) {
	fresh := sortie{Flight: air.Flight{Name: s.Name, Base: s.Base}, Gone: air.Never, Flown: s.Flown + 1, alert: s.alert, all: s.all}
	*s = fresh
	c.muster(s)
	c.enterFlight(now, s, "ready", fmt.Sprintf("%d of %d serviceable", len(s.Members), len(s.all)))
}

func compareNames(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// doFlight moves a flight by an act of the center's people.
func (c *Center) doFlight(at air.Time, a *air.Act) bool {
	s := c.sortieFor(a)
	if s == nil || a.Track != 0 && c.picture.Find(a.Track) == nil {
		return false
	}
	byStaff := a.By == robot
	ok := false
	switch a.Do {
	case "scramble":
		ok = c.scramble(at, s, a)
	case "vector":
		ok = c.setOn(at, s, a, "closing")
	case "shadow", "escort":
		ok = c.setOn(at, s, a, a.Do)
	case "break_off":
		if ok = s.aloft(); ok {
			c.logFlight(at, s, a.By, a.Do, a.Text)
			c.enterFlight(at, s, "broken_off", a.Text)
		}
	case "recover":
		if ok = s.aloft(); ok {
			c.logFlight(at, s, a.By, a.Do, "")
			c.enterFlight(at, s, "home", "")
		}
	}
	if ok && a.Do != "scramble" {
		s.Person = !byStaff
	}
	return ok
}

// sortieFor returns the flight that an act is about: by its name, or for a scramble
// a ready one of the base named. nil: there is none.
func (c *Center) sortieFor(a *air.Act) *sortie {
	for i := range c.sorties {
		s := &c.sorties[i]
		if s.Name == a.To && (a.Do != "scramble" || s.State == "ready") {
			return s
		}
	}
	for i := range c.sorties {
		if s := &c.sorties[i]; a.Do == "scramble" && s.Base == a.To && s.State == "ready" {
			return s
		}
	}
	return nil
}

// aloft reports whether a flight is in the air and not on its way home.
func (s *sortie) aloft() bool {
	return slices.Contains([]string{"airborne", "closing", "visual", "shadow", "escort", "broken_off"}, s.State)
}

// scramble orders a flight up. How long it takes is drawn evenly between the
// soonest and the latest.
func (c *Center) scramble(at air.Time, s *sortie, a *air.Act) bool {
	s.On, s.Gone = a.Track, air.Never
	c.trackOf(s)
	if len(s.Members) == 0 {
		c.alert(at, a.Track, "%s: none serviceable", s.Name)
		c.logFlight(at, s, a.By, "cannot", "none serviceable")
		c.enterFlight(at, s, "down", "none serviceable")
		s.turnAround(at)
		return true
	}
	d := num.At(c.seed, forScramble, num.Key(c.name), num.Key(s.Name), uint64(at/air.Second))
	s.Due = at + s.alert.Soonest + air.Time(float64(s.alert.Latest-s.alert.Soonest)*d.Uniform())
	c.logFlight(at, s, a.By, "scramble", "from "+s.Base)
	c.enterFlight(at, s, "ordered", "")
	return true
}

// setOn puts a flight in the air on a track.
func (c *Center) setOn(at air.Time, s *sortie, a *air.Act, state string) bool {
	if !s.aloft() {
		return false
	}
	s.On, s.Gone, s.Turn, s.Plan, s.Wanted = a.Track, air.Never, at, intent{}, false
	c.trackOf(s)
	c.logFlight(at, s, a.By, a.Do, "")
	if s.State != state {
		c.enterFlight(at, s, state, "")
	}
	return true
}

// enterFlight begins a state of a flight, and writes it down unless the act that
// brought it has the same word.
func (c *Center) enterFlight(at air.Time, s *sortie, state, why string) {
	s.State, s.Since, s.Turn, s.Plan = state, at, at, intent{}
	if state != "shadow" && state != "escort" {
		c.logFlight(at, s, s.Name, state, why)
	}
}

// logFlight writes a line about a flight and the track it is on. What the flight
// itself says is nobody's in a seat.
func (c *Center) logFlight(at air.Time, s *sortie, who, did, why string) {
	text := s.Name
	if why != "" {
		text += ": " + why
	}
	if who == "" {
		who = "seat"
	}
	c.log(at, air.LogLine{Who: who, Did: did, Track: s.On, Case: s.Case, Text: text, Robot: who == robot || who == s.Name})
}

// runFlights lets time pass for the flights: tracks are followed, lines watched.
func (c *Center) runFlights(now air.Time) {
	if len(c.sorties) == 0 {
		return
	}
	for _, e := range c.Events() {
		if e.Kind == air.TrackMerged {
			c.mergeFlights(e.Number, e.Other)
		}
	}
	for i := range c.sorties {
		s := &c.sorties[i]
		if s.State == "down" && s.Back != 0 && now >= s.Back {
			c.onAlert(s, now)
		}
		if s.State == "ready" || s.State == "down" {
			continue
		}
		c.trackOf(s)
		c.finds(s)
		c.watchBorder(s, now)
		if s.Heard != 0 && now-s.Heard > silentPilot {
			c.alert(now, s.Track, "%s: no word from the leader since %v", s.Name, s.Heard)
			c.logFlight(now, s, robot, "lost", "no word from the leader")
			c.enterFlight(now, s, "down", "lost")
			c.tellWings(now, s, "down")
		}
	}
	c.showFlights()
}

// silentPilot is how long a leader may say nothing before the flight is given up
// for lost: five reports (assumed).
const silentPilot = air.Minute

func (c *Center) mergeFlights(from, into uint32) {
	for i := range c.sorties {
		if c.sorties[i].On == from {
			c.sorties[i].On = into
		}
	}
}

// trackOf notes where the track that a flight is on is now.
func (c *Center) trackOf(s *sortie) {
	s.Case = ""
	for i := range c.desk.Cases {
		if k := &c.desk.Cases[i]; k.Track == s.On && s.On != 0 && k.State != "closed" {
			s.Case = k.Name
		}
	}
	t := c.picture.Find(s.On)
	if t == nil {
		s.Gone = min(s.Gone, c.picture.At)
		return
	}
	s.Target, s.Gone = spotOf(t, c.picture.At), air.Never
}

// finds looks for the flight's own track, by what its leader's transponder answers.
func (c *Center) finds(s *sortie) {
	s.Track = 0
	if s.State == "ordered" || len(s.crew) == 0 {
		return
	}
	lead := &s.crew[0]
	for i := range c.picture.Tracks {
		t := &c.picture.Tracks[i]
		byAddress := t.Has&air.HasAddress != 0 && lead.address != 0 && t.Address == lead.address
		byCode := t.Has&air.HasAddress == 0 && t.Has&air.HasCode != 0 && lead.code.Discrete() && t.Code == lead.code
		if byAddress || byCode {
			s.Track = t.Number
			if t.Status == air.Confirmed {
				s.Place = spotOf(t, c.picture.At)
			}
			return
		}
	}
}

// showFlights puts the flights on the desk.
func (c *Center) showFlights() {
	c.desk.Flights = c.desk.Flights[:0]
	for i := range c.sorties {
		c.desk.Flights = append(c.desk.Flights, c.sorties[i].Flight)
	}
}

// hearPilot takes in what a pilot of the center's own says.
func (c *Center) hearPilot(at air.Time, b *air.Call) bool {
	for i := range c.sorties {
		s := &c.sorties[i]
		for k := range s.crew {
			if s.crew[k].name == b.Aircraft {
				c.hearMate(at, s, k == 0, b)
				return true
			}
		}
	}
	return false
}

func (c *Center) hearMate(at air.Time, s *sortie, lead bool, b *air.Call) {
	if b.Says == "landed" {
		if lead { // who is on the ground says no more
			s.Heard, s.Spoke.Speed = 0, 0
		}
		if s.Landed++; s.Landed == len(s.Members) {
			c.enterFlight(at, s, "down", "landed")
			s.turnAround(at)
			c.tellWings(at, s, "down")
			s.Heard = 0
		}
		return
	}
	if !lead {
		return
	}
	s.Fuel, s.Heard = b.Fuel, at
	s.Place = spot{
		At: at, Pos: geo.LatLon{Lat: b.Lat, Lon: b.Lon}, Height: b.AltFt * geo.Foot, Known: true,
		Course: float64(b.Course) * geo.Degree, Speed: float64(b.SpeedKt) * geo.Knot,
	}
	s.Spoke = s.Place
	switch b.Says {
	case "airborne":
		c.enterFlight(at, s, "airborne", "")
		c.tellWings(at, s, "airborne")
	case "visual":
		s.Seen = b.Type + " " + b.Marks
		c.radioed(at, s, "visual on track %d: %s", s.On, s.Seen)
		c.identified(s.On, c.sight(s.On, b.Type, s.Seen))
		if s.State == "closing" || s.State == "airborne" {
			c.enterFlight(at, s, "visual", s.Seen)
		} else if s.State == "shadow" || s.State == "escort" {
			c.logFlight(at, s, s.Name, "visual", s.Seen)
		}
	case "no_joy":
		c.radioed(at, s, "nothing there where track %d is told", s.On)
		c.logFlight(at, s, s.Name, "no_joy", "")
	case "lost_visual":
		c.radioed(at, s, "lost sight of track %d", s.On)
		c.logFlight(at, s, s.Name, "lost_visual", "")
		if s.State == "visual" || s.State == "shadow" || s.State == "escort" {
			c.enterFlight(at, s, "closing", "lost sight")
		}
	case "bingo":
		c.radioed(at, s, "fuel for the way home only")
		c.enterFlight(at, s, "home", "bingo")
	}
}

// radioed keeps what a pilot said among the messages, and alerts.
func (c *Center) radioed(at air.Time, s *sortie, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	c.said = append(c.said, air.Message{At: at, From: s.Name, To: c.name, Text: text, Release: c.audience, Voice: !s.alert.Data})
	c.alert(at, s.On, "%s: %s", s.Name, text)
}

// mover is a flight as the rules on borders see it.
func (s *sortie) mover() accord.Mover {
	m := accord.Mover{Actor: scenario.Interceptor, Armed: s.alert.Armed, Purpose: scenario.Pursuit}
	if len(s.crew) > 0 {
		m.Nation = s.crew[0].nation
	}
	switch s.State {
	case "escort":
		m.Purpose = scenario.Escort
	case "shadow":
		m.Purpose = scenario.Monitor
	}
	return m
}

// appendFlights adds flights, requests and zones to a checkpoint.
func (c *Center) appendFlights(b []byte) []byte {
	return appendJSON(appendJSON(appendJSON(appendJSON(b, c.sorties), c.replies), c.inside), c.wings)
}

func (c *Center) loadFlights(r *air.StateReader) {
	var sorties []sortie
	loadJSON(r, "flights", &sorties)
	c.replies, c.inside, c.wings = nil, nil, nil
	loadJSON(r, "requests", &c.replies)
	loadJSON(r, "zones", &c.inside)
	loadJSON(r, "wings", &c.wings)
	if r.Err() == nil && len(sorties) != len(c.sorties) {
		r.Fail(fmt.Errorf("center %s: want the state of %d flights, got %d", c.name, len(c.sorties), len(sorties)))
	}
	if r.Err() != nil {
		return
	}
	for i := range sorties {
		s := &sorties[i]
		s.alert, s.all, s.crew = c.sorties[i].alert, c.sorties[i].all, nil
		for _, m := range s.all {
			if slices.Contains(s.Members, m.name) {
				s.crew = append(s.crew, m)
			}
		}
	}
	c.sorties = sorties
}
