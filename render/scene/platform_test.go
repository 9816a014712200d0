package scene

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

// A moving sensor has its ring, its mark and its plots where the view says it
// is, the mouse finds it there, and without a word of its place nothing of it is
// drawn. Down, it has no ring.
func TestAMovingSensorIsDrawnWhereItIs(t *testing.T) {
	th := oneRadar()
	th.Sensors = append(th.Sensors, air.SensorInfo{Name: "EMB1-AEW", Nation: air.USA, Moving: true, PSR: true, Range: 100 * geo.NM, Scan: 5 * air.Second})
	id := air.SensorID(len(th.Sensors) - 1)
	for i := range th.Centers {
		th.Centers[i].Sensors = append(th.Centers[i].Sensors, id)
	}
	place, _ := geo.Direct(th.Center, 1, 50*geo.NM)
	target, _ := geo.Direct(place, 4, 60*geo.NM)
	m := geo.NewFrame(place.At(7600))
	see := m.To(target.At(1000).ECEF()).Spherical()
	plot := air.Plot{Sensor: id, Kind: air.PSR, Has: air.HasHeight, Height: 1000, Rho: air.RhoOf(see.Range), Theta: air.ThetaOf(see.Azimuth)}
	view := func(at air.Time, state air.ServiceState, places ...air.Platform) *air.View {
		return &air.View{Picture: air.Picture{At: at}, Plots: []air.Plot{plot}, Platforms: places, Sensors: []air.SensorStatus{{Sensor: id, State: state}}}
	}
	here := air.Platform{Lat: place.Lat, Lon: place.Lon, Height: 7600, Heading: 2, Sensor: id}
	build := func(v *air.View, layers Layers) (*Scene, *Input, int) {
		sc := New(th)
		in := &Input{W: 1280, H: 800, View: v, Camera: Camera{th.Center, th.Range}, Layers: layers, Language: 0}
		return sc, in, len(sc.Build(in).Vertices)
	}
	sc, in, with := build(view(0, air.Up, here), AllLayers)
	if plots := sc.centers[0].plots; len(plots) != 1 || plots[0].n.wide().Sub(normal(target)).Norm()*geo.MeanRadius > 400 {
		t.Errorf("its plots are drawn at %+v, want one at the target", plots)
	}
	lay := sc.Layout(in)
	f := in.Camera.On(lay.Panel[MapPanel])
	x, y := f.Pixel(place)
	if hit := sc.Pick(in, int(x)+3, int(y)); hit.Kind != HitRadar || hit.Sensor != id {
		t.Errorf("the mouse finds %+v there", hit)
	}
	_, _, without := build(view(0, air.Up), AllLayers)
	_, _, down := build(view(0, air.Down, here), AllLayers)
	_, _, noRings := build(view(0, air.Up, here), AllLayers&^Rings)
	_, _, base := build(view(0, air.Up), AllLayers&^Rings)
	if with-without < 100*4 || down >= with-100*4 || noRings <= base {
		t.Errorf("vertices: %d with a place, %d without, %d down; without rings %d and %d", with, without, down, noRings, base)
	}
	th.Sensors[id].Aside = 75 * geo.Degree
	if _, _, fans := build(view(0, air.Up, here), AllLayers); fans <= with {
		t.Errorf("two fans have %d vertices, a ring %d: want more, by the second arc and the edges", fans, with)
	}
	sc.Build(&Input{W: 1280, H: 800, View: view(2*air.Second, air.Up, air.Platform{Sensor: 999}), Camera: in.Camera, Layers: AllLayers})
}
