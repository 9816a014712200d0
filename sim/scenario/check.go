package scenario

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// loader makes the scenario of the tables of a file and checks what they mean.
// It goes on after every fault; what it has made then is not used.
type loader struct {
	*faults
	file    file
	s       *Scenario
	release [4]air.Release // of a nation's radars, by air.Nation; 0: nothing is said

	centers, radars, feeds, aircraft index
	callsigns, addresses             index
	accords                          index    // agreements
	intents                          []intent // what aircraft do by themselves
}

// index holds the names of one kind of thing in the order of the file.
type index struct {
	what  string
	names []string
	at    map[string]int // to the place in names
	first []int          // byte of the name
}

// resolve goes through the file in an order in which what is named comes before
// what names it.
func (l *loader) resolve() {
	l.centers.what, l.radars.what, l.feeds.what, l.aircraft.what = "center", "radar", "feed", "aircraft"
	l.head()
	l.releases()
	l.centerAll()
	l.weather()
	l.aircraftAll()
	l.radarAll()
	l.feedAll()
	l.lineAll()
	l.ruleAll()
	l.agreementAll()
	l.agreed()
	l.zoneAll()
	l.areaAll()
	l.alertAll()
	l.identifyAll()
	l.traffic()
	l.injectAll()
	l.bandAll()
	l.mapView()
}

// bad adds a fault at a value and shows the value as what was got.
func (l *loader) bad(class string, p *place, m mark, what string) *fault {
	return l.add(class, m.from, p.who+what).got(clip(l.text[m.from:m.to]))
}

// must says that a key is missing, at the table that should have it.
func (l *loader) must(p *place, m mark, key, want string) {
	if !m.Met {
		l.add(MissingKey, p.from, fmt.Sprintf("%skey %q is missing", p.who, key)).want("%s", want)
	}
}

// not says that two keys cannot stand together, at the second of them.
func (l *loader) not(p *place, a mark, keyA string, b mark, keyB string) {
	if a.Met && b.Met {
		l.add(Contradiction, max(a.key, b.key), fmt.Sprintf("%sboth %s and %s", p.who, keyA, keyB)).want("one of them")
	}
}

// both says that one of two keys is missing which stand together.
func (l *loader) both(p *place, a mark, keyA string, b mark, keyB string) {
	if a.Met != b.Met {
		missing, there := keyA, keyB
		if a.Met {
			missing, there = keyB, keyA
		}
		l.must(p, mark{}, missing, fmt.Sprintf("it beside %q", there))
	}
}

// enter keeps the name of a thing, which must be the only one of its kind.
func (l *loader) enter(ix *index, p *place, name text) {
	if ix.at == nil {
		ix.at = map[string]int{}
	}
	if i, ok := ix.at[name.V]; ok && name.Is {
		line, _ := l.position(ix.first[i])
		l.bad(Duplicate, p, name.mark, fmt.Sprintf("%s %q is there already, in line %d", ix.what, name.V, line)).Got = ""
	} else if name.Is {
		ix.at[name.V] = len(ix.names)
	}
	ix.names = append(ix.names, name.V)
	ix.first = append(ix.first, name.from)
}

// mostNames is how many names a fault gives of those that could be meant.
const mostNames = 6

// refer returns which thing a name means.
func (l *loader) refer(p *place, ix *index, name text) (i int, ok bool) {
	if !name.Is {
		return 0, false
	}
	if i, ok = ix.at[name.V]; !ok {
		f := l.bad(MissingReference, p, name.mark, "there is no such "+ix.what).slip(name.V, func() []string { return ix.names })
		if 0 < len(ix.names) && len(ix.names) <= mostNames {
			f.want("one of %s", strings.Join(ix.names, ", "))
		}
	}
	return i, ok
}

// head resolves the keys above the tables.
func (l *loader) head() {
	f := &l.file
	l.s.Title, l.s.Brief = f.Title.V, f.Brief.V
	l.s.Start = f.StartUTC.V.Unix()
	l.s.Length = f.Duration.V
	l.s.Seed = uint64(f.Seed.or(1))
	l.s.Beat = air.Time(f.BeatMS.or(1000)) * air.Millisecond
	if l.s.Beat <= 0 || air.Second%l.s.Beat != 0 {
		l.bad(OutOfRange, &f.place, f.BeatMS.mark, "beat_ms is no divisor of 1000").want("100, 125, 200, 250, 500 or 1000")
		l.s.Beat = air.Second
	}
	l.s.Picture = air.FromSeconds(f.PictureS.or(2))
	if l.s.Picture <= 0 || l.s.Picture%l.s.Beat != 0 {
		l.bad(Contradiction, &f.place, f.PictureS.mark, "picture_s is no multiple of the beat").want("a multiple of %d ms", l.s.Beat/air.Millisecond)
	}
	l.s.Keep = 10 * air.Minute
	if f.Checkpoint.Is {
		l.s.Keep = f.Checkpoint.V
		l.span(f.Checkpoint, "checkpoint")
	}
	if f.Duration.Is {
		l.span(f.Duration, "duration")
	}
}

