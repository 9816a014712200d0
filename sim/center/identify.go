package center

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/scenario"
)

var (
	forThought = num.For("center/identification")
	forSlip    = num.For("center/identification slip")
)

// judgement is what the staff thinks of a track.
type judgement struct {
	identity air.Identity
	interest bool
}

// interceptor is the code of military interceptor operations, never to be set
// by civil pilots (AIM 4-1-20).
const interceptor air.Mode3A = 0o7777

// detective is what a center goes by when it identifies tracks.
type detective struct {
	scenario.Staffing
	criteria  []*criterion // that it watches for, in the order of the table
	evidence  []*clue      // that it weighs, in the order of the table
	within    scenario.Tolerances
	players   scenario.Players
	full      bool // the staff acts, where nobody sits
	nations   air.Release
	audience  air.Release
	adiz      []zone
	corridors []corridor
	watch     []scenario.Watch
	reports   []report // that are not tied to a track yet
}

// newDetective returns what a center of an exercise goes by.
func newDetective(sc *scenario.Scenario, id air.CenterID, audience air.Release) (d detective) {
	own := &sc.Centers[id]
	d.Staffing, d.within, d.audience = own.Identify, sc.Tolerances, audience
	d.players = sc.Players
	d.full, d.nations = own.Staff == "full", nationsOf(own)
	d.criteria, d.evidence = pickCriteria(&d), pickClues(&d)
	if !d.Asked {
		return d
	}
	d.adiz = zonesOf(d.nations)
	d.corridors = corridorsOf(sc.Corridors, audience)
	d.watch = watchOf(sc.Watch, audience)
	return d
}

// Staff returns what the automatic staff decides at t1, the time of the last
// Advance: an order for each track of which it now thinks otherwise. Where a
// person has spoken on a track, the staff is silent.
func (c *Center) Staff(t1 air.Time) (orders []air.Order) {
	next := 0
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.gone != air.Never {
			continue
		}
		t := &c.picture.Tracks[next]
		next++
		if e.person || e.said != (judgement{e.mark.Identity, e.mark.Interest}) {
			continue
		}
		now, why := c.judge(e, t, t1)
		now, ok := c.decide(e, now, t1)
		if !ok {
			continue
		}
		e.said = now
		text := why(e, t)
		if now.identity == air.Unknown {
			c.alert(t1, t.Number, "new unknown: track %d, %s", t.Number, text)
		}
		orders = append(orders, air.Order{At: t1, Origin: air.Derived, Body: air.Identify{
			Center: c.name, Track: t.Number, Identity: now.identity, Interest: now.interest, Why: text, By: robot,
		}})
	}
	orders = append(append(orders, c.tellLead(t1)...), c.explainAll(t1)...)
	orders = append(append(orders, c.playCases(t1)...), c.playTransfers(t1)...)
	orders = append(append(orders, c.playContact(t1)...), c.playQueries(t1)...)
	orders = append(append(orders, c.playAnswers(t1)...), c.playGifts(t1)...)
	orders = append(orders, c.playRules(t1)...)
	return append(orders, c.playScribe(t1)...)
}

// judge weighs the evidence on a track: the first clue of the table that holds
// gives the identity, any criterion met makes it of interest.
func (c *Center) judge(e *entry, t *air.Track, now air.Time) (j judgement, why func(*entry, *air.Track) string) {
	_, j.interest = c.firstMet(e)
	j.interest = j.interest || e.file != nil && c.declared(e.mark.Track) != nil
	for _, clue := range c.ident.evidence {
		identity, why, ok := clue.weigh(c, e, t, now)
		if ok {
			j.identity = identity
			return j, why
		}
	}
	return j, func(*entry, *air.Track) string { return "" }
}

// recheck is how long the staff takes to find that it was wrong; assumed.
const recheck = 3 * air.Minute

// decide returns what the staff says of a track now, if anything new: after its
// reaction time, and wrong at its rate of errors, until it looks again.
func (c *Center) decide(e *entry, now judgement, at air.Time) (judgement, bool) {
	d := e.file
	if d == nil || c.ident.Reaction == 0 && c.ident.Error == 0 {
		return now, now != e.said
	}
	if now == d.Meant {
		d.Next = now
		return now, now != e.said && at >= d.Recheck
	}
	if now != d.Next {
		d.Next, d.Due = now, at+c.thinks(e)
	}
	if at < d.Due {
		return now, false
	}
	d.Meant, d.Moves, d.Recheck = now, d.Moves+1, at+recheck
	if draw := c.draw(forSlip, e); draw.Uniform() < c.ident.Error {
		now = slipped(now)
	}
	return now, now != e.said
}

