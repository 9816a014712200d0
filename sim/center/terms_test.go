package center

import (
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// pact is MEX with its flight at Monterrey, and NORAD, which gives it tracks on
// terms.
type pact struct {
	t       *testing.T
	mex, us *Center
	now     air.Time
	cut     bool
}

func newPact(t *testing.T, edit func(terms *scenario.Terms)) *pact {
	t.Helper()
	var made *scenario.Scenario
	s := newSquadron(t, 1, func(sc *scenario.Scenario) {
		terms := scenario.Terms{Level: scenario.AllTracks, Purpose: []string{"air traffic"}, OnBreach: true}
		if edit != nil {
			edit(&terms)
		}
		sc.Feeds = append(sc.Feeds, scenario.Feed{Name: "NORAD-MEX", Tracks: true, From: 1, Center: 0, Terms: terms})
		sc.Centers[0].Reaction, sc.Centers[1].Reaction = 20*air.Second, 20*air.Second
		sc.Radars = make([]scenario.Radar, len(theater().Sensors))
		made = sc
	})
	centers, err := New(made, 1, theater(), plans())
	if err != nil {
		t.Fatal(err)
	}
	s.c.sensors.find(cuu).info.Nation = air.MEX
	return &pact{t: t, mex: s.c, us: &centers[1]}
}

// run lets seconds pass; what one says the other hears at once, and the staff's
// acts are done.
func (p *pact) run(seconds int, track air.Track) {
	for range seconds {
		p.now += air.Second
		p.mex.watch(air.Picture{At: p.now, Tracks: []air.Track{track}}, nil)
		p.mex.ownUp(p.now)
		if said := slices.Clone(p.mex.Said()); !p.cut && len(said) > 0 {
			p.us.Hear(&air.Parcel{To: p.us.id, Arrived: p.now, Messages: said})
		}
		for _, o := range p.us.playHalts(p.now) {
			p.us.Apply(p.now, o.Body)
		}
	}
}

func (p *pact) scramble() {
	p.t.Helper()
	if !p.mex.Apply(p.now, air.Act{Center: "MEX", Do: "scramble", Track: 7, To: "MMAN", By: "seat"}) {
		p.t.Fatal("a breach of terms is prevented")
	}
}

func (p *pact) has(c *Center, did string) bool {
	return slices.ContainsFunc(c.Log(), func(l air.LogLine) bool { return l.Did == did })
}

// given is a track that NORAD's feed brought.
func givenTrack() air.Track {
	t := northbound(7, 26.0, -100)
	t.Origin, t.Lineage = 1, air.SetOf(1)
	return t
}

func TestAFeedIsUsedForWhatItWasGiven(t *testing.T) {
	own := givenTrack()
	own.By[0] = air.Contribution{Sensor: cuu, Kind: air.PSR}
	tests := []struct {
		name   string
		terms  func(*scenario.Terms)
		track  air.Track
		breach bool
	}{
		{"given for air traffic, used for a scramble", nil, givenTrack(), true},
		{"given for air defence", func(t *scenario.Terms) { t.Purpose = []string{"air traffic", "air defence"} }, givenTrack(), false},
		{"given for nothing in particular", func(t *scenario.Terms) { t.Purpose = nil }, givenTrack(), false},
		{"own sensors hold it, too", nil, own, false},
		{"nobody gave it", nil, northbound(7, 26.0, -100), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newPact(t, tt.terms)
			p.run(1, tt.track)
			p.scramble()
			p.run(60, tt.track)
			if got := p.has(p.mex, "breach"); got != tt.breach {
				t.Errorf("breach in the log: %v, want %v", got, tt.breach)
			}
			if got := p.has(p.us, "suspend"); got != tt.breach {
				t.Errorf("suspended by the provider: %v, want %v", got, tt.breach)
			}
		})
	}
}

