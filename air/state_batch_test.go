package air

import "testing"

func TestWhatARadarGivesSurvivesACheckpoint(t *testing.T) {
	plot := Plot{1, 2, 3, 4, -5.5, 6.5, 0xABCDEF, NewCallsign("EXA1"), 7, 0o4521, -8, HasCode | HasDoppler, Combined, Only(USA, MEX)}
	report := Report{1, 2, -0.5, 1.5, -3, 0xABCDEF, NewCallsign("EXTAN01"), 4, 0o7600, HasLevel, 8, 9, Only(CAN)}
	service := Service{1, 2, 3, 4, Down, Only(USA)}
	platform := Platform{1, -0.5, 1.5, 2.5, 3.5, 4, Only(MEX)}

	var b []byte
	sizes := []int{0}
	for _, add := range []func([]byte) []byte{plot.AppendState, report.AppendState, service.AppendState, platform.AppendState} {
		b = add(b)
		sizes = append(sizes, len(b))
	}
	for i, want := range []int{PlotStateSize, ReportStateSize, ServiceStateSize, PlatformStateSize} {
		if got := sizes[i+1] - sizes[i]; got != want {
			t.Errorf("size of kind %d: got %d bytes, want %d", i, got, want)
		}
	}

	var p Plot
	var rep Report
	var s Service
	var pf Platform
	r := NewStateReader(b)
	p.LoadState(r)
	rep.LoadState(r)
	s.LoadState(r)
	pf.LoadState(r)
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	if p != plot || rep != report || s != service || pf != platform {
		t.Errorf("loaded %+v %+v %+v %+v", p, rep, s, pf)
	}
}
