package center

import (
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
		{"estimate", "(ESTMMTY/KZHU014-XAM123/A4521-MMMX1410-HANDO/1632F350-KIAH)"},
		{"plan", "(CPLMMTY/KZHU014-XAM123/A4521-IN-B738/M-S/C-MMMX1410-HANDO/1632F350-N0452F350 DCT-KIAH-0)"},
		{"change", "(MODMMTY/KZHU014-XAM123/A4521-MMMX1410-HANDO/1632F350-KIAH)"},
		{"cancel", "(CNLMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH)"},
		{"hand_off", "(RTIMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH-KZHU01-162210/2718N09655W/N0452/012/F350)"},
		{"take", "(RTAMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH-MMTY01)"},
	}
	for _, tt := range tests {
		talk.Word = tt.word
		if got := namLike.render(monterreyHouston, &talk); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.word, got, tt.want)
		}
	}
	lam := air.Talk{Word: "copied", Serial: 1000, Answers: 14}
	if got, want := namLike.render(line{from: "ZHU", to: "MMTY"}, &lam), "(LAMKZHU/MMTY000MMTY/KZHU014)"; got != want {
		t.Errorf("got %s, want %s: the thousandth message is 000", got, want)
	}
}

// What published parsers of such messages are tested with is read, and what of it
// is ours to send is written again as it was. No message of the NAM ICD was seen.
func TestMessagesSeenElsewhere(t *testing.T) {
	none := air.Talk{Word: "estimate", Serial: 98, Callsign: "TEST01", From: "SAGE", Dest: "LOWL", Point: "PNT", Boundary: 12*air.Hour + 34*air.Minute}
	activation := none
	activation.Level, activation.Has, activation.Crossing, activation.Amends = air.FLFeet(35000), air.HasLevel, "F200A", "13/KATE0900"
	tests := []struct {
		set  *messageSet
		text string
		want air.Talk
		on   line
	}{
		{&oldiLike, "(ACTAA/LL098-TEST01-SAGE-PNT/1234F350F200A-LOWL-13/KATE0900)", activation, line{from: "AA", to: "LL"}},
		{&oldiLike, "(RJCVV/MM011GG/KK022)", air.Talk{Word: "decline", Serial: 11, Answers: 22}, line{from: "VV", to: "MM", about: [2]string{"GG", "KK"}}},
		{&oldiLike, "(SBYNN/MM999SS/AA099)", air.Talk{Word: "standby", Serial: 999, Answers: 99}, line{from: "NN", to: "MM", about: [2]string{"SS", "AA"}}},
		{&oldiLike, "(LAMZZ/TT654)", air.Talk{Word: "copied", Serial: 654}, line{from: "ZZ", to: "TT"}},
		{
			&oldiLike, "(MACAA/LL098-TEST01-SAGE-LOWL-PETE-13/KATE0900)",
			air.Talk{Word: "cancel", Serial: 98, Callsign: "TEST01", From: "SAGE", Point: "LOWL", Dest: "PETE", Amends: "13/KATE0900"}, line{from: "AA", to: "LL"},
		},
		{
			&oldiLike, "(CPLE/L001 -TEST01-LOWL0800-LOWW0200-221212-9/B737/M)",
			air.Talk{Word: "plan", Serial: 1, Callsign: "TEST01", From: "LOWL", Depart: 8 * air.Hour, Dest: "LOWW", Flying: 2 * air.Hour, Reason: "DOF/221212", Type: "B737"}, line{from: "E", to: "L"},
		},
		{
			&namLike, "(ESTKZHU/MMTY014-XAM123/A4521-MMMX1410-HANDO/1532F350-KIAH)",
			air.Talk{
				Word: "estimate", Serial: 14, Callsign: "XAM123", Code: 0o4521, Has: air.HasCode | air.HasLevel, From: "MMMX", Depart: 14*air.Hour + 10*air.Minute,
				Point: "HANDO", Boundary: 15*air.Hour + 32*air.Minute, Level: air.FLFeet(35000), Dest: "KIAH",
			}, line{from: "KZHU", to: "MMTY"},
		},
		{&namLike, "(LAMMMTY/KZHU201KZHU/MMTY014)", air.Talk{Word: "copied", Serial: 201, Answers: 14}, line{from: "MMTY", to: "KZHU", about: [2]string{"KZHU", "MMTY"}}},
	}
	for _, tt := range tests {
		on, got, bad := tt.set.read(0, tt.text, 12*air.Hour)
		if bad != nil {
			t.Errorf("%s: %s", tt.text, bad.text())
			continue
		}
		if d := cmp.Diff(tt.want, got); d != "" || on != tt.on {
			t.Errorf("%s: on %+v (-want +got):\n%s", tt.text, on, d)
		}
		if l := tt.set.titled(tt.text[1:4]); l.from != unsent {
			if again := on.write(l, &got); again != tt.text {
				t.Errorf("written again: %s\nwant %s", again, tt.text)
			}
		}
	}
}

