package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// truthHash hashes what is really there, beat by beat.
type truthHash struct{ sum [sha256.Size]byte }

func (h *truthHash) Beat(b *truth.Beat) error {
	for i := range b.Messages {
		if b.Messages[i].Topic == truth.TopicTruth {
			h.sum = sha256.Sum256(append(h.sum[:], b.Messages[i].Bytes...))
		}
	}
	return nil
}

// The four exercises of 2005 have one truth: what nations share moves no aircraft.
// Six minutes of it, or with -whole all.
func TestNorad2005HasOneTruth(t *testing.T) {
	var first []byte
	for _, name := range []string{"norad-2005-baseline", "norad-2005-civil-only", "norad-2005-shared", "norad-2005-reciprocal"} {
		data, _ := scenarios.Embedded(name)
		sc, faults := scenario.Load(name, data)
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		engine, err := sim.New(sc, sc.Seed)
		if err != nil {
			t.Fatal(err)
		}
		h := &truthHash{}
		engine.Attach(h)
		end := 6 * air.Minute
		if *whole {
			end = sc.Length
		}
		if err := engine.RunUntil(context.Background(), end); err != nil {
			t.Fatal(err)
		}
		switch {
		case h.sum == [sha256.Size]byte{}:
			t.Fatal("no truth was heard")
		case first == nil:
			first = h.sum[:]
		case !bytes.Equal(first, h.sum[:]):
			t.Errorf("%s: another truth than that of the baseline", name)
		}
	}
}
