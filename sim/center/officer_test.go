package center

import (
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// askFor lets MEX ask for a feed on request, and returns how the officer of the
// other end answers, and after how long; "" after an hour: not at all.
func askFor(t *testing.T, edit func(*scenario.Terms), share float64, seed uint64) (did string, after air.Time) {
	t.Helper()
	p := newPact(t, func(terms *scenario.Terms) {
		*terms = scenario.Terms{Level: scenario.OnRequest, Opens: scenario.AllTracks, Answer: 10 * air.Minute, Grant: 30 * air.Minute}
		if edit != nil {
			edit(terms)
		}
	})
	p.us.rules.Error, p.us.seed = share, seed
	if !p.mex.Apply(0, air.Act{Center: "MEX", Do: "request", To: p.us.name, Text: "feed NORAD-MEX", By: "seat"}) {
		t.Fatal("the feed cannot be asked for")
	}
	p.us.Hear(&air.Parcel{To: p.us.id, Messages: slices.Clone(p.mex.Said())})
	for now := air.Second; now < air.Hour; now += air.Second {
		for _, o := range p.us.playOfficer(now) {
			p.us.Apply(now, o.Body)
			return o.Body.(air.Act).Do, now
		}
	}
	return "", 0
}

func TestTheReleaseOfficerDecides(t *testing.T) {
	tests := []struct {
		name  string
		terms func(*scenario.Terms)
		want  string
	}{
		{"what the terms foresee", nil, "grant"},
		{"while it is suspended", func(t *scenario.Terms) { t.Suspended = true }, "deny"},
		{"under an agreement that is not in force", func(t *scenario.Terms) { t.Agreements = []string{"NONE"} }, "deny"},
	}
	for _, tt := range tests {
		if did, after := askFor(t, tt.terms, 0, 1); did != tt.want || after < 150*air.Second || after > 10*air.Minute {
			t.Errorf("%s: %q after %v, want %q within a quarter to the whole of 10 minutes", tt.name, did, after, tt.want)
		}
	}
}

// Of an officer who errs each time half of the answers are wrong, half late; one
// who never errs is never either.
func TestTheReleaseOfficerErrs(t *testing.T) {
	for _, share := range []float64{0, 1} {
		wrong, late := 0, 0
		for seed := range uint64(100) {
			did, after := askFor(t, nil, share, seed)
			if did == "deny" {
				wrong++
			}
			if after > 10*air.Minute {
				late++
			}
		}
		if share == 0 && wrong+late > 0 || share == 1 && (wrong+late != 100 || wrong < 35 || late < 35) {
			t.Errorf("at error rate %g: of 100 answers %d wrong, %d late", share, wrong, late)
		}
	}
}

// The staff asks for a feed when a track of interest is lost where the feed could
// help; not where its terms let nothing across, nor again after a refusal.
func TestTheStaffAsksForAFeed(t *testing.T) {
	tests := []struct {
		name  string
		terms func(*scenario.Terms)
		lost  bool
		deny  bool
		want  int
	}{
		{name: "lost", lost: true, want: 1},
		{name: "held by own sensors"},
		{name: "lost where the terms let nothing across", lost: true, terms: func(t *scenario.Terms) {
			t.Near = []scenario.Near{{Within: 1, Any: air.Only(air.CAN)}}
		}},
		{name: "refused", lost: true, deny: true, want: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newPact(t, func(terms *scenario.Terms) {
				*terms = scenario.Terms{Level: scenario.OnRequest, Opens: scenario.AllTracks, Answer: 10 * air.Minute, Grant: 30 * air.Minute}
				if tt.terms != nil {
					tt.terms(terms)
				}
			})
			track := northbound(7, 26.0, -100)
			track.By[0] = air.Contribution{Sensor: cuu, Kind: air.PSR}
			p.run(1, track)
			p.mex.Apply(p.now, air.Act{Center: "MEX", Do: "declare", Track: 7, Text: "no plan", By: "seat"})
			p.mex.runCases(p.now)
			if tt.lost {
				track.Number = 8 // another aircraft
			}
			asked := 0
			for now := p.now; now < p.now+5*air.Minute; now += air.Second {
				p.mex.picture = air.Picture{At: now, Tracks: []air.Track{track}}
				for _, o := range p.mex.askFeeds(now) {
					asked++
					p.mex.Apply(now, o.Body)
					if tt.deny {
						p.mex.settle("MEX", p.us.name, "feed NORAD-MEX", "denied", "", now)
					}
				}
			}
			if asked != tt.want {
				t.Errorf("asked %d times, want %d", asked, tt.want)
			}
		})
	}
}
