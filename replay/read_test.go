package replay

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/foxglove/mcap/go/mcap"
	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/truth"
)

// TestTorn cuts a recording at many bytes, all about the seconds' ends among
// them: it opens up to its last whole chunk,
// all of that reads, and nothing of it is lost; or it says that the header is
// not there.
func TestTorn(t *testing.T) {
	x := newExercise(19, 2)
	var file bytes.Buffer
	r, err := NewRecorder(&file, x.header)
	if err != nil {
		t.Fatal(err)
	}
	front := file.Len()
	var ends []int // of each second in the file
	for x.now < 6*air.Second {
		if err := r.Beat(x.next()); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, file.Len())
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	near := func(cut int) bool {
		return slices.ContainsFunc(append(ends, front, 0), func(end int) bool { return cut > end-12 && cut < end+12 })
	}
	for cut := range len(whole) {
		if cut%23 != 0 && !near(cut) {
			continue
		}
		rec, err := Read(bytes.NewReader(whole[:cut]), int64(cut))
		if err != nil {
			if cut >= front {
				t.Fatalf("cut at %d, behind the front of %d: %v", cut, front, err)
			}
			continue
		}
		survived := 0
		for survived < len(ends) && ends[survived] <= cut {
			survived++
		}
		if !rec.Torn || rec.End < air.Time(survived)*air.Second {
			t.Fatalf("cut at %d: torn %v, goes to %v; %d seconds are whole", cut, rec.Torn, rec.End, survived)
		}
		beats := air.Time(0)
		if err := rec.Beats(0, rec.End, func(*truth.Beat) error { beats++; return nil }); err != nil || beats*air.Second != rec.End {
			t.Fatalf("cut at %d: %d beats to %v, error %v", cut, beats, rec.End, err)
		}
	}
}

func TestTornTellsThatItIs(t *testing.T) {
	file := newExercise(19, 2).record(t, 9*air.Second)
	rec := mustRead(t, file[:len(file)*2/3])
	if want := "to " + rec.End.String() + ", the end of its last whole second"; rec.Until() != want {
		t.Errorf("Until() = %q, want %q", rec.Until(), want)
	}
	if got := mustRead(t, file).Until(); got != "to 00:00:09" {
		t.Errorf("Until() = %q", got)
	}
}

// TestRot flips a byte here and there: it is found, or it is where it changes nothing
// that is read.
func TestRot(t *testing.T) {
	whole := newExercise(19, 2).record(t, 4*air.Second)
	read := func(file []byte) (seconds []string, err error) {
		rec, err := Read(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return nil, err
		}
		err = rec.Beats(0, rec.End, func(b *truth.Beat) error {
			for _, m := range b.Messages {
				seconds = append(seconds, b.At.String()+m.Topic+string(m.Bytes))
			}
			return nil
		})
		return seconds, err
	}
	want, err := read(whole)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 11 {
		file := bytes.Clone(whole)
		file[i] ^= 0x10
		got, err := read(file)
		if err == nil && !cmp.Equal(got, want[:min(len(got), len(want))]) {
			t.Fatalf("byte %d flipped: read without an error, and not what was written", i)
		}
	}
}

func TestOpenBadFiles(t *testing.T) {
	dir := t.TempDir()
	file := newExercise(19, 2).record(t, 2*air.Second)
	foreign := foreignFile(t)
	tests := []struct {
		name    string
		content []byte // nil: no file of that name
		wantErr string
	}{
		{name: "absent", wantErr: "no such file"},
		{name: "empty", content: []byte{}, wantErr: "want a recording, got an empty file"},
		{name: "text", content: []byte("title = \"not a recording\"\n"), wantErr: `want an MCAP file, which starts with "\x89MCAP0\r\n", got one that starts with "title = "`},
		{name: "short", content: []byte{0x89, 'M'}, wantErr: "want an MCAP file"},
		{name: "cut in the first record", content: file[:12], wantErr: "want a recording, got one that is cut off after 12 bytes"},
		{name: "cut in the front", content: file[:200], wantErr: "want a recording, got one that is cut off before its header ends"},
		{name: "foreign", content: foreign, wantErr: `want an MCAP file of profile "perimeter", got one of profile "ros2"`},
		{name: "later format", content: laterFormat(t), wantErr: "want a recording of format 1, got format 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, strings.ReplaceAll(tt.name, " ", "-"))
			if tt.content != nil {
				if err := os.WriteFile(path, tt.content, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			_, err := Open(path)
			if err == nil || !strings.Contains(err.Error(), tt.wantErr) || !strings.Contains(err.Error(), path) {
				t.Errorf("Open: %v\nwant the path and %s", err, tt.wantErr)
			}
		})
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "want a file, got a directory") {
		t.Errorf("Open of a directory: %v", err)
	}
}

func foreignFile(t *testing.T) []byte {
	var b bytes.Buffer
	w, err := mcap.NewWriter(&b, &mcap.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.WriteHeader(&mcap.Header{Profile: "ros2"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// laterFormat is the front of a recording by a version to come.
func laterFormat(t *testing.T) []byte {
	var b bytes.Buffer
	w, err := mcap.NewWriter(&b, &mcap.WriterOptions{Chunked: true, Compression: mcap.CompressionZSTD, IncludeCRC: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		w.WriteHeader(&mcap.Header{Profile: profile}),
		w.WriteChannel(&mcap.Channel{ID: 1, Topic: truth.TopicHeader}),
		w.WriteMessage(&mcap.Message{ChannelID: 1, Data: air.AppendUintField(nil, headerFormat, 2)}),
		w.Close(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestExternalOrdersAndCheckpoints(t *testing.T) {
	rec := mustRead(t, newExercise(19, 2).record(t, 25*air.Second))
	orders, err := rec.External()
	want := []air.Order{{At: 2500 * air.Millisecond, From: air.Director, Origin: air.External, Seq: 1, Body: air.Transponder{Aircraft: "EXTANGO1"}}}
	if diff := cmp.Diff(want, orders); diff != "" || err != nil {
		t.Errorf("External (-want +got):\n%s%v", diff, err)
	}
	for _, tt := range []struct {
		t, wantAt air.Time
		want      string
	}{
		{t: 9 * air.Second},
		{t: 10 * air.Second, wantAt: 10 * air.Second, want: "state at 00:00:10"},
		{t: 24 * air.Second, wantAt: 20 * air.Second, want: "state at 00:00:20"},
	} {
		state, at, err := rec.Checkpoint(tt.t)
		if string(state) != tt.want || at != tt.wantAt || err != nil {
			t.Errorf("Checkpoint(%v) = %q at %v, %v; want %q at %v", tt.t, state, at, err, tt.want, tt.wantAt)
		}
	}
}

func FuzzRead(f *testing.F) {
	file := newExercise(19, 2).record(f, 3*air.Second)
	f.Add(file)
	f.Add(file[:len(file)/2])
	f.Add(file[:300])
	f.Add([]byte("\x89MCAP0\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rec, err := Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		rec.Beats(0, rec.End, func(*truth.Beat) error { return nil })
		rec.External()
		if p, err := NewPlayer(rec); err == nil {
			p.Advance(rec.End)
			p.Seek(rec.End / 2)
		}
	})
}
