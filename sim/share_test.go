package sim_test

import (
	"bytes"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim"
)

// monterrey is a Mexican center that keeps its plots and gives the United States
// its tracks of interest: an airliner passes, and a Citation that squawks 7500.
const monterrey = `
title = "Monterrey"
start_utc = 2019-07-17T14:00:00Z
duration = "00:15:00"
checkpoint = "00:02:00"

[[center]]
name = "MEX"
audience = ["MEX"]
[[center]]
name = "USA"
audience = ["USA"]

[[radar]]
site = "SEN-MMMY"
tracks_to = ["MEX", "USA"]
birds = 0
[[radar]]
site = "SEN-MMTM"

[[feed]]
name = "OWN"
from_nation = "MEX"
to = "MEX"
delay_s = 1
[[feed]]
name = "TOI"
from_center = "MEX"
to = "USA"
level = "toi"
delay_s = 2

[[aircraft]]
name = "EXCITA"
type = "C56X"
nation = "MEX"
role = "toi"
mode3a = "7500"
route = [{ lat = 25.8, lon = -99.6, alt_ft = 16000, speed_kt = 330 }, { lat = 27.6, lon = -99.2 }]
[[aircraft]]
name = "EXPLANA"
type = "A320"
nation = "MEX"
mode3a = "2417"
route = [{ lat = 25.0, lon = -100.8, alt_ft = 31000, speed_kt = 430 }, { lat = 28.6, lon = -97.6 }]
`

// last keeps the last view of each center.
type last struct{ views []*air.View }

func (l *last) Beat(b *truth.Beat) error {
	if l.views == nil {
		l.views = make([]*air.View, len(b.Views))
	}
	for i, v := range b.Views {
		if v != nil {
			l.views[i] = v
		}
	}
	return nil
}

// The neighbour gets the one track of interest, as the other center's, and not
// the airliner; none of Mexico's radars stands with it.
func TestATrackOfInterestCrossesTheBorderAlone(t *testing.T) {
	e, l := engine(t, load(t, monterrey), 1), &last{}
	e.Attach(l)
	runTo(t, e, 4*air.Minute)
	mex, usa := l.views[0], l.views[1]
	if len(mex.Tracks) != 2 || len(usa.Tracks) != 1 {
		t.Fatalf("%d tracks in Mexico, %d in the United States; want 2 and 1", len(mex.Tracks), len(usa.Tracks))
	}
	got := usa.Tracks[0]
	if got.Code != 0o7500 || got.Origin != 0 || !got.Lineage.Has(0) || got.By != ([6]air.Contribution{}) {
		t.Errorf("got %+v, want the one that squawks 7500, of center 0, by no sensor", got)
	}
}

// With the level at tracks both cross; with none nothing does.
func TestALevelSaysHowMuchCrosses(t *testing.T) {
	for level, want := range map[string]int{"none": 0, "toi": 1, "tracks": 2} {
		e, l := engine(t, load(t, strings.Replace(monterrey, `level = "toi"`, `level = "`+level+`"`, 1)), 1), &last{}
		e.Attach(l)
		runTo(t, e, 3*air.Minute)
		if got := len(l.views[1].Tracks); got != want {
			t.Errorf("level %s: %d tracks, want %d", level, got, want)
		}
	}
}

// What is written down and closed, or waits to be asked for, is not missed.
func TestAFeedThatBringsNothingYetIsNotSilent(t *testing.T) {
	plots := "[[feed]]\nname = \"SDN\"\nfrom = [\"SEN-MMMY\"]\nto = \"USA\"\nlevel = \"request\"\n"
	text := strings.NewReplacer(`level = "toi"`, "level = \"none\"\n"+plots, `tracks_to = ["MEX", "USA"]`, `release = ["MEX", "USA"]`).Replace(monterrey)
	e, l := engine(t, load(t, text), 1), &last{}
	e.Attach(l)
	runTo(t, e, 2*air.Minute)
	if v := l.views[1]; len(v.Alerts) != 0 || len(v.Feeds) != 1 || len(v.Plots) != 0 {
		t.Errorf("alerts %v, feeds %v, %d plots; want one feed that is still to be asked for", v.Alerts, v.Feeds, len(v.Plots))
	}
	submit(e, air.Act{Center: "MEX", Do: "grant", To: "USA", Text: "feed SDN", By: "seat"})
	runTo(t, e, 4*air.Minute)
	if v := l.views[1]; len(v.Tracks) == 0 {
		t.Error("granted, and no track is made of the plots")
	}
}

// submit gives an order by a person's hand, at once.
func submit(e *sim.Engine, body air.Body) {
	e.Submit(air.Order{At: e.Now(), From: 2, Origin: air.External, Body: body})
}

