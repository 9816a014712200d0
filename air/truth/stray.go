package truth

import "perimeter/air"

// Origin says what made a plot that stands where no aircraft does.
type Origin uint8

// The origins of strays. A plot of a radar that is neither in a Look nor a Stray
// is of noise.
const (
	Bird       Origin = 1 + iota // or an angel
	Glint                        // an echo of chaff
	Ghost                        // a reply by way of a wall
	SecondTime                   // an echo of an earlier pulse: from beyond the unambiguous range
	SideLobe                     // an echo of a near one beside the beam
)

// String returns the name of the origin.
func (o Origin) String() string {
	names := [...]string{"?", "bird", "chaff", "ghost", "second time around", "side lobe"}
	if int(o) < len(names) {
		return names[o]
	}
	return "?"
}

// Stray is a plot that stands where no aircraft does, and what made it.
type Stray struct {
	Plot   uint64     // Plot.ID
	Target AircraftID // whose echo or reply it is; 0 of a Bird and a Glint
	Sensor air.SensorID
	Of     Origin
}

// Fields of Strays.
const (
	strayPlot   = 1
	straySensor = 2 // since the sensor before
	strayOf     = 3
	strayTarget = 4
)

// AppendStrays adds the strays of one beat.
func AppendStrays(b []byte, strays []Stray) []byte {
	b = air.AppendColumn(b, strayPlot, strays, func(b []byte, s *Stray) []byte { return air.AppendUint64(b, s.Plot) })
	sensor := air.SensorID(0)
	b = air.AppendColumn(b, straySensor, strays, func(b []byte, s *Stray) []byte {
		b = air.AppendInt(b, int64(s.Sensor)-int64(sensor))
		sensor = s.Sensor
		return b
	})
	b = air.AppendColumn(b, strayOf, strays, func(b []byte, s *Stray) []byte { return air.AppendUint(b, uint64(s.Of)) })
	return air.AppendColumn(b, strayTarget, strays, func(b []byte, s *Stray) []byte { return air.AppendUint(b, uint64(s.Target)) })
}

// DecodeStrays reads what AppendStrays wrote.
func DecodeStrays(b []byte) ([]Stray, error) {
	f := air.NewFields("strays", b)
	c := f.Columns()
	var strays []Stray
	sensor := int64(0)
	for c[strayPlot].Len() > 0 {
		sensor += c[straySensor].Int()
		strays = append(strays, Stray{
			Plot: c[strayPlot].Uint64(), Sensor: air.SensorID(sensor), Of: Origin(c[strayOf].Uint()), Target: AircraftID(c[strayTarget].Uint()),
		})
	}
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return strays, nil
}
