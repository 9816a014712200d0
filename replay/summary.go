package replay

import (
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
)

// Limits by which the summary judges.
const (
	plotGap  = 60 * air.Second // nobody's plot for longer: a gap
	holdGap  = 60 * air.Second // so long after the last plot another track may take over
	holdNear = 10 * geo.NM     // m, a track further from the aircraft is not its track any more (assumed)
)

// Summary counts what an exercise brought forth and tells who saw each TOI when.
// It is a Tap, for a run and for a recording alike. All times are exercise time.
type Summary struct {
	Marking  string          `json:"marking"`
	Scenario string          `json:"scenario"`
	Seed     uint64          `json:"seed"`
	Nation   bool            `json:"nation,omitempty"` // of a nation's recording: nothing of truth, orders and feeds is known
	From     air.Time        `json:"from_ns"`
	To       air.Time        `json:"to_ns"`
	Sensors  int             `json:"sensors"`
	Aircraft int             `json:"aircraft"`
	Airborne int             `json:"airborne"` // at the end
	Plots    PlotCount       `json:"plots"`
	Looks    int64           `json:"looks"`
	Feeds    FeedTotal       `json:"feeds"`
	Shared   FeedTotal       `json:"shared"`
	Orders   OrderCount      `json:"orders"`
	Bytes    int64           `json:"message_bytes"` // of all messages, before compression
	Radars   []SensorSummary `json:"radars"`
	Lost     []LossSummary   `json:"lost"`
	Centers  []CenterSummary `json:"centers"`
	TOIs     []TOISummary    `json:"tois"`
	MSEL     MSELSummary     `json:"msel"`

	theater air.Theater
	targets []target       // as TOIs
	byID    map[uint64]int // index in TOIs of the plots of TOIs
	index   []int          // by aircraft: index in TOIs, or -1
	made    int64          // plots that looks made
	roster  truth.Roster
	loads   []load // by sensor
}

// PlotCount counts plots by kind. False ones are those that no look at an
// aircraft made; they are among the others too.
type PlotCount struct {
	Total     int64 `json:"total"`
	Primary   int64 `json:"primary"`
	Secondary int64 `json:"secondary"`
	Combined  int64 `json:"combined"`
	False     int64 `json:"false"`
}

// FeedTotal counts the plots, or the tracks, that feeds took in, and what became
// of them.
type FeedTotal struct {
	Sent      int64 `json:"sent"`
	Lost      int64 `json:"lost"`
	Withheld  int64 `json:"withheld"`
	Delivered int64 `json:"delivered"`
}

func (t *FeedTotal) add(f *truth.FeedCount) {
	t.Sent += int64(f.Sent)
	t.Lost += int64(f.Lost)
	t.Withheld += int64(f.Withheld)
	t.Delivered += int64(f.Due)
}

// OrderCount counts orders by origin.
type OrderCount struct {
	External int64 `json:"external"`
	Derived  int64 `json:"derived"`
}

// CenterSummary tells of one center.
type CenterSummary struct {
	Name      string `json:"name"`
	Tracks    int    `json:"tracks"`     // in the last picture
	MostEver  int    `json:"most_ever"`  // in one picture
	Confirmed int64  `json:"confirmed"`  // tracks that were ever confirmed
	Dropped   int64  `json:"dropped"`    // tracks
	Plots     int64  `json:"plots"`      // that reached the tracker
	Used      int64  `json:"plots_used"` // that updated or started a track
}

// Sighting is one plot of an aircraft.
type Sighting struct {
	At     air.Time `json:"at_ns"`
	Sensor string   `json:"sensor"`
	Nation string   `json:"nation"`
	Kind   string   `json:"kind"` // PSR, SSR or PSR+SSR
}

// Gap is a time in which something was absent. An open one lasts until the end.
type Gap struct {
	From   air.Time `json:"from_ns"`
	To     air.Time `json:"to_ns"`
	Before string   `json:"before,omitempty"` // the sensor of the last plot before
	After  string   `json:"after,omitempty"`
	Open   bool     `json:"open,omitempty"`
}

