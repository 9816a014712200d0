package replay

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/foxglove/mcap/go/mcap"
	"github.com/klauspost/compress/zstd"

	"perimeter/air"
)

// The reading half of MCAP. The library's reader wants a whole file and trusts
// the lengths that stand in it; this one takes a file that is torn or foreign
// for what it is.

const (
	recordHead = 9         // an opcode and a length
	maxChunk   = 256 << 20 // bytes, of a chunk's content; more is no recording of ours
)

// container is an MCAP file.
type container struct {
	source io.ReaderAt
	size   int64
}

// chunk is where a chunk stands and what is in it.
type chunk struct {
	offset     int64 // of its record
	length     int64 // of its record, head included
	start, end air.Time
	channels   []uint16 // ascending in file order; nil: not known
}

// has reports whether the chunk may hold messages of a channel.
func (c *chunk) has(channel uint16) bool {
	for _, id := range c.channels {
		if id == channel {
			return true
		}
	}
	return c.channels == nil
}

// record is one record of the file.
type record struct {
	op     mcap.OpCode
	offset int64
	length int64 // of its content
}

func (r record) next() int64 { return r.offset + recordHead + r.length }

var errTorn = errors.New("the file ends within a record")

// record returns the record at an offset, if all of it is in the file.
func (c *container) record(offset int64) (record, error) {
	var head [recordHead]byte
	if offset < 0 || offset > c.size-recordHead {
		return record{}, errTorn
	}
	if _, err := c.source.ReadAt(head[:], offset); err != nil {
		return record{}, err
	}
	length := binary.LittleEndian.Uint64(head[1:])
	if length > uint64(c.size-offset-recordHead) {
		return record{}, errTorn
	}
	return record{mcap.OpCode(head[0]), offset, int64(length)}, nil
}

// content reads the content of a record into buf, which grows at need.
func (c *container) content(r record, buf []byte) ([]byte, error) {
	return c.read(r.offset+recordHead, r.length, buf)
}

func (c *container) read(offset, length int64, buf []byte) ([]byte, error) {
	if int64(cap(buf)) < length {
		buf = make([]byte, length)
	}
	buf = buf[:length]
	_, err := c.source.ReadAt(buf, offset)
	if errors.Is(err, io.EOF) && length == 0 {
		err = nil
	}
	return buf, err
}

// layout takes apart the content of a record. Past its end it gives zeros, and
// short tells.
type layout struct {
	rest  []byte
	short bool
}

func (l *layout) bytes(n uint64) []byte {
	if n > uint64(len(l.rest)) {
		l.short, l.rest = true, nil
		return nil
	}
	b := l.rest[:n]
	l.rest = l.rest[n:]
	return b
}

func (l *layout) number(size int) (v uint64) {
	for i, b := range l.bytes(uint64(size)) {
		v |= uint64(b) << (8 * i)
	}
	return v
}

func (l *layout) text() string { return string(l.bytes(l.number(4))) }

func (l *layout) err(what string) error {
	if l.short {
		return fmt.Errorf("%s: too short", what)
	}
	return nil
}

// chunkIndex reads a chunk index: where a chunk stands and which channels it
// has.
func chunkIndex(b []byte) (chunk, error) {
	l := layout{rest: b}
	c := chunk{start: air.Time(l.number(8)), end: air.Time(l.number(8)), offset: int64(l.number(8)), length: int64(l.number(8)), channels: []uint16{}}
	for offsets := (layout{rest: l.bytes(l.number(4))}); len(offsets.rest) > 0 && !offsets.short; {
		c.channels = append(c.channels, uint16(offsets.number(2)))
		offsets.number(8)
	}
	return c, l.err("chunk index")
}

// chunkHead reads the times of the chunk of a record, without its messages.
func (c *container) chunkHead(r record) (chunk, error) {
	head, err := c.read(r.offset+recordHead, min(r.length, 16), nil)
	l := layout{rest: head}
	found := chunk{offset: r.offset, length: r.length + recordHead, start: air.Time(l.number(8)), end: air.Time(l.number(8))}
	return found, errors.Join(err, l.err("chunk"))
}

// unpacker reads the content of chunks, one after the other, into the same
// memory.
type unpacker struct {
	packed, plain []byte
	zstd          *zstd.Decoder
}

// open returns the records of a chunk, checked by their CRC. They are valid
// until the next call.
func (u *unpacker) open(c *container, at chunk) ([]byte, error) {
	r, err := c.record(at.offset)
	if err != nil {
		return nil, err
	}
	if r.op != mcap.OpChunk {
		return nil, fmt.Errorf("want a chunk at byte %d, got a record %v", at.offset, r.op)
	}
	if u.packed, err = c.content(r, u.packed); err != nil {
		return nil, err
	}
	l := layout{rest: u.packed}
	l.number(16) // the times
	size, crc, compression := l.number(8), uint32(l.number(4)), l.text()
	records := l.bytes(l.number(8))
	switch {
	case l.short:
		return nil, l.err("chunk")
	case size > maxChunk:
		return nil, fmt.Errorf("want a chunk of at most %d bytes, got %d", maxChunk, size)
	case compression == "":
		u.plain = append(u.plain[:0], records...)
	case compression == string(mcap.CompressionZSTD):
		err = u.unpack(records, int(size))
	default:
		return nil, fmt.Errorf("want a chunk of zstd, got %q", compression)
	}
	if err == nil && (uint64(len(u.plain)) != size || crc != 0 && crc32.ChecksumIEEE(u.plain) != crc) {
		err = errors.New("the checksum of a chunk does not fit its content")
	}
	return u.plain, err
}

func (u *unpacker) unpack(records []byte, size int) (err error) {
	if u.zstd == nil {
		u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true))
		if err != nil {
			return err
		}
	}
	if cap(u.plain) < size {
		u.plain = make([]byte, size)
	}
	u.plain, err = u.zstd.DecodeAll(records, u.plain[:0:size])
	return err
}

// close gives the decoder's memory back.
func (u *unpacker) close() {
	if u.zstd != nil {
		u.zstd.Close()
	}
}

// records calls do for each record in the content of a chunk.
func records(b []byte, do func(op mcap.OpCode, content []byte) error) error {
	l := layout{rest: b}
	for len(l.rest) > 0 {
		op := mcap.OpCode(l.number(1))
		content := l.bytes(l.number(8))
		if l.short {
			return l.err("record in a chunk")
		}
		if err := do(op, content); err != nil {
			return err
		}
	}
	return nil
}
