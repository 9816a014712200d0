package air

import "testing"

func TestActCheck(t *testing.T) {
	tests := []struct {
		name string
		act  Act
		want string // empty: no error
	}{
		{"an offer", Act{Center: "SIVA", Do: "offer", Track: 117, To: "NORAD"}, ""},
		{"a note needs nobody", Act{Center: "SIVA", Do: "note", Text: "lights on the strip"}, ""},
		{"a word that is none", Act{Center: "SIVA", Do: "shoot", Track: 117}, `act "shoot": want a word as "declare"`},
		{"nobody acts", Act{Do: "offer", Track: 117, To: "NORAD"}, "offer: want the center that acts"},
		{"no track", Act{Center: "SIVA", Do: "offer", To: "NORAD"}, "offer: want the number of a track"},
		{"to whom?", Act{Center: "SIVA", Do: "offer", Track: 117}, "offer: want a center"},
		{"one too many", Act{Center: "SIVA", Do: "note", To: "NORAD"}, `note: got "NORAD", want nobody named`},
	}
	for _, tt := range tests {
		got := ""
		if err := tt.act.Check(); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
