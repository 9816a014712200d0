package center

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"perimeter/air"
)

var monterreyHouston = line{from: "MMTY", to: "ZHU", start: 1563379200} // 2019-07-17 16:00 UTC

func TestMessagesAsTheyGoOverTheLine(t *testing.T) {
	talk := air.Talk{
		Callsign: "XAM123", Code: 0o4521, Has: air.HasCode | air.HasLevel, From: "MMMX", Dest: "KIAH", Depart: -110 * air.Minute,
		Point: "HANDO", Boundary: 32 * air.Minute, Level: air.FLFeet(35000), Serial: 14, Type: "B738",
		Measured: 22*air.Minute + 10*air.Second, Lat: 27.3, Lon: -96.91667, SpeedKt: 452, Course: 12,
	}
	tests := []struct{ word, want string }{
		{"EST", "(ESTMMTY/KZHU014-XAM123/A4521-MMMX1410-HANDO/1632F350-KIAH)"},
		{"CPL", "(CPLMMTY/KZHU014-XAM123/A4521-IN-B738/M-S/C-MMMX1410-HANDO/1632F350-N0452F350 DCT-KIAH-0)"},
		{"MOD", "(MODMMTY/KZHU014-XAM123/A4521-MMMX1410-HANDO/1632F350-KIAH)"},
		{"CNL", "(CNLMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH)"},
		{"RTI", "(RTIMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH-MMTY01-162210/2718N09655W/N0452/012/F350)"},
		{"RTA", "(RTAMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH-MMTY01)"},
	}
	for _, tt := range tests {
		talk.Word = tt.word
		if got := namLike.render(monterreyHouston, &talk); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.word, got, tt.want)
		}
	}
	lam := air.Talk{Word: "LAM", Serial: 1000, Answers: 14}
	if got, want := namLike.render(line{from: "ZHU", to: "MMTY"}, &lam), "(LAMKZHU/MMTY000MMTY/KZHU014)"; got != want {
		t.Errorf("got %s, want %s: the thousandth message is 000", got, want)
	}
}

// What is rendered is read back as it was, to the steps of the line: minutes of
// time and of arc, hundreds of feet.
func TestMessagesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := air.Time(rapid.IntRange(0, 4*3600).Draw(t, "now")) * air.Second
		minute := func(name string) air.Time {
			return (now/air.Minute + air.Time(rapid.IntRange(-300, 300).Draw(t, name))) * air.Minute
		}
		arc := func(name string, limit int) float64 {
			return float64(rapid.IntRange(-limit*60, limit*60).Draw(t, name)) / 60
		}
		talk := air.Talk{
			Word: rapid.SampledFrom(namLike.layouts).Draw(t, "layout").word, Callsign: rapid.StringMatching("[A-Z][A-Z0-9]{0,7}").Draw(t, "callsign"),
			Code: air.Mode3A(rapid.IntRange(1, 0o7777).Draw(t, "code")), Has: air.HasCode | air.HasLevel,
			Level: air.FLFeet(100 * float64(rapid.IntRange(1, 600).Draw(t, "level"))), From: "MMMX", Dest: "KIAH",
			Depart: minute("depart"), Boundary: minute("boundary"), Serial: rapid.IntRange(1, serials).Draw(t, "serial"),
			Answers: rapid.IntRange(0, serials).Draw(t, "answers"), Type: "B738", Point: "2604N09802W",
			Measured: now, Lat: arc("lat", 90), Lon: arc("lon", 180), SpeedKt: rapid.IntRange(0, 999).Draw(t, "knots"), Course: rapid.IntRange(1, 360).Draw(t, "course"),
		}
		text := namLike.render(monterreyHouston, &talk)
		got, bad := namLike.parse(monterreyHouston, text, now)
		if bad != nil {
			t.Fatalf("%s: %s", text, bad.text())
		}
		if again := namLike.render(monterreyHouston, &got); again != text {
			t.Errorf("got  %s\nwant %s", again, text)
		}
		fields := " " + namLike.find(talk.Word).fields + " "
		if strings.Contains(fields, " 32 ") && (got.Measured != talk.Measured || max(got.Lat-talk.Lat, talk.Lat-got.Lat) > 1e-9 || got.Course != talk.Course) {
			t.Errorf("%s: got %+v, want %+v", text, got, talk)
		}
		if strings.Contains(fields, " 14 ") && (got.Boundary != talk.Boundary || got.Level != talk.Level) {
			t.Errorf("%s: boundary %v, want %v", text, got.Boundary, talk.Boundary)
		}
	})
}

