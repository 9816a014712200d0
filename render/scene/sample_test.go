package scene

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
)

// Sample is a made-up exercise over the Gulf of Mexico: the atlas's radars
// about it, and aircraft that fly straight on. It has luck of its own: the same
// numbers every time.
type Sample struct {
	Theater air.Theater
	Roster  truth.Roster
	flights []flight
	frames  []geo.Frame // of the sensors
	luck    *rand.Rand
}

type flight struct {
	from          geo.LatLon
	course, speed float64 // rad, m/s
	climb, height float64 // m/s, m
	identity      air.Identity
	name          string
	code          air.Mode3A
	interest      bool
	coasting      bool
}

// NewSample returns a sample with so many radars and aircraft.
func NewSample(radars, aircraft int) *Sample {
	s := &Sample{luck: rand.New(rand.NewPCG(19, 7))}
	s.Theater = air.Theater{
		Title: "AMALGAM EAGLE 19: a King Air and a 737 that go dark", Exercise: true,
		Start: 1563372000, Length: 2 * air.Hour, Beat: air.Second,
		Center: geo.Deg(25.5, -93.5), Range: 560 * geo.NM,
	}
	s.addRadars(radars)
	for _, name := range []string{"USA", "MEX", "CAN", "NORAD", "COORD"} {
		c := air.CenterInfo{Name: name, Title: name, Audience: air.Only(air.USA)}
		for i := range s.Theater.Sensors {
			c.Sensors = append(c.Sensors, air.SensorID(i))
		}
		s.Theater.Centers = append(s.Theater.Centers, c)
	}
	s.Theater.Centers[3].Area.Nations = air.Only(air.USA, air.CAN)
	s.Theater.Centers[1].Area.FIRs = []string{"MMFR"}
	s.Theater.Zones = sampleZones()
	for i := range aircraft {
		s.addFlight(i)
	}
	return s
}

// sampleZones are a zone of two rings, one of layers that is over, and one of which
// nobody here may know.
func sampleZones() []air.ZoneInfo {
	all := air.Only(air.USA, air.CAN, air.MEX)
	return []air.ZoneInfo{
		{
			Name: "HOUSTON", Nation: air.USA, Authority: "FAA", Instrument: "TFR, 14 CFR 99.7", Center: "USA", Middle: geo.Deg(29.685, -95.411), To: air.Never, Release: all,
			Rings: []air.ZoneRing{{Radius: 10 * geo.NM, Ceiling: 18_000 * geo.Foot}, {Radius: 30 * geo.NM, Ceiling: 18_000 * geo.Foot, Planned: true}},
		},
		{
			Name: "MONTERREY", Nation: air.MEX, Authority: "CENAVI", Instrument: "zona de vigilancia y protección", Center: "MEX", Middle: geo.Deg(25.669, -100.244),
			From: air.Minute, To: 20 * air.Minute, Release: all,
			Rings: []air.ZoneRing{
				{Radius: 60 * geo.NM, Floor: 10_000 * geo.Foot, Ceiling: 25_000 * geo.Foot, Planned: true}, {Radius: 60 * geo.NM, Floor: 1000 * geo.Foot, Ceiling: 10_000 * geo.Foot, Planned: true},
				{Radius: 15 * geo.NM, Ceiling: 1000 * geo.Foot, Planned: true}, {Radius: 1.5 * geo.NM, Ceiling: 100_000 * geo.Foot},
			},
		},
		{
			Name: "SECRETA", Nation: air.MEX, Authority: "CENAVI", Instrument: "NOTAM", Center: "MEX", Middle: geo.Deg(21, -89.6), To: air.Never, Release: air.Only(air.MEX),
			Rings: []air.ZoneRing{{Radius: 40 * geo.NM, Ceiling: 3000}},
		},
	}
}

