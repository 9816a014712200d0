package trial

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// witness notes what each nation's air defence had of each threat and when: by
// the truth, the plots that came in, the pictures and the logs. It is a sim.Tap.
type witness struct {
	threats []passage
	index   []int          // by aircraft: in threats, or -1
	owners  truth.Owners   // whose plot it was
	knows   [][]air.Nation // by center: the nations whose picture it is
	at      [][nations][stageCount]air.Time
	seen    [][nations]air.Time // of the last picture with a track; Never: none yet
	longest [][nations]air.Time // without a track since the first, up to the crossing
	gap     [][nations]air.Time // the same at the last crossing
	cases   map[string]int      // name of a case: its threat
	heard   []uint32            // by center: the Seq of the last line of its log
	sky     []sighted           // by threat: where it is
	second  air.Time
}

const nations = 4 // none and the three, as air.Nation counts them

// sighted is where a threat is in this beat.
type sighted struct {
	pos  geo.Vec
	here bool
}

// newWitness listens at the air defence centers: what one of them has, all the
// nations have who look on there.
func newWitness(e *sim.Engine, sc *scenario.Scenario) *witness {
	w := &witness{cases: map[string]int{}, heard: make([]uint32, len(sc.Centers))}
	for i := range sc.Centers {
		var list []air.Nation
		for _, n := range air.Nations {
			if sc.Centers[i].Kind == scenario.Defence && sc.Centers[i].Audience&air.Only(n) != 0 {
				list = append(list, n)
			}
		}
		w.knows = append(w.knows, list)
	}
	for id, entry := range e.Roster() {
		w.index = append(w.index, -1)
		if entry.Role != truth.TOI {
			continue
		}
		w.index[id] = len(w.threats)
		w.threats = append(w.threats, passage{target: truth.AircraftID(id), name: entry.Name, crossed: air.Never, nearest: math.Inf(1)})
	}
	w.at = make([][nations][stageCount]air.Time, len(w.threats))
	w.seen, w.longest = make([][nations]air.Time, len(w.threats)), make([][nations]air.Time, len(w.threats))
	w.gap, w.sky = make([][nations]air.Time, len(w.threats)), make([]sighted, len(w.threats))
	for k := range w.at {
		for n := range w.at[k] {
			w.seen[k][n] = air.Never
			for s := range w.at[k][n] {
				w.at[k][n][s] = air.Never
			}
		}
	}
	return w
}

// run returns what the run came to.
func (w *witness) run(key Key) *Run {
	r := &Run{Key: key}
	for k := range w.threats {
		p := &w.threats[k]
		passed := Passed{Name: p.name, Crossed: moment(p.crossed)}
		if p.into != air.NoNation {
			passed.Into = p.into.String()
		}
		for _, n := range air.Nations {
			h := Had{Gap: moment(w.gapOf(k, n))}
			for _, at := range w.at[k][n] {
				h.At = append(h.At, moment(at))
			}
			passed.Nations = append(passed.Nations, h)
		}
		r.Threats = append(r.Threats, passed)
	}
	return r
}

// gapOf returns the longest time without a track between a nation's first and
// the crossing; air.Never: it had none before.
func (w *witness) gapOf(k int, n air.Nation) air.Time {
	first, crossed := w.at[k][n][trackStage], w.threats[k].crossed
	if first == air.Never || crossed != air.Never && first > crossed {
		return air.Never
	}
	if crossed == air.Never {
		return w.longest[k][n]
	}
	return w.gap[k][n]
}

// Beat notes what the beat brought.
func (w *witness) Beat(b *truth.Beat) error {
	w.look(b)
	w.owners.Note(b.Looks, b.At)
	for c := range b.Fates {
		for i := range b.Fates[c] {
			target, ok := w.owners.Of(b.Fates[c][i].Plot)
			if ok && w.index[target] >= 0 {
				w.reach(c, w.index[target], plotStage, b.At)
			}
		}
	}
	for c, v := range b.Views {
		if v != nil && len(w.knows[c]) > 0 {
			w.picture(c, v)
			w.desk(c, v)
		}
	}
	return nil
}

// look notes where the threats are, and once a second whether one crosses a line.
func (w *witness) look(b *truth.Beat) {
	for k := range w.sky {
		w.sky[k].here = false
	}
	for i := range b.Truth.Aircraft {
		a := &b.Truth.Aircraft[i]
		k := w.index[a.ID]
		if k < 0 {
			continue
		}
		w.sky[k] = sighted{a.Pos, true}
		if b.At >= w.second && w.threats[k].move(b.At, a.Pos.Geodetic().LatLon, nil) {
			w.gap[k] = w.longest[k]
		}
	}
	if b.At >= w.second {
		w.second = b.At + air.Second
	}
}

// standsFor is how far over the ground a track may lie from the aircraft for
// which it stands, in metres: the same as for the MSEL, assumed.
const standsFor = 5000.0

// picture notes the threats for which a track stands, and how long there was none.
func (w *witness) picture(c int, v *air.View) {
	for k := range w.sky {
		if !w.sky[k].here {
			continue
		}
		t := w.standing(k, v)
		if t == nil {
			continue
		}
		w.reach(c, k, trackStage, v.At)
		if v.Mark(t.Number).Interest {
			w.reach(c, k, warnStage, v.At)
		}
		for _, n := range w.knows[c] {
			if w.seen[k][n] != air.Never {
				w.longest[k][n] = max(w.longest[k][n], v.At-w.seen[k][n])
			}
			w.seen[k][n] = v.At
		}
	}
}

// standing returns the track of a view that stands for a threat, or nil.
func (w *witness) standing(k int, v *air.View) (found *air.Track) {
	least := standsFor
	up := w.sky[k].pos.Scale(1 / w.sky[k].pos.Norm())
	for i := range v.Tracks {
		t := &v.Tracks[i]
		d := t.Pos.Sub(w.sky[k].pos)
		if t.Status != air.Confirmed {
			continue
		}
		if away := d.Sub(up.Scale(d.Dot(up))).Norm(); away < least {
			found, least = t, away
		}
	}
	return found
}

// desk notes which threat a case is about, and what the log says of it.
func (w *witness) desk(c int, v *air.View) {
	for i := range v.Desk.Cases {
		x := &v.Desk.Cases[i]
		if _, known := w.cases[x.Name]; known || x.Track == 0 {
			continue
		}
		for k := range w.sky {
			if t := w.standing(k, v); w.sky[k].here && t != nil && t.Number == x.Track {
				w.cases[x.Name] = k
			}
		}
	}
	for i := range v.Desk.Cases {
		x := &v.Desk.Cases[i]
		if k, known := w.cases[x.Name]; known && x.State == "handed_over" {
			w.reach(c, k, handStage, x.Since)
		}
	}
	for i := range v.Desk.Log {
		l := &v.Desk.Log[i]
		if l.Seq <= w.heard[c] {
			continue
		}
		w.heard[c] = l.Seq
		if k, known := w.cases[l.Case]; known && (l.Did == "warn" || l.Did == "declare") {
			w.reach(c, k, warnStage, l.At)
		}
	}
}

func (w *witness) reach(c, k, s int, now air.Time) {
	for _, n := range w.knows[c] {
		at := &w.at[k][n][s]
		*at = min(*at, now)
	}
}