// What is rendered is read back as it was, to the steps of the line: minutes of
// time and of arc, hundreds of feet. In each family, each message.
func TestMessagesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := air.Time(rapid.IntRange(0, 4*3600).Draw(t, "now")) * air.Second
		minute := func(name string) air.Time {
			return (now/air.Minute + air.Time(rapid.IntRange(-300, 300).Draw(t, name))) * air.Minute
		}
		arc := func(name string, limit int) float64 {
			return float64(rapid.IntRange(-limit*60, limit*60).Draw(t, name)) / 60
		}
		set := rapid.SampledFrom(messageSets[:]).Draw(t, "set")
		layout := rapid.SampledFrom(set.layouts).Draw(t, "layout")
		talk := air.Talk{
			Word: layout.word, Callsign: rapid.StringMatching("[A-Z][A-Z0-9]{0,7}").Draw(t, "callsign"),
			Code: air.Mode3A(rapid.IntRange(1, 0o7777).Draw(t, "code")), Has: air.HasCode | air.HasLevel,
			Level: air.FLFeet(100 * float64(rapid.IntRange(1, 600).Draw(t, "level"))), From: "MMMX", Dest: "KIAH",
			Depart: minute("depart"), Boundary: minute("boundary"), Serial: rapid.IntRange(1, serials).Draw(t, "serial"),
			Answers: rapid.IntRange(0, serials).Draw(t, "answers"), Type: rapid.SampledFrom([]string{"B738", ""}).Draw(t, "type"), Point: "2604N09802W",
			Measured: now, Lat: arc("lat", 90), Lon: arc("lon", 180), SpeedKt: rapid.IntRange(0, 999).Draw(t, "knots"), Course: rapid.IntRange(1, 360).Draw(t, "course"),
			Crossing: rapid.SampledFrom([]string{"", "F200A", "A080B"}).Draw(t, "crossing"), Flying: air.Time(rapid.IntRange(0, 1200).Draw(t, "flying")) * air.Minute,
			Amends: rapid.SampledFrom([]string{"", "13/KATE0900", "13/KATE0900-9/B737/M"}).Draw(t, "amends"),
		}
		if layout.has("dof") {
			talk.Reason = "DOF/260725"
		}
		on := monterreyHouston
		text := on.write(&layout, &talk)
		got, bad := set.parse(on, text, now)
		if bad != nil {
			t.Fatalf("%s: %s", text, bad.text())
		}
		if again := on.write(&layout, &got); again != text {
			t.Errorf("got  %s\nwant %s", again, text)
		}
		if first := set.titled(layout.title).word; got.Word != first || layout.from < either && set.meant(got.Word, layout.from) != layout.word {
			t.Errorf("%s: read as %s, meant as %s, want %s", text, got.Word, set.meant(got.Word, layout.from), layout.word)
		}
		if layout.has("32") && (got.Measured != talk.Measured || max(got.Lat-talk.Lat, talk.Lat-got.Lat) > 1e-9 || got.Course != talk.Course) {
			t.Errorf("%s: got %+v, want %+v", text, got, talk)
		}
		if (layout.has("14") || layout.has("22/14")) && (got.Boundary != talk.Boundary || got.Level != talk.Level || got.Crossing != talk.Crossing) {
			t.Errorf("%s: boundary %v, want %v", text, got.Boundary, talk.Boundary)
		}
	})
}

