package replay

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/air/truth"
)

// exercise is a small exercise made for the tests: two radars and an ADS-B
// station, aircraft of which the first is a TOI, two centers. It makes beats as
// the engine does, and the same ones for the same seed.
type exercise struct {
	header   Header
	seed     uint64
	aircraft int
	beat     air.Time
	now      air.Time
	encoder  truth.Encoder
	digest   [16]byte
	snapshot truth.Snapshot
	arriving []air.Plot // on their way for one beat
}

func newExercise(seed uint64, aircraft int) *exercise {
	x := &exercise{seed: seed, aircraft: aircraft, beat: air.Second}
	x.header = Header{
		Name: "two-borders", Source: []byte("title = \"Two borders\"\n"), Seed: seed, Build: "test/build go0",
		Theater: air.Theater{
			Title: "Two borders", Exercise: true, Start: 1_563_372_000, Length: 2 * air.Hour, Beat: x.beat,
			Center: geo.Deg(32, -106), Range: 250 * geo.NM,
			Sensors: []air.SensorInfo{
				{Name: "QNW", Nation: air.USA, Type: "ARSR-4", Pos: geo.Deg(31.5, -106.5).At(1200), Scan: 12 * air.Second, Range: 463e3, PSR: true, SSR: true},
				{Name: "SEN-MMCU", Nation: air.MEX, Type: "SSR", Pos: geo.Deg(28.7, -106).At(1400), Scan: 5 * air.Second, RangeSSR: 463e3, SSR: true},
				{Name: "ADSB-1", Nation: air.MEX, Moving: true},
			},
			Centers: []air.CenterInfo{
				{Name: "NORAD", Title: "NORAD", Audience: air.Only(air.USA, air.CAN), Sensors: []air.SensorID{0}},
				{Name: "MEX", Title: "SIVA", Audience: air.Only(air.MEX), Sensors: []air.SensorID{1, 2}},
			},
			Feeds: []air.FeedInfo{{Name: "JSS", To: 0}, {Name: "SENEAM", To: 1}},
		},
	}
	for i := range aircraft {
		e := truth.Entry{Name: "AC" + string(rune('A'+i%26)) + string(rune('A'+i/26)), Key: uint64(i + 1), Type: "B350", Nation: air.MEX, Role: truth.Background, RCS: 10}
		if i == 0 {
			e.Name, e.Role = "EXTANGO1", truth.TOI
		}
		x.header.Roster = append(x.header.Roster, e)
	}
	return x
}

var testDraw = num.For("test/replay")

func drawFor(a, b int) num.Draw { return num.At(7, testDraw, uint64(a), uint64(b), 0) }

// next makes the next beat.
func (x *exercise) next() *truth.Beat {
	x.snapshot.From, x.snapshot.At = x.now, x.now+x.beat
	x.now += x.beat
	b := &truth.Beat{From: x.snapshot.From, At: x.now, Truth: &x.snapshot}
	x.fly()
	x.look(b)
	if x.now == 3*air.Second {
		b.Orders = []air.Order{
			{At: 2500 * air.Millisecond, From: air.Director, Origin: air.External, Seq: 1, Body: air.Transponder{Aircraft: "EXTANGO1"}},
			{At: 3 * air.Second, Origin: air.Derived, Seq: 2, Body: air.SensorOut{Sensor: "QNW"}},
		}
	}
	b.Board = []air.BoardLine{{Number: 1, At: 2 * air.Second, Title: "Dark", Expected: "NORAD: alert", Done: x.now > 2*air.Second}}
	b.Feeds = []truth.FeedCount{{Feed: 0, Sent: 4, Due: 3, Lost: 1}, {Feed: 1}}
	x.track(b)
	x.encoder.Beat(b, x.header.Centers())
	h := sha256.New()
	h.Write(x.digest[:])
	for _, m := range b.Messages {
		h.Write(m.Bytes)
	}
	copy(x.digest[:], h.Sum(nil))
	if x.now%air.Second == 0 {
		b.Digest, b.HasDigest = x.digest, true
	}
	if x.now%(10*air.Second) == 0 {
		b.Checkpoint = []byte("state at " + x.now.String())
	}
	return b
}

func (x *exercise) fly() {
	x.snapshot.Aircraft = x.snapshot.Aircraft[:0]
	for i := range x.aircraft {
		d := num.At(x.seed, testDraw, uint64(i), 0, 0)
		from := geo.Deg(27+6*d.Uniform(), -108+4*d.Uniform()).At(8000).ECEF()
		vel := geo.Vec{X: 200 * (d.Uniform() - 0.5), Y: 200 * (d.Uniform() - 0.5), Z: 200 * (d.Uniform() - 0.5)}
		x.snapshot.Aircraft = append(x.snapshot.Aircraft, truth.Aircraft{
			ID: truth.AircraftID(i), Pos: from.Add(vel.Scale(x.now.Seconds())), Vel: vel, Level: air.FLFeet(24000),
			Pos0: from.Add(vel.Scale(x.snapshot.From.Seconds())), Vel0: vel,
			On: i > 0, ModeC: true, Code: air.Mode3A(0o4501 + i), Address: air.Address(0x0D0001 + i), Callsign: air.NewCallsign(x.header.Roster[i].Name),
		})
	}
}

