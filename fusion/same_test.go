package fusion

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"perimeter/air"
)

// mixed is a sky of all kinds of sources: misaligned radars in clutter, one of
// them doubled, a moving one, and an ADS-B station with a liar.
func mixed() *sky {
	s := continent(8, 30, 2)
	s.station("ADSB", 32, -100)
	for i := range s.planes {
		if p := &s.planes[i]; p.address != 0 {
			p.adsb = voice{on: true, nacp: uint8(7 + i%4)}
		}
	}
	s.planes[0].adsb.lies(40*air.Second, 30, 0)
	s.radars[0].twice = true
	s.radars[2].info.Moving = true
	s.rates()
	return s
}

// beats returns the parcels of a mixed sky, beat by beat.
func beats(until air.Time) (beats [][]air.Parcel, c Config) {
	s := mixed()
	c = s.config()
	for s.now < until {
		s.wander()
		parcels := s.run()
		at := s.radars[2].info.Pos
		parcels = append(parcels, air.Parcel{Platforms: []air.Platform{{At: s.now, Sensor: 2, Lat: at.Lat, Lon: at.Lon, Height: float32(at.Height)}}})
		beats = append(beats, parcels)
	}
	return beats, c
}

// on plays beats up to one, and returns all that is said after each.
func (p *playing) on(to int) (list []said) {
	for ; p.next < to; p.next++ {
		feed(p.tracker, p.beats[p.next], air.Time(p.next+1)*air.Second)
		list = append(list, listen(p.tracker))
	}
	return list
}

// same tells whether two trackers said the same, to the bit.
func (s *said) same(o *said) bool {
	return s.Picture.At == o.Picture.At && slices.Equal(s.Picture.Tracks, o.Picture.Tracks) &&
		slices.Equal(s.Events, o.Events) && slices.Equal(s.Fates, o.Fates)
}

type playing struct {
	tracker *Tracker
	beats   [][]air.Parcel
	next    int
}

// The same bits come out on one, two and sixteen cores: of what is said and of
// what is kept.
func TestSameOnAnyCores(t *testing.T) {
	list, c := beats(90 * air.Second)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want []said
	var kept []byte
	for _, cores := range []int{1, 2, 16} {
		runtime.GOMAXPROCS(cores)
		p := playing{tracker: mustNew(t, c), beats: list}
		got := p.on(len(list))
		saved := p.tracker.Append(nil)
		if cores == 1 {
			want, kept = got, saved
			if n := len(got[len(got)-1].Picture.Tracks); n < 15 {
				t.Fatalf("%d tracks, want at least 15: nothing is shown", n)
			}
			continue
		}
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%d cores say another thing than one:\n%s", cores, d)
		}
		if !bytes.Equal(kept, saved) {
			t.Errorf("%d cores keep another thing than one", cores)
		}
	}
}

// Whatever the order of parcels in an Advance and of what is in them, and
// whenever the tracker is saved and loaded into a fresh one, even between Accept
// and Advance, the same is said from then on.
func TestSameInAnyOrderAndAfterAnyCheckpoint(t *testing.T) {
	list, c := beats(60 * air.Second)
	for _, associator := range Associators() {
		for _, filter := range Filters() {
			t.Run(associator+"/"+filter, func(t *testing.T) {
				c.Associator, c.Filter = associator, filter
				p := playing{tracker: mustNew(t, c), beats: list}
				want := p.on(len(list))
				rapid.Check(t, func(t *rapid.T) {
					other := shuffled(t, list)
					q := playing{tracker: mustNewRapid(t, c), beats: other}
					var got []said
					for range rapid.IntRange(1, 3).Draw(t, "checkpoints") {
						got = append(got, q.on(rapid.IntRange(q.next, len(list)).Draw(t, "at"))...)
						got = append(got, q.reload(t, c)...)
					}
					got = append(got, q.on(len(list))...)
					for i := range want {
						if !want[i].same(&got[i]) {
							t.Fatalf("after beat %d they part:\n%s", i+1, cmp.Diff(want[i], got[i], cmpopts.EquateEmpty()))
						}
					}
				})
			})
		}
	}
}

// reload saves a tracker with a beat's parcels accepted, loads it into a fresh
// one and lets that go on.
func (p *playing) reload(t *rapid.T, c Config) []said {
	if p.next == len(p.beats) {
		return nil
	}
	parcels := p.beats[p.next]
	for i := range parcels {
		p.tracker.Accept(&parcels[i])
	}
	fresh := mustNewRapid(t, c)
	r := air.NewStateReader(p.tracker.Append(nil))
	if err := fresh.Load(r); err != nil {
		t.Fatal(err)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	p.tracker = fresh
	p.next++
	fresh.Advance(air.Time(p.next) * air.Second)
	return []said{listen(fresh)}
}

func mustNewRapid(t *rapid.T, c Config) *Tracker {
	tracker, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tracker
}

// shuffled returns beats whose parcels, and whose plots, reports and marks, stand
// in another order.
func shuffled(t *rapid.T, list [][]air.Parcel) [][]air.Parcel {
	turn := rapid.IntRange(0, 1<<20).Draw(t, "order")
	out := make([][]air.Parcel, len(list))
	for i, parcels := range list {
		out[i] = slices.Clone(parcels)
		rotate(out[i], turn+i)
		for j := range out[i] {
			p := &out[i][j]
			p.Plots, p.Reports, p.Services = slices.Clone(p.Plots), slices.Clone(p.Reports), slices.Clone(p.Services)
			rotate(p.Plots, turn+j)
			rotate(p.Reports, turn+i+j)
			rotate(p.Services, turn)
		}
	}
	return out
}

// rotate turns a list round, and every second time about.
func rotate[T any](list []T, by int) {
	if len(list) < 2 {
		return
	}
	if by%2 == 1 {
		slices.Reverse(list)
	}
	by %= len(list)
	slices.Reverse(list[:by])
	slices.Reverse(list[by:])
	slices.Reverse(list)
}

// Several trackers side by side say what each says alone.
func TestSameSideBySide(t *testing.T) {
	list, c := beats(45 * air.Second)
	alone := playing{tracker: mustNew(t, c), beats: list}
	want := alone.on(len(list))
	for lane := range 4 {
		t.Run(fmt.Sprint("lane ", lane), func(t *testing.T) {
			t.Parallel()
			p := playing{tracker: mustNew(t, c), beats: list}
			if d := cmp.Diff(want, p.on(len(list)), cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
		})
	}
}
