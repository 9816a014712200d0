package scenario

import "perimeter/air"

// centerTable is one [[center]].
type centerTable struct {
	place
	Name      text          `toml:"name" need:"yes" form:"name" doc:"name of the center"`
	Title     text          `toml:"title" form:"line" def:"the name" doc:"what stands over its picture"`
	Audience  names         `toml:"audience" need:"yes" choice:"USA CAN MEX" doc:"nations that look on: only what is releasable to all of them reaches the center"`
	Nation    text          `toml:"nation" choice:"USA CAN MEX" def:"the audience, if it is one nation" doc:"nation whose people sit there"`
	Kind      text          `toml:"kind" choice:"defence atc agency observer" def:"defence" doc:"what its people do: air defence; ATC, which transfers planned flights; an agency, which answers messages; an observer, who only looks on"`
	Language  text          `toml:"language" choice:"en es fr" def:"es for Mexico, else en" doc:"language in which others speak to its people"`
	Area      text          `toml:"area" form:"name" def:"the name" doc:"flight information region in which an ATC unit controls, as ZHU or MMTY; where the atlas has none of this name its nation's airspace"`
	ReactionS number        `toml:"reaction_s" min:"1" max:"3600" def:"20" doc:"mean time that its automatic staff takes to act, seconds; drawn from half to one and a half of it"`
	Error     number        `toml:"error" min:"0" max:"1" def:"0.01" doc:"share of read-backs that its automatic staff gets wrong"`
	Identify  staffingTable `toml:"identify" doc:"how its people identify tracks and watch for those of interest; default: with staff full by the nation, else 7500, a lost transponder and plans"`
	Gate      number        `toml:"gate" min:"0.1" max:"4" def:"1" doc:"width of its tracker's association gate, as a share of the usual one: 0.5 halves the distance in standard deviations within which a plot may be a track's own, from 3.7 to 1.9 for a place, from 4.0 to 2.0 for a place with a range rate"`
	Sectors   []sectorTable `toml:"sectors" what:"sector" most:"50" doc:"sectors of an ATC unit, the first that has a place; default: one, 01"`
	Staff     text          `toml:"staff" choice:"scope full" def:"scope" doc:"what its automatic staff does where nobody sits: scope, identification and alerts; full, cases, hand-overs and transfers too"`
}

func (l *loader) centerAll() {
	for i := range l.file.Center {
		c := &l.file.Center[i]
		l.enter(&l.centers, &c.place, c.Name)
		if c.Audience.Is && len(c.Audience.Items) == 0 {
			l.bad(Contradiction, &c.place, c.Audience.mark, "a center without an audience").want("at least one nation")
		}
		l.s.Centers = append(l.s.Centers, Center{
			Name:     c.Name.V,
			Title:    c.Title.or(c.Name.V),
			Audience: releaseOf(&c.Audience),
			Nation:   nationOf(c.Nation, onlyNation(releaseOf(&c.Audience))),
			Kind:     CenterKind(c.Kind.or(string(Defence))),
			Tongue:   c.Language.V,
			Area:     c.Area.or(c.Name.V),
			Staff:    c.Staff.or("scope"),
			Reaction: air.FromSeconds(c.ReactionS.or(20)),
			Error:    c.Error.or(0.01),
			Gate:     c.Gate.or(1),
			Sectors:  l.sectors(c),
		})
	}
}

// onlyNation returns the nation of an audience of one, or none.
func onlyNation(r air.Release) air.Nation {
	for _, n := range air.Nations {
		if r == air.Only(n) {
			return n
		}
	}
	return air.NoNation
}
