package main

import (
	"fmt"

	"perimeter/air"
	"perimeter/scenarios"
)

type listCmd struct {
	What string `arg:"" optional:"" enum:"exercises,threats" default:"exercises" help:"exercises, or threats: a demo of each kind of threat."`
	JSON bool   `help:"Write the list as JSON."`
}

// listed is a scenario in the list.
type listed struct {
	Name   string `json:"name"`
	Length string `json:"length"` // hh:mm:ss
	Title  string `json:"title"`
}

// Run lists the scenarios that are built in, in the order in which they teach,
// or the demos of threats.
func (c *listCmd) Run(term terminal) error {
	names := scenarios.Names()
	if c.What == "threats" {
		names = scenarios.Threats()
	}
	var all []listed
	for _, name := range names {
		sc, faults := readScenario(name)
		if len(faults) > 0 {
			showFaults(faults, term)
			return errSaid
		}
		all = append(all, listed{name, sc.Length.String(), sc.Title})
	}
	if c.JSON {
		return term.json(all)
	}
	for _, l := range all {
		fmt.Fprintf(term.out, "%-26s %s  %s\n", l.Name, l.Length, l.Title)
	}
	if c.What != "threats" {
		fmt.Fprintf(term.out, "and %d demos of threats: perimeter list threats\n", len(scenarios.Threats()))
	}
	fmt.Fprintln(term.out, air.Marking)
	return nil
}
