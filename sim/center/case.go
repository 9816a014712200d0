package center

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// newCase opens a case on a track; With is not known yet.
func (c *Center) newCase(at air.Time, track uint32) *toi {
	c.cases = append(c.cases, toi{
		Case: air.Case{Name: c.caseName(), Track: track, Since: at, Giving: true},
		Late: air.Never, Turn: air.Never,
	})
	x := &c.cases[len(c.cases)-1]
	c.follow(x)
	return x
}

// follow brings the case's last fix to the present picture, and reports whether
// the track is in it.
func (c *Center) follow(x *toi) bool {
	t := c.picture.Find(x.Track)
	if t == nil {
		return false
	}
	x.Last = fixOf(t, c.picture.At)
	return true
}

// doCase moves a case by an act of its own people.
func (c *Center) doCase(at air.Time, a *air.Act) bool {
	h := &happening{on: "do " + a.Do, at: at, who: whoOf(a), act: *a}
	x := c.caseFor(at, a)
	if x == nil {
		return false
	}
	if h.who != robot {
		x.Person = true
	}
	if x.With == "" {
		x.With = a.To
	}
	if c.happen(x, h) {
		return true
	}
	if x.State == "" {
		c.cases = slices.DeleteFunc(c.cases, func(y toi) bool { return y.State == "" })
		return false
	}
	c.logCase(x, h, "not possible: the case is "+x.State)
	return false
}

// caseFor returns the case that an act is about; it opens one for a declaration,
// and another of the same name for a second neighbour. nil: there is none.
func (c *Center) caseFor(at air.Time, a *air.Act) *toi {
	var same *toi
	for i := range c.cases {
		x := &c.cases[i]
		if a.Do == "close" && a.By == robot && x.State != "closed" && x.concerns(a) && c.ending(x, at) == a.Text {
			return x
		}
	}
	if x := c.caseOfContact(a); x != nil {
		return x
	}
	for i := range c.cases {
		x := &c.cases[i]
		if x.State == "closed" || !x.concerns(a) || a.Do == "declare" && x.Track != a.Track {
			continue
		}
		if a.To == "" || x.With == "" || x.With == a.To {
			return x
		}
		same = x
	}
	switch {
	case same != nil && a.Do == "warn":
		c.cases = append(c.cases, *same)
		x := &c.cases[len(c.cases)-1]
		x.With, x.State, x.Other, x.Told, x.Late, x.Turn = a.To, "toi", 0, false, air.Never, air.Never
		x.Offer, x.Offers, x.Plan = air.Talk{}, 0, intent{}
		return x
	case a.Do == "declare" && c.picture.Find(a.Track) != nil:
		return c.newCase(at, a.Track)
	}
	return nil
}

// caseOfContact returns the case that a contact is about, of several told by one
// neighbour: the one whose track it is, else a lost one in whose cone it lies.
func (c *Center) caseOfContact(a *air.Act) (found *toi) {
	for i := range c.cases {
		x := &c.cases[i]
		switch {
		case a.Do != "contact" || x.State == "closed" || !x.concerns(a):
		case x.Found == a.Track || x.Track == a.Track:
			return x
		case found == nil && x.State == "lost" && c.inCone(x, &happening{act: *a}):
			found = x
		}
	}
	return found
}

// concerns reports whether an act is about the case's track: by the own number,
// by the one found for it, or where there is none yet by the neighbour's.
func (x *toi) concerns(a *air.Act) bool {
	switch {
	case a.Do == "contact":
		return (x.State == "telling" || x.State == "lost") && (a.To == "" || x.With == a.To || x.Track == a.Track)
	case x.Track != 0:
		return x.Track == a.Track
	}
	return x.Found == a.Track || x.Other == a.Track
}

