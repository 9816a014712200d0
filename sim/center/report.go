package center

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// report is what somebody reported about an aircraft: stolen, no contact, of
// interest to a neighbour. It waits to be tied to a track by call sign, or by time
// and place.
type report struct {
	From     string
	Reason   string
	Text     string  `json:",omitempty"`
	Callsign string  `json:",omitempty"`
	Pos      geo.Vec `json:",omitzero"` // on the ellipsoid; zero: no place told
	At       air.Time
	Until    air.Time
}

// fromNeighbour is the reason under which a report of another center is kept.
const fromNeighbour = "neighbour"

// How close to a report a track must be; all assumed.
const (
	reportWait  = 15 * air.Minute // for how long a report looks for its track
	reportFresh = 2 * air.Minute  // before and after which the place is that of the aircraft now
	reportReach = 5 * geo.NM      // between the place told and that of the track at that time
	reportBirth = 15 * geo.NM     // between the place told and where the track was first seen, within reportWait
)

// hearReport takes in a report, and reports whether it is one.
func (c *Center) hearReport(at air.Time, from string, t *air.Talk) bool {
	if t.Word != "report" || !c.ident.Asked {
		return false
	}
	r := report{From: from, Reason: t.Reason, Text: strings.ReplaceAll(t.Reason, "_", " "), Callsign: t.Callsign, At: t.Measured, Until: at + reportWait}
	if !slices.Contains(air.Reports, t.Reason) {
		r.Reason = fromNeighbour
	}
	if r.At == 0 {
		r.At = at
	}
	if t.Lat != 0 || t.Lon != 0 {
		r.Pos = geo.Deg(t.Lat, t.Lon).At(0).ECEF()
	}
	c.ident.reports = append(c.ident.reports, r)
	return true
}

// tieReports looks for the tracks of reports that wait.
func (c *Center) tieReports(now air.Time) {
	c.ident.reports = slices.DeleteFunc(c.ident.reports, func(r report) bool {
		e := c.suspectOf(&r, now)
		if e == nil {
			return now >= r.Until
		}
		if e.file.told(r.Reason) == nil {
			e.file.Told = append(e.file.Told, r)
			c.log(now, air.LogLine{Who: robot, Did: "tied", Track: e.mark.Track, With: r.From, Text: "report: " + r.Text, Robot: true})
		}
		return true
	})
}

// suspectOf returns the entry of the track that a report is about: the one with
// the plan of that call sign, else the one that was there then, if no other may
// be meant: the next nearest is twice as far. nil: not yet.
func (c *Center) suspectOf(r *report, now air.Time) (found *entry) {
	best, next := math.Inf(1), math.Inf(1)
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.gone != air.Never || e.file == nil {
			continue
		}
		if r.Callsign != "" && e.tie != noEvidence && e.mark.Plan == air.NewCallsign(r.Callsign) {
			return e
		}
		if r.Pos == (geo.Vec{}) || r.Callsign != "" && e.tie != noEvidence {
			continue
		}
		switch away := c.awayFrom(r, e, now); {
		case away < best:
			best, next, found = away, best, e
		case away < next:
			next = away
		}
	}
	if 2*best > next {
		return nil
	}
	return found
}

// awayFrom returns how far a track is from what a report tells; +Inf if beyond its
// reach.
func (c *Center) awayFrom(r *report, e *entry, now air.Time) float64 {
	if t := c.picture.Find(e.mark.Track); t != nil && now-r.At <= reportFresh {
		then := t.Pos.Sub(t.Vel.Scale((now - r.At).Seconds())).Geodetic().LatLon.At(0).ECEF()
		if away := then.Sub(r.Pos).Norm(); away <= reportReach {
			return away
		}
	}
	born := e.file.Born.Geodetic().LatLon.At(0).ECEF()
	if away := born.Sub(r.Pos).Norm(); away <= reportBirth && e.since >= r.At-reportFresh && e.since <= r.At+reportWait {
		return away
	}
	return math.Inf(1)
}

// told returns what was reported about a track for a reason, or nil.
func (d *dossier) told(reason string) *report {
	for i := range d.Told {
		if d.Told[i].Reason == reason {
			return &d.Told[i]
		}
	}
	return nil
}

// leads reports whether the center's nations lead where a track is: over their own
// airspace, and over nobody's, where whoever has the case leads.
func (d *dossier) leads(nations air.Release) bool {
	return d.Over == air.NoNation || nations&air.Only(d.Over) != 0
}

