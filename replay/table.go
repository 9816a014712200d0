package replay

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"perimeter/air"
)

// WriteTable writes the summary for people. Times of a TOI are exercise time and,
// behind T+, since its take-off, as the exercise's check tables give them.
func (s *Summary) WriteTable(w io.Writer) error {
	var text strings.Builder
	fmt.Fprintln(&text, s.Marking)
	if s.Nation {
		s.writeNation(&text)
		_, err := io.WriteString(w, text.String())
		return err
	}
	fmt.Fprintf(&text, "%s, seed %d: %v to %v\n", s.Scenario, s.Seed, max(s.From, 0), s.To)
	fmt.Fprintf(&text, "%s, %s, %d aircraft (%d in the air at the end), %s\n",
		air.Count(s.Sensors, "radar"), air.Count(len(s.Centers), "center"), s.Aircraft, s.Airborne, air.Count(s.Looks, "look"))
	fmt.Fprintf(&text, "plots: %d, of which %d primary, %d secondary, %d combined; %d false\n",
		s.Plots.Total, s.Plots.Primary, s.Plots.Secondary, s.Plots.Combined, s.Plots.False)
	fmt.Fprintf(&text, "feeds: %d plots sent, %d lost, %d withheld, %d delivered\n", s.Feeds.Sent, s.Feeds.Lost, s.Feeds.Withheld, s.Feeds.Delivered)
	if s.Shared.Sent > 0 {
		fmt.Fprintf(&text, "feeds of tracks: %d sent, picture by picture, %d lost, %d withheld, %d delivered\n", s.Shared.Sent, s.Shared.Lost, s.Shared.Withheld, s.Shared.Delivered)
	}
	fmt.Fprintf(&text, "orders: %d external, %d derived\n", s.Orders.External, s.Orders.Derived)
	s.MSEL.write(&text)
	text.WriteByte('\n')
	s.writeCenters(&text)
	s.writeRadars(&text)
	s.writeLost(&text)
	for i := range s.TOIs {
		s.TOIs[i].write(&text)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// writeNation writes what a nation's recording tells: no truth is in it.
func (s *Summary) writeNation(text *strings.Builder) {
	fmt.Fprintf(text, "%s, a nation's recording: %v to %v\n", s.Scenario, max(s.From, 0), s.To)
	fmt.Fprintf(text, "%s; who flew and which plots were of nobody only the director's recording tells\n", air.Count(s.Sensors, "radar"))
	fmt.Fprintf(text, "plots: %d, of which %d primary, %d secondary, %d combined\n\n", s.Plots.Total, s.Plots.Primary, s.Plots.Secondary, s.Plots.Combined)
	s.writeCenters(text)
}

func (s *Summary) writeCenters(text *strings.Builder) {
	table := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "center\ttracks now\tmost ever\tever confirmed\tdropped\tplots\tused")
	for _, c := range s.Centers {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", c.Name, c.Tracks, c.MostEver, c.Confirmed, c.Dropped, c.Plots, c.Used)
	}
	table.Flush()
}

func (t *TOISummary) write(text *strings.Builder) {
	fmt.Fprintf(text, "\nTOI %s (%s): ", t.Name, t.Type)
	if !t.Flew {
		text.WriteString("did not fly\n")
		return
	}
	fmt.Fprintf(text, "in the air %v to %v, %s\n", t.Up, t.Down, air.Count(t.Plots, "plot"))
	table := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  first plot\t%s\n", t.sighting(t.First))
	for i := range t.Nations {
		n := &t.Nations[i]
		fmt.Fprintf(table, "  %s primary\t%s\n", n.Nation, t.span(n.Primary, n.LastPrimary))
		fmt.Fprintf(table, "  %s secondary\t%s\n", n.Nation, t.span(n.Secondary, n.LastSecondary))
	}
	fmt.Fprintf(table, "  last plot\t%s\n", t.sighting(t.Last))
	for _, g := range t.Gaps {
		fmt.Fprintf(table, "  nobody's plot\t%s\n", t.gap(g))
	}
	for i := range t.Centers {
		fmt.Fprintf(table, "  track of %s\t%s\n", t.Centers[i].Center, t.track(&t.Centers[i]))
	}
	table.Flush()
}

// since writes a time as exercise time and since take-off.
func (t *TOISummary) since(at air.Time) string {
	round := func(t air.Time) air.Time { return t / air.Second * air.Second }
	return fmt.Sprintf("%v (T+%v)", round(at), round(at-t.Up))
}

func (t *TOISummary) sighting(s *Sighting) string {
	if s == nil {
		return "never"
	}
	return fmt.Sprintf("%s by %s, %s", t.since(s.At), s.Sensor, s.Kind)
}

func (t *TOISummary) span(first, last *Sighting) string {
	if first == nil {
		return "never"
	}
	return fmt.Sprintf("%s by %s, last %s by %s", t.since(first.At), first.Sensor, t.since(last.At), last.Sensor)
}

func (t *TOISummary) gap(g Gap) string {
	length := (g.To - g.From).Seconds() / 60
	if g.Open {
		return fmt.Sprintf("from %s (%s) to the end, %.1f min", t.since(g.From), g.Before, length)
	}
	return fmt.Sprintf("from %s (%s) to %s (%s), %.1f min", t.since(g.From), g.Before, t.since(g.To), g.After, length)
}

func (t *TOISummary) track(c *TOITrack) string {
	if !c.Held {
		return "never"
	}
	text := fmt.Sprintf("from %s, number %d", t.since(c.First), c.Number)
	if c.Changes > 0 {
		text += fmt.Sprintf(" after %d changes", c.Changes)
	}
	for _, g := range c.Gaps {
		if g.Open {
			text += fmt.Sprintf("; none from %s on", t.since(g.From))
		} else {
			text += fmt.Sprintf("; none from %s for %.1f min", t.since(g.From), (g.To-g.From).Seconds()/60)
		}
	}
	return text
}
