package link

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/accord"
	"perimeter/sim/scenario"
)

// place is where a sensor stands, for a feed that picks plots by where they are.
type place struct {
	at    geo.Geodetic
	frame geo.Frame
}

func newPlace(at geo.Geodetic) place { return place{at, geo.NewFrame(at)} }

// move takes a moving sensor's word on where it is.
func (p *place) move(to *air.Platform) {
	*p = newPlace(geo.LatLon{Lat: to.Lat, Lon: to.Lon}.At(float64(to.Height)))
}

// datum returns what terms ask of a plot. One without a height is taken to be as
// high as the antenna: that puts it farther out than it is, by its height at most.
func (p *place) datum(plot *air.Plot) accord.Datum {
	d := accord.Datum{Has: plot.Has, Code: plot.Code, Height: p.at.Height}
	switch {
	case plot.Has&air.HasHeight != 0:
		d.Height, d.HasHeight = float64(plot.Height), true
	case plot.Has&air.HasLevel != 0:
		d.Height, d.HasHeight = plot.Level.Feet()*geo.Foot, true
	}
	r := plot.Range()
	up := d.Height - p.at.Height - float64(r*r)/(2*geo.MeanRadius)
	ground := math.Sqrt(max(0, float64(r*r)-float64(up*up)))
	sin, cos := math.Sincos(plot.Azimuth())
	d.Pos = p.frame.From(geo.Vec{X: ground * sin, Y: ground * cos, Z: up}).Geodetic().LatLon
	return d
}

// passesPlot: a direction alone, which has no place, passes no filter.
func (f *Feed) passesPlot(sensor int, p *air.Plot) bool {
	if !f.terms.Filters() {
		return true
	}
	if p.Kind == air.Strobe {
		return false
	}
	d := f.places[sensor].datum(p)
	return accord.Passes(&f.terms, scenario.Plots, &d)
}

func (f *Feed) passesReport(r *air.Report) bool {
	if !f.terms.Filters() {
		return true
	}
	d := accord.Datum{
		Pos: geo.LatLon{Lat: r.Lat, Lon: r.Lon}, Height: r.Level.Feet() * geo.Foot, HasHeight: r.Has&air.HasLevel != 0,
		Has: r.Has, Code: r.Code,
	}
	return accord.Passes(&f.terms, scenario.Plots, &d)
}
