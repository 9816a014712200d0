package air

import (
	"fmt"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// How messages are written and read: protobuf's wire format, by hand. What
// exists in thousands stands in columns, one packed field a member, so that a
// message of a thousand plots has a dozen fields and not twelve thousand. A
// scalar of zero and an empty column are left out, so that equal values have
// equal bytes.

// CloseColumn makes what was appended to b since it had length mark the content
// of field num. An empty column is left out.
func CloseColumn(b []byte, mark int, num protowire.Number) []byte {
	if len(b) == mark {
		return b
	}
	return CloseMessage(b, mark, num)
}

// CloseMessage makes what was appended to b since it had length mark the content
// of field num, also where there is nothing: an empty message still counts.
func CloseMessage(b []byte, mark int, num protowire.Number) []byte {
	n := len(b) - mark
	var room [16]byte
	head := protowire.SizeTag(num) + protowire.SizeVarint(uint64(n))
	b = append(b, room[:head]...)
	copy(b[mark+head:], b[mark:mark+n])
	protowire.AppendVarint(protowire.AppendTag(b[:mark], num, protowire.BytesType), uint64(n))
	return b
}

// AppendColumn adds field num: for each row what put adds of it. It holds
// varints, fixed numbers or bytes, as put likes; one that adds nothing for a row
// leaves the row out.
func AppendColumn[T any](b []byte, num protowire.Number, rows []T, put func([]byte, *T) []byte) []byte {
	mark := len(b)
	for i := range rows {
		b = put(b, &rows[i])
	}
	return CloseColumn(b, mark, num)
}

// AppendUint adds v as a varint.
func AppendUint(b []byte, v uint64) []byte { return protowire.AppendVarint(b, v) }

// AppendInt adds v as a zigzag varint: small numbers of either sign are short.
func AppendInt(b []byte, v int64) []byte {
	return protowire.AppendVarint(b, protowire.EncodeZigZag(v))
}

// AppendUint32 adds the four bytes of v.
func AppendUint32(b []byte, v uint32) []byte { return protowire.AppendFixed32(b, v) }

// AppendUint64 adds the eight bytes of v.
func AppendUint64(b []byte, v uint64) []byte { return protowire.AppendFixed64(b, v) }

// AppendFloat32 adds the four bytes of f.
func AppendFloat32(b []byte, f float32) []byte {
	return protowire.AppendFixed32(b, math.Float32bits(f))
}

// AppendUintField adds field num, of type uint32, uint64 or bool, unless v is 0.
func AppendUintField(b []byte, num protowire.Number, v uint64) []byte {
	if v == 0 {
		return b
	}
	return protowire.AppendVarint(protowire.AppendTag(b, num, protowire.VarintType), v)
}

// AppendIntField adds field num, of type sint32 or sint64, unless v is 0.
func AppendIntField(b []byte, num protowire.Number, v int64) []byte {
	return AppendUintField(b, num, protowire.EncodeZigZag(v))
}

// AppendBoolField adds field num, of type bool, if v is true.
func AppendBoolField(b []byte, num protowire.Number, v bool) []byte {
	if !v {
		return b
	}
	return AppendUintField(b, num, 1)
}

// AppendDoubleField adds field num, of type double, unless f is +0.
func AppendDoubleField(b []byte, num protowire.Number, f float64) []byte {
	return AppendFixedField(b, num, math.Float64bits(f))
}

// AppendFixedField adds field num, of type fixed64, unless v is 0.
func AppendFixedField(b []byte, num protowire.Number, v uint64) []byte {
	if v == 0 {
		return b
	}
	return protowire.AppendFixed64(protowire.AppendTag(b, num, protowire.Fixed64Type), v)
}

// AppendTextField adds field num, of type string, unless s is empty.
func AppendTextField(b []byte, num protowire.Number, s string) []byte {
	if s == "" {
		return b
	}
	return AppendText(b, num, s)
}

// AppendText adds field num, of type string, also if s is empty: one of a row.
func AppendText(b []byte, num protowire.Number, s string) []byte {
	return protowire.AppendString(protowire.AppendTag(b, num, protowire.BytesType), s)
}

// AppendBytesField adds field num, of type bytes, unless data is empty.
func AppendBytesField(b []byte, num protowire.Number, data []byte) []byte {
	if len(data) == 0 {
		return b
	}
	return protowire.AppendBytes(protowire.AppendTag(b, num, protowire.BytesType), data)
}

// Fields reads a message field by field:
//
//	for f.Next() {
//		switch f.Num {
//		case 1:
//			at = Time(f.Int())
//		}
//	}
//	return f.Err()
//
// Bytes that are no message end it with an error, never with a panic.
type Fields struct {
	Num   protowire.Number
	Value uint64 // of a varint or a fixed number; 0 for bytes
	Bytes []byte // of a string, a message or a column; nil for numbers

	what string
	rest []byte
	err  error
}

// NewFields reads b, a message that errors call what.
func NewFields(what string, b []byte) *Fields { return &Fields{what: what, rest: b} }

// Next moves on to the next field; false at the end or at a fault.
func (f *Fields) Next() bool {
	if f.err != nil || len(f.rest) == 0 {
		return false
	}
	num, kind, n := protowire.ConsumeTag(f.rest)
	if n < 0 {
		return f.broken(n)
	}
	f.Num, f.Value, f.Bytes = num, 0, nil
	body := f.rest[n:]
	switch kind {
	case protowire.VarintType:
		f.Value, n = protowire.ConsumeVarint(body)
	case protowire.Fixed64Type:
		f.Value, n = protowire.ConsumeFixed64(body)
	case protowire.Fixed32Type:
		var v uint32
		v, n = protowire.ConsumeFixed32(body)
		f.Value = uint64(v)
	case protowire.BytesType:
		f.Bytes, n = protowire.ConsumeBytes(body)
	default:
		f.Fail(fmt.Errorf("field %d has wire type %d, want a number or bytes", num, kind))
		return false
	}
	if n < 0 {
		return f.broken(n)
	}
	f.rest = body[n:]
	return true
}

func (f *Fields) broken(code int) bool {
	f.Fail(fmt.Errorf("%d bytes from the end: %w", len(f.rest), protowire.ParseError(code)))
	return false
}

// Fail makes err the fault unless there is one already or err is nil.
func (f *Fields) Fail(err error) {
	if f.err == nil && err != nil {
		f.err = fmt.Errorf("%s: %w", f.what, err)
	}
}

// Err returns the first fault, or nil.
func (f *Fields) Err() error { return f.err }

// Int returns the value of a sint32 or sint64.
func (f *Fields) Int() int64 { return protowire.DecodeZigZag(f.Value) }

// Double returns the value of a double.
func (f *Fields) Double() float64 { return math.Float64frombits(f.Value) }

// Text returns the value of a string.
func (f *Fields) Text() string { return string(f.Bytes) }

// Columns are the columns of a message by field number; those that the message
// does not have are empty.
type Columns [80]Column

// Columns reads all fields that are left as columns.
func (f *Fields) Columns() (c Columns) {
	for f.Next() {
		c.Set(f)
	}
	return c
}

// Set keeps the field as a column.
func (c *Columns) Set(f *Fields) {
	if int(f.Num) < len(c) {
		c[f.Num] = f.Column()
	}
}

// Close returns the first fault, or one that says which of the columns was too
// short or holds more than was read of it.
func (f *Fields) Close(columns *Columns) error {
	for i := range columns {
		f.CloseColumn(protowire.Number(i), &columns[i])
	}
	return f.err
}

// CloseColumn is Close for one column, that of field num.
func (f *Fields) CloseColumn(num protowire.Number, c *Column) {
	switch {
	case c.short:
		f.Fail(fmt.Errorf("column %d is too short", num))
	case len(c.rest) != 0:
		f.Fail(fmt.Errorf("column %d: %d bytes left over", num, len(c.rest)))
	}
}

// Column reads a column from its start. Past its end it gives zeros, and
// Fields.Close tells.
type Column struct {
	rest  []byte
	short bool
}

// Column returns the field as a column.
func (f *Fields) Column() Column { return Column{rest: f.Bytes} }

// Len returns how many bytes are left: as many rows as that can follow at most.
func (c *Column) Len() int { return len(c.rest) }

// Uint reads a varint.
func (c *Column) Uint() uint64 {
	v, n := protowire.ConsumeVarint(c.rest)
	if n < 0 {
		return c.fail()
	}
	c.rest = c.rest[n:]
	return v
}

// Int reads a zigzag varint.
func (c *Column) Int() int64 { return protowire.DecodeZigZag(c.Uint()) }

// Uint32 reads four bytes.
func (c *Column) Uint32() uint32 {
	v, n := protowire.ConsumeFixed32(c.rest)
	if n < 0 {
		return uint32(c.fail())
	}
	c.rest = c.rest[n:]
	return v
}

// Uint64 reads eight bytes.
func (c *Column) Uint64() uint64 {
	v, n := protowire.ConsumeFixed64(c.rest)
	if n < 0 {
		return c.fail()
	}
	c.rest = c.rest[n:]
	return v
}

// Float32 reads four bytes.
func (c *Column) Float32() float32 { return math.Float32frombits(c.Uint32()) }

// Float64 reads eight bytes.
func (c *Column) Float64() float64 { return math.Float64frombits(c.Uint64()) }

// Read fills p, as far as the column goes.
func (c *Column) Read(p []byte) {
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	c.short = c.short || n < len(p)
}

func (c *Column) fail() uint64 {
	c.short, c.rest = true, nil
	return 0
}

// Rows returns how many rows a message of columns has: n if the column can hold
// them at size bytes a row or more, else 0 with a fault. Broken bytes never make
// a huge allocation.
func (f *Fields) Rows(n uint64, c *Column, size int) int {
	if n > uint64(c.Len()/size) {
		f.Fail(fmt.Errorf("%d rows need %d bytes each, got %d bytes", n, size, c.Len()))
		return 0
	}
	return int(n)
}
