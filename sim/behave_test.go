package sim_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// The sky in which every behaviour makes a difference: a King Air that carries a
// jammer on its climb, an airliner that passes ahead of it, and a balloon.
const behaveSky = `title = "Behaviours"
start_utc = 2019-07-17T14:00:00Z
duration = "00:30:00"
[weather]
wind = [{ level_ft = 0, from_deg = 250, speed_kt = 20 }]
[[aircraft]]
name = "EXMAR"
type = "B738"
nation = "MEX"
route = [{ lat = 26.5, lon = -104.6, alt_ft = 20000, speed_kt = 290 }, { lat = 28.5, lon = -102.0 }]
[[aircraft]]
name = "EXGLOBO"
type = "BALN"
nation = "MEX"
transponder = "off"
route = [{ lat = 30, lon = -100, alt_ft = 60000, speed_kt = 30 }, { lat = 34, lon = -100 }]
[[aircraft]]
name = "EXLOBO"
type = "B350"
nation = "MEX"
jammer = { erp_w = 50, frequency_mhz = 1300 }
route = [{ lat = 26, lon = -104, alt_ft = 15000, speed_kt = 250 }, { lat = 27.5, lon = -104, alt_ft = 24000 }, { lat = 30, lon = -104 }]
`

// undone are the behaviours that end another, and what they end.
var undone = map[string]string{"honest": "dark", "quiet": "jam", "resume": "orbit"}

// acting returns who does a behaviour in that sky, and with what words.
func acting(b air.Behaviour) air.Behave {
	do := air.Behave{Aircraft: "EXLOBO", As: b.As}
	if b.Other != "" {
		do.Other = "EXMAR"
	}
	switch b.As {
	case "drift":
		do.Aircraft = "EXGLOBO"
	case "squawk":
		do.Value = 1200
	case "hijack", "hijack_silent":
		do.Value = 90
	}
	return do
}

func words(b air.Behave) string {
	s := fmt.Sprintf("as = %q", b.As)
	if b.Other != "" {
		s += fmt.Sprintf(", other = %q", b.Other)
	}
	if b.Value != 0 {
		s += fmt.Sprintf(", value = %g", b.Value)
	}
	return s
}

// begun is when the deed begins, and the end of the look at it.
const (
	begun  = 2 * air.Minute
	looked = 5 * air.Minute
)

// skyTape keeps the truth of each beat. It is a Tap.
type skyTape []truth.Snapshot

func (s *skyTape) Beat(b *truth.Beat) error {
	c := *b.Truth
	c.Aircraft = append([]truth.Aircraft(nil), c.Aircraft...)
	c.Clouds = append([]truth.Cloud(nil), c.Clouds...)
	*s = append(*s, c)
	return nil
}

// skyOf flies a sky, with what the director orders.
func skyOf(t *testing.T, text string, orders ...air.Body) skyTape {
	t.Helper()
	sc, faults := scenario.Load("behave.toml", []byte(text))
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	e := engine(t, sc, 5)
	for _, order := range orders {
		if err := e.Check(order); err != nil {
			t.Fatal(err)
		}
		e.Submit(air.Order{At: begun, From: air.Director, Body: order})
	}
	var tape skyTape
	e.Attach(&tape)
	runTo(t, e, looked)
	return tape
}

// Each word of the list does the same whether the aircraft's own table says it,
// the MSEL, or the director by hand, to the bit, from the same beat on; and
// without it the sky is another.
func TestBehaviourByTableMSELAndHand(t *testing.T) {
	for _, b := range air.Behaviours {
		t.Run(b.As, func(t *testing.T) {
			do := acting(b)
			before := ""
			if was := undone[b.As]; was != "" {
				before = fmt.Sprintf("[[inject]]\nat = \"00:01:00\"\ntitle = \"Before\"\nbehave = [{ aircraft = \"EXLOBO\", as = %q }]\n", was)
			}
			name := fmt.Sprintf("name = %q\n", do.Aircraft)
			own := strings.Replace(behaveSky, name, name+fmt.Sprintf("behave = [{ at = \"00:02:00\", %s }]\n", words(do)), 1)
			quiet := skyOf(t, behaveSky+before)
			hand := skyOf(t, behaveSky+before, do)
			msel := skyOf(t, behaveSky+before+fmt.Sprintf("[[inject]]\nat = \"00:02:00\"\ntitle = \"Deed\"\nbehave = [{ aircraft = %q, %s }]\n", do.Aircraft, words(do)))
			if i := parted(quiet, hand); i < 0 || quiet[i].From < begun {
				t.Fatalf("by hand: parts from the quiet sky in beat %d, want one from %v on", i, begun)
			}
			if i := parted(hand, msel); i >= 0 {
				t.Errorf("the MSEL's sky parts from the director's at %v", hand[i].At)
			}
			if i := parted(hand, skyOf(t, own+before)); i >= 0 {
				t.Errorf("the aircraft's own sky parts from the director's at %v", hand[i].At)
			}
		})
	}
}

// parted returns the first beat in which two skies differ; -1: none.
func parted(a, b skyTape) int {
	for i := range a {
		if !reflect.DeepEqual(a[i], b[i]) {
			return i
		}
	}
	return -1
}

