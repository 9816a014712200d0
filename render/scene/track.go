package scene

import (
	"image"
	"math"

	"perimeter/air"
	"perimeter/air/truth"
)

// margin is how far outside the view a track is still drawn, pixels at scale 1.
const margin = 16

// place finds the tracks in view.
func (s *Scene) place(in *Input, h *history, f *Frame) {
	m := float64(s.list.Sheet.px(margin))
	x0, y0 := float64(f.View.Min.X)-m, float64(f.View.Min.Y)-m
	x1, y1 := float64(f.View.Max.X)+m, float64(f.View.Max.Y)+m
	for i := range h.blips {
		x, y := f.project(h.blips[i].n)
		if !(x >= x0 && x <= x1 && y >= y0 && y <= y1) { // so that NaN fails too
			continue
		}
		at := shown{blip: int32(i), x: x, y: y, who: in.View.Mark(h.blips[i].number)}
		at.rank = rankOf(in, &in.View.Tracks[i], &at.who)
		s.shown = append(s.shown, at)
	}
}

// drawPlots draws the plots of the last scan, fading with their age.
func (s *Scene) drawPlots(in *Input, h *history, f *Frame) {
	for i := range h.plots {
		p := &h.plots[i]
		x, y := f.project(p.n.wide())
		if !(image.Point{int(x), int(y)}).In(f.View) {
			continue
		}
		age := (in.Now - p.at).Seconds() / s.scanOf(p.sensor).Seconds()
		if age > 1 {
			continue
		}
		sym, c := symbolPSR, plotColor
		switch p.kind {
		case air.SSR:
			sym, c = symbolSSR, ssrColor
		case air.Combined:
			sym, c = symbolCombined, ssrColor
		}
		s.list.symbol(sym, x, y, c.Fade(0.85-0.6*max(0, age)))
	}
}

// drawTrails draws where the tracks were, older dots dimmer; dots that would
// lie on each other are passed over.
func (s *Scene) drawTrails(h *history, f *Frame) {
	gap := 3 * s.list.Sheet.Scale
	for i := range s.shown {
		t := &h.blips[s.shown[i].blip].trail
		x0, y0 := s.shown[i].x, s.shown[i].y
		for k := range int(t.count) {
			x, y := f.project(t.at[t.back(k)].wide())
			if math.Abs(x-x0)+math.Abs(y-y0) < gap {
				continue
			}
			s.list.symbol(symbolDot, x, y, historyColor.Fade(1-0.075*float64(k)))
			x0, y0 = x, y
		}
	}
}

// drawTracks draws symbols, velocity leaders and data blocks.
func (s *Scene) drawTracks(in *Input, f *Frame) {
	h := s.history(in.View.Center)
	for n := len(s.order) - 1; n >= 0; n-- { // what matters most lies on top
		s.drawTrack(in, h, f, &s.shown[s.order[n]])
	}
	if in.Layers&(Labels|Crowd) != 0 {
		s.drawLabels(in, h)
	}
}

func (s *Scene) drawTrack(in *Input, h *history, f *Frame, at *shown) {
	b, t := &h.blips[at.blip], &in.View.Tracks[at.blip]
	c := identityColor(at.who.Identity)
	coasting := t.Status == air.Coasting
	if coasting {
		c = c.Fade(0.7)
	}
	s.drawLeader(f, b, at, coasting, c)
	s.list.symbol(frameOf(at.who.Identity, coasting), at.x, at.y, c)
	s.list.symbol(symbolSpot, at.x, at.y, c)
	if at.who.Interest {
		s.list.symbol(symbolInterest, at.x, at.y, white)
	}
	if b.number == in.Selected {
		s.list.symbol(symbolSelected, at.x, at.y, accent)
	} else if b.number == in.Hover {
		s.list.symbol(symbolSelected, at.x, at.y, dimText)
	}
}

// drawLeader draws the velocity leader, a minute long, from the edge of the
// symbol; dashed when the track coasts.
func (s *Scene) drawLeader(f *Frame, b *blip, at *shown, coasting bool, c Color) {
	x, y := f.project(b.ahead)
	w := s.list.Sheet.Scale
	if math.Hypot(x-at.x, y-at.y) < 3*w {
		return
	}
	x0, y0, x1, y1, ok := clipLine(f.View, at.x, at.y, x, y)
	switch {
	case !ok:
	case coasting:
		s.list.dash(x0, y0, x1, y1, w, 3*w, 3*w, 0, c.Fade(0.8))
	default:
		s.list.line(x0, y0, x1, y1, w, c.Fade(0.8))
	}
}

// drawGhosts draws truth as a ghost: dim diamonds, brighter for those that play
// a role.
func (s *Scene) drawGhosts(in *Input, f *Frame) {
	for i := range in.Truth.Aircraft {
		a := &in.Truth.Aircraft[i]
		x, y := f.project(normal(a.Pos.Geodetic().LatLon))
		if !(image.Point{int(x), int(y)}).In(f.View) {
			continue
		}
		c := ghostColor.Fade(0.55)
		if in.plays(a.ID) {
			c = ghostColor
		}
		s.list.symbol(symbolGhost, x, y, c)
	}
}

// plays reports whether an aircraft is more than background traffic.
func (in *Input) plays(id truth.AircraftID) bool {
	return int(id) < len(in.Roster) && in.Roster[id].Role != truth.Background
}

// nameGhosts names those that play a role, beside the data blocks if it can be.
func (s *Scene) nameGhosts(in *Input, f *Frame) {
	sheet := s.list.Sheet
	for i := range in.Truth.Aircraft {
		a := &in.Truth.Aircraft[i]
		if !in.plays(a.ID) {
			continue
		}
		x, y := f.project(normal(a.Pos.Geodetic().LatLon))
		name := in.Roster[a.ID].Name
		w, h := measure(sheet, Small, name), sheet.LineHeight(Small)
		r := s.ghostPlace(int(x), int(y), w, h)
		if r.In(f.View) {
			s.labels.take(r)
			text(&s.list, Small, r.Min.X, r.Min.Y+sheet.lines[Small].ascent, name, ghostColor)
		}
	}
}

// ghostPlace returns the first free rectangle at a corner of a ghost, or else
// that to its lower right.
func (s *Scene) ghostPlace(x, y, w, h int) image.Rectangle {
	d := s.list.Sheet.px(8)
	for _, at := range [...]image.Point{{x + d, y + d}, {x - d - w, y + d}, {x + d, y - d - h}, {x - d - w, y - d - h}} {
		r := image.Rectangle{at, at.Add(image.Pt(w, h))}
		if s.labels.free(r) {
			return r
		}
	}
	return image.Rect(x+d, y+d, x+d+w, y+d+h)
}
