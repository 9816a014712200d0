package center

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

// The stories of both machines: testdata/*.txt, commands, ----, and then the
// logs of both ends and the states in which they end.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	used, said := map[string]bool{}, map[string]bool{}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			commands, want, _ := strings.Cut(string(data), "----\n")
			var s *shuttle
			got := tell(t, commands, func(began *shuttle) {
				s = began
				spyOn(s.mex, used)
				spyOn(s.us, used)
			})
			s.listen(said)
			if *update {
				if err := os.WriteFile(path, []byte(commands+"----\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	everyRow(t, used)
	everyMessage(t, said)
}

// listen notes what went over the line: the words of each set, and the codes of
// what was rejected.
func (s *shuttle) listen(said map[string]bool) {
	for _, m := range s.said {
		if !m.Voice {
			said[s.mex.peers[0].set.version+" "+m.Says.Word] = true
		}
		if m.Says.Word == "reject" {
			said[m.Says.Reason[:2]] = true
		}
	}
}

// everyMessage reports the messages that no story sends, and the codes of faults
// that none tells.
func everyMessage(t *testing.T, said map[string]bool) {
	for _, set := range messageSets {
		for _, l := range set.layouts {
			if l.from != unsent && !said[set.version+" "+l.word] {
				t.Errorf("%s: no story sends %s (%s)", set.version, l.title, l.word)
			}
		}
	}
	for group := badHeader; group <= notInService; group++ {
		if !said[fmt.Sprintf("%02d", group)] {
			t.Errorf("no story rejects with %02d", group)
		}
	}
}

// Saved and loaded into fresh centers every 53 seconds, each story ends the same.
func TestStoriesGoOnFromCheckpoints(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		commands, want, _ := strings.Cut(string(data), "----\n")
		got := tell(t, commands, func(s *shuttle) {
			s.reload = func() {
				fresh := newShuttle(t)
				if s.mex.kind == scenario.ATC {
					fresh = newUnits(t, s.mex.peers[0].set.version)
				}
				s.mex, s.us = moved(t, s.mex, fresh.mex), moved(t, s.us, fresh.us)
			}
		})
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", path, d)
		}
	}
}

// moved returns a fresh center in the state of another, with what the story has
// set of it.
func moved(t *testing.T, from, to *Center) *Center {
	to.rules, to.plans, to.sectors = from.rules, from.plans, from.sectors
	to.area = from.area
	for i := range to.peers {
		to.peers[i].area, to.peers[i].points = from.peers[i].area, from.peers[i].points
		to.peers[i].data, to.peers[i].shared, to.peers[i].sectors = from.peers[i].data, from.peers[i].shared, from.peers[i].sectors
	}
	r := air.NewStateReader(from.Append(nil))
	if err := to.Load(r); err != nil {
		t.Fatal(err)
	}
	if err := r.Done(); err != nil {
		t.Fatal(err)
	}
	to.picture = from.picture // written by hand, not the lane's
	return to
}

// tell runs the commands of a story and returns all that was logged.
func tell(t *testing.T, commands string, ready func(*shuttle)) string {
	var s *shuttle
	for i, text := range strings.Split(strings.TrimSpace(commands), "\n") {
		words := strings.Fields(text)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		switch {
		case words[0] == "toi":
			s = newShuttle(t)
		case words[0] == "atc":
			s = newUnits(t, strings.Join(words[1:], ""))
		case s == nil || !s.command(words):
			t.Fatalf("line %d: %q is no command", i+1, text)
		}
		if words[0] == "toi" || words[0] == "atc" {
			ready(s)
		}
	}
	for _, c := range []*Center{s.mex, s.us} {
		s.logs = append(s.logs, fmt.Sprintf("%s: %s", c.name, s.state(c)))
	}
	return strings.Join(s.logs, "\n") + "\n"
}

