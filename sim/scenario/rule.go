package scenario

import (
	"fmt"

	"perimeter/air"
	"perimeter/air/geo"
)

// Actor is a kind of aircraft as the rules on borders tell them apart.
type Actor string

// The kinds of actors.
const (
	Interceptor  Actor = "interceptor"
	Surveillance Actor = "aew"
	StateActor   Actor = "state" // any other state aircraft
	Rescue       Actor = "rescue"
	Civil        Actor = "civil"
)

// Purpose is what for an aircraft goes somewhere.
type Purpose string

// The purposes.
const (
	Pursuit Purpose = "pursuit" // giving chase, interception
	Escort  Purpose = "escort"
	Monitor Purpose = "monitor" // standing off and watching
	Saving  Purpose = "rescue"
	Transit Purpose = "transit"
)

// Leave says what it takes to go over another nation's territory.
type Leave string

// What it takes.
const (
	Free    Leave = "free"  // nothing
	ByLeave Leave = "leave" // the leave of the nation overflown
	ByOrder Leave = "order" // an order of both nations' common command, and the consent of the region overflown
	Never   Leave = "never" // it is a breach, whoever says yes
)

// Rule says who may go over whose sovereign airspace. What is empty holds for
// all.
type Rule struct {
	Nation  air.Nation // whose aircraft
	Over    air.Nation // whose sovereign airspace
	Actor   Actor
	Armed   string // "yes", "no" or empty
	Purpose Purpose
	Allow   Leave
	Buffer  float64 // m short of the border at which robots turn away, where it is not allowed
}

// Weight returns how much a rule says: of two that fit, the one that says more
// holds.
func (r *Rule) Weight() (n int) {
	for _, said := range [...]bool{r.Nation != air.NoNation, r.Over != air.NoNation, r.Actor != "", r.Armed != "", r.Purpose != ""} {
		if said {
			n++
		}
	}
	return n
}

// meets reports whether something fits both rules.
func (r *Rule) meets(o *Rule) bool {
	return (r.Nation == o.Nation || r.Nation == air.NoNation || o.Nation == air.NoNation) &&
		(r.Over == o.Over || r.Over == air.NoNation || o.Over == air.NoNation) &&
		either(string(r.Actor), string(o.Actor)) && either(r.Armed, o.Armed) && either(string(r.Purpose), string(o.Purpose))
}

func either(a, b string) bool { return a == b || a == "" || b == "" }

// ruleTable is one [[rule]].
type ruleTable struct {
	place
	Nation   text   `toml:"nation" choice:"USA CAN MEX" def:"any" doc:"whose aircraft"`
	Over     text   `toml:"over" choice:"USA CAN MEX" def:"any" doc:"over whose sovereign airspace: land and 12 nautical miles of sea"`
	Actor    text   `toml:"actor" choice:"interceptor aew state rescue civil" def:"any" doc:"what kind of aircraft; state: any other state aircraft"`
	Armed    toggle `toml:"armed" def:"whether or not" doc:"only the armed, or only the unarmed"`
	Purpose  text   `toml:"purpose" choice:"pursuit escort monitor rescue transit" def:"any" doc:"what for"`
	Allow    text   `toml:"allow" need:"yes" choice:"free leave order never" doc:"free; by leave of the nation overflown; by order of the common command with the consent of the region overflown; never"`
	BufferNM number `toml:"buffer_nm" min:"0" max:"200" def:"5 where it is never allowed, else 0" doc:"short of the border by so much the automatic staff turns away, nautical miles"`
}

// usualBuffer is the buffer on either side of the border between Mexico and the
// United States (exercise orders, assumed).
const usualBuffer = 5 * geo.NM // m

func (l *loader) ruleAll() {
	for i := range l.file.Rule {
		e := &l.file.Rule[i]
		r := Rule{
			Nation: nationOf(e.Nation, air.NoNation), Over: nationOf(e.Over, air.NoNation),
			Actor: Actor(e.Actor.V), Purpose: Purpose(e.Purpose.V), Allow: Leave(e.Allow.V),
		}
		if e.Armed.Is {
			r.Armed = map[bool]string{true: "yes", false: "no"}[e.Armed.V]
		}
		if r.Allow == Never {
			r.Buffer = usualBuffer
		}
		if e.BufferNM.Is {
			r.Buffer = e.BufferNM.V * geo.NM
		}
		if e.Nation.Is && e.Over.Is && r.Nation == r.Over {
			l.bad(Contradiction, &e.place, e.Over.mark, "a rule on a nation's aircraft over its own airspace").want("another nation")
		}
		l.agrees(e, &r)
		l.s.Rules = append(l.s.Rules, r)
	}
}

// agrees says that two rules which say as much of the same thing contradict each
// other.
func (l *loader) agrees(e *ruleTable, r *Rule) {
	for k := range l.s.Rules {
		o := &l.s.Rules[k]
		if r.Weight() != o.Weight() || !r.meets(o) {
			continue
		}
		line, _ := l.position(l.file.Rule[k].from)
		switch {
		case r.Allow != o.Allow:
			l.bad(Contradiction, &e.place, e.Allow.mark, fmt.Sprintf("the rule of line %d says %q of the same", line, o.Allow)).
				want("one of them, or a rule that says more")
		case *r == *o:
			l.add(Duplicate, e.from, fmt.Sprintf("%sthe rule is there already, in line %d", e.who, line))
		}
	}
}
