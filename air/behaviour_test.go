package air

import (
	"math"
	"testing"
)

func TestBehaveCheck(t *testing.T) {
	tests := []struct {
		name string
		in   Behave
		want string // empty: no error
	}{
		{"plain", Behave{Aircraft: "A", As: "dark"}, ""},
		{"with another", Behave{Aircraft: "A", As: "clone", Other: "B"}, ""},
		{"the usual value", Behave{Aircraft: "A", As: "deaf"}, ""},
		{"another missing", Behave{Aircraft: "A", As: "clone"}, "clone: want other, the aircraft whose code it takes, got none"},
		{"itself", Behave{Aircraft: "A", As: "swap", Other: "A"}, `swap: want another aircraft, got "A" itself`},
		{"another too many", Behave{Aircraft: "A", As: "dark", Other: "B"}, `dark: want no other aircraft, got "B"`},
		{"a value too many", Behave{Aircraft: "A", As: "nordo", Value: 1}, "nordo: want no value, got 1"},
		{"above the range", Behave{Aircraft: "A", As: "deaf", Value: 101}, "deaf: want value from 0 to 100, percent of interrogations that stay unanswered, got 101"},
		{"no number", Behave{Aircraft: "A", As: "deaf", Value: math.NaN()}, "deaf: want value from 0 to 100, percent of interrogations that stay unanswered, got NaN"},
		{"no code", Behave{Aircraft: "A", As: "squawk", Value: 1280}, `squawk: mode 3/A "1280": digit 3 is '8', want 0 to 7`},
		{"half a code", Behave{Aircraft: "A", As: "squawk", Value: 12.5}, "squawk: mode 3/A: want four octal digits, got 12.5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := tt.in.Check(); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if (Behave{As: "bolt"}).Check() == nil {
		t.Error("a word that is not in the list is taken")
	}
}

// The words are one each, and what 0 stands for lies within the bounds.
func TestBehaviours(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range Behaviours {
		if seen[b.As] || b.Doc == "" {
			t.Errorf("%s: there twice, or without a doc", b.As)
		}
		seen[b.As] = true
		if b.Usual < b.Min || b.Usual > b.Max {
			t.Errorf("%s: usual %g, want %g to %g", b.As, b.Usual, b.Min, b.Max)
		}
	}
	if got := (Behave{As: "formate"}).Amount(); got != 1 {
		t.Errorf("formate without a value: %g NM, want 1", got)
	}
}
