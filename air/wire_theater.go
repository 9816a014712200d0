package air

import (
	"fmt"
	"math"

	"perimeter/air/geo"
)

// Fields of Theater.
const (
	theaterTitle    = 1
	theaterExercise = 2
	theaterStart    = 3
	theaterLength   = 4
	theaterBeat     = 5
	theaterLat      = 6
	theaterLon      = 7
	theaterRange    = 8
	theaterSensor   = 9
	theaterCenter   = 10
	theaterFeed     = 11
	theaterZone     = 12
)

// Fields of a ZoneInfo.
const (
	zoneName       = 1
	zoneNation     = 2
	zoneAuthority  = 3
	zoneInstrument = 4
	zoneCenter     = 5
	zoneLat        = 6
	zoneLon        = 7
	zoneFrom       = 8
	zoneTo         = 9
	zoneRelease    = 10
	zoneRadius     = 11 // these a value for each ring
	zoneFloor      = 12
	zoneCeiling    = 13
	zonePlanned    = 14
)

// Fields of a SensorInfo.
const (
	sensorName        = 1
	sensorNation      = 2
	sensorType        = 3
	sensorStandIn     = 4
	sensorLat         = 5
	sensorLon         = 6
	sensorHeight      = 7
	sensorMoving      = 8
	sensorScan        = 9
	sensorRange       = 10
	sensorRangeSSR    = 11
	sensorMinRange    = 12
	sensorElevMin     = 13
	sensorElevMax     = 14
	sensorSigmaRange  = 15
	sensorSigmaAz     = 16
	sensorSigmaHeight = 17
	sensorPSR         = 18
	sensorSSR         = 19
	sensorModeS       = 20
	sensorFalse       = 21
	sensorRelease     = 22

	sensorSigmaRangeSSR = 23
	sensorSigmaAzSSR    = 24
	sensorSigmaDoppler  = 25
	sensorPdPSR         = 26
	sensorPdSSR         = 27
	sensorADSB          = 28
	sensorAside         = 29
	sensorNotch         = 30
	sensorCapacity      = 31
)

// Fields of a CenterInfo and of a FeedInfo.
const (
	centerName     = 1
	centerTitle    = 2
	centerAudience = 3
	centerSensors  = 4
	centerFIR      = 5 // for each
	centerBoxes    = 6 // four values for each
	centerNations  = 7

	feedName   = 1
	feedTo     = 2
	feedTracks = 3
	feedRetain = 4
	feedBrings = 5
	feedFrom   = 6
)

// AppendTheater adds what stands still during an exercise.
func AppendTheater(b []byte, th *Theater) []byte {
	b = AppendTextField(b, theaterTitle, th.Title)
	b = AppendBoolField(b, theaterExercise, th.Exercise)
	b = AppendIntField(b, theaterStart, th.Start)
	b = AppendIntField(b, theaterLength, int64(th.Length))
	b = AppendIntField(b, theaterBeat, int64(th.Beat))
	b = AppendDoubleField(b, theaterLat, th.Center.Lat)
	b = AppendDoubleField(b, theaterLon, th.Center.Lon)
	b = AppendDoubleField(b, theaterRange, th.Range)
	for i := range th.Sensors {
		mark := len(b)
		b = appendSensor(b, &th.Sensors[i])
		b = CloseMessage(b, mark, theaterSensor)
	}
	for i := range th.Centers {
		mark := len(b)
		c := &th.Centers[i]
		b = AppendTextField(b, centerName, c.Name)
		b = AppendTextField(b, centerTitle, c.Title)
		b = AppendUintField(b, centerAudience, uint64(c.Audience))
		b = AppendColumn(b, centerSensors, c.Sensors, func(b []byte, s *SensorID) []byte { return AppendUint(b, uint64(*s)) })
		b = appendArea(b, &c.Area)
		b = CloseMessage(b, mark, theaterCenter)
	}
	for i := range th.Feeds {
		mark := len(b)
		b = AppendTextField(b, feedName, th.Feeds[i].Name)
		b = AppendUintField(b, feedTo, uint64(th.Feeds[i].To))
		b = AppendBoolField(b, feedTracks, th.Feeds[i].Tracks)
		b = AppendIntField(b, feedRetain, int64(th.Feeds[i].Retain))
		b = AppendColumn(b, feedBrings, th.Feeds[i].Brings, func(b []byte, s *SensorID) []byte { return AppendUint(b, uint64(*s)) })
		b = AppendUintField(b, feedFrom, uint64(th.Feeds[i].From))
		b = CloseMessage(b, mark, theaterFeed)
	}
	for i := range th.Zones {
		mark := len(b)
		b = appendZone(b, &th.Zones[i])
		b = CloseMessage(b, mark, theaterZone)
	}
	return b
}

