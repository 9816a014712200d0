package msel

import (
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Board is the MSEL under way: its injects in order of time, then number, what
// has become of each, and what it awaits.
type Board struct {
	injects []scenario.Inject
	lines   []air.BoardLine // as injects; replaced, never written, when one changes
	met     []air.Time      // as injects: when the condition held; air.Never: not yet
	early   [][]air.Time    // as injects, by answer: when it was done before the inject came; air.Never: it was not
	heard   []uint32        // by center: the Seq of the last line of its log that was read
	stopped bool            // no play
	referee referee
}

// New sets up the board of a scenario.
func New(sc *scenario.Scenario) *Board {
	b := &Board{injects: slices.Clone(sc.Injects), heard: make([]uint32, len(sc.Centers)), referee: newReferee(sc)}
	slices.SortStableFunc(b.injects, func(x, y scenario.Inject) int {
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Number, y.Number))
	})
	for i := range b.injects {
		in := &b.injects[i]
		line := air.BoardLine{
			Number: in.Number, At: in.At, Title: in.Title, Expected: in.Expected, State: air.Planned,
			Play: air.LineOfPlay{Objective: in.Objective, Responsible: in.Responsible, Note: in.Note},
		}
		for _, x := range in.Expects {
			line.Play.Answers = append(line.Play.Answers, answer(&x))
		}
		b.lines = append(b.lines, line)
		b.early = append(b.early, slices.Repeat([]air.Time{air.Never}, len(in.Expects)))
		b.met = append(b.met, air.Never)
	}
	return b
}

func answer(x *scenario.Expect) air.Answer {
	does := x.Does
	if x.Event == "calls" {
		does = "calls " + x.Identity.String()
	}
	return air.Answer{Who: x.Center, Does: does, Of: x.Aircraft, Not: x.Not, Within: x.By, Points: x.Points}
}

// Lines returns the board as the director sees it. The slice is never written
// again.
func (b *Board) Lines() []air.BoardLine { return b.lines }

// Stopped reports whether play is stopped for something real.
func (b *Board) Stopped() bool { return b.stopped }

// Check returns the orders of each inject that comes at or before t1, in order
// of the board, then as written; each once. An order carries the time that the
// MSEL plans, or t1 where none is planned. It looks at what injects and expected
// actions wait for; while play is stopped it does nothing.
func (b *Board) Check(t1 air.Time, w *Watch) (orders []air.Order) {
	if b.stopped {
		return nil
	}
	edit := edit{board: b}
	said := w.news(b.heard)
	for changed := true; changed; { // an inject may wait for one that comes in this very beat
		changed = false
		for i := range b.injects {
			if b.step(i, t1, w, said, &edit) {
				changed = true
				orders = append(orders, b.send(i, t1, &edit)...)
			}
		}
	}
	for i := range b.injects {
		b.await(i, t1, w, said, &edit)
	}
	return append(orders, b.referee.look(t1, w, said)...)
}

// step looks whether an inject's time has come.
func (b *Board) step(i int, t1 air.Time, w *Watch, said []saying, e *edit) bool {
	switch state := b.lines[i].State; state {
	case air.Planned, air.Armed:
	default:
		return false
	}
	tr := &b.injects[i].Trigger
	base, ok := b.base(i)
	if !ok || base > t1 || tr.ByHand {
		return false
	}
	if tr.When == nil {
		return true
	}
	if b.met[i] == air.Never && w.holds(tr.When, said) {
		b.met[i] = t1
	}
	switch {
	case tr.Silent > 0 && b.met[i] != air.Never:
		e.line(i).State, e.line(i).Done = air.Skipped, true
		return false
	case tr.Silent > 0:
		return t1 >= base+tr.Silent
	case b.met[i] == air.Never:
		return false
	case t1 < b.met[i]+tr.Delay:
		if b.lines[i].State == air.Planned {
			e.line(i).State = air.Armed
		}
		return false
	}
	return true
}

// base returns from when on an inject may come; false while what it waits for
// has not happened.
func (b *Board) base(i int) (air.Time, bool) {
	tr := &b.injects[i].Trigger
	if tr.After == 0 {
		if tr.When == nil {
			return b.lines[i].At + tr.Delay, true
		}
		return b.lines[i].At, true
	}
	j := b.find(tr.After)
	if j < 0 {
		return 0, false
	}
	since, ok := b.lines[j].Play.Sent, b.lines[j].Done && b.lines[j].State != air.Skipped
	if tr.Unanswered {
		since, ok = missedAt(&b.lines[j])
	}
	if tr.When != nil {
		return since, ok
	}
	return since + tr.Delay, ok
}

// missedAt returns when the first of a line's answers was missed.
func missedAt(line *air.BoardLine) (at air.Time, ok bool) {
	for _, a := range line.Play.Answers {
		if a.State == air.Missed && (!ok || line.Play.Sent+a.Within < at) {
			at, ok = line.Play.Sent+a.Within, true
		}
	}
	return at, ok
}

