package radar

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

const (
	// strongWind is the wind above which an aerostat is hauled down: those of
	// TARS are stable below 65 kt (U.S. Air Force, fact sheet on the Tethered
	// Aerostat Radar System).
	strongWind = 65 * geo.Knot // m/s

	// winchSpeed is how fast the tether runs (assumed: 400 ft/min, so that it
	// takes 38 minutes from 15,000 ft).
	winchSpeed = 400 * geo.FootMin // m/s

	// leastHeight is how high above its mooring an aerostat looks at all (assumed: its
	// generator and radar run once it has left the ground well behind).
	leastHeight = 300.0 // m
)

// balloon is how high an aerostat hangs; the zero balloon is none.
type balloon struct {
	top, base float64 // m above the ellipsoid: where it works, where it is moored
	height    float64 // m, now
	down      bool    // it is told to come down
	windy     bool    // too much wind for it at its working height
}

// newBalloon returns the aerostat of a radar, aloft.
func newBalloon(r *scenario.Radar, g ground) balloon {
	if r.Type.Platform == 0 || r.Carrier != "" {
		return balloon{}
	}
	top := r.Pos.Height
	return balloon{top: top, base: min(g(r.Pos.LatLon), top-leastHeight), height: top}
}

// low reports whether it hangs too low to look.
func (b *balloon) low() bool { return b.top > 0 && b.height < b.base+leastHeight }

// weather tells it of the wind at its working height. In too strong a wind it
// is moored when the exercise begins, and stays so: the wind of an exercise
// does not change.
func (b *balloon) weather(w *scenario.Weather) {
	if b.top > 0 && windAt(w.Wind, b.top) > strongWind {
		b.windy, b.height = true, b.base
	}
}

// windAt returns the speed of the wind at a height, m/s.
func windAt(levels []scenario.Wind, height float64) float64 {
	if len(levels) == 0 {
		return 0
	}
	i := 0
	for i < len(levels) && levels[i].Height <= height {
		i++
	}
	a, b := &levels[max(i-1, 0)], &levels[min(i, len(levels)-1)]
	u := 0.0
	if b.Height > a.Height {
		u = (height - a.Height) / (b.Height - a.Height)
	}
	east := a.East + float64(u*(b.East-a.East))
	north := a.North + float64(u*(b.North-a.North))
	return geo.Vec{X: east, Y: north}.Norm()
}

// hang winches the aerostat through a beat. While it runs the tether it says
// where it is, as one that flies does: whoever placed its plots from the height
// where it is said to hang would place them wrong.
func (s *Sensor) hang(snap *truth.Snapshot) {
	b := &s.balloon
	goal, step := b.top, float64(winchSpeed*(snap.At-snap.From).Seconds())
	if b.down || b.windy {
		goal = b.base
	}
	if b.height != goal {
		b.height = min(max(goal, b.height-step), b.height+step)
		s.hoist()
		s.Batch.Platforms = append(s.Batch.Platforms, air.Platform{
			At: snap.At, Lat: s.info.Pos.Lat, Lon: s.info.Pos.Lon, Height: float32(b.height), Sensor: s.id, Release: s.info.Release,
		})
	}
}

// hoist puts the antenna where the balloon is.
func (s *Sensor) hoist() {
	if s.balloon.top == 0 {
		return
	}
	pos := s.info.Pos
	pos.Height = s.balloon.height
	s.antenna.set(pos)
	s.sight.stand(pos)
}
