package center

import (
	"fmt"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// The stage of the stories: two Mexican radars and one American, and the
// centers of Mexico and of NORAD.
const (
	cuu air.SensorID = iota // Chihuahua: secondary only, 12 s a turn
	mty                     // Monterrey: primary and secondary
	mrf                     // Marfa: primary only, American
)

var (
	mex  = air.Only(air.MEX)
	both = air.Only(air.USA, air.CAN)
	free = air.Only(air.USA, air.CAN, air.MEX)

	chihuahua = geo.Deg(28.70, -105.96)
)

func theater() *air.Theater {
	radar := func(name string, lat, lon float64, release air.Release) air.SensorInfo {
		return air.SensorInfo{
			Name: name, Pos: geo.Deg(lat, lon).At(1400), Scan: 12 * air.Second, Range: 370e3, RangeSSR: 460e3,
			MinRange: 1000, ElevMax: 45 * geo.Degree, SigmaRange: 50, SigmaAz: 0.1 * geo.Degree, Release: release,
		}
	}
	th := &air.Theater{Exercise: true, Beat: air.Second}
	th.Sensors = []air.SensorInfo{
		cuu: radar("SEN-MMCU", 28.70, -105.96, free),
		mty: radar("SEN-MMMY", 25.78, -100.11, mex),
		mrf: radar("TARS-MRF", 30.44, -104.32, both),
	}
	th.Sensors[cuu].SSR, th.Sensors[mty].SSR, th.Sensors[mty].PSR, th.Sensors[mrf].PSR = true, true, true, true
	th.Centers = []air.CenterInfo{
		{Name: "MEX", Audience: mex, Sensors: []air.SensorID{cuu, mty}},
		{Name: "NORAD", Audience: both, Sensors: []air.SensorID{cuu, mrf}},
	}
	th.Feeds = []air.FeedInfo{{Name: "SENEAM", To: 0}, {Name: "SDN", To: 1}, {Name: "TARS", To: 1}}
	return th
}

func plans() []air.Plan {
	filed := func(callsign string, code air.Mode3A, depart air.Time) air.Plan {
		return air.Plan{Callsign: air.NewCallsign(callsign), Code: code, Has: air.HasCode, Depart: depart, Release: free}
	}
	list := []air.Plan{
		filed("AMX401", 0o2301, 0),
		filed("EXTAN01", 0o4521, 0),
		filed("LATE9", 0o2377, 40*air.Minute),
		filed("TWIN1", 0o2355, 0),
		filed("TWIN2", 0o2355, 0),
		filed("VOI77", 0o2301, air.Hour), // the code is used again later
		filed("SEDENA5", 0o5501, 0),
	}
	list[1].Address, list[1].Has = 0x0D1234, air.HasCode|air.HasAddress
	list[6].Release = mex
	return list
}

func twoCenters() *scenario.Scenario {
	return &scenario.Scenario{Centers: make([]scenario.Center, 2)}
}

func build(t testing.TB) []Center {
	t.Helper()
	centers, err := New(twoCenters(), 1, theater(), plans())
	if err != nil {
		t.Fatal(err)
	}
	return centers
}

// story is one center whose pictures are written by hand, second by second, so
// that the staff alone is under test.
type story struct {
	t      *testing.T
	c      *Center
	now    air.Time
	marks  []air.Service    // that each second brings, their time filled in
	orders []air.Order      // all so far
	events []air.TrackEvent // of the next second
	quiet  bool             // the feed brings nothing
}

func newStory(t *testing.T) *story {
	return &story{t: t, c: &build(t)[0], marks: []air.Service{
		{Sensor: cuu, State: air.Up, Release: mex}, {Sensor: mty, State: air.Up, Release: mex},
	}}
}

// second lets a second pass with these tracks in the picture.
func (s *story) second(tracks ...air.Track) []air.Order {
	s.now += air.Second
	parcel := air.Parcel{To: s.c.id, Feed: s.c.feeds[0].status.Feed}
	if !s.quiet {
		parcel.Arrived = s.now
		for _, m := range s.marks {
			m.At = s.now
			parcel.Services = append(parcel.Services, m)
		}
	}
	s.c.Accept(&parcel)
	s.c.watch(air.Picture{At: s.now, Tracks: tracks}, s.events)
	s.events = nil
	orders := s.c.Staff(s.now)
	for _, o := range orders {
		if o.At != s.now || o.From != 0 || o.Origin != air.Derived {
			s.t.Fatalf("%v: the staff's order says at %v, from %d, origin %d", s.now, o.At, o.From, o.Origin)
		}
		if !s.c.Apply(s.now, o.Body) {
			s.t.Fatalf("%v: the center does not take its own staff's order %+v", s.now, o.Body)
		}
	}
	s.orders = append(s.orders, orders...)
	return orders
}

// until lets time pass with pictures made for each second.
func (s *story) until(end air.Time, tracks func() []air.Track) {
	for s.now < end {
		s.second(tracks()...)
	}
}

// mark returns what the view shows of a track, in a controller's words.
func (s *story) mark(number uint32) string {
	m := s.c.View(s.now).Mark(number)
	words := m.Identity.String()
	if m.Interest {
		words += " TOI"
	}
	if m.Plan != (air.Callsign{}) {
		words += " " + m.Plan.String()
	}
	return words
}

// alerts returns those in the view, as lines.
func (s *story) alerts() (lines []string) {
	for _, a := range s.c.View(s.now).Alerts {
		lines = append(lines, fmt.Sprintf("%v %s", a.At, a.Text))
	}
	return lines
}

// aircraft is a track that Chihuahua's radar holds at 24,000 ft, 100 km north
// of it.
func aircraft(number uint32) air.Track {
	place, _ := geo.Direct(chihuahua, 0, 100e3)
	t := air.Track{Number: number, Status: air.Confirmed, Pos: place.At(7300).ECEF(), Vel: geo.NewFrame(place.At(0)).East.Scale(120)}
	return t
}

// answers returns t with replies to a radar and a code.
func (s *story) answers(t air.Track, radar air.SensorID, code air.Mode3A) air.Track {
	t.Has |= air.HasCode
	t.Code, t.Updated = code, s.now
	t.By[0] = air.Contribution{Sensor: radar, Kind: air.SSR}
	return t
}

// aged returns t with the last reply so long ago, and no plot since.
func aged(t air.Track, age air.Time) air.Track {
	t.By[0].Age = uint8(min(255, age/air.Second))
	return t
}
