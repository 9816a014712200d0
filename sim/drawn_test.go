package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// The border at El Paso, where exercises are drawn: sites of both nations, and
// who owns them.
var drawnSites = []struct {
	site  string
	owner air.Nation
}{
	{"DMN", air.USA}, {"QNW", air.USA}, {"TARS-MRF", air.USA}, {"TARS-EGP", air.USA},
	{"SEN-MMCU", air.MEX}, {"SEN-MMHO", air.MEX}, {"SEN-MMMY", air.MEX}, {"SIVA-CHP1", air.MEX},
}

// drawnCenters are the centers that may be in a drawn exercise; the first two
// always are.
var drawnCenters = []struct {
	name     string
	audience air.Release
}{
	{"USA", air.Only(air.USA)}, {"MEX", air.Only(air.MEX)}, {"CAN", air.Only(air.CAN)},
	{"NORAD", air.Only(air.USA) | air.Only(air.CAN)}, {"COORD", air.Only(air.USA) | air.Only(air.CAN) | air.Only(air.MEX)},
}

// drawn is an exercise of chance: who has which radars, who may have their data
// or tracks made of them, what each feed brings and withholds, who flies with what
// plan that whom is told of.
var drawn = rapid.Custom(func(t *rapid.T) string {
	d := draw{T: t}
	fmt.Fprintf(&d.text, "title = \"Drawn\"\nstart_utc = 2025-07-17T14:00:00Z\nduration = \"00:10:00\"\nseed = %d\n", d.number("seed", 1, 1000))
	type radar struct {
		site             string
		release, tracked air.Release
	}
	var radars []radar
	for i, s := range drawnSites {
		if i%4 > 0 && d.chance("no "+s.site, 3) {
			continue
		}
		own := air.Only(s.owner)
		r := radar{s.site, own | d.label(s.site), 0}
		r.tracked = r.release | d.label(s.site+" tracks")
		radars = append(radars, r)
		fmt.Fprintf(&d.text, "[[radar]]\nsite = %q\nrelease = %s\ntracks_to = %s\nfalse_plots = 2\n", s.site, list(r.release), list(r.tracked))
	}
	var centers []string
	gives := map[string][]radar{}
	for i, c := range drawnCenters {
		if i > 1 && d.chance("no "+c.name, 2) {
			continue
		}
		centers = append(centers, c.name)
		fmt.Fprintf(&d.text, "[[center]]\nname = %q\naudience = %s\nstaff = %q\n", c.name, list(c.audience), d.word("staff", "scope", "full", "full"))
		var from []string
		for _, r := range radars {
			if r.release.To(c.audience) || len(from) > 0 && d.chance(c.name+r.site, 2) { // a feed may name what stays
				from, gives[c.name] = append(from, r.site), append(gives[c.name], r)
			}
		}
		if len(from) > 0 {
			fmt.Fprintf(&d.text, "[[feed]]\nname = \"F-%s\"\nfrom = %s\nto = %[1]q\ndelay_s = 2\njitter_s = %[3]d\nloss = 0.01\nwithhold = %[4]s\n",
				c.name, quoted(from), d.number("jitter", 0, 2), d.word("withhold", "[]", `["callsign"]`, `["callsign", "address"]`, `["code", "level"]`))
		}
	}
	for i, from := range centers {
		to := centers[(i+1)%len(centers)]
		k := slices.IndexFunc(drawnCenters, func(c struct {
			name     string
			audience air.Release
		}) bool {
			return c.name == to
		})
		may := slices.ContainsFunc(gives[from], func(r radar) bool { return r.tracked.To(drawnCenters[k].audience) })
		if may && d.chance(from+" to "+to, 2) {
			fmt.Fprintf(&d.text, "[[feed]]\nname = \"T-%s\"\nfrom_center = %[1]q\nto = %[2]q\nlevel = %[3]q\ndelay_s = 1\n", from, to, d.word("level", "tracks", "toi", "request"))
		}
	}
	fmt.Fprintf(&d.text, "[[line]]\nname = \"HOT\"\nbetween = [\"USA\", \"MEX\"]\nkind = %q\n", d.word("line", "voice", "data"))
	for i := range d.number("aircraft", 5, 9) {
		d.aircraft(i)
	}
	fmt.Fprintf(&d.text, "[[inject]]\nat = \"00:01:00\"\ntitle = \"a word\"\ntell = [{ to = [%q], text = \"EXERCISE. A word\" }]\n", d.word("told", centers...))
	return d.text.String()
})

// draw writes a drawn exercise.
type draw struct {
	*rapid.T
	text strings.Builder
}

func (d *draw) number(what string, low, high int) int {
	return rapid.IntRange(low, high).Draw(d.T, what)
}

func (d *draw) chance(what string, of int) bool { return d.number(what, 1, of) == 1 }

func (d *draw) word(what string, of ...string) string { return rapid.SampledFrom(of).Draw(d.T, what) }

func (d *draw) label(what string) air.Release { return air.Release(d.number(what, 0, 7)) }

func (d *draw) aircraft(i int) {
	fmt.Fprintf(&d.text, "[[aircraft]]\nname = \"EXD%d\"\ntype = %q\nnation = %q\nmode3a = \"%04o\"\ntransponder = %q\n", i,
		d.word("type", "B738", "B350", "C56X"), d.word("nation", "USA", "MEX"), d.number("code", 0o1000, 0o7600), d.word("transponder", "off", "mode_c", "mode_s", "mode_s"))
	if release := d.label("plan"); release != 0 {
		fmt.Fprintf(&d.text, "plan = { from = \"KELP\", to = \"MMCU\", release = %s }\n", list(release))
	}
	place := func(what string, alt string) string {
		return fmt.Sprintf("{ lat = %.2f, lon = %.2f%s }", float64(d.number(what+" lat", 2850, 3250))/100, -float64(d.number(what+" lon", 10300, 10900))/100, alt)
	}
	fmt.Fprintf(&d.text, "route = [%s, %s]\n", place("from", fmt.Sprintf(", alt_ft = %d, speed_kt = 300", 1000*d.number("thousand ft", 9, 25))), place("to", ""))
}

func list(r air.Release) string {
	var names []string
	for _, n := range air.Nations {
		if r.To(air.Only(n)) {
			names = append(names, n.String())
		}
	}
	return quoted(names)
}

func quoted(names []string) string {
	return "[\"" + strings.Join(names, "\", \"") + "\"]"
}

// The same holds of exercises drawn by chance.
func TestNothingLeaksInDrawnExercises(t *testing.T) {
	count := 8
	if *whole {
		count *= 10
	}
	for i := range count {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			text := drawn.Example(i)
			leaks(t, func() *scenario.Scenario { return load(t, text) }, air.Nations[:], 4*air.Minute)
			if t.Failed() {
				t.Log(text)
			}
		})
	}
}