// hearCase moves a case by what a neighbour said.
func (c *Center) hearCase(at air.Time, m *air.Message) {
	h := &happening{on: "hear " + m.Says.Word, at: at, who: m.From, msg: *m, said: logged(&m.Says, m.Voice)}
	if m.Says.Word == "warn" {
		c.warnedAnew(m)
	}
	x := c.caseCalled(m.Says.Case, m.From)
	why := "no such case here"
	if m.Says.Word == "tell" && (x == nil || x.State == "closed" && x.Giving && m.At > x.Since) {
		c.closesAgain(at, m)
	}
	if x == nil && m.Says.Word == "warn" {
		x, why = c.joinCase(at, m), "we give the same track: ours stands"
	}
	if x == nil {
		c.log(at, air.LogLine{Who: m.From, Did: m.Says.Word, Case: m.Says.Case, With: m.From, Text: why, Robot: true})
		return
	}
	if !m.Voice {
		x.Voice = false // the data line works
	}
	x.Quality, x.Said, x.Escort = m.Says.Quality, at, m.Says.Escort != ""
	c.happen(x, h)
}

func (c *Center) caseCalled(name, with string) *toi {
	for i := range c.cases {
		if x := &c.cases[i]; x.Name == name && x.With == with {
			return x
		}
	}
	return nil
}

// joinCase opens a case that a neighbour warns of. An own case on the same
// aircraft gives way: while it is only potential, or if both give it and the
// neighbour declared it first; otherwise the neighbour's is not taken up.
func (c *Center) joinCase(at air.Time, m *air.Message) *toi {
	told := fixTold(&m.Says)
	track := uint32(0)
	for i := range c.cases {
		x := &c.cases[i]
		if _, same := told.meets(&x.Last); !same || !x.Giving || x.State == "closed" {
			continue
		}
		h := &happening{on: "joined", at: at, who: m.From}
		if x.State != "potential" && first(&m.Says, x) {
			h.on = "yield"
		}
		if !c.happen(x, h) {
			return nil
		}
		track = x.Track
	}
	c.cases = append(c.cases, toi{
		Case: air.Case{Name: m.Says.Case, Track: track, With: m.From, Since: at},
		Late: air.Never, Turn: air.Never, Found: c.match(&told),
	})
	return &c.cases[len(c.cases)-1]
}

// first reports whether a neighbour declared a case before the own one on the same
// aircraft: who has it first leads it. Where that is not told, or at the same
// time, the names decide, so that both sides come to the same.
func first(t *air.Talk, x *toi) bool {
	if t.Opened != 0 && t.Opened != x.Declared {
		return t.Opened < x.Declared
	}
	return t.Case < x.Name
}

// theirCase returns the open case of a neighbour's that a track fits, by where it
// was told last, and that has no track of its own here; nil: none.
func (c *Center) theirCase(track uint32) *toi {
	t := c.picture.Find(track)
	if t == nil {
		return nil
	}
	now := fixOf(t, c.picture.At)
	for i := range c.cases {
		x := &c.cases[i]
		if x.Giving || x.Track != track && c.picture.Find(x.Track) != nil || !slices.Contains(in("warned", "telling", "lost"), x.State) {
			continue
		}
		if _, same := x.Last.meets(&now); same {
			return x
		}
	}
	return nil
}

// runCases lets time pass: clocks run out, tracks are lost, positions are told.
func (c *Center) runCases(now air.Time) {
	c.openCases(now)
	for i := range c.cases {
		x := &c.cases[i]
		if x.State == "closed" {
			continue
		}
		held := x.Track != 0 && c.follows(x)
		c.leadHere(x)
		if now >= x.Late {
			x.Late = air.Never
			if !c.happen(x, &happening{on: "late", at: now, who: robot}) && x.State == "handed_over" {
				x.Turn = air.Never // nobody shadows it any longer
			}
		}
		if x.Track != 0 && !held {
			c.happen(x, &happening{on: "lost", at: now, who: robot})
		}
		c.runTurns(x, now)
	}
	c.cases = slices.DeleteFunc(c.cases, func(x toi) bool { return x.State == "closed" && now-x.Since > c.rules.Keep })
	c.showCases()
}

