package center

import (
	"fmt"
	"math/bits"
	"slices"

	"perimeter/air"
)

// criterion is one thing that makes a track of interest. It watches tracks, never
// truth: what it tests is what the center's people see, were told and have as
// plans.
type criterion struct {
	name   string
	what   string      // for the table in docs/identity.md
	by     air.Release // the nations whose practice or law it is
	source string
	usual  bool // watched for where the scenario says nothing of identification
	home   bool // it must be met over the own nations' airspace
	told   bool // another alert tells of it already
	free   bool // interceptors under control are free of it: they go where they are guided
	holds  func(c *Center, e *entry, t *air.Track, now air.Time) bool
	why    func(c *Center, e *entry, t *air.Track) string
}

var (
	noradUse   = air.Only(air.USA, air.CAN)
	mexicanUse = air.Only(air.MEX)
	everyUse   = noradUse | mexicanUse
)

const (
	practice = "NORAD practice (AMALGAM ARROW accounts; FAA JO 7610.4 ch. 7)"
	both2023 = "NORAD practice; Ley de Protección del Espacio Aéreo Mexicano, 2023"
	law2023  = "Ley de Protección del Espacio Aéreo Mexicano, 2023"
)

// criteria is the table of criteria.
var criteria []criterion

func init() { // the rows look into the table: a plain variable would be a circle
	criteria = []criterion{
		{"squawk_7500", "squawks 7500: unlawful interference", everyUse, both2023, true, false, true, false, isHijack, whyHijack},
		{"nordo", "squawks 7600 and is off its plan's route, or has no plan", noradUse, practice, false, false, false, false, isNordo, whyNordo},
		{"transponder_lost", "its transponder answered and has gone silent", everyUse, both2023, true, false, true, false, isDark, whyDark},
		{"plan_deviation", "has left its plan's route for a minute", noradUse, practice, false, false, false, true, isOff, whyOff},
		{"adiz_unknown", "came into the ADIZ without a plan", noradUse, "14 CFR 99.11; CAR 602.145", false, false, false, true, isIntruder, whyIntruder},
		{"stolen_report", "a report of a stolen aircraft fits it by time and place", everyUse, practice, false, false, false, false, isReported("stolen"), whyReported("stolen")},
		{"neighbour_report", "another center reports it", everyUse, "handed on by the center that does not lead", false, false, false, true, isReported(fromNeighbour), whyReported(fromNeighbour)},
		{"transponder_off", "never answered where radars would have got a reply", mexicanUse, law2023, false, true, false, true, isMute, whyMute},
		{"route_change", "has left its plan's route for a minute, with no reason told by its code", mexicanUse, law2023, false, true, false, true, isOffWithoutReason, whyOff},
		{"no_contact", "ATC reports that it has no contact with it", everyUse, both2023, false, false, false, true, isReported("no_contact"), whyReported("no_contact")},
		{"no_answer", "ATC reports that it does not obey", everyUse, both2023, false, false, false, true, isReported("no_answer"), whyReported("no_answer")},
		{"no_plan", "flies without a plan for two minutes", mexicanUse, law2023, false, true, false, true, isPlanless, whyPlanless},
		{"erratic", "changes speed, height or heading again and again, without a plan", mexicanUse, law2023, false, true, false, true, isErratic, whyErratic},
		{"restricted_zone", "flies over a restricted zone", everyUse, "14 CFR 99.7; Aeronautics Act s. 5.1; " + law2023, false, false, false, false, isTrespasser, whyTrespasser},
		{"emergency", "squawks 7700", mexicanUse, law2023, false, true, true, false, isEmergency, whyEmergency},
	}
}

// pickCriteria returns what a center watches for: what the scenario names, else
// what the practice or the law of its nations holds, else the usual.
func pickCriteria(d *detective) (list []*criterion) {
	for i := range criteria {
		k := &criteria[i]
		switch {
		case d.Criteria != nil && !slices.Contains(d.Criteria, k.name):
		case d.Criteria == nil && d.Asked && k.by&d.nations == 0:
		case d.Criteria == nil && !d.Asked && !k.usual:
		default:
			list = append(list, k)
		}
	}
	return list
}

// firstMet returns the first criterion of the table that a track meets.
func (c *Center) firstMet(e *entry) (*criterion, bool) {
	for i, k := range c.ident.criteria {
		if e.file != nil && i < len(e.file.Met) && e.file.Met[i] != 0 || e.file == nil && k.holds(c, e, nil, 0) {
			return k, true
		}
	}
	return nil, false
}

// watchCriteria tests a track against the criteria, and writes down what it meets
// and what it meets no longer.
func (c *Center) watchCriteria(e *entry, t *air.Track, now air.Time) {
	d := e.file
	if d.Met == nil {
		d.Met = make([]air.Time, len(c.ident.criteria))
	}
	for i, k := range c.ident.criteria {
		holds := (!k.home || d.Met[i] != 0 || c.atHome(d.Over)) && (!k.free || d.Guided == "") && k.holds(c, e, t, now)
		switch {
		case holds && d.Met[i] == 0:
			d.Met[i] = now
			why := k.why(c, e, t)
			if !k.told {
				c.alert(now, t.Number, "track %d: %s", t.Number, why)
			}
			c.log(now, air.LogLine{Who: robot, Did: "criterion", Track: t.Number, Text: k.name + ": " + why, Robot: true})
		case !holds && d.Met[i] != 0:
			c.log(now, air.LogLine{
				Who: robot, Did: "criterion_over", Track: t.Number, Text: fmt.Sprintf("%s, met at %v", k.name, d.Met[i]), Robot: true,
			})
			d.Met[i] = 0
		}
	}
}

