package main

import (
	"fmt"
	"image"

	"perimeter/air/geo"
	"perimeter/render/raster"
	"perimeter/render/scene"
	"perimeter/sim/coverage"
)

// plate draws what is seen, or what changes, at each height: cooperative above,
// non-cooperative below.
func (c *coverageCmd) plate(q *inquiry, s, other *coverage.Survey) *image.RGBA {
	p := scene.Plate{
		W: c.Size.W, H: c.Size.H, Camera: q.look.camera, Columns: len(q.options.Levels),
		Title: "Coverage: " + c.chosen(),
		Keys: []scene.PlateKey{
			{Color: scene.PlateNone, Text: "0 sensors"}, {Color: scene.PlateOne, Text: "1"},
			{Color: scene.PlateTwo, Text: "2"}, {Color: scene.PlateMany, Text: "3 and more"},
		},
		Notes: append([]string{fmt.Sprintf("Within 600 NM of USA, CAN, MEX. Non-cooperative: Pd %g on %g m2, Swerling 1. Dots: radars.", c.Pd, c.RCS)},
			coverage.Weaknesses[1:4]...),
	}
	if other != nil {
		p.Title = fmt.Sprintf("Coverage, from %s to %s", c.chosen(), c.Compare)
		p.Keys = []scene.PlateKey{
			{Color: scene.PlateNone, Text: "seen by none"}, {Color: scene.PlateSame, Text: "by both"},
			{Color: scene.PlateGained, Text: "gained"}, {Color: scene.PlateLost, Text: "lost"},
		}
		s, other = other, s // what is drawn as there is the later
	}
	for i := range s.Radars {
		p.Sites = append(p.Sites, s.Radars[i].Pos.LatLon)
	}
	for _, kind := range []coverage.Kind{coverage.Cooperative, coverage.NonCooperative} {
		for level := range q.options.Levels {
			m := s.Map(level, kind)
			draw := scene.PlateMap{Title: m.Level + ", " + m.Kind, Color: byCount(m)}
			if other != nil {
				draw.Color = byChange(other.Map(level, kind), m)
			}
			p.Maps = append(p.Maps, draw)
		}
	}
	img := image.NewRGBA(image.Rect(0, 0, p.W, p.H))
	new(raster.Drawer).Draw(img, p.Build())
	return img
}

// byCount colours a place by how many sensors see it.
func byCount(m *coverage.Map) func(geo.LatLon) scene.Color {
	colors := [...]scene.Color{scene.PlateNone, scene.PlateOne, scene.PlateTwo, scene.PlateMany}
	return func(p geo.LatLon) scene.Color {
		n, inside := m.At(p)
		if !inside {
			return scene.Color{}
		}
		return colors[min(n, len(colors)-1)]
	}
}

// byChange colours a place by whether it is seen before and after.
func byChange(before, after *coverage.Map) func(geo.LatLon) scene.Color {
	return func(p geo.LatLon) scene.Color {
		a, inside := before.At(p)
		b, _ := after.At(p)
		switch {
		case !inside:
			return scene.Color{}
		case a > 0 && b > 0:
			return scene.PlateSame
		case b > 0:
			return scene.PlateGained
		case a > 0:
			return scene.PlateLost
		}
		return scene.PlateNone
	}
}
