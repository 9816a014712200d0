package center

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// Center is one fusion center with its staff.
type Center struct {
	id       air.CenterID
	name     string
	audience air.Release
	rules    Rules
	lane     lane
	shares   []share // the lanes for those whom it serves with tracks
	shareOf  []int   // by feed: the place in shares; -1: none of its own
	plans    planBook

	sensors sensors
	feeds   []feed
	picture air.Picture // of the last Advance: handed out, never written
	overlay overlay
	plots   []air.Plot // since the last View
	alerts  []air.Alert
	said    []air.Message // of the last ten minutes
	saying  []air.Message // to others, not yet on a line
	desk    air.Desk
	logged  uint32 // lines of the log so far

	seed      uint64
	ident     detective
	kind      scenario.CenterKind
	full      bool        // the staff plays cases, hand-overs and transfers too
	nations   air.Release // whose sensors are its own
	language  air.Language
	peers     []peer // the other centers
	handover  machine[*toi]
	cases     []toi
	opened    int // cases so far
	passing   machine[*transfer]
	transfers []transfer
	duties    []duty
	area      airspace
	sectors   []scenario.Sector
	given     []given   // the feeds to others and of others
	fed       []fed     // the feeds of others, and what they may be used for
	misuses   []misuse  // against their terms
	halts     []halting // own feeds about to be suspended
	stopped   []string  // own feeds that are suspended
	asks      []asking  // feeds about to be asked for
	start     int64     // s since 1970 UTC of exercise time 0
	beat      air.Time  // of the exercise

	nation  air.Nation // whose people sit here
	book    *accord.Book
	sorties []sortie // by name
	wings   []wing   // of others, as they told
	replies []promise
	zones   []scenario.Zone // that it watches
	zoneAt  []geo.Vec       // m, ECEF, their middles
	inside  []trespass
}

// Rules are what the automatic staff goes by.
type Rules struct {
	Identify air.Time // a track without a plan is unknown after this long; 2 min, assumed
	Dark     air.Time // a transponder is lost after this long without a reply at least; 20 s, assumed: a track coasts longer ...
	Scans    int      // ... and after so many turns of a radar that should have got one; 3, assumed
	Early    air.Time // a plan counts from this long before its departure; 5 min, the tolerance of an older US AIM, 5-6-1
	Keep     air.Time // the overlay outlives its track by this; 10 min, assumed
	Silent   air.Time // a feed without a parcel for this long is silent; 30 s, assumed
	Alert    air.Time // an alert is shown for this long; 5 min
	Reaction air.Time // the staff's mean, where it plays cases and transfers; the scenario's, 20 s, assumed
	Error    float64  // share of read-backs that the staff gets wrong; the scenario's, 0.01, assumed: tapes of en-route sectors showed a little under
}

// Standard are the rules of a center that says nothing else.
var Standard = Rules{
	Identify: 2 * air.Minute,
	Dark:     20 * air.Second,
	Scans:    3,
	Early:    5 * air.Minute,
	Keep:     10 * air.Minute,
	Silent:   30 * air.Second,
	Alert:    5 * air.Minute,
}

// New builds the centers of an exercise; the index is the air.CenterID. Of the
// plans each center keeps those that its audience may have. The theater must
// tell of each center the sensors that its feeds bring.
func New(sc *scenario.Scenario, seed uint64, th *air.Theater, plans []air.Plan) ([]Center, error) {
	centers := make([]Center, len(sc.Centers))
	for i := range centers {
		c, id, info := &centers[i], air.CenterID(i), &th.Centers[i]
		c.id, c.name, c.audience, c.rules = id, info.Name, info.Audience, Standard
		c.seed, c.kind, c.full = seed, sc.Centers[i].Kind, sc.Centers[i].Staff == "full"
		c.rules.Reaction, c.rules.Error = sc.Centers[i].Reaction, sc.Centers[i].Error
		c.nations, c.language, c.peers = nationsOf(&sc.Centers[i]), sc.Centers[i].Language(), newPeers(sc, i)
		c.handover, c.passing = handover(), passing()
		c.sectors = sc.Centers[i].Sectors
		c.area, c.start, c.beat = unitAirspace(sc, i), sc.Start, max(sc.Beat, 1)
		var err error
		if c.lane, err = newLane(id, th, sc.Centers[id].Gate); err != nil {
			return nil, fmt.Errorf("center %s: %w", info.Name, err)
		}
		if c.shares, c.shareOf, err = newShares(sc, id, th, &c.lane); err != nil {
			return nil, fmt.Errorf("center %s: %w", info.Name, err)
		}
		c.given, c.fed = newGiven(sc, id), newFed(sc, id)
		c.stopped = stoppedAtFirst(c.given)
		c.newRules(sc)
		c.ident = newDetective(sc, id, info.Audience)
		c.plans = newPlanBook(plans, info.Audience, &c.ident)
		c.sensors = newSensors(th, &c.lane)
		c.feeds = newFeeds(sc, th, id)
		c.picture = air.Picture{Center: id}
	}
	return centers, nil
}

