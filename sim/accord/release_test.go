package accord

import (
	"testing"

	"perimeter/air"
)

func TestMay(t *testing.T) {
	usa, can, mex := air.USA, air.CAN, air.MEX
	tests := []struct {
		name            string
		label, audience air.Release
		want            bool
	}{
		{"own data", air.Only(mex), air.Only(mex), true},
		{"NORAD is two nations, and Canada is not in the label", air.Only(usa), air.Only(usa, can), false},
		{"NORAD, released to both", air.Only(usa, can), air.Only(usa, can), true},
		{"Mexico's data for NORAD, released to the United States alone", air.Only(mex, usa), air.Only(usa, can), false},
		{"the coordination view needs all three", air.Only(usa, can), air.Only(usa, can, mex), false},
		{"all three", air.Only(usa, can, mex), air.Only(usa, can, mex), true},
		{"a label of nobody", 0, air.Only(usa), false},
		{"an audience of nobody", air.Only(usa), 0, false},
	}
	for _, tt := range tests {
		if got := May(tt.label, tt.audience); got != tt.want {
			t.Errorf("%s: May(%v, %v) = %v", tt.name, tt.label, tt.audience, got)
		}
	}
}

// Two plots that differ only in what is withheld must leave as the same bytes,
// whether or not the flag of the field was set.
func TestWithheldFieldsLeaveNoByte(t *testing.T) {
	full := air.Plot{
		At: 1, ID: 2, Rho: 3, Theta: 4, Doppler: 5, Height: 6, Address: 7, Callsign: air.NewCallsign("EXA1"), Code: 8, Level: 9,
		Has:  air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign | air.HasHeight | air.HasDoppler,
		Kind: air.Combined, Release: air.Only(air.MEX),
	}
	tests := []struct {
		field air.Field
		other func(p *air.Plot)
	}{
		{air.HasCode, func(p *air.Plot) { p.Code = 0o7500 }},
		{air.HasLevel, func(p *air.Plot) { p.Level = -3 }},
		{air.HasAddress, func(p *air.Plot) { p.Address = 0xABCDEF }},
		{air.HasCallsign, func(p *air.Plot) { p.Callsign = air.NewCallsign("EXB2") }},
		{air.HasHeight, func(p *air.Plot) { p.Height = 1e4 }},
		{air.HasDoppler, func(p *air.Plot) { p.Doppler = -200 }},
	}
	for _, tt := range tests {
		a, b, bare := full, full, full
		tt.other(&b)
		tt.other(&bare)
		bare.Has &^= tt.field
		if a == b {
			t.Fatalf("field %b: the plots must differ before", tt.field)
		}
		for _, p := range []*air.Plot{&a, &b, &bare} {
			WithholdPlot(tt.field, p)
		}
		if a != b || a != bare {
			t.Errorf("field %b: %+v, %+v and %+v differ after it was withheld", tt.field, a, b, bare)
		}
		if a.Has != full.Has&^tt.field {
			t.Errorf("field %b: has %b", tt.field, a.Has)
		}
	}
	same := full
	if WithholdPlot(0, &same); same != full {
		t.Error("nothing withheld, yet the plot changed")
	}
}

func TestWithheldReport(t *testing.T) {
	r := air.Report{
		At: 1, Lat: 0.5, Level: 9, Address: 7, Callsign: air.NewCallsign("XAM123"), Code: 8,
		Has: air.HasCode | air.HasLevel | air.HasAddress | air.HasCallsign,
	}
	WithholdReport(air.HasCallsign|air.HasAddress, &r)
	want := air.Report{At: 1, Lat: 0.5, Level: 9, Code: 8, Has: air.HasCode | air.HasLevel}
	if r != want {
		t.Errorf("call sign and address withheld: got %+v, want %+v", r, want)
	}
	WithholdReport(air.HasCode|air.HasLevel, &r)
	if want = (air.Report{At: 1, Lat: 0.5}); r != want {
		t.Errorf("code and level withheld: got %+v, want %+v", r, want)
	}
}