// NationSighting is what the sensors of one nation saw of an aircraft.
type NationSighting struct {
	Nation        string    `json:"nation"`
	Primary       *Sighting `json:"first_primary"` // nil: never
	Secondary     *Sighting `json:"first_secondary"`
	LastPrimary   *Sighting `json:"last_primary"`
	LastSecondary *Sighting `json:"last_secondary"`
}

// TOITrack is how one center held an aircraft in its picture.
type TOITrack struct {
	Center  string   `json:"center"`
	Held    bool     `json:"held"`     // it ever had a track
	First   air.Time `json:"first_ns"` // of the first picture with its track
	Number  uint32   `json:"number"`   // of the last track
	Changes int      `json:"changes"`  // of the track number
	Gaps    []Gap    `json:"gaps"`     // without a track after the first one
}

// TOISummary tells of one aircraft to be found.
type TOISummary struct {
	Name    string           `json:"name"`
	Type    string           `json:"type"`
	Up      air.Time         `json:"up_ns"`   // first in the air
	Down    air.Time         `json:"down_ns"` // last in the air
	Flew    bool             `json:"flew"`
	Plots   int64            `json:"plots"`
	First   *Sighting        `json:"first"` // nil: never seen
	Last    *Sighting        `json:"last"`
	Nations []NationSighting `json:"nations"`
	Gaps    []Gap            `json:"gaps"` // longer than a minute without anybody's plot
	Centers []TOITrack       `json:"centers"`
}

// target is what is kept of a TOI while the exercise runs.
type target struct {
	where geo.Vec // m, ECEF, at the end of the beat
	flies bool
	holds []hold // by center
}

// hold is a center's hold on a TOI.
type hold struct {
	fed  []feeding // tracks that plots of the TOI updated, by number
	lost bool      // not in the last picture
	gap  air.Time  // since when
}

type feeding struct {
	track uint32
	last  air.Time
}

// NewSummary returns a summary of a run with this header that has counted
// nothing yet.
func NewSummary(h Header) *Summary {
	s := &Summary{
		Marking: air.Marking, Scenario: h.Name, Seed: h.Seed, Nation: h.OfNation(), Sensors: len(h.Theater.Sensors), Aircraft: len(h.Roster),
		theater: h.Theater, roster: h.Roster, byID: map[uint64]int{}, From: -1,
	}
	s.watch()
	for _, c := range h.Theater.Centers {
		s.Centers = append(s.Centers, CenterSummary{Name: c.Name})
	}
	for _, e := range h.Roster {
		if e.Role != truth.TOI {
			s.index = append(s.index, -1)
			continue
		}
		s.index = append(s.index, len(s.TOIs))
		toi := TOISummary{Name: e.Name, Type: e.Type}
		for _, n := range append(slices.Clone(air.Nations), air.NoNation) {
			if n == air.NoNation && !s.foreign() {
				continue
			}
			toi.Nations = append(toi.Nations, NationSighting{Nation: n.String()})
		}
		for _, c := range h.Theater.Centers {
			toi.Centers = append(toi.Centers, TOITrack{Center: c.Name})
		}
		s.TOIs = append(s.TOIs, toi)
		s.targets = append(s.targets, target{holds: make([]hold, len(h.Theater.Centers))})
	}
	return s
}

// foreign reports whether a sensor belongs to no player.
func (s *Summary) foreign() bool {
	return slices.ContainsFunc(s.theater.Sensors, func(i air.SensorInfo) bool { return i.Nation == air.NoNation })
}

