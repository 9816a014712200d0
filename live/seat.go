package live

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// Gate says what one audience may have of an exercise: replay.Gate fits.
type Gate interface {
	// Theater returns what of the theater the audience may know.
	Theater() air.Theater
	// Of returns the center of the exercise that is number c of that theater.
	Of(c air.CenterID) air.CenterID
	// View returns a view of that center in the numbers of that theater.
	View(c air.CenterID, v *air.View) *air.View
}

// Seat is a nation's place at an exercise that a Local hosts. What it shows went
// through the Gate, and it takes no order but those of the nation's own centers.
// There is no sky, no roster and no board in it.
type Seat struct {
	*Local
	nation air.Nation
	gate   Gate
	own    air.Theater
	given  []gated // by center of own
}

// gated is the last view of a center as it came and as it was given.
type gated struct{ from, to *air.View }

// NewSeat returns a nation's place at an exercise.
func NewSeat(host *Local, nation air.Nation, gate Gate) *Seat {
	s := &Seat{Local: host, nation: nation, gate: gate, own: gate.Theater()}
	s.given = make([]gated, len(s.own.Centers))
	return s
}

// Theater returns what the nation may know of what stands still.
func (s *Seat) Theater() air.Theater { return s.own }

// Roster is empty: a nation's seat sees no truth.
func (s *Seat) Roster() truth.Roster { return nil }

// Truth has none.
func (s *Seat) Truth() (*truth.Snapshot, bool) { return nil, false }

// Board is empty: the MSEL is the director's.
func (s *Seat) Board() []air.BoardLine { return nil }

// Score is none: it is judged by the truth.
func (s *Seat) Score() *truth.Score { return nil }

// View returns the latest view of one of the nation's centers: the same value
// until there is a newer one.
func (s *Seat) View(c air.CenterID) *air.View {
	if int(c) >= len(s.given) {
		return nil
	}
	v := s.Local.View(s.gate.Of(c))
	if g := &s.given[c]; v != g.from {
		*g = gated{v, nil}
		if v != nil {
			g.to = s.gate.View(c, v)
		}
	}
	return s.given[c].to
}

// Submit gives the exercise orders of the nation's own centers, all of them or
// none. A center of others is refused with the very words for one that is not
// there.
func (s *Seat) Submit(bodies ...air.Body) error {
	orders := make([]air.Body, len(bodies))
	for i, b := range bodies {
		own, err := s.sign(b)
		if err != nil {
			return err
		}
		orders[i] = own
	}
	return s.submit(SeatOf(s.nation), orders)
}

// SeatOf returns the number of a nation's seat; those of the staff and the
// director come before.
func SeatOf(n air.Nation) air.SeatID { return air.Director + air.SeatID(n) }

// nationOf returns the nation of a seat; the director is of none.
func nationOf(s air.SeatID) air.Nation { return air.Nation(s - air.Director) }

// sign puts the seat's name under an order, if it may give it.
func (s *Seat) sign(b air.Body) (air.Body, error) {
	switch b := b.(type) {
	case air.Act:
		b.By = s.nation.String()
		return b, s.owns(b.Center)
	case air.Identify:
		return b, s.owns(b.Center)
	}
	return nil, fmt.Errorf("%s: want an order of your own centers (at %s ...), this one is the director's", b.Kind(), s.centers()[0])
}

func (s *Seat) owns(center string) error {
	names := s.centers()
	if slices.Contains(names, center) {
		return nil
	}
	err := fmt.Errorf("want a center of %v (%s), got %q", s.nation, strings.Join(names, ", "), center)
	if try := air.Nearest(center, names); try != "" {
		err = fmt.Errorf("%w; try %s", err, try)
	}
	return err
}

func (s *Seat) centers() (names []string) {
	for _, c := range s.own.Centers {
		names = append(names, c.Name)
	}
	return names
}
