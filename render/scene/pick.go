package scene

import (
	"image"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// HitKind says what lies under a pixel.
type HitKind uint8

// What may lie under a pixel.
const (
	HitNothing HitKind = iota // outside the screen
	HitMap                    // the map, at Place
	HitTrack                  // Track: its symbol or its data block
	HitRadar                  // Sensor
	HitTab                    // Center
	HitLayer                  // Layer: its button
	HitTime                   // At: a place on the time bar
	HitPanel                  // Panel, and no more
	HitZone                   // Zone: its ring or its name
)

// Hit is what lies under a pixel of the last picture.
type Hit struct {
	Kind   HitKind
	Panel  PanelKind // always
	Track  uint32
	Sensor air.SensorID
	Center int
	Layer  Layers
	Zone   int // index in Theater.Zones
	At     air.Time
	Place  geo.LatLon // with HitMap, HitTrack and HitRadar
}

// Pick returns what lies under a pixel of the last picture that Build made of
// this input: tracks before radars, symbols before data blocks, the nearest
// first.
func (s *Scene) Pick(in *Input, x, y int) Hit {
	at := point{float64(x), float64(y)}
	if contains(s.layout.Panel[HelpPanel], x, y) { // it lies on the map
		return s.pickPanel(in, HelpPanel, at)
	}
	for k := range s.layout.Panel {
		if contains(s.layout.Panel[k], x, y) {
			return s.pickPanel(in, PanelKind(k), at)
		}
	}
	return Hit{}
}

func contains(r image.Rectangle, x, y int) bool { return image.Pt(x, y).In(r) }

func (s *Scene) pickPanel(in *Input, k PanelKind, at point) Hit {
	hit := Hit{Kind: HitPanel, Panel: k}
	x, y := int(at.x), int(at.y)
	switch k {
	case MapPanel:
		return s.pickMap(in, at)
	case TimePanel:
		hit.Kind, hit.At = HitTime, s.timeAt(x)
	case TabPanel:
		for i, r := range s.layout.Tabs {
			if contains(r, x, y) {
				hit.Kind, hit.Center = HitTab, i
			}
		}
		for i, r := range s.layout.Layers {
			if contains(r, x, y) {
				hit.Kind, hit.Layer = HitLayer, 1<<i
			}
		}
	}
	return hit
}

// reach is how far from its middle a symbol can be picked, pixels at scale 1.
const reach = 10

func (s *Scene) pickMap(in *Input, at point) Hit {
	camera := in.Camera.Clamp()
	f := camera.On(s.layout.Panel[MapPanel])
	hit := Hit{Kind: HitMap, Panel: MapPanel, Place: f.Place(at.x, at.y)}
	if in.View != nil && s.pickTrack(in, at, &hit) {
		return hit
	}
	best := reach * s.list.Sheet.Scale
	for _, id := range s.sensors(in) {
		from, _, ok := s.where(in.View, id)
		x, y := f.project(from.Up)
		if d := math.Hypot(x-at.x, y-at.y); ok && d < best && in.Layers&Radars != 0 {
			best = d
			hit.Kind, hit.Sensor = HitRadar, id
		}
	}
	if hit.Kind == HitMap {
		s.pickZone(in, &f, at, &hit)
	}
	return hit
}

func (s *Scene) pickTrack(in *Input, at point, hit *Hit) bool {
	h := s.history(in.View.Center)
	best := reach * s.list.Sheet.Scale
	for i := range s.shown {
		p := &s.shown[i]
		if d := math.Hypot(p.x-at.x, p.y-at.y); d < best {
			best = d
			hit.Kind, hit.Track = HitTrack, h.blips[p.blip].number
		}
	}
	for i := range s.shown {
		if hit.Kind != HitTrack && contains(s.shown[i].label, int(at.x), int(at.y)) {
			hit.Kind, hit.Track = HitTrack, h.blips[s.shown[i].blip].number
		}
	}
	return hit.Kind == HitTrack
}
