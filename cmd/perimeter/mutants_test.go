package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"perimeter/scenarios"
)

// mutant is one change to a flagship that must turn lines of its .want red: where
// it does not, the line guards nothing.
type mutant struct {
	scenario, what, old, new string
	until                    string
	red                      []string // how the lines that turn red go on behind their time
}

var mutants = []mutant{
	{"norad-2005-baseline", "nobody acts at SIVA", "title = \"SIVA, Ciudad de Mexico\"\naudience = [\"MEX\"]\nstaff = \"full\"", "title = \"SIVA, Ciudad de Mexico\"\naudience = [\"MEX\"]", "6m", []string{"inject 1 answered"}},
	{"norad-2005-baseline", "EMB1's radar is off", "carrier = \"EXEMB1\"", "carrier = \"EXEMB1\"\nout = true", "2m", []string{"EMB1-AEW sees BAJA", "SIVA tracks BAJA"}},
	{"norad-2005-baseline", "the military feed is a minute later", "name = \"MIL-SIVA\"", "name = \"MIL-SIVA\"\nextra_delay_s = 90", "2m", []string{"SIVA tracks BAJA"}},
	{"norad-2005-shared", "nobody acts at SIVA", "title = \"SIVA, Ciudad de Mexico\"\naudience = [\"MEX\"]\nstaff = \"full\"", "title = \"SIVA, Ciudad de Mexico\"\naudience = [\"MEX\"]", "6m", []string{"inject 1 answered"}},
	{"norad-2005-shared", "EMB1's radar is off", "carrier = \"EXEMB1\"", "carrier = \"EXEMB1\"\nout = true", "2m", []string{"EMB1-AEW sees BAJA", "SIVA tracks BAJA"}},
	{"norad-2005-shared", "the military feed is a minute later", "name = \"MIL-SIVA\"", "name = \"MIL-SIVA\"\nextra_delay_s = 90", "2m", []string{"SIVA tracks BAJA"}},
	{"amalgam-eagle-25", "CENAVI to WADS is two minutes later", "between = [\"CENAVI\", \"WADS\"]\ndelay_s = 1", "between = [\"CENAVI\", \"WADS\"]\ndelay_s = 121", "16m", []string{"WADS logs warn"}},
	{"amalgam-eagle-25", "Monterrey is off", "\n[[radar]] # SENEAM\nsites = [\"SEN-MMMY\", ", "\n[[radar]]\nsite = \"SEN-MMMY\"\nout = true\n[[radar]] # SENEAM\nsites = [", "14m", []string{"SEN-MMMY sees AGUILA"}},
	{"amalgam-eagle-25", "nobody acts at WADS", "title = \"Western Air Defense Sector\"\naudience = [\"USA\"]\nstaff = \"full\"", "title = \"Western Air Defense Sector\"\naudience = [\"USA\"]", "16m", []string{"inject 1 answered", "WADS logs contact"}},
	{"amalgam-eagle-16", "nobody acts at WADS", "title = \"Western Air Defense Sector\"\naudience = [\"USA\"]\nstaff = \"full\"", "title = \"Western Air Defense Sector\"\naudience = [\"USA\"]", "20m", []string{"inject 1 answered", "WADS logs declare", "SIVA logs warn"}},
	{"amalgam-eagle-16", "the Rio Grande aerostat is off", "\"RSG\", \"TARS-RGC\", \"TARS-EGP\"]\nfalse_plots = 5", "\"RSG\", \"TARS-EGP\"]\nfalse_plots = 5\n[[radar]]\nsite = \"TARS-RGC\"\nout = true", "13m", []string{"TARS-RGC sees EXGARZA"}},
	{"amalgam-eagle-16", "the data line is five minutes later", "between = [\"SIVA\", \"WADS\"]\ndelay_s = 1", "between = [\"SIVA\", \"WADS\"]\ndelay_s = 301", "20m", []string{"SIVA logs warn"}},
	{"amalgam-eagle-19", "Cancun is off", ", \"SEN-MMUN\"]\nrelease = [\"MEX\", \"USA\", \"CAN\"]", "]\nrelease = [\"MEX\", \"USA\", \"CAN\"]\n[[radar]]\nsite = \"SEN-MMUN\"\nout = true\nrelease = [\"MEX\", \"USA\", \"CAN\"]", "14m", []string{"MEX tracks EXMAR", "SEN-MMUN sees EXMAR"}},
	{"amalgam-eagle-19", "the feed to SIVA is two minutes later", "name = \"SENEAM-SIVA\"\nfrom_nation = \"MEX\"", "name = \"SENEAM-SIVA\"\nextra_delay_s = 120\nfrom_nation = \"MEX\"", "13m", []string{"MEX tracks EXMAR"}},
	{"amalgam-eagle-19", "EMB1 stays dark", "callsign = \"EXEMB1\"", "transponder = \"off\"\ncallsign = \"EXEMB1\"", "7m", []string{"SEN-MMHO sees EXEMB1"}},
}

// Each flagship's .want goes red where it should when something is taken away.
func TestMutantsGoRed(t *testing.T) {
	for _, m := range mutants {
		t.Run(m.scenario+"/"+m.what, func(t *testing.T) {
			toml, _ := scenarios.Embedded(m.scenario)
			if strings.Count(string(toml), m.old) != 1 {
				t.Fatalf("%q stands %d times in it, want once", m.old, strings.Count(string(toml), m.old))
			}
			file := filepath.Join(t.TempDir(), "mutant.toml")
			wanted, _ := scenarios.Want(m.scenario)
			for path, text := range map[string]string{
				file: strings.Replace(string(toml), m.old, m.new, 1), strings.TrimSuffix(file, ".toml") + ".want": string(wanted),
			} {
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			_, out, errs := say(t, "run", file, "--until", m.until)
			for _, red := range m.red {
				if !redLine(out, red) {
					t.Errorf("want red: %s\n%s%s", red, out, errs)
				}
			}
		})
	}
}

// redLine tells whether a line of the findings that has some words is red.
func redLine(out, words string) bool {
	for line := range strings.SplitSeq(out, "\n") {
		if strings.HasPrefix(line, "RED") && strings.Contains(line, words) {
			return true
		}
	}
	return false
}
