package scene

import (
	"image"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// said returns the texts of a picture's map and cards.
func said(sc *Scene, in *Input) (texts []string) {
	sc.list.trace = &trace{}
	sc.Build(in)
	for _, r := range sc.list.trace.runs {
		texts = append(texts, r.text)
	}
	sc.list.trace = nil
	return texts
}

// A zone stands on the picture of who may know of it, with its name, the radius of
// each ring and its layers of height; the director's truth shows all of them.
func TestZonesStandOnThePicturesOfThoseWhoMayKnow(t *testing.T) {
	s := NewSample(5, 20)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 10*air.Minute)
	in.Camera = Camera{geo.Deg(25.669, -100.244), 90 * geo.NM}
	texts := said(sc, in)
	for _, want := range []string{"MONTERREY", "60 NM  10000-25000 1000-10000 ft", "15 NM  SFC-1000 ft"} {
		if !slices.Contains(texts, want) {
			t.Errorf("the map does not say %q", want)
		}
	}
	in.Now = 20 * air.Minute
	if texts = said(sc, in); !slices.Contains(texts, "MONTERREY (inactive)") {
		t.Error("the map does not say that the zone is over")
	}
	in.Layers &^= Zones
	if texts = said(sc, in); slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, "MONTERREY") }) {
		t.Error("with the layer off the zone is still named")
	}
	in.Layers |= Zones
	in.Camera = Camera{geo.Deg(21, -89.6), 200 * geo.NM}
	if slices.Contains(said(sc, in), "SECRETA") {
		t.Error("a zone stands on the picture of a center that may not know of it")
	}
	at := middleOf(sc, in, geo.Deg(21, -89.6), 40)
	if hit := sc.Pick(in, at.X, at.Y); hit.Kind == HitZone {
		t.Error("a zone that is not shown can be picked")
	}
	in.Zone = 3
	if slices.Contains(said(sc, in), "SECRETA") {
		t.Error("a zone that is not shown has a card")
	}
	in.Zone = 0
	in.Truth = s.Truth(in.Now)
	if !slices.Contains(said(sc, in), "SECRETA") {
		t.Error("the director's truth does not show all zones")
	}
}

// middleOf returns the pixel so many nautical miles north of a place.
func middleOf(sc *Scene, in *Input, p geo.LatLon, nm float64) image.Point {
	north, _ := geo.Direct(p, 0, nm*geo.NM)
	f := in.Camera.On(sc.Layout(in).Panel[MapPanel])
	x, y := f.Pixel(north)
	return image.Pt(int(x+0.5), int(y+0.5))
}

// Pointed at on its ring, a zone tells by whose authority and instrument it stands.
func TestAZoneTellsItsAuthority(t *testing.T) {
	s := NewSample(5, 0)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 10*air.Minute)
	in.Camera = Camera{geo.Deg(29.685, -95.411), 60 * geo.NM}
	in.Layers = Coast | Zones
	sc.Build(in)
	at := middleOf(sc, in, geo.Deg(29.685, -95.411), -30)
	hit := sc.Pick(in, at.X, at.Y)
	if hit.Kind != HitZone || hit.Zone != 0 {
		t.Fatalf("on the outer ring lies %+v, want zone 0", hit)
	}
	at = middleOf(sc, in, geo.Deg(29.685, -95.411), 20)
	if hit := sc.Pick(in, at.X, at.Y); hit.Kind != HitMap {
		t.Errorf("between the rings lies %+v, want the map", hit)
	}
	in.Zone, in.Pointed, in.Pointer = 1, true, at
	texts := said(sc, in)
	for _, want := range []string{"HOUSTON", "FAA", "TFR, 14 CFR 99.7", "10 NM: SFC-18000 ft", "30 NM: SFC-18000 ft, open by plan"} {
		if !slices.Contains(texts, want) {
			t.Errorf("the card does not say %q: %q", want, texts)
		}
	}
}

// Each of the five layers of airspace can be put on and off by itself, and changes the
// map.
func TestEachLayerOfAirspaceIsOnTheMap(t *testing.T) {
	s := NewSample(5, 0)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 10*air.Minute)
	in.Camera = Camera{geo.Deg(27, -97), 300 * geo.NM}
	for _, center := range []int{1, 3} { // an area of regions, an area of nations
		in.Center = center
		for _, name := range []string{"limits", "fir", "adiz", "area", "zones"} {
			none, _ := ParseLayers(0, "coast")
			one, err := ParseLayers(none, "+"+name)
			if err != nil {
				t.Fatal(err)
			}
			in.Layers = none
			without := sc.Build(in).Base
			in.Layers = one
			if with := sc.Build(in).Base; with <= without {
				t.Errorf("center %d: %s adds nothing to the map", center, name)
			}
		}
	}
	if l, err := ParseLayers(AllLayers, "-plots,fir"); err != nil || l != AllLayers&^Plots|FIRs {
		t.Errorf("-plots,fir of all: %b, %v", l, err)
	}
	if _, err := ParseLayers(0, "+tfr"); err == nil || !strings.Contains(err.Error(), `got "tfr"`) {
		t.Errorf("a layer that is not there: %v", err)
	}
}

// Wherever the window is high enough, each layer has its button.
func TestEveryLayerHasAButton(t *testing.T) {
	s := NewSample(5, 0)
	for range 10 {
		s.Theater.Centers = append(s.Theater.Centers, air.CenterInfo{Name: "CENTRO LARGO"})
	}
	sc := New(&s.Theater)
	for _, w := range []int{640, 1024, 1280, 1920} {
		in := s.Input(sc, w, 800, 10*air.Minute)
		in.Language = FR
		lay := sc.Layout(in)
		for i, r := range lay.Layers {
			if r.Empty() && Layers(1)<<i != Ghosts {
				t.Errorf("%d px: no button for %s", w, layerNames[i])
			}
		}
		checkButtons(t, lay)
	}
}

// A bookmark stands on the director's time bar and says what it is when pointed at; the
// others' time bar has none.
func TestBookmarksStandOnTheTimeBar(t *testing.T) {
	s := NewSample(5, 0)
	sc := New(&s.Theater)
	in := s.Input(sc, 1280, 800, 33*air.Minute)
	in.Score = s.Score(in.Now)
	sc.Build(in)
	in.Pointed, in.Pointer = true, image.Pt(sc.timeX(31*air.Minute), sc.Layout(in).Axis.Min.Y)
	told := func() bool {
		return slices.ContainsFunc(said(sc, in), func(s string) bool { return strings.Contains(s, "false scramble, AMX694") })
	}
	if told() {
		t.Error("who does not direct is told of a bookmark")
	}
	in.Truth = s.Truth(in.Now)
	if !told() {
		t.Error("the director is not told of the bookmark under the pointer")
	}
}
