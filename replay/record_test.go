package replay

import (
	"bytes"
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/foxglove/mcap/go/mcap"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"perimeter/air"
	"perimeter/air/truth"
)

func TestRecordingTellsItsRun(t *testing.T) {
	x := newExercise(19, 5)
	rec := mustRead(t, x.record(t, 20*air.Second))
	if diff := cmp.Diff(x.header, rec.Header); diff != "" {
		t.Errorf("header (-written +read):\n%s", diff)
	}
	if rec.Torn || rec.End != 20*air.Second {
		t.Errorf("torn %v, end %v; want a whole recording to 00:00:20", rec.Torn, rec.End)
	}
}

func TestBeatsComeBack(t *testing.T) {
	want, rec := newExercise(19, 5), mustRead(t, newExercise(19, 5).record(t, 20*air.Second))
	beats := 0
	err := rec.Beats(0, rec.End, func(got *truth.Beat) error {
		beats++
		b := want.next()
		for i := range b.Truth.Aircraft { // not kept: the end of the beat before
			b.Truth.Aircraft[i].Pos0, b.Truth.Aircraft[i].Vel0 = got.Truth.Aircraft[i].Pos0, got.Truth.Aircraft[i].Vel0
		}
		if len(b.Orders) == 0 && b.At%(10*air.Second) != 0 && b.From != 0 { // the board is not in each beat
			b.Board = nil
		}
		b.Feeds = b.Feeds[:1] // the second did nothing
		if diff := cmp.Diff(b, got); diff != "" {
			t.Errorf("beat to %v (-made +read):\n%s", b.At, diff)
		}
		return nil
	})
	if err != nil || beats != 20 {
		t.Errorf("Beats: %d beats, error %v; want 20 beats", beats, err)
	}
}

func TestSameRunSameBytes(t *testing.T) {
	one, two := newExercise(19, 5).record(t, 30*air.Second), newExercise(19, 5).record(t, 30*air.Second)
	if !bytes.Equal(one, two) {
		t.Error("two recordings of one run differ")
	}
	if bytes.Equal(one, newExercise(20, 5).record(t, 30*air.Second)) {
		t.Error("a recording of another seed is the same")
	}
}

func TestOneChunkASecond(t *testing.T) {
	x := newExercise(19, 5)
	x.beat = 200 * air.Millisecond
	rec := mustRead(t, x.record(t, 10*air.Second))
	if len(rec.chunks) != 10 {
		t.Fatalf("%d chunks for 10 s, want 10", len(rec.chunks))
	}
	for i, c := range rec.chunks {
		if end := air.Time(i+1) * air.Second; c.end != end || c.start != end-800*air.Millisecond {
			t.Errorf("chunk %d has beats from %v to %v, want five up to %v", i, c.start, c.end, end)
		}
	}
}

func TestEachSecondReachesTheFileAtOnce(t *testing.T) {
	x := newExercise(19, 5)
	var file bytes.Buffer
	r, err := NewRecorder(&file, x.header)
	if err != nil {
		t.Fatal(err)
	}
	for x.now < 5*air.Second {
		if err := r.Beat(x.next()); err != nil {
			t.Fatal(err)
		}
		rec := mustRead(t, file.Bytes()) // as after kill -9 at this moment
		if !rec.Torn || rec.End != x.now {
			t.Errorf("killed at %v: torn %v, goes to %v", x.now, rec.Torn, rec.End)
		}
	}
}

