package main

import (
	"fmt"

	"perimeter/scenarios"
)

type listCmd struct {
	What string `arg:"" optional:"" enum:"exercises,threats" default:"exercises" help:"exercises, or threats: a demo of each kind of threat."`
}

// Run lists the scenarios that are built in, in the order in which they teach,
// or the demos of threats.
func (c *listCmd) Run(term terminal) error {
	names := scenarios.Names()
	if c.What == "threats" {
		names = scenarios.Threats()
	}
	for _, name := range names {
		sc, faults := readScenario(name)
		if len(faults) > 0 {
			showFaults(faults, term)
			return errSaid
		}
		fmt.Fprintf(term.out, "%-26s %v  %s\n", name, sc.Length, sc.Title)
	}
	if c.What != "threats" {
		fmt.Fprintf(term.out, "and %d demos of threats: perimeter list threats\n", len(scenarios.Threats()))
	}
	return nil
}
