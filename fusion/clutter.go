package fusion

import (
	"math"

	"perimeter/air"
)

// clutterMap is a sensor's experience of false echoes: how many a scan fall into
// each cell of a square grid about it. False echoes come in patches (weather,
// sea, birds, roads) that nobody announces; to take them as spread evenly would
// make the patches give birth to tracks.
type clutterMap struct {
	cell   float64   // m, side of a cell
	counts []float32 // by cell, row by row: echoes that no numbered track took, older ones for less
	scans  float64   // for how many scans the counts stand
	turn   uint8     // scans so far, modulo 256
	next   air.Time  // when the next scan begins
	rates  rateMap
}

const (
	clutterSide  = 128  // cells a side
	clutterFades = 8    // scans between two fadings
	clutterKeeps = 0.85 // of the counts at each: they stand for 53 scans at most (assumed)
	clutterPrior = 8    // scans for which the stated rate counts (assumed)
	patchy       = 0.35 // probability that a false echo comes of a patch that gives more (the bench's share; elsewhere assumed)
)

func newClutterMap(reach float64) clutterMap {
	return clutterMap{cell: 2 * reach / clutterSide}
}

// index returns the cell of a place by slant range (m) and azimuth (rad).
func (m *clutterMap) index(slant, azimuth float64) int {
	sa, ca := math.Sincos(azimuth)
	clip := func(x float64) int { return max(0, min(clutterSide-1, int(math.Floor(x/m.cell))+clutterSide/2)) }
	return clip(slant*ca)*clutterSide + clip(slant*sa)
}

// add notes an echo that belongs to no numbered track, or with -1 takes back
// that it does not.
func (m *clutterMap) add(cell int, n float32) {
	if m.counts == nil {
		m.counts = make([]float32, clutterSide*clutterSide)
	}
	m.counts[cell] = max(m.counts[cell]+n, 0)
}

// rate returns the expected false echoes a scan in a cell, where even is what an
// even spread would give and own the echoes there that are not to count: those
// of the track in question. It is the mean of a gamma distribution whose prior
// stands for few scans: most cells are quiet and few are very loud. A cell without
// an echo is not taken as quieter than the stated rate: there are too many cells.
func (m *clutterMap) rate(cell int, even, own float64) float64 {
	n := 0.0
	if m.counts != nil {
		n = max(float64(m.counts[cell])-own, 0)
	}
	return max(even, (float64(clutterPrior*even)+n)/(clutterPrior+m.scans))
}

// fade counts scans and makes older counts less as time goes on.
func (m *clutterMap) fade(now, scan air.Time) {
	if m.next == 0 || now-m.next > 1000*scan {
		m.next = now
	}
	for ; m.next <= now; m.next += scan {
		if m.turn, m.scans = m.turn+1, m.scans+1; m.turn%clutterFades != 0 {
			continue
		}
		m.scans *= clutterKeeps
		m.rates.fade(clutterKeeps)
		for i := range m.counts {
			m.counts[i] *= clutterKeeps
		}
	}
}

// echoes returns the density of false primary plots at a place: per metre and
// radian. own are earlier echoes of the same cell that are not to count.
func (s *sensor) echoes(slant float64, cell int, own float64) float64 {
	area := s.falseEchoes.cell * s.falseEchoes.cell
	even := s.clutter(slant, air.PSR) / slant
	return s.falseEchoes.rate(cell, float64(even*area), own) / area * slant
}

// ownEchoes returns how many of a tentative track's echoes by the sensor stand
// in a cell and are not to count there. If there is an aircraft they are its own;
// but if there is none they came, as likely as not, of a patch that nobody knew,
// and of which the next one is to be expected as well. So a part of them counts.
func (tr *track) ownEchoes(s *sensor, id air.SensorID, cell int) (n float64) {
	if tr.number != 0 {
		return 0
	}
	for i := range tr.past.n {
		if k := &tr.past.seen[i]; k.sensor == id && k.kind == air.PSR && s.falseEchoes.index(k.slant(), k.azimuth()) == cell {
			n += 1 - patchy
		}
	}
	return n
}

// clearEchoes takes back, when a track is confirmed, that its echoes were false.
func (t *Tracker) clearEchoes(tr *track) {
	for i := range tr.past.n {
		if k := &tr.past.seen[i]; k.kind == air.PSR {
			m := &t.sensors[k.sensor].falseEchoes
			m.add(m.index(k.slant(), k.azimuth()), -1)
			m.rates.add(k, -1)
		}
	}
}
