package center

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Every word that a machine may speak has its script in the three languages, and
// each script stands between two banners.
func TestEveryWordIsSpokenInThreeLanguages(t *testing.T) {
	talk := air.Talk{
		Case: "MEX-3", Number: 12, Other: 77, Lat: 26.2, Lon: -99.3, Measured: 20 * air.Minute, Course: 15, SpeedKt: 230,
		Level: air.FLFeet(15000), Code: 0o7500, Has: air.HasLevel | air.HasCode, Reason: "reported stolen", Boundary: 30 * air.Minute, Escort: "TEXAN 1",
	}
	words := slices.Sorted(maps.Keys(tongues[air.English].opening))
	for in, p := range tongues {
		if d := slices.Sorted(maps.Keys(p.opening)); !slices.Equal(d, words) {
			t.Errorf("%v: has %v, want %v", air.Language(in), d, words)
		}
		for _, word := range words {
			talk.Word = word
			text := script(air.Language(in), "CENAVI", "WADS", &talk)
			if !strings.HasPrefix(text, p.exercise+".") || !strings.HasSuffix(text, p.exercise+".") || strings.Contains(text, "%!") {
				t.Errorf("%v %s: %s", air.Language(in), word, text)
			}
		}
	}
}

func TestAWarningInThreeLanguages(t *testing.T) {
	talk := air.Talk{
		Word: "warn", Case: "CENAVI-3", Number: 12, Lat: 26.2, Lon: -99.3, Measured: 20 * air.Minute, Course: 15, SpeedKt: 230,
		Reason: "reported stolen", Boundary: 30 * air.Minute, Sure: "high", Label: air.Only(air.USA, air.MEX), Type: "BE20", Souls: 4,
	}
	tests := []struct {
		in   air.Language
		want string
	}{
		{air.English, "EXERCISE. WADS, this is CENAVI. Warning of track of interest CENAVI-3, track 12, 26.200N 99.300W at 00:20:00, course 015, 230 knots, level unknown, no code, type BE20, call sign unknown, reason: reported stolen, 4 souls on board, at the border 00:30:00, confidence high, releasable to USA+MEX. EXERCISE."},
		{air.Spanish, "EJERCICIO. WADS, aquí CENAVI. Aviso de traza de interés CENAVI-3, traza 12, 26.200N 99.300W a las 00:20:00, rumbo 015, 230 nudos, nivel desconocido, sin código, tipo BE20, distintivo desconocido, motivo: reported stolen, 4 personas a bordo, en la frontera a las 00:30:00, confianza alta, difusión autorizada a USA+MEX. EJERCICIO."},
		{air.French, "EXERCICE. WADS, ici CENAVI. Avis de piste d'intérêt CENAVI-3, piste 12, 26.200N 99.300W à 00:20:00, route 015, 230 noeuds, niveau inconnu, sans code, type BE20, indicatif inconnu, motif : reported stolen, 4 personnes à bord, à la frontière à 00:30:00, confiance haute, diffusable à USA+MEX. EXERCICE."},
	}
	for _, tt := range tests {
		if got := script(tt.in, "CENAVI", "WADS", &talk); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// A receipt reads back what the warning told, in the language in which it was told.
func TestAReceiptReadsBackInThreeLanguages(t *testing.T) {
	back := readBack("track 12, 26.200N 99.300W, FL150")
	back.Word, back.Case, back.Number = "receipt", "CENAVI-3", 77
	for in, want := range map[air.Language]string{
		air.English: "EXERCISE. CENAVI, this is WADS. Received, CENAVI-3, track 77, your track 12, 26.200N 99.300W, level FL150. EXERCISE.",
		air.Spanish: "EJERCICIO. CENAVI, aquí WADS. Recibido, CENAVI-3, traza 77, su traza 12, 26.200N 99.300W, nivel FL150. EJERCICIO.",
		air.French:  "EXERCICE. CENAVI, ici WADS. Bien reçu, CENAVI-3, piste 77, votre piste 12, 26.200N 99.300W, niveau FL150. EXERCICE.",
	} {
		if got := script(in, "WADS", "CENAVI", &back); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// A warning tells type and souls of a flight where plan and watch-list are
// releasable to the neighbour, and no more than that.
func TestAWarningTellsOfTheFlightWhatTheNeighbourMayHave(t *testing.T) {
	for _, tt := range []struct {
		name        string
		plan, watch air.Release
		kind        string
		souls       int
	}{
		{"both", mex | both, mex | both, "BE20", 4},
		{"the plan alone", mex | both, mex, "BE20", 0},
		{"neither", mex, mex, "", 0},
	} {
		s := newShuttle(t)
		s.code = 0o4521 // EXTAN01
		s.until(5 * air.Second)
		plan := s.mex.plans.called(air.NewCallsign("EXTAN01"))
		copy(plan.Type[:], "BE20")
		plan.Release = tt.plan
		s.mex.ident.watch = []scenario.Watch{{Callsign: "EXTAN01", Souls: 4, Release: tt.watch}}
		s.do(s.mex, "declare", "reported stolen")
		s.do(s.mex, "warn", "")
		s.second()
		told := s.said[len(s.said)-1].Says
		if told.Word != "warn" || told.Type != tt.kind || told.Souls != tt.souls || told.Callsign != "EXTAN01" || told.Sure != "high" {
			t.Errorf("%s: got %+v", tt.name, told)
		}
	}
}
