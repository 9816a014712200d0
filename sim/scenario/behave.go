package scenario

import (
	"cmp"
	"slices"

	"perimeter/air"
)

// behaveTable is what an aircraft does by itself.
type behaveTable struct {
	place
	At    clock  `toml:"at" def:"00:00:00" doc:"time at which it begins, hh:mm:ss; at the start of its flight if that is later"`
	AtUTC moment `toml:"at_utc" doc:"time at which it begins, UTC; instead of at"`
	As    text   `toml:"as" need:"yes" doc:"behaviour, as dark, stuck or orbit: one of the list in docs/threats.md"`
	Other text   `toml:"other" doc:"name of the other aircraft, where the behaviour has one"`
	Value number `toml:"value" def:"by the behaviour" doc:"by the behaviour: an angle, a distance, a share"`
}

// doTable is what an inject lets an aircraft do.
type doTable struct {
	place
	Aircraft text   `toml:"aircraft" need:"yes" doc:"name of the aircraft"`
	As       text   `toml:"as" need:"yes" doc:"behaviour, as dark, stuck or orbit: one of the list in docs/threats.md"`
	Other    text   `toml:"other" doc:"name of the other aircraft, where the behaviour has one"`
	Value    number `toml:"value" def:"by the behaviour" doc:"by the behaviour: an angle, a distance, a share"`
}

// intent is a behaviour of an aircraft before the names in it are looked at: the
// other may come later in the file.
type intent struct {
	who   int // in Scenario.Aircraft
	at    air.Time
	p     *place
	as    text
	other text
	value number
	start bool // at counts from its start
}

// plansToBehave keeps a behaviour of the aircraft taken in last.
func (l *loader) plansToBehave(e *behaveTable) {
	l.intents = append(l.intents, intent{
		who: len(l.s.Aircraft) - 1, at: l.when(&e.place, e.At, "at", e.AtUTC, "at_utc"),
		p: &e.place, as: e.As, other: e.Other, value: e.Value,
	})
}

// behaveAll gives the aircraft their behaviours, in the order of time.
func (l *loader) behaveAll() {
	for _, x := range l.intents {
		a := &l.s.Aircraft[x.who]
		a.Behaves = append(a.Behaves, Behave{x.at, l.behaviour(x.p, x.who, a.Name, x.as, x.other, x.value), x.start})
	}
	for i := range l.s.Aircraft {
		slices.SortStableFunc(l.s.Aircraft[i].Behaves, func(a, b Behave) int { return cmp.Compare(a.At, b.At) })
	}
}

func (l *loader) do(e *doTable) air.Body {
	who, ok := l.refer(&e.place, &l.aircraft, e.Aircraft)
	if !ok {
		who = -1
	}
	return l.behaviour(&e.place, who, e.Aircraft.V, e.As, e.Other, e.Value)
}

// behaviour looks at a behaviour word by word; who is -1 where the aircraft is
// not known.
func (l *loader) behaviour(p *place, who int, name string, as, other text, value number) air.Behave {
	b := air.Behave{Aircraft: name, As: as.V, Other: other.V, Value: value.V}
	if !as.Is {
		return b
	}
	k, ok := air.FindBehaviour(as.V)
	if !ok {
		l.bad(BadChoice, p, as.mark, "as is none of the behaviours").slip(as.V, air.BehaviourWords)
		return b
	}
	l.otherOf(p, &k, name, other)
	switch {
	case !value.Is:
	case k.Value == "":
		l.bad(Contradiction, p, value.mark, as.V+" has no value")
	case value.V < k.Min || value.V > k.Max:
		l.bad(OutOfRange, p, value.mark, "value is out of range").want("%g to %g, %s", k.Min, k.Max, k.Value)
	case as.V == "squawk":
		if _, err := air.CodeOfDigits(value.V); err != nil {
			l.bad(BadCode, p, value.mark, "value cannot be a Mode 3/A code").want("4 digits from 0 to 7")
		}
	}
	if who >= 0 && as.V == "jam" && l.s.Aircraft[who].Jammer.ERP == 0 {
		l.bad(Contradiction, p, as.mark, "it has nothing to jam with").want("jammer in the table of %s", name)
	}
	return b
}

// otherOf looks at the other aircraft of a behaviour.
func (l *loader) otherOf(p *place, k *air.Behaviour, name string, other text) {
	switch {
	case k.Other == "" && other.Is:
		l.bad(Contradiction, p, other.mark, k.As+" has no other aircraft")
	case k.Other != "" && !other.Met:
		l.must(p, mark{}, "other", "name of "+k.Other)
	case other.Is && other.V == name:
		l.bad(Contradiction, p, other.mark, "other is the aircraft itself").want("%s", k.Other)
	case other.Is:
		l.refer(p, &l.aircraft, other)
	}
}
