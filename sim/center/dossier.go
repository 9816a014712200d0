package center

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
)

// dossier is what the people of a center that looks closely hold about a track
// beside its mark. It goes into a checkpoint as JSON.
type dossier struct {
	By      string     `json:",omitempty"` // who gave the identity
	Since   air.Time   `json:",omitempty"` // when
	Next    judgement  `json:"-"`          // what the staff is about to say ...
	Due     air.Time   `json:",omitempty"` // ... then
	Meant   judgement  `json:"-"`          // what it last meant to say
	Said    [4]uint8   `json:",omitzero"`  // Next and Meant, in a checkpoint
	Moves   int        `json:",omitempty"` // words so far: draws belong to them
	Recheck air.Time   `json:",omitempty"` // when it finds that it was wrong
	Met     []air.Time `json:",omitempty"` // by criterion of the center; 0: not met

	Born      geo.Vec      `json:",omitzero"`  // where it was first seen
	Over      air.Nation   `json:",omitempty"` // in whose airspace it is
	HomeSince air.Time     `json:",omitempty"` // when it last came into the own nations' airspace
	Off       air.Time     `json:",omitempty"` // since when it is off its plan's route; 0: it is on it, or has none
	OffNM     float64      `json:",omitempty"` // how far, then
	Tied      air.Time     `json:",omitempty"` // since when it has this plan
	Fitted    bool         `json:",omitempty"` // it has been on its plan's route
	Belied    bool         `json:",omitempty"` // it never was
	Flies     bool         `json:",omitempty"` // it is surely of an aircraft
	Guided    string       `json:",omitempty"` // the flight of interceptors that it is, or the other center whose
	Ours      bool         `json:",omitempty"` // the flight is the center's own
	Mute      air.Time     `json:",omitempty"` // since when a transponder should have answered; 0: none should
	Unrest    uint8        `json:",omitempty"` // of the last eight looks, those that showed a change
	Look      look         `json:",omitzero"`  // the last of them
	Entry     adizEntry    `json:",omitzero"`
	CannotDue air.Time     `json:",omitempty"` // when the staff says that no flight can meet it; 0: it has not found so; air.Never: it has said so
	Asked     bool         `json:",omitempty"` // ATC was asked about it
	AskDue    air.Time     `json:",omitempty"`
	Called    air.Time     `json:",omitempty"` // since when a controller calls it; 0: nobody does
	Reported  bool         `json:",omitempty"` // ATC has told air defence that it does not answer
	Zone      string       `json:",omitempty"` // restricted, over which it flies
	Corridor  string       `json:",omitempty"` // to which it keeps
	Visual    string       `json:",omitempty"` // what an interceptor saw
	Saw       air.Identity `json:",omitempty"`
	Told      []report     `json:",omitempty"` // about it
	Words     []air.Word   `json:",omitempty"` // of others, by center
	Conflict  bool         `json:",omitempty"`
	Passed    bool         `json:",omitempty"` // the lead nation was told
	PassDue   air.Time     `json:",omitempty"`
	Calm      air.Time     `json:",omitempty"` // since when a declared one meets no criterion any longer
	Uttered   bool         `json:",omitempty"` // the identity was told to others
}

// look is what a track did at one time, to be compared with the next.
type look struct {
	At     air.Time
	Course float64 // rad
	Speed  float64 // m/s
	Height float64 // m
}

const (
	inspectEvery = 5 * air.Second
	compareEvery = 30 * air.Second
	settled      = 60 * air.Second // after which a tie or its absence counts; assumed
)

