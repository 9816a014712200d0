package center

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
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
		Reason: "reported stolen", Boundary: 30 * air.Minute,
	}
	tests := []struct {
		in   air.Language
		want string
	}{
		{air.English, "EXERCISE. WADS, this is CENAVI. Warning of track of interest CENAVI-3, track 12, 26.200N 99.300W at 00:20:00, course 015, 230 knots, level unknown, no code, reason: reported stolen, at the border 00:30:00. EXERCISE."},
		{air.Spanish, "EJERCICIO. WADS, aquí CENAVI. Aviso de traza de interés CENAVI-3, traza 12, 26.200N 99.300W a las 00:20:00, rumbo 015, 230 nudos, nivel desconocido, sin código, motivo: reported stolen, en la frontera a las 00:30:00. EJERCICIO."},
		{air.French, "EXERCICE. WADS, ici CENAVI. Avis de piste d'intérêt CENAVI-3, piste 12, 26.200N 99.300W à 00:20:00, route 015, 230 noeuds, niveau inconnu, sans code, motif : reported stolen, à la frontière à 00:30:00. EXERCICE."},
	}
	for _, tt := range tests {
		if got := script(tt.in, "CENAVI", "WADS", &talk); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}