// The automatic staff keeps to the terms: it scrambles on what it was given for
// that, and waits for its own sensors otherwise.
func TestTheStaffKeepsToTheTerms(t *testing.T) {
	for _, purpose := range []string{"monitor", "interception"} {
		p := newPact(t, func(t *scenario.Terms) { t.Purpose = []string{purpose} })
		track := givenTrack()
		track.Pos = geo.Deg(24, -100).At(4500).ECEF() // half an hour from the border
		p.run(1, track)
		p.mex.Apply(p.now, air.Identify{Center: "MEX", Track: 7, Identity: air.Hostile, Interest: true, Why: "no plan", By: "seat"})
		p.mex.Apply(p.now, air.Act{Center: "MEX", Do: "declare", Track: 7, Text: "no plan", By: "seat"})
		n := 0
		for range 60 {
			p.run(1, track)
			n += len(p.mex.playScramble(p.now))
		}
		if (n > 0) != (purpose == "interception") {
			t.Errorf("given for %s: %d scrambles in a minute", purpose, n)
		}
	}
}

// Once is told once; a person resumes the feed, and the same use of the same track
// suspends it no more.
func TestABreachIsToldOnce(t *testing.T) {
	p := newPact(t, nil)
	p.run(1, givenTrack())
	p.scramble()
	p.mex.mindTerms(p.now, &air.Act{Center: "MEX", Do: "scramble", Track: 7, To: "MMAN", By: "seat"})
	p.run(60, givenTrack())
	n := 0
	for _, l := range p.us.Log() {
		if l.Did == "breach_heard" || l.Did == "suspend" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("got %d lines, want one of the breach and one of the suspension:\n%v", n, p.us.Log())
	}
	if !p.us.Apply(p.now, air.Act{Center: p.us.name, Do: "resume", To: "NORAD-MEX", By: "seat"}) || !p.has(p.us, "resume") {
		t.Error("the feed cannot be resumed by order")
	}
}

// A partition hides it from the provider, and so does an error of the staff.
func TestWhatIsNotToldIsNotSuspended(t *testing.T) {
	for _, name := range []string{"partition", "error", "terms do not say so"} {
		p := newPact(t, func(t *scenario.Terms) { t.OnBreach = name != "terms do not say so" })
		p.cut = name == "partition"
		if name == "error" {
			p.mex.rules.Error = 1
		}
		p.run(1, givenTrack())
		p.scramble()
		p.run(60, givenTrack())
		if !p.has(p.mex, "breach") || p.has(p.us, "suspend") {
			t.Errorf("%s: breach in the log %v, suspended %v; want yes and no", name, p.has(p.mex, "breach"), p.has(p.us, "suspend"))
		}
	}
}

// To tell a third of a track that a feed alone gave takes the provider's consent.
func TestPassingOnToAThird(t *testing.T) {
	for _, consent := range []bool{false, true} {
		p := newPact(t, nil)
		p.mex.fed[0].provider = air.Only(air.CAN) // as if it were another's
		if consent {
			p.mex.fed[0].onward |= both
		}
		p.run(1, givenTrack())
		p.mex.mindTerms(p.now, &air.Act{Center: "MEX", Do: "warn", Track: 7, To: p.us.name, By: "seat"})
		if got := p.has(p.mex, "breach"); got == consent {
			t.Errorf("with consent %v: breach %v", consent, got)
		}
	}
}

// The state of breaches and suspensions goes on from a checkpoint.
func TestTermsGoOnFromACheckpoint(t *testing.T) {
	p := newPact(t, nil)
	p.run(1, givenTrack())
	p.scramble()
	p.run(3, givenTrack())
	q := newPact(t, nil)
	for _, k := range [][2]*Center{{p.mex, q.mex}, {p.us, q.us}} {
		r := air.NewStateReader(k[0].Append(nil))
		if err := k[1].Load(r); err != nil {
			t.Fatal(err)
		}
	}
	q.now = p.now
	q.run(60, givenTrack())
	if !q.has(q.us, "suspend") {
		t.Error("what was to be told before the checkpoint is forgotten")
	}
}
