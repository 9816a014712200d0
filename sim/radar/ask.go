package radar

import (
	"math"

	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Refraction is the radius of the earth over which rays are straight, over the
// true one: standard refraction (ITU-R P.453).
const Refraction = effective / 6_371_000

// Would says what one look of the sensor would come to if a target rested at a
// place, by the same steps as a look of the exercise, but without a draw.
//
//	rcs    m2, from every side; Swerling case 1
//	pd     probability that the primary detects it; 0 without one or out of its range
//	reply  whether its transponder is heard, if it has one
//	why    Seen where nothing hides it, else what does; 0 beyond all ranges
//
// It surveys the horizon on first use: one sensor is for one goroutine.
func (s *Sensor) Would(at geo.Geodetic, rcs float64) (pd float64, reply bool, why truth.Reason) {
	if s.info.Moving {
		return 0, false, truth.OutOfService
	}
	place := s.frame.To(at.ECEF()).Spherical()
	psr, ssr := s.within(place.Range)
	if !psr && !ssr {
		return 0, false, 0
	}
	aim := s.sight.aim(place.Range, place.Azimuth, at.Height)
	if why = s.hidden(&aim, place.Azimuth); why != 0 {
		return 0, false, why
	}
	if psr {
		pd = s.power.curve.at(stated, s.power.snr(toDB(rcs), place.Range))
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
	sin, cos := math.Sincos(ground / effective)
	return (effective+s.sight.pos.Height)/(cos-float64(slope*sin)) - effective
}

// Reach returns the slant ranges in metres beyond which the primary never
// detects a cross-section of rcs m2, Swerling case 1, with a probability of pd or
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
	if s.info.SSR {
		ssr = s.info.RangeSSR
	}
	return psr, ssr
}
