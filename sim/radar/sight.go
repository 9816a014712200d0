package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/truth"
)

// The model of sight: rays are straight over an earth of 4/3 the radius
// (standard refraction, ITU-R P.453) or of what the weather says, and terrain
// stands on it.
const (
	radius    = 6_371_000.0      // m, of the earth
	effective = 4.0 / 3 * radius // m, in standard refraction
	stride    = 250.0            // m between samples of the terrain
	anchor    = 80               // samples between two exact points of a geodesic: 20 km, where the chord errs by 8 m
	farthest  = 800_000.0        // m, the longest profile: beyond it nothing below 27 km is above the horizon of a ground radar
	bearings  = 720              // profiles in a turn, each half a degree
)

// NearGround is the distance in metres within which terrain does not mask: an
// antenna stands on the top of its hill, but its terrain cell (3.7 km) is known
// only by its mean and its highest sample, and the own cell's ridge must not
// blind the antenna that stands on it.
const NearGround = 4000.0

// earth is the one over which rays are straight.
type earth struct {
	effective float64 // m, radius
	ladder    [int(farthest/stride) + 1]rung
}

// rung is what the samples of all profiles share at a distance: the sine of the
// angle at the earth's centre to it, and twice the square of the sine of its
// half.
type rung struct{ sin, drop float64 }

// newEarth returns the earth of a factor of refraction, k = 1 / (1 + a dN/dh
// 1e-6): 4/3 in the standard atmosphere, more over warm sea (ITU-R P.453).
func newEarth(k float64) *earth {
	e := &earth{effective: k * radius}
	for i := range e.ladder {
		s, c := math.Sincos(float64(i) * (stride / e.effective / 2))
		e.ladder[i] = rung{2 * s * c, 2 * s * s}
	}
	return e
}

var standard = newEarth(4.0 / 3)

// sight is what an antenna can see: the horizon of the smooth earth and, by
// azimuth, a staircase of the terrain's elevation that only climbs with
// distance: what stands behind a target does not mask it.
type sight struct {
	pos    geo.Geodetic
	reach  float64 // m, length of the profiles
	ground ground
	earth  *earth
	curve  struct{ meridian, prime float64 } // 1/m, of the ellipsoid at the antenna

	horizon struct{ distance, slope float64 } // m along the ground; tangent of elevation
	stairs  [bearings]stair
	steps   []step   // of all stairs, one after another
	surface *surface // what the ground sends back; nil: nothing
}

// stair is a profile's place among the steps; zero: not built yet.
type stair struct{ from, to uint32 }

// step says that from a distance on nothing is seen below a slope.
type step struct {
	distance float32 // m along the ground
	slope    float32 // tangent of elevation
}

// fine is the rise of slope that is worth a step: 0.4 m of height at 200 km.
const fine = 2e-6

func newSight(pos geo.Geodetic, reach float64, g ground) sight {
	return newSightOver(standard, pos, reach, g)
}

// newSightOver returns the sight over the earth of a refraction.
func newSightOver(e *earth, pos geo.Geodetic, reach float64, g ground) sight {
	s := sight{reach: min(reach, farthest), ground: g, earth: e}
	s.stand(pos)
	return s
}

const ecc2 = geo.Flattening * (2 - geo.Flattening) // first eccentricity squared of WGS-84

// aim is a target as the antenna sees it along the ray.
type aim struct {
	ground float64 // m, along the ground
	slope  float64 // tangent of apparent elevation
}

// aim returns where a target appears. Its distance along the ground follows
// from slant range and heights with the ellipsoid's radius in its direction:
//
//	slant^2 = (h - h0)^2 + 4 (r + h0)(r + h) sin^2(ground / 2r)
//	tan e   = ((h - h0) - 2 (ae + h) sin^2(ground / 2ae)) / ((ae + h) sin(ground / ae))
func (s *sight) aim(slant, azimuth, height float64) aim {
	sin, cos := math.Sincos(azimuth)
	r := 1 / (float64(s.curve.meridian*float64(cos*cos)) + float64(s.curve.prime*float64(sin*sin)))
	up := height - s.pos.Height
	chord2 := max(0, float64(slant*slant)-float64(up*up)) / ((r + s.pos.Height) * (r + height))
	ground := 2 * r * math.Asin(min(1, math.Sqrt(chord2)/2))
	sh, ch := math.Sincos(ground / s.earth.effective / 2)
	return aim{ground, s.slope(height, 2*sh*ch, 2*sh*sh)}
}

