package air

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestParseMode3A(t *testing.T) {
	tests := []struct {
		name    string
		in      string
		want    Mode3A
		wantErr string // empty: no error
	}{
		{name: "lowest", in: "0000", want: 0},
		{name: "highest", in: "7777", want: 0o7777},
		{name: "hijack", in: "7500", want: Hijack},
		{name: "leading zero", in: "0421", want: 0o421},
		{name: "digit out of range", in: "7780", wantErr: `mode 3/A "7780": digit 3 is '8', want 0 to 7`},
		{name: "letter", in: "12x4", wantErr: `mode 3/A "12x4": digit 3 is 'x', want 0 to 7`},
		{name: "too short", in: "123", wantErr: `mode 3/A "123": want 4 octal digits, got 3 characters`},
		{name: "too long", in: "12345", wantErr: `mode 3/A "12345": want 4 octal digits, got 5 characters`},
		{name: "empty", in: "", wantErr: `mode 3/A "": want 4 octal digits, got 0 characters`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseMode3A(tt.in)
			if msg := errorText(err); msg != tt.wantErr {
				t.Fatalf("ParseMode3A(%q) error = %q, want %q", tt.in, msg, tt.wantErr)
			}
			if got != tt.want || err == nil && got.String() != tt.in {
				t.Errorf("ParseMode3A(%q) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

func TestDiscrete(t *testing.T) {
	tests := []struct {
		code Mode3A
		want bool
	}{
		{0o4521, true}, {0o0001, true}, {0o7777, true},
		{0o4500, false}, {VFR, false}, {Hijack, false}, {NoRadio, false}, {Emergency, false}, {0, false},
	}
	for _, tt := range tests {
		if got := tt.code.Discrete(); got != tt.want {
			t.Errorf("%v.Discrete() = %v, want %v", tt.code, got, tt.want)
		}
	}
}

func TestFlightLevel(t *testing.T) {
	tests := []struct {
		feet float64
		want FL
		text string
	}{
		{24_000, 960, "FL240"},
		{24_312, 972, "FL243"}, // the step is 25 ft
		{0, 0, "FL000"},
		{-1_000, -40, "FL-10"},
		{12.6, 1, "FL000"},
		{1e9, 32767, "FL8192"}, // the highest that there is
		{-1e9, -32768, "FL-8192"},
		{math.Inf(1), 32767, "FL8192"},
	}
	for _, tt := range tests {
		if got := FLFeet(tt.feet); got != tt.want || got.String() != tt.text {
			t.Errorf("FLFeet(%v) = %d %v, want %d %s", tt.feet, got, got, tt.want, tt.text)
		}
	}
	if m := FLFeet(10_000).Meters(); m != 3048 {
		t.Errorf("10,000 ft = %v m, want 3048", m)
	}
	rapid.Check(t, func(t *rapid.T) {
		ft := rapid.Float64Range(-2000, 60_000).Draw(t, "ft")
		if back := FLFeet(ft).Feet(); math.Abs(back-ft) > 12.5 {
			t.Fatalf("%v ft comes back as %v, more than half a step off", ft, back)
		}
	})
}

func TestNames(t *testing.T) {
	if got := Address(0xD1234).String(); got != "0D1234" {
		t.Errorf("address = %s, want 0D1234", got)
	}
	for in, want := range map[string]string{"EXTAN01": "EXTAN01", "TOOLONGNAME": "TOOLONGN", "": "", "N1 ": "N1"} {
		if got := NewCallsign(in).String(); got != want {
			t.Errorf("NewCallsign(%q) = %q, want %q", in, got, want)
		}
	}
}
