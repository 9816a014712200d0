package main

import (
	"fmt"

	"perimeter/air"
)

type checkCmd struct {
	Files []string `arg:"" name:"file" help:"Scenarios: files, or names of those built in."`
	JSON  bool     `help:"Write the faults as JSON."`
}

// Run checks each scenario.
func (c *checkCmd) Run(term terminal) error {
	all := []air.Diagnostic{}
	for _, name := range c.Files {
		sc, faults := readScenario(name)
		all = append(all, faults...)
		switch {
		case c.JSON:
		case len(faults) > 0:
			showFaults(faults, term)
		default:
			fmt.Fprintf(term.out, "%s: good: %d radars, %d centers, %d feeds, %d aircraft of the story, %d injects, %v\n",
				name, len(sc.Radars), len(sc.Centers), len(sc.Feeds), len(sc.Aircraft), len(sc.Injects), sc.Length)
		}
	}
	if c.JSON {
		if err := term.json(all); err != nil {
			return err
		}
	}
	if len(all) > 0 {
		return wrongUse{errSaid}
	}
	return nil
}