func TestWhatIsWrongWithAMessage(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a course of 400 degrees", "(RTUMMTY/KZHU014-XAM123-MMMX1410-KIAH-KZHU01-162210/2721N09655W/N0452/400/F350)", "04/32/1622102721N09655"},
		{"no message at all", "hello", "01//"},
		{"a title that is not of the set", "(ACTMMTY/KZHU014)", "01//ACT"},
		{"from another unit", "(LAMMMEX/KZHU014)", "01/3/MMEXKZHU"},
		{"a serial of letters", "(LAMMMTY/KZHU0A4)", "01/3/LAMMMTYKZHU0A4"},
		{"a code of all zeros", "(CNLMMTY/KZHU014-XAM123/A0000-MMMX1410-KIAH)", "04/7/XAM123A0000"},
		{"an hour 25", "(CNLMMTY/KZHU014-XAM123-MMMX2510-KIAH)", "04/13/MMMX2510"},
		{"61 minutes of arc", "(RTUMMTY/KZHU014-XAM123-MMMX1410-KIAH-KZHU01-162210/2761N09655W/N0452/012/F350)", "04/32/1622102761N09655"},
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

// Whatever comes over a line, reading it returns; and what it reads, it writes so
// that the same is read again.
func FuzzParse(f *testing.F) {
	for set, texts := range [][]string{{
		"(ESTMMTY/KZHU014-XAM123/A4521-MMMX1410-HANDO/1632F350-KIAH)",
		"(CPLMMTY/KZHU014-XAM123/A4521-IN-B738/M-S/C-MMMX1410-HANDO/1632F350-N0452F350 DCT-KIAH-0)",
		"(RTIMMTY/KZHU014-XAM123/A4521-MMMX1410-KIAH-KZHU01-162210/2718N09655W/N0452/012/F350)",
		"(LRMMMTY/KZHU014KZHU/MMTY001-RMK/09/7/2301)",
	}, {
		"(ACTMMTY/KZHU098-TEST01-SAGE-PNT/1234F350F200A-LOWL-13/KATE0900)",
		"(ABIMMTY/KZHU098-TEST01/A2301-SAGE-PNT/1234S1130-LOWL-9/B738/M)",
		"(CPLMMTY/KZHU001 -TEST01-LOWL0800-LOWW0200-221212-9/B737/M)",
		"(RJCMMTY/KZHU011KZHU/MMTY022)",
	}, {
		"(CDNMMTY/KZHU014-XAM123-MMMX1410-KIAH-14/HANDO/1632F350)",
		"(TRUMMTY/KZHU014-XAM123-MMMX1410-KIAH-HDG/012 SPD/N0452 CFL/A350)",
	}} {
		for _, text := range texts {
			f.Add(text, set)
		}
	}
	f.Fuzz(func(t *testing.T, text string, of int) {
		set := messageSets[uint(of)%uint(len(messageSets))]
		on, talk, bad := set.read(monterreyHouston.start, text, air.Hour)
		if bad != nil {
			return
		}
		again := on.write(set.titled(text[1:4]), &talk)
		_, same, bad := set.read(monterreyHouston.start, again, air.Hour)
		if bad != nil || same != talk {
			t.Errorf("read and written again:\n%s\n%s\n%+v\n%+v, %v", text, again, talk, same, bad)
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