// TestStockReader reads a recording as the mcap tools and Foxglove do: with the
// library's reader and the schemas that stand in the file.
func TestStockReader(t *testing.T) {
	x := newExercise(19, 3)
	file := x.record(t, 14*air.Second)
	reader, err := mcap.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	it, err := reader.Messages(mcap.UsingIndex(true), mcap.InOrder(mcap.LogTimeOrder))
	if err != nil {
		t.Fatal(err)
	}
	topics := map[string]*dynamicpb.Message{}
	err = mcap.Range(it, func(s *mcap.Schema, c *mcap.Channel, m *mcap.Message) error {
		message := dynamicpb.NewMessage(descriptorOf(t, s))
		if err := proto.Unmarshal(m.Data, message); err != nil {
			t.Errorf("topic %s: %v", c.Topic, err)
		}
		noUnknown(t, c.Topic, message)
		topics[c.Topic] = message
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range []string{"header", "theater", "roster", "orders", "truth", "looks", "plots", "feeds", "board", "digest", "checkpoint", "events/MEX", "fates/NORAD", "view/MEX"} {
		if topics[topic] == nil {
			t.Errorf("no message of topic %s", topic)
		}
	}
	at := number(topics["truth"], "at_ns").Int()
	if code := number(topics["truth"], "code").List().Get(1).Uint(); at != int64(x.now) || code != 0o4502 {
		t.Errorf("truth by the schema: at %d, second code %o; want %d, 4502", at, code, x.now)
	}
	if sensors := number(topics["theater"], "sensors").List(); sensors.Get(1).Message().Interface().(*dynamicpb.Message).Get(
		sensors.Get(1).Message().Descriptor().Fields().ByName("name")).String() != "SEN-MMCU" {
		t.Error("theater by the schema: the second sensor is not SEN-MMCU")
	}
}

func TestStockReaderFindsTheScenario(t *testing.T) {
	file := newExercise(19, 3).record(t, 2*air.Second)
	reader, err := mcap.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	info, err := reader.Info()
	if err != nil {
		t.Fatal(err)
	}
	a, err := reader.GetAttachmentReader(info.AttachmentIndexes[0].Offset)
	if err != nil {
		t.Fatal(err)
	}
	text := new(bytes.Buffer)
	if _, err := text.ReadFrom(a.Data()); err != nil || a.Name != "scenario.toml" || text.String() != "title = \"Two borders\"\n" {
		t.Errorf("attachment %q: %q, %v", a.Name, text, err)
	}
	if n := info.Statistics.ChunkCount; n != 3 {
		t.Errorf("%d chunks, want the front and 2 seconds", n)
	}
}

func number(m *dynamicpb.Message, field string) protoreflect.Value {
	return m.Get(m.Descriptor().Fields().ByName(protoreflect.Name(field)))
}

func descriptorOf(t *testing.T, s *mcap.Schema) protoreflect.MessageDescriptor {
	t.Helper()
	set := &descriptorpb.FileDescriptorSet{}
	if err := proto.Unmarshal(s.Data, set); err != nil {
		t.Fatal(err)
	}
	files, err := protodesc.NewFiles(set)
	if err != nil {
		t.Fatal(err)
	}
	d, err := files.FindDescriptorByName(protoreflect.FullName(s.Name))
	if err != nil {
		t.Fatal(err)
	}
	return d.(protoreflect.MessageDescriptor)
}

// noUnknown fails where a message has a field that its schema does not name, or
// names with another type.
func noUnknown(t *testing.T, topic string, m protoreflect.Message) {
	t.Helper()
	if len(m.GetUnknown()) > 0 {
		t.Errorf("topic %s, message %s: bytes that the schema does not name: %x", topic, m.Descriptor().Name(), m.GetUnknown())
	}
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		if f.Message() != nil && f.IsList() {
			for i := range v.List().Len() {
				noUnknown(t, topic, v.List().Get(i).Message())
			}
		}
		return true
	})
}

func TestCreateOverwritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rec.mcap")
	x := newExercise(19, 2)
	for _, step := range []struct {
		name, wantErr string
		force         bool
	}{
		{name: "new"},
		{name: "there already", wantErr: "want a new file, got one that is there already (--force overwrites it)"},
		{name: "forced", force: true},
	} {
		r, err := Create(path, step.force, x.header)
		if step.wantErr != "" {
			if err == nil || !strings.Contains(err.Error(), step.wantErr) {
				t.Errorf("%s: error %v, want %q", step.name, err, step.wantErr)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if err := errors.Join(r.Beat(x.next()), r.Close()); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if rec, err := Open(path); err != nil || rec.Torn {
			t.Errorf("%s: opens with %v", step.name, err)
		} else {
			rec.Close()
		}
	}
	if _, err := Create(t.TempDir(), true, x.header); err == nil {
		t.Error("a directory was taken for a file")
	}
}

func TestRecorderToldOfACenterThatIsNone(t *testing.T) {
	x := newExercise(19, 2)
	r, err := NewRecorder(new(bytes.Buffer), x.header)
	if err != nil {
		t.Fatal(err)
	}
	err = r.Beat(&truth.Beat{At: air.Second, Messages: []truth.Message{{Topic: "view/CAN", Bytes: []byte{8, 1}}}})
	if want := `recording at 00:00:01: topic "view/CAN": want one of a center that the header names`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if r.Close() == nil {
		t.Error("Close after a failed beat says nothing")
	}
}

type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, errors.New("no space left on device")
	}
	return len(p), nil
}

