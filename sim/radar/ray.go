package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/truth"
)

// A moving antenna has no horizon that could be surveyed once. The earth's is
// exact for each look; terrain is sampled along the ray, and only where the ray
// runs lower than the highest mountain: between high flyers nothing is sampled
// at all, and the answer depends on nothing but the two places.

// tallest is the height of the highest ground in North America: Denali.
const tallest = 6_190.0 // m

// stand puts the antenna at a place.
func (s *sight) stand(pos geo.Geodetic) {
	s.pos = pos
	sLat := math.Sin(pos.Lat)
	w := 1 - float64(ecc2*float64(sLat*sLat))
	s.curve.prime = math.Sqrt(w) / geo.SemiMajor
	s.curve.meridian = w * math.Sqrt(w) / (geo.SemiMajor * (1 - ecc2))
	s.horizon.distance, s.horizon.slope = 0, 0
	if pos.Height > 0 {
		dip := math.Acos(s.earth.effective / (s.earth.effective + pos.Height))
		s.horizon.distance, s.horizon.slope = s.earth.effective*dip, -math.Tan(dip)
	}
}

// reaches is sees for an antenna that stands elsewhere than it was surveyed.
func (s *sight) reaches(a *aim, azimuth float64) truth.Reason {
	switch {
	case a.ground > s.horizon.distance && a.slope < s.horizon.slope:
		return truth.BelowHorizon
	case s.blocked(a, azimuth):
		return truth.Masked
	}
	return 0
}

// blocked reports whether terrain stands in the ray, from the target back to the
// antenna. The ray at an angle th about the earth's centre has the radius
// (ae + h0) cos e / cos(e + th): it is below the tallest mountain about its
// lowest point, th = -e.
func (s *sight) blocked(a *aim, azimuth float64) bool {
	e, effective := math.Atan(a.slope), s.earth.effective
	q := (effective + s.pos.Height) * math.Cos(e) / (effective + tallest)
	if q >= 1 {
		return false
	}
	w := math.Acos(q)
	from, to := max(effective*(-e-w), NearGround), min(effective*(w-e), a.ground, farthest)
	first, last := int(math.Ceil(from/stride)), int(math.Ceil(to/stride))-1
	for last >= first {
		start := last / anchor * anchor
		near, _ := geo.Direct(s.pos.LatLon, azimuth, float64(start)*stride)
		far, _ := geo.Direct(s.pos.LatLon, azimuth, float64(start+anchor)*stride)
		dLat, dLon := (far.Lat-near.Lat)/anchor, geo.Delta(near.Lon, far.Lon)/anchor
		for ; last >= max(start, first); last-- {
			j := float64(last - start)
			p := geo.LatLon{Lat: near.Lat + float64(dLat*j), Lon: near.Lon + float64(dLon*j)}
			if s.slope(s.ground(p), s.earth.ladder[last].sin, s.earth.ladder[last].drop) > a.slope {
				return true
			}
		}
	}
	return false
}
