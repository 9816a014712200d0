package replay

import (
	"perimeter/air"
)

// Gate is what one nation may have of an exercise under way: the same, in the
// same numbers, as in the nation's recording.
type Gate struct {
	nation Nation
	own    Header
}

// NewGate returns the gate of a nation. It fails if the nation has no center.
func NewGate(th air.Theater, nation air.Nation) (*Gate, error) {
	g := &Gate{}
	var err error
	g.own, err = g.nation.header(&Header{Theater: th}, air.Only(nation))
	if err != nil {
		return nil, err
	}
	return g, nil
}

// Theater returns what of the theater the nation may know.
func (g *Gate) Theater() air.Theater { return g.own.Theater }

// Of returns the center of the exercise that is number c of the nation's theater.
func (g *Gate) Of(c air.CenterID) air.CenterID { return air.CenterID(g.nation.centers[c]) }

// View returns a view of that center in the numbers of the nation's theater.
func (g *Gate) View(c air.CenterID, v *air.View) *air.View { return g.nation.view(int(c), v) }