// thinks draws how long the staff takes: uniform from half to one and a half of
// the mean.
func (c *Center) thinks(e *entry) air.Time {
	d := c.draw(forThought, e)
	return air.Time(float64(c.ident.Reaction) * (0.5 + d.Uniform()))
}

// draw returns a row of draws for the staff's next word on a track, by the names
// of center and flight, or the center's own number.
func (c *Center) draw(p num.Purpose, e *entry) num.Draw {
	about := uint64(e.mark.Track)
	if e.mark.Plan != (air.Callsign{}) {
		about = num.Key(e.mark.Plan.String())
	}
	return num.At(c.seed, p, num.Key(c.name), about, uint64(e.file.Moves))
}

// slipped is what a judgement comes out as when it is wrong: the plan is taken
// for another's, the code overlooked.
func slipped(j judgement) judgement {
	switch j.identity {
	case air.Unknown:
		return judgement{identity: air.Neutral}
	case air.Friend:
		return judgement{identity: air.Neutral}
	}
	return judgement{identity: air.Unknown}
}

// identify takes a word on who a track is: a person's stands until a person
// changes it.
func (c *Center) identify(at air.Time, b *air.Identify) bool {
	e := c.overlay.find(b.Track)
	if e == nil || b.Identity > air.Faker {
		return false
	}
	byRobot := b.By == robot
	if byRobot && e.person {
		return false
	}
	before := e.mark
	e.person = !byRobot
	e.mark.Identity, e.mark.Interest, e.mark.Why = b.Identity, b.Interest, b.Why
	if e.file != nil {
		c.record(at, e, &before, b)
	}
	return true
}

// record writes down a word on who a track is, where it is one that counts: a
// person's, or about interest or a foe.
func (c *Center) record(at air.Time, e *entry, before *air.Mark, b *air.Identify) {
	e.file.By, e.file.Since = b.By, at
	if b.By == "" {
		e.file.By = "seat"
	}
	if e.person || b.Interest || before.Interest || camp(b.Identity) == foe || camp(before.Identity) == foe {
		text := b.Identity.String()
		if b.Interest {
			text += ", of interest"
		}
		c.log(at, air.LogLine{
			Who: e.file.By, Did: "identify", Track: b.Track, Text: strings.TrimSuffix(text+": "+b.Why, ": "), Robot: !e.person,
		})
		c.tellWord(at, e)
	}
	c.compareWords(at, e)
}

// sight puts into words what an interceptor's crew saw of a track: the plan's type
// makes it the plan's, another one speaks against it, and without a plan it is
// noted.
func (c *Center) sight(track uint32, typ, seen string) string {
	e := c.overlay.find(track)
	if e == nil || e.tie == noEvidence {
		return seen
	}
	p := c.plans.of(e.mark.Plan)
	filed := ""
	if p != nil {
		filed = strings.TrimRight(string(p.Type[:]), "\x00 ")
	}
	switch filed {
	case "":
		return seen
	case typ:
		return fmt.Sprintf("neutral: %s, as plan %v says", seen, e.mark.Plan)
	}
	return fmt.Sprintf("suspect: %s, but plan %v says %s", seen, e.mark.Plan, filed)
}

// identified takes in what an interceptor's crew sees of a track: the word for an
// identity, and after a colon what else they saw, as "neutral: BE20, XB-LKJ,
// crew waves". Where the word is none, what they saw is noted as evidence of
// nothing. It reports whether the center has the track.
func (c *Center) identified(track uint32, what string) bool {
	e := c.overlay.find(track)
	if e == nil {
		return false
	}
	at := c.picture.At
	word, _, _ := strings.Cut(what, ":")
	c.log(at, air.LogLine{Who: robot, Did: "identified", Track: track, Text: what, Robot: true})
	if e.file == nil {
		return true
	}
	e.file.Visual = what
	if i := slices.Index(identityWords, word); i >= 0 {
		e.file.Saw = air.Identity(i)
	}
	return true
}

var identityWords = func() (words []string) {
	for i := air.Pending; i <= air.Faker; i++ {
		words = append(words, i.String())
	}
	return words
}()
