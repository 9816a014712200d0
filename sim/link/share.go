package link

import (
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// From returns the center whose tracks the feed carries; false if it carries the
// plots of radars.
func (f *Feed) From() (air.CenterID, bool) { return f.from, f.tracks }

// Sends reports whether a feed of tracks sends a picture at now, the end of a
// beat.
func (f *Feed) Sends(now air.Time) bool {
	return f.tracks && f.terms.Level != scenario.NoLevel && (f.every <= 0 || now%f.every == 0)
}

// Share puts on the way what of a lane's picture may go. A picture without a
// track goes too: that there is none is what the lane knows. A feed that is
// suspended sends nothing; one that nobody was granted, or whose condition does
// not hold, sends pictures without tracks.
func (f *Feed) Share(now air.Time, from *accord.Shared) {
	if f.suspended {
		f.Count.Withheld += uint32(len(from.Tracks))
		return
	}
	m := f.flight.spare()
	m.clear()
	level := f.level(now)
	for i := range from.Tracks {
		f.pick(m, &from.Tracks[i], level, from.Words)
	}
	f.dispatch(now, m, f.key, head{sent: from.At, sensor: air.SensorID(f.from)})
}

// pick puts a track into m if it may go, as exact as it may be.
func (f *Feed) pick(m *message, t *air.Track, level scenario.Level, words []accord.Word) {
	if !accord.May(t.Release, f.audience) || level == scenario.NoLevel {
		f.Count.Withheld++
		return
	}
	d := accord.DatumOf(t, wordOn(words, t.Number))
	if !accord.Passes(&f.terms, level, &d) {
		f.Count.Withheld++
		return
	}
	m.tracks = append(m.tracks, *t)
	out := &m.tracks[len(m.tracks)-1]
	accord.WithholdTrack(f.withhold, out)
	accord.CoarsenTrack(f.terms.RoundPlace, f.terms.RoundHeight, out)
	out.Round()
}

// wordOn returns what people said of a track.
func wordOn(words []accord.Word, track uint32) accord.Word {
	i, ok := slices.BinarySearchFunc(words, track, func(w accord.Word, n uint32) int { return cmp.Compare(w.Track, n) })
	if !ok {
		return accord.Word{Track: track}
	}
	return words[i]
}
