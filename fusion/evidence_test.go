package fusion

import (
	"testing"

	"perimeter/air"
)

// What names weigh: an address before a call sign before a code. A call sign that
// contradicts a code is not believed alone.
func TestWhatNamesWeigh(t *testing.T) {
	said := func(code air.Mode3A, address air.Address, sign string) *air.Plot {
		p := &air.Plot{Kind: air.SSR, Code: code, Address: address, Callsign: air.NewCallsign(sign)}
		if code != 0 {
			p.Has |= air.HasCode
		}
		if address != 0 {
			p.Has |= air.HasAddress
		}
		if sign != "" {
			p.Has |= air.HasCallsign
		}
		return p
	}
	var e evidence
	e.hear(said(0o4521, 0xA7D626, "AAL2087"), true)
	for _, tt := range []struct {
		name  string
		plot  *air.Plot
		cost  float64
		agree bool
	}{
		{"all the same", said(0o4521, 0xA7D626, "AAL2087"), sameAddress, true},
		{"the crew has set another flight", said(0o4521, 0xA7D626, "AAL2088"), sameAddress, true},
		{"the call sign alone", said(0, 0, "AAL2087"), sameSign, true},
		{"another address", said(0o4521, 0xA00001, "AAL2087"), otherAddress + sameSign, false},
		{"another call sign and code", said(0o1234, 0, "DAL1"), otherSign + otherCode, false},
		{"nothing but another call sign", said(0, 0, "DAL1"), otherSign, false},
		{"the code alone", said(0o4521, 0, ""), sameDiscrete, true},
	} {
		if cost, agree := e.cost(tt.plot, true); cost != tt.cost || agree != tt.agree {
			t.Errorf("%s: cost %g, agrees %v; want %g, %v", tt.name, cost, agree, tt.cost, tt.agree)
		}
	}
}

// The picture says the call sign that was heard last twice in a row, by a report
// or by Mode S, while the transponder answers. One that cannot be spelled is none.
func TestCallSigns(t *testing.T) {
	s := newSpokenSky(true)
	s.plane("LINER", 32.3, -107.2, 33000, 80, 440, 0o4521).address = 0xA00001
	tracker := mustNew(t, s.config())
	sign := ""
	say := func(until air.Time, by air.PlotKind) (got string) {
		for s.now < until {
			parcels := s.hear()
			for i := range parcels {
				for j := range parcels[i].Reports {
					if r := &parcels[i].Reports[j]; by == kindReport {
						r.Has, r.Callsign = r.Has|air.HasCallsign, air.NewCallsign(sign)
					}
				}
				for j := range parcels[i].Plots {
					if p := &parcels[i].Plots[j]; by == air.SSR && p.Kind != air.PSR {
						p.Has, p.Callsign = p.Has|air.HasCallsign, air.NewCallsign(sign)
					}
				}
			}
			feed(tracker, parcels, s.now)
		}
		for _, tr := range tracker.Picture().Tracks {
			if tr.Has&air.HasCallsign != 0 {
				got += tr.Callsign.String()
			}
		}
		return got
	}
	for _, tt := range []struct {
		until air.Time
		by    air.PlotKind
		sign  string
		want  string
	}{
		{30 * air.Second, kindReport, "", ""},
		{60 * air.Second, kindReport, "AAL2087 ", "AAL2087"},
		{90 * air.Second, kindReport, "?!", "AAL2087"},
		{130 * air.Second, air.SSR, "AAL2088", "AAL2088"},
	} {
		sign = tt.sign
		if got := say(tt.until, tt.by); got != tt.want {
			t.Errorf("%s, %q said: the picture has %q, want %q", tt.until, tt.sign, got, tt.want)
		}
	}
	other := mustNew(t, s.config())
	if err := other.Load(air.NewStateReader(tracker.Append(nil))); err != nil {
		t.Fatal(err)
	}
	if p := other.Picture(); len(p.Tracks) != 1 || p.Tracks[0].Callsign.String() != "AAL2088" {
		t.Errorf("after a checkpoint: %v", p.Tracks)
	}
}
