package sim

import (
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// owns reports whether a center is one of the asker's own; all are the director's.
func (e asker) owns(center int) bool {
	return e.nation == air.NoNation || e.scenario.Centers[center].Audience.To(air.Only(e.nation))
}

// knowsCenter reports whether the asker may know of a center: one of its own, or
// one that a line or a feed joins with one of its own. Others stand in nobody's
// book.
func (e asker) knowsCenter(name string) bool {
	at := slices.IndexFunc(e.scenario.Centers, func(c scenario.Center) bool { return c.Name == name })
	return at >= 0 && (e.owns(at) ||
		slices.ContainsFunc(e.scenario.Lines, func(l scenario.Line) bool { return slices.Contains(l.Between[:], name) && e.speaks(&l) }) ||
		slices.ContainsFunc(e.scenario.Feeds, func(f scenario.Feed) bool {
			return f.Tracks && (f.From == at && e.owns(f.Center) || f.Center == at && e.owns(f.From))
		}))
}

// knowsFeed reports whether the asker may know of a feed or a line: it comes to a
// center of its own, or is one's to give.
func (e asker) knowsFeed(name string) bool {
	for i := range e.feeds {
		f := &e.feeds[i]
		if info := f.Info(); info.Name == name {
			return e.owns(int(info.To)) || slices.ContainsFunc(f.Providers(), func(c air.CenterID) bool { return e.owns(int(c)) })
		}
	}
	return slices.ContainsFunc(e.scenario.Lines, func(l scenario.Line) bool { return l.Name == name && e.speaks(&l) })
}

// speaks reports whether a line ends at a center of the asker's.
func (e asker) speaks(l *scenario.Line) bool {
	return slices.ContainsFunc(e.scenario.Centers, func(c scenario.Center) bool {
		return slices.Contains(l.Between[:], c.Name) && (e.nation == air.NoNation || c.Audience.To(air.Only(e.nation)))
	})
}
