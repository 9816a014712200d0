package center

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
)

// clue is one kind of evidence of who a track is. The table's order is its
// weight: the first that holds decides.
type clue struct {
	name  string // in the scenario; empty: always weighed
	says  string // the identity, in words
	what  string // what it is, for the table in docs/identity.md
	usual bool   // weighed where the scenario says nothing of identification
	weigh func(c *Center, e *entry, t *air.Track, now air.Time) (air.Identity, reason, bool)
}

// reason says a judgement's evidence in words.
type reason = func(e *entry, t *air.Track) string

// clues is the table of evidence.
var clues = []clue{
	{"visual", "as seen", "an interceptor's crew saw it", false, weighVisual},
	{"player", "joker", "a criterion of interest is met, and the call sign of its plan is a role player's", false, weighPlayer},
	{"", "suspect", "a criterion of interest is met", true, weighCriteria},
	{"flight", "friend; another center's: assumed_friend", "it is an interceptor under control: the center's own by its desk, another's as that told", false, weighFlight},
	{"watch", "suspect", "its flight has a hit on a watch-list", false, weighWatch},
	{"plan_belied", "unknown", "its transponder points to a plan, but it never was on that plan's route", false, weighBelied},
	{"adiz_off", "unknown", "it has a plan, but came into the ADIZ at another time or place", false, weighADIZ},
	{"address", "neutral", "a plan has its address", true, weighTie(addressEvidence, "plan %v by its address")},
	{"code", "neutral", "a plan has its discrete code", true, weighTie(codeEvidence, "plan %v by its code")},
	{"route", "neutral", "it is where one plan alone has a flight at this time", false, weighTie(routeEvidence, "plan %v by its route and time")},
	{"corridor", "assumed_friend", "it keeps to a corridor", false, weighCorridor},
	{"interceptor", "assumed_friend", "it squawks 7777", true, weighInterceptor},
	{"", "unknown", "nothing has told who it is for two minutes", true, weighNothing},
}

// pickClues returns what a center weighs.
func pickClues(d *detective) (list []*clue) {
	for i := range clues {
		k := &clues[i]
		if k.name == "" || !d.Asked && k.usual || d.Asked && (d.Evidence == nil || slices.Contains(d.Evidence, k.name)) {
			list = append(list, k)
		}
	}
	return list
}

// weighs reports whether the center weighs a kind of evidence.
func (d *detective) weighs(name string) bool {
	return slices.ContainsFunc(d.evidence, func(k *clue) bool { return k.name == name })
}

func weighVisual(_ *Center, e *entry, _ *air.Track, _ air.Time) (air.Identity, reason, bool) {
	if e.file == nil || e.file.Saw == air.Pending {
		return 0, nil, false
	}
	return e.file.Saw, func(e *entry, _ *air.Track) string { return "seen by an interceptor: " + e.file.Visual }, true
}

func weighCriteria(c *Center, e *entry, _ *air.Track, _ air.Time) (air.Identity, reason, bool) {
	k, ok := c.firstMet(e)
	return air.Suspect, func(e *entry, t *air.Track) string { return k.why(c, e, t) }, ok
}

// weighPlayer makes a role player joker whom the staff would take for suspect. That a
// track plays it has from what was released to it, the call sign of a plan. Faker, a
// role player that plays hostile, only a person says, as hostile.
func weighPlayer(c *Center, e *entry, t *air.Track, now air.Time) (air.Identity, reason, bool) {
	if e.tie == noEvidence || !c.ident.players.Has(e.mark.Plan.String()) {
		return 0, nil, false
	}
	_, why, ok := weighCriteria(c, e, t, now)
	return air.Joker, why, ok
}

