package scenario

import (
	"fmt"
	"slices"

	"perimeter/air"
)

// feedTable is one [[feed]].
type feedTable struct {
	place
	Name       text   `toml:"name" need:"yes" form:"name" doc:"name of the feed"`
	From       names  `toml:"from" doc:"names of the radars whose data it carries"`
	FromNation text   `toml:"from_nation" choice:"USA CAN MEX" doc:"nation whose radars it carries, all of them"`
	To         text   `toml:"to" need:"yes" doc:"name of the center that it serves"`
	DelayS     number `toml:"delay_s" min:"0" max:"3600" def:"0" doc:"mean delay, seconds"`
	JitterS    number `toml:"jitter_s" min:"0" max:"3600" def:"0" doc:"half width of the uniform law of the delay, seconds, at most delay_s"`
	Loss       number `toml:"loss" min:"0" max:"1" def:"0" doc:"probability that a message of the feed is lost"`
	Withhold   names  `toml:"withhold" choice:"callsign address code level height doppler" doc:"fields taken off before it leaves"`
}

// withheld are the words for fields that a feed may take off.
var withheld = []struct {
	word  string
	field air.Field
}{
	{"callsign", air.HasCallsign}, {"address", air.HasAddress}, {"code", air.HasCode},
	{"level", air.HasLevel}, {"height", air.HasHeight}, {"doppler", air.HasDoppler},
}

func (l *loader) feedAll() {
	for i := range l.file.Feed {
		e := &l.file.Feed[i]
		l.enter(&l.feeds, &e.place, e.Name)
		if e.JitterS.Is && e.JitterS.V > e.DelayS.V && e.DelayS.Is == e.DelayS.Met {
			l.bad(Contradiction, &e.place, e.JitterS.mark, "a message would arrive before it is sent").
				want("jitter_s at most delay_s, %g", e.DelayS.V)
		}
		feed := Feed{
			Name:   e.Name.V,
			Radars: l.feedRadars(e),
			Delay:  air.FromSeconds(e.DelayS.V),
			Jitter: air.FromSeconds(e.JitterS.V),
			Loss:   e.Loss.V,
		}
		feed.Center, _ = l.refer(&e.place, &l.centers, e.To)
		for _, w := range withheld {
			if e.Withhold.has(w.word) {
				feed.Withhold |= w.field
			}
		}
		l.s.Feeds = append(l.s.Feeds, feed)
	}
}

// feedRadars returns the indices of the radars named and of those of the nation
// named, ascending, each once.
func (l *loader) feedRadars(e *feedTable) (radars []int) {
	for _, name := range e.From.Items {
		if i, ok := l.refer(&e.place, &l.radars, name); ok {
			radars = append(radars, i)
		}
	}
	nation, found := nationOf(e.FromNation, air.NoNation), false
	for i := range l.s.Radars {
		if e.FromNation.Is && l.s.Radars[i].Nation == nation {
			radars, found = append(radars, i), true
		}
	}
	switch {
	case e.FromNation.Is && !found:
		l.bad(MissingReference, &e.place, e.FromNation.mark, fmt.Sprintf("no radar belongs to %s", nation))
	case !e.From.Met && !e.FromNation.Met:
		l.must(&e.place, mark{}, "from", "names of radars, or from_nation")
	case e.From.Is && len(e.From.Items) == 0 && !e.FromNation.Met:
		l.bad(Contradiction, &e.place, e.From.mark, "a feed without radars").want("at least one")
	}
	slices.Sort(radars)
	return slices.Compact(radars)
}
