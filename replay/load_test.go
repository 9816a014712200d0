package replay

import (
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// TestPlotsAScan: a radar of 12 s gives 2 plots in its first turn, 4 in its
// second and is out of service in its third; the fourth is cut off by the end.
func TestPlotsAScan(t *testing.T) {
	h := Header{Name: "load", Theater: air.Theater{Sensors: []air.SensorInfo{{Name: "QNW", Scan: 12 * air.Second, Capacity: 8}}}}
	s := NewSummary(h)
	plots := map[int][]air.PlotKind{3: {air.PSR}, 11: {air.Combined}, 12: {air.PSR, air.PSR}, 23: {air.SSR, air.Strobe}, 40: {air.PSR}}
	id := uint64(0)
	for second := range 44 {
		from := air.Time(second) * air.Second
		state := air.Up
		if second >= 24 && second < 36 {
			state = air.Down
		}
		b := &truth.Beat{From: from, At: from + air.Second, Batches: []air.Batch{{Services: []air.Service{{At: from + air.Second, State: state}}}}}
		for i, kind := range plots[second] {
			id++
			b.Batches[0].Plots = append(b.Batches[0].Plots, air.Plot{At: from + air.Time(i), ID: id, Kind: kind})
		}
		switch second {
		case 11:
			b.Looks = []truth.Look{{Plot: id, PSR: truth.Seen, SSR: truth.Seen}, {PSR: truth.Missed}}
		case 12:
			b.Strays = []truth.Stray{{Plot: id, Of: truth.Bird}}
		case 23:
			b.Strays = []truth.Stray{{Plot: id - 1, Of: truth.Ghost}}
		}
		if err := s.Beat(b); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	want := SensorSummary{
		Name: "QNW", Nation: air.NoNation.String(), Plots: 7, True: 1, Birds: 1, Ghosts: 1, Strobes: 1, Noise: 3,
		Scans: 2, Mean: 3, Most: 4, Capacity: 8, Load: 0.5,
	}
	if s.Radars[0] != want {
		t.Errorf("got  %+v\nwant %+v", s.Radars[0], want)
	}
}

// TestTheTableShowsTheBusiest: of many radars those with the highest load.
func TestTheTableShowsTheBusiest(t *testing.T) {
	h := Header{Source: []byte("the director's")}
	for i := range 25 {
		h.Theater.Sensors = append(h.Theater.Sensors, air.SensorInfo{Name: "R" + string(rune('A'+i)), Scan: air.Second, Capacity: 10})
	}
	s := NewSummary(h)
	b := &truth.Beat{At: 2 * air.Second, Batches: []air.Batch{{
		Sensor: 24, Plots: []air.Plot{{At: 1}, {At: 2}}, Services: []air.Service{{At: air.Second, State: air.Up}},
	}}}
	if err := s.Beat(b); err != nil {
		t.Fatal(err)
	}
	s.Close()
	var text strings.Builder
	if err := s.WriteTable(&text); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text.String(), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "sensor") && !strings.HasPrefix(lines[i+1], "RY ") {
			t.Errorf("first is %q, want RY", lines[i+1])
		}
	}
	if !strings.Contains(text.String(), "20.0 %") || !strings.Contains(text.String(), "and 5 with less load") {
		t.Error(text.String())
	}
}

func TestLossesAreSummedUp(t *testing.T) {
	s := NewSummary(Header{Source: []byte("the director's"), Roster: truth.Roster{{Name: "EXLOBO", Type: "B350"}, {Name: "EXTANGO1", Type: "C206"}}})
	b := &truth.Beat{At: air.Hour, Losses: []truth.Loss{{At: air.Hour, Target: 1, Cause: truth.OutOfFuel, Pos: geo.Deg(31.5, -106.25).At(900).ECEF()}}}
	if err := s.Beat(b); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := s.WriteTable(&text); err != nil || !strings.Contains(text.String(), "lost: EXTANGO1 (C206) ran out of fuel at 01:00:00, near 31.500,-106.250\n") {
		t.Errorf("%v:\n%s", err, text.String())
	}
}
