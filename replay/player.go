package replay

import (
	"errors"
	"fmt"
	"io"

	"perimeter/air"
	"perimeter/air/truth"
)

// lookBack is how far before a moment Seek starts to read: longer than a plot is
// on its way to a center, so that the plots of a view are there (assumed; a plot
// that took longer is missing in the first view after a Seek).
const lookBack = 30 * air.Second

// Player plays a recording for a viewer: what Theater, View, Truth and Board
// return is the state at Now. Between two calls of Advance or Seek nothing
// changes.
type Player struct {
	rec     *Recording
	now     air.Time
	cursor  *cursor
	centers []playedCenter
	recent  plotMemory
	truth   [2]Message // the last two of the topic
	board   Message
	sky     *truth.Snapshot
	lines   []air.BoardLine
}

// playedCenter is what a center's viewer sees.
type playedCenter struct {
	last  Message // the last view as recorded
	view  *air.View
	due   []air.Plot // that arrived since the last view
	plots []air.Plot // those of the last view
}

// NewPlayer returns a player that stands at the start.
func NewPlayer(rec *Recording) (*Player, error) {
	p := &Player{rec: rec, cursor: rec.from(0)}
	return p, p.Seek(0)
}

// Theater returns what stands still.
func (p *Player) Theater() air.Theater { return p.rec.Theater }

// Roster returns the aircraft of the exercise.
func (p *Player) Roster() truth.Roster { return p.rec.Roster }

// Now returns the exercise time that is shown.
func (p *Player) Now() air.Time { return p.now }

// End returns how far the recording goes.
func (p *Player) End() air.Time { return p.rec.End }

// View returns the last view of a center at or before Now; before the first one
// an empty view. It is nil for a center that is not in the theater.
//
// Its plots are those that arrived since the view before. In a nation's recording
// they are as they were delivered. In the director's they show where and by which
// sensor, and no code, level or address: that does not tell which of those the
// feed withheld.
func (p *Player) View(center air.CenterID) *air.View {
	if int(center) >= len(p.centers) {
		return nil
	}
	return p.centers[center].view
}

// Truth returns what is really there; false before the first beat.
func (p *Player) Truth() (*truth.Snapshot, bool) { return p.sky, p.sky != nil }

// Board returns the board of the MSEL.
func (p *Player) Board() []air.BoardLine { return p.lines }

// Advance plays on to t, or to the recording's end if that is earlier. A t before
// Now is a Seek.
func (p *Player) Advance(t air.Time) error {
	if t < p.now {
		return p.Seek(t)
	}
	t = min(t, p.rec.End)
	if err := p.load(t); err != nil {
		return err
	}
	p.now = t
	return p.show()
}

// Seek goes to any t from 0 to the recording's end.
func (p *Player) Seek(t air.Time) error {
	if t < 0 || t > p.rec.End {
		return fmt.Errorf("seek to %v: want a time from %v to %v, where the recording ends", t, air.Time(0), p.rec.End)
	}
	p.clear()
	p.cursor.seek(max(t-lookBack, 0))
	if err := p.load(t); err != nil {
		return err
	}
	for i := range p.centers {
		if c := &p.centers[i]; c.last.Bytes == nil {
			last, err := p.rec.last(truth.TopicView+p.rec.Theater.Centers[i].Name, t)
			if err != nil {
				return err
			}
			c.last = last
		}
	}
	if p.board.Bytes == nil {
		board, err := p.rec.last(truth.TopicBoard, t)
		if err != nil {
			return err
		}
		p.board = board
	}
	p.now = t
	return p.show()
}

func (p *Player) clear() {
	p.centers = make([]playedCenter, len(p.rec.Theater.Centers))
	for i := range p.centers {
		p.centers[i].view = &air.View{Picture: air.Picture{Center: air.CenterID(i)}, Audience: p.rec.Theater.Centers[i].Audience}
	}
	p.truth, p.board, p.sky, p.lines = [2]Message{}, Message{}, nil, nil
	p.recent = plotMemory{}
}

// load takes in all messages up to t.
func (p *Player) load(t air.Time) error {
	for {
		m, err := p.cursor.peek()
		if errors.Is(err, io.EOF) || err == nil && m.At > t {
			return nil
		}
		if err == nil {
			_, err = p.cursor.read()
		}
		if err == nil {
			err = p.take(m)
		}
		if err != nil {
			return err
		}
	}
}

