package center

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// course is a filed route cut into short straight pieces, on the ellipsoid.
type course struct {
	points []geo.Vec  // ECEF
	after  []air.Time // from departure
}

// coursePiece is how long a piece may be: its chord lies 200 m under the ground.
const coursePiece = 100e3 // m

func newCourse(route []air.PlanPoint) (c course) {
	for i, p := range route {
		if i > 0 {
			c.cut(route[i-1], p)
		}
		c.points, c.after = append(c.points, p.Pos.At(0).ECEF()), append(c.after, p.After)
	}
	return c
}

// cut adds the points between two of the route.
func (c *course) cut(a, b air.PlanPoint) {
	length, azimuth, _ := geo.Inverse(a.Pos, b.Pos)
	n := int(length/coursePiece) + 1
	for k := 1; k < n; k++ {
		u := float64(k) / float64(n)
		pos, _ := geo.Direct(a.Pos, azimuth, length*u)
		c.points = append(c.points, pos.At(0).ECEF())
		c.after = append(c.after, a.After+air.Time(u*float64(b.After-a.After)))
	}
}

func (c *course) lasts() air.Time { return c.after[len(c.after)-1] }

// off returns how far a place on the ellipsoid is from what is flown of the course
// between two times after departure, when the nearest point is passed, and the
// direction there; +Inf where nothing is.
func (c *course) off(p geo.Vec, from, to air.Time) (apart float64, when air.Time, way geo.Vec) {
	apart = math.Inf(1)
	for i := 1; i < len(c.points); i++ {
		t0, t1 := c.after[i-1], c.after[i]
		if t1 < from || t0 > to {
			continue
		}
		a, d, span := c.points[i-1], c.points[i].Sub(c.points[i-1]), float64(t1-t0)
		low, high := 0.0, 1.0
		if span > 0 {
			low, high = max(0, float64(from-t0)/span), min(1, float64(to-t0)/span)
		}
		u := low
		if long := d.Dot(d); long > 0 {
			u = min(max(p.Sub(a).Dot(d)/long, low), high)
		}
		if away := p.Sub(a.Add(d.Scale(u))).Norm(); away < apart {
			apart, when, way = away, t0+air.Time(u*span), d
		}
	}
	return apart, when, way
}

// wholly is a time before and after which no course runs.
const wholly = 1000 * air.Hour

// ground returns the place on the ellipsoid under a track.
func ground(t *air.Track) geo.Vec { return t.Pos.Geodetic().LatLon.At(0).ECEF() }
