package scene

import (
	"image"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

func TestPick(t *testing.T) {
	th := oneRadar()
	sc := New(th)
	v := flying(0, 0)
	in := &Input{W: 1280, H: 800, View: v, Camera: Camera{th.Center, th.Range}, Layers: AllLayers,
		Selected: 5, Truth: nil, Board: []air.BoardLine{{Number: 1}}, ShowBoard: true}
	sc.Build(in)
	lay := sc.Layout(in)
	f := in.Camera.On(lay.Panel[MapPanel])
	track, radar := sc.shown[0], image.Point{}
	x, y := f.Pixel(th.Center)
	radar = image.Pt(int(x), int(y))
	middle := func(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }
	half := image.Pt((lay.Axis.Min.X+lay.Axis.Max.X)/2, lay.Axis.Min.Y)
	tests := []struct {
		name string
		at   image.Point
		want Hit
	}{
		{"the track's symbol", image.Pt(int(track.x)+3, int(track.y)-3), Hit{Kind: HitTrack, Panel: MapPanel, Track: 5}},
		{"its data block", middle(track.label), Hit{Kind: HitTrack, Panel: MapPanel, Track: 5}},
		{"the radar", radar.Add(image.Pt(4, 0)), Hit{Kind: HitRadar, Panel: MapPanel, Sensor: 0}},
		{"the map", radar.Add(image.Pt(150, -90)), Hit{Kind: HitMap, Panel: MapPanel}},
		{"the second center", middle(lay.Tabs[1]), Hit{Kind: HitTab, Panel: TabPanel, Center: 1}},
		{"the ADIZ button", middle(lay.Layers[3]), Hit{Kind: HitLayer, Panel: TabPanel, Layer: ADIZ}},
		{"half the exercise", half, Hit{Kind: HitTime, Panel: TimePanel, At: 30 * air.Minute}},
		{"before the bar", image.Pt(0, half.Y), Hit{Kind: HitTime, Panel: TimePanel}},
		{"after the bar", image.Pt(1279, half.Y), Hit{Kind: HitTime, Panel: TimePanel, At: air.Hour}},
		{"the board", middle(lay.Panel[BoardPanel]), Hit{Kind: HitPanel, Panel: BoardPanel}},
		{"the alerts", middle(lay.Panel[AlertPanel]), Hit{Kind: HitPanel, Panel: AlertPanel}},
		{"off the screen", image.Pt(-5, 5000), Hit{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sc.Pick(in, tt.at.X, tt.at.Y)
			if tt.want.Panel == MapPanel {
				if px, py := f.Pixel(got.Place); abs(px-float64(tt.at.X)) > 0.01 || abs(py-float64(tt.at.Y)) > 0.01 {
					t.Errorf("the place picked is at pixel %g %g, want %v", px, py, tt.at)
				}
			}
			got.Place = geo.LatLon{}
			if got != tt.want {
				t.Errorf("Pick(%v) = %+v, want %+v", tt.at, got, tt.want)
			}
		})
	}
}

func abs(x float64) float64 { return max(x, -x) }

func TestTheHelpCoversTheMap(t *testing.T) {
	th := oneRadar()
	sc := New(th)
	in := &Input{W: 1280, H: 800, Camera: Camera{th.Center, th.Range}, Layers: AllLayers, ShowHelp: true}
	sc.Build(in)
	help := sc.Layout(in).Panel[HelpPanel]
	if hit := sc.Pick(in, help.Min.X+5, help.Min.Y+5); hit.Kind != HitPanel || hit.Panel != HelpPanel {
		t.Errorf("picked %+v, want the help", hit)
	}
}