func isHijack(_ *Center, e *entry, _ *air.Track, _ air.Time) bool { return e.hijack }
func whyHijack(_ *Center, _ *entry, _ *air.Track) string {
	return fmt.Sprintf("squawked %v", air.Hijack)
}

func isDark(_ *Center, e *entry, _ *air.Track, _ air.Time) bool { return e.dark != air.Never }
func whyDark(_ *Center, e *entry, _ *air.Track) string {
	return fmt.Sprintf("transponder lost, last reply %v", e.dark)
}

// leftFor is how long an aircraft must be off its route; assumed.
const leftFor = air.Minute

func isOff(_ *Center, e *entry, _ *air.Track, now air.Time) bool {
	d := e.file
	return d.Fitted && d.Off != 0 && now-d.Off >= leftFor
}

func whyOff(_ *Center, e *entry, _ *air.Track) string {
	return fmt.Sprintf("%.0f NM off the route of plan %v", e.file.OffNM, e.mark.Plan)
}

func isOffWithoutReason(c *Center, e *entry, t *air.Track, now air.Time) bool {
	return isOff(c, e, t, now) && e.warned != air.Emergency && e.warned != air.NoRadio
}

func isNordo(c *Center, e *entry, t *air.Track, now air.Time) bool {
	return e.warned == air.NoRadio && (e.tie == noEvidence || isOff(c, e, t, now))
}

func whyNordo(_ *Center, e *entry, _ *air.Track) string {
	if e.tie == noEvidence {
		return "no radio, and no plan"
	}
	return fmt.Sprintf("no radio, and %.0f NM off the route of plan %v", e.file.OffNM, e.mark.Plan)
}

func isIntruder(_ *Center, e *entry, t *air.Track, now air.Time) bool {
	return e.file.Entry.State == adizUnknown && flies(e, t, now)
}

func whyIntruder(_ *Center, e *entry, _ *air.Track) string {
	return fmt.Sprintf("into the ADIZ at %v without a plan", e.file.Entry.At)
}

func isReported(reason string) func(*Center, *entry, *air.Track, air.Time) bool {
	return func(_ *Center, e *entry, _ *air.Track, _ air.Time) bool { return e.file.told(reason) != nil }
}

func whyReported(reason string) func(*Center, *entry, *air.Track) string {
	return func(_ *Center, e *entry, _ *air.Track) string {
		r := e.file.told(reason)
		return fmt.Sprintf("%s reports: %s", r.From, r.Text)
	}
}

// muteFor is how long a transponder must be silent that never answered: five
// turns of a long-range radar; assumed.
const muteFor = 60 * air.Second

func isMute(_ *Center, e *entry, t *air.Track, now air.Time) bool {
	return e.asked == 0 && e.file.Mute != 0 && now-e.file.Mute >= muteFor && flies(e, t, now)
}

func whyMute(*Center, *entry, *air.Track) string { return "its transponder does not answer" }

func isPlanless(c *Center, e *entry, t *air.Track, now air.Time) bool {
	return e.tie == noEvidence && now-max(e.since, e.file.HomeSince) >= c.rules.Identify && flies(e, t, now) && e.file.Corridor == "" &&
		!(t.Has&air.HasCode != 0 && t.Code == interceptor)
}

func whyPlanless(*Center, *entry, *air.Track) string { return "no flight plan" }

// Birds, angels and clutter make tracks like others; what never answered and makes
// no way may be one of them.
const (
	wayMade  = 31.0            // m/s from where it was first seen: 60 kt, below which velocity filters drop what they see
	wayAfter = 2 * air.Minute  // the least time to tell; assumed
	wayFor   = 12 * air.Minute // that birds stay in one radar's view at the most; assumed
)

// flies reports whether a track is surely of an aircraft: it has answered, makes
// its way, or stays. Once is enough.
func flies(e *entry, t *air.Track, now air.Time) bool {
	d, age := e.file, now-e.since
	switch {
	case d.Flies:
	case e.asked > 0 || t.Has&(air.HasCode|air.HasAddress) != 0:
		d.Flies = true
	case age >= wayAfter && steady(t):
		d.Flies = age >= wayFor || d.makesWay(t, age)
	}
	return d.Flies
}

// makesWay reports whether a track has come as far as it should since it was first seen.
func (d *dossier) makesWay(t *air.Track, age air.Time) bool {
	return t.Pos.Sub(d.Born).Norm() >= wayMade*age.Seconds()
}

// restless is how many of the last eight looks must show a change.
const restless = 5

func isErratic(_ *Center, e *entry, t *air.Track, now air.Time) bool {
	return e.tie == noEvidence && bits.OnesCount8(e.file.Unrest) >= restless && flies(e, t, now)
}

func whyErratic(*Center, *entry, *air.Track) string {
	return "erratic changes of speed, height or heading"
}

func isTrespasser(_ *Center, e *entry, t *air.Track, now air.Time) bool {
	age := now - e.since
	return e.file.Zone != "" && age >= settled && (flies(e, t, now) || e.file.makesWay(t, age)) // who takes off has a plan a moment later
}

func whyTrespasser(_ *Center, e *entry, _ *air.Track) string { return "over zone " + e.file.Zone }

func isEmergency(_ *Center, _ *entry, t *air.Track, _ air.Time) bool {
	return t.Has&air.HasCode != 0 && t.Code == air.Emergency
}
func whyEmergency(*Center, *entry, *air.Track) string { return "squawked 7700" }
