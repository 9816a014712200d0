package air

import (
	"encoding/binary"
	"math"
)

// What a radar gives is in many stages' checkpoints: on the way, waiting, held.
// One way to write it serves all.

// The sizes of one of them in a checkpoint, in bytes, for StateReader.Len.
const (
	PlotStateSize     = 55
	ReportStateSize   = 56
	ServiceStateSize  = 21
	PlatformStateSize = 36
)

// AppendState adds p to a checkpoint.
func (p *Plot) AppendState(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, uint64(p.At))
	b = le.AppendUint64(b, p.ID)
	b = le.AppendUint32(b, p.Rho)
	b = le.AppendUint32(b, p.Theta)
	b = le.AppendUint32(b, math.Float32bits(p.Doppler))
	b = le.AppendUint32(b, math.Float32bits(p.Height))
	b = le.AppendUint32(b, uint32(p.Address))
	b = append(b, p.Callsign[:]...)
	b = le.AppendUint16(b, uint16(p.Sensor))
	b = le.AppendUint16(b, uint16(p.Code))
	b = le.AppendUint16(b, uint16(p.Level))
	b = le.AppendUint16(b, uint16(p.Has))
	b = append(b, uint8(p.Kind))
	return le.AppendUint16(b, uint16(p.Release))
}

// LoadState reads what AppendState wrote.
func (p *Plot) LoadState(r *StateReader) {
	p.At, p.ID = r.Time(), r.U64()
	p.Rho, p.Theta = r.U32(), r.U32()
	p.Doppler, p.Height = math.Float32frombits(r.U32()), math.Float32frombits(r.U32())
	p.Address, p.Callsign = Address(r.U32()), r.Callsign()
	p.Sensor, p.Code, p.Level = SensorID(r.U16()), Mode3A(r.U16()), FL(r.U16())
	p.Has, p.Kind, p.Release = Field(r.U16()), PlotKind(r.U8()), Release(r.U16())
}

// AppendState adds p to a checkpoint.
func (p *Report) AppendState(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, uint64(p.At))
	b = le.AppendUint64(b, p.ID)
	b = AppendFloat(AppendFloat(b, p.Lat), p.Lon)
	b = le.AppendUint16(b, uint16(p.Level))
	b = le.AppendUint32(b, uint32(p.Address))
	b = append(b, p.Callsign[:]...)
	b = le.AppendUint16(b, uint16(p.Sensor))
	b = le.AppendUint16(b, uint16(p.Code))
	b = le.AppendUint16(b, uint16(p.Has))
	b = append(b, p.NIC, p.NACp)
	return le.AppendUint16(b, uint16(p.Release))
}

// LoadState reads what AppendState wrote.
func (p *Report) LoadState(r *StateReader) {
	p.At, p.ID = r.Time(), r.U64()
	p.Lat, p.Lon = r.Float(), r.Float()
	p.Level, p.Address, p.Callsign = FL(r.U16()), Address(r.U32()), r.Callsign()
	p.Sensor, p.Code, p.Has = SensorID(r.U16()), Mode3A(r.U16()), Field(r.U16())
	p.NIC, p.NACp, p.Release = r.U8(), r.U8(), Release(r.U16())
}

// AppendState adds s to a checkpoint.
func (s *Service) AppendState(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, uint64(s.At))
	b = le.AppendUint32(b, s.From)
	b = le.AppendUint32(b, s.To)
	b = le.AppendUint16(b, uint16(s.Sensor))
	b = append(b, uint8(s.State))
	return le.AppendUint16(b, uint16(s.Release))
}

// LoadState reads what AppendState wrote.
func (s *Service) LoadState(r *StateReader) {
	s.At, s.From, s.To = r.Time(), r.U32(), r.U32()
	s.Sensor, s.State, s.Release = SensorID(r.U16()), ServiceState(r.U8()), Release(r.U16())
}

// AppendState adds p to a checkpoint.
func (p *Platform) AppendState(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, uint64(p.At))
	b = AppendFloat(AppendFloat(b, p.Lat), p.Lon)
	b = le.AppendUint32(b, math.Float32bits(p.Height))
	b = le.AppendUint32(b, math.Float32bits(p.Heading))
	b = le.AppendUint16(b, uint16(p.Sensor))
	return le.AppendUint16(b, uint16(p.Release))
}

// LoadState reads what AppendState wrote.
func (p *Platform) LoadState(r *StateReader) {
	p.At, p.Lat, p.Lon = r.Time(), r.Float(), r.Float()
	p.Height, p.Heading = math.Float32frombits(r.U32()), math.Float32frombits(r.U32())
	p.Sensor, p.Release = SensorID(r.U16()), Release(r.U16())
}
