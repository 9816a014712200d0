package main

import (
	"context"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/replay/want"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// networkThreats are the threats that are injects, not aircraft.
var networkThreats = []string{"radar_outage", "degraded_radar", "bias_step", "link_cut", "aerostat_down"}

func allThreats() []string { return slices.Concat(scenario.ThreatKinds(), networkThreats) }

// Every threat has a section of facts on the page with a link to its demo, and a
// demo with its expectations; there is no demo of anything else.
func TestEveryThreatHasPageDemoAndWant(t *testing.T) {
	page, err := os.ReadFile("../../docs/threats.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range allThreats() {
		_, section, ok := strings.Cut(string(page), "\n## "+kind+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		demo := path.Join("threats", kind)
		if link := "(../scenarios/" + demo + ".toml)"; !ok || !strings.Contains(section, link) {
			t.Errorf("docs/threats.md: want a section %s with a link %s, got %q", kind, link, section)
		}
		if data, ok := scenarios.Embedded(demo); !ok || slices.Contains(scenario.ThreatKinds(), kind) && !strings.Contains(string(data), "kind = \""+kind+"\"") {
			t.Errorf("%s: want a demo with a threat of its kind, found %v", demo, ok)
		}
		if _, ok := scenarios.Want(demo); !ok {
			t.Errorf("%s: want expectations beside it, got none", demo)
		}
	}
	if got := len(scenarios.Threats()); got != len(allThreats()) {
		t.Errorf("%d demos of %d threats: %v", got, len(allThreats()), scenarios.Threats())
	}
}

// Each demo does to the plots, tracks and alerts what it says; and it would say
// so if the threat did nothing, or were an honest airliner on the same way.
func TestThreatsKeepTheirWord(t *testing.T) {
	for _, name := range scenarios.Threats() {
		t.Run(path.Base(name), func(t *testing.T) {
			for _, f := range findings(t, name, demo(t, name)) {
				if f.Verdict != want.Green {
					t.Error(f)
				}
			}
			tame := demo(t, name)
			tame.Injects = nil
			for i := range tame.Aircraft {
				if a := &tame.Aircraft[i]; a.Role == truth.TOI && slices.Contains(scenario.ThreatKinds(), path.Base(name)) {
					honest(a)
				}
			}
			red := slices.ContainsFunc(findings(t, name, tame), func(f want.Finding) bool { return f.Verdict == want.Red })
			if !red {
				t.Error("want a line that is red without the threat, got none")
			}
		})
	}
}

func demo(t *testing.T, name string) *scenario.Scenario {
	t.Helper()
	sc, faults := scenario.Open(name, scenarios.Embedded)
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	if sc.Length < 10*air.Minute || sc.Length > 20*air.Minute || !strings.Contains(sc.Brief, "EXERCISE EXERCISE EXERCISE") {
		t.Errorf("%s: %v long, brief %q; want 10 to 20 minutes and an exercise that calls itself one", name, sc.Length, sc.Brief)
	}
	return sc
}

// findings flies a demo to its end.
func findings(t *testing.T, name string, sc *scenario.Scenario) []want.Finding {
	t.Helper()
	data, _ := scenarios.Want(name)
	lines, faults := want.Read(name+".want", data)
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	e, err := sim.New(sc, sc.Seed)
	if err != nil {
		t.Fatal(err)
	}
	th := e.Theater()
	judge, unknown := want.NewJudge(lines, &th, e.Roster())
	if len(unknown) > 0 {
		t.Fatal(unknown)
	}
	e.Attach(judge)
	if err := e.RunUntil(context.Background(), sc.Length); err != nil {
		t.Fatal(err)
	}
	return judge.Findings()
}

// honest makes an airliner of an aircraft that answers and stays high. What flew
// as a large aircraft already keeps its height and its speed.
func honest(a *scenario.Aircraft) {
	a.Behaves, a.Phantom = nil, false
	a.Transponder.On, a.Transponder.ModeC, a.Transponder.ModeS = true, true, true
	if a.Type.Category == "airliner" || a.Type.Category == "business turboprop" {
		return
	}
	a.Type, _ = atlas.FindAircraftType("B738")
	for i := range a.Route {
		leg := &a.Route[i]
		leg.AGL, leg.Speed = false, max(leg.Speed, 1.3*a.Type.Min)
		leg.Height = max(leg.Height, 9000)
	}
}

// The links of the page lead to files that are there.
func TestThreatsPageLinks(t *testing.T) {
	page, err := os.ReadFile("../../docs/threats.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`\]\((\.\./[^)]+)\)`).FindAllStringSubmatch(string(page), -1) {
		if _, err := os.Stat(path.Join("../../docs", m[1])); err != nil {
			t.Error(err)
		}
	}
}

// The list shows the course first, and the demos of threats when asked.
func TestList(t *testing.T) {
	out := good(t, "list")
	if !strings.HasPrefix(out, "01-one-radar ") || strings.Contains(out, "threats/hijack") || !strings.Contains(out, "demos of threats: perimeter list threats") {
		t.Errorf("list:\n%s", out)
	}
	if out := good(t, "list", "threats"); strings.Count(out, "\n") != len(allThreats())+1 || !strings.Contains(out, "threats/nordo ") {
		t.Errorf("list threats:\n%s", out)
	}
	if status, _, errs := say(t, "list", "radars"); status != 2 || !strings.Contains(errs, "exercises") {
		t.Errorf("list radars: status %d, %s", status, errs)
	}
}
