package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim"
	"perimeter/sim/center"
	"perimeter/sim/link"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
)

// sonora is Mexico's northwest with all that looks there, an EMB-145 on its
// orbit, and a dark Cessna that flies north 500 ft above the ground.
const sonora = `
title = "Sonora"
start_utc = 2019-07-17T14:00:00Z
duration = "00:45:00"
checkpoint = "00:05:00"

[[center]]
name = "MEX"
audience = ["MEX"]
[[center]]
name = "USA"
audience = ["USA"]

[[radar]]
sites = ["SEN-MMHO", "SIVA-HMO", "SEN-MMTJ", "SEN-MMCU"]
[[radar]]
site = "TARS-FHU"
[[radar]]
name = "EMB1-AEW"
nation = "MEX"
type = "PS-890 Erieye"
carrier = "EMB1"
[[radar]]
name = "ADSB-HMO"
nation = "MEX"
type = "ADS-B station"
lat = 29.1
lon = -111.0
[[radar]]
name = "CABORCA"
nation = "MEX"
type = "Observer"
lat = 30.7
lon = -112.1

[[feed]]
name = "MEX-MEX"
from_nation = "MEX"
to = "MEX"
delay_s = 1
[[feed]]
name = "USA-USA"
from_nation = "USA"
to = "USA"
delay_s = 1

[[aircraft]]
name = "EMB1"
type = "E45X"
nation = "MEX"
role = "aew"
repeat_from = 2
route = [
  { lat = 29.9, lon = -112.2, alt_ft = 25000, speed_kt = 300 },
  { lat = 29.9, lon = -110.2, alt_ft = 25000, speed_kt = 300 },
  { lat = 29.6, lon = -110.2, alt_ft = 25000, speed_kt = 300 },
  { lat = 29.6, lon = -112.2, alt_ft = 25000, speed_kt = 300 },
  { lat = 29.9, lon = -112.2, alt_ft = 25000, speed_kt = 300 },
]
[[aircraft]]
name = "C210"
type = "C210"
nation = "MEX"
role = "toi"
transponder = "off"
route = [
  { lat = 30.45, lon = -112.15, agl_ft = 500, speed_kt = 150 },
  { lat = 31.00, lon = -111.90, agl_ft = 500, speed_kt = 150 },
  { lat = 31.55, lon = -111.75, agl_ft = 500, speed_kt = 150 },
  { lat = 32.35, lon = -111.65, agl_ft = 500, speed_kt = 150 },
]

[[inject]]
at = "00:10:00"
title = "A rancher sees it"
observe = [{ observer = "CABORCA", lat = 30.8, lon = -112.0, alt_ft = 2600 }]
[[inject]]
at = "00:12:00"
title = "Down with the balloon, and two faults"
winch_down = ["TARS-FHU"]
degrade = [{ radar = "SIVA-HMO", db = 6 }]
shift = [{ radar = "SEN-MMHO", range_m = 400, az_deg = 0.5 }]
`

func load(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	sc, faults := scenario.Load("sonora.toml", []byte(text))
	for _, f := range faults {
		t.Fatal(f)
	}
	return sc
}

// sighting counts who saw an aircraft, minute by minute, and keeps the views. It
// is a Tap.
type sighting struct {
	theater air.Theater
	target  truth.AircraftID
	seen    map[string][46]int
	views   []*air.View
	said    [2][]air.Message // to each center, as last shown
	at      geo.Vec          // of the aircraft
}

func (s *sighting) Beat(b *truth.Beat) error {
	for _, l := range b.Looks {
		if l.Target == s.target && (l.PSR == truth.Seen || l.SSR == truth.Seen) {
			name := s.theater.Sensors[l.Sensor].Name
			minutes := s.seen[name]
			minutes[l.At/air.Minute]++
			s.seen[name] = minutes
		}
	}
	for i := range b.Truth.Aircraft {
		if a := &b.Truth.Aircraft[i]; a.ID == s.target {
			s.at = a.Pos
		}
	}
	for i, v := range b.Views {
		if v != nil {
			s.views[i] = v
		}
		if v != nil && len(v.Messages) > 0 {
			s.said[i] = v.Messages
		}
	}
	return nil
}

