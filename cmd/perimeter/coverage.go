package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/coverage"
	"perimeter/sim/scenario"
)

type coverageCmd struct {
	Scenario string   `arg:"" help:"A scenario: a file, the name of one that is built in, or all: every radar site of the atlas."`
	Alt      []string `placeholder:"500ft,FL300" help:"Heights: 500ft is above ground, FL300 and 30000ftmsl above sea level. Default: seven from 500 ft to 100,000 ft."`
	RCS      float64  `name:"rcs" default:"1" help:"Cross-section of the non-cooperative target, m2, Swerling case 1."`
	Pd       float64  `name:"pd" default:"0.8" help:"Probability of detection by one look from which on it counts as seen."`
	Cell     float64  `default:"0.1" help:"Side of a cell, degrees, 0.05 to 2."`
	Need     int      `default:"1" help:"Sensors that must work at once for a point to be available, 1 to 4."`
	Nations  []string `placeholder:"USA,MEX" help:"Only the radars of these nations."`
	Without  []string `placeholder:"MEX,TARS-FHU" help:"Without the radars of these nations, or of these names."`

	Orbits    bool     `help:"Count the radars that aircraft carry as if they stood at the middle of their orbits."`
	At        []string `placeholder:"LAT,LON" sep:";" help:"Say from what height on this place is seen, and by which radars; several with semicolons."`
	Compare   string   `placeholder:"OTHER" help:"What changes from SCENARIO, as chosen, to the whole of another one."`
	RankFeeds string   `placeholder:"MEX" help:"In which order the radars of this nation would serve the audience best."`
	RankBy    string   `enum:"volume,warning" default:"volume" help:"volume or warning (minutes of all threats together, then volume)."`
	Audience  []string `placeholder:"USA,CAN" help:"Whom the feeds would serve. Default: the other nations."`
	Threats   string   `placeholder:"OTHER" help:"Scenario whose tracks of interest are the threats. Default: SCENARIO."`

	PNG     string `name:"png" placeholder:"FILE" help:"Draw maps there; without --compare also those of availability, in a file beside it whose name ends in -available."`
	View    string `placeholder:"LAT,LON,NM" help:"Where the maps stand. Default: as the scenario opens; for all, the continent."`
	Size    size   `default:"1440x1000" help:"Pixels of the maps, as 1440x1000."`
	GeoJSON string `name:"geojson" placeholder:"FILE" help:"Write polygons by height and number of sensors there."`
	JSON    bool   `help:"Write the report as JSON."`
	Force   bool   `help:"Overwrite files that are there."`
}

// Help tells what the words mean, with examples.
func (*coverageCmd) Help() string {
	return `Asks every radar's own model about the middle of each cell within its reach. Cooperative: a
transponder would be heard. Non-cooperative: the primary would detect --rcs with --pd or better.
Areas are km2 within 600 NM of the borders and coasts of the three nations.

Examples:
  perimeter coverage all
  perimeter coverage all --alt 500ft,5000ft,FL300 --png coverage.png --geojson coverage.geojson
  perimeter coverage amalgam-eagle-19 --without MEX --json
  perimeter coverage all --at 31.8,-106.4
  perimeter coverage all --without MEX --compare all --png difference.png
  perimeter coverage all --rank-feeds MEX --audience USA,CAN --threats amalgam-eagle-19`
}

// inquiry is what is asked for, read and checked before the work begins.
type inquiry struct {
	options  coverage.Options
	radars   []scenario.Radar
	others   []scenario.Radar // of the scenario to compare with
	points   []geo.LatLon
	ranked   air.Nation
	audience air.Release
	look     look
	term     terminal
}

var orders = map[string]coverage.Order{"volume": coverage.ByVolume, "warning": coverage.ByWarning}