func (s *Sample) addRadars(n int) {
	sites := slices.Clone(atlas.RadarSites())
	slices.SortStableFunc(sites, func(a, b atlas.RadarSite) int {
		d := geo.Distance(a.Pos, s.Theater.Center) - geo.Distance(b.Pos, s.Theater.Center)
		return int(math.Copysign(1, d))
	})
	for _, site := range sites[:n] {
		kind, ok := atlas.FindRadarType(site.Type)
		if !ok {
			panic("sample: no radar type " + site.Type)
		}
		s.Theater.Sensors = append(s.Theater.Sensors, air.SensorInfo{
			Name: site.ID, Nation: site.Nation, StandIn: site.StandIn(), Type: site.Type,
			Pos: site.Pos.At(site.Ground + kind.Height), Scan: kind.Scan,
			Range: kind.Range, RangeSSR: kind.RangeSSR, PSR: kind.PSR, SSR: kind.SSR,
		})
		s.frames = append(s.frames, geo.NewFrame(s.Theater.Sensors[len(s.frames)].Pos))
	}
}

// between returns a number of the sample's luck.
func (s *Sample) between(lo, hi float64) float64 { return lo + (hi-lo)*s.luck.Float64() }

func (s *Sample) addFlight(i int) {
	airlines := []string{"AMX", "VOI", "AAL", "DAL", "UAL", "SWA", "VIV", "ACA"}
	f := flight{
		from:   geo.Deg(s.between(17, 34), s.between(-107, -79)),
		course: s.between(0, geo.Turn), speed: s.between(110, 245), height: s.between(1500, 12000),
		identity: air.Neutral, name: fmt.Sprintf("%s%d", airlines[s.luck.IntN(len(airlines))], 100+s.luck.IntN(2900)),
		code: air.Mode3A(s.luck.IntN(0o7777)),
	}
	switch {
	case i%9 == 3:
		f.climb = s.between(-1.5, 1.5)
	case i%13 == 5:
		f.identity = air.Pending
	case i%17 == 4:
		f.identity, f.name = air.Unknown, ""
	case i%23 == 6:
		f.identity, f.name = air.Friend, fmt.Sprintf("HUNTR%02d", i%100)
	case i%29 == 8:
		f.identity, f.coasting = air.AssumedFriend, true
	}
	role := truth.Background
	switch i {
	case 0:
		f = flight{geo.Deg(24.2, -88.3), 5.9, 226, 0, 10600, air.Hostile, "", 0, true, false}
		role = truth.TOI
	case 1:
		f = flight{geo.Deg(29.6, -106.3), 6.1, 139, 0, 7300, air.Suspect, "", 0, true, false}
		role = truth.TOI
	case 2:
		f = flight{geo.Deg(27.6, -97.0), 2.2, 210, 3, 9100, air.Joker, "JOKER1", 0o1200, false, false}
	case 3:
		f = flight{geo.Deg(22.9, -97.0), 1.2, 210, 0, 9100, air.Neutral, "XASIE", 0o7600, false, false}
	}
	s.flights = append(s.flights, f)
	s.Roster = append(s.Roster, truth.Entry{Name: fmt.Sprintf("ROLE%02d", i), Role: role})
}

// State returns where the flight is at a time.
func (f *flight) state(t air.Time) (pos, vel geo.Vec) {
	at, course := geo.Direct(f.from, f.course, f.speed*t.Seconds())
	g := at.At(max(300, f.height+f.climb*t.Seconds()))
	frame := geo.NewFrame(g)
	sin, cos := math.Sincos(course)
	return g.ECEF(), frame.Unturn(geo.Vec{X: f.speed * sin, Y: f.speed * cos, Z: f.climb})
}

