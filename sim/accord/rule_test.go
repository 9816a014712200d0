package accord

import (
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// Over-flight as a controller would ask it, one line for each rule: pass or breach.
func TestWhoMayGoWhere(t *testing.T) {
	fighter := func(n air.Nation) Mover {
		return Mover{Nation: n, Actor: scenario.Interceptor, Armed: true, Purpose: scenario.Pursuit}
	}
	tests := []struct {
		name  string
		rules []scenario.Rule
		m     Mover
		over  air.Nation
		leave bool
		ok    bool
	}{
		{"a Mexican pair over the United States", nil, fighter(air.MEX), air.USA, false, false},
		{"the same with leave: nobody can give it", nil, fighter(air.MEX), air.USA, true, false},
		{"a US pair over Mexico", nil, fighter(air.USA), air.MEX, true, false},
		{"a Canadian pair over Mexico", nil, fighter(air.CAN), air.MEX, true, false},
		{"a US pair over its own country", nil, fighter(air.USA), air.USA, false, true},
		{"a US pair over the high seas, in a Mexican FIR", nil, fighter(air.USA), air.NoNation, false, true},
		{"a US pair over Canada, nobody asked", nil, fighter(air.USA), air.CAN, false, false},
		{"a US pair over Canada, NORAD orders and the region consents", nil, fighter(air.USA), air.CAN, true, true},
		{"a Canadian pair over the United States, consented", nil, fighter(air.CAN), air.USA, true, true},
		{"an E-3 over Canada, nobody asked", nil, Mover{Nation: air.USA, Actor: scenario.Surveillance}, air.CAN, false, false},
		{"an E-3 over Mexico, nobody asked", nil, Mover{Nation: air.USA, Actor: scenario.Surveillance}, air.MEX, false, false},
		{"an E-3 over Mexico with leave", nil, Mover{Nation: air.USA, Actor: scenario.Surveillance}, air.MEX, true, true},
		{"a rescue helicopter over Mexico without leave", nil, Mover{Nation: air.USA, Actor: scenario.Rescue}, air.MEX, false, false},
		{"a rescue helicopter over Mexico with leave", nil, Mover{Nation: air.USA, Actor: scenario.Rescue}, air.MEX, true, true},
		{"a customs jet over Mexico without leave", nil, Mover{Nation: air.USA, Actor: scenario.StateActor, Purpose: scenario.Monitor}, air.MEX, false, false},
		{"an airliner over Mexico", nil, Mover{Nation: air.USA, Actor: scenario.Civil}, air.MEX, false, true},
		{
			"the scenario lets unarmed escorts through by leave",
			[]scenario.Rule{{Nation: air.MEX, Over: air.USA, Armed: "no", Purpose: scenario.Escort, Allow: scenario.ByLeave}},
			Mover{Nation: air.MEX, Actor: scenario.Interceptor, Purpose: scenario.Escort}, air.USA, true, true,
		},
		{
			"but not armed ones",
			[]scenario.Rule{{Nation: air.MEX, Over: air.USA, Armed: "no", Purpose: scenario.Escort, Allow: scenario.ByLeave}},
			Mover{Nation: air.MEX, Actor: scenario.Interceptor, Armed: true, Purpose: scenario.Escort}, air.USA, true, false,
		},
		{
			"of two rules the one that says more holds",
			[]scenario.Rule{{Over: air.CAN, Allow: scenario.Never}, {Nation: air.USA, Over: air.CAN, Allow: scenario.Free}},
			fighter(air.USA), air.CAN, false, true,
		},
	}
	for _, tt := range tests {
		b := NewBook(&scenario.Scenario{Rules: tt.rules})
		if why, ok := b.May(tt.m, tt.over, tt.leave); ok != tt.ok || ok != (why == "") {
			t.Errorf("%s: got %v %q, want %v", tt.name, ok, why, tt.ok)
		}
	}
}

func TestWhatAFlightKeepsOutOf(t *testing.T) {
	b := NewBook(&scenario.Scenario{})
	m := Mover{Nation: air.USA, Actor: scenario.Interceptor}
	if got := b.Shy(m, 0); len(got) != 2 || got[0] != (Keep{air.CAN, 0}) || got[1] != (Keep{air.MEX, 5 * geo.NM}) {
		t.Errorf("a US pair keeps out of %v, want Canada without a buffer and Mexico by 5 NM", got)
	}
	if got := b.Shy(m, air.Only(air.CAN, air.MEX)); len(got) != 1 || got[0].Nation != air.MEX {
		t.Errorf("with leave of both it keeps out of %v, want Mexico alone", got)
	}
	keep := b.Shy(m, air.Only(air.CAN))
	laredo := geo.Deg(27.54, -99.46) // some 4 km north of the river
	if d := Clear(keep, laredo); d >= 0 {
		t.Errorf("Laredo is clear by %.0f m, want within the buffer", d)
	}
	if d := Clear(keep, geo.Deg(28.5, -98.8)); d < 30*geo.NM {
		t.Errorf("60 NM inland it is clear by %.0f m only", d)
	}
	if d := Clear(nil, laredo); d < 1e8 {
		t.Errorf("with nothing to keep out of it is clear by %.0f m", d)
	}
}
