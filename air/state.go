package air

import (
	"encoding/binary"
	"fmt"
	"math"
)

// State is written into checkpoints with binary.LittleEndian's Append functions
// and read back with a StateReader. Every stage has
//
//	Append(b []byte) []byte
//	Load(r *StateReader) error
//
// and Load accepts just what Append wrote.

// AppendFloat adds the bits of f.
func AppendFloat(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
}

// AppendBool adds 0 or 1.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// StateReader reads a checkpoint. The first fault sticks: after it every read
// gives zero, and Err tells.
type StateReader struct {
	rest []byte
	err  error
}

// NewStateReader reads b.
func NewStateReader(b []byte) *StateReader { return &StateReader{rest: b} }

// Err returns the first fault, or nil.
func (r *StateReader) Err() error { return r.err }

// Fail makes err the fault unless there is one already.
func (r *StateReader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Done returns the first fault, or one that says that bytes are left over.
func (r *StateReader) Done() error {
	if r.err == nil && len(r.rest) != 0 {
		r.err = fmt.Errorf("checkpoint: %d bytes left over", len(r.rest))
	}
	return r.err
}

var zeros [8]byte

func (r *StateReader) take(n int) []byte {
	if r.err == nil && len(r.rest) < n {
		r.err = fmt.Errorf("checkpoint: want %d more bytes, got %d", n, len(r.rest))
	}
	if r.err != nil {
		return zeros[:min(n, 8)]
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// U8 reads a byte.
func (r *StateReader) U8() uint8 { return r.take(1)[0] }

// Bool reads what AppendBool wrote.
func (r *StateReader) Bool() bool { return r.U8() != 0 }

// U16 reads two bytes.
func (r *StateReader) U16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }

// U32 reads four bytes.
func (r *StateReader) U32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

// U64 reads eight bytes.
func (r *StateReader) U64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

// Time reads a time.
func (r *StateReader) Time() Time { return Time(r.U64()) }

// Callsign reads a Callsign, byte by byte.
func (r *StateReader) Callsign() (c Callsign) {
	copy(c[:], r.take(len(c)))
	return c
}

// Float reads what AppendFloat wrote.
func (r *StateReader) Float() float64 { return math.Float64frombits(r.U64()) }

// Len reads a count (a uint32) of things that take at least size bytes each,
// and fails if so many cannot follow: a broken checkpoint never makes a huge
// allocation.
func (r *StateReader) Len(size int) int {
	n := uint64(r.U32())
	if need := n * uint64(size); r.err == nil && need > uint64(len(r.rest)) {
		r.err = fmt.Errorf("checkpoint: count %d needs %d bytes, got %d", n, need, len(r.rest))
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

// String reads a count and so many bytes.
func (r *StateReader) String() string {
	n := r.Len(1)
	if n == 0 {
		return ""
	}
	return string(r.take(n))
}

// AppendString adds a count and the bytes of s.
func AppendString(b []byte, s string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
	return append(b, s...)
}
