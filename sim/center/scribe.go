package center

import (
	"strings"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// playScribe returns the notes that the staff makes of what it was told, each
// after the time that it takes to react: so the directing staff sees that a word
// arrived and was read. What machines read between centers has its own line.
func (c *Center) playScribe(now air.Time) (orders []air.Order) {
	if !c.full || c.kind == scenario.Observer {
		return nil
	}
	for i := range c.said {
		m := &c.said[i]
		if w := m.Says.Word; w != "" && w != "report" {
			continue
		}
		if due := m.At + c.reaction("note", m.From, int(m.At/air.Millisecond)); due > now-c.beat && due <= now {
			orders = append(orders, air.Order{At: now, Origin: air.Derived, Body: air.Act{
				Center: c.name, Do: "note", Text: "from " + m.From + ": " + heading(m.Text), By: robot,
			}})
		}
	}
	return orders
}

// heading returns the first words of a text, as many as fit a line.
func heading(text string) string {
	const most = 60 // bytes
	if len(text) <= most {
		return text
	}
	cut := strings.LastIndexByte(text[:most], ' ')
	if cut < 0 {
		return "..."
	}
	return text[:cut] + " ..."
}

// gap writes into the log what the staff can no longer see, and why.
func (c *Center) gap(now air.Time, track uint32, why string) {
	if c.full {
		c.log(now, air.LogLine{Who: robot, Did: "gap", Track: track, Text: why, Robot: true})
	}
}
