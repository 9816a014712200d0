package sim_test

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// ae19 is the flagship, cut at a time, with lines added at its end.
func ae19(t testing.TB, more string) *scenario.Scenario {
	t.Helper()
	data, ok := scenarios.Embedded("amalgam-eagle-19")
	if !ok {
		t.Fatal("amalgam-eagle-19 is not embedded")
	}
	sc, faults := scenario.Load("amalgam-eagle-19.toml", append(slices.Clone(data), more...))
	for _, f := range faults {
		t.Error(f)
	}
	if t.Failed() {
		t.FailNow()
	}
	return sc
}

func engine(t testing.TB, sc *scenario.Scenario, seed uint64) *sim.Engine {
	t.Helper()
	e, err := sim.New(sc, seed)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func runTo(t testing.TB, e *sim.Engine, end air.Time) {
	t.Helper()
	if err := e.RunUntil(context.Background(), end); err != nil {
		t.Fatal(err)
	}
}

// tape keeps the canonical bytes of every message, and what of the beats the
// tests ask about.
type tape struct {
	messages map[string][]byte // by topic, all beats joined
	batches  [][]air.Batch     // by beat
	states   map[air.Time][]byte
}

func newTape() *tape { return &tape{messages: map[string][]byte{}, states: map[air.Time][]byte{}} }

func (tp *tape) Beat(b *truth.Beat) error {
	for _, m := range b.Messages {
		tp.messages[m.Topic] = append(tp.messages[m.Topic], m.Bytes...)
	}
	batches := make([]air.Batch, len(b.Batches))
	for i := range b.Batches {
		batches[i] = air.Batch{Sensor: b.Batches[i].Sensor, Plots: slices.Clone(b.Batches[i].Plots), Services: slices.Clone(b.Batches[i].Services)}
	}
	tp.batches = append(tp.batches, batches)
	if b.Checkpoint != nil {
		tp.states[b.At] = bytes.Clone(b.Checkpoint)
	}
	return nil
}

const cut = 6 * air.Minute

func TestSameSeedGivesTheSameBytes(t *testing.T) {
	sc := ae19(t, "")
	first := newTape()
	a := engine(t, sc, 19)
	a.Attach(first)
	runTo(t, a, cut)

	t.Run("again", func(t *testing.T) {
		again := newTape()
		b := engine(t, ae19(t, ""), 19)
		b.Attach(again)
		runTo(t, b, cut)
		same(t, first, again)
	})
	t.Run("on one core", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		wantDigest(t, a, sc)
	})
	t.Run("on two cores", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
		wantDigest(t, a, sc)
	})
	t.Run("on sixteen", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(16))
		wantDigest(t, a, sc)
	})
	t.Run("with a second listener", func(t *testing.T) {
		c := engine(t, sc, 19)
		c.Attach(newTape())
		c.Attach(newTape())
		runTo(t, c, cut)
		if c.Digest() != a.Digest() {
			t.Errorf("digest %x, want %x: to look must change nothing", c.Digest(), a.Digest())
		}
	})
	t.Run("in many small steps", func(t *testing.T) {
		d := engine(t, sc, 19)
		for d.Now() < cut {
			runTo(t, d, d.Now()+17*air.Second)
		}
		e := engine(t, sc, 19)
		runTo(t, e, d.Now())
		if d.Digest() != e.Digest() {
			t.Errorf("digest %x, want %x", d.Digest(), e.Digest())
		}
	})
	t.Run("another seed gives others", func(t *testing.T) {
		f := engine(t, sc, 20)
		runTo(t, f, cut)
		if f.Digest() == a.Digest() {
			t.Error("seeds 19 and 20 gave one digest")
		}
	})
}

func wantDigest(t *testing.T, a *sim.Engine, sc *scenario.Scenario) {
	t.Helper()
	b := engine(t, sc, 19)
	runTo(t, b, cut)
	if b.Digest() != a.Digest() {
		t.Errorf("digest %x, want %x", b.Digest(), a.Digest())
	}
}

// same compares two tapes topic by topic, so that a failure names the topic.
func same(t *testing.T, a, b *tape) {
	t.Helper()
	for topic, want := range a.messages {
		if !bytes.Equal(want, b.messages[topic]) {
			t.Errorf("topic %s: %d bytes differ from %d", topic, len(b.messages[topic]), len(want))
		}
	}
	if len(a.messages) != len(b.messages) {
		t.Errorf("%d topics, want %d", len(b.messages), len(a.messages))
	}
}

func TestGoOnFromACheckpoint(t *testing.T) {
	sc := ae19(t, "")
	sc.Keep = 2 * air.Minute
	whole := newTape()
	a := engine(t, sc, 19)
	a.Attach(whole)
	a.Submit(air.Order{At: 3 * air.Minute, From: air.Director, Body: air.SensorOut{Sensor: "QNW"}})
	a.Submit(air.Order{At: 5 * air.Minute, From: air.Director, Body: air.FeedCut{Feed: "JSS-USA"}})
	runTo(t, a, cut)

	for _, at := range []air.Time{2 * air.Minute, 4 * air.Minute} {
		t.Run(at.String(), func(t *testing.T) {
			b := engine(t, sc, 19)
			if err := b.Load(whole.states[at]); err != nil {
				t.Fatal(err)
			}
			rest := newTape()
			b.Attach(rest)
			runTo(t, b, cut)
			if a.Digest() != b.Digest() {
				t.Errorf("digest %x, want %x", b.Digest(), a.Digest())
			}
			for topic, got := range rest.messages {
				if !bytes.HasSuffix(whole.messages[topic], got) {
					t.Errorf("topic %s differs after the checkpoint", topic)
				}
			}
			if !bytes.Equal(rest.states[cut], whole.states[cut]) {
				t.Error("the next checkpoint differs")
			}
		})
	}
}