// look lets each radar see each aircraft once in its scan.
func (x *exercise) look(b *truth.Beat) {
	second := uint64(x.now / x.beat)
	for s := range x.header.Theater.Sensors {
		batch := air.Batch{Sensor: air.SensorID(s)}
		info := &x.header.Theater.Sensors[s]
		for i := range x.snapshot.Aircraft {
			a := &x.snapshot.Aircraft[i]
			d := num.At(x.seed, testDraw, uint64(i), uint64(s+1), second)
			if s == 2 || (uint64(i)+second)%uint64(info.Scan/air.Second) != 0 {
				continue
			}
			l := truth.Look{At: x.snapshot.From + air.Time(d.Uniform()*float64(x.beat)), Target: a.ID, Sensor: batch.Sensor}
			if info.PSR {
				l.PSR, l.Pd, l.SNR = truth.Seen, 0.9, float32(10+d.Normal())
			}
			if l.SSR = truth.NoReply; a.On {
				l.SSR = truth.Seen
			}
			if l.PSR == truth.Seen || l.SSR == truth.Seen {
				l.Plot = d.Uint64()
				batch.Plots = append(batch.Plots, plotOf(&l, a, &d))
			}
			b.Looks = append(b.Looks, l)
		}
		if s == 2 {
			batch.Reports = []air.Report{{At: x.now - 1, ID: second, Lat: 0.5, Lon: -1.8, Has: air.HasAddress | air.HasCallsign, Address: 0xABCDEF, Callsign: air.NewCallsign("XA1"), Sensor: 2, NIC: 8, NACp: 9, Release: air.Only(air.MEX)}}
			batch.Platforms = []air.Platform{{At: x.now, Lat: 0.5, Lon: -1.8, Height: 7600, Heading: 1, Sensor: 2, Release: air.Only(air.MEX)}}
		}
		batch.Services = []air.Service{{At: x.now, From: 1 << 20, To: 1 << 21, Sensor: batch.Sensor, State: air.Up, Release: air.Only(info.Nation)}}
		b.Batches = append(b.Batches, batch)
	}
}

func plotOf(l *truth.Look, a *truth.Aircraft, d *num.Draw) air.Plot {
	p := air.Plot{At: l.At, ID: l.Plot, Sensor: l.Sensor, Rho: air.RhoOf(2e5 * d.Uniform()), Theta: air.ThetaOf(6 * d.Uniform()), Kind: air.PSR, Release: air.Only(air.USA, air.CAN)}
	if l.SSR == truth.Seen {
		p.Kind, p.Has, p.Code, p.Level = air.SSR, air.HasCode|air.HasLevel, a.Code, a.Level
		if l.PSR == truth.Seen {
			p.Kind = air.Combined
		}
	}
	return p
}

// track gives each aircraft a track of its number in both centers from the fifth
// second on; the plots of a beat arrive in the next one.
func (x *exercise) track(b *truth.Beat) {
	for c := range x.header.Theater.Centers {
		var fates []air.Disposition
		for _, p := range x.arriving {
			if int(p.Sensor) == c {
				fates = append(fates, air.Disposition{Plot: p.ID, Track: uint32(p.Code&0o777) + 1, Fate: air.FateUpdated})
			}
		}
		b.Fates = append(b.Fates, fates)
		b.Events = append(b.Events, nil)
		if x.now == 5*air.Second {
			b.Events[c] = []air.TrackEvent{{At: x.now, Number: 1, Kind: air.TrackConfirmed}}
		}
		var v *air.View
		if x.now%(2*air.Second) == 0 {
			v = x.view(c)
		}
		b.Views = append(b.Views, v)
	}
	x.arriving = x.arriving[:0]
	for i := range b.Batches {
		x.arriving = append(x.arriving, b.Batches[i].Plots...)
	}
}

func (x *exercise) view(c int) *air.View {
	v := &air.View{Picture: air.Picture{Center: air.CenterID(c), At: x.now}, Audience: x.header.Theater.Centers[c].Audience}
	for i := range x.snapshot.Aircraft {
		if x.now < 5*air.Second {
			break
		}
		a := &x.snapshot.Aircraft[i]
		number := uint32(a.Code&0o777) + 1
		if i == 0 {
			number = 1
		}
		t := air.Track{
			Number: number, Status: air.Confirmed, Has: air.HasCode | air.HasLevel, Release: v.Audience, Origin: v.Center, Code: a.Code, Level: a.Level,
			Born: 5 * air.Second, Updated: x.now - 250*air.Millisecond, Pos: a.Pos, Vel: a.Vel, SigmaUp: 30, Existence: 0.99,
			Cov: [10]float32{100, 1, 2, 3, 120, 4, 5, 6, 7, 8},
			By:  [6]air.Contribution{{Sensor: 0, Kind: air.PSR, Age: 1}, {Sensor: 1, Kind: air.SSR, Age: 2}},
		}
		v.Tracks = append(v.Tracks, t)
		v.Marks = append(v.Marks, air.Mark{Track: number, Identity: air.Unknown, Interest: i == 0, Why: "no plan"})
	}
	v.Sensors = []air.SensorStatus{{Sensor: air.SensorID(c), State: air.Up, Heard: x.now - 1, Sweep: 77}}
	v.Feeds = []air.FeedStatus{{Feed: air.FeedID(c), Heard: x.now, Plots: uint64(x.now / air.Second)}}
	v.Alerts = []air.Alert{{At: x.now, Track: 1, Text: "no transponder"}}
	v.Messages = []air.Message{{At: 2 * air.Second, From: "EXCON", Text: "STARTEX", Release: air.Only(air.USA)}}
	return v
}

// record runs the exercise until end and returns the recording's bytes.
func (x *exercise) record(t testing.TB, end air.Time) []byte {
	t.Helper()
	var file bytes.Buffer
	r, err := NewRecorder(&file, x.header)
	if err != nil {
		t.Fatal(err)
	}
	for x.now < end {
		if err := r.Beat(x.next()); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func mustRead(t testing.TB, file []byte) *Recording {
	t.Helper()
	r, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
