package fusion

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

var update = flag.Bool("update", false, "write what was said into the stories")

// TestStories plays testdata/*.txt: commands, a line of dashes, then all that
// was said. Rewrite them with -update only if the difference is understood.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("stories: %v, found %d", err, len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(text), Config{})
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(text) {
				t.Errorf("%s differs from what was said:\n%s", file, firstDifference(string(text), got))
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n want %q\n got  %q", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// story is a sky and a tracker that hears of it.
type story struct {
	t       testing.TB
	sky     *sky
	config  Config
	tracker *Tracker
	fates   [air.FateDoubted + 1]int
	out     strings.Builder
}

// play runs a story and returns it with what is said now. Blocks are parted by
// empty lines; lines that start with # are for the reader.
func play(t testing.TB, text string, c Config) string {
	s := &story{t: t, sky: newSky(), config: c}
	var b strings.Builder
	for i, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		commands, _, said := strings.Cut(block+"\n", "----\n")
		b.WriteString(commands)
		s.out.Reset()
		for _, line := range strings.Split(strings.TrimSpace(commands), "\n") {
			if line != "" && line[0] != '#' {
				s.do(strings.Fields(line))
			}
		}
		if said {
			b.WriteString("----\n" + s.out.String())
		}
	}
	return b.String()
}

// do obeys one command.
func (s *story) do(word []string) {
	verbs := map[string]func(args []string){
		"radar": s.radar, "aircraft": s.aircraft, "fly": s.fly, "picture": s.picture, "fates": s.sayFates,
		"turn":      func(a []string) { p := s.plane(a[0]); p.leg(s.sky.now); p.rate = s.number(a[1]) * geo.Degree },
		"climb":     func(a []string) { p := s.plane(a[0]); p.leg(s.sky.now); p.climb = s.number(a[1]) * geo.FootMin },
		"dark":      func(a []string) { s.plane(a[0]).on = false },
		"squawk":    func(a []string) { p := s.plane(a[0]); p.on, p.code = true, s.code(a[1]) },
		"shift":     s.shift,
		"gone":      func(a []string) { s.plane(a[0]).hidden = true },
		"outage":    func(a []string) { s.named(a[0]).out = true },
		"back":      func(a []string) { s.named(a[0]).out = false },
		"late":      func(a []string) { s.named(a[0]).delay = air.FromSeconds(s.number(a[1])) },
		"duplicate": func(a []string) { s.named(a[0]).twice = true },
		"inject":    s.inject,
		"center":    s.center, "tally": s.sayTally,
		"jams":     func(a []string) { s.plane(a[0]).jams = true },
		"quiet":    func(a []string) { s.plane(a[0]).jams = false },
		"mute":     func(a []string) { s.centerNamed(a[0]).mute = true },
		"unmute":   func(a []string) { s.centerNamed(a[0]).mute = false },
		"station":  s.station,
		"adsb":     func(a []string) { s.plane(a[0]).speak(a[1:], s.number) },
		"displace": func(a []string) { p := s.plane(a[0]); p.adsb.lies(s.sky.now, s.number(a[1]), s.number(a[2])) },
		"claim":    func(a []string) { s.plane(a[0]).adsb.claims(s.number(a[1]), s.number(a[2])) },
		"observer": func(a []string) {
			s.sky.radar(a[0], s.number(a[1]), s.number(a[2]), func(r *simRadar) { r.info.PSR, r.info.SSR = false, false })
		},
		"seen":    s.seen,
		"freeze":  func(a []string) { s.plane(a[0]).freeze(s.sky.now) },
		"join":    func(a []string) { s.plane(a[0]).join(s.plane(a[1]), s.sky.now) },
		"cut":     func(a []string) { s.named(a[0]).cut = true },
		"restore": func(a []string) { s.named(a[0]).cut = false },
		"here":    func(a []string) { s.plane(a[0]).hidden = false },
		"swap":    func(a []string) { p, q := s.plane(a[0]), s.plane(a[1]); p.code, q.code = q.code, p.code },
	}
	verb, ok := verbs[word[0]]
	if !ok {
		s.t.Fatalf("story: unknown command %q", word[0])
	}
	verb(word[1:])
}

