package phrase

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
)

var exercise = Names{
	Aircraft: []string{"EXLOBO", "EXMAR", "EXVIP1", "EXEAGLE1"},
	Sensors:  []string{"QNW", "TARS-FHU", "POLICE"},
	Feeds:    []string{"SDN-USA"},
	Centers:  []string{"SIVA", "NORAD", "WADS", "MMTY", "ZHU"},
}

// Each line of what a controller would type, and how it reads back.
func TestWhatIsTyped(t *testing.T) {
	tests := []struct{ typed, back string }{
		{"EXLOBO heading 350, climb FL240, speed 270", "EXLOBO heading 350, altitude 24000, speed 270"},
		{"exlobo hdg 360 alt 5000 ft spd 250 kt", "EXLOBO heading 0, altitude 5000, speed 250"},
		{"EXLOBO turn 090", "EXLOBO heading 90"},
		{"EXLOBO squawk 7500; EXVIP1 lead EXLOBO", "EXLOBO squawk 7500; EXVIP1 lead EXLOBO"},
		{"EXLOBO dark then EXMAR orb -10 nm", "EXLOBO dark; EXMAR orbit -10"},
		{"EXEAGLE1 launch", "EXEAGLE1 launch"},
		{"EXLOBO resume;", "EXLOBO resume"},
		{"EXLOBO land", "EXLOBO land"},
		{"radar QNW out; radar QNW back; radar QNW deg 10 dB", "radar QNW out; radar QNW back; radar QNW degrade 10"},
		{"radar TARS-FHU winch down", "radar TARS-FHU winch down"},
		{"radar QNW shift -200 m", "radar QNW shift -200 0"},
		{"feed SDN-USA cut; feed sdn-usa mend", "feed SDN-USA cut; feed SDN-USA mend"},
		{"observer POLICE sees 25.67, -100.24, 400 ft", "observer POLICE sees 25.67, -100.24, 400"},
		{"inject 4 send; inject 6 move 01:20:00 late start", "inject 4 send; inject 6 move 01:20:00 late start"},
		{"no play real-world emergency; play on", "no play real-world emergency; play on"},
		{"tell SIVA NORAD: last seen, north of Chihuahua", "tell SIVA NORAD: last seen, north of Chihuahua"},
		{"tell: ENDEX", "tell: ENDEX"},
		{"at SIVA offer T117 to NORAD", "at SIVA offer 117 NORAD"},
		{"at SIVA declare 117 no plan, dark", "at SIVA declare 117 no plan, dark"},
		{"at NORAD request SIVA track 9: what have you there", "at NORAD request SIVA track 9: what have you there"},
		{"at NORAD propose 9 to SIVA FL310", "at NORAD propose 9 SIVA FL310"},
		{"at NORAD suspend SIVA the line is tested", "at NORAD suspend SIVA the line is tested"},
		{"at NORAD accept 9 from SIVA 117, 31.2 106.5, FL240", "at NORAD accept 9 SIVA 117, 31.2 106.5, FL240"},
		{"at SIVA 117 susp no plan", "at SIVA 117 suspect no plan"},
		{"at WADS scramble 12 KHMN", "at WADS scramble 12 KHMN"},
		{"at WADS note three points for the hot wash", "at WADS note three points for the hot wash"},
	}
	for _, tt := range tests {
		bodies, err := Parse(tt.typed, &exercise)
		if err != nil {
			t.Errorf("%s\n  %v", tt.typed, err)
			continue
		}
		var said []string
		for _, b := range bodies {
			said = append(said, Text(b))
		}
		if got := strings.Join(said, "; "); got != tt.back {
			t.Errorf("%s\n  read back as %s\n  want         %s", tt.typed, got, tt.back)
		}
		again, err := Parse(strings.Join(said, "; "), &exercise)
		if d := cmp.Diff(bodies, again); d != "" || err != nil {
			t.Errorf("%s\n  the read-back is another order: %v\n%s", tt.typed, err, d)
		}
	}
}