// Run asks, counts and shows.
func (c *coverageCmd) Run(ctx context.Context, term terminal) error {
	q, err := c.inquire(term)
	if err != nil {
		return err
	}
	survey, err := q.survey(ctx, q.radars, c.Scenario)
	if err != nil {
		return err
	}
	report := survey.Report(c.Scenario)
	for _, p := range q.points {
		if at, ok := survey.Point(p); ok {
			report.Points = append(report.Points, at)
		}
	}
	if c.RankFeeds != "" {
		if report.Feeds, err = survey.Rank(q.ranked, q.audience, orders[c.RankBy]); err != nil {
			return wrongUse{err}
		}
	}
	var other *coverage.Survey
	if c.Compare != "" {
		if other, err = q.survey(ctx, q.others, c.Compare); err != nil {
			return err
		}
		report.Difference = coverage.Compare(survey, other, c.chosen(), c.Compare)
	}
	if err := c.tell(report, term.out); err != nil {
		return err
	}
	return c.write(q, survey, other)
}

// survey asks the radars, with a bar. Ctrl-C ends it before anything is written.
func (q *inquiry) survey(ctx context.Context, radars []scenario.Radar, name string) (*coverage.Survey, error) {
	bar := newBar(q.term, air.Time(len(radars))*air.Second, name)
	defer bar.close()
	s, err := coverage.Look(ctx, radars, q.options, bar.reach)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("coverage of %s: stopped before its end, nothing is written", name)
	}
	if err != nil {
		return nil, wrongUse{fmt.Errorf("%s: %w", name, err)}
	}
	return s, nil
}

// reach moves the bar to so many things done.
func (b *bar) reach(done, _ int) {
	if b.to != nil {
		b.to.Set64(int64(done))
	}
}