// What must be asked for crosses when the release officer has granted it, and no
// longer than was granted; he takes his time, and at most what was agreed.
func TestAFeedOnRequestOpensByAGrant(t *testing.T) {
	text := strings.Replace(monterrey, `level = "toi"`, "level = \"request\"\nopens = \"tracks\"\nanswer_min = 3\ngrant_min = 2", 1)
	e, l := engine(t, load(t, text), 1), &last{}
	e.Attach(l)
	runTo(t, e, 2*air.Minute)
	if n := len(l.views[1].Tracks); n != 0 {
		t.Fatalf("%d tracks before anybody asked", n)
	}
	submit(e, air.Act{Center: "USA", Do: "request", To: "MEX", Text: "feed TOI", By: "seat"})
	var opened, closed air.Time
	for e.Now() < 12*air.Minute {
		runTo(t, e, e.Now()+2*air.Second)
		for _, tr := range l.views[1].Tracks {
			if opened == 0 {
				opened = tr.Updated
			}
			closed = max(closed, tr.Updated)
		}
	}
	// Voice takes 45 s +- 15, the officer 45 s to 3 minutes; the last plot may be a
	// turn old.
	if opened < 3*air.Minute+3*air.Second || opened > 6*air.Minute+10*air.Second {
		t.Errorf("open at %v, want within 4 minutes of 00:02:00", opened)
	}
	if d := closed - opened; d < 105*air.Second || d > 125*air.Second {
		t.Errorf("open for %v, want about 2 minutes", d)
	}
	r := l.views[1].Desk.Requests
	if len(r) != 1 || r[0].Answer != "granted" && r[0].Answer != "late" {
		t.Errorf("on the desk of who asked: %+v", r)
	}
}

// A person may grant without being asked, deny, and nobody else's word counts.
func TestAGrantIsTheProvidersWord(t *testing.T) {
	text := strings.Replace(monterrey, `level = "toi"`, "level = \"request\"\nopens = \"tracks\"", 1)
	for by, want := range map[string]int{"MEX": 2, "USA": 0} {
		e, l := engine(t, load(t, text), 1), &last{}
		e.Attach(l)
		runTo(t, e, air.Minute)
		submit(e, air.Act{Center: by, Do: "grant", To: "USA", Text: "feed TOI: for the Citation", By: "seat"})
		runTo(t, e, 2*air.Minute)
		if got := len(l.views[1].Tracks); got != want {
			t.Errorf("granted by %s: %d tracks, want %d", by, got, want)
		}
	}
}

// The provider suspends and resumes; the receiver cannot. What is suspended at
// the start waits for the provider's word. The receiver is told.
func TestTheProviderSuspendsItsFeed(t *testing.T) {
	e, l := engine(t, load(t, strings.Replace(monterrey, `level = "toi"`, "level = \"toi\"\nsuspended = true", 1)), 1), &last{}
	e.Attach(l)
	count := func(until air.Time) int {
		runTo(t, e, until)
		return len(l.views[1].Tracks)
	}
	if n := count(2 * air.Minute); n != 0 {
		t.Errorf("suspended at the start: %d tracks", n)
	}
	submit(e, air.Act{Center: "USA", Do: "resume", To: "TOI", By: "seat"})
	if n := count(3 * air.Minute); n != 0 {
		t.Errorf("resumed by its receiver: %d tracks", n)
	}
	submit(e, air.Act{Center: "MEX", Do: "resume", To: "TOI", By: "seat"})
	if n := count(4 * air.Minute); n != 1 {
		t.Errorf("resumed by its provider: %d tracks, want 1", n)
	}
	submit(e, air.Act{Center: "MEX", Do: "suspend", To: "TOI", Text: "caveat query", By: "seat"})
	if n := count(10 * air.Minute); n != 0 {
		t.Errorf("suspended: %d tracks six minutes later", n)
	}
	var told []string
	for _, m := range l.views[1].Messages {
		told = append(told, m.Text)
	}
	if len(told) != 2 || told[1] != "suspend feed TOI caveat query" {
		t.Errorf("the receiver was told %q", told)
	}
}

// A slip in an order about a feed is told before it acts.
func TestASlipInAWordOnAFeedIsTold(t *testing.T) {
	e := engine(t, load(t, monterrey), 1)
	for text, body := range map[string]air.Body{
		"":                                      air.Act{Center: "USA", Do: "request", To: "MEX", Text: "feed TOI"},
		`act: no feed "TOY" in this exercise`:   air.Act{Center: "USA", Do: "request", To: "MEX", Text: "feed TOY"},
		`act: no feed "TO" in this exercise`:    air.Act{Center: "MEX", Do: "grant", To: "USA", Text: "feed TO: search"},
		`act: no center "USB" in this exercise`: air.Act{Center: "MEX", Do: "deny", To: "USB", Text: "feed TOI"},
		`act: no feed "OUT" in this exercise`:   air.Act{Center: "MEX", Do: "suspend", To: "OUT"},
	} {
		got := ""
		if err := e.Check(body); err != nil {
			got = err.Error()
		}
		if got != text {
			t.Errorf("%+v: %q, want %q", body, got, text)
		}
	}
}

