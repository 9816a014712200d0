package sim_test

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/scenarios"
	"perimeter/sim/scenario"
)

// sharedRound is the flagship whose centers share tracks both ways, who here give
// all that they have, others' tracks too, on to everybody, in every loop there is.
func sharedRound(t *testing.T) *scenario.Scenario {
	t.Helper()
	data, _ := scenarios.Embedded("norad-2005-shared")
	sc, faults := scenario.Load("norad-2005-shared.toml", data)
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	for i := range sc.Feeds {
		if f := &sc.Feeds[i]; f.Tracks {
			f.Terms = scenario.Terms{Level: scenario.AllTracks, Relay: true, Onward: air.Only(air.USA, air.CAN, air.MEX)}
		}
	}
	return sc
}

// follower watches one center's tracks of aircraft that were there: how long each
// lives on when its aircraft has gone, and how long an aircraft that flies apart
// from all others has two.
type follower struct {
	of       map[uint32]truth.AircraftID // whose a track was, as long as that flew
	gone     map[uint32]air.Time         // since when that aircraft has been gone
	two      map[truth.AircraftID]air.Time
	ended    int      // tracks that ended after their aircraft
	lingered air.Time // the longest
	doubled  air.Time
	foreign  int // tracks that others' reports make, times looks
}

func newFollower() *follower {
	return &follower{of: map[uint32]truth.AircraftID{}, gone: map[uint32]air.Time{}, two: map[truth.AircraftID]air.Time{}}
}

const (
	onIt  = 3000.0   // m: the track is of this aircraft
	apart = 20_000.0 // m: nobody else's track can be near
)

// look takes in a picture and the sky of the same time.
func (f *follower) look(p *air.Picture, sky *truth.Snapshot) {
	tracks := map[truth.AircraftID]int{}
	live := map[uint32]bool{}
	for i := range p.Tracks {
		tr := &p.Tracks[i]
		live[tr.Number] = true
		if tr.Origin != p.Center {
			f.foreign++
		}
		if id, ok := f.whose(tr, sky); ok {
			f.of[tr.Number] = id
			tracks[id]++
			delete(f.gone, tr.Number)
		} else if id, known := f.of[tr.Number]; known && !flies(sky, id) {
			if _, since := f.gone[tr.Number]; !since {
				f.gone[tr.Number] = p.At
			}
			f.lingered = max(f.lingered, p.At-f.gone[tr.Number])
		}
	}
	for n := range f.gone {
		if !live[n] {
			f.ended++
			delete(f.gone, n)
		}
	}
	for id := range f.two {
		if tracks[id] < 2 {
			delete(f.two, id)
		}
	}
	for id, n := range tracks {
		if n > 1 {
			if _, since := f.two[id]; !since {
				f.two[id] = p.At
			}
			f.doubled = max(f.doubled, p.At-f.two[id])
		}
	}
}

// whose returns the aircraft that a track is on, where no other is near.
func (f *follower) whose(tr *air.Track, sky *truth.Snapshot) (id truth.AircraftID, ok bool) {
	near := 0
	for i := range sky.Aircraft {
		a := &sky.Aircraft[i]
		d := overGround(tr.Pos, a.Pos)
		if d < apart {
			near++
		}
		if d < onIt {
			id, ok = a.ID, true
		}
	}
	return id, ok && near == 1
}

func flies(sky *truth.Snapshot, id truth.AircraftID) bool {
	for i := range sky.Aircraft {
		if sky.Aircraft[i].ID == id {
			return true
		}
	}
	return false
}

// overGround returns how far apart two places are, m, heights aside.
func overGround(a, b geo.Vec) float64 {
	d := a.Sub(b)
	up := d.Dot(a) / a.Norm()
	return math.Sqrt(max(0, d.Dot(d)-up*up))
}

// However centers feed each other tracks, all that they have and round and round,
// nobody has one aircraft twice for long, and the track of one that has landed or
// left does not live on because each has it from the other: it ends as it would
// without any sharing, when it has coasted for Config.MaxCoast (fusion/config.go)
// and what was on its way then has come.
func TestNoGhostLivesInALoop(t *testing.T) {
	const (
		coasts = 150*air.Second + 50*air.Second
		twice  = 30 * air.Second
	)
	sc := sharedRound(t)
	e := engine(t, sc, sc.Seed)
	watched := make([]*follower, len(sc.Centers))
	for i := range sc.Centers {
		switch sc.Centers[i].Name {
		case "NORAD", "SIVA", "COORD":
			watched[i] = newFollower()
		}
	}
	e.Attach(tapFunc(func(b *truth.Beat) error {
		for i, f := range watched {
			if v := b.Views[i]; f != nil && v != nil && b.At%(10*air.Second) == 0 {
				f.look(&v.Picture, b.Truth)
			}
		}
		return nil
	}))
	runTo(t, e, 25*air.Minute)
	ended := 0
	for i, f := range watched {
		if f == nil {
			continue
		}
		who := sc.Centers[i].Name
		t.Logf("%s: %d tracks outlived their aircraft, the longest by %v; two of one for at most %v; %d looks at tracks by reports alone", who, f.ended, f.lingered, f.doubled, f.foreign)
		if ended += f.ended; f.lingered > coasts {
			t.Errorf("%s: a track outlived its aircraft by %v, want at most %v", who, f.lingered, coasts)
		}
		if f.doubled > twice {
			t.Errorf("%s: two tracks of one aircraft for %v, want at most %v", who, f.doubled, twice)
		}
		if f.foreign == 0 {
			t.Errorf("%s: no track is carried by others' reports: nothing was shared", who)
		}
	}
	if ended == 0 {
		t.Error("no aircraft has gone: nothing was tried")
	}
}
