package scene

import (
	"image"
	"math"

	"perimeter/air"
	"perimeter/air/geo"
)

// Scene is one scope's memory of one exercise, and the buffers in which its
// pictures are built. It is for one goroutine.
type Scene struct {
	theater *air.Theater
	frames  []geo.Frame // of the sensors, at their antennas
	ringCos []float64   // of the sensors' rings; above 1: no ring
	out     []bool      // sensors that are out of service, for the center on show
	centers []history
	zones   []zoneShape
	boxes   [][]shape // of areas of responsibility, by center

	layout    Layout
	list      List
	base      base
	hasBase   bool
	moved     bool // the map moved with this picture
	crossings [][]float32

	baseVertices int
	shown        []shown
	order        []int32
	labels       placer
	scaleBar     image.Rectangle
	words        []byte // of the data blocks
	buf          []byte // scratch
}

// shown is a track of the last picture: where it stands and where its data
// block is, for the mouse.
type shown struct {
	blip  int32 // index in history.blips
	x, y  float64
	who   air.Mark
	rank  int
	words block
	form  form
	label image.Rectangle // with form
}

// New returns a scene of an exercise with nothing observed yet.
func New(theater *air.Theater) *Scene {
	s := &Scene{
		theater: theater,
		frames:  make([]geo.Frame, len(theater.Sensors)),
		ringCos: make([]float64, len(theater.Sensors)),
		out:     make([]bool, len(theater.Sensors)),
		centers: make([]history, len(theater.Centers)),
	}
	for i := range theater.Sensors {
		info := &theater.Sensors[i]
		s.frames[i] = geo.NewFrame(info.Pos)
		s.ringCos[i] = 2
		if r := ringRange(info) / geo.MeanRadius; r > 0 && !info.Moving {
			s.ringCos[i] = math.Cos(min(math.Pi, r))
		}
	}
	for i := range theater.Zones {
		s.zones = append(s.zones, newZoneShape(&theater.Zones[i]))
	}
	for i := range theater.Centers {
		s.boxes = append(s.boxes, boxShapes(theater.Centers[i].Area.Boxes))
	}
	return s
}

// Build draws one picture. The list is the scene's own: it is valid until the
// next Build. A view that Observe has not seen yet is observed first.
func (s *Scene) Build(in *Input) *List {
	at := *in
	at.Camera = in.Camera.Clamp()
	in = &at
	if in.View != nil {
		s.Observe(in.View)
	}
	s.list.Sheet = Atlas(in.scale())
	s.list.W, s.list.H = in.W, in.H
	lay := s.Layout(in)
	f := in.Camera.On(lay.Panel[MapPanel])
	s.moved = false
	s.drawBase(in, &f)
	s.shown = s.shown[:0]
	if in.View != nil {
		s.drawUnder(in, &f)
	}
	s.reserve(in, &f)
	if in.Truth != nil && in.Layers&Ghosts != 0 {
		s.drawGhosts(in, &f)
	}
	if in.View != nil && in.Layers&Tracks != 0 {
		s.drawTracks(in, &f)
	}
	if in.Truth != nil && in.Layers&Ghosts != 0 {
		s.nameGhosts(in, &f)
	}
	s.drawPanels(in)
	return &s.list
}

// drawUnder draws what lies under the tracks, and finds the tracks in view.
func (s *Scene) drawUnder(in *Input, f *Frame) {
	h := s.history(in.View.Center)
	s.drawPlatforms(in, f)
	if in.Layers&Plots != 0 {
		s.drawPlots(in, h, f)
	}
	if in.Layers&Tracks == 0 {
		return
	}
	s.place(in, h, f)
	s.rank()
	if in.Layers&Trails != 0 {
		s.drawTrails(h, f)
	}
}

// history returns the memory of a center, which need not be in the theater.
func (s *Scene) history(c air.CenterID) *history {
	for int(c) >= len(s.centers) {
		s.centers = append(s.centers, history{})
	}
	return &s.centers[c]
}