// Beat counts one beat.
func (s *Summary) Beat(b *truth.Beat) error {
	if s.From < 0 {
		s.From = b.From
	}
	s.To = b.At
	for i := range b.Messages {
		s.Bytes += int64(len(b.Messages[i].Bytes))
	}
	for i := range b.Orders {
		if b.Orders[i].Origin == air.External {
			s.Orders.External++
		} else {
			s.Orders.Derived++
		}
	}
	for _, f := range b.Feeds {
		if int(f.Feed) < len(s.theater.Feeds) && s.theater.Feeds[f.Feed].Tracks {
			s.Shared.add(&f)
		} else {
			s.Feeds.add(&f)
		}
	}
	s.board(b.Board)
	s.sky(b)
	s.losses(b)
	s.plots(b)
	s.loading(b)
	for i := range s.Centers {
		s.center(b, i)
	}
	return nil
}

func (s *Summary) sky(b *truth.Beat) {
	if b.Truth == nil {
		return
	}
	s.Airborne = len(b.Truth.Aircraft)
	for i := range s.targets {
		s.targets[i].flies = false
	}
	for i := range b.Truth.Aircraft {
		a := &b.Truth.Aircraft[i]
		if int(a.ID) >= len(s.index) || s.index[a.ID] < 0 {
			continue
		}
		toi, t := &s.TOIs[s.index[a.ID]], &s.targets[s.index[a.ID]]
		if !toi.Flew {
			toi.Flew, toi.Up = true, b.From
		}
		toi.Down, t.flies, t.where = b.At, true, a.Pos
	}
}

func (s *Summary) plots(b *truth.Beat) {
	for i := range b.Batches {
		for j := range b.Batches[i].Plots {
			s.Plots.Total++
			switch b.Batches[i].Plots[j].Kind {
			case air.PSR:
				s.Plots.Primary++
			case air.SSR:
				s.Plots.Secondary++
			case air.Combined:
				s.Plots.Combined++
			}
		}
	}
	s.Looks += int64(len(b.Looks))
	made := int64(0)
	seen := b.Looks[:0:0]
	for _, l := range b.Looks {
		if l.Plot == 0 {
			continue
		}
		if l.PSR == 0 && l.SSR == 0 { // an aircraft's own report, which a station heard
			s.heard(&l)
			continue
		}
		made++
		if int(l.Target) < len(s.index) && s.index[l.Target] >= 0 && int(l.Sensor) < len(s.theater.Sensors) {
			seen = append(seen, l)
		}
	}
	s.made += made
	s.Plots.False = s.Plots.Total - s.made
	slices.SortStableFunc(seen, func(a, b truth.Look) int { return cmp.Compare(a.At, b.At) })
	for i := range seen {
		s.sighted(&seen[i])
	}
}

// heard notes that a report is a TOI's: nobody has seen it by that.
func (s *Summary) heard(l *truth.Look) {
	if int(l.Target) < len(s.index) && s.index[l.Target] >= 0 {
		s.byID[l.Plot] = s.index[l.Target]
	}
}

// sighted counts a look that saw a TOI; they come in order of time.
func (s *Summary) sighted(l *truth.Look) {
	which := s.index[l.Target]
	toi := &s.TOIs[which]
	s.byID[l.Plot] = which
	info := &s.theater.Sensors[l.Sensor]
	kind := air.SSR
	switch {
	case l.PSR == truth.Seen && l.SSR == truth.Seen:
		kind = air.Combined
	case l.PSR == truth.Seen:
		kind = air.PSR
	}
	now := &Sighting{At: l.At, Sensor: info.Name, Nation: info.Nation.String(), Kind: kind.String()}
	if toi.Last == nil {
		toi.First = now
	} else if l.At-toi.Last.At > plotGap {
		toi.Gaps = append(toi.Gaps, Gap{From: toi.Last.At, To: l.At, Before: toi.Last.Sensor, After: now.Sensor})
	}
	toi.Last = now
	toi.Plots++
	for i := range toi.Nations {
		if n := &toi.Nations[i]; n.Nation == info.Nation.String() {
			n.sighted(now, l)
		}
	}
}