// slope returns the tangent of the elevation of a point at a height.
func (s *sight) slope(height, sin, drop float64) float64 {
	return (height - s.pos.Height - float64((s.earth.effective+height)*drop)) / ((s.earth.effective + height) * max(sin, 1e-9))
}

// elevation returns the apparent elevation in radians.
func (a *aim) elevation() float64 { return math.Atan(a.slope) }

// sees returns 0 if the antenna sees the target, or why not.
func (s *sight) sees(a *aim, azimuth float64) truth.Reason {
	switch {
	case a.ground > s.horizon.distance && a.slope < s.horizon.slope:
		return truth.BelowHorizon
	case a.slope < s.mask(azimuth, a.ground):
		return truth.Masked
	}
	return 0
}

// mask returns the slope below which nothing at a distance along the ground is
// seen in the direction of an azimuth.
func (s *sight) mask(azimuth, ground float64) float64 {
	i := bearing(azimuth)
	if s.stairs[i].to == 0 {
		s.survey(i)
	}
	mask := math.Inf(-1)
	for _, step := range s.steps[s.stairs[i].from:s.stairs[i].to] {
		if float64(step.distance) >= ground {
			break
		}
		mask = float64(step.slope)
	}
	return mask
}

// bearing returns the profile of an azimuth.
func bearing(azimuth float64) int { return int(geo.Wrap(azimuth)*(bearings/geo.Turn)+0.5) % bearings }

// survey builds the staircase of one direction along the geodesic, on first
// use. Points between two exact ones are set straight in latitude and longitude.
func (s *sight) survey(i int) {
	azimuth := float64(i) * (geo.Turn / bearings)
	first := len(s.steps)
	best := math.Inf(-1)
	from := s.pos.LatLon
	var strip strip
	for k := 0; float64(k)*stride < s.reach; k += anchor {
		to, _ := geo.Direct(s.pos.LatLon, azimuth, float64(k+anchor)*stride)
		dLat, dLon := (to.Lat-from.Lat)/anchor, geo.Delta(from.Lon, to.Lon)/anchor
		for j := range anchor {
			n := k + j
			distance := float64(n) * stride
			if n == 0 || n >= len(s.earth.ladder) {
				continue
			}
			p := geo.LatLon{Lat: from.Lat + float64(dLat*float64(j)), Lon: from.Lon + float64(dLon*float64(j))}
			h := s.ground(p)
			slope := s.slope(h, s.earth.ladder[n].sin, s.earth.ladder[n].drop)
			if s.surface != nil {
				s.surface.note(&strip, n, h, slope, slope >= best)
			}
			if slope > best+fine && distance > NearGround {
				best = slope
				s.steps = append(s.steps, step{float32(distance), float32(slope)})
			}
		}
		from = to
	}
	if first == len(s.steps) { // too short a reach for any terrain: keep the place, so that it is not built again
		s.steps = append(s.steps, step{float32(farthest), float32(math.Inf(-1))})
	}
	s.stairs[i] = stair{uint32(first), uint32(len(s.steps))}
	if s.surface != nil {
		s.surface.end(&strip, i)
	}
}

// clutter returns how strong the ground, or the sea, is at a place: in dB over
// noise, before any Doppler processing; -Inf where the antenna sees none.
func (s *sight) clutter(azimuth, ground float64) (db float64, sea bool) {
	if s.surface == nil || ground >= s.reach {
		return math.Inf(-1), false
	}
	i := bearing(azimuth)
	if s.stairs[i].to == 0 {
		s.survey(i)
	}
	return s.surface.at(i, ground)
}
