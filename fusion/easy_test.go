package fusion

import (
	"bytes"
	"math"
	"runtime"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
)

// A sky of so many named aircraft that the easy plots are worked in several
// parts: on one, two and sixteen cores the same is said and kept.
func TestEasyInPartsOnAnyCores(t *testing.T) {
	s := continent(60, 2500, 1)
	c := s.config()
	var list [][]air.Parcel
	for s.now < 50*air.Second {
		list = append(list, s.film(50*air.Second))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want []said
	var kept []byte
	for _, cores := range []int{1, 2, 16} {
		runtime.GOMAXPROCS(cores)
		p := playing{tracker: mustNew(t, c), beats: list}
		got := p.on(len(list))
		saved := p.tracker.Append(nil)
		if cores == 1 {
			if n := len(p.tracker.easy.parts); n < 2 {
				t.Fatalf("%d parts, want at least 2: nothing is shown", n)
			}
			want, kept = got, saved
			continue
		}
		for i := range want {
			if !want[i].same(&got[i]) {
				t.Fatalf("%d cores say another thing than one after beat %d", cores, i+1)
			}
		}
		if !bytes.Equal(kept, saved) {
			t.Errorf("%d cores keep another thing than one", cores)
		}
	}
}

// cruising returns a tracker of one radar that has followed aircraft for two
// minutes, and the sky that goes on.
func cruising(t *testing.T, codes ...air.Mode3A) (*Tracker, *sky) {
	s := newSky()
	s.radar("R", 34, -106, nil)
	for i, code := range codes {
		s.plane(string(rune('A'+i)), 35+float64(i)/40, -106, 30000, 90, 400, code)
	}
	tracker := mustNew(t, s.config())
	for s.now < 2*air.Minute {
		feed(tracker, s.run(), s.now)
	}
	if n := len(tracker.Picture().Tracks); n != len(codes) {
		t.Fatalf("%d tracks, want %d", n, len(codes))
	}
	return tracker, s
}

// ahead returns the next plot that a radar gives of the first aircraft.
func ahead(t *testing.T, s *sky) air.Plot {
	for s.now < 3*air.Minute {
		for _, parcel := range s.run() {
			for _, p := range parcel.Plots {
				if p.Kind != air.PSR && p.Code == s.planes[0].code {
					return p
				}
			}
		}
	}
	t.Fatal("no plot in a minute")
	return air.Plot{}
}

// What is easy: a reply with the name of one track near it, well inside its gate.
func TestWhatIsEasy(t *testing.T) {
	tests := []struct {
		name   string
		codes  []air.Mode3A
		change func(p *air.Plot)
		easy   bool
	}{
		{name: "its own reply", codes: []air.Mode3A{0o2001, 0o2002}, easy: true},
		{name: "its code, 10 km short", codes: []air.Mode3A{0o2001}, change: func(p *air.Plot) { p.Rho -= 16 * 10_000 }},
		{name: "its code, 3 km off: in no gate", codes: []air.Mode3A{0o2001}, change: func(p *air.Plot) { p.Rho += 16 * 3000 }},
		{name: "its code, at another level", codes: []air.Mode3A{0o2001}, change: func(p *air.Plot) { p.Level = air.FLFeet(20000) }},
		{name: "a code that nobody has", codes: []air.Mode3A{0o2001}, change: func(p *air.Plot) { p.Code = 0o4444 }},
		{name: "a code that many have", codes: []air.Mode3A{air.VFR}},
		{name: "an echo", codes: []air.Mode3A{0o2001}, change: func(p *air.Plot) { p.Kind, p.Has = air.PSR, 0 }},
		{name: "two of one code, 1.5 NM apart", codes: []air.Mode3A{0o2001, 0o2001}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tracker, s := cruising(t, tt.codes...)
			p := ahead(t, s)
			if tt.change != nil {
				tt.change(&p)
			}
			tracker.Accept(&air.Parcel{Plots: []air.Plot{p}})
			tracker.Advance(s.now)
			if got := tracker.easy.end[0] == took; got != tt.easy {
				t.Errorf("easy: %v, want %v", got, tt.easy)
			}
		})
	}
}