// View returns the picture of a center at a time.
func (s *Sample) View(center air.CenterID, t air.Time) *air.View {
	v := &air.View{Picture: air.Picture{Center: center, At: t}}
	for i := range s.flights {
		s.addTrack(v, i, t)
	}
	for i := range s.Theater.Sensors {
		st := air.SensorStatus{Sensor: air.SensorID(i), State: air.Up, Heard: t}
		if i == 7 {
			st.State = air.Down
		}
		v.Sensors = append(v.Sensors, st)
	}
	v.Alerts = []air.Alert{
		{At: t - 90*air.Second, Track: 1, Text: "entered the contiguous US ADIZ without a flight plan"},
		{At: t - 20*air.Second, Track: 4, Text: "code 7600: radio failure"},
	}
	v.Messages = []air.Message{
		{At: t - 300*air.Second, From: "MMID", Text: "Centro Mérida: el Boeing 737 salió de Cancún sin plan; sin respuesta en 121.5"},
		{At: t - 60*air.Second, From: "NORAD", Text: "Track 1 is a track of interest; NEADS confirm when you hold it on your own sensor"},
		{At: t - 10*air.Second, From: "CANR", Text: "Région NORAD canadienne : reçu, nous suivons la piste"},
	}
	return v
}

func (s *Sample) addTrack(v *air.View, i int, t air.Time) {
	f := &s.flights[i]
	tr := air.Track{Number: uint32(i + 1), Status: air.Confirmed, Updated: t - air.Time(i%12)*air.Second, Existence: 1}
	tr.Pos, tr.Vel = f.state(t)
	if f.coasting {
		tr.Status = air.Coasting
	}
	if f.code != 0 {
		tr.Has |= air.HasCode | air.HasLevel
		tr.Code, tr.Level = f.code, air.FLFeet((f.height+f.climb*t.Seconds())/geo.Foot)
	}
	tr.Cov[0], tr.Cov[4] = 40000, 90000
	tr.By[0] = air.Contribution{Sensor: air.SensorID(i % max(1, len(s.Theater.Sensors))), Kind: air.Combined, Age: uint8(i % 12)}
	tr.By[1] = air.Contribution{Sensor: air.SensorID((i + 5) % max(1, len(s.Theater.Sensors))), Kind: air.SSR, Age: uint8(i % 7)}
	v.Tracks = append(v.Tracks, tr)
	m := air.Mark{Track: tr.Number, Identity: f.identity, Interest: f.interest, Plan: air.NewCallsign(f.name)}
	if f.interest {
		m.Why = "no flight plan, no code, inbound from the south"
	}
	v.Marks = append(v.Marks, m)
	s.addPlots(v, f, tr.Pos, t, i)
}

// addPlots adds the plots of the radars whose beam passed in the two seconds
// before t.
func (s *Sample) addPlots(v *air.View, f *flight, pos geo.Vec, t air.Time, i int) {
	for k := range s.Theater.Sensors {
		info := &s.Theater.Sensors[k]
		enu := s.frames[k].To(pos)
		if enu.Norm() > max(info.Range, info.RangeSSR) {
			continue
		}
		m := enu.Spherical()
		turn := math.Mod(t.Seconds()/info.Scan.Seconds()+float64(k)/7, 1)
		if geo.Wrap(turn*geo.Turn-m.Azimuth) > 2/info.Scan.Seconds()*geo.Turn {
			continue
		}
		p := air.Plot{At: t - air.Second, ID: uint64(i*1000 + k), Sensor: air.SensorID(k), Kind: air.SSR,
			Rho: air.RhoOf(m.Range + s.between(-60, 60)), Theta: air.ThetaOf(m.Azimuth + s.between(-0.002, 0.002))}
		if info.PSR && m.Range < info.Range {
			p.Kind = air.Combined
			if f.code == 0 {
				p.Kind = air.PSR
			}
		} else if f.code == 0 {
			continue
		}
		if f.code != 0 {
			p.Has, p.Level = air.HasLevel, air.FLFeet(f.height/geo.Foot)
		}
		v.Plots = append(v.Plots, p)
	}
}

