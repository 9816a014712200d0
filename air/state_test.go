package air

import (
	"encoding/binary"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestStateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, s := rapid.Float64().Draw(t, "float"), rapid.String().Draw(t, "text")
		yes, n := rapid.Bool().Draw(t, "bool"), rapid.Uint64().Draw(t, "number")
		b := AppendBool(AppendString(AppendFloat(nil, f), s), yes)
		b = binary.LittleEndian.AppendUint64(b, n)
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
		b = binary.LittleEndian.AppendUint16(append(b, byte(n)), uint16(n))
		r := NewStateReader(b)
		if got := r.Float(); math.Float64bits(got) != math.Float64bits(f) {
			t.Fatalf("float %v comes back as %v", f, got)
		}
		if got := r.String(); got != s {
			t.Fatalf("text %q comes back as %q", s, got)
		}
		if r.Bool() != yes || r.Time() != Time(n) || r.U32() != uint32(n) || r.U8() != byte(n) || r.U16() != uint16(n) {
			t.Fatal("a number comes back as another")
		}
		if err := r.Done(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestBrokenState(t *testing.T) {
	tests := []struct {
		name string
		in   []byte
		read func(r *StateReader)
		want string
	}{
		{"nothing there", nil, func(r *StateReader) { r.U64() }, "checkpoint: want 8 more bytes, got 0"},
		{"ends early", []byte{1, 2, 3}, func(r *StateReader) { r.U32() }, "checkpoint: want 4 more bytes, got 3"},
		{"left over", []byte{1, 2}, func(r *StateReader) { r.U8() }, "checkpoint: 1 bytes left over"},
		{"text longer than the rest", []byte{9, 0, 0, 0, 'a'}, func(r *StateReader) { _ = r.String() }, "checkpoint: count 9 needs 9 bytes, got 1"},
		{"a huge count", []byte{255, 255, 255, 255}, func(r *StateReader) { r.Len(1 << 30) }, "checkpoint: count 4294967295 needs 4611686017353646080 bytes, got 0"},
		{"the first fault stays", nil, func(r *StateReader) { r.U16(); r.U64(); r.Float() }, "checkpoint: want 2 more bytes, got 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewStateReader(tt.in)
			tt.read(r)
			if got := errorText(r.Done()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if r.U64() != 0 || r.String() != "" || r.Len(1) != 0 {
				t.Error("something is read behind a fault")
			}
		})
	}
}
