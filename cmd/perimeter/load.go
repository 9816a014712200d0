package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"perimeter/air"
	"perimeter/replay"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// loadScenario reads a scenario from a file or from those built in, and shows
// all its faults.
func loadScenario(name string, term terminal) (*scenario.Scenario, error) {
	sc, faults := readScenario(name)
	if len(faults) > 0 {
		showFaults(faults, term)
		return nil, wrongUse{errSaid}
	}
	return sc, nil
}

func readScenario(name string) (*scenario.Scenario, []air.Diagnostic) {
	if replay.IsRecording(name) {
		return nil, []air.Diagnostic{{File: name, Class: scenario.Unreadable, What: "not a scenario", Wanted: "a TOML file", Got: "a recording"}}
	}
	return scenario.Open(name, scenarios.Embedded, scenarios.All()...)
}

func showFaults(faults []air.Diagnostic, term terminal) { fmt.Fprintln(term.err, air.Faults(faults)) }

// newEngine builds the engine of a scenario; no seed: the scenario's own.
func newEngine(name string, seed *uint64, term terminal) (*scenario.Scenario, *sim.Engine, error) {
	sc, err := loadScenario(name, term)
	if err != nil {
		return nil, nil, err
	}
	if seed == nil {
		seed = &sc.Seed
	}
	engine, err := sim.New(sc, *seed)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return sc, engine, nil
}

// span is a length of exercise time as people type it: 30m, 1h30m, 90s or
// hh:mm:ss.
type span air.Time

// UnmarshalText reads a span.
func (s *span) UnmarshalText(text []byte) error {
	t, err := parseSpan(string(text))
	*s = span(t)
	return err
}

// until is where a verb stops; zero: none was given.
type until air.Time

// UnmarshalText reads a time after the start.
func (u *until) UnmarshalText(text []byte) error {
	t, err := parseSpan(string(text))
	if err == nil && t == 0 {
		err = fmt.Errorf("want a time after the start, such as 30m, got %q", text)
	}
	*u = until(t)
	return err
}

// of returns where to stop what goes to end.
func (u until) of(end air.Time) (air.Time, error) {
	switch {
	case u == 0:
		return end, nil
	case air.Time(u) > end:
		return 0, wrong("--until %v: want a time up to %v, where it ends", air.Time(u), end)
	}
	return air.Time(u), nil
}

func parseSpan(text string) (air.Time, error) {
	if strings.Contains(text, ":") {
		if strings.Index(text, ":") == 1 {
			text = "0" + text
		}
		return air.ParseTime(text)
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("want a time such as 30m, 1h10m or 01:10:00, got %q", text)
	}
	return air.Time(d.Nanoseconds()), nil
}

// size is a picture's width and height in pixels, as 1280x800.
type size struct{ W, H int }

// UnmarshalText reads a size.
func (s *size) UnmarshalText(text []byte) error {
	w, h, ok := strings.Cut(string(text), "x")
	var errW, errH error
	s.W, errW = strconv.Atoi(w)
	s.H, errH = strconv.Atoi(h)
	if !ok || errors.Join(errW, errH) != nil || min(s.W, s.H) < 320 || max(s.W, s.H) > 8192 {
		return fmt.Errorf("want a size such as 1280x800, from 320 to 8192, got %q", text)
	}
	return nil
}