func (p *Player) take(m Message) error {
	switch m.Topic {
	case truth.TopicTruth:
		p.truth[0], p.truth[1] = p.truth[1], keep(p.truth[0], m)
	case truth.TopicBoard:
		p.board = keep(p.board, m)
	case truth.TopicPlots:
		batches, err := air.DecodeBatches(m.Bytes)
		p.recent.add(m.At, batches, p.rec.OfNation())
		return err
	}
	prefix, i := p.rec.center(m.Topic)
	if i < 0 {
		return nil
	}
	c := &p.centers[i]
	switch prefix {
	case truth.TopicFates:
		return c.arrived(&p.recent, m)
	case truth.TopicView:
		c.last = keep(c.last, m)
		c.plots, c.due = c.due, nil
	}
	return nil
}

// keep returns m with bytes of its own, in the memory of old.
func keep(old, m Message) Message {
	m.Bytes = append(old.Bytes[:0], m.Bytes...)
	return m
}

func (c *playedCenter) arrived(recent *plotMemory, m Message) error {
	fates, err := air.DecodeFates(m.Bytes)
	for _, f := range fates {
		if plot, ok := recent.plots[f.Plot]; ok && f.Fate != air.FateDuplicate {
			c.due = append(c.due, plot)
		}
	}
	return err
}

// show decodes the last messages of all that is shown.
func (p *Player) show() error {
	for i := range p.centers {
		c := &p.centers[i]
		if c.last.Bytes == nil || c.view.At == c.last.At {
			continue
		}
		view, err := air.DecodeView(c.last.Bytes)
		if err != nil {
			return fmt.Errorf("recording at %v: %w", c.last.At, err)
		}
		view.Plots = c.plots
		c.view = view
	}
	lines, err := truth.DecodeBoard(p.board.Bytes)
	if err != nil {
		return fmt.Errorf("recording at %v: %w", p.board.At, err)
	}
	p.lines = lines
	return p.showTruth()
}

// showTruth decodes the sky. A beat starts where the one before ended; of an
// aircraft that was not there before, it is where its velocity points back to.
func (p *Player) showTruth() error {
	last := p.truth[1]
	if last.Bytes == nil || p.sky != nil && p.sky.At == last.At {
		return nil
	}
	sky, err := truth.DecodeSnapshot(last.Bytes)
	if err != nil {
		return fmt.Errorf("recording at %v: %w", last.At, err)
	}
	before := &truth.Snapshot{}
	if p.truth[0].Bytes != nil {
		if before, err = truth.DecodeSnapshot(p.truth[0].Bytes); err != nil {
			return fmt.Errorf("recording at %v: %w", p.truth[0].At, err)
		}
	}
	span := (sky.At - sky.From).Seconds()
	j := 0
	for i := range sky.Aircraft {
		a := &sky.Aircraft[i]
		a.Pos0, a.Vel0 = a.Pos.Sub(a.Vel.Scale(span)), a.Vel
		for j < len(before.Aircraft) && before.Aircraft[j].ID < a.ID {
			j++
		}
		if before.At == sky.From && j < len(before.Aircraft) && before.Aircraft[j].ID == a.ID {
			a.Pos0, a.Vel0 = before.Aircraft[j].Pos, before.Aircraft[j].Vel
		}
	}
	p.sky = sky
	return nil
}

// plotMemory finds the plots of the last minute by their ID.
type plotMemory struct {
	plots map[uint64]air.Plot
	order []remembered // by time
}

type remembered struct {
	at air.Time
	id uint64
}

// add keeps the plots of a beat, whole or just where and by which sensor they were
// made, and forgets those that are too old.
func (m *plotMemory) add(at air.Time, batches []air.Batch, whole bool) {
	if m.plots == nil {
		m.plots = map[uint64]air.Plot{}
	}
	for i := range batches {
		for _, p := range batches[i].Plots {
			if !whole {
				p = air.Plot{At: p.At, ID: p.ID, Rho: p.Rho, Theta: p.Theta, Sensor: p.Sensor, Kind: p.Kind, Release: p.Release}
			}
			m.plots[p.ID] = p
			m.order = append(m.order, remembered{at, p.ID})
		}
	}
	old := 0
	for old < len(m.order) && m.order[old].at < at-2*lookBack {
		delete(m.plots, m.order[old].id)
		old++
	}
	m.order = m.order[old:]
}