// Two replies of one code in one turn are decided jointly: the track has one, and
// the other begins a track.
func TestTwoOfOneNameAreNotEasy(t *testing.T) {
	tracker, s := cruising(t, 0o2001)
	p := ahead(t, s)
	q := p
	q.ID, q.Rho = p.ID+1, p.Rho+16*250
	tracker.Accept(&air.Parcel{Plots: []air.Plot{p, q}})
	tracker.Advance(s.now)
	updated, started := 0, 0
	for _, d := range tracker.Dispositions() {
		switch d.Fate {
		case air.FateUpdated:
			updated++
		case air.FateStarted:
			started++
		}
	}
	if updated != 1 || started != 1 || tracker.easy.end[0] == took || tracker.easy.end[1] == took {
		t.Errorf("%d updated, %d started, verdicts %v; want one of each, by the associator", updated, started, tracker.easy.end)
	}
}

// A plot far out is off by kilometres across, and still finds its track: the
// coarse gate is as wide as three standard deviations of azimuth.
func TestCoarseGateHoldsFarPlots(t *testing.T) {
	s := newSky()
	s.radar("R", 34, -106, func(r *simRadar) { r.info.SigmaAz = 0.15 * geo.Degree })
	s.plane("A", 37.6, -106, 38000, 180, 200, 0) // 400 km off
	tracker := mustNew(t, s.config())
	sensor := &tracker.sensors[0]
	pos, _, h := s.planes[0].place(0)
	at := sensor.frame.To(pos).Spherical()
	for _, sigmas := range []float64{0, 1, 2, 2.9} {
		p := air.Plot{Kind: air.SSR, Has: air.HasCode | air.HasLevel, Level: air.FLFeet(h / geo.Foot), Rho: air.RhoOf(at.Range),
			Theta: air.ThetaOf(at.Azimuth + sigmas*math.Sqrt(sensor.reply[1]+sensor.doubt[1]))}
		k := sightOf(&p)
		if off, room := sensor.where(&k, h).Sub(pos).Norm(), sensor.slack(&p); off > room {
			t.Errorf("%g sigma: %.0f m off, the gate allows %.0f", sigmas, off, room)
		}
	}
}

// The index of names says what a look at all tracks says.
func TestNamesAsSearchFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var n nameIndex
		tracks := make([]track, rapid.IntRange(0, 40).Draw(t, "tracks"))
		n.clear(len(tracks))
		var order []int32
		for i := range tracks {
			tr := &tracks[i]
			tr.number = uint32(rapid.IntRange(0, 1).Draw(t, "number"))
			tr.evidence.has = rapid.SampledFrom([]air.Field{0, air.HasCode, air.HasAddress, air.HasCode | air.HasAddress}).Draw(t, "has")
			tr.evidence.code = rapid.SampledFrom([]air.Mode3A{air.VFR, 0o2001, 0o2002, 0o3700}).Draw(t, "code")
			tr.evidence.address = air.Address(rapid.IntRange(1, 5).Draw(t, "address"))
			n.note(int32(i), tr)
			order = append(order, int32(i))
		}
		n.link(order)
		check := func(kind int, word uint32, has func(tr *track) bool) {
			slot := n.first(kind, word)
			for i := range tracks {
				if !has(&tracks[i]) {
					continue
				}
				if slot != int32(i) {
					t.Fatalf("kind %d, name %d: slot %d, want %d", kind, word, slot, i)
				}
				slot = n.after(slot, kind)
			}
			if slot >= 0 {
				t.Fatalf("kind %d, name %d: slot %d, want no more", kind, word, slot)
			}
		}
		for _, code := range []air.Mode3A{0o2001, 0o2002, 0o2003} {
			check(byCode, uint32(code), func(tr *track) bool {
				return tr.number != 0 && tr.evidence.has&air.HasCode != 0 && tr.evidence.code == code
			})
		}
		for address := air.Address(1); address < 7; address++ {
			check(byAddress, uint32(address), func(tr *track) bool {
				return tr.evidence.has&air.HasAddress != 0 && tr.evidence.address == address
			})
		}
		if n.first(byCode, uint32(word(air.HasCode, air.VFR, 0, byCode))) >= 0 {
			t.Fatal("a code that many have is a name")
		}
	})
}