func appendArea(b []byte, a *CenterArea) []byte {
	for _, fir := range a.FIRs {
		b = AppendTextField(b, centerFIR, fir)
	}
	b = AppendColumn(b, centerBoxes, a.Boxes, func(b []byte, x *geo.Box) []byte {
		for _, v := range [...]float64{x.South, x.West, x.North, x.East} {
			b = AppendUint64(b, math.Float64bits(v))
		}
		return b
	})
	return AppendUintField(b, centerNations, uint64(a.Nations))
}

func appendZone(b []byte, z *ZoneInfo) []byte {
	b = AppendTextField(b, zoneName, z.Name)
	b = AppendUintField(b, zoneNation, uint64(z.Nation))
	b = AppendTextField(b, zoneAuthority, z.Authority)
	b = AppendTextField(b, zoneInstrument, z.Instrument)
	b = AppendTextField(b, zoneCenter, z.Center)
	b = AppendDoubleField(b, zoneLat, z.Middle.Lat)
	b = AppendDoubleField(b, zoneLon, z.Middle.Lon)
	b = AppendIntField(b, zoneFrom, int64(z.From))
	b = AppendIntField(b, zoneTo, int64(z.To))
	b = AppendUintField(b, zoneRelease, uint64(z.Release))
	b = AppendColumn(b, zoneRadius, z.Rings, func(b []byte, r *ZoneRing) []byte { return AppendUint64(b, math.Float64bits(r.Radius)) })
	b = AppendColumn(b, zoneFloor, z.Rings, func(b []byte, r *ZoneRing) []byte { return AppendUint64(b, math.Float64bits(r.Floor)) })
	b = AppendColumn(b, zoneCeiling, z.Rings, func(b []byte, r *ZoneRing) []byte { return AppendUint64(b, math.Float64bits(r.Ceiling)) })
	return AppendColumn(b, zonePlanned, z.Rings, func(b []byte, r *ZoneRing) []byte { return AppendUint(b, bit(r.Planned)) })
}

func bit(v bool) uint64 {
	if v {
		return 1
	}
	return 0
}

func appendSensor(b []byte, s *SensorInfo) []byte {
	b = AppendTextField(b, sensorName, s.Name)
	b = AppendUintField(b, sensorNation, uint64(s.Nation))
	b = AppendTextField(b, sensorType, s.Type)
	b = AppendBoolField(b, sensorStandIn, s.StandIn)
	b = AppendDoubleField(b, sensorLat, s.Pos.Lat)
	b = AppendDoubleField(b, sensorLon, s.Pos.Lon)
	b = AppendDoubleField(b, sensorHeight, s.Pos.Height)
	b = AppendBoolField(b, sensorMoving, s.Moving)
	b = AppendIntField(b, sensorScan, int64(s.Scan))
	b = AppendDoubleField(b, sensorRange, s.Range)
	b = AppendDoubleField(b, sensorRangeSSR, s.RangeSSR)
	b = AppendDoubleField(b, sensorMinRange, s.MinRange)
	b = AppendDoubleField(b, sensorElevMin, s.ElevMin)
	b = AppendDoubleField(b, sensorElevMax, s.ElevMax)
	b = AppendDoubleField(b, sensorSigmaRange, s.SigmaRange)
	b = AppendDoubleField(b, sensorSigmaAz, s.SigmaAz)
	b = AppendDoubleField(b, sensorSigmaHeight, s.SigmaHeight)
	b = AppendBoolField(b, sensorPSR, s.PSR)
	b = AppendBoolField(b, sensorSSR, s.SSR)
	b = AppendBoolField(b, sensorModeS, s.ModeS)
	b = AppendDoubleField(b, sensorFalse, s.FalsePerScan)
	b = AppendUintField(b, sensorRelease, uint64(s.Release))
	b = AppendDoubleField(b, sensorSigmaRangeSSR, s.SigmaRangeSSR)
	b = AppendDoubleField(b, sensorSigmaAzSSR, s.SigmaAzSSR)
	b = AppendDoubleField(b, sensorSigmaDoppler, s.SigmaDoppler)
	b = AppendDoubleField(b, sensorPdPSR, s.PdPSR)
	b = AppendDoubleField(b, sensorPdSSR, s.PdSSR)
	b = AppendBoolField(b, sensorADSB, s.ADSB)
	b = AppendDoubleField(b, sensorAside, s.Aside)
	b = AppendDoubleField(b, sensorNotch, s.Notch)
	return AppendUintField(b, sensorCapacity, uint64(s.Capacity))
}