// spyOn notes which rows of a center's tables are used.
func spyOn(c *Center, used map[string]bool) {
	for i := range c.handover {
		r, name := &c.handover[i], fmt.Sprintf("hand-over %d", i)
		do := r.do
		r.do = func(c *Center, x *toi, h *happening) {
			used[name] = true
			if do != nil {
				do(c, x, h)
			}
		}
	}
	for i := range c.passing {
		r, name := &c.passing[i], fmt.Sprintf("transfer %d", i)
		do := r.do
		r.do = func(c *Center, x *transfer, h *happening) {
			used[name] = true
			if do != nil {
				do(c, x, h)
			}
		}
	}
}

// everyRow reports the rows that no story used.
func everyRow(t *testing.T, used map[string]bool) {
	for i, r := range handover() {
		if !used[fmt.Sprintf("hand-over %d", i)] {
			t.Errorf("hand-over: no story goes from %v on %q: %s", r.from, r.on, r.why)
		}
	}
	for i, r := range passing() {
		if !used[fmt.Sprintf("transfer %d", i)] {
			t.Errorf("transfer: no story goes from %v on %q: %s", r.from, r.on, r.why)
		}
	}
}

// center returns the center that a line is about.
func (s *shuttle) center(words []string) *Center {
	if len(words) > 1 && words[1] == s.us.name {
		return s.us
	}
	return s.mex
}

// command runs one line of a story.
func (s *shuttle) command(words []string) bool {
	number := func(i int) float64 {
		if i >= len(words) {
			return 0
		}
		v, _ := strconv.ParseFloat(words[i], 64)
		return v
	}
	who := s.center(words)
	switch words[0] {
	case "run":
		s.until(s.now + air.FromSeconds(number(1)))
	case "until": // until CENTER is in a state
		for end := s.now + air.Hour; s.now < end && !strings.Contains(s.state(s.center(words)), words[2]); {
			s.second()
		}
	case "interest":
		who.Apply(s.now, air.Identify{Center: who.name, Track: s.numbers[who.name], Identity: air.Suspect, Interest: true, Why: strings.Join(words[2:], " ")})
	case "led": // CENTER has told the nation that leads where its track is
		e := who.overlay.find(s.numbers[who.name])
		e.file = &dossier{Passed: true, Over: air.MEX}
	case "calm":
		who.Apply(s.now, air.Identify{Center: who.name, Track: s.numbers[who.name], Identity: air.Friend})
	case "do":
		if !s.do(who, words[2], strings.Join(words[3:], " ")) {
			s.logs = append(s.logs, fmt.Sprintf("%s did not take: %s", who.name, strings.Join(words[2:], " ")))
		}
	case "say": // a message that the other center's machine did not write
		s.hearFrom(who, words[2])
	case "robots":
		s.robots[who.name] = words[2] == "on"
	case "error":
		who.rules.Error = number(2)
	case "cut", "mend":
		s.cut = words[0] == "cut"
	case "deaf", "hearing":
		s.deaf = words[0] == "deaf"
	case "twice":
		s.twice = true
	case "blind":
		s.seen[who.name], s.feed[who.name] = false, false
	case "sight":
		s.seen[who.name], s.feed[who.name] = true, false
		if len(words) > 2 {
			s.numbers[who.name] = uint32(number(2))
		}
	case "feed":
		s.seen[who.name], s.feed[who.name] = false, true
	case "offset":
		s.off[who.name] = number(2)
	case "other":
		code, err := air.ParseMode3A(words[1])
		s.other = code
		return err == nil
	case "code":
		code, err := air.ParseMode3A(words[1])
		s.code = code
		return err == nil
	case "fly": // course, knots
		s.plane = fix{At: s.now, Pos: s.plane.on(s.now), Course: number(1) * geo.Degree, Speed: number(2) * knot, Level: s.plane.Level, Known: true}
	case "place": // latitude, longitude
		s.plane.At, s.plane.Pos = s.now, geo.Deg(number(1), number(2))
	case "forget": // CENTER has no plan of the liner
		who.plans = newPlanBook(plans()[1:], who.audience, &who.ident)
	case "voice": // there is no data line
		for _, c := range []*Center{s.mex, s.us} {
			c.peers[0].data = false
		}
	case "sectors": // CENTER has three, and the other knows them
		who.sectors = []scenario.Sector{{Name: "05", Ceiling: 10_500}, {Name: "07", Floor: 10_500, Ceiling: 20_000}, {Name: "09", Ceiling: 20_000}}
		for _, c := range []*Center{s.mex, s.us} {
			for i := range c.peers {
				if c.peers[i].name == who.name {
					c.peers[i].sectors = who.sectors
				}
			}
		}
	case "lend": // MMTY lends ZHU a circle: latitude, longitude, NM
		lent := []scenario.Lent{{To: s.us.name, Middle: geo.Deg(number(1), number(2)), Radius: number(3) * geo.NM}}
		s.us.area.got, s.mex.peers[0].area.got = lent, lent
		s.mex.area.lent, s.us.peers[0].area.lent = lent, lent
	case "point": // the two have agreed on a point
		pos, _, ok := atlas.FindFix(words[1])
		for _, c := range []*Center{s.mex, s.us} {
			c.peers[0].points = append(c.peers[0].points, scenario.Point{Name: words[1], Pos: pos})
		}
		return ok
	case "level": // the aircraft is at a flight level
		s.plane.Level = air.FLFeet(number(1) * 100)
	case "twin": // CENTER has the liner's plan twice
		who.plans = newPlanBook(append(plans()[:1:1], who.plans.plans...), who.audience, &who.ident)
		who.plans.plans[0] = who.plans.plans[1]
	case "shut", "open": // CENTER takes nothing over the line, and takes it again
		s.logs = append(s.logs, fmt.Sprintf("%s %s: %v", who.name, words[0], s.do(who, map[string]string{"shut": "suspend", "open": "resume"}[words[0]], "the line is tested")))
	case "agree": // to CENTER shared data will do
		who.peers[0].shared = true
	case "drop": // CENTER loses its records
		who.cases, who.transfers = nil, nil
	case "line": // CENTER gets this text over the data line
		s.hearLine(who, strings.Join(words[2:], " "))
	case "delay":
		s.delay = air.FromSeconds(number(1))
	default:
		return false
	}
	return true
}

