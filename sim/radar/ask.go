package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Refraction returns the radius of the earth over which the sensor's rays are
// straight, over the true one.
func (s *Sensor) Refraction() float64 { return s.sight.earth.effective / radius }

// Would says what one look of the sensor would come to if a target were at a
// place, by the same steps as a look of the exercise, but without a draw: one that
// flies at the best of speeds for the Doppler processing, alone, in clear air and
// without jammers.
//
//	rcs    m2, from every side; Swerling case 1
//	pd     probability that the primary detects it; 0 without one or out of its range
//	reply  whether its transponder, or its broadcast, is heard, if it has one
//	why    Seen where nothing hides it, else what does; 0 beyond all ranges
//
// It surveys the horizon on first use: one sensor is for one goroutine.
func (s *Sensor) Would(at geo.Geodetic, rcs float64) (pd float64, reply bool, why truth.Reason) {
	if s.info.Moving {
		return 0, false, truth.OutOfService
	}
	pos := at.ECEF()
	g := s.locate(pos, pos.Sub(s.frame.Origin), 0)
	psr, ssr := s.within(g.place.Range)
	ssr = ssr || s.info.ADSB && g.place.Range <= s.info.Range
	switch {
	case !psr && !ssr:
		return 0, false, 0
	case g.hidden != 0:
		return 0, false, g.hidden
	case psr:
		pd = s.power.curve.at(stated, s.fairest(toDB(rcs), &g))
	}
	return pd, ssr, truth.Seen
}

// Least returns the height in metres above sea level below which the horizon,
// the terrain or the lower edge of the beam hide a place from the antenna: that
// of the ray along the mask,
//
//	h = (ae + h0) cos e / cos(e + ground/ae) - ae
//
// It may lie below the ground: there nothing hides the place.
func (s *Sensor) Least(p geo.LatLon) float64 {
	place := s.frame.To(p.At(0).ECEF()).Spherical()
	ground := s.sight.aim(place.Range, place.Azimuth, 0).ground
	slope := max(s.sight.mask(place.Azimuth, ground), math.Tan(s.info.ElevMin))
	if ground > s.sight.horizon.distance {
		slope = max(slope, s.sight.horizon.slope)
	}
	ae := s.sight.earth.effective
	sin, cos := math.Sincos(ground / ae)
	return (ae+s.sight.pos.Height)/(cos-float64(slope*sin)) - ae
}

// Reach returns the slant ranges in metres beyond which the primary, even in the
// nose of its beam and without clutter, never detects a cross-section of rcs m2, Swerling case 1, with a probability of pd or
// more, and beyond which the secondary hears nothing; 0 without one.
func (s *Sensor) Reach(rcs, pd float64) (psr, ssr float64) {
	if s.info.Moving {
		return 0, 0
	}
	if s.info.PSR {
		low, high := 0.0, s.info.Range
		if s.power.curve.at(stated, s.power.snr(toDB(rcs), high)) >= pd {
			low = high
		}
		for high-low > 1 {
			if mid := (low + high) / 2; s.power.curve.at(stated, s.power.snr(toDB(rcs), mid)) >= pd {
				low = mid
			} else {
				high = mid
			}
		}
		psr = high
	}
	switch {
	case s.info.SSR:
		ssr = s.info.RangeSSR
	case s.info.ADSB:
		ssr = s.info.Range
	}
	return psr, ssr
}
