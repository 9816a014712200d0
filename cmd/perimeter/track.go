package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion"
	"perimeter/replay"
	"perimeter/replay/feed"
	"perimeter/sim/scenario"
)

type trackCmd struct {
	Radars    string `placeholder:"FILE" help:"radars.csv of a case."`
	Plots     string `placeholder:"FILE" help:"plots.csv of a case, plain or .gz."`
	Case      string `placeholder:"FILE" help:"case.json of a case."`
	Platforms string `placeholder:"FILE" help:"Where moving radars are. Default: platforms.csv beside radars.csv, if it is there."`
	Service   string `placeholder:"FILE" help:"What radars say of themselves. Default: service.csv beside radars.csv, if it is there."`

	Rec    string `placeholder:"FILE" help:"In place of a case: track the plots of a recording again."`
	Center string `help:"The center of the recording whose plots are tracked, as NORAD."`

	Out        string `required:"" placeholder:"FILE" help:"Where the tracks go, as CSV."`
	Associator string `help:"How plots find their tracks. Default: the tracker's own."`
	Filter     string `help:"How tracks move. Default: the tracker's own."`
	NoRegister bool   `name:"no-registration" help:"Take the radars as they are: do not look for their errors."`
	Until      until  `help:"Stop at this time: 5m or 00:05:00. Default: the end."`
	JSON       bool   `help:"Write the counts as JSON."`
	Force      bool   `help:"Overwrite the tracks if they are there."`
}

// Run tracks the plots of a file.
func (c *trackCmd) Run(ctx context.Context, term terminal) error {
	if err := vacant(c.Out, c.Force); err != nil {
		return err
	}
	job, err := c.open(term)
	if err != nil {
		return err
	}
	defer job.close()
	if job.length, err = c.Until.of(job.length); err != nil {
		return err
	}
	job.tracker, err = fusion.New(fusion.Config{
		Sensors: job.source.Sensors(), Center: job.center, Release: job.audience, Associator: c.Associator, Filter: c.Filter,
		Height: job.height, NoRegistration: c.NoRegister,
	})
	if err != nil {
		return wrongUse{err}
	}
	out, err := os.Create(c.Out + ".part")
	if err != nil {
		return unwritable(c.Out, err)
	}
	err = job.run(ctx, bufio.NewWriterSize(out, 1<<16))
	err = errors.Join(err, out.Close())
	if err == nil {
		err = os.Rename(out.Name(), c.Out)
	}
	if err != nil {
		return errors.Join(err, os.Remove(out.Name()))
	}
	job.count.Wrote = c.Out
	return job.tell(c, term)
}

// tracking is one tracker over one file.
type tracking struct {
	source   feed.Source
	tracker  *fusion.Tracker
	center   air.CenterID
	audience air.Release
	length   air.Time
	step     air.Time // between two pictures
	height   float64  // m, to be taken for an aircraft of which none is known; 0: not stated
	beat     air.Time // between two calls of the tracker; a divisor of step
	count    tally
	close    func()
}

// tally is what came of a tracking.
type tally struct {
	Marking   string         `json:"marking"`
	Plots     int            `json:"plots"`
	Reports   int            `json:"reports"`
	Marks     int            `json:"marks"`
	Fates     map[string]int `json:"fates"`
	LeftOut   []leftOut      `json:"left_out"` // rows or fields
	Pictures  int            `json:"pictures"`
	Tracks    int            `json:"tracks"` // that were in a picture
	Wall      float64        `json:"wall_s"`
	Tracker   float64        `json:"tracker_s"` // of it, in the tracker
	PerSecond float64        `json:"plots_per_s"`
	Wrote     string         `json:"wrote"`

	Registration []alignment `json:"registration"`
	Events       []realigned `json:"registration_events"`

	fates [16]int
	seen  map[uint32]bool
}

// leftOut says why and how often something of a file was not used.
type leftOut struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
	First  string `json:"first"`
}

func (c *trackCmd) open(term terminal) (*tracking, error) {
	switch csv := c.Radars != "" || c.Plots != "" || c.Case != ""; {
	case csv && c.Rec != "":
		return nil, wrong("want --radars, --plots and --case, or --rec and --center, got some of both")
	case c.Rec != "":
		return c.openRecording(term)
	case c.Radars == "" || c.Plots == "" || c.Case == "":
		return nil, wrong("want --radars, --plots and --case, or --rec and --center")
	}
	files := feed.Files{Radars: c.Radars, Plots: c.Plots, Case: c.Case, Platforms: c.Platforms, Service: c.Service}
	source, err := feed.Open(files.Beside())
	if err != nil {
		return nil, wrongUse{err}
	}
	return &tracking{
		source: source, audience: air.Only(air.Nations...), length: source.Case.Length, step: source.Case.Step,
		height: max(source.Case.DefaultHeight, 0),
		beat:   beatOf(source.Case.Step), close: func() { source.Close() },
	}, nil
}

// beatOf returns the beat of a case: a second, as a center has, or as near to it
// as parts of a step come.
func beatOf(step air.Time) air.Time {
	parts := (step + air.Second - 1) / air.Second
	if step%parts != 0 {
		return step
	}
	return step / parts
}

// markColumn is a column without content: its name says what the file is.
const markColumn = `"` + air.Marking + `"`

const pictureStep = 4 * air.Second // of a recording's tracks

