package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// terms resolves on what terms a feed gives.
func (l *loader) terms(e *feedTable, feed *Feed) {
	t := &feed.Terms
	l.level(e, feed)
	l.filter(e, t)
	for _, w := range e.When.Items {
		l.condition(e, w, t)
	}
	for _, w := range e.Purpose.Items {
		t.Purpose = append(t.Purpose, w.V)
	}
	t.RoundPlace, t.RoundHeight = e.RoundMin.V*geo.Degree/60, e.RoundFt.V*geo.Foot
	t.Onward, t.Relay, t.Suspended = releaseOf(&e.Onward), e.Relay.V, e.Suspended.V
	t.Retain = air.FromSeconds(3600 * e.RetainH.V)
	t.OnBreach = e.SuspendOn.Is
	l.tracksAlone(e, feed)
	l.idleTerms(e, feed)
	if t.Level == Filtered && !t.Filters() {
		l.bad(MissingKey, &e.place, e.Level.mark, "level filtered without a filter").want("area, floor_ft, ceiling_ft, within_nm, identities or a condition in when")
	}
}

// level resolves how much a feed gives.
func (l *loader) level(e *feedTable, feed *Feed) {
	usual, t := Plots, &feed.Terms
	if feed.Tracks {
		usual = AllTracks
	}
	fits := func(x text) Level {
		got := Level(x.or(string(usual)))
		if (got == Plots) == feed.Tracks && got != NoLevel && got != OnRequest {
			want := `"none", "request" or "plots", as its source is radars`
			if feed.Tracks {
				want = `"none", "request", "toi", "filtered" or "tracks", as its source is a center`
			}
			l.bad(Contradiction, &e.place, x.mark, "a level that its source does not have").want("%s", want)
		}
		return got
	}
	t.Level = fits(e.Level)
	if t.Level == OnRequest {
		t.Opens = fits(e.Opens)
		t.Answer = air.FromSeconds(60 * e.AnswerMin.or(10))
		t.Grant = air.FromSeconds(60 * e.GrantMin.or(30))
		return
	}
	for _, k := range []struct {
		mark
		name string
	}{{e.Opens.mark, "opens"}, {e.AnswerMin.mark, "answer_min"}, {e.GrantMin.mark, "grant_min"}} {
		if k.Met {
			l.bad(Contradiction, &e.place, k.mark, k.name+" for a feed that nobody has to request").want(`level = "request"`)
		}
	}
}

// filter resolves which data pass.
func (l *loader) filter(e *feedTable, t *Terms) {
	if e.Area.Met {
		t.Area = l.within(&e.Area)
	}
	t.Floor, t.Ceiling = e.FloorFt.V*geo.Foot, e.CeilingFt.V*geo.Foot
	if e.FloorFt.Is && e.CeilingFt.Is && e.CeilingFt.V <= e.FloorFt.V {
		l.bad(Contradiction, &e.place, e.CeilingFt.mark, "the ceiling is not above the floor").want("more than %g", e.FloorFt.V)
	}
	l.both(&e.place, e.WithinNM.mark, "within_nm", e.Border.mark, "border")
	if e.WithinNM.Is {
		for _, n := range e.Border.Items {
			t.Near = append(t.Near, Near{e.WithinNM.V * geo.NM, air.Only(nationOf(n, air.NoNation))})
		}
	}
	for _, w := range e.Identities.Items {
		for id := air.Pending; id <= air.Faker; id++ {
			if id.String() == w.V {
				t.Identities = append(t.Identities, id)
			}
		}
	}
}

// tracksAlone says that keys which mean something for tracks alone stand with a
// feed of plots.
func (l *loader) tracksAlone(e *feedTable, feed *Feed) {
	if feed.Tracks {
		return
	}
	for _, k := range []struct {
		mark
		name string
	}{{e.Identities.mark, "identities"}, {e.RoundMin.mark, "round_min"}, {e.RoundFt.mark, "round_ft"}, {e.Relay.mark, "relay"}} {
		if k.Met {
			l.bad(Contradiction, &e.place, k.mark, k.name+" for a feed of plots").want("from_center, or nothing")
		}
	}
	if e.Onward.Met {
		l.bad(Contradiction, &e.place, e.Onward.mark, "onward for a feed of plots").want("tracks_to of the radars, or nothing")
	}
}

// idleTerms says that terms of use stand where nothing is given, or where nobody
// is there who could suspend.
func (l *loader) idleTerms(e *feedTable, feed *Feed) {
	for _, k := range []struct {
		mark
		name string
	}{{e.Purpose.mark, "purpose"}, {e.RetainH.mark, "retain_h"}, {e.SuspendOn.mark, "suspend_on"}} {
		if k.Met && feed.Terms.Level == NoLevel {
			l.bad(Contradiction, &e.place, k.mark, k.name+" for a feed that gives nothing").want("another level, or no %s", k.name)
		}
	}
	if !e.SuspendOn.Is || feed.Tracks || len(feed.Radars) == 0 {
		return
	}
	owner := l.s.Radars[feed.Radars[0]].Nation
	for _, r := range feed.Radars {
		if l.s.Radars[r].Nation != owner {
			l.bad(Contradiction, &e.place, e.SuspendOn.mark, "suspend_on for radars of several nations: none of them provides it").want("a feed for each nation")
			return
		}
	}
	if !slices.ContainsFunc(l.s.Centers, func(c Center) bool { return c.Nation == owner }) {
		l.bad(Contradiction, &e.place, e.SuspendOn.mark, fmt.Sprintf("suspend_on, and %v has no center whose people could suspend", owner)).want("a center of %v", owner)
	}
}

// condition resolves one text of when.
func (l *loader) condition(e *feedTable, w text, t *Terms) {
	words := strings.Fields(w.V)
	switch {
	case len(words) == 2 && words[0] == "squawk":
		code, err := air.ParseMode3A(words[1])
		if err != nil {
			l.bad(BadCode, &e.place, w.mark, "a squawk that cannot be").want("4 digits from 0 to 7")
		}
		t.Codes = append(t.Codes, code)
	case w.V == "toi active":
		t.TOIActive = true
	case len(words) > 1 && words[0] == "agreement":
		name, _ := agreementOf(w.V)
		t.Agreements = append(t.Agreements, name)
	default:
		if near, ok := parseNear(words); ok {
			t.Near = append(t.Near, near...)
			return
		}
		l.bad(BadChoice, &e.place, w.mark, "not a condition").
			want(`"squawk 7500", "toi active", "within 100 NM of USA-MEX border" or "agreement NAME"`)
	}
}

// agreementOf returns the agreement that a condition names.
func agreementOf(when string) (name string, ok bool) {
	words := strings.Fields(when)
	if len(words) < 2 || words[0] != "agreement" {
		return "", false
	}
	return strings.Join(words[1:], " "), true
}

// parseNear reads "within 100 NM of USA-MEX border", or of one nation's.
func parseNear(words []string) (near []Near, ok bool) {
	if len(words) != 6 || words[0] != "within" || words[2] != "NM" || words[3] != "of" || words[5] != "border" {
		return nil, false
	}
	miles, err := strconv.ParseFloat(words[1], 64)
	if err != nil || !(miles > 0 && miles <= 2000) {
		return nil, false
	}
	for _, name := range strings.Split(words[4], "-") {
		n, err := air.ParseNation(name)
		if err != nil {
			return nil, false
		}
		near = append(near, Near{miles * geo.NM, air.Only(n)})
	}
	return near, len(near) <= 2
}