// DecodeTheater reads what AppendTheater wrote.
func DecodeTheater(b []byte) (th Theater, err error) {
	f := NewFields("theater", b)
	for f.Next() {
		switch f.Num {
		case theaterTitle:
			th.Title = f.Text()
		case theaterExercise:
			th.Exercise = f.Value != 0
		case theaterStart:
			th.Start = f.Int()
		case theaterLength:
			th.Length = Time(f.Int())
		case theaterBeat:
			th.Beat = Time(f.Int())
		case theaterLat:
			th.Center.Lat = f.Double()
		case theaterLon:
			th.Center.Lon = f.Double()
		case theaterRange:
			th.Range = f.Double()
		case theaterSensor:
			th.Sensors = append(th.Sensors, decodeSensor(f))
		case theaterCenter:
			th.Centers = append(th.Centers, decodeCenter(f))
		case theaterFeed:
			th.Feeds = append(th.Feeds, decodeFeed(f))
		case theaterZone:
			th.Zones = append(th.Zones, decodeZone(f))
		}
	}
	return th, f.Err()
}

func decodeSensor(outer *Fields) (s SensorInfo) {
	f := NewFields("sensor", outer.Bytes)
	for f.Next() {
		switch f.Num {
		case sensorName:
			s.Name = f.Text()
		case sensorNation:
			s.Nation = f.Nation()
		case sensorType:
			s.Type = f.Text()
		case sensorStandIn:
			s.StandIn = f.Value != 0
		case sensorLat:
			s.Pos.Lat = f.Double()
		case sensorLon:
			s.Pos.Lon = f.Double()
		case sensorHeight:
			s.Pos.Height = f.Double()
		case sensorMoving:
			s.Moving = f.Value != 0
		case sensorRelease:
			s.Release = Release(f.Value)
		default:
			decodeReach(f, &s)
		}
	}
	outer.Fail(f.Err())
	return s
}

// decodeReach reads what a sensor can see, and how well.
func decodeReach(f *Fields, s *SensorInfo) {
	switch f.Num {
	case sensorScan:
		s.Scan = Time(f.Int())
	case sensorRange:
		s.Range = f.Double()
	case sensorRangeSSR:
		s.RangeSSR = f.Double()
	case sensorMinRange:
		s.MinRange = f.Double()
	case sensorElevMin:
		s.ElevMin = f.Double()
	case sensorElevMax:
		s.ElevMax = f.Double()
	case sensorSigmaRange:
		s.SigmaRange = f.Double()
	case sensorSigmaAz:
		s.SigmaAz = f.Double()
	case sensorSigmaHeight:
		s.SigmaHeight = f.Double()
	case sensorPSR:
		s.PSR = f.Value != 0
	case sensorSSR:
		s.SSR = f.Value != 0
	case sensorModeS:
		s.ModeS = f.Value != 0
	case sensorFalse:
		s.FalsePerScan = f.Double()
	case sensorSigmaRangeSSR:
		s.SigmaRangeSSR = f.Double()
	case sensorSigmaAzSSR:
		s.SigmaAzSSR = f.Double()
	case sensorSigmaDoppler:
		s.SigmaDoppler = f.Double()
	case sensorPdPSR:
		s.PdPSR = f.Double()
	case sensorPdSSR:
		s.PdSSR = f.Double()
	case sensorADSB:
		s.ADSB = f.Value != 0
	case sensorCapacity:
		s.Capacity = int(min(f.Value, math.MaxInt32))
	case sensorAside:
		s.Aside = f.Double()
	case sensorNotch:
		s.Notch = f.Double()
	}
}

