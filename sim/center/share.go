package center

import (
	"fmt"

	"perimeter/air"
	"perimeter/fusion"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// share is the lane that a center keeps for those whom it serves with tracks
// under one label: a tracker that was only ever given what may become a track for
// them. So what goes out has numbers, ages and sensors of its own, and nothing
// that they may not have has shaped a byte of it.
type share struct {
	lane
	shown []bool // by sensor: they may know it
	words words
	out   accord.Shared // of the last Shared
}

// newShares makes the lanes for whom a center's feeds of tracks serve, and says
// by feed which of them is whose.
func newShares(sc *scenario.Scenario, id air.CenterID, th *air.Theater, own *lane) (shares []share, by []int, err error) {
	by = make([]int, len(sc.Feeds))
	for i := range sc.Feeds {
		by[i] = -1
		f := &sc.Feeds[i]
		if !f.Tracks || air.CenterID(f.From) != id || f.Terms.Level == scenario.NoLevel {
			continue
		}
		label := accord.Label(&f.Terms, sc.Centers[f.Center].Audience)
		at := 0
		for at < len(shares) && (shares[at].audience != label || shares[at].relay != f.Terms.Relay) {
			at++
		}
		if at == len(shares) {
			s, err := newShare(sc, id, th, own, label)
			if err != nil {
				return nil, nil, fmt.Errorf("lane for %v: %w", label, err)
			}
			s.relay = f.Terms.Relay
			shares = append(shares, s)
		}
		shares[at].served |= air.SetOf(air.CenterID(f.Center))
		shares[at].show(th, sc.Centers[f.Center].Audience)
		by[i] = at
	}
	return shares, by, nil
}

// newShare makes the lane of a label: over the radars of the center's own lane
// whose data may become tracks for it.
func newShare(sc *scenario.Scenario, id air.CenterID, th *air.Theater, own *lane, label air.Release) (s share, err error) {
	s.audience, s.holder = label, own.holder
	s.number, s.shown = make([]int, len(own.number)), make([]bool, len(own.number))
	for i := range s.shown {
		s.shown[i] = true
	}
	sensors := s.count(th, func(i air.SensorID) bool {
		return own.knows(i) && accord.MayTrack(sc.Radars[i].TracksTo, label)
	})
	s.tracker, err = fusion.New(fusion.Config{Sensors: sensors, Center: id, Release: label, Widen: sc.Centers[id].Gate})
	return s, err
}

// show leaves shown the sensors that an audience may know, too.
func (s *share) show(th *air.Theater, audience air.Release) {
	for i := range s.shown {
		s.shown[i] = s.shown[i] && accord.May(th.Sensors[i].Release, audience)
	}
}

// Shared returns what the center has to give on a feed of its tracks at the time
// of the last Advance; it is valid until the next call for the same lane. It
// panics if the feed is not one of its own.
func (c *Center) Shared(feed air.FeedID) *accord.Shared {
	s := &c.shares[c.shareOf[feed]]
	p := s.picture()
	for i := range p.Tracks {
		accord.HideSensors(s.shown, &p.Tracks[i])
		p.Tracks[i].Origin = c.id
	}
	s.out = accord.Shared{At: p.At, Tracks: p.Tracks, Words: s.words.list()}
	return &s.out
}

// HasInterest reports whether the center's people have a track of interest.
func (c *Center) HasInterest() bool {
	for i := range c.overlay.entries {
		if c.overlay.entries[i].mark.Interest {
			return true
		}
	}
	return false
}

// advanceShares brings the lanes for others to t1, and passes on to them what the
// people said of their own tracks.
func (c *Center) advanceShares(t1 air.Time) {
	for i := range c.shares {
		s := &c.shares[i]
		s.tracker.Advance(t1)
		s.words.follow(s.tracker.Events())
		s.words.hear(c, s, t1)
	}
}
