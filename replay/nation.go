package replay

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Nation records what one nation may have, and nothing else: a file beside the
// director's. It is a Tap.
//
// Kept are the centers whose audience the nation belongs to (all that reaches
// them is releasable to it), the sensors that their feeds bring, and their
// views. There is no truth in it, no order, no board, no checkpoint, no seed and
// no scenario; sensors, feeds and centers have numbers of their own, so that not
// even a gap tells of what is hidden. Changing what the nation may not have
// changes no byte of it.
//
// Plots stand in it as they were delivered, with the fields that the feed let
// through.
type Nation struct {
	recorder *Recorder
	encoder  truth.Encoder
	names    []string

	centers []int // of the exercise, by number in the file
	center  []int // number in the file, by CenterID; -1: hidden
	sensor  []int // the same, by SensorID
	feed    []int // the same, by FeedID
	terms   terms // of what the nation may keep
	events  [][]air.TrackEvent
	fates   [][]air.Disposition
}

// hidden is the number of what is not in the file.
const hidden = -1

// NewNation starts a nation's recording on w. It fails if the nation has no
// center.
func NewNation(w io.Writer, h Header, nation air.Nation) (*Nation, error) {
	return startNation(h, nation, func(own Header) (*Recorder, error) { return NewRecorder(w, own) })
}

// CreateNation starts a nation's recording in a file of its own, as Create does.
func CreateNation(path string, force bool, h Header, nation air.Nation) (*Nation, error) {
	return startNation(h, nation, func(own Header) (*Recorder, error) { return Create(path, force, own) })
}

func startNation(h Header, nation air.Nation, start func(Header) (*Recorder, error)) (*Nation, error) {
	n := &Nation{}
	own, err := n.header(&h, air.Only(nation))
	if err != nil {
		return nil, fmt.Errorf("recording for %v: %w", nation, err)
	}
	if n.recorder, err = start(own); err != nil {
		return nil, err
	}
	n.events = make([][]air.TrackEvent, len(n.centers))
	n.fates = make([][]air.Disposition, len(n.centers))
	return n, nil
}

// header makes the file's header, and numbers what is in it.
func (n *Nation) header(h *Header, nation air.Release) (Header, error) {
	th := &h.Theater
	n.sensor = numbers(len(th.Sensors), func(s int) bool {
		return slices.ContainsFunc(th.Centers, func(c air.CenterInfo) bool {
			return c.Audience.To(nation) && slices.Contains(c.Sensors, air.SensorID(s)) && th.Sensors[s].Release.To(c.Audience)
		})
	})
	n.center = numbers(len(th.Centers), func(c int) bool { return th.Centers[c].Audience.To(nation) })
	n.terms = newTerms(th)
	n.feed = numbers(len(th.Feeds), func(f int) bool { return n.center[th.Feeds[f].To] != hidden })
	own := Header{Name: h.Name, Build: h.Build, Theater: *th}
	own.Theater.Sensors, own.Theater.Centers, own.Theater.Feeds = nil, nil, nil
	for s, at := range n.sensor {
		if at != hidden {
			own.Theater.Sensors = append(own.Theater.Sensors, th.Sensors[s])
		}
	}
	for c, at := range n.center {
		if at == hidden {
			continue
		}
		info := th.Centers[c]
		info.Sensors = nil
		for _, s := range th.Centers[c].Sensors {
			if n.sensor[s] != hidden {
				info.Sensors = append(info.Sensors, air.SensorID(n.sensor[s]))
			}
		}
		n.centers = append(n.centers, c)
		n.names = append(n.names, info.Name)
		own.Theater.Centers = append(own.Theater.Centers, info)
	}
	for f, at := range n.feed {
		if at != hidden {
			f := &th.Feeds[f]
			own.Theater.Feeds = append(own.Theater.Feeds, air.FeedInfo{Name: f.Name, To: air.CenterID(n.center[f.To]), Tracks: f.Tracks, Retain: f.Retain})
		}
	}
	own.Theater.Zones = slices.DeleteFunc(slices.Clone(th.Zones), func(z air.ZoneInfo) bool { return !z.Release.To(nation) })
	if len(n.centers) == 0 {
		return own, fmt.Errorf("want a nation that has a center, got %v", nation)
	}
	frame(&own.Theater)
	return own, nil
}

// numbers counts what is kept, in order.
func numbers(n int, keep func(int) bool) []int {
	list, next := make([]int, n), 0
	for i := range list {
		list[i] = hidden
		if keep(i) {
			list[i] = next
			next++
		}
	}
	return list
}