// follows follows the own track of a case where the case goes by it, and reports
// whether it is still held, here or by the neighbour alone: it may coast for three
// turns. Of a track that goes nobody knows whither the last good fix stays: a
// false plot at its end would throw it far.
func (c *Center) follows(x *toi) bool {
	t := c.picture.Find(x.Track)
	if t == nil || t.Status == air.Coasting && c.picture.At-t.Updated > ownAge*air.Second {
		return x.Theirs
	}
	x.Theirs = false
	if x.owns() && c.sound(x, t) {
		x.Last = fixOf(t, c.picture.At)
	}
	return true
}

// leadHere gives the lead to the nation of the center that has the case, once the
// track is over its airspace: what is handed over before the border has the old lead
// until it is across.
func (c *Center) leadHere(x *toi) {
	owner := c.nations
	if p := c.peer(x.With); !x.owns() && p != nil {
		owner = p.nations
	}
	if over := atlas.Overflown(x.Last.Pos); x.Lead != air.NoNation && over != air.NoNation && owner&air.Only(over) != 0 {
		x.Lead = over
	}
}

// owns reports whether the case goes by this center's track.
func (x *toi) owns() bool { return x.Giving != (x.State == "handed_over") }

// sound reports whether a case's track may be told on: it gets plots, it is known
// how it flies, and it did not change its speed as no aircraft does.
func (c *Center) sound(x *toi, t *air.Track) bool {
	f := fixOf(t, c.picture.At)
	return t.Status != air.Coasting && steady(t) &&
		(x.Last.At == 0 || math.Abs(f.Speed-x.Last.Speed) <= speedStep+float64(speedRate*(f.At-x.Last.At).Seconds()))
}

// By how much a track's speed may have changed since it was told. Assumed.
const (
	speedStep = 25.0 // m/s, by the tracker's errors
	speedRate = 1.0  // m/s², by what aircraft do on their way
)

// runTurns tells the next position, and misses those of a silent new owner.
func (c *Center) runTurns(x *toi, now air.Time) {
	p := c.peer(x.With)
	if p == nil {
		return
	}
	every := p.clocks[tellClock]
	if p.data && !x.Voice {
		every = p.clocks[turnClock]
	}
	if x.Giving && !x.Crossed && now/checkEvery != (now-c.beat)/checkEvery && c.across(x, p) {
		x.Crossed = true
		c.happen(x, &happening{on: "crosses", at: now, who: robot})
	}
	if now >= x.Turn {
		x.Turn = now + every
		c.happen(x, &happening{on: "turn", at: now, who: robot})
	}
	if x.State == "handed_over" && x.Giving && !x.Unheard && x.Late != air.Never && now-x.Heard > silentTurns*every+p.way(x.Voice) {
		c.happen(x, &happening{on: "silent", at: now, who: robot})
	}
}

const silentTurns = 2

// across reports whether a case's track is over the nations of a peer that are
// not the center's own.
func (c *Center) across(x *toi, p *peer) bool {
	over := atlas.Overflown(x.Last.Pos)
	return over != air.NoNation && p.nations&^c.nations&air.Only(over) != 0
}

// openCases opens a potential case for each track of interest that has none, and
// drops those no longer of interest.
func (c *Center) openCases(now air.Time) {
	if !c.full || c.kind != scenario.Defence {
		return
	}
	for i := range c.cases {
		x := &c.cases[i]
		switch e := c.overlay.find(x.Track); {
		case x.State != "potential":
		case e == nil || !e.mark.Interest:
			c.happen(x, &happening{on: "calm", at: now, who: robot})
		case c.hasAnother(x):
			c.happen(x, &happening{on: "joined", at: now, who: robot})
		case c.theirsToLead(e):
			c.happen(x, &happening{on: "led", at: now, who: robot})
		}
	}
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if !e.mark.Interest || e.gone != air.Never || c.hasCase(e.mark.Track) || c.theirsToLead(e) {
			continue
		}
		x := c.newCase(now, e.mark.Track)
		x.Why = e.mark.Why
		c.happen(x, &happening{on: "interest", at: now, who: robot})
	}
}