// tellLead returns the staff's reports to lead nations: it tells them of tracks of
// interest in their airspace, which are not its own to declare.
func (c *Center) tellLead(now air.Time) (orders []air.Order) {
	if !c.ident.full || !c.ident.Asked || c.kind != scenario.Defence { // others tell their own air defence
		return nil
	}
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		d := e.file
		if d == nil || e.gone != air.Never || d.Passed || !e.mark.Interest || e.person || d.leads(c.ident.nations) || d.told(fromNeighbour) != nil || c.sharedCase(e.mark.Track, d.Over) {
			continue
		}
		to := c.leadCenter(d.Over)
		if to == nil {
			continue
		}
		if d.PassDue == 0 {
			d.PassDue = now + c.thinks(e)
		}
		if now >= d.PassDue {
			d.PassDue = now + air.Minute
			orders = append(orders, air.Order{At: now, Origin: air.Derived, Body: air.Act{
				Center: c.name, Do: "report", Track: e.mark.Track, To: to.name, Text: e.mark.Why, By: robot,
			}})
		}
	}
	return orders
}

// sharedCase reports whether a nation has a case on a track with this center already.
func (c *Center) sharedCase(track uint32, n air.Nation) bool {
	return slices.ContainsFunc(c.cases, func(x toi) bool {
		p := c.peer(x.With)
		return x.Track == track && (x.Told || !x.Giving) && p != nil && p.nations&air.Only(n) != 0
	})
}

// declared returns the declared case of a track that this center gives, which is
// still open; nil: there is none.
func (c *Center) declared(track uint32) *toi {
	for i := range c.cases {
		if x := &c.cases[i]; x.Track == track && x.Declared != 0 && x.Giving && x.State != "closed" {
			return x
		}
	}
	return nil
}

// explainAll returns the staff's words that its own declared tracks are explained:
// no criterion has been met for as long as it takes to identify one.
func (c *Center) explainAll(now air.Time) (orders []air.Order) {
	if !c.ident.full || !c.ident.Asked {
		return nil
	}
	for i := range c.cases {
		x := &c.cases[i]
		e := c.overlay.find(x.Track)
		if e == nil || e.file == nil || e.gone != air.Never || e.person || x.Person || x.Anew || c.declared(x.Track) != x || !slices.Contains(in("toi", "warned", "telling"), x.State) {
			continue
		}
		if _, met := c.firstMet(e); met || camp(e.mark.Identity) == foe {
			e.file.Calm = 0
			continue
		}
		if e.file.Calm == 0 {
			e.file.Calm = now
		}
		if now-e.file.Calm >= c.rules.Identify {
			e.file.Calm = 0
			e.said.interest, e.file.Meant.interest, e.file.Next.interest = false, false, false
			orders = append(orders, air.Order{At: now, Origin: air.Derived, Body: air.Act{
				Center: c.name, Do: "explain", Track: x.Track, Text: "no criterion is met any longer: " + e.mark.Why, By: robot,
			}})
		}
	}
	return orders
}

// leadCenter returns the center of air defence that speaks for a nation, or nil.
func (c *Center) leadCenter(n air.Nation) (found *peer) {
	for i := range c.peers {
		p := &c.peers[i]
		if p.kind != scenario.Defence || p.nations&air.Only(n) == 0 {
			continue
		}
		if p.nations == air.Only(n) {
			return p
		}
		if found == nil {
			found = p
		}
	}
	return found
}

// passOn tells another center that a track is of interest.
func (c *Center) passOn(at air.Time, a *air.Act) bool {
	e, to := c.overlay.find(a.Track), c.peer(a.To)
	t := c.picture.Find(a.Track)
	if e == nil || t == nil || to == nil {
		return false
	}
	if e.file != nil {
		e.file.Passed = true
	}
	c.log(at, air.LogLine{Who: whoOf(a), Did: "report", Track: a.Track, With: a.To, Text: a.Text, Robot: a.By == robot})
	says := c.describe(t)
	says.Word, says.Reason = "report", a.Text
	c.named(e, to, &says)
	c.tellThem(at, to, says, fmt.Sprintf("track %d: %s", a.Track, a.Text))
	return true
}

// describe returns where a track is, as it is told.
func (c *Center) describe(t *air.Track) air.Talk {
	lat, lon := t.Pos.Geodetic().LatLon.Degrees()
	says := air.Talk{
		Number: t.Number, Measured: c.picture.At, Lat: math.Round(lat*1000) / 1000, Lon: math.Round(lon*1000) / 1000,
	}
	if t.Has&air.HasLevel != 0 {
		says.Level, says.Has = t.Level, air.HasLevel
	}
	return says
}

