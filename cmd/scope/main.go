// Command scope is the viewer: it opens a scenario and runs it live, for the
// director, or opens a recording and plays it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/alecthomas/kong"

	"perimeter/air"
	"perimeter/live"
	"perimeter/render"
	"perimeter/render/scene"
	"perimeter/replay"
	"perimeter/scenarios"
	"perimeter/sim"
	"perimeter/sim/scenario"
)

const about = `The viewer. A scenario runs live, with truth and the MSEL: the director's seat. A
recording plays, back and forth.

Examples:
  scope scenarios/amalgam-eagle-19.toml
  scope ae19.mcap --speed 16 --center NORAD
  scope 01-one-radar --language es
  scope amalgam-eagle-19 --seat mex --language es

Keys: ? shows them all. Exit status: 0 good, 1 the exercise's own failure, 2 wrong use.`

type options struct {
	File     string  `arg:"" help:"A scenario, the name of one that is built in, or a recording."`
	Seed     *uint64 `help:"Seed of the run. Default: the scenario's own."`
	Speed    float64 `default:"1" help:"Times real time: 1, 2, 4 ... 64; 0 is as fast as it goes."`
	Paused   bool    `help:"Open it paused."`
	Seat     string  `enum:"director,usa,can,mex" default:"director" help:"Who sits here: director, or a nation (usa, can, mex) that sees what it may have and gives orders of its own centers."`
	Center   string  `placeholder:"NORAD" help:"Whose picture to open with. Default: the first."`
	Language string  `enum:"en,es,fr" default:"en" help:"en, es or fr."`
	Paint    string  `enum:"auto,cpu,gpu" default:"auto" env:"PERIMETER_PAINT" help:"What draws: auto, cpu or gpu."`
	Scale    float64 `placeholder:"1.5" help:"Size of texts and symbols, 0.75 to 4. Default: the screen's."`
	Out      string  `placeholder:"FILE" help:"Record a live exercise there (MCAP)."`
	Force    bool    `help:"Overwrite the recording if it is there."`

	painted int // pictures drawn, once the window is closed
}

// stage is an exercise ready to be shown.
type stage interface {
	render.Source
	render.Sink
	render.Clock
	Run(context.Context) error
	Err() error
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, out, errs io.Writer) int {
	status := -1
	var o options
	parser := kong.Must(&o, kong.Name("scope"), kong.Description(about), kong.Writers(out, errs), kong.Exit(func(code int) { status = code }))
	if len(args) == 0 {
		args = []string{"--help"}
	}
	_, err := parser.Parse(args)
	if status >= 0 { // --help has spoken
		return status
	}
	if err == nil {
		err = o.check()
	}
	if err != nil {
		fmt.Fprintf(errs, "scope: %v\n  see: scope --help\n", err)
		return 2
	}
	show, closing, err := o.open()
	if err != nil {
		fmt.Fprintf(errs, "scope: %v\n", err)
		return 2
	}
	th := show.Theater()
	center, err := o.center(&th)
	if err != nil {
		fmt.Fprintf(errs, "scope: %v\n", errors.Join(err, closing()))
		return 2
	}
	if err := errors.Join(o.show(show, center), closing()); err != nil {
		fmt.Fprintf(errs, "scope: %v\n", err)
		return 1
	}
	return 0
}

func (o *options) check() error {
	if !(o.Speed >= 0 && o.Speed <= 1000) {
		return fmt.Errorf("--speed %g: want 0 to 1000", o.Speed)
	}
	if o.Scale != 0 && !(o.Scale >= 0.75 && o.Scale <= 4) {
		return fmt.Errorf("--scale %g: want 0.75 to 4", o.Scale)
	}
	return nil
}

func (o *options) pace() air.Pace { return air.Pace{Paused: o.Paused, Speed: o.Speed} }

