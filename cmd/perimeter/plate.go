package main

import (
	"fmt"
	"image"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"perimeter/air/geo"
	"perimeter/render/raster"
	"perimeter/render/scene"
	"perimeter/sim/coverage"
)

// plate draws what is seen, or what changes, at each height: cooperative above,
// non-cooperative below; and last from what height on anything is seen.
func (c *coverageCmd) plate(q *inquiry, s, other *coverage.Survey) *image.RGBA {
	p := scene.Plate{W: c.Size.W, H: c.Size.H, Camera: q.look.camera}
	p.Notes = append(p.Notes, fmt.Sprintf("Within 600 NM of USA, CAN, MEX. Non-cooperative: Pd %g on %g m2, Swerling 1. Dots: radars.", c.Pd, c.RCS))
	p.Notes = append(p.Notes, coverage.Weaknesses[1:4]...)
	if other == nil {
		c.counts(&p, s)
	} else {
		c.changes(&p, s, other)
		s = other
	}
	arrange(&p)
	for i := range s.Radars {
		p.Sites = append(p.Sites, s.Radars[i].Pos.LatLon)
	}
	return painted(&p)
}

func painted(p *scene.Plate) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, p.W, p.H))
	new(raster.Drawer).Draw(img, p.Build())
	return img
}

// availablePath names the sheet of availability beside that of coverage.
func availablePath(path string) string {
	end := filepath.Ext(path)
	return strings.TrimSuffix(path, end) + "-available" + end
}

// available draws how much of the time is seen, at each height, what the plan
// wants to be seen 99.9 % of it.
func (c *coverageCmd) available(q *inquiry, s *coverage.Survey) *image.RGBA {
	p := scene.Plate{W: c.Size.W, H: c.Size.H, Camera: q.look.camera, Title: "Availability: " + c.chosen()}
	p.Notes = []string{fmt.Sprintf("Within 600 NM of USA, CAN, MEX. Share of time in which %d sensor(s) that see a place work at once. The plan requires %g %%. Non-cooperative: Pd %g on %g m2, Swerling 1.",
		c.Need, 100*coverage.Available, c.Pd, c.RCS)}
	p.Notes = append(p.Notes, coverage.Weaknesses[4:]...)
	p.Keys = []scene.PlateKey{{Color: scene.PlateNone, Text: "never"}}
	text := "less than "
	for i, edge := range coverage.AvailableEdges {
		p.Keys = append(p.Keys, scene.PlateKey{Color: bandColors[i], Text: fmt.Sprintf("%s%g %%", text, 100*edge)})
		text = "to "
	}
	p.Keys = append(p.Keys, scene.PlateKey{Color: bandColors[len(bandColors)-1], Text: "as the plan requires, or more"})
	for _, kind := range bothKinds {
		for level := range s.Levels {
			m := s.AvailableMap(level, kind)
			p.Maps = append(p.Maps, scene.PlateMap{Title: m.Level + ", " + m.Kind, Color: byBand(m)})
		}
	}
	arrange(&p)
	return painted(&p)
}

// arrange sets how many maps stand in a row, so that each kind begins a row of its
// own: up to four of a kind in one row, more in two.
func arrange(p *scene.Plate) {
	each := len(p.Maps) / len(bothKinds)
	p.Columns = each
	if each > 4 {
		p.Columns = (each + 1) / 2
	}
	if blank := (p.Columns - each%p.Columns) % p.Columns; blank > 0 {
		p.Maps = slices.Insert(p.Maps, each, make([]scene.PlateMap, blank)...)
	}
}

// bandColors are those of the bands of availability.
var bandColors = [...]scene.Color{scene.PlateStep(7), scene.PlateStep(5), scene.PlateStep(3), scene.PlateMany}

// byBand colours a place by its band of availability.
func byBand(m *coverage.Map) func(geo.LatLon) scene.Color {
	return banded(m, func(band int) scene.Color { return bandColors[min(band, len(bandColors))-1] })
}

// banded colours a place by its band, from 1; 0 is no band.
func banded(m *coverage.Map, color func(band int) scene.Color) func(geo.LatLon) scene.Color {
	return func(p geo.LatLon) scene.Color {
		band, inside := m.At(p)
		switch {
		case !inside:
			return scene.Color{}
		case band == 0:
			return scene.PlateNone
		}
		return color(band)
	}
}

var bothKinds = []coverage.Kind{coverage.Cooperative, coverage.NonCooperative}

func (c *coverageCmd) counts(p *scene.Plate, s *coverage.Survey) {
	p.Title = "Coverage: " + c.chosen()
	p.Keys = []scene.PlateKey{
		{Color: scene.PlateNone, Text: "0 sensors"}, {Color: scene.PlateOne, Text: "1"},
		{Color: scene.PlateTwo, Text: "2"}, {Color: scene.PlateMany, Text: "3 and more"},
	}
	for i, feet := range coverage.LeastFeet {
		text := strconv.FormatFloat(feet, 'f', -1, 64) + " ft"
		if i == 0 {
			text = "least height: to " + text
		}
		p.Keys = append(p.Keys, scene.PlateKey{Color: scene.PlateStep(i), Text: text})
	}
	p.Keys = append(p.Keys, scene.PlateKey{Color: scene.PlateStep(len(coverage.LeastFeet)), Text: "above"})
	for _, kind := range bothKinds {
		for level := range s.Levels {
			m := s.Map(level, kind)
			p.Maps = append(p.Maps, scene.PlateMap{Title: m.Level + ", " + m.Kind, Color: byCount(m)})
		}
		m := s.LeastMap(kind)
		p.Maps = append(p.Maps, scene.PlateMap{Title: "least height above ground, " + m.Kind, Color: byHeight(m)})
	}
}

func (c *coverageCmd) changes(p *scene.Plate, before, after *coverage.Survey) {
	p.Title = fmt.Sprintf("Coverage, from %s to %s", c.chosen(), c.Compare)
	p.Keys = []scene.PlateKey{
		{Color: scene.PlateNone, Text: "seen by none"}, {Color: scene.PlateSame, Text: "by both"},
		{Color: scene.PlateGained, Text: "gained"}, {Color: scene.PlateLost, Text: "lost"},
	}
	for _, kind := range bothKinds {
		for level := range after.Levels {
			m := after.Map(level, kind)
			p.Maps = append(p.Maps, scene.PlateMap{Title: m.Level + ", " + m.Kind, Color: byChange(before.Map(level, kind), m)})
		}
	}
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

// byHeight colours a place by the band of the least height at which it is seen.
func byHeight(m *coverage.Map) func(geo.LatLon) scene.Color {
	return banded(m, func(band int) scene.Color { return scene.PlateStep(band - 1) })
}