// The EMB-145 has the Cessna that no radar on Mexican ground has, and a track of
// it; the observer's word reaches Mexico's people; and when the balloon at Fort
// Huachuca has come down, it is blind.
func TestSonora(t *testing.T) {
	e := engine(t, load(t, sonora), 5)
	s := &sighting{theater: e.Theater(), target: 1, seen: map[string][46]int{}, views: make([]*air.View, 2)}
	e.Attach(s)
	runTo(t, e, 45*air.Minute)
	total := func(name string, from, to int) (n int) {
		minutes := s.seen[name]
		for m := from; m < to; m++ {
			n += minutes[m]
		}
		return n
	}
	for _, info := range s.theater.Sensors {
		n := total(info.Name, 0, 46)
		t.Logf("%s: %d", info.Name, n)
		if info.Nation == air.MEX && !info.Moving && n > 0 {
			t.Errorf("%s saw the Cessna %d times", info.Name, n)
		}
	}
	if n := total("EMB1-AEW", 0, 20); n < 120 {
		t.Errorf("the EMB-145 saw it %d times in 20 minutes, want more than every second scan", n)
	}
	if before, after := total("TARS-FHU", 0, 12), total("TARS-FHU", 38, 46); before < 20 || after != 0 {
		t.Errorf("the balloon saw it %d times before it came down", before)
	}
	mex := s.views[0]
	over := s.at.Geodetic().LatLon // a plot without a height says little of how high it is
	if !slices.ContainsFunc(mex.Tracks, func(tr air.Track) bool { return geo.Distance(tr.Pos.Geodetic().LatLon, over) < 3000 }) {
		t.Error("Mexico has no track of the Cessna")
	}
	if _, ok := mex.Platform(5); !ok || len(s.said[0]) != 1 || !strings.Contains(s.said[0][0].Text, "aircraft seen at 30.") {
		t.Errorf("Mexico's view: platforms %+v, messages %+v", mex.Platforms, s.said[0])
	}
	usa := s.views[1] // which has the balloon on its winch
	if _, ok := usa.Platform(4); !ok || len(usa.Platforms) != 1 || len(s.said[1]) != 0 {
		t.Error("the United States' view tells of what was not released to them")
	}
	if e.Check(air.Winch{Sensor: "NOWHERE"}) == nil {
		t.Error("an order for no sensor was taken")
	}
}

