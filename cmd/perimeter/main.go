// Command perimeter checks, runs, records, replays and pictures exercises. It
// needs no window, no display and no file but those it is given.
//
// It ends with 0 when all is well, with 1 when the exercise itself fails (a
// replay that differs, a run that breaks off), with 2 when it was used wrongly
// or given what it cannot read.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/alecthomas/kong"
)

const about = `Exercises in continental air surveillance: aircraft, radars, links that delay and
withhold, national fusion centers, recorded and replayable to the bit.

Examples:
  perimeter list
  perimeter check scenarios/*.toml
  perimeter run scenarios/amalgam-eagle-19.toml --out ae19.mcap --png pictures
  perimeter run amalgam-eagle-19 --until 30m --json
  perimeter summary ae19.mcap --json
  perimeter replay ae19.mcap
  perimeter track --radars radars.csv --plots plots.csv --case case.json --out tracks.csv
  perimeter shot ae19.mcap --at 1:10:00 --center NORAD --png norad.png
  perimeter warning amalgam-eagle-19 --seeds 20
  perimeter score ae19.mcap
  perimeter msel amalgam-eagle-19 --csv > msel.csv
  perimeter coverage all --alt 500ft,5000ft,FL300 --png coverage.png

A scenario is a file or the name of one that is built in. Exit status: 0 good, 1 the
exercise's own failure, 2 wrong use.`

type program struct {
	Check    checkCmd    `cmd:"" help:"Check scenarios and show every fault with its place."`
	List     listCmd     `cmd:"" help:"List the scenarios that are built in."`
	Run      runCmd      `cmd:"" help:"Run a scenario, record it, picture it, sum it up."`
	Summary  summaryCmd  `cmd:"" help:"Sum a recording up, as its run did."`
	Replay   replayCmd   `cmd:"" help:"Run a recording again and compare it to the bit."`
	Track    trackCmd    `cmd:"" help:"Track the plots of a file: radars and plots as CSV, or a recording."`
	Shot     shotCmd     `cmd:"" help:"Draw what a center sees at one time, as a PNG."`
	Score    scoreCmd    `cmd:"" help:"Score a recording or a scenario: pictures, agreement, what each center did with each track of interest."`
	MSEL     mselCmd     `cmd:"" name:"msel" help:"Show the list of events of a scenario; to and from CSV."`
	Coverage coverageCmd `cmd:"" help:"Say what the radars of a scenario would see: area, height, by whom, how often."`
	Warning  warningCmd  `cmd:"" help:"Measure how long before a border each nation is warned, with and without what others share."`
	Compare  compareCmd  `cmd:"" help:"Compare variants of an exercise on the same luck: plot, track, warning, hand-over."`
}

// terminal is where a verb speaks.
type terminal struct {
	out, err io.Writer
	tty      bool // err is a person's screen: progress and colours are welcome
}

// json writes a value for machines.
func (t terminal) json(v any) error {
	e := json.NewEncoder(t.out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// wrongUse marks an error as the user's: exit status 2.
type wrongUse struct{ error }

// Unwrap returns the error itself.
func (w wrongUse) Unwrap() error { return w.error }

func wrong(format string, args ...any) error { return wrongUse{fmt.Errorf(format, args...)} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	tty := false
	if info, err := os.Stderr.Stat(); err == nil {
		tty = info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
	}
	os.Exit(run(ctx, os.Args[1:], terminal{os.Stdout, os.Stderr, tty}))
}

// run does what the words ask for and returns the exit status.
func run(ctx context.Context, args []string, term terminal) int {
	status := -1
	var p program
	parser, err := kong.New(&p,
		kong.Name("perimeter"), kong.Description(about), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(term.out, term.err), kong.Exit(func(code int) { status = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(term),
	)
	if err != nil {
		panic(err) // the program's own structs are wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	if args[0] == "help" { // help run: run --help
		args = append(args[1:len(args):len(args)], "--help")
	}
	verb, err := parser.Parse(args)
	if status >= 0 { // --help has spoken
		return status
	}
	if err != nil {
		fmt.Fprintf(term.err, "perimeter: %s\n  see: perimeter %s--help\n", nothing.Replace(err.Error()), verbOf(err))
		return 2
	}
	return exitStatus(verb.Run(), term)
}

// nothing is what the parser calls the end of the line, in plain words.
var nothing = strings.NewReplacer(`but got "EOL" (<EOL>)`, "but got nothing", "expected value value", "expected a value", "expected string value", "expected a text")

// verbOf returns the verb at which the words went wrong, with a space behind
// it; empty: they never came to one.
func verbOf(err error) string {
	at := (*kong.ParseError)(nil)
	if errors.As(err, &at) && at.Context.Selected() != nil {
		return at.Context.Selected().Name + " "
	}
	return ""
}

func exitStatus(err error, term terminal) int {
	if err == nil {
		return 0
	}
	if errors.Is(err, context.Canceled) { // Ctrl-C
		err = errors.New("stopped before its end, nothing is written")
	}
	if !errors.Is(err, errSaid) {
		fmt.Fprintf(term.err, "perimeter: %v\n", err)
	}
	if errors.As(err, new(wrongUse)) {
		return 2
	}
	return 1
}

// errSaid is an error about which all has been said already.
var errSaid = errors.New("said")