func (c *trackCmd) openRecording(term terminal) (*tracking, error) {
	if c.Center == "" {
		return nil, wrong("--rec: want --center too: whose plots are to be tracked")
	}
	rec, err := replay.Open(c.Rec)
	if err != nil {
		return nil, wrongUse{err}
	}
	center, err := centerNamed(&rec.Theater, c.Center)
	if err != nil {
		return nil, errors.Join(err, rec.Close())
	}
	noteTorn(rec, term.err)
	withheld, err := withheldFrom(rec, center)
	if err != nil {
		return nil, errors.Join(err, rec.Close())
	}
	source := feed.Retrack(rec, air.CenterID(center), withheld)
	return &tracking{
		source: source, center: air.CenterID(center), audience: rec.Theater.Centers[center].Audience,
		length: rec.End, step: pictureStep, beat: rec.Theater.Beat,
		close: func() { source.Close(); rec.Close() },
	}, nil
}

// withheldFrom tells by sensor which fields the feeds to a center take off, as
// the recorded scenario has it.
func withheldFrom(rec *replay.Recording, center int) ([]air.Field, error) {
	if rec.OfNation() { // its plots are as they were delivered
		return make([]air.Field, len(rec.Theater.Sensors)), nil
	}
	sc, faults := scenario.Load(rec.Name+".toml", rec.Source)
	if len(faults) > 0 {
		return nil, wrong("the recording's scenario is not one that this version reads, so it is not known what its feeds withhold: %v", faults[0])
	}
	withheld := make([]air.Field, len(rec.Theater.Sensors))
	for _, f := range sc.Feeds {
		for _, radar := range f.Radars {
			if f.Center == center && radar < len(withheld) {
				withheld[radar] |= f.Withhold
			}
		}
	}
	return withheld, nil
}

// run brings the tracker to the end and writes a picture at each step.
func (t *tracking) run(ctx context.Context, out *bufio.Writer) error {
	t.count.seen, t.count.Marking = map[uint32]bool{}, air.Marking
	out.WriteString("t,track_id,lat,lon,alt_m,vx,vy,mode_a,suspect," + markColumn + "\n")
	began := time.Now()
	var row []byte
	for now := min(t.beat, t.step); now <= t.length; now += t.beat {
		if err := ctx.Err(); err != nil {
			return err
		}
		parcel, err := t.source.Next(now)
		if err != nil {
			return wrongUse{err}
		}
		t.advance(now, parcel)
		if now%t.step != 0 {
			continue
		}
		row = t.appendPicture(row[:0], now)
		if _, err := out.Write(row); err != nil {
			return err
		}
	}
	t.count.Wall = time.Since(began).Seconds()
	return out.Flush()
}

func (t *tracking) advance(now air.Time, parcel *air.Parcel) {
	c := &t.count
	c.Plots += len(parcel.Plots)
	c.Reports += len(parcel.Reports)
	c.Marks += len(parcel.Services)
	began := time.Now()
	t.tracker.Accept(parcel)
	t.tracker.Advance(now)
	c.Tracker += time.Since(began).Seconds()
	t.heed()
	for _, d := range t.tracker.Dispositions() {
		c.fates[min(int(d.Fate), len(c.fates)-1)]++
	}
}

// appendPicture adds a row for each track of the picture.
func (t *tracking) appendPicture(b []byte, now air.Time) []byte {
	began := time.Now()
	picture := t.tracker.Picture()
	t.count.Tracker += time.Since(began).Seconds()
	t.count.Pictures++
	for i := range picture.Tracks {
		tr := &picture.Tracks[i]
		t.count.seen[tr.Number] = true
		place := tr.Pos.Geodetic()
		frame := geo.NewFrame(place)
		v := frame.Turn(tr.Vel)
		lat, lon := place.Degrees()
		b = strconv.AppendFloat(b, now.Seconds(), 'f', -1, 64)
		b = strconv.AppendUint(append(b, ','), uint64(tr.Number), 10)
		for _, column := range []struct {
			value  float64
			digits int
		}{{lat, 7}, {lon, 7}, {place.Height, 1}, {v.X, 2}, {v.Y, 2}} {
			b = strconv.AppendFloat(append(b, ','), column.value, 'f', column.digits, 64)
		}
		b = append(b, ',')
		if tr.Has&air.HasCode != 0 {
			b = append(b, tr.Code.String()...)
		}
		b = append(b, ',')
		if tr.Has&air.Doubted != 0 {
			b = append(b, '1')
		}
		b = append(b, ",\n"...)
	}
	return b
}

// tell sums the tracking up.
func (t *tracking) tell(c *trackCmd, term terminal) error {
	n := &t.count
	n.Tracks, n.Fates, n.LeftOut = len(n.seen), map[string]int{}, []leftOut{}
	n.PerSecond = float64(n.Plots+n.Reports) / max(n.Wall, 1e-9)
	for fate, count := range n.fates {
		if count > 0 {
			n.Fates[air.Fate(fate).String()] += count
		}
	}
	t.align()
	for _, f := range t.source.Faults() {
		n.LeftOut = append(n.LeftOut, leftOut{f.Class, f.Count, f.String()})
	}
	if c.JSON {
		return term.json(n)
	}
	fmt.Fprintln(term.out, n.Marking)
	fmt.Fprintf(term.out, "%d plots, %d reports, %d marks in %.2f s: %.0f plots a second (%.2f s in the tracker)\n",
		n.Plots, n.Reports, n.Marks, n.Wall, n.PerSecond, n.Tracker)
	var fates []string
	for fate, count := range n.fates {
		if count > 0 {
			fates = append(fates, fmt.Sprintf("%s %d", air.Fate(fate), count))
		}
	}
	fmt.Fprintf(term.out, "fates: %s\n", strings.Join(fates, ", "))
	for _, l := range n.LeftOut {
		fmt.Fprintf(term.out, "left out: %s: %d, first %s\n", l.Reason, l.Count, l.First)
	}
	n.writeRegistration(term.out)
	fmt.Fprintf(term.out, "wrote %s: %d tracks in %d pictures\n", n.Wrote, n.Tracks, n.Pictures)
	return nil
}
