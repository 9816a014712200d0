package feed

import (
	"encoding/json"
	"fmt"
	"os"

	"perimeter/air"
)

// Case is what case.json says of a case.
type Case struct {
	Name          string
	Length        air.Time
	Step          air.Time // between two pictures
	DefaultHeight float64  // m, to be taken for an aircraft of which no height is known; 0: not stated
}

func readCase(path string) (Case, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Case{}, err
	}
	c, err := parseCase(text)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return c, err
}

func parseCase(text []byte) (Case, error) {
	v := struct {
		Case     string
		Duration float64 `json:"duration_s"`
		Step     float64 `json:"picture_step_s"`
		Height   float64 `json:"default_alt_m"`
	}{Step: 4}
	if err := json.Unmarshal(text, &v); err != nil {
		return Case{}, err
	}
	if !(v.Duration > 0 && v.Duration <= maxSeconds) {
		return Case{}, fmt.Errorf("duration_s %g: want more than 0, at most %g", v.Duration, maxSeconds)
	}
	if !(v.Step >= 0.01 && v.Step <= v.Duration) {
		return Case{}, fmt.Errorf("picture_step_s %g: want from 0.01 to the case's %g s", v.Step, v.Duration)
	}
	if v.Height < -500 || v.Height > 30000 {
		return Case{}, fmt.Errorf("default_alt_m %g: want from -500 to 30000", v.Height)
	}
	return Case{v.Case, air.FromSeconds(v.Duration), air.FromSeconds(v.Step), v.Height}, nil
}