func TestWhatIsWrongWithAMessage(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no message at all", "hello", "01//"},
		{"a title that is not of the set", "(ACTMMTY/KZHU014)", "01//ACT"},
		{"from another unit", "(LAMMMEX/KZHU014)", "01/3/LAMMMEXKZHU014"},
		{"a serial of letters", "(LAMMMTY/KZHU0A4)", "01/3/LAMMMTYKZHU0A4"},
		{"a code of all zeros", "(CNLMMTY/KZHU014-XAM123/A0000-MMMX1410-KIAH)", "03/7/XAM123A0000"},
		{"an hour 25", "(CNLMMTY/KZHU014-XAM123-MMMX2510-KIAH)", "03/13/MMMX2510"},
		{"61 minutes of arc", "(RTUMMTY/KZHU014-XAM123-MMMX1410-KIAH-MMTY01-162210/2761N09655W/N0452/012/F350)", "03/32/1622102761N09655"},
		{"a field is missing", "(CNLMMTY/KZHU014-XAM123-MMMX1410)", "03/16/missing"},
		{"a field too many", "(CNLMMTY/KZHU014-XAM123-MMMX1410-KIAH-0)", "03/16/0"},
	}
	for _, tt := range tests {
		_, bad := namLike.parse(monterreyHouston, tt.text, 0)
		if bad == nil {
			t.Errorf("%s: %s was read", tt.name, tt.text)
		} else if got := bad.text(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Whatever comes over a line, reading it returns; and what it reads, it writes
// the same again.
func FuzzParse(f *testing.F) {
	f.Add("(ESTMMTY/KZHU014-XAM123/A4521-MMMX1410-HANDO/1632F350-KIAH)")
	f.Add("(CPLMMTY/KZHU014-XAM123/A4521-IN-B738/M-S/C-MMMX1410-HANDO/1632F350-N0452F350 DCT-KIAH-0)")
	f.Add("(RTIMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH-MMTY01-162210/2718N09655W/N0452/012/F350)")
	f.Add("(LRMMMTY/KZHU014KZHU/MMTY001-RMK/09/7/2301)")
	f.Fuzz(func(t *testing.T, text string) {
		talk, bad := namLike.parse(monterreyHouston, text, air.Hour)
		if bad != nil {
			return
		}
		if again := namLike.render(monterreyHouston, &talk); again != text {
			t.Errorf("read and written again:\n%s\n%s", text, again)
		}
	})
}

func FuzzReadBack(f *testing.F) {
	f.Add("track 12, 29.221N 104.300W, FL150")
	f.Fuzz(func(t *testing.T, text string) { readBack(text) })
}

func TestAReadBackIsUnderstood(t *testing.T) {
	offer := air.Talk{Number: 12, Lat: 29.221, Lon: -104.3, Level: air.FLFeet(15000), Has: air.HasLevel}
	want := air.Talk{Other: 12, Lat: 29.221, Lon: -104.3, Level: air.FLFeet(15000), Has: air.HasLevel}
	for _, text := range []string{readBackText(&offer), "Track 12 29.221n 104.3w fl150", "traza 12; 29.221N; 104.300W; FL150"} {
		if d := cmp.Diff(want, readBack(text)); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
}
