package air

import (
	"encoding/binary"
	"math"

	"perimeter/air/geo"
)

// TrackStateSize is the size of a track in a checkpoint, in bytes.
const TrackStateSize = 171

// AppendState adds t to a checkpoint.
func (t *Track) AppendState(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint32(b, t.Number)
	b = append(b, byte(t.Status))
	for _, v := range [...]uint16{uint16(t.Has), uint16(t.Release), uint16(t.Origin), uint16(t.Code), uint16(t.Level)} {
		b = le.AppendUint16(b, v)
	}
	b = le.AppendUint32(b, uint32(t.Address))
	b = append(b, t.Callsign[:]...)
	b = le.AppendUint64(b, uint64(t.Born))
	b = le.AppendUint64(b, uint64(t.Updated))
	for _, v := range [...]float64{t.Pos.X, t.Pos.Y, t.Pos.Z, t.Vel.X, t.Vel.Y, t.Vel.Z} {
		b = AppendFloat(b, v)
	}
	for _, c := range t.Cov {
		b = le.AppendUint32(b, math.Float32bits(c))
	}
	b = le.AppendUint32(b, math.Float32bits(t.SigmaUp))
	b = le.AppendUint32(b, math.Float32bits(t.Existence))
	for _, c := range t.By {
		b = le.AppendUint16(b, uint16(c.Sensor))
		b = append(b, byte(c.Kind), c.Age)
	}
	return le.AppendUint64(b, uint64(t.Lineage))
}

// LoadState reads what AppendState wrote.
func (t *Track) LoadState(r *StateReader) {
	t.Number, t.Status = r.U32(), TrackStatus(r.U8())
	t.Has, t.Release, t.Origin = Field(r.U16()), Release(r.U16()), CenterID(r.U16())
	t.Code, t.Level, t.Address = Mode3A(r.U16()), FL(r.U16()), Address(r.U32())
	for i := range t.Callsign {
		t.Callsign[i] = r.U8()
	}
	t.Born, t.Updated = r.Time(), r.Time()
	t.Pos = geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}
	t.Vel = geo.Vec{X: r.Float(), Y: r.Float(), Z: r.Float()}
	for i := range t.Cov {
		t.Cov[i] = math.Float32frombits(r.U32())
	}
	t.SigmaUp, t.Existence = math.Float32frombits(r.U32()), math.Float32frombits(r.U32())
	for i := range t.By {
		t.By[i] = Contribution{Sensor: SensorID(r.U16()), Kind: PlotKind(r.U8()), Age: r.U8()}
	}
	t.Lineage = CenterSet(r.U64())
}
