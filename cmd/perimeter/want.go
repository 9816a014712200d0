package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"perimeter/air"
	"perimeter/replay/want"
	"perimeter/scenarios"
)

// expect attaches the judge of the scenario's .want, if it has one: beside its
// file, or built in.
func (j *job) expect(c *runCmd, term terminal) error {
	name, data, err := readWant(c.Scenario)
	if err != nil || data == nil || c.Unjudged {
		return err
	}
	lines, faults := want.Read(name, data)
	if len(faults) > 0 {
		fmt.Fprintln(term.err, air.Faults(faults))
		return wrongUse{errSaid}
	}
	th := j.engine.Theater()
	judge, unknown := want.NewJudge(lines, &th, j.engine.Roster())
	if len(unknown) > 0 {
		return wrongUse{fmt.Errorf("%s: %w", name, errors.Join(unknown...))}
	}
	j.judge = judge
	j.engine.Attach(judge)
	return nil
}

// readWant returns the expectations of a scenario as the command line names it;
// no data: there are none.
func readWant(scenario string) (name string, data []byte, err error) {
	base := strings.TrimSuffix(scenario, ".toml")
	name = base + ".want"
	if data, err = os.ReadFile(name); err == nil || !errors.Is(err, os.ErrNotExist) {
		return name, data, err
	}
	if _, err := os.Stat(scenario); err == nil { // a file of the user's own without expectations
		return name, nil, nil
	}
	data, _ = scenarios.Want(base)
	return name, data, nil
}

// red is the failure of an exercise whose expectations were not met.
func red(findings []want.Finding) error {
	n := 0
	for _, f := range findings {
		if f.Verdict == want.Red {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d expected things are not so", n, len(findings))
}