// show opens the window and moves the exercise until the window is closed.
func (o *options) show(s stage, center air.CenterID) error {
	app := render.NewApp(s, s, s, render.Options{
		Scale: o.Scale, Paint: render.Paint(o.Paint), Center: center,
		Language: scene.LanguageOf(o.Language),
	})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, app.Close) // Ctrl-C closes the window, and the recording with it
	moved := make(chan error, 1)
	go func() { moved <- s.Run(ctx) }()
	err := app.Run()
	stop()
	o.painted = app.Painted()
	if e := <-moved; !errors.Is(e, context.Canceled) {
		err = errors.Join(err, e)
	}
	return err
}

func (o *options) center(th *air.Theater) (air.CenterID, error) {
	var names []string
	for i, c := range th.Centers {
		if o.Center == "" || strings.EqualFold(c.Name, o.Center) {
			return air.CenterID(i), nil
		}
		names = append(names, c.Name)
	}
	return 0, fmt.Errorf("--center %q: want one of %s", o.Center, strings.Join(names, ", "))
}

// open makes a stage of the file, and says how to close it.
func (o *options) open() (stage, func() error, error) {
	if replay.IsRecording(o.File) {
		if !o.directs() {
			return nil, nil, fmt.Errorf("--seat %s: want it with a scenario; of a recording open the nation's own file", o.Seat)
		}
		return o.openRecording()
	}
	sc, faults := scenario.Open(o.File, scenarios.Embedded, scenarios.All()...)
	if len(faults) > 0 {
		return nil, nil, fmt.Errorf("%s cannot be played:\n%s", o.File, air.Faults(faults))
	}
	seed := sc.Seed
	if o.Seed != nil {
		seed = *o.Seed
	}
	engine, err := sim.New(sc, seed)
	if err != nil {
		return nil, nil, err
	}
	host := live.NewLocal(engine, o.pace())
	engine.Attach(host)
	if o.directs() {
		th := engine.Theater()
		board, keeper := liveScore(&th, engine.Roster(), sc)
		engine.Attach(keeper)
		host.ScoreBy(board)
	}
	place, err := o.seat(host, engine)
	if err != nil || o.Out == "" {
		return place, func() error { return nil }, err
	}
	th := engine.Theater()
	if _, err := o.center(&th); err != nil { // before a file is made
		return nil, nil, err
	}
	r, err := replay.Create(o.Out, o.Force, replay.Header{
		Name: sc.Name, Source: sc.Source, Seed: seed, Build: replay.Build(), Theater: th, Roster: engine.Roster(),
	})
	if err != nil {
		return nil, nil, err
	}
	engine.Attach(r)
	return place, r.Close, nil
}

func (o *options) directs() bool { return o.Seat == "" || o.Seat == "director" }

// seat returns the place of who sits here.
func (o *options) seat(host *live.Local, engine *sim.Engine) (stage, error) {
	if o.directs() {
		return host, nil
	}
	nation, err := air.ParseNation(strings.ToUpper(o.Seat))
	if err != nil {
		return nil, err
	}
	gate, err := replay.NewGate(engine.Theater(), nation)
	if err != nil {
		return nil, fmt.Errorf("--seat: %w", err)
	}
	return live.NewSeat(host, nation, gate), nil
}

func (o *options) openRecording() (stage, func() error, error) {
	if o.Seed != nil || o.Out != "" {
		return nil, nil, fmt.Errorf("--seed, --out: want a scenario, got a recording, which has its seed and is recorded already")
	}
	rec, err := replay.Open(o.File)
	if err != nil {
		return nil, nil, err
	}
	player, err := replay.NewPlayer(rec)
	if err != nil {
		return nil, nil, errors.Join(err, rec.Close())
	}
	play := live.NewPlayback(player, o.pace())
	if rec.OfNation() { // there is no truth in it to judge by
		return play, rec.Close, nil
	}
	ctx, stop := context.WithCancel(context.Background())
	board, scored := &scoreboard{}, make(chan error, 1)
	play.ScoreBy(board)
	go func() { scored <- recordedScore(ctx, o.File, board) }()
	return play, func() error {
		stop()
		return errors.Join(<-scored, rec.Close())
	}, nil
}