func (c *Center) tellThem(at air.Time, to *peer, says air.Talk, text string) {
	c.saying = append(c.saying, air.Message{
		At: at, From: c.name, To: to.name, Text: text, Release: c.audience | to.audience, Voice: !to.data, Language: to.language, Says: says,
	})
}

// tellWord tells those who are to know it for whom the center takes a track now.
func (c *Center) tellWord(at air.Time, e *entry) {
	t := c.picture.Find(e.mark.Track)
	if t == nil || !e.file.Uttered && camp(e.mark.Identity) == nobody && !e.mark.Interest {
		return
	}
	e.file.Uttered = true
	for _, name := range c.ident.Tells {
		c.utter(at, e, t, name, 0)
	}
}

// utter tells another center a word on a track; other is their number, where it
// answers theirs.
func (c *Center) utter(at air.Time, e *entry, t *air.Track, name string, other uint32) {
	to := c.peer(name)
	if to == nil {
		return
	}
	says := c.describe(t)
	says.Word, says.Other, says.Identity, says.Interest, says.Reason = "identify", other, e.mark.Identity, e.mark.Interest, e.mark.Why
	c.tellThem(at, to, says, fmt.Sprintf("track %d: %v, %s", t.Number, e.mark.Identity, e.mark.Why))
}

// hearWord takes in for whom another center takes an aircraft, ties it to the own
// track that is there, and answers with the own word where they disagree. It
// reports whether the message was one.
func (c *Center) hearWord(at air.Time, m *air.Message) bool {
	s := &m.Says
	if s.Word != "identify" || !c.ident.Asked {
		return false
	}
	e := c.wordOn(m)
	if e == nil {
		return true
	}
	e.file.hearWord(air.Word{From: m.From, Number: s.Number, Identity: s.Identity, Interest: s.Interest, At: at})
	c.compareWords(at, e)
	if t := c.picture.Find(e.mark.Track); t != nil && s.Other == 0 && slices.Contains(c.ident.Tells, m.From) && disagree(e.mark.Identity, s.Identity) {
		c.utter(at, e, t, m.From, s.Number)
	}
	return true
}

// wordOn returns the entry of the own track that a word of another center is
// about: the one it was about before, the one it names, else the one that was
// there then.
func (c *Center) wordOn(m *air.Message) *entry {
	s := &m.Says
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.file != nil && e.gone == air.Never && (s.Other != 0 && e.mark.Track == s.Other ||
			slices.ContainsFunc(e.file.Words, func(w air.Word) bool { return w.From == m.From && w.Number == s.Number })) {
			return e
		}
	}
	r := report{Pos: geo.Deg(s.Lat, s.Lon).At(0).ECEF(), At: s.Measured}
	return c.suspectOf(&r, c.picture.At)
}

// hearWord keeps a word of another center, by its name.
func (d *dossier) hearWord(w air.Word) {
	i, found := slices.BinarySearchFunc(d.Words, w.From, func(x air.Word, from string) int { return strings.Compare(x.From, from) })
	if found {
		d.Words[i] = w
	} else {
		d.Words = slices.Insert(d.Words, i, w)
	}
}

// compareWords marks a conflict: of the own word and those of others two take the
// aircraft for friend and foe.
func (c *Center) compareWords(at air.Time, e *entry) {
	d := e.file
	conflict, who := false, ""
	for i, w := range d.Words {
		if disagree(w.Identity, e.mark.Identity) {
			conflict, who = true, fmt.Sprintf("%s says %v, we say %v", w.From, w.Identity, e.mark.Identity)
		}
		for _, x := range d.Words[:i] {
			if disagree(w.Identity, x.Identity) && !conflict {
				conflict, who = true, fmt.Sprintf("%s says %v, %s says %v", x.From, x.Identity, w.From, w.Identity)
			}
		}
	}
	switch {
	case conflict && !d.Conflict:
		c.alert(at, e.mark.Track, "track %d: identity in conflict: %s", e.mark.Track, who)
		c.log(at, air.LogLine{Who: robot, Did: "conflict", Track: e.mark.Track, Text: who, Robot: true})
	case !conflict && d.Conflict:
		c.log(at, air.LogLine{Who: robot, Did: "agreed", Track: e.mark.Track, Robot: true})
	}
	d.Conflict = conflict
}

// side is where an identity stands.
type side uint8

const (
	nobody side = iota
	friendly
	foe
)

func camp(i air.Identity) side {
	switch i {
	case air.AssumedFriend, air.Friend, air.Neutral:
		return friendly
	case air.Suspect, air.Hostile, air.Joker, air.Faker:
		return foe
	}
	return nobody
}

func disagree(a, b air.Identity) bool {
	return camp(a) != nobody && camp(b) != nobody && camp(a) != camp(b)
}
