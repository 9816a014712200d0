package center

import (
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// How flights are guided. All assumed.
const (
	byVoice    = 15 * air.Second // between two words of a controller to a pilot by voice
	voiceTakes = 6 * air.Second  // from the picture to the pilot's hands
	byData     = 5 * air.Second  // the same by data link
	dataTakes  = 1 * air.Second
	dash       = 1.3               // of the target's speed, that an interceptor flies if its cruise is less
	ahead      = air.Hour          // how far a meeting is looked for
	aheadStep  = 15 * air.Second   // and in which steps
	turnAway   = 40 * air.Second   // of flight before the buffer at which the staff turns away
	saying     = 10.0              // s, until a pilot turns
	stayOff    = 2 * air.Minute    // from breaking off to the way home
	giveUp     = 3 * air.Minute    // a track that is not in the picture is let go
	askAhead   = 10 * air.Minute   // before the border the staff asks the region beyond
	above      = 500 * geo.Foot    // m above the target
	cautious   = 20_000 * geo.Foot // m, where the target's height is not known
)

// fly returns what the center's controllers say to its flights at now: take off, keep
// by the leader, fly this. Nobody decides here: the flight has its task.
func (c *Center) fly(now air.Time) (orders []air.Order) {
	for i := range c.sorties {
		s := &c.sorties[i]
		switch {
		case s.State == "ordered" && now >= s.Due && !s.Up:
			s.Up = true
			for _, name := range s.Members {
				orders = append(orders, derived(now, air.Launch{Aircraft: name}))
			}
		case s.State == "home" && now >= s.Turn && s.Turn != air.Never && c.wayHome(s, now):
			s.Turn = air.Never
			orders = append(orders, c.homeward(s, now)...)
		case s.State == "home" && now >= s.Turn:
			orders = append(orders, c.word(s, now))
		case s.aloft() && now >= s.Turn:
			orders = append(orders, c.formed(s, now)...)
			orders = append(orders, c.word(s, now))
		}
	}
	return orders
}

func derived(at air.Time, b air.Body) air.Order {
	return air.Order{At: at, Origin: air.Derived, Body: b}
}

// formed tells the others of a flight, once, to keep by the leader.
func (c *Center) formed(s *sortie, now air.Time) (orders []air.Order) {
	if s.Formed || now < s.Since+byVoice && s.State == "airborne" {
		return nil
	}
	s.Formed = true
	for i := 1; i < len(s.Members); i++ {
		orders = append(orders, derived(now, air.Behave{Aircraft: s.Members[i], As: "formate", Other: s.Members[0], Value: 0.5 * float64(i)}))
	}
	return orders
}

// wayHome reports whether the straight way to the base is clear of what the flight
// must keep out of. Who goes home for want of fuel asks nobody.
func (c *Center) wayHome(s *sortie, now air.Time) bool {
	keep := c.keepsOut(s, now)
	own := s.Place.on(now)
	way, course, _ := geo.Inverse(own, s.alert.Pos)
	for far := homeStep; len(keep) > 0 && far < way; far += homeStep {
		if p, _ := geo.Direct(own, course, far); accord.Clear(keep, p) <= 0 && accord.Clear(keep, s.alert.Pos) > 0 {
			return false
		}
	}
	return true
}

const homeStep = 3 * geo.NM // m

func (c *Center) homeward(s *sortie, now air.Time) (orders []air.Order) {
	lead := &s.crew[0]
	b := air.Guide{Aircraft: lead.name, Center: c.name, Do: "recover", AltFt: s.Place.Height / geo.Foot, SpeedKt: lead.cruise / geo.Knot}
	_, takes := s.pace()
	orders = append(orders, derived(now+takes, b)) // as late as all words: none overtakes another
	for i := 1; i < len(s.Members); i++ {
		b.Aircraft = s.Members[i]
		orders = append(orders, derived(now+takes, b))
	}
	return orders
}

// pace returns how often a flight is told something, and how long that takes.
func (s *sortie) pace() (every, takes air.Time) {
	if s.alert.Data {
		return byData, dataTakes
	}
	return byVoice, voiceTakes
}

// word is what a controller says to the leader of a flight in this turn.
func (c *Center) word(s *sortie, now air.Time) air.Order {
	every, takes := s.pace()
	s.Turn = now + every
	if s.State == "airborne" && s.Gone == air.Never {
		c.enterFlight(now, s, "closing", "")
		s.Turn = now + every
	}
	b := air.Guide{Aircraft: s.crew[0].name, Center: c.name, Do: "intercept"}
	there := c.goal(s, now+takes)
	own := s.Place.on(now + takes)
	way, course, _ := geo.Inverse(own, there.Pos)
	course = c.around(s, own, course, way, now)
	switch s.State {
	case "shadow", "escort":
		b.Do = s.State
	case "broken_off", "home":
		b.Do = "break_off"
	}
	if b.Do != "break_off" && s.Gone == air.Never {
		at := s.Target.on(now + takes)
		b.Lat, b.Lon, b.Told = at.Lat, at.Lon, true
	}
	b.HeadingDeg = geo.Wrap(course) / geo.Degree
	if b.HeadingDeg < 0 {
		b.HeadingDeg += 360
	}
	b.HeadingDeg = math.Mod(math.Round(b.HeadingDeg*10)/10, 360)
	b.AltFt = math.Round(there.Height / geo.Foot)
	b.SpeedKt = math.Round(there.Speed / geo.Knot)
	return derived(now+takes, b)
}

// goal returns the point that a flight makes for at a time, with height and speed:
// where it meets its track short of what it must keep out of, else towards its base.
func (c *Center) goal(s *sortie, at air.Time) spot {
	lead := &s.crew[0]
	home := spot{At: at, Pos: s.alert.Pos, Height: max(s.Place.Height, cautious/2), Speed: lead.cruise}
	if s.State == "broken_off" || s.State == "home" || s.Gone != air.Never && at-s.Gone > giveUp {
		return home
	}
	keep := c.keepsOut(s, at)
	own := s.Place.on(at)
	speed := min(lead.max, max(lead.cruise, dash*s.Target.Speed))
	meet, after, ok := meeting(own, speed, &s.Target, at, 0, keep)
	if !ok {
		if s.Person || accord.Clear(keep, s.Target.on(at)) > 0 {
			return c.levelled(s, spot{At: at, Pos: s.Target.on(at + 2*air.Minute), Speed: speed})
		}
		if !s.Cannot && s.State == "closing" {
			s.Cannot = true
			c.logFlight(c.picture.At, s, robot, "cannot", "no meeting short of the border")
		}
		return home
	}
	if way := geo.Distance(own, meet); after > 60 && way/after < speed {
		speed = max(way/after, 1.3*lead.min)
	}
	return c.levelled(s, spot{At: at, Pos: meet, Speed: speed})
}

// levelled gives a goal the target's height, a little above.
func (c *Center) levelled(s *sortie, g spot) spot {
	g.Height = cautious
	if s.Target.Known {
		g.Height = s.Target.Height + above
	}
	g.Height = max(1000*geo.Foot, min(g.Height, s.crew[0].ceiling))
	return g
}

// meeting returns where and how many seconds after a time something that flies at a
// speed (m/s) meets a target that goes on as it does, the first place clear of what
// must be kept out of; not before so many seconds have gone.
func meeting(own geo.LatLon, speed float64, t *spot, at air.Time, before float64, keep []accord.Keep) (p geo.LatLon, after float64, ok bool) {
	const near = 2 * geo.NM
	for dt := air.Time(0); dt <= ahead; dt += aheadStep {
		p = t.on(at + dt)
		after = dt.Seconds()
		if geo.Distance(own, p) <= speed*max(0, after-before)+near && accord.Clear(keep, p) > 0 {
			return p, after, true
		}
	}
	return p, after, false
}

// keepsOut returns what a flight must keep out of; a person's may go anywhere.
func (c *Center) keepsOut(s *sortie, at air.Time) []accord.Keep {
	if s.Person {
		return nil
	}
	return c.book.Shy(s.mover(), c.cleared(s, at))
}

// around returns the course nearest to the one wanted that keeps clear of what must
// be kept out of as far as the flight has to see ahead; from within it, the one that
// leads out soonest.
func (c *Center) around(s *sortie, own geo.LatLon, course, way float64, now air.Time) float64 {
	keep := c.keepsOut(s, now)
	see := s.room() + s.Place.Speed*turnAway.Seconds()
	if len(keep) == 0 || accord.Clear(keep, own) > see {
		return course
	}
	best, most := course, math.Inf(-1)
	for k := range 2 * deflections {
		off := float64((k+1)/2) * geo.Turn / (2 * deflections)
		if k%2 == 1 {
			off = -off
		}
		least, sum := s.clearOn(own, course+off, min(see, way), keep)
		if least > 0 {
			return course + off
		}
		if sum > most {
			best, most = course+off, sum
		}
	}
	return best
}

// clearOn returns the least distance in metres from what must be kept out of, and the
// sum of several, on a turn from the present course onto another and so far straight
// on.
func (s *sortie) clearOn(own geo.LatLon, course, straight float64, keep []accord.Keep) (least, sum float64) {
	turn := geo.Delta(s.Place.Course, course)
	arc := s.radius() * math.Abs(turn) / arcs
	least = math.Inf(1)
	add := func(p geo.LatLon) {
		clear := accord.Clear(keep, p)
		least, sum = min(least, clear), sum+clear
	}
	for k := range arcs {
		own, _ = geo.Direct(own, s.Place.Course+turn*(float64(k)+0.5)/arcs, arc)
		add(own)
	}
	for _, part := range [...]float64{0.25, 0.5, 0.75, 1} {
		p, _ := geo.Direct(own, course, part*straight)
		add(p)
	}
	return least, sum
}

// arcs is how many pieces of a turn are looked at.
const arcs = 4

// radius is that of a turn as steep as the type flies, of 60 degrees of bank at most
// (assumed), in metres.
func (s *sortie) radius() float64 {
	lead := &s.crew[0]
	v := max(s.Place.Speed, lead.cruise)
	return float64(v*v) / (geo.Gravity * math.Tan(min(lead.bank, 60*geo.Degree)))
}

// deflections is how many courses to either side are looked at: every 15 degrees.
const deflections = 12

// room is the way in metres that a flight needs to turn from a line: what is said, and
// a quarter of a circle.
func (s *sortie) room() float64 {
	return float64(s.Place.Speed*saying) + s.radius()
}

// presses reports whether a flight nears what it must keep out of, so far that it
// has to turn away: it is on the way there, or has just the room to turn.
func (c *Center) presses(s *sortie, keep []accord.Keep, at air.Time) bool {
	if len(keep) == 0 {
		return false
	}
	room := s.room()
	off := accord.Clear(keep, s.Place.on(at))
	if off > room+float64(s.Place.Speed*turnAway.Seconds()) {
		return false
	}
	soon := accord.Clear(keep, s.Place.on(at+turnAway))
	return soon < off && (soon <= 0 || off <= room) || off <= 0
}

// goesOut reports whether a flight is about to follow its track into what it must
// keep out of. Where the track itself comes from there, the flight only turns.
func (c *Center) goesOut(s *sortie, now air.Time) bool {
	keep := c.keepsOut(s, now)
	return c.presses(s, keep, now) && accord.Clear(keep, s.Target.on(now+turnAway)) < accord.Clear(keep, s.Target.on(now))
}

// playFlights returns what the staff decides about its flights, where it is full and
// no person has them in hand.
func (c *Center) playFlights(now air.Time) (orders []air.Order) {
	if !c.full {
		return nil
	}
	for i := range c.sorties {
		s := &c.sorties[i]
		if s.State == "ready" || s.Person {
			continue
		}
		a := c.nextFlightAct(s, now)
		if c.resolved(s, a.Do, now) {
			orders = append(orders, c.robotAct(now, a))
		}
	}
	return append(orders, c.playScramble(now)...)
}

func (c *Center) robotAct(now air.Time, a air.Act) air.Order {
	a.Center, a.By = c.name, robot
	return derived(now, a)
}

// resolved reports whether the staff does an act now: after its reaction; turning
// away from a border takes none.
func (c *Center) resolved(s *sortie, do string, now air.Time) bool {
	if do == "break_off" {
		return true
	}
	return c.ripe(&s.Plan, do, s.Name, int(s.Since/air.Second), now)
}

// nextFlightAct is what a flight's state asks for; no word: nothing.
func (c *Center) nextFlightAct(s *sortie, now air.Time) (a air.Act) {
	a = air.Act{Track: s.On, To: s.Name}
	worth := c.worth(s.On)
	s.Wanted = s.Wanted || worth
	onIt := s.State == "visual" || s.State == "shadow" || s.State == "escort"
	switch {
	case s.State == "broken_off" && now >= s.Since+stayOff:
		a.Do, a.Track = "recover", 0
	case s.State == "broken_off", s.State == "ordered", s.State == "home", s.State == "down":
	case s.Gone != air.Never && now-s.Gone > giveUp:
		a.Do, a.Track, a.Text = "break_off", 0, "the track is lost"
	case onIt && c.goesOut(s, now):
		a.Do, a.Track, a.Text = "break_off", 0, "at the buffer"
	case s.State == "closing" && s.Cannot && now-s.Since > 2*giveUp:
		a.Do, a.Track, a.Text = "break_off", 0, "no meeting short of the border"
	case s.Gone == air.Never && s.Wanted && !worth:
		a.Do, a.Track, a.Text = "break_off", 0, "no longer of interest"
	default:
		if ask, ok := c.askAtBorder(s, now); ok {
			return ask
		}
		if s.State == "visual" {
			a.Do = s.alert.Then
		}
	}
	return a
}

// worth reports whether a track is a declared one of interest: a case that is more
// than potential, or where there is no case the people's word, if it is theirs to lead.
func (c *Center) worth(track uint32) bool {
	for i := range c.desk.Cases {
		if k := &c.desk.Cases[i]; k.Track == track && k.State != "closed" {
			return k.State != "potential"
		}
	}
	e := c.overlay.find(track)
	return e != nil && e.mark.Interest && !c.theirsToLead(e)
}

// playScramble scrambles the flights on alert on declared tracks of interest: on
// each the first by name that can meet it.
func (c *Center) playScramble(now air.Time) (orders []air.Order) {
	if len(c.sorties) == 0 || now%weigh != 0 {
		return nil
	}
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		number := e.mark.Track
		if e.gone != air.Never || !c.worth(number) || c.chased(number) {
			continue
		}
		t := c.picture.Find(number)
		if t == nil || !c.mayUse(t, "scramble") {
			continue
		}
		target := spotOf(t, c.picture.At)
		k := slices.IndexFunc(c.sorties, func(s sortie) bool { return c.suits(&s, &target, now) })
		if k < 0 {
			c.cannot(e, now)
			continue
		}
		if s := &c.sorties[k]; c.resolved(s, "scramble", now) {
			orders = append(orders, c.robotAct(now, air.Act{Do: "scramble", Track: number, To: s.Name}))
		}
	}
	return orders
}

