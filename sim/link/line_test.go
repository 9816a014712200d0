package link

import (
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/sim/scenario"
)

func twoCenters(lines ...scenario.Line) *Lines {
	return NewLines(&scenario.Scenario{
		Centers: []scenario.Center{{Name: "SIVA", Audience: mexOnly}, {Name: "NORAD", Audience: air.Only(air.USA, air.CAN)}},
		Lines:   lines,
	}, 1)
}

// arrivals carries messages that are all said in the first second, and returns
// when each text arrives at a center, in whole seconds; 0: never within 5 min.
func arrivals(l *Lines, center int, said ...air.Message) map[string]int {
	at := map[string]int{}
	for s := 1; s <= 300; s++ {
		l.Carry(air.Time(s)*air.Second, said)
		said = nil
		for _, m := range l.Due[center].Messages {
			at[m.Text] = s
		}
	}
	return at
}

func say(text string, voice bool, in air.Language) air.Message {
	return air.Message{At: air.Second, From: "SIVA", To: "NORAD", Text: text, Voice: voice, Language: in, Release: allNat}
}

func TestALineCarriesAMessageInItsTime(t *testing.T) {
	line := scenario.Line{Name: "SDN-VOX", Between: [2]string{"NORAD", "SIVA"}, Delay: 4 * air.Second}
	at := arrivals(twoCenters(line), 1, say("by data", false, air.English), say("by telephone", true, air.English))
	if at["by data"] != 5 {
		t.Errorf("said in second 1 over a line of 4 s, it arrived at %d, want 5", at["by data"])
	}
	if s := at["by telephone"]; s < 31 || s > 62 {
		t.Errorf("by telephone, 45 s +- 15, it arrived at %d", s)
	}
}

func TestASecondLanguageTakesLonger(t *testing.T) {
	line := scenario.Line{Name: "hotline", Between: [2]string{"SIVA", "NORAD"}, Voice: true, Delay: 60 * air.Second, Factor: 1.5}
	at := arrivals(twoCenters(line), 1, say("track", true, air.English), say("traza", true, air.Spanish))
	if at["track"] != 61 || at["traza"] != 91 {
		t.Errorf("English arrived at %d, Spanish at %d; want 61 and 91", at["track"], at["traza"])
	}
}

func TestWhatALineDoesNotCarry(t *testing.T) {
	line := scenario.Line{Name: "SDN", Between: [2]string{"SIVA", "NORAD"}, Delay: air.Second}
	secret := say("for the USA alone", false, air.English)
	secret.Release = mexUSA
	astray := say("to nobody we know", false, air.English)
	astray.To = "ATLANTIS"
	if at := arrivals(twoCenters(line), 1, secret, astray); len(at) != 0 {
		t.Errorf("NORAD is the United States and Canada, yet it got %v", at)
	}
	if at := arrivals(twoCenters(), 1, say("no data line", false, air.English)); len(at) != 0 {
		t.Errorf("without a data line, %v arrived", at)
	}
	cut := twoCenters(line)
	if !cut.Apply(air.FeedCut{Feed: "SDN"}) || cut.Apply(air.FeedCut{Feed: "JSS"}) {
		t.Error("want the line's own name taken, another's not")
	}
	if at := arrivals(cut, 1, say("into the void", false, air.English)); len(at) != 0 {
		t.Errorf("over a cut line, %v arrived", at)
	}
	cut.Apply(air.FeedBack{Feed: "SDN"})
	if at := arrivals(cut, 1, say("again", false, air.English)); at["again"] == 0 {
		t.Error("mended, the line carries nothing")
	}
}

func TestCheckpointHoldsWhatIsBeingSaid(t *testing.T) {
	a, b := twoCenters(), twoCenters()
	a.Carry(air.Second, []air.Message{say("one", true, air.English), say("two", true, air.Spanish)})
	state := a.Append(nil)
	if err := b.Load(air.NewStateReader(state)); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(b.Append(nil), state) {
		t.Error("saved again, the state is another")
	}
	if x, y := arrivals(a, 1), arrivals(b, 1); x["one"] == 0 || x["one"] != y["one"] || x["two"] != y["two"] {
		t.Errorf("arrivals %v, after loading %v", x, y)
	}
	for n := range state {
		if twoCenters().Load(air.NewStateReader(state[:n])) == nil {
			t.Fatalf("a checkpoint cut off at byte %d of %d loads", n, len(state))
		}
	}
}
