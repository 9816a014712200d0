package accord

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Mover is who wants to go over a nation's territory.
type Mover struct {
	Nation  air.Nation // of its operator
	Actor   scenario.Actor
	Armed   bool
	Purpose scenario.Purpose
}

// Book is what holds in an exercise: the rules on borders and the agreements on
// over-flights.
type Book struct {
	rules      []scenario.Rule
	agreements []scenario.Agreement
	papers     []paper
}

// NewBook returns the rules and agreements of an exercise.
func NewBook(sc *scenario.Scenario) *Book {
	return &Book{rules: sc.Rules, agreements: sc.Agreements, papers: papersOf(sc)}
}

// usual are the rules where a scenario says nothing.
//
// No intercepting aircraft crosses between Mexico and the United States (press on
// AMALGAM EAGLE 15), and the automatic staff keeps 5 NM off (exercise orders,
// assumed); the same holds between Mexico and Canada (assumed: there is no border).
// NORAD's commander may move assigned aircraft both ways between the United States
// and Canada. Other state aircraft want the leave of the nation overflown (Chicago
// Convention, article 3 c), civil aircraft fly by their plans.
var usual = []scenario.Rule{
	{Nation: air.USA, Over: air.CAN, Actor: scenario.Interceptor, Allow: scenario.ByOrder},
	{Nation: air.CAN, Over: air.USA, Actor: scenario.Interceptor, Allow: scenario.ByOrder},
	{Nation: air.USA, Over: air.CAN, Actor: scenario.Surveillance, Allow: scenario.ByOrder},
	{Nation: air.CAN, Over: air.USA, Actor: scenario.Surveillance, Allow: scenario.ByOrder},
	{Actor: scenario.Interceptor, Allow: scenario.Never, Buffer: 5 * geo.NM},
	{Actor: scenario.Civil, Allow: scenario.Free},
	{Allow: scenario.ByLeave},
}

// Rule returns the rule on a mover over a nation's sovereign airspace: of the
// scenario's that fit the one that says most, the first of those; where none fits,
// the usual one. Over its own nation's, over nobody's and over the high seas
// everybody is free.
func (b *Book) Rule(m Mover, over air.Nation) scenario.Rule {
	if over == air.NoNation || over == m.Nation {
		return scenario.Rule{Allow: scenario.Free}
	}
	if r := best(b.rules, m, over); r != nil {
		return *r
	}
	return *best(usual, m, over)
}

func best(rules []scenario.Rule, m Mover, over air.Nation) (found *scenario.Rule) {
	for i := range rules {
		if r := &rules[i]; fits(r, m, over) && (found == nil || r.Weight() > found.Weight()) {
			found = r
		}
	}
	return found
}

func fits(r *scenario.Rule, m Mover, over air.Nation) bool {
	armed := "no"
	if m.Armed {
		armed = "yes"
	}
	return (r.Nation == air.NoNation || r.Nation == m.Nation) && (r.Over == air.NoNation || r.Over == over) &&
		(r.Actor == "" || r.Actor == m.Actor) && (r.Armed == "" || r.Armed == armed) &&
		(r.Purpose == "" || r.Purpose == m.Purpose)
}

// May reports whether a mover may be over a nation, with or without leave, and if
// not why.
func (b *Book) May(m Mover, over air.Nation, leave bool) (why string, ok bool) {
	switch r := b.Rule(m, over); {
	case r.Allow == scenario.Free, r.Allow != scenario.Never && leave:
		return "", true
	case r.Allow == scenario.Never:
		return "no " + string(m.Actor) + " of " + m.Nation.String() + " may go there", false
	case r.Allow == scenario.ByOrder:
		return "without the consent of " + over.String(), false
	}
	return "without leave of " + over.String(), false
}

// Shy returns the nations whose airspace a mover must keep out of, with the
// buffers in metres before it. leave says of which it has leave.
func (b *Book) Shy(m Mover, leave air.Release) (list []Keep) {
	for _, n := range air.Nations {
		if _, ok := b.May(m, n, leave&air.Only(n) != 0); !ok {
			list = append(list, Keep{n, b.Rule(m, n).Buffer})
		}
	}
	return list
}

// Keep is a nation's airspace out of which an aircraft keeps by a buffer.
type Keep struct {
	Nation air.Nation
	Buffer float64 // m
}

// Clear returns how far in metres a place is from what must be kept out of,
// buffers included: below 0, or 0 without a buffer, it is in; infinite where there
// is nothing.
func Clear(keep []Keep, p geo.LatLon) float64 {
	least := 1e9
	for _, k := range keep {
		least = min(least, atlas.Sovereign(k.Nation).Distance(p)-k.Buffer)
	}
	return least
}
