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
	FromCenter text   `toml:"from_center" doc:"name of the center whose tracks it carries, in place of radars"`
	To         text   `toml:"to" need:"yes" doc:"name of the center that it serves"`
	DelayS     number `toml:"delay_s" min:"0" max:"3600" def:"0" doc:"mean delay, seconds"`
	JitterS    number `toml:"jitter_s" min:"0" max:"3600" def:"0" doc:"half width of the uniform law of the delay, seconds, at most delay_s"`
	Loss       number `toml:"loss" min:"0" max:"1" def:"0" doc:"probability that a message of the feed is lost"`
	Duplicate  number `toml:"duplicate" min:"0" max:"1" def:"0" doc:"probability that a message comes twice"`
	RatePerS   number `toml:"rate_per_s" above:"0" max:"1000000" def:"no limit" doc:"plots or tracks a second that it can carry"`
	QueueS     number `toml:"queue_s" min:"0" max:"3600" def:"10 with rate_per_s" doc:"how long a message waits for its turn before it is dropped, seconds; 0: not at all"`
	EveryS     number `toml:"every_s" above:"0" max:"600" def:"picture_s" doc:"from one picture of tracks to the next, seconds, a multiple of the beat"`
	Withhold   names  `toml:"withhold" choice:"callsign address code level height doppler" doc:"fields taken off before it leaves; of tracks, level and height are one"`

	Profile     text        `toml:"profile" choice:"civil-only toi-only full-reciprocal" def:"the exercise's, for a feed from one nation to another" doc:"what the feed is where it says nothing itself; docs/sharing.md"`
	Level       text        `toml:"level" choice:"none request toi filtered tracks plots" def:"plots from radars, tracks from a center" doc:"how much it gives: nothing; nothing until the provider grants it; tracks of interest; tracks that the filters pass; all tracks; plots"`
	Opens       text        `toml:"opens" choice:"toi filtered tracks plots" def:"plots from radars, tracks from a center" doc:"what a grant opens, with level request"`
	Area        withinTable `toml:"area" doc:"filter: only what lies in this area"`
	FloorFt     number      `toml:"floor_ft" min:"-1500" max:"100000" doc:"filter: only what is as high above sea level, feet; what has no height stays"`
	CeilingFt   number      `toml:"ceiling_ft" min:"-1500" max:"100000" doc:"filter: only what is no higher above sea level, feet; what has no height stays"`
	WithinNM    number      `toml:"within_nm" above:"0" max:"2000" doc:"filter: only what is so near to the sovereign airspace of border, nautical miles"`
	Border      names       `toml:"border" choice:"USA CAN MEX" doc:"whose airspace within_nm is measured to: of two nations, their common border"`
	Identities  names       `toml:"identities" choice:"unknown assumed_friend friend neutral suspect hostile joker faker" doc:"filter: only tracks that the provider's people called one of these"`
	When        names       `toml:"when" doc:"conditions, all of them: squawk 7500 (of several one), toi active, within 100 NM of USA-MEX border, agreement NAME"`
	RoundMin    number      `toml:"round_min" min:"0" max:"60" def:"0" doc:"latitude and longitude of tracks are rounded to so many minutes of arc"`
	RoundFt     number      `toml:"round_ft" min:"0" max:"20000" def:"0" doc:"heights of tracks are rounded to so many feet"`
	ExtraDelayS number      `toml:"extra_delay_s" min:"0" max:"3600" def:"0" doc:"delay put in on purpose, on top of delay_s, seconds"`
	Purpose     names       `toml:"purpose" choice:"air traffic;monitor;assist;ground arrest;rescue;interception;air defence" doc:"what the receiver may use it for; an act that none of these allows on a track known from it alone is a breach"`
	Onward      names       `toml:"onward" choice:"USA CAN MEX" doc:"nations beside the audience to which the receiver may pass these tracks on"`
	Relay       toggle      `toml:"relay" def:"false" doc:"what the provider has of other centers goes along, where these consent by onward"`
	RetainH     number      `toml:"retain_h" above:"0" max:"87600" doc:"how long the receiver may keep it, hours"`
	SuspendOn   text        `toml:"suspend_on" choice:"breach" doc:"the provider's release officer suspends it when its terms were broken, until it is resumed by order"`
	Suspended   toggle      `toml:"suspended" def:"false" doc:"suspended at the start, until the provider resumes it"`
	AnswerMin   number      `toml:"answer_min" above:"0" max:"600" def:"10 with level request" doc:"minutes within which the provider's release officer answers a request"`
	GrantMin    number      `toml:"grant_min" above:"0" max:"1440" def:"30 with level request" doc:"minutes for which a grant opens the feed"`
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
		l.feed(&l.file.Feed[i])
	}
	l.feedPairs()
	l.feedReleases()
}