// A feed goes on after a checkpoint as if nothing had been: lanes, words, what is
// under way, what was granted.
func TestSharingSurvivesACheckpoint(t *testing.T) {
	text := strings.Replace(monterrey, `level = "toi"`, "level = \"request\"\nopens = \"toi\"\nrate_per_s = 0.4\nduplicate = 0.2\njitter_s = 2\nround_min = 0.1", 1)
	sc := load(t, text)
	a := engine(t, sc, 1)
	runTo(t, a, air.Minute)
	submit(a, air.Act{Center: "MEX", Do: "grant", To: "USA", Text: "feed TOI"})
	runTo(t, a, 2*air.Minute+3*air.Second)
	b := engine(t, sc, 1)
	if err := b.Load(a.Append(nil)); err != nil {
		t.Fatal(err)
	}
	runTo(t, a, 4*air.Minute)
	runTo(t, b, 4*air.Minute)
	if a.Digest() != b.Digest() {
		t.Errorf("digest %x after a checkpoint, want %x", b.Digest(), a.Digest())
	}
}

// Nothing leaks in a whole exercise: with a radar that Mexico keeps for itself in
// service or out of it, every message of the American center is the same to the
// byte; of the Mexican one it is not.
func TestWhatMexicoKeepsChangesNoByteOfTheNeighboursView(t *testing.T) {
	text := strings.Replace(monterrey, `level = "toi"`, "level = \"tracks\"\nrate_per_s = 2\njitter_s = 1", 1)
	run := func(more string) map[string][]byte {
		e, tp, l := engine(t, load(t, strings.Replace(text, "[[feed]]", more+"[[feed]]", 1)), 1), newTape(), &last{}
		e.Attach(tp)
		e.Attach(l)
		runTo(t, e, 5*air.Minute)
		if n := len(l.views[1].Tracks); n != 2 {
			t.Errorf("%d tracks in the American view, want 2", n)
		}
		return tp.messages
	}
	hidden := "[[radar]]\nsite = \"SEN-MMMX\"\n"
	plain, more := run(hidden), run(strings.Replace(hidden, "\n", "\nout = true\n", 1))
	differs := false
	for topic, want := range plain {
		same := bytes.Equal(want, more[topic])
		if strings.HasSuffix(topic, "/USA") && !same {
			t.Errorf("topic %s: %d bytes differ from %d", topic, len(want), len(more[topic]))
		}
		differs = differs || strings.HasSuffix(topic, "/MEX") && !same
	}
	if !differs {
		t.Error("the Mexican view is the same in both: nothing was hidden")
	}
}

// What Mexico gives the United States goes on to Canada only by Mexico's consent
// and where the United States relay; it keeps Mexico's part in its lineage.
func TestAThirdPartyGetsATrackByConsentAlone(t *testing.T) {
	third := "[[center]]\nname = \"CAN\"\naudience = [\"CAN\"]\n[[feed]]\nname = \"ON\"\nfrom_center = \"USA\"\nto = \"CAN\"\nrelay = true\n[[aircraft]]\n"
	text := strings.NewReplacer(`tracks_to = ["MEX", "USA"]`, `tracks_to = ["MEX", "USA", "CAN"]`,
		`level = "toi"`, "level = \"toi\"\nonward = [\"CAN\"]").Replace(strings.Replace(monterrey, "[[aircraft]]\n", third, 1))
	tests := []struct {
		name string
		text string
		want int
	}{
		{"by consent", text, 1},
		{"without consent", strings.Replace(text, "onward", "#", 1), 0},
	}
	for _, tt := range tests {
		e, l := engine(t, load(t, tt.text), 1), &last{}
		e.Attach(l)
		runTo(t, e, 4*air.Minute)
		can := l.views[2].Tracks
		if len(l.views[1].Tracks) != 1 || len(can) != tt.want {
			t.Errorf("%s: %d tracks in the United States, %d in Canada; want 1 and %d", tt.name, len(l.views[1].Tracks), len(can), tt.want)
			continue
		}
		if tt.want == 1 && (!can[0].Lineage.Has(0) || can[0].Origin != 1) {
			t.Errorf("%s: lineage %b, origin %d", tt.name, can[0].Lineage, can[0].Origin)
		}
	}
}
