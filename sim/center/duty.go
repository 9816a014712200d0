package center

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// duty is who answers for one track, and since when nobody does.
type duty struct {
	air.Duty
	Had   [fourQuestions]bool     // somebody did before: what comes then is a gap
	Since [fourQuestions]air.Time // of the gap, where there is one
}

// The four questions about a track.
const (
	forControl = iota
	forReport
	forLead
	forIntercept
	fourQuestions
)

var questions = [fourQuestions]string{"control", "report", "lead", "intercept"}

// holder returns the place of one answer.
func (d *duty) holder(question int) *string {
	return [...]*string{
		forControl: &d.Control, forReport: &d.Reporter, forLead: &d.Lead, forIntercept: &d.Intercept,
	}[question]
}

// runDuties answers the four questions for the tracks that are worked on, from
// what the center sees and was told, never from the other's picture.
func (c *Center) runDuties(now air.Time) {
	next := c.duties[:0:0]
	for i := range c.cases {
		x := &c.cases[i]
		if x.Track != 0 && x.State != "closed" && x.State != "potential" {
			next = append(next, c.caseDuty(x, now))
		}
	}
	for i := range c.transfers {
		if x := &c.transfers[i]; x.Track != 0 && !x.PointOut {
			next = append(next, duty{Duty: air.Duty{Track: x.Track, Control: c.controls(x)}})
		}
	}
	slices.SortStableFunc(next, func(a, b duty) int { return cmp.Compare(a.Track, b.Track) })
	next = slices.CompactFunc(next, func(a, b duty) bool { return a.Track == b.Track })
	c.desk.Duties = c.desk.Duties[:0]
	for i := range next {
		if before := c.dutyOf(next[i].Track); before != nil {
			next[i].Had, next[i].Since = before.Had, before.Since
			c.logDuty(before, &next[i], now)
		}
		for q := range fourQuestions {
			next[i].Had[q] = next[i].Had[q] || *next[i].holder(q) != ""
		}
		c.desk.Duties = append(c.desk.Duties, next[i].Duty)
	}
	c.duties = next
}

func (c *Center) dutyOf(track uint32) *duty {
	for i := range c.duties {
		if c.duties[i].Track == track {
			return &c.duties[i]
		}
	}
	return nil
}

// logDuty writes who took over a duty, and how long a gap was.
func (c *Center) logDuty(before, d *duty, now air.Time) {
	for q := range fourQuestions {
		was, is := *before.holder(q), *d.holder(q)
		line := air.LogLine{Who: robot, Track: d.Track, Robot: true}
		switch {
		case was == is:
			continue
		case is == "":
			d.Since[q] = now
			continue
		case was == "" && d.Had[q]:
			line.Did, line.Text = "gap", fmt.Sprintf("%s: nobody for %.0f s", questions[q], (now-d.Since[q]).Seconds())
		case was == "":
			line.Did, line.Text = "duty", fmt.Sprintf("%s: %s", questions[q], is)
		default:
			line.Did, line.Text = "duty", fmt.Sprintf("%s: %s, was %s", questions[q], is, was)
		}
		c.log(now, line)
	}
}

// caseDuty answers for the track of a case.
func (c *Center) caseDuty(x *toi, now air.Time) duty {
	d := duty{Duty: air.Duty{Track: x.Track, Control: c.controller(x), Reporter: c.reports(x, now)}}
	if x.Lead != air.NoNation {
		d.Lead = x.Lead.String()
	}
	switch {
	case c.escortOn(x.Track) != "":
		d.Intercept = c.name
	case x.Escort:
		d.Intercept = x.With
	}
	return d
}

// controller returns the ATC unit in whose airspace a case's track flies, if it
// has a flight plan: nobody controls a dark one.
func (c *Center) controller(x *toi) string {
	e := c.overlay.find(x.Track)
	if e == nil || e.tie == noEvidence || e.dark != air.Never {
		return ""
	}
	for i := range c.peers {
		if p := &c.peers[i]; p.kind == scenario.ATC && p.area.contains(x.Last.Pos) {
			return p.name
		}
	}
	return ""
}

// controls returns which of the two units of a transfer has the flight.
func (c *Center) controls(x *transfer) string {
	if x.Giving == (x.State == "transferred") {
		return x.With
	}
	return c.name
}

// better is by how much another's track quality must exceed that of who has the
// reporting responsibility before it changes: two, as on tactical data links.
const better = 2

// reports returns who reports a case's track best, by the qualities exchanged:
// whoever did before, at first the giver, unless the other is clearly better. What
// was said more than two turns ago is no report.
func (c *Center) reports(x *toi, now air.Time) string {
	own, theirs := 0, x.Quality
	if t := c.picture.Find(x.Track); t != nil && !(x.Giving && x.State == "handed_over") { // who gave it tells no more
		own = c.quality(t)
	}
	if p := c.peer(x.With); p == nil || now-x.Said > silentTurns*p.clocks[tellClock]+p.way(x.Voice) {
		theirs = 0
	}
	had := x.With
	if x.Giving {
		had = c.name
	}
	if d := c.dutyOf(x.Track); d != nil && d.Reporter != "" {
		had = d.Reporter
	}
	switch {
	case own == 0 && theirs == 0:
		return ""
	case theirs == 0, had == c.name && own > 0 && theirs < own+better, own >= theirs+better:
		return c.name
	}
	return x.With
}

// quality grades a track from 1 to 15 by the size of its error, 15 up to 50 m and
// one less for each half more; 0 if no own sensor holds it. Assumed, in the
// manner of the track quality of tactical data links.
func (c *Center) quality(t *air.Track) int {
	if !c.ownHold(t) {
		return 0
	}
	sigma := math.Sqrt(float64(t.Cov[0]) + float64(t.Cov[4]))
	q := 15
	for limit := 50.0; q > 1 && sigma > limit; limit *= 1.5 {
		q--
	}
	return q
}

// escortOn returns the call sign of an own flight that is on a track.
func (c *Center) escortOn(track uint32) string {
	for i := range c.desk.Flights {
		f := &c.desk.Flights[i]
		if track != 0 && f.On == track && slices.Contains([]string{"airborne", "closing", "visual", "shadow", "escort"}, f.State) {
			return f.Name
		}
	}
	return ""
}
