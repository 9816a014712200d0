package scenario

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// profile is a way in which nations share, in one word of the file. It says what
// a feed across a border is unless the feed says otherwise: docs/sharing.md has
// it as a table.
type profile struct {
	name   string
	plots  share // of a feed of radars
	tracks share // of a feed of a center's tracks

	civil      bool // plots of civil radars alone
	plotsFree  bool // where the file says nothing, plots may go to all nations that look on
	tracksFree bool // the same for tracks
}

// share is what a profile says of one kind of feed.
type share struct {
	level    Level
	withhold []string
	near     float64 // m, of the airspace of a nation of the audience; 0: anywhere
	round    float64 // minutes of arc
	later    float64 // s
}

// profiles are those shipped. The numbers of toi-only are those of the proposal
// in the exercise orders: within 200 NM, rounded to 0.1', 12 s later.
var profiles = []profile{
	{
		name: "civil-only", civil: true, plotsFree: true,
		plots:  share{level: Plots, withhold: []string{"callsign"}},
		tracks: share{level: NoLevel},
	},
	{
		name: "toi-only", tracksFree: true,
		plots:  share{level: NoLevel},
		tracks: share{level: TOILevel, near: 200 * geo.NM, round: 0.1, later: 12},
	},
	{
		name: "full-reciprocal", plotsFree: true, tracksFree: true,
		plots:  share{level: Plots},
		tracks: share{level: AllTracks},
	},
}

// profileOf returns the profile of a word, or one that says nothing.
func (l *loader) profileOf(word text) *profile {
	for i := range profiles {
		if word.Is && profiles[i].name == word.V {
			return &profiles[i]
		}
	}
	return &profile{}
}

// plotsTo returns to whom beside its nation a radar's plots go where nothing is
// said.
func (p *profile) plotsTo(r *Radar, all air.Release) air.Release {
	if p.plotsFree && (r.Civil || !p.civil) {
		return all
	}
	return 0
}

func (p *profile) tracksTo(all air.Release) air.Release {
	if p.tracksFree {
		return all
	}
	return 0
}

// fill gives a feed's table what a profile says and the table does not.
func (s *share) fill(e *feedTable) {
	if s.level == "" {
		return
	}
	there := mark{Met: true, Is: true, key: e.from, from: e.from, to: e.from}
	if !e.Level.Met {
		e.Level = text{there, string(s.level)}
	}
	if !e.Withhold.Met && s.withhold != nil {
		e.Withhold.mark = there
		for _, w := range s.withhold {
			e.Withhold.Items = append(e.Withhold.Items, text{there, w})
		}
	}
	fill(&e.RoundMin, there, s.round)
	fill(&e.ExtraDelayS, there, s.later)
}

func fill(x *number, there mark, v float64) {
	if !x.Met && v != 0 {
		*x = number{there, v}
	}
}