func TestFullDisk(t *testing.T) {
	x := newExercise(19, 5)
	r, err := NewRecorder(&fullDisk{room: 20_000}, x.header)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if err = r.Beat(x.next()); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "no space left on device") || !strings.Contains(err.Error(), "recording at 00:00:") {
		t.Errorf("error %v, want one that says when and that no space is left", err)
	}
}

var sink int

// BenchmarkRecord is the cost of encoding and recording one second of a large
// exercise: 60 radars' worth of plots, looks, truth and views.
func BenchmarkRecord(b *testing.B) {
	x := newExercise(19, 200)
	var file counter
	r, err := NewRecorder(&file, x.header)
	if err != nil {
		b.Fatal(err)
	}
	beat := x.next()
	for len(beat.Views) == 0 || beat.Views[0] == nil || x.now < 5*air.Second {
		beat = x.next()
	}
	var encoder truth.Encoder
	centers := x.header.Centers()
	b.ReportAllocs()
	at := air.Time(0)
	for b.Loop() {
		at += air.Second
		beat.At = at
		encoder.Beat(beat, centers)
		if err := r.Beat(beat); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(file)/float64(b.N), "bytes/s-of-exercise")
}

// BenchmarkPlots is the cost of a plot from the batch to the file.
func BenchmarkPlots(b *testing.B) {
	batches, plots := manyPlots()
	x := newExercise(19, 1)
	var file counter
	r, err := NewRecorder(&file, x.header)
	if err != nil {
		b.Fatal(err)
	}
	var encoder truth.Encoder
	beat := &truth.Beat{Batches: batches}
	b.ReportAllocs()
	for b.Loop() {
		beat.At += air.Second
		beat.From = beat.At - air.Second
		encoder.Beat(beat, nil)
		if err := r.Beat(beat); err != nil {
			b.Fatal(err)
		}
	}
	n := float64(b.N) * float64(plots)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/plot")
	b.ReportMetric(float64(file)/n, "bytes/plot")
}

func BenchmarkEncodePlots(b *testing.B) {
	batches, plots := manyPlots()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = air.AppendBatches(buf[:0], batches)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(plots), "ns/plot")
	sink = len(buf)
}

func BenchmarkDecodePlots(b *testing.B) {
	batches, plots := manyPlots()
	buf := air.AppendBatches(nil, batches)
	b.ReportAllocs()
	for b.Loop() {
		got, err := air.DecodeBatches(buf)
		if err != nil {
			b.Fatal(err)
		}
		sink = len(got)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(plots), "ns/plot")
}

// manyPlots makes a second of 60 radars with 50 plots each.
func manyPlots() (batches []air.Batch, plots int) {
	x := newExercise(19, 1)
	x.next()
	a := &x.snapshot.Aircraft[0]
	for s := range 60 {
		batch := air.Batch{Sensor: air.SensorID(s), Services: []air.Service{{At: air.Second, Sensor: air.SensorID(s), State: air.Up}}}
		at := 0.0
		for i := range 50 {
			d := drawFor(s, i)
			at += 0.02
			l := truth.Look{At: air.FromSeconds(at * (1 - 0.01*d.Uniform())), Plot: d.Uint64(), Sensor: air.SensorID(s), PSR: truth.Seen, SSR: truth.Seen}
			if d.Uniform() < 0.3 {
				l.SSR = truth.NoReply
			}
			a.Code, a.Level = air.Mode3A(d.Uint64()&0o7777), air.FL(math.Round(1500*d.Uniform()))
			batch.Plots = append(batch.Plots, plotOf(&l, a, &d))
			plots++
		}
		batches = append(batches, batch)
	}
	return batches, plots
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