// frame lets the map open around the sensors that are in the file: where it
// opened before may tell of others.
func frame(th *air.Theater) {
	if len(th.Sensors) == 0 {
		return
	}
	var sum geo.Vec
	for i := range th.Sensors {
		sum = sum.Add(th.Sensors[i].Pos.ECEF())
	}
	th.Center = sum.Geodetic().LatLon
	th.Range = 0
	for i := range th.Sensors {
		s := &th.Sensors[i]
		th.Range = max(th.Range, geo.Distance(th.Center, s.Pos.LatLon)+max(s.Range, s.RangeSSR)/2)
	}
}

// Beat writes what one beat brought to the nation's centers: at their
// publications, all since the last.
func (n *Nation) Beat(b *truth.Beat) error {
	out := truth.Beat{
		From: b.From, At: b.At,
		Views: make([]*air.View, len(n.centers)), Events: make([][]air.TrackEvent, len(n.centers)), Fates: make([][]air.Disposition, len(n.centers)),
	}
	var plots []air.Plot
	for k, c := range n.centers {
		n.events[k] = append(n.events[k], b.Events[c]...)
		n.fates[k] = append(n.fates[k], b.Fates[c]...)
		if b.Views[c] == nil {
			continue
		}
		v := n.view(k, b.Views[c])
		plots = append(plots, v.Plots...)
		out.Views[k], out.Events[k], out.Fates[k] = v, n.events[k], n.fates[k]
		n.events[k], n.fates[k] = nil, nil
	}
	out.Batches = batches(plots)
	n.encoder.Beat(&out, n.names)
	return n.recorder.Beat(&out)
}

// view returns a center's view in the file's numbers.
func (n *Nation) view(k int, v *air.View) *air.View {
	own := *v
	own.Center = air.CenterID(k)
	own.Tracks, own.Plots = slices.Clone(v.Tracks), slices.Clone(v.Plots)
	drop(n.terms.over(n.centers[k], v.At), &own)
	plots := own.Plots
	for i := range own.Tracks {
		n.track(&own.Tracks[i], own.Center)
	}
	own.Plots = nil
	for _, p := range plots {
		if at := n.sensor[p.Sensor]; at != hidden {
			p.Sensor = air.SensorID(at)
			own.Plots = append(own.Plots, p)
		}
	}
	own.Sensors, own.Platforms, own.Feeds = nil, nil, nil
	for _, s := range v.Sensors {
		if at := n.sensor[s.Sensor]; at != hidden {
			s.Sensor = air.SensorID(at)
			own.Sensors = append(own.Sensors, s)
		}
	}
	for _, p := range v.Platforms {
		if at := n.sensor[p.Sensor]; at != hidden {
			p.Sensor = air.SensorID(at)
			own.Platforms = append(own.Platforms, p)
		}
	}
	for _, f := range v.Feeds {
		if at := n.feed[f.Feed]; at != hidden {
			f.Feed = air.FeedID(at)
			own.Feeds = append(own.Feeds, f)
		}
	}
	return &own
}

// track gives a track the file's numbers. A center that is not in the file is
// not named: its tracks count as the holder's.
func (n *Nation) track(t *air.Track, holder air.CenterID) {
	by := t.By
	t.By = [len(by)]air.Contribution{}
	next := 0
	for _, c := range by {
		if c.Kind != 0 && int(c.Sensor) < len(n.sensor) && n.sensor[c.Sensor] != hidden {
			c.Sensor = air.SensorID(n.sensor[c.Sensor])
			t.By[next] = c
			next++
		}
	}
	origin, lineage := holder, air.CenterSet(0)
	if int(t.Origin) < len(n.center) && n.center[t.Origin] != hidden {
		origin = air.CenterID(n.center[t.Origin])
	}
	for c, at := range n.center {
		if at != hidden && c < 63 && t.Lineage.Has(air.CenterID(c)) {
			lineage |= air.SetOf(air.CenterID(at))
		}
	}
	t.Origin, t.Lineage = origin, lineage|air.SetOf(origin)
}

// batches sorts plots by sensor, each once, in order of arrival.
func batches(plots []air.Plot) (list []air.Batch) {
	slices.SortStableFunc(plots, func(a, b air.Plot) int {
		return cmp.Or(cmp.Compare(a.Sensor, b.Sensor), cmp.Compare(a.ID, b.ID))
	})
	plots = slices.CompactFunc(plots, func(a, b air.Plot) bool { return a.Sensor == b.Sensor && a.ID == b.ID })
	for i, p := range plots {
		if i == 0 || plots[i-1].Sensor != p.Sensor {
			list = append(list, air.Batch{Sensor: p.Sensor})
		}
		last := &list[len(list)-1]
		last.Plots = append(last.Plots, p)
	}
	return list
}

// Close ends the file.
func (n *Nation) Close() error { return n.recorder.Close() }