func (n *NationSighting) sighted(now *Sighting, l *truth.Look) {
	if l.PSR == truth.Seen {
		n.Primary, n.LastPrimary = cmp.Or(n.Primary, now), now
	}
	if l.SSR == truth.Seen {
		n.Secondary, n.LastSecondary = cmp.Or(n.Secondary, now), now
	}
}

func (s *Summary) center(b *truth.Beat, i int) {
	c := &s.Centers[i]
	if i < len(b.Events) {
		for _, e := range b.Events[i] {
			switch e.Kind {
			case air.TrackConfirmed:
				c.Confirmed++
			case air.TrackDropped:
				c.Dropped++
			}
		}
	}
	if i < len(b.Fates) {
		c.Plots += int64(len(b.Fates[i]))
		for _, f := range b.Fates[i] {
			s.fate(b.At, i, f)
		}
	}
	if i < len(b.Views) && b.Views[i] != nil {
		c.Tracks = len(b.Views[i].Tracks)
		c.MostEver = max(c.MostEver, c.Tracks)
		for t := range s.targets {
			s.picture(b.Views[i], i, t)
		}
	}
}

// fate notes which track a plot of a TOI fed.
func (s *Summary) fate(at air.Time, center int, f air.Disposition) {
	if f.Fate != air.FateUpdated && f.Fate != air.FateStarted {
		return
	}
	s.Centers[center].Used++
	toi, ours := s.byID[f.Plot]
	if !ours || f.Track == 0 {
		return
	}
	h := &s.targets[toi].holds[center]
	i, known := slices.BinarySearchFunc(h.fed, f.Track, func(e feeding, n uint32) int { return cmp.Compare(e.track, n) })
	if !known {
		h.fed = slices.Insert(h.fed, i, feeding{track: f.Track})
	}
	h.fed[i].last = at
}

// picture looks for a TOI's track in a new picture.
func (s *Summary) picture(v *air.View, center, toi int) {
	t, said := &s.targets[toi], &s.TOIs[toi].Centers[center]
	h := &t.holds[center]
	if !t.flies {
		return
	}
	number := h.track(v, t.where, said.Number)
	switch {
	case number == 0 && said.Held && !h.lost:
		h.lost, h.gap = true, v.At
	case number != 0:
		if !said.Held {
			said.Held, said.First = true, v.At
		} else if number != said.Number {
			said.Changes++
		}
		if h.lost {
			said.Gaps = append(said.Gaps, Gap{From: h.gap, To: v.At})
		}
		said.Number, h.lost = number, false
	}
}

// track returns the number of the track that stands for the aircraft at where: of
// those in the picture that its plots fed and that are near it, the one held so
// far while its plots feed it, else the one fed last; 0 if there is none.
func (h *hold) track(v *air.View, where geo.Vec, held uint32) (best uint32) {
	last := air.Time(-1)
	for _, f := range h.fed {
		t := v.Find(f.track)
		if t == nil || t.Pos.Sub(where).Norm() > holdNear {
			continue
		}
		if f.track == held && v.At-f.last <= holdGap {
			return held
		}
		if f.last > last {
			best, last = f.track, f.last
		}
	}
	return best
}

// Close ends the scans and gaps that are still open: call it once, after the last
// beat.
func (s *Summary) Close() {
	s.rest()
	for i := range s.TOIs {
		toi, t := &s.TOIs[i], &s.targets[i]
		if toi.Last != nil && toi.Down-toi.Last.At > plotGap {
			toi.Gaps = append(toi.Gaps, Gap{From: toi.Last.At, To: toi.Down, Before: toi.Last.Sensor, Open: true})
		}
		for c := range toi.Centers {
			if h := &t.holds[c]; h.lost {
				toi.Centers[c].Gaps = append(toi.Centers[c].Gaps, Gap{From: h.gap, To: toi.Down, Open: true})
				h.lost = false
			}
		}
	}
}