// Saved in the middle, with the balloon half way down, a radar degraded and
// another shifted, and loaded into a new engine, the exercise goes on to the same
// bytes.
func TestCheckpointAmongSensors(t *testing.T) {
	sc := load(t, sonora)
	whole := engine(t, sc, 5)
	tape := newTape()
	whole.Attach(tape)
	runTo(t, whole, 22*air.Minute)
	state, ok := tape.states[20*air.Minute]
	if !ok {
		t.Fatal("no checkpoint at 20 minutes")
	}
	again, err := sim.New(sc, 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Load(state); err != nil {
		t.Fatal(err)
	}
	runTo(t, again, 22*air.Minute)
	if again.Digest() != whole.Digest() {
		t.Errorf("digest %x after a checkpoint, want %x", again.Digest(), whole.Digest())
	}
}

// An airliner whose broadcasts say more and more that it is elsewhere: radar,
// station and link are the exercise's own, and the center doubts its word. One
// that tells the truth beside it is believed.
func TestSpoofIsDoubted(t *testing.T) {
	text := strings.Replace(sonora, "[[feed]]", `[[radar]]
name = "MMHO"
nation = "MEX"
type = "RSM 970 S"
scan_s = 5
lat = 29.1
lon = -111.05
[[feed]]`, 1)
	sc := load(t, text)
	sc.Radars = append(sc.Radars[6:7:7], sc.Radars[8]) // the station and the Mode S radar
	sc.Feeds = []scenario.Feed{{Name: "F", Radars: []int{0, 1}, Center: 0, Delay: air.Second}}
	roster := truth.Roster{
		{Name: "LIAR", Key: 1, RCS: 40, Swerling: 1, NIC: 8, NACp: 9},
		{Name: "HONEST", Key: 2, RCS: 40, Swerling: 1, NIC: 8, NACp: 9},
	}
	sensors, err := radar.New(sc, 3, roster)
	if err != nil {
		t.Fatal(err)
	}
	th := air.Theater{Beat: air.Second, Centers: []air.CenterInfo{{Name: "MEX", Audience: air.Only(air.MEX), Sensors: []air.SensorID{0, 1}}}}
	for i := range sensors {
		th.Sensors = append(th.Sensors, sensors[i].Info())
	}
	feeds, err := link.New(sc, 3)
	if err != nil {
		t.Fatal(err)
	}
	th.Feeds = []air.FeedInfo{feeds[0].Info()}
	sc.Centers = sc.Centers[:1]
	centers, err := center.New(sc, 3, &th, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := func(i int, now air.Time) geo.Vec {
		p, _ := geo.Direct(geo.Deg(29.3+0.4*float64(i), -110.4), 1.2, 220*now.Seconds())
		return p.At(10_000).ECEF()
	}
	doubted := map[air.Address]bool{}
	for now := air.Time(0); now < 6*air.Minute; now += air.Second {
		snap := &truth.Snapshot{From: now, At: now + air.Second}
		for i := range 2 {
			a := truth.Aircraft{
				ID: truth.AircraftID(i), Pos0: at(i, now), Pos: at(i, now+air.Second), On: true, ModeC: true, ModeS: true, ADSB: true,
				Level: air.FLFeet(10_000 / geo.Foot), Address: air.Address(0x0D0001 + i), Code: air.Mode3A(0o2301 + i),
			}
			a.Vel0 = at(i, now+air.Millisecond).Sub(at(i, now-air.Millisecond)).Scale(500)
			a.Vel = at(i, now+air.Second+air.Millisecond).Sub(at(i, now+air.Second-air.Millisecond)).Scale(500)
			if drift := now - 2*air.Minute; i == 0 && drift > 0 {
				a.Claim = [3]float32{float32(40 * drift.Seconds()), 0, 0}
			}
			snap.Aircraft = append(snap.Aircraft, a)
		}
		var batches []air.Batch
		for i := range sensors {
			sensors[i].Look(snap)
			batches = append(batches, sensors[i].Batch)
		}
		feeds[0].Carry(snap.At, batches)
		centers[0].Accept(&feeds[0].Due)
		centers[0].Advance(snap.At)
		if now == 90*air.Second || now == 6*air.Minute-air.Second {
			view := centers[0].View(snap.At)
			who := ""
			for _, tr := range view.Tracks {
				who += fmt.Sprintf(" %v doubted %v,", tr.Address, tr.Has&air.Doubted != 0)
				if tr.Has&air.Doubted != 0 && tr.Has&air.HasAddress != 0 {
					doubted[tr.Address] = true
				}
				if tr.Address == 0x0D0001 && tr.Has&air.HasAddress != 0 && tr.Status == air.Confirmed {
					if off := tr.Pos.Sub(at(0, snap.At)).Norm(); off > 3000 {
						t.Logf("at %v a track of the liar is %.1f km off", snap.At, off/1000)
					}
				}
			}
			t.Logf("%v:%s", snap.At, who)
			if now == 90*air.Second && len(doubted) != 0 {
				t.Error("doubted before anybody lied")
			}
		}
	}
	if !doubted[0x0D0001] || doubted[0x0D0002] {
		t.Errorf("doubted: %v, want the liar alone", doubted)
	}
}
