package sim_test

import (
	"fmt"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim"
)

// watch notes who saw whom first and last, over a run. It is a Tap.
type watch struct {
	theater     air.Theater
	roster      truth.Roster
	first, last map[string]air.Time // by "aircraft sensor PSR" or "... SSR"
	up          map[string]air.Time // by aircraft: first in the air
	seen        map[truth.AircraftID]bool
	trespass    []string
	injects     int
}

func newWatch(e *sim.Engine) *watch {
	return &watch{
		theater: e.Theater(), roster: e.Roster(), first: map[string]air.Time{}, last: map[string]air.Time{},
		up: map[string]air.Time{}, seen: map[truth.AircraftID]bool{},
	}
}

func (w *watch) Beat(b *truth.Beat) error {
	for i := range b.Truth.Aircraft {
		a := &b.Truth.Aircraft[i]
		if !w.seen[a.ID] {
			w.seen[a.ID] = true
			w.up[w.roster[a.ID].Name] = b.Truth.From
		}
		if b.At%(10*air.Second) == 0 {
			w.border(a, b.At)
		}
	}
	for i := range b.Looks {
		l := &b.Looks[i]
		w.note(l, "PSR", l.PSR)
		w.note(l, "SSR", l.SSR)
	}
	w.injects = 0
	for _, line := range b.Board {
		if line.Done {
			w.injects++
		}
	}
	return nil
}

func (w *watch) note(l *truth.Look, receiver string, r truth.Reason) {
	e := &w.roster[l.Target]
	if r != truth.Seen || e.Role != truth.TOI {
		return
	}
	key := e.Name + " " + w.theater.Sensors[l.Sensor].Name + " " + receiver
	if _, ok := w.first[key]; !ok {
		w.first[key] = l.At
	}
	w.last[key] = l.At
}

// border notes a fighter over the territory of the neighbour across the
// southern border. Canada and the United States are another pair.
func (w *watch) border(a *truth.Aircraft, at air.Time) {
	e := &w.roster[a.ID]
	if e.Role != truth.Interceptor {
		return
	}
	other := map[air.Nation]air.Nation{air.USA: air.MEX, air.MEX: air.USA}[e.Nation]
	if where := a.Pos.Geodetic(); atlas.Sovereign(other).Contains(where.LatLon) {
		lat, lon := where.Degrees()
		w.trespass = append(w.trespass, fmt.Sprintf("%s over %v at %v (%.2f, %.2f)", e.Name, other, at, lat, lon))
	}
}

// The check table is that of the exercise order, section 0: bounds computed
// from geometry alone. Times are from take-off.
func TestAmalgamEagle19(t *testing.T) {
	if testing.Short() {
		t.Skip("two hours of exercise: not in -short")
	}
	e := engine(t, ae19(t, ""), 19)
	w, tape := newWatch(e), &lastState{at: 70 * air.Minute}
	e.Attach(w)
	e.Attach(tape)
	runTo(t, e, 2*air.Hour)

	t.Run("who saw what when", func(t *testing.T) {
		tests := []struct {
			who    string
			want   air.Time // from take-off
			last   bool
			reason string // why it may differ by more than three minutes
		}{
			{who: "EXLOBO SEN-MMCU SSR", want: 37 * air.Minute},
			{who: "EXLOBO TARS-MRF PSR", want: 26 * air.Minute},
			{who: "EXLOBO QNW PSR", want: 33 * air.Minute, reason: "the table ends an ARSR-4 at 200 NM; the atlas says 250 NM"},
			{who: "EXLOBO DMN PSR", want: 57 * air.Minute},
			{who: "EXMAR SEN-MMUN SSR", want: 0},
			{who: "EXMAR SEN-MMMD SSR", want: 4 * air.Minute},
			{who: "EXMAR SEN-MMMD PSR", want: 27 * air.Minute, last: true},
			{who: "EXMAR NEW PSR", want: 48 * air.Minute},
			{who: "EXMAR PAM PSR", want: 62 * air.Minute},
		}
		for _, tt := range tests {
			at, ok := w.first[tt.who]
			if tt.last {
				at, ok = w.last[tt.who]
			}
			name := tt.who[:len("EXMAR")]
			if name != "EXMAR" {
				name = "EXLOBO"
			}
			at -= w.up[name]
			t.Logf("%-22s T+%v, table T+%v %s", tt.who, at, tt.want, tt.reason)
			if off := at - tt.want; !ok || tt.reason == "" && max(off, -off) > 3*air.Minute {
				t.Errorf("%s: T+%v (%v), want within 3 minutes of T+%v", tt.who, at, ok, tt.want)
			}
		}
	})
	t.Run("no Mexican primary on the ground saw the King Air", func(t *testing.T) {
		for _, s := range w.theater.Sensors {
			at, ok := w.first["EXLOBO "+s.Name+" PSR"]
			if ok && s.Moving {
				t.Logf("%s, from its orbit, saw it first at T+%v", s.Name, at-w.up["EXLOBO"])
			} else if ok && s.Nation == air.MEX {
				t.Errorf("%s saw it at %v", s.Name, at)
			}
		}
	})
	t.Run("nobody saw the 737 for about 21 minutes", func(t *testing.T) {
		gap := w.first["EXMAR NEW PSR"] - w.last["EXMAR SEN-MMMD PSR"]
		if off := gap - 21*air.Minute; max(off, -off) > 3*air.Minute {
			t.Errorf("%v without a plot, want 21 minutes, within 3", gap)
		}
	})
	t.Run("no fighter crossed the southern border", func(t *testing.T) {
		for _, s := range w.trespass {
			t.Error(s)
		}
	})
	t.Run("at least 150 background flights and ten injects", func(t *testing.T) {
		flights := 0
		for id := range w.roster {
			if w.roster[id].Role == truth.Background && w.seen[truth.AircraftID(id)] {
				flights++
			}
		}
		if flights < 150 || w.injects < 10 {
			t.Errorf("%d flights, %d injects", flights, w.injects)
		}
	})
	t.Run("a track coasts and drops when its radars are switched off", func(t *testing.T) {
		switchOff(t, tape.state)
	})
}

