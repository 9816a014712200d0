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
			fmt.Fprintf(term.out, "%s: good: %s, %s, %s, %d aircraft of the story, %s, %v\n", name, air.Count(len(sc.Radars), "radar"),
				air.Count(len(sc.Centers), "center"), air.Count(len(sc.Feeds), "feed"), len(sc.Aircraft), air.Count(len(sc.Injects), "inject"), sc.Length)
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