func decodeCenter(outer *Fields) (c CenterInfo) {
	f := NewFields("center", outer.Bytes)
	for f.Next() {
		switch f.Num {
		case centerName:
			c.Name = f.Text()
		case centerTitle:
			c.Title = f.Text()
		case centerAudience:
			c.Audience = Release(f.Value)
		case centerSensors:
			sensors := f.Column()
			for sensors.Len() > 0 {
				c.Sensors = append(c.Sensors, SensorID(sensors.Uint()))
			}
			f.CloseColumn(centerSensors, &sensors)
		default:
			decodeArea(f, &c.Area)
		}
	}
	outer.Fail(f.Err())
	return c
}

func decodeArea(f *Fields, a *CenterArea) {
	switch f.Num {
	case centerFIR:
		a.FIRs = append(a.FIRs, f.Text())
	case centerBoxes:
		boxes := f.Column()
		for boxes.Len() > 0 {
			a.Boxes = append(a.Boxes, geo.Box{South: boxes.Float64(), West: boxes.Float64(), North: boxes.Float64(), East: boxes.Float64()})
		}
		f.CloseColumn(centerBoxes, &boxes)
	case centerNations:
		a.Nations = Release(f.Value)
	}
}

func decodeFeed(outer *Fields) (i FeedInfo) {
	f := NewFields("feed", outer.Bytes)
	for f.Next() {
		switch f.Num {
		case feedName:
			i.Name = f.Text()
		case feedTo:
			i.To = CenterID(f.Value)
		case feedTracks:
			i.Tracks = f.Value != 0
		case feedRetain:
			i.Retain = Time(f.Int())
		case feedBrings:
			sensors := f.Column()
			for sensors.Len() > 0 {
				i.Brings = append(i.Brings, SensorID(sensors.Uint()))
			}
			f.CloseColumn(feedBrings, &sensors)
		case feedFrom:
			i.From = CenterID(f.Value)
		}
	}
	outer.Fail(f.Err())
	return i
}

func decodeZone(outer *Fields) (z ZoneInfo) {
	f := NewFields("zone", outer.Bytes)
	var c Columns
	for f.Next() {
		switch f.Num {
		case zoneName:
			z.Name = f.Text()
		case zoneNation:
			z.Nation = f.Nation()
		case zoneAuthority:
			z.Authority = f.Text()
		case zoneInstrument:
			z.Instrument = f.Text()
		case zoneCenter:
			z.Center = f.Text()
		case zoneLat:
			z.Middle.Lat = f.Double()
		case zoneLon:
			z.Middle.Lon = f.Double()
		case zoneFrom:
			z.From = Time(f.Int())
		case zoneTo:
			z.To = Time(f.Int())
		case zoneRelease:
			z.Release = Release(f.Value)
		default:
			c.Set(f)
		}
	}
	for c[zoneRadius].Len() > 0 {
		z.Rings = append(z.Rings, ZoneRing{
			Radius: c[zoneRadius].Float64(), Floor: c[zoneFloor].Float64(),
			Ceiling: c[zoneCeiling].Float64(), Planned: c[zonePlanned].Uint() != 0,
		})
	}
	outer.Fail(f.Close(&c))
	return z
}

// Nation returns the value of a nation, and fails if there is none such.
func (f *Fields) Nation() Nation {
	if f.Value >= uint64(len(nationNames)) {
		f.Fail(fmt.Errorf("nation %d: want 0 to %d", f.Value, len(nationNames)-1))
		return NoNation
	}
	return Nation(f.Value)
}
