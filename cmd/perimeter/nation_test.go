package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/replay"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

// fileOf runs six minutes of an exercise and returns what a nation gets of it.
func fileOf(t *testing.T, nation air.Nation, source string, seed uint64) []byte {
	t.Helper()
	own, _ := filesOf(t, nation, source, seed, 6*air.Minute)
	return own
}

// filesOf returns the director's file of the same run too.
func filesOf(t *testing.T, nation air.Nation, source string, seed uint64, until air.Time) (own, whole []byte) {
	t.Helper()
	sc, faults := scenario.Load("amalgam-eagle-19.toml", []byte(source))
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	engine, err := sim.New(sc, seed)
	if err != nil {
		t.Fatal(err)
	}
	var file, master bytes.Buffer
	header := replay.Header{
		Name: sc.Name, Source: sc.Source, Seed: seed, Build: replay.Build(), Theater: engine.Theater(), Roster: engine.Roster(),
	}
	n, err := replay.NewNation(&file, header, nation)
	if err != nil {
		t.Fatal(err)
	}
	r, err := replay.NewRecorder(&master, header)
	if err != nil {
		t.Fatal(err)
	}
	engine.Attach(n)
	engine.Attach(r)
	if err := engine.RunUntil(context.Background(), until); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(n.Close(), r.Close()); err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), master.Bytes()
}

func ae19(t *testing.T) string {
	t.Helper()
	sc, faults := scenario.Open("amalgam-eagle-19", scenarios.Embedded)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return string(sc.Source)
}

// Whatever changes of what a nation may not have, its file is the same to the
// byte: size, numbers, ages, alerts, all.
func TestWhatIsHiddenChangesNoByteOfANationsFile(t *testing.T) {
	base := ae19(t)
	mexico := fileOf(t, air.MEX, base, 19)
	changes := []struct{ name, from, to string }{
		{"a radar that Mexico may not know", `"QQO", "SVC",`, `"QQO", "SVC", "DSV", "QHZ",`},
		{"the same radar taken out", `"PAM", "CTY",`, `"CTY",`},
		{"a center of others", "[[center]]\nname = \"USA\"", "[[center]]\nname = \"WADS\"\naudience = [\"USA\"]\n\n[[center]]\nname = \"USA\""},
		{"another delay of a feed to others", "name = \"JSS-USA\"\nfrom_nation = \"USA\"\nto = \"USA\"\ndelay_s = 1.5", "name = \"JSS-USA\"\nfrom_nation = \"USA\"\nto = \"USA\"\ndelay_s = 4.5"},
		{"another name of a feed to others", `"JSS-CAN"`, `"JSS-CANADA"`},
		{"what others think of their tracks", "[[inject]]\nat = \"00:01:00\"", "[[inject]]\nat = \"00:04:00\"\ntitle = \"judged\"\ndo = [\"at USA 5 hostile\", \"at NORAD 5 suspect\"]\n\n[[inject]]\nat = \"00:01:00\""},
		{"a word to others", "[[inject]]\nat = \"00:01:00\"", "[[inject]]\nat = \"00:05:00\"\ntitle = \"aside\"\ntell = [{ to = [\"USA\"], text = \"EXERCISE. For the United States alone\" }]\n\n[[inject]]\nat = \"00:01:00\""},
		{"an inject that only the director knows", `title = "B737 off gate, unmanned"`, `title = "quite another thing"`},
	}
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			source := strings.Replace(base, c.from, c.to, 1)
			if source == base {
				t.Fatalf("the scenario has no %q", c.from)
			}
			if !bytes.Equal(fileOf(t, air.MEX, source, 19), mexico) {
				t.Error("Mexico's file is another")
			}
		})
	}
}

