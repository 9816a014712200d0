package center

import (
	"cmp"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/sim/accord"
)

// words are what a center's people said of aircraft to those whom a lane serves.
// They speak of their own tracks; the lane has numbers of its own. So a word is
// tied to the lane's track that lies where their own does, once, when it is
// said: that is the datum which passes, by people. From then on the lane's number
// is kept, whatever becomes of their own track.
type words struct {
	ties []tie // by own number
	out  []accord.Word
}

type tie struct {
	own, lane uint32    // lane 0: not found yet
	said      judgement // the word
	until     air.Time  // a lane track is looked for until then
}

const (
	tieWait  = 60 * air.Second // for how long a word waits for a track of the lane's: five turns of a long-range radar (assumed)
	tieNear  = 1_000.0         // m, that two trackers of one aircraft may differ by the errors of their radars alone (assumed) ...
	tieSigma = 3.0             // ... beside so many standard deviations ...
	tieReach = 5_000.0         // m: ... but farther off it is another aircraft. Five miles is what controllers keep apart by radar (ICAO Doc 4444, 8.7.3.1)
)

// hear takes in what the people say now.
func (w *words) hear(c *Center, s *share, now air.Time) {
	for i := range c.overlay.entries {
		e := &c.overlay.entries[i]
		w.say(e.mark.Track, judgement{e.mark.Identity, e.mark.Interest}, now)
	}
	w.forget(&c.overlay)
	w.seek(c, s, now)
}

// say notes what is said of an own track. A new word on a track that is not tied
// looks for one anew.
func (w *words) say(own uint32, said judgement, now air.Time) {
	i, found := slices.BinarySearchFunc(w.ties, own, func(t tie, n uint32) int { return cmp.Compare(t.own, n) })
	switch {
	case !found && said != (judgement{}):
		w.ties = slices.Insert(w.ties, i, tie{own: own, said: said, until: now + tieWait})
	case found && w.ties[i].said != said:
		w.ties[i].said, w.ties[i].until = said, now+tieWait
	}
}

// forget drops the words on tracks of which the people hold nothing any more.
func (w *words) forget(o *overlay) {
	w.ties = slices.DeleteFunc(w.ties, func(t tie) bool { return o.find(t.own) == nil })
}

// seek looks for the lane's tracks of words that wait.
func (w *words) seek(c *Center, s *share, now air.Time) {
	var there []air.Track
	for i := range w.ties {
		t := &w.ties[i]
		if t.lane != 0 || now > t.until {
			continue
		}
		own := c.picture.Find(t.own)
		if own == nil {
			continue
		}
		if there == nil {
			there = s.tracker.Picture().Tracks
		}
		t.lane = w.nearest(there, own)
	}
}

// nearest returns the number of the track nearest to an own one to which no word
// is tied; 0 if none is within reach.
func (w *words) nearest(tracks []air.Track, own *air.Track) (number uint32) {
	best := tieReach
	for i := range tracks {
		t := &tracks[i]
		d := t.Pos.Sub(own.Pos).Norm()
		if d < best && d < tieNear+tieSigma*math.Sqrt(doubt(t)+doubt(own)) && !slices.ContainsFunc(w.ties, func(x tie) bool { return x.lane == t.Number }) {
			best, number = d, t.Number
		}
	}
	return number
}

// doubt returns the variance of a track's place, m2.
func doubt(t *air.Track) float64 { return float64(t.Cov[0]) + float64(t.Cov[4]) }

// follow keeps the ties with the lane's tracks as they merge and end. A word
// whose track has ended waits for the people to say it anew.
func (w *words) follow(events []air.TrackEvent) {
	for _, e := range events {
		for i := range w.ties {
			switch t := &w.ties[i]; {
			case t.lane != e.Number:
			case e.Kind == air.TrackMerged:
				t.lane = e.Other
			case e.Kind == air.TrackDropped:
				t.lane = 0
			}
		}
	}
}

// list returns the words by the lane's numbers.
func (w *words) list() []accord.Word {
	w.out = w.out[:0]
	for _, t := range w.ties {
		if t.lane != 0 {
			w.out = append(w.out, accord.Word{Track: t.lane, Identity: t.said.identity, Interest: t.said.interest})
		}
	}
	slices.SortFunc(w.out, func(a, b accord.Word) int { return cmp.Compare(a.Track, b.Track) })
	return w.out
}

func (w *words) append(b []byte) []byte {
	b = le.AppendUint32(b, uint32(len(w.ties)))
	for _, t := range w.ties {
		b = le.AppendUint32(b, t.own)
		b = le.AppendUint32(b, t.lane)
		b = append(b, uint8(t.said.identity))
		b = air.AppendBool(b, t.said.interest)
		b = le.AppendUint64(b, uint64(t.until))
	}
	return b
}

const tieStateSize = 4 + 4 + 1 + 1 + 8

func (w *words) load(r *air.StateReader) {
	w.ties = make([]tie, r.Len(tieStateSize))
	for i := range w.ties {
		w.ties[i] = tie{r.U32(), r.U32(), judgement{air.Identity(r.U8()), r.Bool()}, r.Time()}
	}
}