// span looks whether a time is one that beats can fill.
func (l *loader) span(c clock, key string) {
	if c.V == 0 {
		l.bad(OutOfRange, &l.file.place, c.mark, key+" is out of range").want("more than 00:00:00")
	}
	if c.V%l.s.Beat != 0 {
		l.bad(Contradiction, &l.file.place, c.mark, key+" is no multiple of the beat").want("a multiple of %d ms", l.s.Beat/air.Millisecond)
	}
}

// releases resolves who may have each nation's radar data.
func (l *loader) releases() {
	t := &l.file.Release
	for i, given := range []*names{&t.USA, &t.CAN, &t.MEX} {
		n := air.Nations[i]
		if !given.Is {
			continue
		}
		l.release[n] = releaseOf(given)
		if !l.release[n].To(air.Only(n)) {
			l.bad(Contradiction, &t.place, given.mark, "the nation itself may not have its data").want("%s among them", n)
		}
	}
}

// mapView resolves where the map opens: as given, else around the radars, else
// over North America.
func (l *loader) mapView() {
	m := &l.file.Map
	l.s.MapAt, l.s.MapRange = geo.Deg(m.Lat.V, m.Lon.V), m.RangeNM.V*geo.NM
	if m.Met {
		return
	}
	l.s.MapAt, l.s.MapRange = geo.Deg(40, -100), 1500*geo.NM
	if len(l.s.Radars) == 0 {
		return
	}
	var places geo.Ring
	for i := range l.s.Radars {
		places = append(places, l.s.Radars[i].Pos.LatLon)
	}
	b := places.Box()
	l.s.MapAt = geo.LatLon{Lat: (b.South + b.North) / 2, Lon: (b.West + b.East) / 2}
	l.s.MapRange = (b.North-b.South)/2*geo.MeanRadius + 250*geo.NM
}

// when resolves a time given in exercise time or in UTC; it must lie within the
// exercise.
func (l *loader) when(p *place, c clock, keyC string, m moment, keyM string) air.Time {
	l.not(p, c.mark, keyC, m.mark, keyM)
	f := &l.file
	t, at, key := c.V, c.mark, keyC
	if m.Is {
		seconds := m.V.Unix() - f.StartUTC.V.Unix()
		at, key = m.mark, keyM
		if !f.StartUTC.Is {
			return 0
		}
		if seconds < 0 {
			l.bad(BadTime, p, at, key+" is before the start").want("%s or later", l.text[f.StartUTC.from:f.StartUTC.to])
			return 0
		}
		t = air.Time(min(seconds, math.MaxInt32)) * air.Second
	}
	if at.Is && f.Duration.Is && t > f.Duration.V {
		l.bad(BadTime, p, at, key+" is after the end").want("at most %s", f.Duration.V)
	}
	return t
}

// or returns the text, or what stands for it where it is not there.
func (x text) or(s string) string {
	if x.Is {
		return x.V
	}
	return s
}

// orNamed returns the text, or one made of a name, at the name's place.
func (x text) orNamed(s string, name text) text {
	if x.Is {
		return x
	}
	return text{name.mark, s}
}

func (x number) or(v float64) float64 {
	if x.Is {
		return x.V
	}
	return v
}

// pointer returns the number, or nil where it is not there.
func (x number) pointer() *float64 {
	if !x.Is {
		return nil
	}
	v := x.V
	return &v
}

func (x whole) or(v int64) int64 {
	if x.Is {
		return x.V
	}
	return v
}

// orPlace returns where the number stands, or a place for it.
func (x whole) orPlace(m mark) mark {
	if x.Is {
		return x.mark
	}
	return m
}

func (x toggle) or(v bool) bool {
	if x.Is {
		return x.V
	}
	return v
}

func (x *names) has(word string) bool {
	return slices.ContainsFunc(x.Items, func(t text) bool { return t.V == word })
}

// releaseOf returns the release to the nations listed.
func releaseOf(x *names) (r air.Release) {
	for _, t := range x.Items {
		r |= air.Only(nationOf(t, air.NoNation))
	}
	return r
}

// nationOf returns the nation named, or another where none is.
func nationOf(t text, other air.Nation) air.Nation {
	if n, err := air.ParseNation(t.V); err == nil {
		return n
	}
	return other
}

func parseAddress(s string) air.Address {
	n, _ := strconv.ParseUint(s, 16, 24)
	return air.Address(n)
}