// inspect notes what only people who look closely see of a track: whether it is on
// its route, in whose airspace, in which zone, how it flies.
func (c *Center) inspect(e *entry, t *air.Track, now air.Time) {
	if !c.ident.Asked {
		return
	}
	if e.file == nil {
		e.file = &dossier{Born: t.Pos}
	}
	if t.Status == air.Coasting {
		e.file.Look, e.file.Mute = look{}, 0
	} else if (now/air.Second+air.Time(t.Number))%(inspectEvery/air.Second) == 0 || now == e.since {
		at := t.Pos.Geodetic()
		e.file.Guided, e.file.Ours = c.guided(e, t)
		c.inspectPlace(e, t, at, now)
		c.inspectRoute(e, t, now)
		c.inspectADIZ(e, t, at.LatLon, now)
		c.inspectReplies(e, t, now)
		e.file.compare(t, at.Height, now)
		e.file.Corridor = c.corridorOf(t, at, now)
		e.file.Zone = c.zoneOver(t.Number)
	}
	if t.Status != air.Coasting { // where it is, is a guess
		c.watchCriteria(e, t, now)
	}
}

// inspectPlace notes in whose airspace a track is.
func (c *Center) inspectPlace(e *entry, _ *air.Track, at geo.Geodetic, now air.Time) {
	if over := overflown(at.LatLon); over != e.file.Over {
		e.file.Over = over
		if c.atHome(over) {
			e.file.HomeSince = now
		}
	}
}

func (c *Center) atHome(over air.Nation) bool {
	return over != air.NoNation && c.ident.nations&air.Only(over) != 0
}

// inspectRoute compares a track with the route of its plan.
func (c *Center) inspectRoute(e *entry, t *air.Track, now air.Time) {
	d, k := e.file, c.plans.index(e.mark.Plan)
	if d.Guided != "" {
		d.Off, d.Fitted, d.Belied = 0, true, false
		return
	}
	if k < 0 || e.tie == noEvidence || len(c.plans.courses[k].points) < 2 {
		d.Off, d.Tied = 0, 0
		return
	}
	if d.Tied == 0 {
		d.Tied = now
	}
	apart, _, _ := c.plans.courses[k].off(ground(t), -wholly, wholly)
	if apart <= c.within(t) {
		d.Off, d.OffNM, d.Fitted, d.Belied = 0, 0, true, false
		return
	}
	d.OffNM = math.Round(apart / geo.NM)
	if d.Off == 0 {
		d.Off = now
	}
	if now-d.Off >= leftFor && e.tie == routeEvidence { // the route was all that tied them
		e.tie, e.mark.Plan, d.Off, d.Tied, d.Fitted = noEvidence, air.Callsign{}, 0, 0, false
		return
	}
	d.Belied = !d.Fitted && now-d.Tied >= settled && c.ident.weighs("plan_belied")
}

// within returns how far from its route a track may be where it is: less over
// land than over water.
func (c *Center) within(t *air.Track) float64 {
	if overLand(t.Pos.Geodetic().LatLon) {
		return c.ident.within.Land
	}
	return c.ident.within.Water
}

// inspectReplies notes since when a radar looks at a track that would surely get
// replies.
func (c *Center) inspectReplies(e *entry, t *air.Track, now air.Time) {
	expects := false
	for i := range c.sensors.list {
		s := &c.sensors.list[i]
		expects = expects || s.status.Heard > e.since && s.expects(t.Pos, true)
	}
	switch {
	case !expects:
		e.file.Mute = 0
	case e.file.Mute == 0:
		e.file.Mute = now
	}
}

// Changes between two looks that a flight on its way does not show; assumed.
const (
	newHeading = 30 * geo.Degree
	newSpeed   = 0.2  // of the speed before
	newHeight  = 600  // m, 2000 ft
	sureSpeed  = 0.15 // of the speed, one standard deviation: beyond, its course is not known
)

// steady reports whether it is known how fast and where a track goes.
func steady(t *air.Track) bool {
	return math.Sqrt(float64(t.Cov[7])+float64(t.Cov[9])) <= sureSpeed*t.Vel.Norm()
}

// compare holds how a track flies against how it flew at the last look.
func (d *dossier) compare(t *air.Track, height float64, now air.Time) {
	if now-d.Look.At < compareEvery {
		return
	}
	f := geo.NewFrame(t.Pos.Geodetic())
	v := f.Turn(t.Vel)
	if !steady(t) {
		d.Look = look{}
		return
	}
	next := look{now, math.Atan2(v.X, v.Y), math.Hypot(v.X, v.Y), height}
	if t.Has&air.HasLevel == 0 {
		next.Height = d.Look.Height
	}
	if last := d.Look; last.At != 0 {
		changed := math.Abs(geo.Delta(next.Course, last.Course)) > newHeading || math.Abs(next.Speed-last.Speed) > newSpeed*last.Speed ||
			last.Height != 0 && math.Abs(next.Height-last.Height) > newHeight
		d.Unrest <<= 1
		if changed {
			d.Unrest |= 1
		}
	}
	d.Look = next
}