// A slip never passes silently, nor does half of a chain act.
func TestWhatIsMistyped(t *testing.T) {
	tests := []struct{ typed, want string }{
		{"", `column 1: want an order: radar, feed, inject, no, play, tell, at, observer or the name of an aircraft, got nothing more`},
		{"EXLOB heading 350", `column 1: want an order: radar, feed, inject, no, play, tell, at, observer or the name of an aircraft, got "EXLOB"; try "EXLOBO"`},
		{"EXLOBO headign 350", `column 8: want what EXLOBO is to do, as heading, climb, speed, squawk, dark, orbit, land, got "headign"; try "heading"`},
		{"EXLOBO heading 400", `column 16: want a heading in degrees from 0 to 360, got "400"`},
		{"EXLOBO heading 350 heading 20", `column 20: want heading only once, got "heading"`},
		{"EXLOBO heading 350 EXMAR dark", `column 20: want heading, altitude or speed, or the end of the order, got "EXMAR"`},
		{"EXLOBO climb FL24O", `column 14: want a level as FL240, up to FL1300, got "FL24O"`},
		{"EXLOBO squawk 7580", `column 15: want a code of four digits from 0 to 7, got "7580"`},
		{"EXLOBO pursue EXLOBO", `column 15: want another aircraft, got "EXLOBO"`},
		{"EXLOBO dark; radar QNX out", `column 20: want the name of a radar, got "QNX"; try "QNW"`},
		{"radar QNW broken", `column 11: want out, back, degrade, shift or winch, got "broken"`},
		{"feed SDN-USA", `column 13: want cut or mend, got nothing more`},
		{"inject four send", `column 8: want the number of an inject from 1 to 100000, got "four"`},
		{"inject 4 move noon", `column 15: want a time hh:mm:ss, got nothing more`},
		{"tell SIVA NORAD last seen", `column 17: want the name of a center, or a colon and the words, got "last"`},
		{"at SIVA shoot 117", `column 9: want what SIVA does, as declare, warn, offer, accept, scramble, note, or the number of a track, got "shoot"`},
		{"at SIVA offer 117", `column 18: want the name of a center, got nothing more`},
		{"at SIVA warn 117 NORAD at once", `column 24: want the end of the order, got "at once"`},
		{"EXLOBO dark EXMAR dark", `column 13: want ";" or then, and another order, got "EXMAR"`},
	}
	for _, tt := range tests {
		bodies, err := Parse(tt.typed, &exercise)
		if err == nil || err.Error() != tt.want || bodies != nil {
			t.Errorf("%q\n  got  %v, %v\n  want %s", tt.typed, err, bodies, tt.want)
		}
	}
}

func TestReadBackInThreeLanguages(t *testing.T) {
	bodies, err := Parse("EXLOBO heading 5, climb 24000, speed 270", &exercise)
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[air.Language]string{
		air.English: "heading 005, altitude 24000 feet, speed 270 knots, EXLOBO",
		air.Spanish: "rumbo 005, altitud 24000 pies, velocidad 270 nudos, EXLOBO",
		air.French:  "cap 005, altitude 24000 pieds, vitesse 270 nœuds, EXLOBO",
	} {
		if got := ReadBack(bodies[0], in); got != want {
			t.Errorf("%v: %s, want %s", in, got, want)
		}
	}
	if got := ReadBack(air.FeedCut{Feed: "SDN-USA"}, air.Spanish); got != "entendido: feed SDN-USA cut" {
		t.Errorf("got %s", got)
	}
}

// Whatever is typed, it is an order or a fault; an order's text is that order.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"EXLOBO heading 350, climb FL240", "at SIVA offer 117 to NORAD; no play x", "tell: \u00e9 ; then", "radar QNW shift 1e300"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		bodies, err := Parse(text, &exercise)
		var fault *Fault
		if err != nil {
			if !errors.As(err, &fault) || bodies != nil || fault.At > len(text) {
				t.Fatalf("%q: %v, %v", text, bodies, err)
			}
			return
		}
		for _, b := range bodies {
			again, err := Parse(Text(b), &exercise)
			if err != nil {
				t.Fatalf("%q reads back as %q: %v", text, Text(b), err)
			}
			if d := cmp.Diff([]air.Body{b}, again); d != "" {
				t.Fatalf("%q reads back as %q:\n%s", text, Text(b), d)
			}
		}
	})
}

// Every line of the page for users is an order.
func TestThePageForUsers(t *testing.T) {
	page, err := os.ReadFile("../../docs/orders.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for i, block := range strings.Split(string(page), "```") {
		text, ok := strings.CutPrefix(block, "orders\n")
		if i%2 == 0 || !ok {
			continue
		}
		for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
			lines++
			if _, err := Parse(line, &exercise); err != nil {
				t.Errorf("%s\n  %v", line, err)
			}
		}
	}
	if lines < 20 {
		t.Errorf("%d lines in the page, want all of them", lines)
	}
}
