package center

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

var forConfession = num.For("center/own breach told")

// fed is a feed as its receiver knows it: what it may do with what comes.
type fed struct {
	name     string
	sensors  []air.SensorID // whose plots it brings
	tracks   bool           // it brings the tracks of from
	from     air.CenterID   // with tracks
	purpose  []string       // none: any
	onward   air.Release    // to whom a track that rests on it may be told
	provider air.Release    // the audience whose it is, who may hear of it, too
}

// newFed lists the feeds from others that a center receives.
func newFed(sc *scenario.Scenario, id air.CenterID) (list []fed) {
	own := sc.Centers[id].Audience
	for i := range sc.Feeds {
		f := &sc.Feeds[i]
		if air.CenterID(f.Center) != id {
			continue
		}
		one := fed{name: f.Name, tracks: f.Tracks, from: air.CenterID(f.From), purpose: f.Terms.Purpose, onward: accord.Label(&f.Terms, own)}
		if f.Tracks {
			one.provider = sc.Centers[f.From].Audience
		} else {
			one.onward = everyUse
		}
		for _, r := range f.Radars {
			one.sensors = append(one.sensors, air.SensorID(r))
			one.onward &= sc.Radars[r].TracksTo
			one.provider |= air.Only(sc.Radars[r].Nation)
		}
		one.onward |= own
		list = append(list, one)
	}
	return list
}

// brings reports whether a track has its data from a feed.
func (f *fed) brings(t *air.Track) bool {
	if f.tracks {
		return t.Origin == f.from || t.Lineage.Has(f.from)
	}
	for _, by := range t.By {
		if by.Kind != 0 && by.Age <= ownAge && slices.Contains(f.sensors, by.Sensor) {
			return true
		}
	}
	return false
}

// forbids returns the feed whose terms forbid a use of a track: it is known from
// feeds alone, and none of those allows it. nil: it may be used so.
func (c *Center) forbids(t *air.Track, allows func(*fed) bool) (bad *fed) {
	if t == nil || c.ownHold(t) {
		return nil
	}
	for i := range c.fed {
		f := &c.fed[i]
		switch {
		case !f.brings(t):
		case allows(f):
			return nil
		case bad == nil:
			bad = f
		}
	}
	return bad
}

// mayUse reports whether the terms of feeds allow an act on a track: the automatic
// staff keeps to them.
func (c *Center) mayUse(t *air.Track, act string) bool {
	return c.forbids(t, func(f *fed) bool { return accord.AllowsUse(f.purpose, act) }) == nil
}

// misuse is a breach of a feed's terms by the own people, told once for a track.
type misuse struct {
	Feed, Did string
	Track     uint32
	Text      string
	Due       air.Time // when the provider is told; air.Never: it was, or will not be
}

// mindTerms notices that an act that was taken breaks the terms of a feed: what it
// was given for, or to whom it may be passed on. Nothing is prevented.
func (c *Center) mindTerms(at air.Time, a *air.Act) {
	t, to := c.picture.Find(a.Track), c.peer(a.To)
	if f := c.forbids(t, func(f *fed) bool { return accord.AllowsUse(f.purpose, a.Do) }); f != nil {
		c.misused(at, f, a, "given for "+strings.Join(f.purpose, ", "))
	}
	if to == nil || !slices.Contains(toldOn, a.Do) {
		return
	}
	if f := c.forbids(t, func(f *fed) bool { return f.onward|f.provider == f.onward|f.provider|to.audience }); f != nil {
		c.misused(at, f, a, fmt.Sprintf("to %s, without consent to pass it on", to.name))
	}
}

// toldOn are the acts that tell another center of a track.
var toldOn = []string{"warn", "offer", "report", "point_out"}

func (c *Center) misused(at air.Time, f *fed, a *air.Act, why string) {
	if slices.ContainsFunc(c.misuses, func(m misuse) bool { return m.Feed == f.name && m.Did == a.Do && m.Track == a.Track }) {
		return
	}
	m := misuse{Feed: f.name, Did: a.Do, Track: a.Track, Due: air.Never}
	m.Text = fmt.Sprintf("%s%s: %s on track %d, %s", aboutFeed, f.name, a.Do, a.Track, why)
	d := num.At(c.seed, forConfession, num.Key(c.name), num.Key(m.Text), uint64(at/air.Millisecond))
	if d.Uniform() >= c.rules.Error {
		m.Due = at + c.reaction("breach", m.Text, 0)
	}
	c.misuses = append(c.misuses, m)
	c.alert(at, a.Track, "breach: %s", m.Text)
	c.log(at, air.LogLine{Who: whoOf(a), Did: "breach", Track: a.Track, Text: m.Text, Robot: a.By == robot})
}

// ownUp tells the providers of breaches of their terms: the liaison officer who
// sits with the receiver does, unless it escapes him, at the staff's error rate.
func (c *Center) ownUp(now air.Time) {
	for i := range c.misuses {
		m := &c.misuses[i]
		if now < m.Due {
			continue
		}
		m.Due = air.Never
		for k := range c.given {
			if g := &c.given[k]; !g.mine && g.name == m.Feed {
				c.log(now, air.LogLine{Who: robot, Did: "breach_told", With: g.other, Track: m.Track, Text: m.Text, Robot: true})
				c.sayFeed(g, now, "breach", aboutFeed+g.name, strings.TrimPrefix(m.Text, aboutFeed+g.name+": "))
			}
		}
	}
}

// halting is a feed that the release officer is about to suspend.
type halting struct {
	Feed, Why string
	Due       air.Time
}

// hearBreach takes in that a receiver broke the terms of a feed. Where the terms
// say so the release officer suspends it; a person may resume it.
func (c *Center) hearBreach(at air.Time, m *air.Message) {
	for i := range c.given {
		g := &c.given[i]
		if !g.mine || g.other != m.From || m.Says.Point != aboutFeed+g.name {
			continue
		}
		c.alert(at, 0, "breach: %s of %s: %s", m.From, g.name, m.Says.Reason)
		c.log(at, air.LogLine{Who: m.From, Did: "breach_heard", With: m.From, Text: m.Says.Point + ": " + m.Says.Reason, Robot: true})
		if g.onBreach {
			c.halts = append(c.halts, halting{g.name, "breach: " + m.Says.Reason, at + c.reaction("suspend", g.name, int(at/air.Second))})
		}
	}
}

// playGifts returns what is done about feeds: requests answered, feeds suspended
// and asked for.
func (c *Center) playGifts(now air.Time) []air.Order {
	return append(append(c.playOfficer(now), c.playHalts(now)...), c.askFeeds(now)...)
}

// playHalts suspends the feeds whose terms were broken, when the officer has made
// up his mind.
func (c *Center) playHalts(now air.Time) (orders []air.Order) {
	for i := range c.halts {
		if h := &c.halts[i]; now >= h.Due {
			orders = append(orders, c.robotAct(now, air.Act{Do: "suspend", To: h.Feed, Text: h.Why}))
		}
	}
	c.halts = slices.DeleteFunc(c.halts, func(h halting) bool { return now >= h.Due })
	return orders
}