// take adds what is held about a track that merged into this one's.
func (d *dossier) take(from *dossier) {
	for i := range from.Met {
		if d.Met == nil {
			d.Met = make([]air.Time, len(from.Met))
		}
		if d.Met[i] == 0 || from.Met[i] != 0 && from.Met[i] < d.Met[i] {
			d.Met[i] = from.Met[i]
		}
	}
	for _, r := range from.Told {
		if d.told(r.Reason) == nil {
			d.Told = append(d.Told, r)
		}
	}
	for _, w := range from.Words {
		if !slices.ContainsFunc(d.Words, func(x air.Word) bool { return x.From == w.From }) {
			d.hearWord(w)
		}
	}
	if d.Visual == "" {
		d.Visual, d.Saw = from.Visual, from.Saw
	}
	if d.Zone == "" {
		d.Zone = from.Zone
	}
	d.Passed, d.Fitted, d.Flies = d.Passed || from.Passed, d.Fitted || from.Fitted, d.Flies || from.Flies
	d.Uttered = d.Uttered || from.Uttered
}

// showDossiers lays on the desk what there is to say of tracks beside their marks.
func (c *Center) showDossiers() {
	c.desk.Dossiers = c.desk.Dossiers[:0]
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		if e.file == nil || e.gone != air.Never {
			continue
		}
		if notes := c.notes(e, c.picture.At); notes != "" || e.person || e.file.notable() {
			c.desk.Dossiers = append(c.desk.Dossiers, c.dossierOf(e, notes))
		}
	}
}

func (d *dossier) notable() bool {
	return d.Visual != "" || len(d.Words) > 0 || slices.ContainsFunc(d.Met, func(t air.Time) bool { return t != 0 })
}

func (c *Center) dossierOf(e *entry, notes string) air.Dossier {
	d := air.Dossier{
		Track: e.mark.Track, By: e.file.By, Seen: e.since, Since: e.file.Since, Visual: e.file.Visual, Notes: notes,
		Words: slices.Clone(e.file.Words), Conflict: e.file.Conflict,
	}
	for i, at := range e.file.Met {
		if at != 0 {
			d.Met = append(d.Met, air.Met{Criterion: c.ident.criteria[i].name, At: at})
		}
	}
	for i := range c.desk.Cases {
		if k := &c.desk.Cases[i]; k.Track == e.mark.Track && k.Declared != 0 {
			d.Declared = k.Declared
		}
	}
	return d
}

// append adds the dossier to a checkpoint; there may be none.
func (d *dossier) append(b []byte) []byte {
	if d == nil {
		return air.AppendString(b, "")
	}
	d.Said = [4]uint8{uint8(d.Next.identity), bit(d.Next.interest), uint8(d.Meant.identity), bit(d.Meant.interest)}
	return appendJSON(b, d)
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// loadDossier reads what append wrote, in a center of so many criteria.
func loadDossier(r *air.StateReader, criteria int) *dossier {
	s := r.String()
	if r.Err() != nil || s == "" {
		return nil
	}
	d := &dossier{}
	if err := json.Unmarshal([]byte(s), d); err != nil {
		r.Fail(fmt.Errorf("dossier: %w", err))
		return nil
	}
	if len(d.Met) != 0 && len(d.Met) != criteria {
		r.Fail(fmt.Errorf("dossier: want %d criteria, got %d", criteria, len(d.Met)))
		return nil
	}
	d.Next = judgement{air.Identity(d.Said[0]), d.Said[1] != 0}
	d.Meant = judgement{air.Identity(d.Said[2]), d.Said[3] != 0}
	return d
}