func TestCheckpointsThatDoNotFit(t *testing.T) {
	sc := ae19(t, "")
	a := engine(t, sc, 19)
	runTo(t, a, 10*air.Second)
	state := a.Append(nil)
	tests := []struct {
		name  string
		state []byte
		seed  uint64
		want  string
	}{
		{"empty", nil, 19, "checkpoint: want"},
		{"foreign", []byte("\x05\x00\x00\x00hello"), 19, "checkpoint: want one that starts with"},
		{"another seed", state, 20, "another scenario or seed"},
		{"cut off", state[:len(state)/2], 19, "checkpoint"},
		{"too long", append(bytes.Clone(state), 1), 19, "1 bytes left over"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := engine(t, sc, tt.seed).Load(tt.state)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Load = %v, want an error with %q", err, tt.want)
			}
		})
	}
}

// One more aircraft, one more radar: nobody else's luck changes. Every plot of
// the run before is in the run after, to the bit.
func TestAddingOneChangesNoOthersDraws(t *testing.T) {
	before := newTape()
	a := engine(t, ae19(t, ""), 19)
	a.Attach(before)
	runTo(t, a, 4*air.Minute)

	tests := []struct{ name, more string }{
		{"an aircraft", `
[[aircraft]]
name = "EXNUEVO"
type = "C210"
nation = "MEX"
mode3a = "3377"
route = [{ fix = "MMHO" }, { fix = "MMCU", alt_ft = 9500, speed_kt = 170 }]
`},
		{"a radar", `
[[radar]]
site = "SAF"
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after := newTape()
			b := engine(t, ae19(t, tt.more), 19)
			b.Attach(after)
			runTo(t, b, 4*air.Minute)
			for beat := range before.batches {
				for i := range before.batches[beat] {
					missing(t, before.batches[beat][i].Plots, after.batches[beat][i].Plots)
				}
			}
		})
	}
}

func missing(t *testing.T, want, got []air.Plot) {
	t.Helper()
	have := map[air.Plot]bool{}
	for _, p := range got {
		have[p] = true
	}
	for _, p := range want {
		if !have[p] {
			t.Fatalf("plot %x of sensor %d at %v is gone or changed", p.ID, p.Sensor, p.At)
		}
	}
}

// A replay submits the orders from outside early; they must act as they did.
func TestOrdersActAtTheirBeatHoweverEarlyTheyCome(t *testing.T) {
	sc := ae19(t, "")
	late := engine(t, sc, 19)
	runTo(t, late, 70*air.Second)
	late.Submit(air.Order{At: 0, From: air.Director, Body: air.SensorOut{Sensor: "QNW"}})
	runTo(t, late, 2*air.Minute)

	early := engine(t, sc, 19)
	early.Submit(air.Order{At: 70 * air.Second, From: air.Director, Body: air.SensorOut{Sensor: "QNW"}})
	runTo(t, early, 2*air.Minute)
	if late.Digest() != early.Digest() {
		t.Errorf("digest %x, want %x", early.Digest(), late.Digest())
	}
}

func TestCheckNamesWhatIsNotThere(t *testing.T) {
	e := engine(t, ae19(t, ""), 19)
	tests := []struct {
		body air.Body
		want string
	}{
		{air.SensorOut{Sensor: "QNX"}, `sensor_out: no sensor "QNX" in this exercise`},
		{air.FeedCut{Feed: "SDN"}, `feed_cut: no feed "SDN" in this exercise`},
		{air.Launch{Aircraft: "NOBODY"}, `launch: no aircraft "NOBODY" in this exercise`},
		{air.Tell{To: []string{"MEX", "CUB"}}, `tell: no center "CUB" in this exercise`},
		{air.SensorOut{Sensor: "QNW"}, ""},
		{air.Winch{Sensor: "QNW", Down: true}, "winch: want an aerostat, got QNW (ARSR-4); as TARS-YUM, TARS-FHU, TARS-DMN, TARS-EGP, TARS-RGC"},
		{air.Winch{Sensor: "TARS-MRF", Down: true}, ""},
		{air.Observe{Sensor: "TARS-MRF"}, "observe: want an observer, got TARS-MRF (TARS L-88); there is none in this exercise"},
		{air.Degrade{Sensor: "QNW", DB: 3}, ""},
	}
	for _, tt := range tests {
		got := ""
		if err := e.Check(tt.body); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("Check(%v) = %q, want %q", tt.body, got, tt.want)
		}
	}
}

func TestRunUntilStopsBetweenTwoBeats(t *testing.T) {
	e := engine(t, ae19(t, ""), 19)
	ctx, cancel := context.WithCancel(context.Background())
	e.Attach(tapFunc(func(b *truth.Beat) error {
		if b.At == 5*air.Second {
			cancel()
		}
		return nil
	}))
	if err := e.RunUntil(ctx, air.Minute); err != context.Canceled || e.Now() != 5*air.Second {
		t.Errorf("RunUntil = %v at %v, want it canceled at 5 s", err, e.Now())
	}
}

type tapFunc func(*truth.Beat) error

func (f tapFunc) Beat(b *truth.Beat) error { return f(b) }

func BenchmarkBeatAmalgamEagle19(b *testing.B) {
	e := engine(b, ae19(b, ""), 19)
	runTo(b, e, 30*air.Minute)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		runTo(b, e, e.Now()+air.Second)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "x-real-time")
}