// cannot lets the staff say, once and after the time that it takes to see it, that no
// flight on alert can meet a declared track of interest.
func (c *Center) cannot(e *entry, now air.Time) {
	switch {
	case e.file == nil || c.declared(e.mark.Track) == nil || e.file.CannotDue == air.Never:
	case e.file.CannotDue == 0:
		e.file.CannotDue = now + c.reaction("cannot", e.mark.Plan.String(), int(e.mark.Track))
	case now >= e.file.CannotDue:
		e.file.CannotDue = air.Never
		c.log(now, air.LogLine{Who: robot, Did: "cannot", Track: e.mark.Track, Text: "no flight on alert can meet it on our side", Robot: true})
	}
}

// weigh is how often the staff weighs whom to scramble.
const weigh = 5 * air.Second

func (c *Center) chased(track uint32) bool {
	for i := range c.sorties {
		if s := &c.sorties[i]; s.On == track && s.State != "ready" && s.State != "home" && s.State != "down" {
			return true
		}
	}
	return false
}

// suits reports whether a flight on alert can meet a target.
func (c *Center) suits(s *sortie, t *spot, now air.Time) bool {
	if s.State != "ready" || !s.alert.Auto || len(s.crew) == 0 || geo.Distance(t.on(now), s.alert.Pos) > s.alert.Reach {
		return false
	}
	lead := &s.crew[0]
	speed := min(lead.max, max(lead.cruise, dash*t.Speed))
	mean := (s.alert.Soonest + s.alert.Latest) / 2
	keep := c.book.Shy(s.mover(), c.cleared(s, now))
	for k := 0; k < len(keep); { // who may be asked is no bar
		if c.book.Rule(s.mover(), keep[k].Nation).Allow == scenario.ByOrder {
			keep = append(keep[:k], keep[k+1:]...)
			continue
		}
		k++
	}
	meet, after, ok := meeting(s.alert.Pos, speed, t, now, mean.Seconds(), keep)
	return ok && after-mean.Seconds()-geo.Distance(s.alert.Pos, meet)/speed <= early.Seconds()
}

// early is how long before it must the staff scrambles a flight that can only meet
// its track later, as beyond a border (assumed).
const early = 5 * air.Minute
