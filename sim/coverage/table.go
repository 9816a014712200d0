package coverage

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"perimeter/air"
)

// WriteTable writes a report for people.
func (r *Report) WriteTable(w io.Writer) error {
	p := &page{w: tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)}
	p.head(r)
	if r.Difference != nil {
		p.difference(r.Difference)
	} else {
		p.coverage(r)
		p.territory(r)
		p.nations(r)
		p.lowest(r)
		p.plan(r)
	}
	for i := range r.Points {
		p.point(&r.Points[i])
	}
	if r.Feeds != nil {
		p.feeds(r.Feeds)
	}
	p.line("")
	for _, note := range r.Notes {
		p.line("Note: " + note)
	}
	return cmp.Or(p.err, p.w.Flush())
}

// page writes aligned lines and keeps the first error.
type page struct {
	w   *tabwriter.Writer
	err error
}

// line writes text that takes no part in the columns.
func (p *page) line(format string, args ...any) {
	p.keep(p.w.Flush())
	_, err := fmt.Fprintf(p.w, format+"\n", args...)
	p.keep(err)
	p.keep(p.w.Flush())
}

// row writes the cells of a table.
func (p *page) row(cells ...string) {
	_, err := io.WriteString(p.w, strings.Join(cells, "\t")+"\t\n")
	p.keep(err)
}

func (p *page) keep(err error) { p.err = cmp.Or(p.err, err) }

func (p *page) head(r *Report) {
	q := &r.Parameters
	p.line("%s", air.Marking)
	p.line("%s: EXERCISE, simulated", r.Scenario)
	for _, o := range r.Sensors {
		p.line("%s: %s, %d with a primary, %d with a secondary, %s", o.Nation, air.Count(o.Radars, "radar"), o.Primary, o.Second, air.Count(o.StandIns, "stand-in"))
	}
	if len(r.Carried) > 0 {
		p.line("not counted, as an aircraft carries them: %s", strings.Join(r.Carried, ", "))
	}
	p.line("cooperative: a transponder would be heard; non-cooperative: Pd of a look on %g m2 (Swerling %d) is %g or more", q.RCS, q.Swerling, q.Pd)
	p.line("cells of %g degrees, refraction k = %.3f, terrain within %g m of an antenna does not mask", q.Step, q.Refraction, q.NearGround)
	for _, a := range r.Areas {
		p.line("area: %s, %s km2", a.Name, group(a.Km2))
	}
}

func (p *page) coverage(r *Report) {
	p.line("\nSeen by so many sensors, in km2 of %s:", r.Areas[len(Perimeters)-1].Name)
	p.row("level", "kind", "0", "1", "2", "3+", "seen", "%")
	for _, c := range r.Coverage {
		all := c.Km2[0] + c.Seen
		p.row(c.Level, c.Kind, group(c.Km2[0]), group(c.Km2[1]), group(c.Km2[2]), group(c.Km2[3]), group(c.Seen), percent(part(c.Seen, all)))
	}
}

func (p *page) territory(r *Report) {
	p.line("\nSeen over each nation's own land and territorial sea, by anybody and by its own sensors:")
	p.row("level", "kind", "nation", "km2", "%", "by its own", "%")
	for _, t := range r.Territory {
		p.row(t.Level, t.Kind, t.Nation, group(t.Seen), percent(t.Part), group(t.Own), percent(t.OwnPart))
	}
}

func (p *page) nations(r *Report) {
	p.line("\nWhat each nation's sensors add, in km2 of the same area (left to one: seen by two or more, without them by one):")
	p.row("level", "kind", "nation", "sees", "only they see", "left to one")
	for _, n := range r.Nations {
		if n.Sees > 0 {
			p.row(n.Level, n.Kind, n.Nation, group(n.Sees), group(n.Alone), group(n.Second))
		}
	}
}

func (p *page) lowest(r *Report) {
	p.line("\nLeast height seen above the ground, in km2 of the same area:")
	head := []string{"kind"}
	for _, f := range LeastFeet {
		head = append(head, "to "+group(f)+" ft")
	}
	p.row(append(head, "above", "never")...)
	for _, l := range r.Least {
		cells := []string{l.Kind}
		for _, v := range l.Km2 {
			cells = append(cells, group(v))
		}
		p.row(cells...)
	}
}

func (p *page) plan(r *Report) {
	q := &r.Parameters
	p.line("\nAgainst the plan (the 2005 paper: %g NM beyond border or coast, surface to 100,000 ft, %g %% of the time), %d sensor(s) at once:",
		q.Depth, q.Available*100, q.Need)
	p.row("borders of", "by sensors of", "level", "kind", "km2", "% seen", "km2 available", "% available", "% of beyond")
	for _, from := range Perimeters {
		for _, m := range r.Plan {
			if m.Perimeter == from.String() {
				p.row(m.Perimeter, m.By, m.Level, m.Kind, group(m.Km2), percent(m.SeenPart), group(m.Available), percent(m.Part), percent(m.Beyond))
			}
		}
	}
	p.line("beyond: without the own airspace of those nations, land and 12 NM. %s", verdict(r.Plan))
}

// verdict says at which levels the requirement is met.
func verdict(plan []Met) string {
	var met []string
	for _, m := range plan {
		if m.Available >= m.Km2 {
			met = append(met, fmt.Sprintf("%s %s from %s by %s", m.Level, m.Kind, m.Perimeter, m.By))
		}
	}
	if met == nil {
		return "The requirement is met at none of these levels, by nobody's sensors."
	}
	return "The requirement is met at " + strings.Join(met, ", ") + "."
}

// group writes a whole number with its thousands apart.
func group(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

func percent(p float64) string { return strconv.FormatFloat(100*p, 'f', 1, 64) }