// Accept takes a feed's parcel in. The parcel is not kept.
func (c *Center) Accept(p *air.Parcel) {
	if p.To != c.id {
		panic(fmt.Sprintf("center: %s got a parcel of feed %d that arrived at %v for center %d", c.name, p.Feed, p.Arrived, p.To))
	}
	for i := range c.shares {
		c.shares[i].accept(p)
	}
	got := c.lane.accept(p)
	if p.Arrived != 0 {
		c.heard(got)
	}
	for i := range got.Services {
		c.sensors.mark(&got.Services[i])
	}
	for i := range got.Platforms {
		c.sensors.move(&got.Platforms[i])
	}
	for i := range got.Reports {
		c.told(&got.Reports[i])
	}
	c.plots = append(c.plots, got.Plots...)
	c.said = append(c.said, got.Messages...)
}

// Advance brings the picture to t1 and lets the staff notice what changed.
func (c *Center) Advance(t1 air.Time) {
	c.lane.tracker.Advance(t1)
	c.watch(c.lane.picture(), c.lane.tracker.Events())
	c.advanceShares(t1)
	c.lateFeeds(t1)
	c.ownUp(t1)
	c.run(t1)
	c.runRules(t1)
}

// run lets time pass for the machines.
func (c *Center) run(now air.Time) {
	c.runCases(now)
	c.runTransfers(now)
	c.runDuties(now)
}

// Said returns what the center's people said to others since the last call; it is
// valid until the next Apply.
func (c *Center) Said() []air.Message {
	said := c.saying
	c.saying = c.saying[:0]
	return said
}

// Hear takes in what others said to the center's people.
func (c *Center) Hear(p *air.Parcel) {
	for i := range p.Messages {
		m := &p.Messages[i]
		c.hearFeed(p.Arrived, m)
		c.hearAsk(p.Arrived, m)
		c.hearOrder(p.Arrived, m)
		c.hearReport(p.Arrived, m.From, &m.Says)
		c.hearWord(p.Arrived, m)
		c.hearWings(p.Arrived, m)
		c.hearFlightAsk(p.Arrived, m)
		if c.attend(p.Arrived, m) {
			c.said = append(c.said, *m)
		}
	}
	c.showCases()
	c.showTransfers()
}

// Name returns the center's name.
func (c *Center) Name() string { return c.name }

// Picture returns the picture of the last Advance; it is never written again.
func (c *Center) Picture() air.Picture { return c.picture }

// Mark returns what the center's people hold about one of its tracks.
func (c *Center) Mark(track uint32) air.Mark {
	if e := c.overlay.find(track); e != nil {
		return e.mark
	}
	return air.Mark{Track: track}
}

// Log returns the last minutes of what the center's people wrote down.
func (c *Center) Log() []air.LogLine { return c.desk.Log }

// Events returns what happened to the lane's tracks in the last Advance.
func (c *Center) Events() []air.TrackEvent { return c.lane.tracker.Events() }

// Fates returns what became of the lane's plots in the last Advance.
func (c *Center) Fates() []air.Disposition { return c.lane.tracker.Dispositions() }

