package air

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseNation(t *testing.T) {
	tests := []struct {
		in      string
		want    Nation
		wantErr string
	}{
		{in: "USA", want: USA},
		{in: "CAN", want: CAN},
		{in: "MEX", want: MEX},
		{in: "NONE", wantErr: `nation "NONE": want USA, CAN or MEX`},
		{in: "usa", wantErr: `nation "usa": want USA, CAN or MEX`},
		{in: "", wantErr: `nation "": want USA, CAN or MEX`},
	}
	for _, tt := range tests {
		got, err := ParseNation(tt.in)
		if msg := errorText(err); msg != tt.wantErr || got != tt.want {
			t.Errorf("ParseNation(%q) = %v, %q; want %v, %q", tt.in, got, msg, tt.want, tt.wantErr)
		}
	}
	if got := Nation(200).String(); got != "?" {
		t.Errorf("a nation that is none = %q, want ?", got)
	}
}

// TestRelease: a datum goes to an audience if every nation of it may have it.
func TestRelease(t *testing.T) {
	norad, coord := Only(USA, CAN), Only(USA, CAN, MEX)
	tests := []struct {
		name            string
		label, audience Release
		want            bool
	}{
		{"a US plot to the US", Only(USA), Only(USA), true},
		{"a US plot to NORAD, where Canada looks on", Only(USA), norad, false},
		{"a plot for the US and Canada to NORAD", norad, norad, true},
		{"a plot for the US and Canada to all three", norad, coord, false},
		{"a plot for all to Mexico", coord, Only(MEX), true},
		{"a plot for nobody to Mexico", 0, Only(MEX), false},
		{"a plot for all to nobody", coord, 0, false},
		{"a plot for nobody to nobody", 0, 0, false},
	}
	for _, tt := range tests {
		if got := tt.label.To(tt.audience); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestReleaseString(t *testing.T) {
	tests := []struct {
		in   Release
		want string
	}{
		{0, "nobody"}, {Only(NoNation), "nobody"}, {Only(USA), "USA"}, {Only(MEX, USA), "USA+MEX"}, {Only(USA, CAN, MEX), "USA+CAN+MEX"},
	}
	for _, tt := range tests {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("Release(%b) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

// TestMoreReleaseMoreAudience: adding a nation to a label takes nothing away,
// adding one to an audience gives nothing.
func TestMoreReleaseMoreAudience(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := Release(rapid.Uint16Range(0, 7).Draw(t, "label"))
		audience := Release(rapid.Uint16Range(0, 7).Draw(t, "audience"))
		more := Only(rapid.SampledFrom(Nations).Draw(t, "nation"))
		if label.To(audience) && !(label | more).To(audience) {
			t.Fatalf("%v may go to %v, but with %v it may not", label, audience, more)
		}
		if audience != 0 && label.To(audience|more) && !label.To(audience) {
			t.Fatalf("%v may go to %v and %v together, but not without the latter", label, audience, more)
		}
	})
}
