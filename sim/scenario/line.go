package scenario

import (
	"fmt"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// lineTable is one [[line]].
type lineTable struct {
	place
	Name      text             `toml:"name" need:"yes" form:"name" doc:"name of the line, by which an inject cuts it as a feed"`
	Between   names            `toml:"between" need:"yes" doc:"names of the two centers that it joins"`
	Kind      text             `toml:"kind" choice:"data voice" def:"data" doc:"data for machines, voice for people; without a voice line two centers have the telephone, 45 s +- 15"`
	DelayS    number           `toml:"delay_s" min:"0" max:"3600" def:"1 for data, 45 for voice" doc:"mean delay of a message, seconds"`
	JitterS   number           `toml:"jitter_s" min:"0" max:"3600" def:"0 for data, 15 for voice" doc:"half width of the uniform law of the delay, seconds"`
	Loss      number           `toml:"loss" min:"0" max:"1" def:"0" doc:"probability that a message is lost"`
	Factor    number           `toml:"factor" min:"1" max:"10" def:"1.5" doc:"by what the delay of voice grows in another language than English"`
	SharedOK  toggle           `toml:"shared_ok" def:"false" doc:"whether the two have agreed that a track of interest may be handed over on shared data alone, without a hold on own sensors"`
	Messages  text             `toml:"messages" choice:"nam-like/1 oldi-like/1 aidc-like/1" def:"nam-like/1" doc:"messages by which two ATC units transfer flights over it, in the manner of the NAM ICD, of OLDI or of PAN AIDC, not verified against them; the tables are in docs/handovers.md"`
	Points    names            `toml:"points" doc:"agreed points of transfer, by their names in the atlas: a flight that crosses near one is estimated there"`
	Delegated []delegatedTable `toml:"delegated" what:"delegation" most:"20" doc:"airspace in which the other unit controls by agreement"`
	Timers    timersTable      `toml:"timers" doc:"time limits of the hand-overs over this boundary, where they differ from the standard"`
}

// delegatedTable is one delegation of a [[line]]: a circle.
type delegatedTable struct {
	place
	To       text   `toml:"to" need:"yes" doc:"name of the center that controls there"`
	Lat      number `toml:"lat" need:"yes" min:"-90" max:"90" doc:"latitude of the middle, degrees north"`
	Lon      number `toml:"lon" need:"yes" min:"-180" max:"180" doc:"longitude of the middle, degrees east"`
	RadiusNM number `toml:"radius_nm" need:"yes" above:"0" max:"500" doc:"radius, nautical miles"`
}

// timersTable are the limits of both hand-overs in seconds; the standard is in
// docs/handovers.md.
type timersTable struct {
	place
	Warn       number `toml:"warn_s" min:"0" max:"7200" def:"1200" doc:"before the border: the neighbour is warned of a track of interest"`
	Receipt    number `toml:"receipt_s" min:"1" max:"3600" def:"60" doc:"a warning or a release is answered, beside the way of the words"`
	Tell       number `toml:"tell_s" min:"5" max:"3600" def:"60" doc:"between two positions told by voice"`
	Turn       number `toml:"turn_s" min:"1" max:"600" def:"12" doc:"between two positions told by data"`
	Check      number `toml:"check_s" min:"1" max:"3600" def:"30" doc:"a contact is checked"`
	Offer      number `toml:"offer_s" min:"0" max:"7200" def:"300" doc:"before the border: the track is offered"`
	Accept     number `toml:"accept_s" min:"1" max:"3600" def:"60" doc:"an offer is answered"`
	Retry      number `toml:"retry_s" min:"1" max:"3600" def:"30" doc:"from an offer refused or unanswered to the next"`
	Release    number `toml:"release_s" min:"1" max:"3600" def:"30" doc:"an accepted track is let go"`
	Shadow     number `toml:"shadow_s" min:"0" max:"7200" def:"300" doc:"the old owner keeps watching"`
	Lost       number `toml:"lost_s" min:"1" max:"7200" def:"1200" doc:"a lost track is looked for"`
	Coordinate number `toml:"coordinate_s" min:"0" max:"7200" def:"1200; OLDI-like 900" doc:"before the boundary: the estimate is sent"`
	LAM        number `toml:"lam_s" min:"1" max:"3600" def:"60; OLDI-like 15, AIDC-like 180" doc:"LAM or LRM answers a message"`
	HandOff    number `toml:"hand_off_s" min:"0" max:"7200" def:"300" doc:"before the boundary: it is offered"`
	RLA        number `toml:"rla_s" min:"1" max:"3600" def:"12; OLDI-like 15, AIDC-like 180" doc:"the offer is answered by the machine"`
	Update     number `toml:"update_s" min:"1" max:"600" def:"12" doc:"between two updates of an offer"`
	Take       number `toml:"take_s" min:"1" max:"3600" def:"60" doc:"a controller takes the hand-off"`
	Frequency  number `toml:"frequency_s" min:"1" max:"3600" def:"20" doc:"from acceptance to the change of frequency"`
	Call       number `toml:"call_s" min:"1" max:"3600" def:"60" doc:"the pilot calls the new unit"`
	Voice      number `toml:"voice_s" min:"1" max:"3600" def:"30" doc:"one try by voice"`
	Point      number `toml:"point_s" min:"1" max:"3600" def:"60" doc:"a point out is answered"`
	Notify     number `toml:"notify_s" min:"0" max:"7200" def:"OLDI-like 1500, AIDC-like 1800" doc:"before the boundary: the notice is sent, where the messages have one"`
	Reply      number `toml:"reply_s" min:"1" max:"3600" def:"120; AIDC-like 600" doc:"a controller answers an estimate or a proposal"`
}

// clocks returns the limits that a line sets, by their keys less the unit.
func (t *timersTable) clocks() (list []Clock) {
	for _, k := range [...]struct {
		name string
		v    number
	}{
		{"warn", t.Warn}, {"receipt", t.Receipt}, {"tell", t.Tell}, {"turn", t.Turn}, {"check", t.Check}, {"offer", t.Offer},
		{"accept", t.Accept}, {"retry", t.Retry}, {"release", t.Release}, {"shadow", t.Shadow}, {"lost", t.Lost},
		{"coordinate", t.Coordinate}, {"lam", t.LAM}, {"hand_off", t.HandOff}, {"rla", t.RLA}, {"update", t.Update},
		{"take", t.Take}, {"frequency", t.Frequency}, {"call", t.Call}, {"voice", t.Voice}, {"point", t.Point}, {"notify", t.Notify}, {"reply", t.Reply},
	} {
		if k.v.Is {
			list = append(list, Clock{k.name, air.FromSeconds(k.v.V)})
		}
	}
	return list
}

func (l *loader) lineAll() {
	for i := range l.file.Line {
		e := &l.file.Line[i]
		l.enter(&l.feeds, &e.place, e.Name)
		line := Line{Name: e.Name.V, Delay: air.Second, Factor: e.Factor.or(Telephone.Factor), Loss: e.Loss.V, Shared: e.SharedOK.V, Messages: e.Messages.V, Clocks: e.Timers.clocks()}
		if e.Kind.V == "voice" {
			line.Voice, line.Delay, line.Jitter = true, Telephone.Delay, Telephone.Jitter
		}
		if e.DelayS.Is {
			line.Delay = air.FromSeconds(e.DelayS.V)
			line.Jitter = min(line.Jitter, line.Delay)
		}
		if e.JitterS.Is {
			line.Jitter = air.FromSeconds(e.JitterS.V)
		}
		if line.Jitter > line.Delay {
			l.bad(Contradiction, &e.place, e.JitterS.mark, "a message would arrive before it is said").
				want("jitter_s at most delay_s, %g", line.Delay.Seconds())
		}
		l.ends(e, &line)
		l.boundary(e, &line)
		l.s.Lines = append(l.s.Lines, line)
	}
}

// boundary resolves what two units have agreed on where flights pass.
func (l *loader) boundary(e *lineTable, line *Line) {
	for _, name := range e.Points.Items {
		pos, _, ok := atlas.FindFix(name.V)
		if !ok {
			l.bad(MissingReference, &e.place, name.mark, "no such point in the atlas").slip(name.V, atlas.FixNames)
		}
		line.Points = append(line.Points, Point{name.V, pos})
	}
	for i := range e.Delegated {
		d := &e.Delegated[i]
		if !slices.Contains(line.Between[:], d.To.V) {
			l.bad(Contradiction, &d.place, d.To.mark, "airspace delegated to who is not at the line's end").want("%s or %s", line.Between[0], line.Between[1])
		}
		line.Lent = append(line.Lent, Lent{d.To.V, geo.Deg(d.Lat.V, d.Lon.V), d.RadiusNM.V * geo.NM})
	}
}

// ends resolves the two centers of a line.
func (l *loader) ends(e *lineTable, line *Line) {
	if !e.Between.Is {
		return
	}
	if n := len(e.Between.Items); n != 2 {
		l.bad(Contradiction, &e.place, e.Between.mark, fmt.Sprintf("a line between %d centers", n)).want("two")
		return
	}
	for k, name := range e.Between.Items {
		l.refer(&e.place, &l.centers, name)
		line.Between[k] = name.V
	}
	if line.Between[0] == line.Between[1] {
		l.bad(Contradiction, &e.place, e.Between.mark, "a line from a center to itself").want("two centers")
	}
}
