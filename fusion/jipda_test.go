package fusion

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Two tracks, two plots, by hand. The first surely exists, the second may as well
// not; each gives a plot in 8 looks of 10. What a joint event weighs is, by what
// the tracks take (0: none), with likelihood ratios 4 and 2 of the first, 2 and 6
// of the second and these by half for its existence:
//
//	0,0: .2 x .6 = .12   1,0: 4 x .6 = 2.4   2,0: 2 x .6 = 1.2
//	0,1: .2 x 1  = .2    0,2: .2 x 3 = .6    1,2: 4 x 3  = 12   2,1: 2 x 1 = 2
//
// together 18.52.
func TestJointMarginals(t *testing.T) {
	q := new(jipda)
	c := &Candidates{
		Tracks: 2, Plots: 2, Gain: []float64{math.Log(4), math.Log(2), math.Log(2), math.Log(6)},
		Exists: []float64{1, 0.5}, Detect: []float64{0.8, 0.8},
	}
	got := append([]Pairing(nil), q.Associate(c)...)
	const sum = 18.52
	for i, want := range []float64{14.4 / sum, 3.2 / sum, 2.2 / sum, 12.6 / sum} {
		if math.Abs(q.share[i]-want) > 1e-12 {
			t.Errorf("track %d, plot %d: probability %.6f, want %.6f", i/2+1, i%2+1, q.share[i], want)
		}
	}
	for i, want := range []float64{0.92 / sum, 3.72 / sum} {
		if math.Abs(q.alone[i]-want) > 1e-12 {
			t.Errorf("track %d: no plot with %.6f, want %.6f", i+1, q.alone[i], want)
		}
	}
	// Of the second track's 3.72, 5 parts in 6 are that it is none; its odds were 1.
	want := []Pairing{
		{0, 0, 14.4 / sum, math.Log(4)},
		{1, 1, 12.6 / sum, math.Log((sum - 3.1) / 3.1)},
	}
	if len(got) != len(want) {
		t.Fatalf("pairs %+v, want %+v", got, want)
	}
	for i, p := range got {
		if p.Track != want[i].Track || p.Plot != want[i].Plot || math.Abs(p.Weight-want[i].Weight)+math.Abs(p.Proof-want[i].Proof) > 1e-9 {
			t.Errorf("pair %+v, want %+v", p, want[i])
		}
	}
}

// A plot alone proves existence as Bayes has it for a single track, and no more
// than its likelihood ratio.
func TestProofOfOnePlot(t *testing.T) {
	for _, exists := range []float64{0.01, 0.5, 0.99, 1 - 1e-12} {
		c := &Candidates{Tracks: 1, Plots: 1, Gain: []float64{3}, Exists: []float64{exists}, Detect: []float64{0.8}}
		got := new(jipda).Associate(c)
		want := min(3, math.Log(math.Exp(3)+0.2))
		if len(got) != 1 || math.Abs(got[0].Proof-want) > 1e-6 {
			t.Errorf("existence %g: %+v, want one pair of proof %.4f", exists, got, want)
		}
	}
}

// A plot between two tracks proves less of either than it would of one alone.
func TestProofIsShared(t *testing.T) {
	c := &Candidates{Tracks: 2, Plots: 1, Gain: []float64{5, 4.5}, Exists: []float64{0.6, 0.6}, Detect: []float64{0.8, 0.8}}
	got := new(jipda).Associate(c)
	if len(got) != 1 || got[0].Track != 0 || !(got[0].Proof < 3) {
		t.Errorf("%+v, want the plot with track 0, and a proof below 3", got)
	}
}

// A cluster of more joint events than are worth summing has the answer of the
// global nearest neighbour.
func TestLargeClusterIsNearestNeighbour(t *testing.T) {
	const n = 6
	c := &Candidates{Tracks: n, Plots: n}
	for i := range n * n {
		c.Gain = append(c.Gain, 5+3*math.Sin(float64(i*i)))
	}
	got, want := new(jipda).Associate(c), new(gnn).Associate(c)
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("pairs %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("pair %v, want %v", got[i], want[i])
		}
	}
}

// What a track takes, none included, has a probability of one in all.
func TestMarginalsSumToOne(t *testing.T) {
	q := new(jipda)
	rapid.Check(t, func(t *rapid.T) {
		c := cluster(t)
		for range c.Tracks {
			c.Exists = append(c.Exists, rapid.Float64Range(1e-6, 1).Draw(t, "exists"))
			c.Detect = append(c.Detect, rapid.Float64Range(0.01, probReply).Draw(t, "detect"))
		}
		if !q.enumerate(c) {
			return
		}
		for i := range c.Tracks {
			sum := q.alone[i]
			for j := range c.Plots {
				sum += q.share[i*c.Plots+j]
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Fatalf("track %d: %g in all", i, sum)
			}
		}
	})
}
