package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"perimeter/air"
	"perimeter/air/truth"
)

// digest is the running digest of an exercise's outputs: at each second the
// SHA-256 of the digest before and of all messages since, cut to 16 bytes.
type digest struct {
	last    [16]byte
	running hash.Hash
}

func newDigest() digest { return digest{running: sha256.New()} }

func (d *digest) add(messages []truth.Message) {
	for _, m := range messages {
		var head [8]byte
		binary.LittleEndian.PutUint32(head[:4], uint32(len(m.Topic)))
		binary.LittleEndian.PutUint32(head[4:], uint32(len(m.Bytes)))
		d.running.Write(head[:])
		d.running.Write([]byte(m.Topic))
		d.running.Write(m.Bytes)
	}
}

// close ends a second and chains it to those before.
func (d *digest) close() [16]byte {
	copy(d.last[:], d.running.Sum(nil))
	d.running.Reset()
	d.running.Write(d.last[:])
	return d.last
}

func (d *digest) sum() [16]byte { return d.last }

// Append adds the digest to a checkpoint, which lies at a whole second.
func (d *digest) Append(b []byte) []byte { return append(b, d.last[:]...) }

// Load reads what Append wrote.
func (d *digest) Load(r *air.StateReader) error {
	for i := range d.last {
		d.last[i] = r.U8()
	}
	d.running.Reset()
	d.running.Write(d.last[:])
	return r.Err()
}
