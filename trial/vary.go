package trial

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Sharing says what a receiving nation is given.
type Sharing uint8

// The variants, each of which adds to the nation's own radars.
const (
	Own    Sharing = 1 + iota // nothing
	One                       // what one other nation shares with it in the scenario
	Agreed                    // what all others share with it in the scenario
	All                       // every radar of everybody
)

// Variant is what one nation is given, and so one center of the run.
type Variant struct {
	Receiver air.Nation
	Sharing  Sharing
	Provider air.Nation // with One
	Radars   int
}

// String says it in words.
func (v Variant) String() string {
	switch v.Sharing {
	case Own:
		return "own radars"
	case One:
		return fmt.Sprintf("+ %v as agreed", v.Provider)
	case Agreed:
		return "+ all as agreed"
	}
	return "+ everything shared"
}

// What carries the data that no feed of the scenario carries: a network like
// that of the orders' surveillance data network (assumed).
const (
	sharedDelay  = 3 * air.Second
	sharedJitter = air.Second
	sharedLoss   = 0.005
)

// vary returns a scenario whose centers are the variants, in that order. Releases
// are opened, for the feeds alone decide here what a center is given.
func vary(sc *scenario.Scenario, withTraffic bool) (*scenario.Scenario, []Variant) {
	out := *sc
	out.Radars = slices.Clone(sc.Radars)
	for i := range out.Radars {
		out.Radars[i].Release = air.Only(air.Nations...)
	}
	if !withTraffic {
		out.Traffic = scenario.Traffic{}
	}
	out.Centers, out.Feeds = nil, nil
	var variants []Variant
	for _, r := range air.Nations {
		w := waysTo(sc, r)
		for _, v := range w.variants() {
			center := len(variants)
			feeds := w.feeds(v, center)
			if len(feeds) == 0 {
				continue
			}
			for i := range feeds {
				v.Radars += len(feeds[i].Radars)
			}
			variants = append(variants, v)
			out.Centers = append(out.Centers, scenario.Center{Name: fmt.Sprintf("%v %v", r, v), Title: v.String(), Audience: air.Only(r)})
			out.Feeds = append(out.Feeds, feeds...)
		}
	}
	return &out, variants
}

// ways are the feeds by which each radar's data reach a nation.
type ways struct {
	sc     *scenario.Scenario
	nation air.Nation
	feed   []int // by radar: the feed of the scenario; -1: none
}

// waysTo finds for each radar the first feed to a center at which the nation
// sits, its own centers before those that it shares.
func waysTo(sc *scenario.Scenario, n air.Nation) ways {
	w := ways{sc: sc, nation: n, feed: make([]int, len(sc.Radars))}
	for i := range w.feed {
		w.feed[i] = -1
	}
	for _, alone := range []bool{true, false} {
		for i := range sc.Feeds {
			audience := sc.Centers[sc.Feeds[i].Center].Audience
			if sc.Feeds[i].Terms.Level == scenario.NoLevel || audience&air.Only(n) == 0 || (audience == air.Only(n)) != alone {
				continue
			}
			for _, radar := range sc.Feeds[i].Radars {
				if w.feed[radar] < 0 && sc.Radars[radar].Release.To(air.Only(n)) {
					w.feed[radar] = i
				}
			}
		}
	}
	return w
}

func (w *ways) variants() []Variant {
	list := []Variant{{Receiver: w.nation, Sharing: Own}}
	var givers []air.Nation
	for _, p := range air.Nations {
		if p != w.nation && w.gives(p) {
			givers = append(givers, p)
			list = append(list, Variant{Receiver: w.nation, Sharing: One, Provider: p})
		}
	}
	if len(givers) > 1 {
		list = append(list, Variant{Receiver: w.nation, Sharing: Agreed})
	}
	return append(list, Variant{Receiver: w.nation, Sharing: All})
}

func (w *ways) gives(p air.Nation) bool {
	for i, feed := range w.feed {
		if feed >= 0 && w.sc.Radars[i].Nation == p {
			return true
		}
	}
	return false
}

// has tells whether a variant holds a radar.
func (w *ways) has(v Variant, radar int) bool {
	owner := w.sc.Radars[radar].Nation
	switch {
	case owner == w.nation || v.Sharing == All:
		return true
	case w.feed[radar] < 0:
		return false
	}
	return v.Sharing == Agreed || v.Sharing == One && owner == v.Provider
}

// feeds returns those of a variant: one for each feed of the scenario with the
// same name, so that chance and cuts meet it as they meet the scenario's, and one
// for what no feed carries.
func (w *ways) feeds(v Variant, center int) (feeds []scenario.Feed) {
	for source := -1; source < len(w.sc.Feeds); source++ {
		f := scenario.Feed{Name: "shared", Delay: sharedDelay, Jitter: sharedJitter, Loss: sharedLoss}
		if source >= 0 {
			f = w.sc.Feeds[source]
		}
		f.Center, f.Radars = center, nil
		for radar := range w.feed {
			if w.feed[radar] == source && w.has(v, radar) {
				f.Radars = append(f.Radars, radar)
			}
		}
		if f.Radars != nil {
			feeds = append(feeds, f)
		}
	}
	return feeds
}
