package siap

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// story is what people did, and when, with each track of interest.
type story struct {
	theater   *air.Theater
	roster    truth.Roster
	overflown func(geo.LatLon) air.Nation
	sky       *truth.Snapshot // of the present beat
	tois      []toi
	index     []int // by aircraft: in tois, or -1
	owners    truth.Owners
	sensors   [][]bool // by center, by sensor: it is the center's
	heard     []uint32 // by center: the last line of its log
	faults    []Fault
	acts      []Count // by center
}

// toi is one track of interest.
type toi struct {
	id      truth.AircraftID
	over    air.Nation
	aloft   bool
	crossed air.Time // into another nation's airspace for the first time; Never: not
	into    air.Nation
	seen    air.Time // any sensor's last plot; Never: none yet
	dark    air.Time // the longest time without one since the first, up to the crossing
	places  []place  // by center
}

// place is what one center did with one track of interest.
type place struct {
	number uint32 // the track that had its last plot
	at     [steps]air.Time
	robot  [steps]bool
	gap    air.Time
	apart  air.Metre
	handed bool
}

// Step is a thing that a center does with a track of interest.
type Step uint8

// The steps, in the order in which they should come.
const (
	Plot Step = iota
	Track
	Correct
	Declared
	Warned
	Contact
	Offered
	Accepted
	HandedOver
	Scrambled
	Airborne
	Visual
	Closed
	steps
)

// stepWords are the names of the steps; those that a log tells are its words.
var stepWords = [steps]string{"plot", "track", "correct", "declare", "warn", "contact", "offer", "accept", "handed_over", "scramble", "airborne", "visual", "close"}

// String names the step.
func (s Step) String() string { return stepWords[s] }

func newStory(th *air.Theater, roster truth.Roster, overflown func(geo.LatLon) air.Nation) story {
	s := story{theater: th, roster: roster, overflown: overflown, heard: make([]uint32, len(th.Centers)), acts: make([]Count, len(th.Centers))}
	for c := range th.Centers {
		ours := make([]bool, len(th.Sensors))
		for _, id := range th.Centers[c].Sensors {
			ours[id] = true
		}
		s.sensors = append(s.sensors, ours)
		s.acts[c].Center = th.Centers[c].Name
	}
	for id := range roster {
		s.index = append(s.index, -1)
		if roster[id].Role == truth.TOI {
			s.index[id] = len(s.tois)
			s.tois = append(s.tois, newTOI(truth.AircraftID(id), len(th.Centers)))
		}
	}
	return s
}

func newTOI(id truth.AircraftID, centers int) toi {
	t := toi{id: id, crossed: air.Never, seen: air.Never, places: make([]place, centers)}
	for c := range t.places {
		for k := range t.places[c].at {
			t.places[c].at[k] = air.Never
		}
	}
	return t
}

// note notes when a step was first taken.
func (p *place) note(s Step, at air.Time, robot bool) {
	if p.at[s] == air.Never {
		p.at[s], p.robot[s] = at, robot
	}
}

func (s *story) beat(b *truth.Beat) {
	s.sky = b.Truth
	for _, o := range b.Orders {
		if m, ok := o.Body.(air.Bookmark); ok {
			s.faults = append(s.faults, Fault{At: o.At, Center: "referee", What: m.What, Why: m.Text, Robot: true})
		}
	}
	s.looks(b)
	s.cross(b)
	for c := range b.Fates {
		s.fates(c, b.At, b.Fates[c])
	}
	for c, v := range b.Views {
		if v != nil {
			s.view(c, v)
		}
	}
}

// looks notes first plots, and how long nobody saw a track of interest.
func (s *story) looks(b *truth.Beat) {
	s.owners.Note(b.Looks, b.At)
	for i := range b.Looks {
		l := &b.Looks[i]
		k := s.index[l.Target]
		if k < 0 || l.Plot == 0 {
			continue
		}
		t := &s.tois[k]
		t.unseen(l.At)
		t.seen = l.At
		for c := range t.places {
			if s.sensors[c][l.Sensor] {
				t.places[c].note(Plot, l.At, false)
			}
		}
	}
}

