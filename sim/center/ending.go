package center

import (
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// How cases end: what was handed over is closed by the giver, what has landed or left
// by the lead, what another nation leads is off the desk once that one knows.

// handedOver is the reason by which a giver says that it has closed, and the new
// owner has the case alone.
const handedOver = "handed over"

// confirmed reports whether the new owner has what was given, and nobody shadows it
// any longer.
func (c *Center) confirmed(x *toi, h *happening) bool {
	return x.Giving && !x.Unheard && x.Late == air.Never && h.act.Text == handedOver
}

// keeps reports whether the old owner only says that it has closed.
func (c *Center) keeps(x *toi, h *happening) bool {
	return !x.Giving && h.msg.Says.Reason == handedOver
}

// finish tells the new owner, and remembers that the track is theirs.
func (c *Center) finish(x *toi, h *happening) {
	if e := c.overlay.find(x.Track); e != nil && e.file != nil {
		e.file.Passed = true
	}
	c.shut(x, h)
}

// alone makes the case the new owner's own, towards nobody yet.
func (c *Center) alone(x *toi, _ *happening) {
	x.Giving, x.Told, x.Crossed, x.Voice, x.Escort = true, false, false, false, false
	x.With, x.Other, x.Offers, x.Quality, x.Found, x.Met = "", 0, 0, 0, 0, 0
	x.Turn, x.Next, x.Looked = air.Never, "", 0
}

// closesAgain tells who still tells of a case that is closed here, or was never heard
// to be: it is theirs alone.
func (c *Center) closesAgain(at air.Time, m *air.Message) {
	c.say(&toi{Case: air.Case{Name: m.Says.Case, With: m.From}}, at, air.Talk{Word: "close", Other: m.Says.Number, Reason: handedOver})
}

// warnedAnew drops a closed case of which a neighbour warns again, after it was
// closed: it comes back.
func (c *Center) warnedAnew(m *air.Message) {
	c.cases = slices.DeleteFunc(c.cases, func(x toi) bool {
		return x.State == "closed" && x.Name == m.Says.Case && x.With == m.From && m.At > x.Since
	})
}

// ending returns why the staff closes a case now; empty: it does not.
func (c *Center) ending(x *toi, now air.Time) string {
	switch {
	case x.State == "handed_over" && c.confirmed(x, &happening{act: air.Act{Text: handedOver}}) && !c.home(x):
		return handedOver
	case x.Giving && slices.Contains(in("toi", "warned", "telling", "held_both"), x.State) && c.goneElsewhere(x):
		return "given to another"
	case x.State != "lost" || !x.Giving && x.Let == 0: // who never had it does not close it
		return ""
	}
	if now-x.Since >= landedAfter {
		if p := c.fieldNear(&x.Last); p != "" {
			return "landed, last seen low near " + p
		}
	}
	over := atlas.Overflown(x.Last.Pos)
	if now-x.Since >= leftAfter && over != air.NoNation && c.nations&air.Only(over) == 0 {
		return fmt.Sprintf("left, last seen over %v", over)
	}
	return ""
}

// home reports whether a case's track flies in the airspace of the center's own
// nations: what is handed over there stays on the old owner's desk until it has left.
func (c *Center) home(x *toi) bool {
	over := atlas.Overflown(x.Last.Pos)
	return over != air.NoNation && c.nations&air.Only(over) != 0
}

// goneElsewhere reports whether another neighbour has the case's track for good.
func (c *Center) goneElsewhere(x *toi) bool {
	return slices.ContainsFunc(c.cases, func(y toi) bool {
		return y.Name == x.Name && y.With != x.With && y.Giving && !y.Unheard && (y.State == "handed_over" || y.State == "closed" && y.Let != 0)
	})
}

// What tells that a lost aircraft has landed or left; all assumed.
const (
	landedAfter = 3 * air.Minute
	leftAfter   = 10 * air.Minute
	fieldReach  = 12 * geo.NM     // m: radars lose what comes down so far out
	fieldHeight = 4000 * geo.Foot // m above it
	fieldSpeed  = 180 * knot      // m/s: the speed of an approach, where no height is known
)

// fieldNear returns the airport that is near to where an aircraft was last seen low,
// or slow where its height is not known; empty: none.
func (c *Center) fieldNear(f *fix) (found string) {
	least := fieldReach
	for _, p := range atlas.Airports() {
		if math.Abs(p.Pos.Lat-f.Pos.Lat) > fieldReach/geo.NM/60*geo.Degree {
			continue
		}
		if away := geo.Distance(p.Pos, f.Pos); away < least {
			if f.Known && f.Level.Feet()*geo.Foot > atlas.Ground(p.Pos)+fieldHeight || !f.Known && f.Speed > fieldSpeed {
				continue
			}
			least, found = away, p.Ident
		}
	}
	return found
}

// theirsToLead reports whether a track is of interest over another nation, which
// leads there and knows of it.
func (c *Center) theirsToLead(e *entry) bool {
	return e != nil && e.file != nil && e.file.Passed && !e.file.leads(c.nations)
}
