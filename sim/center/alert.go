package center

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// feed is one of the center's feeds as the center sees it.
type feed struct {
	status air.FeedStatus
	name   string
	silent bool // told as silent
	asked  bool // it brings nothing until somebody asks for it
}

// newFeeds returns the feeds that bring to a center, in the order of their IDs.
func newFeeds(sc *scenario.Scenario, th *air.Theater, to air.CenterID) (feeds []feed) {
	for i := range th.Feeds {
		if th.Feeds[i].To != to {
			continue
		}
		f := feed{name: th.Feeds[i].Name, status: air.FeedStatus{Feed: air.FeedID(i)}}
		if i < len(sc.Feeds) {
			f.asked = sc.Feeds[i].Terms.Level == scenario.OnRequest
			if sc.Feeds[i].Terms.Level == scenario.NoLevel {
				continue
			}
		}
		feeds = append(feeds, f)
	}
	return feeds
}

// heard notes a parcel that brought something.
func (c *Center) heard(p *air.Parcel) {
	for i := range c.feeds {
		if s := &c.feeds[i].status; s.Feed == p.Feed {
			s.Heard = max(s.Heard, p.Arrived)
			s.Plots += uint64(len(p.Plots) + len(p.Tracks))
		}
	}
}

func (c *Center) alert(at air.Time, track uint32, format string, args ...any) {
	c.alerts = append(c.alerts, air.Alert{At: at, Track: track, Text: fmt.Sprintf(format, args...)})
}

// fresh drops the alerts that are older than a time.
func fresh(alerts []air.Alert, than air.Time) []air.Alert {
	old := 0
	for old < len(alerts) && alerts[old].At < than {
		old++
	}
	return slices.Delete(alerts, 0, old)
}

// watchFeeds alerts to feeds that fall silent and that come back.
func (c *Center) watchFeeds(now air.Time) {
	for i := range c.feeds {
		f := &c.feeds[i]
		silent := now-f.status.Heard >= c.rules.Silent && (f.status.Heard != 0 || !f.asked)
		switch {
		case silent && !f.silent:
			c.alert(now, 0, "feed %s silent since %v", f.name, f.status.Heard)
			if f.status.Heard > 0 { // what never came is no gap
				c.gap(now, 0, "feed "+f.name+" silent")
			}
		case !silent && f.silent:
			c.alert(now, 0, "feed %s is back", f.name)
		}
		f.silent = silent
	}
}

// watchSensors alerts to sensors that go out of service and come back.
func (c *Center) watchSensors(now air.Time) {
	for i := range c.sensors.list {
		s := &c.sensors.list[i]
		switch state := s.status.State; {
		case state == s.told:
			continue
		case state == air.Down:
			c.alert(now, 0, "sensor %s is out of service", s.info.Name)
			c.gap(now, 0, "sensor "+s.info.Name+" out of service")
		case s.told == air.Down:
			c.alert(now, 0, "sensor %s is back in service", s.info.Name)
		}
		s.told = s.status.State
	}
}
