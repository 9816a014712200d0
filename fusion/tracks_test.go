package fusion

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion/estimate"
)

// simCenter is another nation's center: a tracker of its own over radars of its
// own, which shares its picture.
type simCenter struct {
	name    string
	id      air.CenterID
	radars  []string
	tracker *Tracker
	every   air.Time
	delay   air.Time
	plots   bool // its radars' plots are shared too
	twice   bool // each picture comes again, 3 s later
	mute    bool // no picture comes
	hears   bool // it gets our picture, as we get its
	queue   []air.Parcel
}

// center NAME RADAR,RADAR [every=s] [delay=s] [plots] [twice]
func (s *story) center(a []string) {
	c := simCenter{name: a[0], id: air.CenterID(len(s.sky.centers) + 1), radars: strings.Split(a[1], ","), every: 4 * air.Second}
	for _, option := range a[2:] {
		key, value, _ := strings.Cut(option, "=")
		switch key {
		case "every":
			c.every = air.FromSeconds(s.number(value))
		case "delay":
			c.delay = air.FromSeconds(s.number(value))
		case "plots":
			c.plots = true
		case "twice":
			c.twice = true
		default:
			s.t.Fatalf("story: unknown option %q", option)
		}
	}
	s.sky.centers = append(s.sky.centers, c)
}

func (s *story) centerNamed(name string) *simCenter {
	i := slices.IndexFunc(s.sky.centers, func(c simCenter) bool { return c.name == name })
	if i < 0 {
		s.t.Fatalf("story: no center %q", name)
	}
	return &s.sky.centers[i]
}

// whose tells who made a track and who had a part in it, where that was not the
// lane alone.
func (s *story) whose(tr *air.Track) string {
	var names []string
	for _, c := range s.sky.centers {
		if tr.Lineage.Has(c.id) {
			names = append(names, c.name)
		}
	}
	switch {
	case names == nil:
		return ""
	case tr.Origin == 0:
		return " with " + strings.Join(names, ", ")
	}
	return " by " + strings.Join(names, ", ")
}

func (s *story) sayTally([]string) { s.say("%+v", s.tracker.ForeignTally()) }

func (s *sky) radarIndex(name string) int {
	return slices.IndexFunc(s.radars, func(r simRadar) bool { return r.info.Name == name })
}

// mine returns what our lane knows of a radar: nothing of those whose plots stay
// with another center.
func (s *sky) mine(radar int) air.SensorInfo {
	for i := range s.centers {
		if c := &s.centers[i]; !c.plots && slices.Contains(c.radars, s.radars[radar].info.Name) {
			return air.SensorInfo{}
		}
	}
	return s.radars[radar].info
}

// route gives each radar's parcels to whom they belong, and returns those for
// our lane: plots and other centers' pictures.
func (s *sky) route(due []air.Parcel) (ours []air.Parcel) {
	for i := range due {
		if id := due[i].Services[0].Sensor; s.mine(int(id)) != (air.SensorInfo{}) {
			ours = append(ours, due[i])
		}
	}
	for i := range s.centers {
		ours = append(ours, s.share(&s.centers[i], due)...)
	}
	return ours
}

// share runs a center over its radars' parcels and returns what of its pictures
// arrives.
func (s *sky) share(c *simCenter, due []air.Parcel) (arrived []air.Parcel) {
	if c.tracker == nil {
		cfg := Config{Center: c.id, Release: air.Only(air.USA, air.MEX), Sensors: make([]air.SensorInfo, len(s.radars))}
		for _, name := range c.radars {
			i := s.radarIndex(name)
			cfg.Sensors[i] = s.radars[i].info
		}
		c.tracker, _ = New(cfg)
	}
	for i := range due {
		if slices.Contains(c.radars, s.radars[due[i].Services[0].Sensor].info.Name) {
			c.tracker.Accept(&due[i])
		}
	}
	c.tracker.Advance(s.now)
	if s.now%c.every == 0 && !c.mute {
		p := c.tracker.Picture()
		for i := range p.Tracks {
			p.Tracks[i].Round()
		}
		c.queue = append(c.queue, air.Parcel{Sent: s.now, Arrived: s.now + c.delay, Tracks: p.Tracks})
		if c.twice {
			c.queue = append(c.queue, air.Parcel{Sent: s.now, Arrived: s.now + c.delay + 3*air.Second, Tracks: p.Tracks})
		}
	}
	c.queue = slices.DeleteFunc(c.queue, func(p air.Parcel) bool {
		if p.Arrived <= s.now {
			arrived = append(arrived, p)
		}
		return p.Arrived <= s.now
	})
	return arrived
}

var _ = []any{fmt.Sprint, math.Abs, reflect.DeepEqual, geo.Deg, num.At, estimate.Definite, testing.Short}
