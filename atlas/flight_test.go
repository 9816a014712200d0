package atlas

import (
	"math"
	"testing"

	"perimeter/air/geo"
)

// Radii of turns: V^2 / (g tan(bank)).
func TestTurnRadius(t *testing.T) {
	for _, tt := range []struct{ kt, bank, want float64 }{{450, 25, 6.328}, {250, 25, 1.953}, {250, 34.48, 1.3263}, {120, 18.24, 0.6366}} {
		typ := AircraftType{MaxBank: tt.bank * geo.Degree}
		steepest, _ := typ.Pull()
		if got := TurnRadius(tt.kt*geo.Knot, steepest) / geo.NM; math.Abs(got-tt.want) > 0.001 {
			t.Errorf("%g kt at %g degrees: %.4f NM, want %g", tt.kt, tt.bank, got, tt.want)
		}
	}
}

// Every day nobody banks more than 25 degrees, and who cannot bank so far banks
// less.
func TestPull(t *testing.T) {
	for _, tt := range []struct {
		code             string
		steepest, normal float64 // degrees of bank
	}{{"B738", 25, 25}, {"B350", 35, 25}, {"F16", 80, 25}, {"C172", 45, 25}, {"BALN", 3, 3}, {"BOAT", 3, 3}} {
		typ, _ := FindAircraftType(tt.code)
		steepest, normal := typ.Pull()
		bank := func(pull float64) float64 { return math.Atan(pull/geo.Gravity) / geo.Degree }
		if math.Abs(bank(steepest)-tt.steepest) > 0.01 || math.Abs(bank(normal)-tt.normal) > 0.01 {
			t.Errorf("%s banks %.2f and %.2f degrees, want %g and %g", tt.code, bank(steepest), bank(normal), tt.steepest, tt.normal)
		}
	}
}

// The climb falls straight to that of the level; a row with none left there has
// it at its ceiling; a tenth is always left.
func TestClimbs(t *testing.T) {
	typ := AircraftType{ClimbLow: 10, ClimbHigh: 2, Typical: 8000, Ceiling: 10000}
	none := AircraftType{ClimbLow: 10, Typical: 100, Ceiling: 10000}
	for _, tt := range []struct {
		typ          AircraftType
		height, want float64
	}{{typ, -100, 10}, {typ, 0, 10}, {typ, 4000, 6}, {typ, 8000, 2}, {typ, 9500, 2}, {none, 5000, 5}, {none, 9900, 1}} {
		if got := tt.typ.Climbs().At(tt.height); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("at %g m %g m/s, want %g", tt.height, got, tt.want)
		}
	}
}

// Fuel: as the square of the speed, and never less than at the slowest that pays.
func TestBurn(t *testing.T) {
	typ := AircraftType{Cruise: 200}
	for _, tt := range []struct{ speed, want float64 }{{200, 1}, {220, 1.21}, {180, 0.81}, {100, 0.7}, {0, 0.7}} {
		if got := typ.Burn(tt.speed); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("at %g m/s %g, want %g", tt.speed, got, tt.want)
		}
	}
}
