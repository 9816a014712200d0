package radar

import (
	"encoding/binary"
	"math"

	"perimeter/air"
)

// Apply takes the orders that concern a sensor; it reports whether the body
// named this one and it could do it.
func (s *Sensor) Apply(body air.Body) bool {
	name, do := s.order(body)
	if do == nil || name != s.info.Name {
		return false
	}
	return do()
}

// order returns whom an order is for and what it does there.
func (s *Sensor) order(body air.Body) (name string, do func() bool) {
	switch b := body.(type) {
	case air.SensorOut:
		return b.Sensor, func() bool { s.out = true; return true }
	case air.SensorBack:
		return b.Sensor, func() bool { s.out = false; return true }
	case air.Degrade:
		return b.Sensor, func() bool { return s.degrade(b.DB) }
	case air.Shift:
		return b.Sensor, func() bool { s.shift(sane(b.Range, 1e5), sane(b.Az, math.Pi)); return true }
	case air.Winch:
		return b.Sensor, func() bool { return s.winch(b) }
	case air.Observe:
		return b.Sensor, func() bool { return s.observe(b) }
	}
	return "", nil
}

// degrade makes the primary weaker by so many decibels than it was when sound.
func (s *Sensor) degrade(db float64) bool {
	if !s.info.PSR {
		return false
	}
	s.loss = max(0, sane(db, 60))
	return true
}

// sane returns a number of an order within its bounds; what is none is 0.
func sane(v, most float64) float64 {
	if v != v {
		return 0
	}
	return max(-most, min(most, v))
}

// shift offsets what the sensor measures, beside the biases that it began with.
func (s *Sensor) shift(rho, az float64) {
	s.shifted.rho, s.shifted.az = rho, az
	s.bias.rho, s.bias.az = s.born.rho+rho, s.born.az+az
}

func (s *Sensor) observe(b air.Observe) bool {
	if !s.isObserver {
		return false
	}
	b.Lat, b.Lon, b.AltFt = sane(b.Lat, math.Pi/2), sane(b.Lon, math.Pi), sane(b.AltFt, 2e5)
	s.saw = append(s.saw, b)
	return true
}

// stateSize is how much Append writes at least, in bytes.
const stateSize = 1 + 8 + 2*8 + 1 + 8 + 1 + 4

// Append adds the sensor's state to a checkpoint: what orders made of it, how
// high it hangs, and whether it was in the air. All else is a function of time.
func (s *Sensor) Append(b []byte) []byte {
	b = air.AppendBool(b, s.out)
	b = air.AppendFloat(b, s.loss)
	b = air.AppendFloat(air.AppendFloat(b, s.shifted.rho), s.shifted.az)
	b = air.AppendFloat(air.AppendBool(b, s.balloon.down), s.balloon.height)
	b = air.AppendBool(b, s.carried.aloft)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s.saw)))
	for i := range s.saw {
		o := &s.saw[i]
		b = air.AppendBool(air.AppendFloat(air.AppendFloat(air.AppendFloat(b, o.Lat), o.Lon), o.AltFt), o.HasAlt)
	}
	return b
}

// Load reads what Append wrote.
func (s *Sensor) Load(r *air.StateReader) error {
	s.out, s.loss = r.Bool(), max(0, sane(r.Float(), 60))
	s.shift(r.Float(), r.Float())
	s.balloon.down = r.Bool()
	s.balloon.height = max(s.balloon.base, min(s.balloon.top, sane(r.Float(), s.balloon.top)))
	s.carried.aloft = r.Bool()
	s.saw = make([]air.Observe, r.Len(3*8+1))
	for i := range s.saw {
		s.saw[i] = air.Observe{Sensor: s.info.Name, Lat: r.Float(), Lon: r.Float(), AltFt: r.Float(), HasAlt: r.Bool()}
	}
	s.hoist()
	return r.Err()
}
