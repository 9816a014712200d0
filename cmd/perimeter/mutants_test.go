package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"perimeter/scenarios"
)

// mutant is one change to a flagship that must turn lines of its .want red: where
// it does not, the line guards nothing. The .want names the mutant and the lines.
type mutant struct {
	scenario, what string
	old, new       string // stands once in the exercise; halved instead: at each center
	until          string
}

// halved is a change to all centers.
const halved = "[[center]]"

const (
	siva           = "title = \"SIVA, Ciudad de Mexico\"\naudience = [\"MEX"
	noStaff, staff = "\"]\nstaff = \"full\"", "\"]" // what follows an audience, with people who act and without
)

var mutants = slices.Concat(
	norad("norad-2005-baseline"), norad("norad-2005-civil-only"), norad("norad-2005-shared"), norad("norad-2005-reciprocal"),
	[]mutant{
		{"norad-2005-baseline", "nobody acts at SIVA", siva + noStaff, siva + staff, "5m10s"},
		{"amalgam-eagle-25", "CENAVI to WADS 120 s later", "between = [\"CENAVI\", \"WADS\"]\ndelay_s = 1", "between = [\"CENAVI\", \"WADS\"]\ndelay_s = 121", "13m30s"},
		{"amalgam-eagle-25", "SEN-MMMY off", "\n[[radar]] # SENEAM\nsites = [\"SEN-MMMY\", ", "\n[[radar]]\nsite = \"SEN-MMMY\"\nout = true\n[[radar]] # SENEAM\nsites = [", "13m30s"},
		{"amalgam-eagle-25", "gate halved", halved, "", "13m30s"},
		{"amalgam-eagle-25", "nobody acts at WADS", "title = \"Western Air Defense Sector\"\naudience = [\"USA" + noStaff, "title = \"Western Air Defense Sector\"\naudience = [\"USA" + staff, "16m"},
		{"amalgam-eagle-16", "FAA-WADS 60 s later", "name = \"FAA-WADS\"", "name = \"FAA-WADS\"\nextra_delay_s = 60", "8m"},
		{"amalgam-eagle-16", "TARS-RGC off", "\"RSG\", \"TARS-RGC\", \"TARS-EGP\"]\nfalse_plots = 5", "\"RSG\", \"TARS-EGP\"]\nfalse_plots = 5\n[[radar]]\nsite = \"TARS-RGC\"\nout = true", "13m"},
		{"amalgam-eagle-16", "gate halved", halved, "", "59m"},
		{"amalgam-eagle-16", "nobody acts at WADS", "title = \"Western Air Defense Sector\"\naudience = [\"USA" + noStaff, "title = \"Western Air Defense Sector\"\naudience = [\"USA" + staff, "20m"},
		{"amalgam-eagle-16", "SIVA to WADS 300 s later", "between = [\"SIVA\", \"WADS\"]\ndelay_s = 1", "between = [\"SIVA\", \"WADS\"]\ndelay_s = 301", "20m"},
		{"amalgam-eagle-19", "SENEAM-SIVA 60 s later", "name = \"SENEAM-SIVA\"\nfrom_nation = \"MEX\"", "name = \"SENEAM-SIVA\"\nextra_delay_s = 60\nfrom_nation = \"MEX\"", "13m"},
		{"amalgam-eagle-19", "SEN-MMUN off", ", \"SEN-MMUN\"]\nrelease = [\"MEX\", \"USA\", \"CAN\"]", "]\nrelease = [\"MEX\", \"USA\", \"CAN\"]\n[[radar]]\nsite = \"SEN-MMUN\"\nout = true\nrelease = [\"MEX\", \"USA\", \"CAN\"]", "14m"},
		{"amalgam-eagle-19", "gate halved", halved, "", "22m"},
		{"amalgam-eagle-19", "EMB1 dark", "callsign = \"EXEMB1\"", "transponder = \"off\"\ncallsign = \"EXEMB1\"", "7m"},
	},
)

// norad returns the mutants of an exercise of 2005: all four have the same.
func norad(scenario string) []mutant {
	return []mutant{
		{scenario, "MIL-SIVA 60 s later", "name = \"MIL-SIVA\"", "name = \"MIL-SIVA\"\nextra_delay_s = 60", "2m"},
		{scenario, "EMB1's radar off", "carrier = \"EXEMB1\"", "carrier = \"EXEMB1\"\nout = true", "2m"},
		{scenario, "gate halved", halved, "", "4m10s"},
	}
}

// toml returns the exercise with the change.
func (m *mutant) toml(t *testing.T) string {
	t.Helper()
	text, _ := scenarios.Embedded(m.scenario)
	if m.old == halved {
		lines := strings.Split(string(text), "\n")
		for i := range lines {
			if strings.HasPrefix(lines[i], halved) {
				lines[i] += "\ngate = 0.5"
			}
		}
		return strings.Join(lines, "\n")
	}
	if n := strings.Count(string(text), m.old); n != 1 {
		t.Fatalf("%q stands %d times in %s, want once", m.old, n, m.scenario)
	}
	return strings.Replace(string(text), m.old, m.new, 1)
}

// Each flagship's .want lists three mutants and more with the lines that each
// turns red, and they do. The long ones need -whole.
func TestMutantsGoRed(t *testing.T) {
	for _, m := range mutants {
		t.Run(m.scenario+"/"+m.what, func(t *testing.T) {
			wanted, _ := scenarios.Want(m.scenario)
			reds := mutantsOf(string(wanted))[m.what]
			if len(reds) == 0 {
				t.Fatalf("%s.want lists no line that it turns red", m.scenario)
			}
			if m.until == "59m" && !*whole {
				t.Skip("an hour of exercise: with -whole")
			}
			file := filepath.Join(t.TempDir(), "mutant.toml")
			for path, text := range map[string]string{file: m.toml(t), strings.TrimSuffix(file, ".toml") + ".want": string(wanted)} {
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			_, out, errs := say(t, "run", file, "--until", m.until)
			for _, red := range reds {
				if !redLine(out, red) {
					t.Errorf("want red: %s\n%s%s", red, out, errs)
				}
			}
		})
	}
}

func TestEachFlagshipListsItsMutants(t *testing.T) {
	has := map[string][]string{}
	for _, m := range mutants {
		has[m.scenario] = append(has[m.scenario], m.what)
	}
	for _, name := range scenarios.Names() {
		wanted, _ := scenarios.Want(name)
		list := mutantsOf(string(wanted))
		flagship := strings.HasPrefix(name, "amalgam-eagle") || strings.HasPrefix(name, "norad-2005")
		if flagship && (len(list) < 3 || list["gate halved"] == nil) {
			t.Errorf("%s.want lists %d mutants, want three and more, and one with half the gate", name, len(list))
		}
		for what := range list {
			if !slices.Contains(has[name], what) {
				t.Errorf("%s.want lists a mutant %q that no test knows", name, what)
			}
		}
	}
}

// mutantsOf returns the mutants that a .want lists, "# mutant WHAT: LINE; LINE", with
// the words of the lines that they turn red.
func mutantsOf(wanted string) map[string][]string {
	list := map[string][]string{}
	for line := range strings.Lines(wanted) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "# mutant "); ok {
			what, reds, _ := strings.Cut(rest, ": ")
			list[what] = strings.Split(reds, "; ")
		}
	}
	return list
}

// redLine tells whether a line of the findings that has some words is red.
func redLine(out, words string) bool {
	for line := range strings.SplitSeq(out, "\n") {
		if said, _, _ := strings.Cut(line, " # "); strings.HasPrefix(said, "RED") && strings.Contains(said, words) {
			return true
		}
	}
	return false
}
