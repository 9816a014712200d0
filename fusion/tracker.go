package fusion

import (
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// Tracker is one lane's tracker. It is not safe for concurrent use; several may
// run side by side.
type Tracker struct {
	cfg        Config
	gate       float64 // squared statistical distance
	rateGate   float64 // the same of a plot with a range rate
	confirmAt  float64 // ln of odds
	sensors    []sensor
	sought     []sector  // by sensor: where its watches are needed
	watches    [][]watch // by sensor: tracks that it should see there
	filter     estimate.Filter
	associator Associator

	now      air.Time // of the last Advance
	clock    air.Time // the latest time that an event had, or now
	reviewed air.Time

	sorter    sorter
	plots     []air.Plot    // accepted, not yet used; during Advance in measured order
	marks     []air.Service // the same
	platforms []air.Platform
	ids       idSet
	batches   []batch
	work      batchWork

	tracks   []track // by slot; a slot with id 0 is free
	free     []int32 // slots
	order    []int32 // slots of live tracks, by id
	easy     easyWork
	grid     grid
	coverage coverage
	twins    twinFinder
	lastID   uint32 // provisional
	numbers  uint32 // given so far

	memory    memory
	foreign   foreign
	strobes   strobes
	witnesses witnesses
	registrar *registrar

	events []air.TrackEvent
	fates  []air.Disposition
}

// FirstProvisional is the first provisional number: those of tentative tracks.
const FirstProvisional uint32 = 1 << 24

// track is what is believed of one aircraft.
type track struct {
	id     uint32 // provisional number; 0: a free slot
	number uint32 // 0 until confirmed
	born   air.Time
	at     air.Time // of the state: the newest plot's

	evidence evidence
	oath     oath
	score    float64      // ln of the odds of "an aircraft" to "false plots"
	looks    uint16       // of radars that gave it plots, newest in bit 0: 1 a plot, 0 none
	hits     uint16       // plots so far, up to 65535
	missed   uint16       // looks without a plot since the last one
	sole     air.SensorID // the only radar that gave it plots of late
	covered  stamp        // when contacts was last brought up to date
	mixed    bool         // several did
	twin     uint8        // reviews in a row in which it could not be told from an older track
	n        uint8        // contacts in use
	status   air.TrackStatus
	contacts [maxContacts]contact

	frame geo.Frame // from here on what fewer ask for: what many look at lies together
	state estimate.State
	past  past
}

// New returns a tracker, or all that is wrong with the configuration.
func New(cfg Config) (*Tracker, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	cfg = cfg.settled()
	t := &Tracker{cfg: cfg, confirmAt: cfg.confirmation(), gate: cfg.wide(gateOf(cfg.Gate)), rateGate: cfg.wide(rateGateOf(cfg.Gate)), filter: cfg.filter(), associator: cfg.associator(), lastID: FirstProvisional - 1}
	t.grid.widen = max(cfg.Widen, 1)
	t.watches = make([][]watch, len(cfg.Sensors))
	t.registrar = newRegistrar(&cfg)
	for _, info := range cfg.Sensors {
		t.sensors = append(t.sensors, newSensor(info, &cfg))
	}
	t.registrar.apply(t.sensors)
	return t, nil
}

// Accept keeps a copy of what a parcel brings, for the next Advance. It takes
// everything; what cannot be used is disposed of there, with the reason.
// Messages are left for those who read them.
func (t *Tracker) Accept(p *air.Parcel) {
	t.plots = append(t.plots, p.Plots...)
	for i := range p.Reports {
		if t.isWitness(p.Reports[i].Sensor) {
			t.witnesses.inbox = append(t.witnesses.inbox, p.Reports[i])
			continue
		}
		t.plots = append(t.plots, plotOf(&p.Reports[i]))
	}
	t.marks = append(t.marks, p.Services...)
	t.platforms = append(t.platforms, p.Platforms...)
	t.foreign.accept(p)
}

// Advance brings the tracks to a time, with all that was accepted. A time
// before the last is taken as the last.
func (t *Tracker) Advance(now air.Time) {
	t.open(now)
	t.screen()
	t.cut()
	t.seek()
	t.refresh()
	t.excuse()
	marks := t.marks
	for i, easy := 0, 0; i < len(t.batches); i++ {
		b := &t.batches[i]
		for len(marks) > 0 && marks[0].At < b.from {
			t.look(&marks[0])
			marks = marks[1:]
		}
		if t.review(b.from) {
			t.refresh()
		}
		if i == easy {
			easy += wave(t.batches[i:])
			t.takeEasy(t.batches[i:easy])
		}
		s := &t.sensors[b.sensor]
		s.falseEchoes.fade(b.from, s.Scan)
		if b.count == 0 {
			continue
		}
		t.findCandidates(b)
		t.associate()
		t.updateTracks(b)
		t.initiate(b)
	}
	t.useStrobes()
	t.hearWitnesses()
	for i := range marks {
		t.look(&marks[i])
	}
	t.review(now)
	t.heed()
	t.register()
	t.close()
}

// open begins an Advance: what the last one told is forgotten.
func (t *Tracker) open(now air.Time) {
	t.now = max(now, t.now)
	t.events, t.fates, t.registrar.events = t.events[:0], t.fates[:0], t.registrar.events[:0]
	slices.SortFunc(t.platforms, comparePlatforms)
	for _, p := range t.platforms {
		if int(p.Sensor) < len(t.sensors) && t.sensors[p.Sensor].mayStand(&p) && p.At <= t.now && usable(&p) {
			t.sensors[p.Sensor].move(p)
		}
	}
	t.sortMarks()
}

func (t *Tracker) close() {
	t.clock = t.now
	t.plots, t.marks, t.platforms = t.plots[:0], t.marks[:0], t.platforms[:0]
}

// Picture returns the confirmed and coasting tracks predicted to the time of
// the last Advance, sorted by number: a fresh slice.
func (t *Tracker) Picture() air.Picture {
	shown := t.work.near[:0]
	for _, slot := range t.order {
		if t.tracks[slot].number != 0 {
			shown = append(shown, slot)
		}
	}
	t.work.near = shown
	p := air.Picture{Center: t.cfg.Center, At: t.now, Tracks: make([]air.Track, 0, len(shown))}
	for _, slot := range shown {
		p.Tracks = append(p.Tracks, t.show(&t.tracks[slot]))
	}
	slices.SortFunc(p.Tracks, func(a, b air.Track) int { return int(a.Number) - int(b.Number) })
	t.joinForeign(&p)
	return p
}

// Events returns what happened to numbered tracks since the last Advance began,
// in the order in which it was found. It is valid until the next Advance.
func (t *Tracker) Events() []air.TrackEvent { return t.events }

// Dispositions returns what became of each plot since the last Advance began.
// It is valid until the next Advance.
func (t *Tracker) Dispositions() []air.Disposition { return t.fates }

// show returns a track as the picture has it.
func (t *Tracker) show(tr *track) air.Track {
	s := &t.work.trial
	*s = tr.state
	t.filter.Predict(s, (t.now - tr.at).Seconds())
	out := air.Track{
		Number:    tr.number,
		Status:    tr.status,
		Release:   t.cfg.Release,
		Origin:    t.cfg.Center,
		Lineage:   air.SetOf(t.cfg.Center),
		Born:      tr.born,
		Updated:   tr.at,
		Pos:       ecef(&tr.frame, s.X[0], s.X[1], s.Up[0]),
		Vel:       tr.velocity(s),
		SigmaUp:   float32(sqrt(s.V[0])),
		Existence: float32(tr.existence()),
	}
	for i := range s.P {
		out.Cov[i] = float32(s.P[i])
	}
	by := t.considered(tr, s)
	out.Cov[0] += float32(by.ee)
	out.Cov[1] += float32(by.en)
	out.Cov[4] += float32(by.nn)
	tr.evidence.show(&out, t.now)
	if tr.oath.doubted {
		out.Has |= air.Doubted
	}
	tr.showContacts(&out, t.now)
	return out
}

// velocity returns the ECEF velocity of a state.
func (tr *track) velocity(s *estimate.State) geo.Vec { return tr.frame.Unturn(motion(s)) }

// add takes a slot for a new track.
func (t *Tracker) add() (slot int32, tr *track) {
	if n := len(t.free); n > 0 {
		slot, t.free = t.free[n-1], t.free[:n-1]
	} else {
		slot = int32(len(t.tracks))
		t.tracks = append(t.tracks, track{})
	}
	t.lastID++
	t.order = append(t.order, slot)
	tr = &t.tracks[slot]
	tr.clear()
	tr.id = t.lastID
	return slot, tr
}

// clear makes a slot new.
func (tr *track) clear() {
	*tr = track{}
	tr.past.whole = true
}

// purge gives back the slots of tracks that ended (id 0).
func (t *Tracker) purge() {
	t.order = slices.DeleteFunc(t.order, func(slot int32) bool {
		if t.tracks[slot].id != 0 {
			return false
		}
		t.free = append(t.free, slot)
		return true
	})
}