// hearFrom lets a center hear a word about its first case, as if its neighbour,
// or after "@" another one, had said it of the aircraft as it is.
func (s *shuttle) hearFrom(c *Center, word string) {
	word, from, third := strings.Cut(word, "@")
	if !third {
		from = s.us.name
		if c == s.us {
			from = s.mex.name
		}
	}
	f := s.plane
	f.At, f.Pos = s.now, s.plane.on(s.now)
	f.Pos, _ = geo.Direct(f.Pos, 0, s.off[from])
	t := air.Talk{Word: word, Number: 99, Other: s.numbers[c.name]}
	f.tell(&t)
	for i := range c.cases {
		if x := &c.cases[i]; x.With == from {
			t.Case = x.Name
			if word == "accept" {
				t = x.Offer
				t.Word, t.Other, t.Number, t.Case = "accept", x.Offer.Number, 99, x.Name
			}
		}
	}
	t.Serial = 0
	c.Hear(&air.Parcel{To: c.id, Arrived: s.now, Messages: []air.Message{{At: s.now, From: from, To: c.name, Voice: true, Says: t}}})
}

// hearLine lets a center get a text over the data line.
func (s *shuttle) hearLine(c *Center, text string) {
	from := s.us.name
	if c == s.us {
		from = s.mex.name
	}
	c.Hear(&air.Parcel{To: c.id, Arrived: s.now, Messages: []air.Message{
		{At: s.now, From: from, To: c.name, Text: "EXERCISE " + text, Says: air.Talk{Word: "notice"}}, // what counts is the text
	}})
}