func (c *coverageCmd) inquire(term terminal) (*inquiry, error) {
	q := &inquiry{term: term}
	for _, step := range []func(*inquiry) error{c.files, c.heights, c.places, c.choose, c.parties} {
		if err := step(q); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// files sees that nothing is overwritten.
func (c *coverageCmd) files(*inquiry) error {
	paths := []string{c.PNG, c.GeoJSON}
	if c.PNG != "" && c.Compare == "" {
		paths = append(paths, availablePath(c.PNG))
	}
	if c.PNG != "" {
		if err := picturePath(c.PNG); err != nil {
			return err
		}
	}
	for _, path := range paths {
		if path == "" {
			continue
		}
		if err := vacant(path, c.Force); err != nil {
			return err
		}
	}
	return nil
}

func (c *coverageCmd) heights(q *inquiry) error {
	q.options = coverage.Options{RCS: c.RCS, Pd: c.Pd, Step: c.Cell * geo.Degree, Need: c.Need, Levels: coverage.Plan()}
	if len(c.Alt) > 0 {
		q.options.Levels = nil
	}
	for _, text := range c.Alt {
		l, err := coverage.ParseLevel(text)
		if err != nil {
			return wrong("--alt: %w", err)
		}
		q.options.Levels = append(q.options.Levels, l)
	}
	if err := q.options.Validate(); err != nil {
		return wrongUse{err}
	}
	return nil
}

// places reads the points asked about.
func (c *coverageCmd) places(q *inquiry) error {
	box := coverage.Everywhere()
	for _, text := range c.At {
		var lat, lon float64
		n, err := fmt.Sscanf(text, "%g,%g", &lat, &lon)
		if p := geo.Deg(lat, lon); err != nil || n != 2 || !box.Contains(p) {
			return wrong("--at %q: want LAT,LON such as 31.8,-106.4: degrees north %g to %g, degrees east %g to %g",
				text, box.South/geo.Degree, box.North/geo.Degree, box.West/geo.Degree, box.East/geo.Degree)
		}
		q.points = append(q.points, geo.Deg(lat, lon))
	}
	return nil
}

// choose brings the radars, the threats, and where the maps stand.
func (c *coverageCmd) choose(q *inquiry) error {
	only, err := releaseOf("--nations", c.Nations)
	if err != nil {
		return err
	}
	sc, err := sitesOf(c.Scenario, q.term)
	if err != nil {
		return err
	}
	q.options.Weather = sc.Weather
	left, err := without(c.standing(sc), c.Without)
	if err != nil {
		return err
	}
	for _, r := range left {
		if only == 0 || only&air.Only(r.Nation) != 0 {
			q.radars = append(q.radars, r)
		}
	}
	if len(q.radars) == 0 {
		return wrong("%s: want radars of the nations chosen, got none", c.Scenario)
	}
	q.look.View = c.View
	if err := q.look.aim(&air.Theater{Center: sc.MapAt, Range: sc.MapRange}); err != nil {
		return err
	}
	if c.Threats != "" {
		if sc, err = sitesOf(c.Threats, q.term); err != nil {
			return err
		}
	}
	for i := range sc.Aircraft {
		if sc.Aircraft[i].Role == truth.TOI {
			q.options.Threats = append(q.options.Threats, coverage.ThreatOf(&sc.Aircraft[i]))
		}
	}
	return nil
}

// without returns the radars that are not of some nations, nor have some names.
func without(radars []scenario.Radar, who []string) ([]scenario.Radar, error) {
	radars = slices.Clone(radars)
	for _, name := range who {
		n, err := air.ParseNation(name)
		had := len(radars)
		radars = slices.DeleteFunc(radars, func(r scenario.Radar) bool {
			return r.Name == name || err == nil && r.Nation == n
		})
		if err != nil && len(radars) == had {
			return nil, wrong("--without %q: want USA, CAN, MEX or the name of a radar", name)
		}
	}
	return radars, nil
}

// parties reads who ranks for whom, and what to compare with.
func (c *coverageCmd) parties(q *inquiry) (err error) {
	if c.Compare != "" {
		other, err := sitesOf(c.Compare, q.term)
		if err != nil {
			return err
		}
		q.others = c.standing(other)
	}
	if c.RankFeeds == "" {
		if len(c.Audience) > 0 {
			return wrong("--audience: want --rank-feeds with it, got none")
		}
		return nil
	}
	if q.ranked, err = air.ParseNation(c.RankFeeds); err != nil {
		return wrong("--rank-feeds: %w", err)
	}
	if q.audience, err = releaseOf("--audience", c.Audience); err != nil {
		return err
	}
	if q.audience == 0 {
		q.audience = air.Only(air.Nations...) &^ air.Only(q.ranked)
	}
	return nil
}

// standing returns the radars of a scenario; with --orbits also the carried.
func (c *coverageCmd) standing(sc *scenario.Scenario) []scenario.Radar {
	if c.Orbits {
		return coverage.Stations(sc)
	}
	return sc.Radars
}

// sitesOf reads a scenario, or makes one of all sites of the atlas.
func sitesOf(name string, term terminal) (*scenario.Scenario, error) {
	if name != "all" {
		return loadScenario(name, term)
	}
	radars, err := coverage.All()
	return &scenario.Scenario{
		Name: name, Radars: radars, MapAt: geo.Deg(48, -100), MapRange: 2150 * geo.NM,
		Weather: scenario.Weather{Refraction: 4.0 / 3},
	}, err
}

// releaseOf reads nations.
func releaseOf(flag string, names []string) (r air.Release, err error) {
	for _, name := range names {
		n, err := air.ParseNation(name)
		if err != nil {
			return 0, wrong("%s: %w", flag, err)
		}
		r |= air.Only(n)
	}
	return r, nil
}

// chosen names the scenario with the nations chosen.
func (c *coverageCmd) chosen() string {
	name := c.Scenario
	if len(c.Nations) > 0 {
		name += " of " + strings.Join(c.Nations, "+")
	}
	if len(c.Without) > 0 {
		name += " without " + strings.Join(c.Without, "+")
	}
	return name
}

func (c *coverageCmd) tell(r *coverage.Report, out io.Writer) error {
	r.Scenario = c.chosen()
	if !c.JSON {
		return r.WriteTable(out)
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// write writes the files asked for.
func (c *coverageCmd) write(q *inquiry, s, other *coverage.Survey) error {
	if c.GeoJSON != "" {
		if err := writeFile(c.GeoJSON, c.Force, func(w io.Writer) error { return s.WriteGeoJSON(w, c.chosen()) }); err != nil {
			return err
		}
	}
	if c.PNG == "" {
		return nil
	}
	if err := writePNG(c.PNG, c.plate(q, s, other), c.Force); err != nil || other != nil {
		return err
	}
	return writePNG(availablePath(c.PNG), c.available(q, s), c.Force)
}
