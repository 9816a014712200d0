package estimate

import (
	"encoding/binary"
	"math"
)

// Snapshot is a State in little room, for a ring of past states: in single
// precision, and without the mean and spread over its hypotheses, which follow
// from them. Of the hypotheses the two likeliest are kept; another is taken to
// be where the noisier of these is. Of the rate of turn its covariance with X
// is not kept: the plots since then bring it back.
type Snapshot struct {
	bank                  [2]narrowMode // by noise; of a State without hypotheses its X, P and C, in the first
	up                    [2]float32
	v                     [3]float32
	turn                  [2]float32 // rate of turn, rad/s, and its variance
	prior, since, sinceUp float32
	odd, modes, out       uint8 // out: the hypothesis that is left out
}

type narrowMode struct {
	weight float32
	x, c   [4]float32
	p      [10]float32
}

// Snap returns s in little room.
func (s *State) Snap() (k Snapshot) {
	narrow(k.up[:], s.Up[:])
	narrow(k.v[:], s.V[:])
	k.turn = [2]float32{s.TurnRate.Mean, s.TurnRate.Var}
	k.prior, k.since, k.sinceUp = float32(s.Prior), float32(s.Since), float32(s.SinceUp)
	k.odd, k.modes = s.Odd, s.Modes
	if s.Modes == 0 {
		k.bank[0].take(&Mode{X: s.X, P: s.P, C: s.C})
	}
	k.out = 2
	for i := range s.Modes {
		if s.Bank[i].Weight < s.Bank[min(k.out, s.Modes-1)].Weight {
			k.out = i
		}
	}
	for i, n := uint8(0), 0; i < s.Modes; i++ {
		if i == k.out && s.Modes > 2 {
			continue
		}
		k.bank[n].take(&s.Bank[i])
		n++
	}
	return k
}

func (n *narrowMode) take(m *Mode) {
	n.weight = float32(m.Weight)
	narrow(n.x[:], m.X[:])
	narrow(n.c[:], m.C[:])
	narrow(n.p[:], m.P[:])
}

func (n *narrowMode) give() (m Mode) {
	m.Weight = float64(n.weight)
	widen(m.X[:], n.x[:])
	widen(m.C[:], n.c[:])
	widen(m.P[:], n.p[:])
	return m
}

// Restore sets s to what was kept.
func (k *Snapshot) Restore(s *State) {
	*s = State{Prior: float64(k.prior), Since: float64(k.since), SinceUp: float64(k.sinceUp), Odd: k.odd, Modes: k.modes}
	widen(s.Up[:], k.up[:])
	widen(s.V[:], k.v[:])
	if k.modes == 0 {
		m := k.bank[0].give()
		s.X, s.P, s.C = m.X, m.P, m.C
		return
	}
	s.TurnRate = TurnRate{Mean: k.turn[0], Var: k.turn[1]}
	rest := max(1e-6, 1-float64(k.bank[0].weight)-float64(k.bank[1].weight))
	sum := 0.0
	for i, n := uint8(0), 0; i < k.modes; i++ {
		if i == k.out && k.modes > 2 {
			s.Bank[i] = k.bank[1].give()
			s.Bank[i].Weight = rest
		} else {
			s.Bank[i] = k.bank[n].give()
			n++
		}
		sum += s.Bank[i].Weight
	}
	for i := range k.modes {
		s.Bank[i].Weight /= sum
	}
	s.merge()
}

func narrow(to []float32, from []float64) {
	for i, v := range from {
		to[i] = float32(v)
	}
}

func widen(to []float64, from []float32) {
	for i, v := range from {
		to[i] = float64(v)
	}
}

// floats calls f with all numbers of k.
func (k *Snapshot) floats(f func(v *float32)) {
	for i := range k.bank {
		b := &k.bank[i]
		f(&b.weight)
		for _, part := range [...][]float32{b.x[:], b.c[:], b.p[:]} {
			for j := range part {
				f(&part[j])
			}
		}
	}
	for _, v := range [...]*float32{&k.up[0], &k.up[1], &k.v[0], &k.v[1], &k.v[2], &k.prior, &k.since, &k.sinceUp, &k.turn[0], &k.turn[1]} {
		f(v)
	}
}

// Append adds the snapshot to a checkpoint.
func (k *Snapshot) Append(b []byte) []byte {
	k.floats(func(v *float32) { b = binary.LittleEndian.AppendUint32(b, math.Float32bits(*v)) })
	return append(b, k.odd, k.modes, k.out)
}

// Load takes the snapshot from a checkpoint by its reader's methods, and returns
// how many hypotheses it says to hold: no more than MaxModes are taken.
func (k *Snapshot) Load(word func() uint32, small func() uint8) (modes uint8) {
	k.floats(func(v *float32) { *v = math.Float32frombits(word()) })
	k.odd, modes, k.out = small(), small(), min(small(), MaxModes-1)
	k.modes = min(modes, MaxModes)
	return modes
}
