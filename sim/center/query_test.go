package center

import (
	"slices"
	"strings"
	"testing"

	"perimeter/air"
)

// An airliner came into the ADIZ eight minutes late. Air defence asks the unit in whose
// airspace it is; that one talks to it: resolved within five minutes, and neutral. Had
// the unit no contact with it, it would be of interest.
func TestALateEntryIsResolvedByATC(t *testing.T) {
	tests := []struct {
		name string
		code air.Mode3A // that the unit sees; the sector sees the plan's
		mark string
		log  string
	}{
		{"in contact", 0o2301, "neutral EXA1", "resolved 7 into the ADIZ off its plan: in contact, its estimate is revised (robot)"},
		{"without radio", air.NoRadio, "suspect TOI EXA1", "answer 7 EXA1: denied no contact (robot)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			unit, sector := unitAndSector(t, planned(sonora, "EXA1", 0, air.Hour))
			see := func(s *story) air.Track {
				f := sonora
				if s == unit && s.now > 30*air.Second {
					f.code = tt.code
				}
				return f.at(s, 7, s.now)
			}
			together(unit, sector, air.Minute, see)
			e := sector.c.overlay.find(7)
			e.file.Entry = adizEntry{State: adizLate, Minute: 8, At: sector.now} // there is no ADIZ in Chihuahua
			together(unit, sector, 6*air.Minute, see)
			if got := sector.mark(7); got != tt.mark {
				t.Errorf("mark: %s, want %s", got, tt.mark)
			}
			lines := append(sector.wrote("request"), append(sector.wrote("answer"), sector.wrote("resolved")...)...)
			if len(lines) < 2 || !strings.Contains(lines[0], "request 7 identity of EXA1") || !slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, tt.log) }) {
				t.Errorf("log: %q", lines)
			}
			if r := sector.c.View(sector.now).Desk.Requests; len(r) != 1 || r[0].Answer == "" || r[0].At-r[0].Asked > resolveIn {
				t.Errorf("on the desk: %+v", r)
			}
		})
	}
}

// A unit that has no such flight has no contact with it; one that does not answer is
// late; a person may answer in the controller's place.
func TestAUnitWithoutTheFlight(t *testing.T) {
	ask := func(unit, sector *story) {
		sector.c.Apply(sector.now, air.Act{Center: "SIVA", Do: "request", Track: 7, To: "MMTY", Text: "identity of EXB9", By: "staff"})
	}
	away := func(s *story) air.Track { return sonora.at(s, 7, s.now) }
	unit, sector := unitAndSector(t)
	ask(unit, sector)
	together(unit, sector, 2*air.Minute, away)
	if r := sector.c.View(sector.now).Desk.Requests; len(r) != 1 || r[0].Answer != "denied" || r[0].Why != "no contact" {
		t.Errorf("on the desk: %+v", r)
	}
	unit, sector = unitAndSector(t)
	unit.c.full = false
	ask(unit, sector)
	together(unit, sector, air.Minute, away)
	if !unit.c.Apply(unit.now, air.Act{Center: "MMTY", Do: "grant", To: "SIVA", Text: "it called us a minute ago"}) {
		t.Error("a controller's own answer is not taken")
	}
	together(unit, sector, 2*air.Minute, away)
	if r := sector.c.View(sector.now).Desk.Requests; len(r) != 1 || r[0].Answer != "granted" || r[0].Why != "it called us a minute ago" {
		t.Errorf("on the desk: %+v", r)
	}
	unit, sector = unitAndSector(t)
	ask(unit, sector)
	sector.fly(sonora, 6*air.Minute)
	if r := sector.c.View(sector.now).Desk.Requests; len(r) != 1 || r[0].Answer != late {
		t.Errorf("no answer: %+v", r)
	}
	sector.fly(sonora, 20*air.Minute)
	if r := sector.c.View(sector.now).Desk.Requests; len(r) != 0 {
		t.Errorf("still on the desk: %+v", r)
	}
}