func weighFlight(_ *Center, e *entry, _ *air.Track, _ air.Time) (air.Identity, reason, bool) {
	switch {
	case e.file == nil || e.file.Guided == "":
		return 0, nil, false
	case e.file.Ours:
		return air.Friend, func(e *entry, _ *air.Track) string { return "flight " + e.file.Guided + ", under our control" }, true
	}
	return air.AssumedFriend, func(e *entry, _ *air.Track) string { return "interceptor of " + e.file.Guided + ", as it told" }, true
}

func weighWatch(c *Center, e *entry, _ *air.Track, now air.Time) (air.Identity, reason, bool) {
	w := c.watchOn(e, now)
	if w == nil || w.Hits == 0 {
		return 0, nil, false
	}
	return air.Suspect, func(e *entry, _ *air.Track) string {
		return fmt.Sprintf("flight %v: watch-list, %s", e.mark.Plan, counted(w))
	}, true
}

func weighBelied(_ *Center, e *entry, _ *air.Track, _ air.Time) (air.Identity, reason, bool) {
	return air.Unknown, func(e *entry, _ *air.Track) string {
		return fmt.Sprintf("plan %v is belied: %.0f NM off its route", e.mark.Plan, e.file.OffNM)
	}, e.file != nil && e.file.Belied
}

func weighADIZ(_ *Center, e *entry, _ *air.Track, _ air.Time) (air.Identity, reason, bool) {
	return air.Unknown, func(e *entry, _ *air.Track) string {
		return fmt.Sprintf("plan %v, but into the ADIZ %s", e.mark.Plan, e.file.Entry.words())
	}, e.file != nil && e.file.Entry.offPlan()
}

// weighTie weighs a tie to a plan. A plan makes a track neutral: that it may
// belong to a friend, only a person knows.
func weighTie(tie evidence, format string) func(*Center, *entry, *air.Track, air.Time) (air.Identity, reason, bool) {
	return func(_ *Center, e *entry, _ *air.Track, _ air.Time) (air.Identity, reason, bool) {
		return air.Neutral, func(e *entry, _ *air.Track) string { return fmt.Sprintf(format, e.mark.Plan) }, e.tie == tie
	}
}

// notes says what else is known of a flight whose plan a track has.
func (c *Center) notes(e *entry, now air.Time) string {
	var list []string
	if p := c.plans.of(e.mark.Plan); e.tie != noEvidence && p != nil && p.Filed > max(p.Depart, 0) {
		list = append(list, fmt.Sprintf("plan filed %v after departure", p.Filed-p.Depart))
	}
	if e.file.Entry.State == adizKept {
		list = append(list, "into the ADIZ as planned")
	}
	if e.file.Entry.State == adizCleared {
		list = append(list, "into the ADIZ off its plan, explained by "+e.file.Entry.By)
	}
	if w := c.watchOn(e, now); w != nil && w.Hits == 0 && c.ident.weighs("watch") {
		list = append(list, "watch-list "+counted(w))
	}
	return strings.Join(list, "; ")
}

func weighCorridor(c *Center, e *entry, t *air.Track, now air.Time) (air.Identity, reason, bool) {
	if e.file == nil || e.file.Corridor == "" {
		return 0, nil, false
	}
	return air.AssumedFriend, func(e *entry, _ *air.Track) string { return "in corridor " + e.file.Corridor }, true
}

func weighInterceptor(_ *Center, _ *entry, t *air.Track, _ air.Time) (air.Identity, reason, bool) {
	return air.AssumedFriend, nothingTold, t.Has&air.HasCode != 0 && t.Code == interceptor
}

func weighNothing(c *Center, e *entry, t *air.Track, now air.Time) (air.Identity, reason, bool) {
	return air.Unknown, nothingTold, now-e.since >= c.rules.Identify && !e.birdlike(t, now)
}

func nothingTold(e *entry, t *air.Track) string {
	switch {
	case t.Has&air.HasCode == 0 && e.pace < slowPace:
		return "no code, slow"
	case t.Has&air.HasCode == 0:
		return "no code"
	}
	return fmt.Sprintf("code %v, no plan", t.Code)
}