func (l *loader) feed(e *feedTable) {
	l.enter(&l.feeds, &e.place, e.Name)
	if e.JitterS.Is && e.JitterS.V > e.DelayS.V && e.DelayS.Is == e.DelayS.Met {
		l.bad(Contradiction, &e.place, e.JitterS.mark, "a message would arrive before it is sent").
			want("jitter_s at most delay_s, %g", e.DelayS.V)
	}
	feed := Feed{Name: e.Name.V}
	var known bool
	feed.Center, known = l.refer(&e.place, &l.centers, e.To)
	l.source(e, &feed)
	if known {
		l.profiled(e, &feed)
	}
	feed.Delay = air.FromSeconds(e.DelayS.V) + air.FromSeconds(e.ExtraDelayS.V)
	feed.Jitter, feed.Loss, feed.Twice = air.FromSeconds(e.JitterS.V), e.Loss.V, e.Duplicate.V
	for _, w := range withheld {
		if e.Withhold.has(w.word) {
			feed.Withhold |= w.field
		}
	}
	l.pace(e, &feed)
	l.terms(e, &feed)
	l.s.Feeds = append(l.s.Feeds, feed)
}

// source resolves what a feed carries.
func (l *loader) source(e *feedTable, feed *Feed) {
	l.not(&e.place, e.From.mark, "from", e.FromCenter.mark, "from_center")
	l.not(&e.place, e.FromNation.mark, "from_nation", e.FromCenter.mark, "from_center")
	if !e.FromCenter.Met {
		feed.Radars = l.feedRadars(e)
		return
	}
	feed.Tracks = true
	var known bool
	if feed.From, known = l.refer(&e.place, &l.centers, e.FromCenter); known && e.To.V == e.FromCenter.V {
		l.bad(Contradiction, &e.place, e.FromCenter.mark, "a feed from a center to itself").want("another center")
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
		l.must(&e.place, mark{}, "from", "names of radars, or from_nation, or from_center")
	case e.From.Is && len(e.From.Items) == 0 && !e.FromNation.Met:
		l.bad(Contradiction, &e.place, e.From.mark, "a feed without radars").want("at least one")
	}
	slices.Sort(radars)
	return slices.Compact(radars)
}

// pace resolves how much a feed can carry and how often it sends.
func (l *loader) pace(e *feedTable, feed *Feed) {
	feed.Rate = e.RatePerS.V
	if feed.Rate > 0 {
		feed.Queue = air.FromSeconds(e.QueueS.or(10))
	} else if e.QueueS.Met && !e.RatePerS.Met {
		l.must(&e.place, mark{}, "rate_per_s", "it beside \"queue_s\": what has no limit has no queue")
	}
	if !feed.Tracks {
		if e.EveryS.Met {
			l.bad(Contradiction, &e.place, e.EveryS.mark, "every_s for a feed of radars, which send as they look")
		}
		return
	}
	feed.Every = l.s.Picture
	if e.EveryS.Is {
		feed.Every = air.FromSeconds(e.EveryS.V)
	}
	if feed.Every <= 0 || feed.Every%l.s.Beat != 0 {
		l.bad(Contradiction, &e.place, e.EveryS.mark, "every_s is no multiple of the beat").want("a multiple of %d ms", l.s.Beat/air.Millisecond)
	}
}

