package radar

import (
	"encoding/binary"
	"math"

	"perimeter/air"
)

// Subject returns the name of the sensor that an order is for; false if it is for
// none.
func Subject(body air.Body) (name string, ok bool) {
	switch b := body.(type) {
	case air.SensorOut:
		return b.Sensor, true
	case air.SensorBack:
		return b.Sensor, true
	case air.Degrade:
		return b.Sensor, true
	case air.Shift:
		return b.Sensor, true
	case air.Winch:
		return b.Sensor, true
	case air.Observe:
		return b.Sensor, true
	}
	return "", false
}

// Can says what a sensor must be to do what an order asks for, if this one is not
// that: "an aerostat"; "" if it can.
func (s *Sensor) Can(body air.Body) (want string) {
	switch body.(type) {
	case air.Degrade:
		if !s.info.PSR {
			return "a radar with a primary"
		}
	case air.Shift:
		if !s.info.PSR && !s.info.SSR {
			return "a radar"
		}
	case air.Winch:
		if s.balloon.top == 0 {
			return "an aerostat"
		}
	case air.Observe:
		if !s.isObserver {
			return "an observer"
		}
	}
	return ""
}

// Apply takes the orders that concern a sensor; it reports whether the body
// named this one and it could do it.
func (s *Sensor) Apply(body air.Body) bool {
	if name, ok := Subject(body); !ok || name != s.info.Name || s.Can(body) != "" {
		return false
	}
	switch b := body.(type) {
	case air.SensorOut:
		s.out = true
	case air.SensorBack:
		s.out = false
	case air.Degrade:
		s.loss = max(0, sane(b.DB, 60))
	case air.Shift:
		s.shift(sane(b.Range, 1e5), sane(b.Az, math.Pi))
	case air.Winch:
		s.balloon.down = b.Down
	case air.Observe:
		s.observe(b)
	}
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

func (s *Sensor) observe(b air.Observe) {
	b.Lat, b.Lon, b.AltFt = sane(b.Lat, math.Pi/2), sane(b.Lon, math.Pi), sane(b.AltFt, 2e5)
	s.saw = append(s.saw, b)
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