// lastState keeps the last checkpoint up to a time. It is a Tap.
type lastState struct {
	at    air.Time
	state []byte
}

func (l *lastState) Beat(b *truth.Beat) error {
	if b.Checkpoint != nil && b.At <= l.at {
		l.state = append(l.state[:0], b.Checkpoint...)
	}
	return nil
}

// switchOff goes on from 01:10:00, when NORAD holds the dark King Air, with
// every radar out of service: the tracker, told by no script, coasts it and
// drops it.
func switchOff(t *testing.T, state []byte) {
	e := engine(t, ae19(t, ""), 19)
	if err := e.Load(state); err != nil {
		t.Fatal(err)
	}
	norad := &kingAir{t: t, roster: e.Roster()}
	e.Attach(norad)
	runTo(t, e, 71*air.Minute)
	if norad.status != air.Confirmed {
		t.Fatalf("before the outage NORAD's track of the King Air is %v, want confirmed", norad.status)
	}
	for _, s := range e.Theater().Sensors {
		e.Submit(air.Order{From: air.Director, Body: air.SensorOut{Sensor: s.Name}})
	}
	runTo(t, e, 80*air.Minute)
	if !norad.coasted || norad.status != 0 {
		t.Errorf("nine minutes after the outage: coasted %v, status %v, want it coasted and then dropped", norad.coasted, norad.status)
	}
}

// kingAir follows NORAD's track that is nearest to EXLOBO. It is a Tap.
type kingAir struct {
	t       *testing.T
	roster  truth.Roster
	number  uint32
	status  air.TrackStatus // 0: no such track
	coasted bool
}

func (k *kingAir) Beat(b *truth.Beat) error {
	const norad = 3
	v := b.Views[norad]
	if v == nil {
		return nil
	}
	if k.number == 0 {
		k.find(v, b.Truth)
	}
	k.status = 0
	if tr := v.Find(k.number); tr != nil {
		k.status = tr.Status
		k.coasted = k.coasted || tr.Status == air.Coasting
	}
	return nil
}

func (k *kingAir) find(v *air.View, sky *truth.Snapshot) {
	for i := range sky.Aircraft {
		if k.roster[sky.Aircraft[i].ID].Name != "EXLOBO" {
			continue
		}
		best := 5000.0
		for j := range v.Tracks {
			if d := v.Tracks[j].Pos.Sub(sky.Aircraft[i].Pos).Norm(); d < best {
				best, k.number = d, v.Tracks[j].Number
			}
		}
	}
}