// Apply takes a person's or the staff's word on a track of this center, or a
// message to it, and reports whether it was taken: not a word on a track that
// the center does not have, nor a message that its audience may not have.
func (c *Center) Apply(at air.Time, b air.Body) bool {
	switch b := b.(type) {
	case air.Identify:
		return b.Center == c.name && c.identify(at, &b)
	case air.Tell:
		return c.hear(at, &b)
	case air.Act:
		return b.Center == c.name && c.act(at, &b)
	case air.Call:
		return b.To == c.name && c.hearPilot(at, &b)
	}
	return false
}

// act moves the machine whose word the act is.
func (c *Center) act(at air.Time, a *air.Act) bool {
	defer c.showCases()
	defer c.showTransfers()
	switch a.Do {
	case "declare", "explain", "warn", "contact", "offer", "accept", "refuse", "retract", "release", "return", "close":
		return c.minding(at, a, c.doCase(at, a))
	case "coordinate", "hand_off", "take", "decline", "propose", "recall", "point_out":
		return c.minding(at, a, c.doTransfer(at, a))
	case "note":
		c.log(at, air.LogLine{Who: whoOf(a), Did: "note", Track: a.Track, Text: a.Text, Robot: a.By == robot})
		return true
	case "request":
		return c.askFeed(at, a) || c.askOrder(at, a) || c.ask(at, a) || c.askFlight(at, a) || c.askTrack(at, a)
	case "grant", "deny":
		return c.answerFeed(at, a) || c.withhold(at, a) || c.answerAsk(at, a) || c.answerFlight(at, a)
	case "order":
		return c.order(at, a)
	case "consent":
		return c.consentTo(at, a)
	case "scramble", "vector", "shadow", "escort", "break_off", "recover":
		return c.minding(at, a, c.doFlight(at, a))
	case "suspend", "resume":
		return c.halt(at, a) || c.shutLine(at, a)
	case "report":
		return c.minding(at, a, c.passOn(at, a))
	}
	return false
}

// minding passes on whether an act was taken; then the terms of feeds are minded.
func (c *Center) minding(at air.Time, a *air.Act, taken bool) bool {
	if taken && a.Track != 0 {
		c.mindTerms(at, a)
	}
	return taken
}

func (c *Center) hear(at air.Time, b *air.Tell) bool {
	if len(b.To) > 0 && !slices.Contains(b.To, c.name) || !b.Release.To(c.audience) {
		return false
	}
	c.said = append(c.said, air.Message{At: at, From: b.From, Text: b.Text, Release: b.Release, Says: b.Says})
	c.hearReport(at, b.From, &b.Says)
	return true
}

// told writes down what an observer reports by voice: it names nobody and has no
// address, so it makes no track by itself; people read it.
func (c *Center) told(r *air.Report) {
	from := c.sensors.find(r.Sensor)
	if from == nil || from.info.ADSB {
		return
	}
	lat, lon := geo.LatLon{Lat: r.Lat, Lon: r.Lon}.Degrees()
	text := fmt.Sprintf("aircraft seen at %.2f, %.2f", lat, lon)
	if r.Has&air.HasLevel != 0 {
		text += fmt.Sprintf(", about %.0f ft", r.Level.Feet())
	}
	c.said = append(c.said, air.Message{At: r.At, From: from.info.Name, Text: text, Release: r.Release})
}

// View returns all that the center's audience gets at t1, the time of the last
// Advance. It is a value of its own: nothing writes it later. The plots are
// those that arrived since the last View.
func (c *Center) View(t1 air.Time) *air.View {
	v := &air.View{
		Picture:   c.picture,
		Audience:  c.audience,
		Marks:     c.overlay.marks(),
		Plots:     slices.Clone(c.plots),
		Sensors:   c.sensors.statuses(),
		Platforms: c.sensors.platforms(),
		Feeds:     make([]air.FeedStatus, len(c.feeds)),
		Alerts:    slices.Clone(c.alerts),
		Messages:  slices.Clone(c.said),
		Desk:      c.shown(),
	}
	v.At = t1
	for i := range c.feeds {
		v.Feeds[i] = c.feeds[i].status
	}
	c.plots = c.plots[:0]
	return v
}
