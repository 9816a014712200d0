package scene

import (
	"image"
	"slices"
	"testing"

	"perimeter/air"
)

// labelled builds the sample's picture and returns its tracks with a label.
func labelled(sc *Scene, in *Input) (out []shown) {
	sc.Build(in)
	for _, at := range sc.shown {
		if at.form != formNone {
			out = append(out, at)
		}
	}
	return out
}

func TestLabelsDoNotOverlap(t *testing.T) {
	s := NewSample(30, 200)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 20*air.Minute)
	all := labelled(sc, in)
	if len(all) < 100 {
		t.Fatalf("only %d of %d tracks are labelled", len(all), len(sc.shown))
	}
	for i, a := range all {
		for _, b := range all[:i] {
			if a.rank != rankMust && b.rank != rankMust && a.label.Overlaps(b.label) {
				t.Errorf("label %v of track %d overlaps %v of track %d", a.label, a.who.Track, b.label, b.who.Track)
			}
		}
		for _, b := range sc.shown {
			if a.rank != rankMust && a.label.Overlaps(around(b.x, b.y, 6)) {
				t.Errorf("label %v of track %d covers the symbol of track %d", a.label, a.who.Track, b.who.Track)
			}
		}
	}
}

func TestWhatMustBeReadIsLabelledInFull(t *testing.T) {
	s := NewSample(30, 900)
	sc := New(&s.Theater)
	in := s.Input(sc, 1024, 768, 10*air.Minute)
	in.Selected = 77
	must := 0
	for _, at := range labelled(sc, in) {
		if at.rank == rankMust {
			must++
			if at.form != formFull {
				t.Errorf("track %d must be read, but its label is form %d", at.who.Track, at.form)
			}
		}
	}
	if must < 4 { // two of interest, one with 7600, the selected one
		t.Errorf("%d tracks must be read, want at least 4", must)
	}
}

func TestCrowdLabelsEveryTrackUpToTheLimit(t *testing.T) {
	s := NewSample(10, 1600)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 4*air.Minute)
	in.Camera.Range *= 1.5
	in.Layers |= Crowd
	all := labelled(sc, in)
	if len(sc.shown) < maxLabels+1 || len(all) != maxLabels {
		t.Errorf("%d labels of %d tracks, want %d", len(all), len(sc.shown), maxLabels)
	}
}

func TestTheSamePictureTwice(t *testing.T) {
	s := NewSample(30, 400)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 20*air.Minute)
	first := sc.Build(in)
	vertices, indices, key := slices.Clone(first.Vertices), slices.Clone(first.Indices), first.Key
	for range 3 {
		again := sc.Build(in)
		if key != again.Key || !slices.Equal(vertices, again.Vertices) || !slices.Equal(indices, again.Indices) {
			t.Fatal("building twice from the same input gave two pictures")
		}
	}
}

// A label that loses its room may shrink at once, but takes more room only
// after it has settled; and it changes sides seldom.
func TestLabelsStandStill(t *testing.T) {
	s := NewSample(30, 300)
	sc := New(&s.Theater)
	start := 20 * air.Minute
	in := s.Input(sc, 1280, 800, start)
	sc.Build(in)
	h := sc.history(in.View.Center)
	grown := map[uint32]air.Time{}
	moves, pictures := 0, 0
	for now := start + 2*air.Second; now < start+2*air.Minute; now += 2 * air.Second {
		before := map[uint32]labelState{}
		for _, b := range h.blips {
			before[b.number] = b.label
		}
		in.View, in.Now = s.View(in.View.Center, now), now
		sc.Build(in)
		pictures++
		for _, b := range h.blips {
			old := before[b.number]
			if old.known && old.slot != b.label.slot {
				moves++
			}
			if old.known && b.label.form > old.form {
				if last, ok := grown[b.number]; ok && now-last < settle {
					t.Errorf("label of track %d grew at %s and again at %s", b.number, last, now)
				}
				grown[b.number] = now
			}
		}
	}
	if perPicture := float64(moves) / float64(pictures); perPicture > 6 {
		t.Errorf("%.1f of 300 labels change sides at each picture, want at most 6", perPicture)
	}
}

func TestDataBlock(t *testing.T) {
	tests := []struct {
		name  string
		track air.Track
		mark  air.Mark
		trend int8
		speed float64
		want  []string
	}{
		{
			name:  "an airliner, climbing",
			track: air.Track{Number: 7, Has: air.HasCode | air.HasLevel | air.HasCallsign, Code: 0o4521, Level: 972, Callsign: air.NewCallsign("AMX512")},
			trend: 1, speed: 210, want: []string{"AMX512", "243↑408", "4521"},
		},
		{
			name:  "a dark target of interest, coasting",
			track: air.Track{Number: 12, Status: air.Coasting}, mark: air.Mark{Interest: true, Identity: air.Suspect},
			speed: 139, want: []string{"T0012", "--- 270", "TOI CST"},
		},
		{
			name:  "named by its flight plan, radio out",
			track: air.Track{Number: 3, Has: air.HasCode, Code: 0o7600}, mark: air.Mark{Plan: air.NewCallsign("XASIE")},
			want: []string{"XASIE", "--- 000", "7600 RDOF"},
		},
		{
			name:  "a faker below the standard pressure surface",
			track: air.Track{Number: 12345, Has: air.HasLevel, Level: -8}, mark: air.Mark{Identity: air.Faker},
			want: []string{"T12345 K", "-002 000"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sc := New(&air.Theater{})
			at := shown{who: tt.mark}
			sc.compose(&blip{trend: tt.trend, speed: tt.speed}, &tt.track, &at)
			var got []string
			from := at.words.start
			for _, end := range at.words.ends[:at.words.lines] {
				got = append(got, string(sc.words[from:end]))
				from = end
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("data block %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlacer(t *testing.T) {
	var p placer
	p.reset(image.Rect(100, 50, 900, 650), Atlas(1))
	r := image.Rect(280, 300, 340, 336)
	if !p.free(r) || p.taken(r) != 0 {
		t.Fatal("a place on an empty map is not free")
	}
	p.take(r)
	tests := []struct {
		name string
		r    image.Rectangle
		free bool
	}{
		{"the same", r, false},
		{"to its right", r.Add(image.Pt(66, 0)), true},
		{"below", r.Add(image.Pt(0, 42)), true},
		{"over its corner", r.Add(image.Pt(50, 30)), false},
		{"about it", r.Inset(-40), false},
		{"inside it", r.Inset(10), false},
		{"half off the map", image.Rect(80, 300, 140, 330), false},
		{"off the map", image.Rect(0, 0, 50, 40), false},
		{"along the edge", image.Rect(100, 50, 160, 80), true},
	}
	for _, tt := range tests {
		if got := p.free(tt.r); got != tt.free {
			t.Errorf("%s: free(%v) = %v, want %v", tt.name, tt.r, got, tt.free)
		}
		if (p.taken(tt.r) == 0) != tt.free {
			t.Errorf("%s: taken(%v) = %d, but free is %v", tt.name, tt.r, p.taken(tt.r), tt.free)
		}
	}
}