func (s *story) say(format string, args ...any) { fmt.Fprintf(&s.out, format+"\n", args...) }

func (s *story) number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		s.t.Fatalf("story: %v", err)
	}
	return v
}

func (s *story) code(text string) air.Mode3A {
	c, err := air.ParseMode3A(text)
	if err != nil {
		s.t.Fatalf("story: %v", err)
	}
	return c
}

func (s *story) plane(name string) *simPlane {
	i := slices.IndexFunc(s.sky.planes, func(p simPlane) bool { return p.name == name })
	if i < 0 {
		s.t.Fatalf("story: no aircraft %q", name)
	}
	return &s.sky.planes[i]
}

func (s *story) named(name string) *simRadar {
	i := slices.IndexFunc(s.sky.radars, func(r simRadar) bool { return r.info.Name == name })
	if i < 0 {
		s.t.Fatalf("story: no radar %q", name)
	}
	return &s.sky.radars[i]
}

// radar NAME LAT LON [psr] [ssr] [modes] [scan=s] [range=NM] [false=n] [bias=m/deg] [sigma=m/deg] [parts=m/deg] [notch=m/s] [blind=m/s] [rate=m/s]
func (s *story) radar(a []string) {
	s.sky.radar(a[0], s.number(a[1]), s.number(a[2]), func(r *simRadar) {
		for _, option := range a[3:] {
			key, value, _ := strings.Cut(option, "=")
			switch key {
			case "psr":
				r.info.SSR = false
			case "ssr":
				r.info.PSR = false
			case "modes":
				r.info.ModeS = true
			case "scan":
				r.info.Scan = air.FromSeconds(s.number(value))
			case "range":
				r.info.Range = s.number(value) * geo.NM
				r.info.RangeSSR = r.info.Range
			case "parts":
				m, deg, _ := strings.Cut(value, "/")
				r.resRange, r.resAz = s.number(m), s.number(deg)*geo.Degree
			case "bias":
				m, deg, _ := strings.Cut(value, "/")
				r.biasRange, r.biasAz = s.number(m), s.number(deg)*geo.Degree
			case "sigma":
				m, deg, _ := strings.Cut(value, "/")
				r.info.SigmaRange, r.info.SigmaAz = s.number(m), s.number(deg)*geo.Degree
			case "notch":
				r.notch = s.number(value)
				r.info.Notch = r.notch
			case "blind": // the same, but it does not say so
				r.notch = s.number(value)
			case "rate":
				r.info.SigmaDoppler = s.number(value)
			case "false":
				r.info.FalsePerScan = s.number(value)
			default:
				s.t.Fatalf("story: unknown option %q", option)
			}
		}
	})
}

// shift RADAR METRES DEGREES: from now on its plots are off by so much more.
func (s *story) shift(a []string) {
	r := s.named(a[0])
	r.biasRange += s.number(a[1])
	r.biasAz += s.number(a[2]) * geo.Degree
}

// aircraft NAME LAT LON FEET HEADING KNOTS [CODE]
func (s *story) aircraft(a []string) {
	code := air.Mode3A(0)
	if len(a) > 6 {
		code = s.code(a[6])
	}
	p := s.sky.plane(a[0], s.number(a[1]), s.number(a[2]), s.number(a[3]), s.number(a[4]), s.number(a[5]), code)
	p.address = air.Address(0xA00000 + len(s.sky.planes))
}

// station NAME LAT LON: an ADS-B receiver.
func (s *story) station(a []string) {
	s.sky.station(a[0], s.number(a[1]), s.number(a[2]))
}

// seen OBSERVER AIRCRAFT [E N]: a person says to have seen it, km off its place.
func (s *story) seen(a []string) {
	pos, _, _ := s.plane(a[1]).place(s.sky.now)
	f := geo.NewFrame(pos.Geodetic())
	var off geo.Vec
	if len(a) > 2 {
		off = geo.Vec{X: s.number(a[2]) * 1000, Y: s.number(a[3]) * 1000}
	}
	at := f.From(off).Geodetic()
	id := slices.IndexFunc(s.sky.radars, func(r simRadar) bool { return r.info.Name == a[0] })
	s.tracker.Accept(&air.Parcel{Reports: []air.Report{{At: s.sky.now, ID: uint64(s.sky.now) + 3, Lat: at.Lat, Lon: at.Lon, Sensor: air.SensorID(id), NACp: 2}}})
}