// Each kind of threat does the same whether its table gives the time, the MSEL
// launches it, or the director by hand; and its deed comes so long after its
// start, whenever that is.
func TestThreatByTableMSELAndHand(t *testing.T) {
	for _, kind := range scenario.ThreatKinds() {
		t.Run(kind, func(t *testing.T) {
			threat := func(when string) string {
				s := fmt.Sprintf("[[threat]]\nkind = %q\nname = \"EXAMENAZA\"\nnation = \"MEX\"\n%s\nafter = \"00:01:00\"\nfrom = { lat = 25.5, lon = -97.0 }\nto = { lat = 26.5, lon = -96.0 }\n", kind, when)
				switch kind {
				case "clone", "swap":
					s += "other = \"EXMAR\"\n"
				case "relay":
					s += "via = [{ lat = 26.0, lon = -96.5 }]\n"
				case "drone":
					s += "fuel_h = 3\n"
				case "swarm":
					s += "fuel_h = 3\ncount = 2\n"
				case "decoys", "bomber":
					s += "count = 2\n"
				}
				return behaveSky + s
			}
			names := []string{"EXAMENAZA"}
			switch kind {
			case "swarm", "decoys", "bomber":
				names = []string{"EXAMENAZA-1", "EXAMENAZA-2"}
			case "relay": // the second waits for the first in any case
				names = []string{"EXAMENAZA-1"}
			}
			var launch []air.Body
			quoted := ""
			for _, n := range names {
				launch = append(launch, air.Launch{Aircraft: n})
				quoted += fmt.Sprintf("%q, ", n)
			}
			table := skyOf(t, threat("at = \"00:02:00\""))
			if i := parted(skyOf(t, behaveSky), table); i < 0 || table[i].From < begun {
				t.Fatalf("the threat's sky parts from the quiet one in beat %d, want one from %v on", i, begun)
			}
			waiting := threat("standby = true")
			if i := parted(table, skyOf(t, waiting, launch...)); i >= 0 {
				t.Errorf("the director's sky parts from the table's at %v", table[i].At)
			}
			msel := waiting + fmt.Sprintf("[[inject]]\nat = \"00:02:00\"\ntitle = \"It comes\"\nlaunch = [%s]\n", quoted)
			if i := parted(table, skyOf(t, msel)); i >= 0 {
				t.Errorf("the MSEL's sky parts from the table's at %v", table[i].At)
			}
		})
	}
}

// The sky with an aerostat and a radar that see it, and a center.
const watchedSky = behaveSky + `
[[radar]]
sites = ["TARS-MRF", "QNW"]
[[center]]
name = "USA"
audience = ["USA"]
[[feed]]
name = "JSS"
from_nation = "USA"
to = "USA"
delay_s = 1.5
[[aircraft]]
name = "EXCERCA"
type = "B738"
nation = "USA"
route = [{ lat = 31.3, lon = -105.6, alt_ft = 33000, speed_kt = 440 }, { lat = 32.0, lon = -103.6 }]
`

// The threats to the network, too, do the same by the MSEL and by hand: to the
// plots, to what the feeds carry and to what the center makes of it.
func TestNetworkThreatsByMSELAndHand(t *testing.T) {
	for _, tt := range []struct {
		body air.Body
		key  string // of the inject
		what string // topic that changes
	}{
		{air.SensorOut{Sensor: "QNW"}, `sensor_out = ["QNW"]`, truth.TopicPlots},
		{air.Degrade{Sensor: "QNW", DB: 60}, `degrade = [{ radar = "QNW", db = 60 }]`, truth.TopicPlots},
		{air.Shift{Sensor: "QNW", Range: 500}, `shift = [{ radar = "QNW", range_m = 500 }]`, truth.TopicPlots},
		{air.FeedCut{Feed: "JSS"}, `feed_cut = ["JSS"]`, truth.TopicFeeds},
		{air.Winch{Sensor: "TARS-MRF", Down: true}, `winch_down = ["TARS-MRF"]`, truth.TopicPlots},
	} {
		t.Run(tt.body.Kind(), func(t *testing.T) {
			quiet := flown(t, watchedSky)
			hand := flown(t, watchedSky, tt.body)
			msel := flown(t, watchedSky+"[[inject]]\nat = \"00:02:00\"\ntitle = \"Deed\"\n"+tt.key+"\n")
			if bytes.Equal(quiet.messages[tt.what], hand.messages[tt.what]) {
				t.Errorf("by hand nothing changes in %s", tt.what)
			}
			for _, topic := range []string{truth.TopicPlots, truth.TopicLooks, truth.TopicFeeds, truth.TopicFates + "USA"} {
				if !bytes.Equal(hand.messages[topic], msel.messages[topic]) {
					t.Errorf("%s differ between the MSEL and the director", topic)
				}
			}
			if len(hand.messages[truth.TopicFates+"USA"]) == 0 {
				t.Error("the center has heard nothing")
			}
		})
	}
}

func flown(t *testing.T, text string, orders ...air.Body) *tape {
	t.Helper()
	sc, faults := scenario.Load("network.toml", []byte(text))
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	e := engine(t, sc, 5)
	for _, o := range orders {
		e.Submit(air.Order{At: begun, From: air.Director, Body: o})
	}
	tp := newTape()
	e.Attach(tp)
	runTo(t, e, looked)
	return tp
}
