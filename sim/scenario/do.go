package scenario

import (
	"errors"
	"slices"

	"perimeter/air"
	"perimeter/air/phrase"
)

// orders returns what an inject orders in the grammar of air/phrase.
func (l *loader) orders(e *injectTable) (bodies []air.Body) {
	names := phrase.Names{Aircraft: l.aircraft.names, Sensors: l.radars.names, Feeds: l.feeds.names, Centers: l.centers.names}
	for _, text := range e.Do.Items {
		list, err := phrase.Parse(text.V, &names)
		var fault *phrase.Fault
		if errors.As(err, &fault) {
			f := l.bad(BadChoice, &e.place, text.mark, "an order that cannot be read").want("%s", fault.Wanted)
			f.got(text.V)
			if fault.Try != "" {
				f.try(fault.Try)
			}
			continue
		}
		for _, b := range list {
			bodies = append(bodies, l.ordered(e, text, b))
		}
	}
	return bodies
}

// ordered fills in what the grammar does not say, and looks at what it cannot
// know.
func (l *loader) ordered(e *injectTable, text text, body air.Body) air.Body {
	switch b := body.(type) {
	case air.Tell:
		b.From = e.From.or("EXCON")
		for i, c := range l.s.Centers {
			if len(b.To) == 0 || slices.Contains(b.To, c.Name) {
				b.Release |= l.s.Centers[i].Audience
			}
		}
		return b
	case air.Launch:
		if i, ok := l.aircraft.at[b.Aircraft]; ok && !l.s.Aircraft[i].Standby {
			l.bad(Contradiction, &e.place, text.mark, "launch of an aircraft that is not on standby").want("standby = true in its table")
		}
	}
	return body
}