func (b *Board) find(number int) int {
	return slices.IndexFunc(b.lines, func(l air.BoardLine) bool { return l.Number == number })
}

// send gives an inject's orders.
func (b *Board) send(i int, t1 air.Time, e *edit) (orders []air.Order) {
	in, line := &b.injects[i], e.line(i)
	at := t1
	if in.Trigger.When == nil && in.Trigger.After == 0 && !in.Trigger.ByHand && line.At <= t1 {
		at = line.At + in.Trigger.Delay
	}
	line.State, line.Done, line.Play.Sent = air.Sent, true, at
	for _, body := range in.Bodies {
		orders = append(orders, air.Order{At: at, Origin: air.Derived, Body: body})
	}
	return orders
}

// await looks at the answers that a line awaits, and closes it when all have
// come or run out.
func (b *Board) await(i int, t1 air.Time, w *Watch, said []saying, e *edit) {
	line := &b.lines[i]
	if !line.Done {
		b.foresee(i, t1, w, said)
	}
	if line.State != air.Sent || len(line.Play.Answers) == 0 {
		return
	}
	state, open := air.Answered, false
	for k := range line.Play.Answers {
		if line.Play.Answers[k].State == "" {
			b.judge(i, k, t1, w, said, e)
			line = &b.lines[i]
		}
		switch line.Play.Answers[k].State {
		case "":
			open = true
		case air.Missed:
			state = air.Missed
		}
	}
	if !open {
		e.line(i).State = state
	}
}

// foresee notes what is done about an aircraft before an inject asks for it: who
// was quicker than the list has answered it.
func (b *Board) foresee(i int, t1 air.Time, w *Watch, said []saying) {
	for k := range b.injects[i].Expects {
		x := &b.injects[i].Expects[k]
		if x.Not || x.Event != "does" || x.Aircraft == "" || b.early[i][k] != air.Never {
			continue
		}
		if _, done := w.done(&x.Condition, said, 0); done {
			b.early[i][k] = t1
		}
	}
}

// judge looks at one answer that is open.
func (b *Board) judge(i, k int, t1 air.Time, w *Watch, said []saying, e *edit) {
	x, line := &b.injects[i].Expects[k], &b.lines[i]
	late := t1 > line.Play.Sent+x.By
	robot, done := w.done(&x.Condition, said, line.Play.Sent)
	switch {
	case b.early[i][k] != air.Never:
		a := e.answer(i, k)
		a.At, a.State = b.early[i][k], air.Answered
	case done && !late:
		a := e.answer(i, k)
		a.At, a.Robot, a.State = t1, robot, air.Answered
		if x.Not {
			a.State = air.Missed
		}
	case late && x.Not:
		e.answer(i, k).State = air.Answered
	case late:
		e.answer(i, k).State = air.Missed
	}
}

// edit writes into the board's lines: into copies, made at the first write.
type edit struct {
	board *Board
	own   bool
}

func (e *edit) line(i int) *air.BoardLine {
	if !e.own {
		e.own = true
		e.board.lines = slices.Clone(e.board.lines)
		for k := range e.board.lines {
			p := &e.board.lines[k].Play
			p.Answers = slices.Clone(p.Answers)
		}
	}
	return &e.board.lines[i]
}

func (e *edit) answer(i, k int) *air.Answer { return &e.line(i).Play.Answers[k] }

// Apply takes the director's word on a line, or a stop of play, and reports
// whether it was one for the board.
func (b *Board) Apply(t0 air.Time, body air.Body) (orders []air.Order, taken bool) {
	switch p := body.(type) {
	case air.NoPlay:
		b.stopped = p.On && p.For == 0
		return nil, true
	case air.Play:
		if i := b.find(p.Number); i >= 0 {
			return b.play(i, t0, p), true
		}
	}
	return nil, false
}

// play does the director's word on line i. What is over stays over.
func (b *Board) play(i int, t0 air.Time, p air.Play) []air.Order {
	if b.lines[i].Done {
		return nil
	}
	e := edit{board: b}
	switch p.Do {
	case "send":
		return b.send(i, t0, &e)
	case "hold":
		e.line(i).State = air.Held
	case "free":
		e.line(i).State = air.Planned
	case "skip":
		e.line(i).State, e.line(i).Done = air.Skipped, true
	case "move":
		b.move(&e, i, p.At)
	}
	return nil
}

// move plans a line for another time, and with it those that wait for it.
func (b *Board) move(e *edit, i int, at air.Time) {
	by := at - b.lines[i].At
	e.line(i).At = at
	for k := range b.injects {
		if b.injects[k].Trigger.After == b.lines[i].Number && !b.lines[k].Done {
			b.move(e, k, b.lines[k].At+by)
		}
	}
}
