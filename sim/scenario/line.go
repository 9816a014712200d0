package scenario

import (
	"fmt"

	"perimeter/air"
)

// lineTable is one [[line]].
type lineTable struct {
	place
	Name    text   `toml:"name" need:"yes" form:"name" doc:"name of the line, by which an inject cuts it as a feed"`
	Between names  `toml:"between" need:"yes" doc:"names of the two centers that it joins"`
	Kind    text   `toml:"kind" choice:"data voice" def:"data" doc:"data for machines, voice for people; without a voice line two centers have the telephone, 45 s +- 15"`
	DelayS  number `toml:"delay_s" min:"0" max:"3600" def:"1 for data, 45 for voice" doc:"mean delay of a message, seconds"`
	JitterS number `toml:"jitter_s" min:"0" max:"3600" def:"0 for data, 15 for voice" doc:"half width of the uniform law of the delay, seconds"`
	Loss    number `toml:"loss" min:"0" max:"1" def:"0" doc:"probability that a message is lost"`
	Factor  number `toml:"factor" min:"1" max:"10" def:"1.5" doc:"by what the delay of voice grows in another language than English"`
}

func (l *loader) lineAll() {
	for i := range l.file.Line {
		e := &l.file.Line[i]
		l.enter(&l.feeds, &e.place, e.Name)
		line := Line{Name: e.Name.V, Delay: air.Second, Factor: e.Factor.or(Telephone.Factor), Loss: e.Loss.V}
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
		l.s.Lines = append(l.s.Lines, line)
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