// The same test must fail where a gate lets something through.
func TestWhatIsReleasedDoesChangeIt(t *testing.T) {
	base := ae19(t)
	mexico := fileOf(t, air.MEX, base, 19)
	for name, change := range map[string][2]string{
		"a radar more":   {`sites = ["DMN", "QNW",`, `sites = ["DMN",`},
		"a field more":   {`withhold = ["callsign", "address"]`, `withhold = ["callsign"]`},
		"a second's lag": {"name = \"SENEAM-SIVA\"\nfrom_nation = \"MEX\"\nto = \"MEX\"\ndelay_s = 2.0", "name = \"SENEAM-SIVA\"\nfrom_nation = \"MEX\"\nto = \"MEX\"\ndelay_s = 3.0"},
	} {
		source := strings.Replace(base, change[0], change[1], 1)
		source = strings.Replace(source, `from = ["DMN", "QNW",`, `from = ["DMN",`, 2)
		if source == base {
			t.Fatalf("%s: the scenario has no %q", name, change[0])
		}
		if bytes.Equal(fileOf(t, air.MEX, source, 19), mexico) {
			t.Errorf("%s, and Mexico's file is the same: this test would see no leak", name)
		}
	}
}

// A nation's file holds no word of what is hidden, and plays on its own.
func TestANationsFileStandsAlone(t *testing.T) {
	file := fileOf(t, air.MEX, ae19(t), 19)
	rec, err := replay.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if !rec.OfNation() || len(rec.Source) != 0 || rec.Seed != 0 || len(rec.Roster) != 0 {
		t.Errorf("it holds a scenario of %d bytes, the seed %d, a roster of %d", len(rec.Source), rec.Seed, len(rec.Roster))
	}
	for _, s := range rec.Theater.Sensors {
		if s.Nation != air.MEX && !s.Release.To(air.Only(air.MEX)) {
			t.Errorf("it names %s, released to %v", s.Name, s.Release)
		}
	}
	player, err := replay.NewPlayer(rec)
	if err != nil {
		t.Fatal(err)
	}
	if err := player.Seek(5 * air.Minute); err != nil {
		t.Fatal(err)
	}
	v := player.View(0)
	if rec.Theater.Centers[0].Name != "MEX" || len(v.Tracks) < 20 || len(v.Plots) == 0 {
		t.Errorf("at 5 min %s has %d tracks and %d plots", rec.Theater.Centers[0].Name, len(v.Tracks), len(v.Plots))
	}
	if _, ok := player.Truth(); ok {
		t.Error("it holds the truth")
	}
	coded := 0
	for _, p := range v.Plots {
		if p.Has&air.HasCode != 0 {
			coded++
		}
	}
	if coded == 0 {
		t.Error("its plots have lost their codes")
	}
	if _, err := replay.NewNation(&bytes.Buffer{}, rec.Header, air.NoNation); err == nil {
		t.Error("a nation without a center gets a file")
	}
}

// In every flagship: a radar and a center of the others' own, with its feed and
// what it is told, change no byte of a nation's file.
func TestWhatIsHiddenInEveryFlagship(t *testing.T) {
	for _, name := range scenarios.Names() {
		if !strings.HasPrefix(name, "amalgam") && !strings.HasPrefix(name, "norad") {
			continue
		}
		sc, faults := scenario.Open(name, scenarios.Embedded)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		for nation, others := range map[air.Nation][2]string{air.MEX: {"USA", "QNW"}, air.USA: {"MEX", "SEN-MMCU"}} {
			t.Run(name+"/"+nation.String(), func(t *testing.T) {
				hidden := fmt.Sprintf(`
[[radar]]
site = %[2]q
name = "HIDDEN"
release = [%[1]q]

[[center]]
name = "HIDE"
audience = [%[1]q]
nation = %[1]q

[[feed]]
name = "HIDDEN-HIDE"
from = ["HIDDEN"]
to = "HIDE"
`, others[0], others[1])
				seen, _ := filesOf(t, nation, string(sc.Source), sc.Seed, 60*air.Second)
				unseen, all := filesOf(t, nation, string(sc.Source)+hidden, sc.Seed, 60*air.Second)
				if !bytes.Equal(seen, unseen) {
					t.Errorf("the file of %v is another", nation)
				}
				if v := watch(t, all, "HIDE").view(); len(v.Sensors) != 1 || v.Sensors[0].State != air.Up {
					t.Error("what is hidden sees nothing")
				}
			})
		}
	}
}
