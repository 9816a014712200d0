package trial

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// Run is what one run of one exercise came to: all that a Comparison needs of it.
// As JSON it is one line of a file of runs.
type Run struct {
	Key
	Threats []Passed `json:"threats"`
}

// Key says which run it is: another one of the same key comes to the same.
type Key struct {
	Exercise  string `json:"exercise"`
	Text      string `json:"text"` // digest of the exercise's text
	Build     string `json:"build"`
	Seed      uint64 `json:"seed"`
	Traffic   bool   `json:"traffic"`
	Squawking bool   `json:"squawking"`
	Nations   string `json:"nations"`
}

// Passed is one threat of a run.
type Passed struct {
	Name    string `json:"name"`
	Into    string `json:"into,omitempty"` // nation whose airspace it enters
	Crossed moment `json:"crossed_ns"`
	Nations []Had  `json:"nations"` // by air.Nations
}

// Had is what one nation had of one threat.
type Had struct {
	At  []moment `json:"at_ns"`  // by Stages
	Gap moment   `json:"gap_ns"` // longest time without a track between the first and the crossing; null: none before it
}

// moment is an exercise time, in JSON nanoseconds since the start; null: never.
type moment air.Time

func (m moment) time() air.Time { return air.Time(m) }

// MarshalJSON writes the moment.
func (m moment) MarshalJSON() ([]byte, error) {
	if m.time() == air.Never {
		return []byte("null"), nil
	}
	return json.Marshal(int64(m))
}

// UnmarshalJSON reads a moment.
func (m *moment) UnmarshalJSON(text []byte) error {
	*m = moment(air.Never)
	if string(text) == "null" {
		return nil
	}
	return json.Unmarshal(text, (*int64)(m))
}

// Keys returns the keys of all runs of a comparison: by seed, then exercise.
func (o *CompareOptions) Keys(list []*scenario.Scenario) (keys []Key) {
	var texts []string
	for _, sc := range list {
		sum := sha256.Sum256(sc.Source)
		texts = append(texts, hex.EncodeToString(sum[:16]))
	}
	for i := range o.Seeds {
		for v, sc := range list {
			keys = append(keys, Key{sc.Name, texts[v], o.Build, list[0].Seed + uint64(i), o.Traffic, o.Squawking, air.Only(o.told()...).String()})
		}
	}
	return keys
}

// ReadRuns reads a file of runs, one JSON object a line. Lines that are none, as
// half a line at the end is, are counted and left out.
func ReadRuns(r io.Reader) (runs []Run, bad int, err error) {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if run, err := parseRun(line); err != nil {
				bad++
			} else {
				runs = append(runs, run)
			}
		}
		if err == io.EOF {
			return runs, bad, nil
		}
		if err != nil {
			return nil, 0, fmt.Errorf("runs: %w", err)
		}
	}
}

func parseRun(line []byte) (run Run, err error) {
	if err := json.Unmarshal(line, &run); err != nil {
		return run, err
	}
	if run.Exercise == "" || run.Text == "" {
		return run, fmt.Errorf("want an exercise and its digest, got %q and %q", run.Exercise, run.Text)
	}
	for _, p := range run.Threats {
		if len(p.Nations) != len(air.Nations) {
			return run, fmt.Errorf("threat %s: want %d nations, got %d", p.Name, len(air.Nations), len(p.Nations))
		}
		for _, h := range p.Nations {
			if len(h.At) != len(Stages) {
				return run, fmt.Errorf("threat %s: want %d steps, got %d", p.Name, len(Stages), len(h.At))
			}
		}
	}
	return run, nil
}

// had returns what a nation had of threat k.
func (r *Run) had(k int, n air.Nation) *Had { return &r.Threats[k].Nations[n-air.Nations[0]] }

func (r *Run) names() (list []string) {
	for i := range r.Threats {
		list = append(list, r.Threats[i].Name)
	}
	return list
}