// unseen counts the time since the last plot, if the border is still ahead.
func (t *toi) unseen(now air.Time) {
	if t.seen != air.Never && t.crossed == air.Never {
		t.dark = max(t.dark, now-t.seen)
	}
}

// cross notes when a track of interest first enters another nation's airspace.
func (s *story) cross(b *truth.Beat) {
	if s.overflown == nil || b.Truth == nil || b.At%air.Second != 0 {
		return
	}
	for i := range b.Truth.Aircraft {
		a := &b.Truth.Aircraft[i]
		k := s.index[a.ID]
		if k < 0 || s.tois[k].crossed != air.Never {
			continue
		}
		t := &s.tois[k]
		over := s.overflown(a.Pos.Geodetic().LatLon)
		if t.aloft && over != air.NoNation && over != t.over && over != s.roster[t.id].Nation {
			t.unseen(b.At)
			t.crossed, t.into = b.At, over
		}
		if over != air.NoNation || !t.aloft {
			t.over = over
		}
		t.aloft = true
	}
}

func (s *story) fates(c int, at air.Time, fates []air.Disposition) {
	for i := range fates {
		target, ok := s.owners.Of(fates[i].Plot)
		if !ok || s.index[target] < 0 || fates[i].Fate != air.FateUpdated {
			continue
		}
		p := &s.tois[s.index[target]].places[c]
		p.number = fates[i].Track
		p.note(Track, at, false)
	}
}

// view notes what a center's people think, did and hold.
func (s *story) view(c int, v *air.View) {
	for i := range s.tois {
		t := &s.tois[i]
		p := &t.places[c]
		if p.number == 0 {
			continue
		}
		if mark := v.Mark(p.number); known(mark.Identity) && right(mark.Identity, &s.roster[t.id]) {
			p.note(Correct, v.At, true)
		}
		for _, k := range v.Desk.Cases {
			if k.Track == p.number && k.Giving && k.State == stepWords[HandedOver] {
				p.gap, p.apart, p.handed = k.Gap, k.Apart, true
			}
		}
	}
	for _, line := range v.Desk.Log {
		if line.Seq > s.heard[c] {
			s.heard[c] = line.Seq
			s.log(c, v, &line)
		}
	}
}

// log notes a line of a center's log.
func (s *story) log(c int, v *air.View, line *air.LogLine) {
	s.acts[c].Acts++
	if line.Robot {
		s.acts[c].Robot++
	}
	about, ok := s.about(c, v, line.Track)
	switch {
	case line.Did == "breach":
		s.fault(c, line, "breach", line.Text)
	case line.Did == stepWords[Scrambled] && ok && s.roster[about].Role == truth.Background:
		s.fault(c, line, "false scramble", s.roster[about].Name)
	case line.Did == stepWords[Scrambled] && !ok:
		s.fault(c, line, "false scramble", "nobody was there")
	}
	if !ok || s.index[about] < 0 {
		return
	}
	for k := Declared; k < steps; k++ {
		if line.Did == stepWords[k] {
			s.tois[s.index[about]].places[c].note(k, line.At, line.Robot)
		}
	}
}

func (s *story) fault(c int, line *air.LogLine, what, why string) {
	s.faults = append(s.faults, Fault{At: line.At, Center: s.theater.Centers[c].Name, What: what, Track: line.Track, Why: why, Robot: line.Robot})
}

// about returns the aircraft for which a center's track stands: a track of
// interest whose plots feed it, or the nearest within 5 km (assumed).
func (s *story) about(c int, v *air.View, number uint32) (found truth.AircraftID, ok bool) {
	if number == 0 {
		return 0, false
	}
	for i := range s.tois {
		if s.tois[i].places[c].number == number {
			return s.tois[i].id, true
		}
	}
	t := v.Find(number)
	if t == nil || s.sky == nil {
		return 0, false
	}
	least := 5000.0
	for i := range s.sky.Aircraft {
		a := &s.sky.Aircraft[i]
		if d := aground(a.Pos, t.Pos.Add(t.Vel.Scale((s.sky.At - v.At).Seconds()))); d < least && !s.roster[a.ID].Phantom {
			found, least, ok = a.ID, d, true
		}
	}
	return found, ok
}