func (c *Center) hasCase(track uint32) bool {
	for i := range c.cases {
		x := &c.cases[i]
		if (x.Track == track || x.Track == 0 && x.Found == track) && (x.State != "closed" || !c.interestAgain(x)) {
			return true
		}
	}
	return false
}

// hasAnother reports whether a case's track has another one, that is more than
// potential.
func (c *Center) hasAnother(x *toi) bool {
	return slices.ContainsFunc(c.cases, func(y toi) bool {
		return y.Name != x.Name && (y.Track == x.Track || y.Track == 0 && y.Found == x.Track) && y.State != "closed" && y.State != "potential"
	})
}

// interestAgain reports whether a closed case may be opened anew: it was closed
// because nothing was of interest any more.
func (c *Center) interestAgain(x *toi) bool { return x.Declared == 0 && x.With == "" }

// mergeCases moves the cases of a track to the one that it merged into.
func (c *Center) mergeCases(from, into uint32) {
	for i := range c.cases {
		if c.cases[i].Track == from {
			c.cases[i].Track = into
		}
	}
}

func (c *Center) showCases() {
	c.desk.Cases = c.desk.Cases[:0]
	for i := range c.cases {
		c.desk.Cases = append(c.desk.Cases, c.cases[i].Case)
	}
}

// logCase writes an event of a case into the log.
func (c *Center) logCase(x *toi, h *happening, why string) {
	c.logEvent(h, why, air.LogLine{Track: x.Track, Case: x.Name, With: x.With})
}

// logEvent writes an event of a machine into the log: the line says what it is
// about, the rest is in the event.
func (c *Center) logEvent(h *happening, why string, line air.LogLine) {
	verb, word, two := strings.Cut(h.on, " ")
	if !two {
		word = verb
	}
	line.Who, line.Did, line.Text, line.Robot = h.who, word, why, h.who == robot || verb == "hear"
	more := []string{h.act.Text, h.msg.Says.Reason}
	if h.said != "" {
		more = []string{h.said}
	}
	for _, more := range more {
		switch {
		case more == "":
		case line.Text == "":
			line.Text = more
		default:
			line.Text = fmt.Sprintf("%s: %s", line.Text, more)
		}
	}
	c.log(h.at, line)
}

// whoOf names who gives an act.
func whoOf(a *air.Act) string {
	if a.By == "" {
		return "seat"
	}
	return a.By
}

// appendCases adds the cases to a checkpoint.
func (c *Center) appendCases(b []byte) []byte {
	b = le.AppendUint32(b, uint32(c.opened))
	for i := range c.peers {
		b = c.peers[i].append(b)
	}
	return appendJSON(appendJSON(appendJSON(b, c.cases), c.transfers), c.duties)
}

func (c *Center) loadCases(r *air.StateReader) {
	c.opened = int(r.U32())
	for i := range c.peers {
		c.peers[i].load(r)
	}
	c.cases, c.transfers, c.duties = nil, nil, nil
	loadJSON(r, "cases", &c.cases)
	loadJSON(r, "transfers", &c.transfers)
	loadJSON(r, "duties", &c.duties)
}

// appendJSON adds a small thing that changes seldom to a checkpoint, as the desk
// is kept.
func appendJSON(b []byte, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("center: %T: %v", v, err))
	}
	return air.AppendString(b, string(data))
}

func loadJSON(r *air.StateReader, what string, v any) {
	if s := r.String(); r.Err() == nil {
		if err := json.Unmarshal([]byte(s), v); err != nil {
			r.Fail(fmt.Errorf("%s: %w", what, err))
		}
	}
}
