package link

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/num"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

var (
	forTalk     = num.For("link/talk")
	forTalkLoss = num.For("link/talk loss")
)

// Lines carry what the people of one center say to those of another. What is
// said in one beat arrives in the next or later; a line that is cut carries
// nothing, and nobody is told.
type Lines struct {
	Due []air.Parcel // by center: what arrived by the last Carry; valid until the next

	seed    uint64
	lines   []line
	centers []scenario.Center
	byName  map[string]int
	talks   []talk   // under way, by arrival, then sender, then in the order in which they were said
	said    []uint64 // messages so far, from each center to each: draws belong to them
}

type line struct {
	scenario.Line
	key uint64
	cut bool
}

type talk struct {
	arrival air.Time
	seq     uint64 // the how manieth from its sender to its receiver
	from    int
	to      int
	message air.Message
}

// NewLines builds the lines of an exercise.
func NewLines(sc *scenario.Scenario, seed uint64) *Lines {
	l := &Lines{seed: seed, centers: sc.Centers, byName: map[string]int{}, Due: make([]air.Parcel, len(sc.Centers))}
	l.said = make([]uint64, len(sc.Centers)*len(sc.Centers))
	for i, c := range sc.Centers {
		l.byName[c.Name] = i
		l.Due[i].To = air.CenterID(i)
	}
	for _, d := range sc.Lines {
		l.lines = append(l.lines, line{Line: d, key: num.Key(d.Name)})
	}
	return l
}

// Carry delivers into Due what has arrived by now, the end of a beat, and puts
// on its way what was said in that beat.
func (l *Lines) Carry(now air.Time, said []air.Message) {
	for i := range l.Due {
		l.Due[i].Sent, l.Due[i].Arrived, l.Due[i].Messages = 0, 0, l.Due[i].Messages[:0]
	}
	n := 0
	for ; n < len(l.talks) && l.talks[n].arrival <= now; n++ {
		t := &l.talks[n]
		due := &l.Due[t.to]
		if due.Arrived == 0 || t.message.At < due.Sent {
			due.Sent = t.message.At
		}
		due.Arrived = t.arrival
		due.Messages = append(due.Messages, t.message)
	}
	l.talks = slices.Delete(l.talks, 0, n)
	for _, m := range said {
		l.send(now, m)
	}
}

func (l *Lines) send(now air.Time, m air.Message) {
	from, known := l.byName[m.From]
	to, ok := l.byName[m.To]
	if !known || !ok || !accord.May(m.Release, l.centers[to].Audience) {
		return
	}
	way := l.between(m.From, m.To, m.Voice)
	if way == nil || way.cut {
		return
	}
	said := &l.said[from*len(l.centers)+to]
	*said++
	sender := num.Key(m.From)
	if lost := num.At(l.seed, forTalkLoss, way.key, sender, *said); lost.Uniform() < way.Loss {
		return
	}
	draw := num.At(l.seed, forTalk, way.key, sender, *said)
	t := talk{arrival: now + way.delay(draw.Uniform(), m.Language), seq: *said, from: from, to: to, message: m}
	at, _ := slices.BinarySearchFunc(l.talks, t, func(a, b talk) int {
		return cmp.Or(cmp.Compare(a.arrival, b.arrival), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.seq, b.seq))
	})
	l.talks = slices.Insert(l.talks, at, t)
}

// between returns the line of two centers: the data line unless voice is asked
// for, else the telephone, which all have.
func (l *Lines) between(a, b string, voice bool) *line {
	for i := range l.lines {
		w := &l.lines[i]
		if w.Voice == voice && (w.Between == [2]string{a, b} || w.Between == [2]string{b, a}) {
			return w
		}
	}
	if !voice {
		return nil
	}
	return &line{Line: scenario.Telephone, key: num.Key(a + " " + b)}
}

// Open reports whether a data line joins two centers, cut or not.
func (l *Lines) Open(a, b string) bool { return l.between(a, b, false) != nil }

// delay returns how long a message is under way, by a draw from [0, 1). Voice in
// another language than English takes longer by the line's factor.
func (w *line) delay(u float64, in air.Language) air.Time {
	d := float64(w.Delay) + (2*u-1)*float64(w.Jitter)
	if w.Voice && in != air.English {
		d *= w.Factor
	}
	return max(0, air.Time(d))
}

// Apply cuts a line or mends it, and reports whether the body named one.
func (l *Lines) Apply(b air.Body) bool {
	name, cut := "", false
	switch b := b.(type) {
	case air.FeedCut:
		name, cut = b.Feed, true
	case air.FeedBack:
		name = b.Feed
	default:
		return false
	}
	for i := range l.lines {
		if l.lines[i].Name == name {
			l.lines[i].cut = cut
			return true
		}
	}
	return false
}

// Append adds to a checkpoint which lines are cut and what is under way.
func (l *Lines) Append(b []byte) []byte {
	for i := range l.lines {
		b = air.AppendBool(b, l.lines[i].cut)
	}
	for _, n := range l.said {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(l.talks)))
	for i := range l.talks {
		t := &l.talks[i]
		b = binary.LittleEndian.AppendUint64(b, uint64(t.arrival))
		b = binary.LittleEndian.AppendUint64(b, t.seq)
		b = binary.LittleEndian.AppendUint16(b, uint16(t.from))
		b = binary.LittleEndian.AppendUint16(b, uint16(t.to))
		b = t.message.AppendState(b)
	}
	return b
}

const talkStateSize = 8 + 8 + 2 + 2 + 4

// Load reads what Append wrote.
func (l *Lines) Load(r *air.StateReader) error {
	for i := range l.lines {
		l.lines[i].cut = r.Bool()
	}
	for i := range l.said {
		l.said[i] = r.U64()
	}
	l.talks = make([]talk, r.Len(talkStateSize))
	for i := range l.talks {
		t := &l.talks[i]
		t.arrival, t.seq, t.from, t.to = r.Time(), r.U64(), int(r.U16()), int(r.U16())
		t.message.LoadState(r)
		if t.to >= len(l.Due) && r.Err() == nil {
			r.Fail(fmt.Errorf("line: message for center %d: want 0 to %d", t.to, len(l.Due)-1))
		}
	}
	return r.Err()
}