// Score returns a score with a table of each kind.
func (s *Sample) Score(now air.Time) *truth.Score {
	return &truth.Score{At: now, Marks: []truth.ScoreMark{{At: 31 * air.Minute, Text: "NORAD: false scramble, AMX694"}}, Tables: []truth.ScoreTable{
		{
			Name: "pictures", Columns: []string{"objects", "completeness", "own", "spurious", "position_m", "correct", "acts", "robot"},
			Rows: []truth.ScoreRow{
				{Name: "NORAD", Cells: []string{"46", "0.719", "0.986", "0.123", "264", "1.000", "12", "3"}},
				{Name: "MEX", Cells: []string{"46", "0.398", "0.984", "0.103", "133", "0.955", "67", "67"}, Robot: true},
			},
		},
		{
			Name: "toi", About: "ROLE01", Into: air.USA, Crossed: 29 * air.Minute, Dark: 10 * air.Second, Columns: []string{"NORAD", "MEX"},
			Rows: []truth.ScoreRow{
				{Name: "plot", Cells: []string{"00:10:09", "00:10:01"}}, {Name: "declare", Cells: []string{"-", "00:10:55*"}},
				{Name: "gap", Cells: []string{"-", "00:00:02"}}, {Name: "warning_s", Cells: []string{"amber", "green"}}, {Name: "apart_grade", Cells: []string{"red", "-"}},
			},
		},
		{Name: "faults", Columns: []string{"center", "fault", "track", "why"}, Rows: []truth.ScoreRow{
			{Name: "00:31:00", Cells: []string{"NORAD", "false scramble", "T0012", "AMX694"}, Robot: true},
		}},
	}}
}

// Truth returns the sky at a time.
func (s *Sample) Truth(t air.Time) *truth.Snapshot {
	snap := &truth.Snapshot{From: t - air.Second, At: t}
	for i := range s.flights {
		a := truth.Aircraft{ID: truth.AircraftID(i)}
		a.Pos, a.Vel = s.flights[i].state(t)
		snap.Aircraft = append(snap.Aircraft, a)
	}
	return snap
}

// Board returns an MSEL.
func (s *Sample) Board(now air.Time) (lines []air.BoardLine) {
	titles := []string{"STARTEX, banner, voice check EN/ES", "B737 off gate unmanned", "TARS Marfa: winch down",
		"B737: transponder off", "NORDO 7600 for San Antonio", "SDN partition, 6 minutes", "QRW out for repair",
		"New track off Louisiana", "King Air dark after Chihuahua", "F-16 pair on alert launches", "ENDEX"}
	for i, title := range titles {
		at := air.Time(2+11*i) * air.Minute
		lines = append(lines, air.BoardLine{Number: i + 1, At: at, Title: title, Done: at <= now,
			Expected: "declares a track of interest within 5 minutes and warns the neighbour within 10"})
	}
	return lines
}

// Desk returns a desk with something of everything.
func (s *Sample) Desk(now air.Time) air.Desk {
	ago := func(m air.Time) air.Time { return now - m*air.Minute }
	return air.Desk{
		Cases: []air.Case{
			{Name: "MEX-1", Track: 9, With: "NORAD", State: "closed", Since: ago(12), Giving: true, Lead: air.MEX, Declared: ago(28), Gap: -20 * air.Second, Apart: 640},
			{Name: "MEX-3", Track: 1, Other: 117, With: "SIVA", State: "offered", Since: ago(2), Lead: air.USA, Why: "no flight plan, no code, inbound from the south", Declared: ago(6)},
		},
		Transfers: []air.Transfer{{Callsign: "AMX694", Track: 12, With: "KZHU", State: "coordinated", Since: ago(1), Giving: true, Boundary: now + 9*air.Minute, Voice: true}},
		Duties:    []air.Duty{{Track: 1, Reporter: "NORAD", Lead: "USA"}},
		Flights: []air.Flight{
			{Name: "EXEAGLE", Base: "KEFD", State: "shadow", Since: ago(4), On: 1, Track: 3, Fuel: 17 * air.Minute, Members: []string{"EXEAGLE1", "EXEAGLE2"}},
			{Name: "EXHAWK", Base: "KNBG", State: "ready", Since: 0},
		},
		Requests: []air.Request{
			{From: "NORAD", To: "SIVA", What: "plots of MID for 30 minutes", Asked: ago(3)},
			{From: "NORAD", To: "COORD", What: "over-flight", Asked: ago(9), Answer: "denied", Why: "24 hours' notice", At: ago(7)},
		},
		Dossiers: []air.Dossier{{
			Track: 1, By: "staff", Seen: ago(21), Since: ago(7), Declared: ago(6), Visual: "B350 without marks, friend", Conflict: true,
			Notes: "plan filed 00:04:00 after departure; watch-list 0 of 4",
			Met:   []air.Met{{Criterion: "transponder_lost", At: ago(8)}, {Criterion: "adiz_unknown", At: ago(7)}},
			Words: []air.Word{{From: "SIVA", Number: 117, Identity: air.Suspect, Interest: true, At: ago(6)}, {From: "CADS", Number: 40, Identity: air.Neutral, At: ago(2)}},
		}},
		Log: []air.LogLine{
			{Seq: 40, At: ago(4), Who: "staff", Did: "scramble", Track: 1, With: "KEFD", Robot: true},
			{Seq: 41, At: ago(2), Who: "SIVA", Did: "offer", Track: 1, Case: "MEX-3", With: "SIVA"},
			{Seq: 42, At: ago(1), Who: "director", Did: "note", Text: "three points for the hot wash"},
		},
	}
}

