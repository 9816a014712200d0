package center

import (
	"cmp"
	"slices"

	"perimeter/air"
)

// overlay is what the center's people hold about the tracks, by number. Fusion
// knows nothing of it.
type overlay struct {
	entries []entry // sorted by track
	spare   []entry // the other buffer of follow
}

// entry is what is held about one track.
type entry struct {
	mark    air.Mark
	said    judgement // what the staff last said; where the mark differs, a person spoke
	since   air.Time  // first seen in the picture
	gone    air.Time  // when it left the picture; air.Never while in it
	updated air.Time  // the last plot's time
	pace    float64   // m/s, its speed over the ground in the mean of the last minute
	dark    air.Time  // since when its transponder is lost; air.Never: it is not
	warned  air.Mode3A
	tie     evidence // to mark.Plan
	person  bool     // a person gave the mark: it stands
	file    *dossier // of a center that looks closely; nil: nothing
	hijack  bool     // it has squawked 7500
	coasts  bool     // told as a track of interest that coasts
	asked   int      // of replies
	replies [6]reply
}

// reply is the last reply that a secondary radar got.
type reply struct {
	sensor air.SensorID
	at     air.Time
}

func newEntry(number uint32, now air.Time) entry {
	return entry{mark: air.Mark{Track: number}, since: now, gone: air.Never, dark: air.Never}
}

func (o *overlay) search(number uint32) (int, bool) {
	return slices.BinarySearchFunc(o.entries, number, func(e entry, n uint32) int { return cmp.Compare(e.mark.Track, n) })
}

// find returns the entry of a track, or nil. It is valid until the next follow
// or merge.
func (o *overlay) find(number uint32) *entry {
	if i, ok := o.search(number); ok {
		return &o.entries[i]
	}
	return nil
}

// follow makes the overlay fit the tracks of a picture: new tracks get an
// entry; entries without a track are kept for a while.
func (o *overlay) follow(tracks []air.Track, now, keep air.Time) {
	next, i := o.spare[:0], 0
	outlive := func(e *entry) {
		e.gone = min(e.gone, now)
		if now-e.gone <= keep {
			next = append(next, *e)
		}
	}
	for j := range tracks {
		number := tracks[j].Number
		for ; i < len(o.entries) && o.entries[i].mark.Track < number; i++ {
			outlive(&o.entries[i])
		}
		if i < len(o.entries) && o.entries[i].mark.Track == number {
			o.entries[i].gone = air.Never
			next = append(next, o.entries[i])
			i++
		} else {
			next = append(next, newEntry(number, now))
		}
	}
	for ; i < len(o.entries); i++ {
		outlive(&o.entries[i])
	}
	o.entries, o.spare = next, o.entries
}

// merge moves what is held about one track to the one that it merged into.
func (o *overlay) merge(from, into uint32, now air.Time) {
	i, ok := o.search(from)
	if !ok {
		return
	}
	e := o.entries[i]
	o.entries = slices.Delete(o.entries, i, i+1)
	i, ok = o.search(into)
	if !ok {
		o.entries = slices.Insert(o.entries, i, newEntry(into, now))
	}
	o.entries[i].take(&e)
}

// take adds what is held about a track that merged into e's: the weightier word
// stands, and nothing that was known is forgotten.
func (e *entry) take(from *entry) {
	if weight(&from.mark) > weight(&e.mark) {
		plan := e.mark.Plan
		e.mark = air.Mark{
			Track: e.mark.Track, Identity: from.mark.Identity, Interest: from.mark.Interest, Plan: plan, Why: from.mark.Why,
		}
		e.said, e.person = from.said, from.person
	}
	if e.tie < from.tie {
		e.mark.Plan, e.tie = from.mark.Plan, from.tie
	}
	e.since, e.dark = min(e.since, from.since), min(e.dark, from.dark)
	e.hijack = e.hijack || from.hijack
	e.warned = max(e.warned, from.warned)
	if e.file == nil {
		e.file = from.file
	} else if from.file != nil {
		e.file.take(from.file)
	}
	for _, r := range from.replies[:from.asked] {
		e.answered(r.sensor, r.at)
	}
}

// weight orders marks by how much they say.
func weight(m *air.Mark) int {
	switch {
	case m.Interest:
		return 3
	case m.Identity > air.Unknown:
		return 2
	case m.Identity == air.Unknown:
		return 1
	}
	return 0
}

// answered notes that a sensor got a reply; of more sensors than fit, the one
// that heard longest ago is forgotten.
func (e *entry) answered(sensor air.SensorID, at air.Time) {
	oldest := 0
	for i := range e.replies[:e.asked] {
		if e.replies[i].sensor == sensor {
			e.replies[i].at = max(e.replies[i].at, at)
			return
		}
		if e.replies[i].at < e.replies[oldest].at {
			oldest = i
		}
	}
	if e.asked < len(e.replies) {
		oldest = e.asked
		e.asked++
	}
	e.replies[oldest] = reply{sensor, at}
}

// lastReply returns when any radar last got a reply; false if none ever did.
func (e *entry) lastReply() (last air.Time, ok bool) {
	for i, r := range e.replies[:e.asked] {
		if i == 0 || r.at > last {
			last = r.at
		}
	}
	return last, e.asked > 0
}

// marks returns the marks of the tracks that are in the picture.
func (o *overlay) marks() []air.Mark {
	marks := make([]air.Mark, 0, len(o.entries))
	for i := range o.entries {
		if o.entries[i].gone == air.Never {
			marks = append(marks, o.entries[i].mark)
		}
	}
	return marks
}