// fly SECONDS: what happens to tracks is said as it happens.
func (s *story) fly(a []string) {
	if s.tracker == nil {
		c := s.sky.config()
		c.Associator, c.Filter, c.Widen = s.config.Associator, s.config.Filter, s.config.Widen
		s.tracker = mustNew(s.t, c)
	}
	kinds := [...]string{"?", "born", "confirmed", "coasting", "resumed", "merged", "dropped", "carried", "taken over", "returned"}
	for until := s.sky.now + air.FromSeconds(s.number(a[0])); s.sky.now < until; {
		feed(s.tracker, s.sky.run(), s.sky.now)
		for _, e := range s.tracker.Events() {
			switch e.Kind {
			case air.TrackBorn:
			case air.TrackMerged:
				s.say("%s track %d merged into %d", s.sky.now, e.Number, e.Other)
			default:
				s.say("%s track %d %s", s.sky.now, e.Number, kinds[e.Kind])
			}
		}
		for _, e := range s.tracker.RegistrationEvents() {
			s.say("%s radar %s %s", s.sky.now, s.sky.radars[e.Sensor].info.Name, [...]string{"?", "stepped", "bad", "good"}[e.Kind])
		}
		for _, d := range s.tracker.Dispositions() {
			s.fates[d.Fate]++
		}
	}
}

// picture says the tracks: on which aircraft, how far off, codes, speed.
func (s *story) picture([]string) {
	p := s.tracker.Picture()
	if len(p.Tracks) == 0 {
		s.say("no tracks")
	}
	for i := range p.Tracks {
		tr := &p.Tracks[i]
		on := "nobody"
		if plane, m := s.sky.nearest(tr, s.sky.now); m < 5000 {
			on = fmt.Sprintf("%s within %s", plane.name, roughly(m))
		}
		if tr.Has&air.Doubted != 0 {
			on += ", ADS-B doubted"
		}
		code := "----"
		if tr.Has&air.HasCode != 0 {
			code = tr.Code.String()
		}
		level := "FL---"
		if tr.Has&air.HasLevel != 0 {
			level = tr.Level.String()
		}
		f := geo.NewFrame(tr.Pos.Geodetic())
		v := f.Turn(tr.Vel)
		heading := math.Round(geo.Wrap(math.Atan2(v.X, v.Y))/geo.Degree/10) * 10
		s.say("track %d %s %s %s %.0f kt heading %03.0f on %s", tr.Number, tr.Status, code, level,
			math.Round(tr.Vel.Norm()/geo.Knot/20)*20, heading, on+s.whose(tr))
	}
}

// roughly puts a distance into the class a controller would.
func roughly(m float64) string {
	for _, limit := range []float64{500, 1000, 2000, 5000} {
		if m < limit {
			return fmt.Sprintf("%.0f m", limit)
		}
	}
	return "more than 5 km"
}

// fates says what became of the plots since the last asking.
func (s *story) sayFates([]string) {
	for f, n := range s.fates {
		if n > 0 {
			s.say("%s: %d", air.Fate(f), n)
		}
	}
	clear(s.fates[:])
}

// inject WHAT: a plot that cannot be used.
func (s *story) inject(a []string) {
	p := air.Plot{At: s.sky.now, ID: uint64(len(s.sky.lines)) + 7, Rho: air.RhoOf(50_000), Kind: air.PSR}
	switch a[0] {
	case "future":
		p.At += air.Minute
	case "ancient":
		p.At -= air.Minute
	case "stranger":
		p.Sensor = 99
	case "impossible":
		p.Rho = math.MaxUint32
	default:
		s.t.Fatalf("story: cannot inject %q", a[0])
	}
	s.tracker.Accept(&air.Parcel{Plots: []air.Plot{p}})
}