// Played returns an MSEL of which every state is on the board.
func (s *Sample) Played(now air.Time) []air.BoardLine {
	lines := s.Board(now)
	states := []string{air.Answered, air.Missed, air.Skipped, air.Sent, air.Armed, air.Held}
	for i := range lines {
		if i < len(states) {
			lines[i].State, lines[i].Done = states[i], i < 4
		} else {
			lines[i].State, lines[i].Done = air.Planned, false
		}
	}
	sent := lines[1].At
	answer := air.Answer{Who: "NORAD", Does: "declare", Of: "EXTANGO1", Within: 5 * air.Minute, State: air.Missed}
	lines[1].Play = air.LineOfPlay{Sent: sent, Responsible: "NORAD", Answers: []air.Answer{answer}}
	answer.State, answer.At, answer.Robot = air.Answered, sent+190*air.Second, true
	lines[0].Play = air.LineOfPlay{Sent: sent, Answers: []air.Answer{answer}}
	open := air.Answer{Who: "SIVA", Not: true, Does: "scramble", Within: 20 * air.Minute}
	lines[3].Play = air.LineOfPlay{Sent: lines[3].At, Responsible: "SIVA", Answers: []air.Answer{open}}
	return lines
}

// Input returns what a picture at a time is built from, for the last of the
// views that the scene has observed: one every two seconds from two minutes
// before.
func (s *Sample) Input(sc *Scene, w, h int, t air.Time) *Input {
	var v *air.View
	for at := t - 2*air.Minute; at <= t; at += 2 * air.Second {
		v = s.View(3, at)
		sc.Observe(v)
	}
	return &Input{
		W: w, H: h, Scale: 1, Camera: Camera{s.Theater.Center, s.Theater.Range}, Layers: AllLayers,
		View: v, Center: 3, Now: t, Live: t, Speed: "4x", Status: "amalgam-eagle-19.toml: seed 19",
	}
}

// Describe tells a picture in words: how many shapes, and every text with its
// panel and its place.
func Describe(sc *Scene, in *Input) string {
	tr := &trace{}
	sc.list.trace = tr
	l := sc.Build(in)
	sc.list.trace = nil
	var b strings.Builder
	fmt.Fprintf(&b, "%d x %d, %d quads, %d of them the map\n", l.W, l.H, len(l.Indices)/6, l.Base/6)
	fmt.Fprintf(&b, "%d tracks on the map\n", len(sc.shown))
	for _, r := range tr.runs {
		fmt.Fprintf(&b, "%-8s %4d %4d  %s\n", r.panel, r.at.Min.X, r.at.Min.Y, r.text)
	}
	return b.String()
}