// feedPairs says that two feeds of tracks between the same centers do not agree
// on what makes the lane: they would give two aircraft one number.
func (l *loader) feedPairs() {
	for i := range l.s.Feeds {
		b, e := &l.s.Feeds[i], &l.file.Feed[i]
		for k := range l.s.Feeds[:i] {
			a := &l.s.Feeds[k]
			if !a.Tracks || !b.Tracks || a.From != b.From || a.Center != b.Center ||
				a.Terms.Relay == b.Terms.Relay && a.Terms.Onward == b.Terms.Onward {
				continue
			}
			l.add(Contradiction, e.from, e.who+"relay or onward is not as in feed "+a.Name+" between the same centers").
				want("the same in both: the tracks of one lane have one label and one number each")
			break
		}
	}
}

// crossing reports whether a feed goes from a nation to another that does not
// look on with it; mixed: some of its radars do, some do not.
func (l *loader) crossing(feed *Feed) (crosses, mixed bool) {
	audience := l.s.Centers[feed.Center].Audience
	if feed.Tracks {
		return l.s.Centers[feed.From].Audience&audience == 0, false
	}
	away := 0
	for _, r := range feed.Radars {
		if n := l.s.Radars[r].Nation; n != air.NoNation && audience&air.Only(n) == 0 {
			away++
		}
	}
	return away > 0, away > 0 && away < len(feed.Radars)
}

// profiled fills in what a profile says of a feed: its own profile, or the
// exercise's where it goes across a border.
func (l *loader) profiled(e *feedTable, feed *Feed) {
	word := e.Profile
	if crosses, mixed := l.crossing(feed); !word.Met && crosses {
		word = l.file.Profile
		if mixed && word.Is {
			l.add(Contradiction, e.from, e.who+"radars of the audience and of others under profile "+word.V).want("a feed for each")
		}
	}
	p := l.profileOf(word)
	s := &p.plots
	if feed.Tracks {
		s = &p.tracks
	}
	s.fill(e)
	if s.near > 0 && !e.WithinNM.Met && !e.Border.Met {
		feed.Terms.Near = append(feed.Terms.Near, Near{s.near, l.s.Centers[feed.Center].Audience})
	}
	if p.civil {
		feed.Radars = slices.DeleteFunc(feed.Radars, func(r int) bool { return !l.s.Radars[r].Civil })
	}
}

// feedReleases says that nothing of what a feed is to give may go to its
// audience: the feed says yes where all releases say no.
func (l *loader) feedReleases() {
	for i := range l.s.Feeds {
		f, e := &l.s.Feeds[i], &l.file.Feed[i]
		if f.Terms.Level == NoLevel || f.Terms.Relay || l.centers.at[e.To.V] != f.Center || !e.To.Is {
			continue
		}
		label := l.s.Centers[f.Center].Audience | f.Terms.Onward
		if k := slices.IndexFunc(l.s.Feeds, func(o Feed) bool {
			return o.Terms.Level == NoLevel && o.Center == f.Center && common(o.Radars, f.Radars)
		}); k >= 0 {
			l.bad(Contradiction, &e.place, e.To.mark, "it gives what feed "+l.s.Feeds[k].Name+" says is not given").want("one of the two")
		}
		switch {
		case f.Tracks && e.FromCenter.Is && f.From != f.Center && !l.gives(f.From, label):
			l.bad(Contradiction, &e.place, e.FromCenter.mark, "none of its radars' data may become tracks for "+label.String()).
				want("a radar that a feed brings there, with %s in its tracks_to", label)
		case !f.Tracks && len(f.Radars) > 0 && !slices.ContainsFunc(f.Radars, func(r int) bool { return l.s.Radars[r].Release.To(label) }):
			l.bad(Contradiction, &e.place, e.To.mark, "none of its radars is releasable to "+label.String()).
				want("%s in the release of one of them", label)
		}
	}
}

// common reports whether two lists of radars have one in common.
func common(a, b []int) bool {
	return slices.ContainsFunc(a, func(r int) bool { return slices.Contains(b, r) })
}

// gives reports whether a center has a radar whose data may become tracks for a
// label.
func (l *loader) gives(center int, label air.Release) bool {
	for i := range l.s.Feeds {
		f := &l.s.Feeds[i]
		if f.Center == center && slices.ContainsFunc(f.Radars, func(r int) bool { return l.s.Radars[r].TracksTo.To(label) }) {
			return true
		}
	}
	return false
}
