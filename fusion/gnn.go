package fusion

import (
	"math"

	"perimeter/fusion/assign"
)

var never = math.Inf(-1)

// gnn is the global nearest neighbour: the one joint choice of pairs that is
// likeliest as a whole.
type gnn struct {
	solver assign.Solver
	cost   []float64
	out    []Pairing
}

// stayAlone is ln of the cost of leaving a track and a plot alone that fit: the
// track was missed.
var stayAlone = math.Log(1 - probReply)

// Associate returns the pairs whose gains are highest in sum.
func (g *gnn) Associate(c *Candidates) []Pairing {
	g.out = g.out[:0]
	if c.Tracks == 1 && c.Plots == 1 && c.Gain[0] > never {
		return append(g.out, Pairing{0, 0, 1, c.Gain[0]})
	}
	g.cost = g.cost[:0]
	for _, gain := range c.Gain {
		g.cost = append(g.cost, stayAlone-gain)
	}
	for row, col := range g.solver.Solve(c.Tracks, c.Plots, g.cost) {
		if col >= 0 {
			g.out = append(g.out, Pairing{int32(row), col, 1, c.Gain[row*c.Plots+int(col)]})
		}
	}
	return g.out
}
