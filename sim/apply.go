package sim

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
	"perimeter/sim/radar"
	"perimeter/sim/scenario"
)

// apply hands each order to the stage whose it is. An order that names nothing
// of this exercise changes nothing; Check tells a seat so before it submits.
func (e *Engine) apply(t0 air.Time, orders []air.Order) {
	for _, o := range orders {
		e.applyOne(t0, o.Body)
	}
}

func (e *Engine) applyOne(t0 air.Time, body air.Body) (taken bool) {
	if ok, _ := e.world.Apply(t0, body); ok {
		return true
	}
	if orders, ok := e.board.Apply(t0, body); ok {
		e.inbox.derived(orders)
		return true
	}
	for i := range e.sensors {
		if e.sensors[i].Apply(body) {
			taken = true
		}
	}
	for i := range e.feeds {
		if e.feeds[i].Apply(body) || e.feeds[i].Obey(t0, body) {
			taken = true
		}
	}
	if e.lines.Apply(body) {
		taken = true
	}
	for i := range e.centers {
		if e.centers[i].Apply(t0, body) {
			taken = true
		}
	}
	return taken
}

// Check reports why a body cannot act in this exercise: a name that is not in
// it, or a sensor that cannot do such a thing. It changes nothing.
func (e *Engine) Check(body air.Body) error { return asker{e, air.NoNation}.check(body) }

// CheckFor reports why a body that a nation's people give cannot act. What they
// may not know is refused in the very words for what is not there.
func (e *Engine) CheckFor(n air.Nation, body air.Body) error { return asker{e, n}.check(body) }

// asker is whose orders are checked: the director's, who belongs to no nation, or
// those of a nation's people.
type asker struct {
	*Engine
	nation air.Nation
}

func (e asker) check(body air.Body) error {
	if name, ok := radar.Subject(body); ok {
		return e.able(body, name)
	}
	switch b := body.(type) {
	case air.FeedCut:
		return e.has(body, "feed", b.Feed)
	case air.FeedBack:
		return e.has(body, "feed", b.Feed)
	case air.Transponder:
		return e.has(body, "aircraft", b.Aircraft)
	case air.Behave:
		if err := b.Check(); err != nil {
			return fmt.Errorf("%s: %w", body.Kind(), err)
		}
		if b.Other == "" {
			return e.has(body, "aircraft", b.Aircraft)
		}
		return e.has(body, "aircraft", b.Aircraft, b.Other)
	case air.Launch:
		return e.has(body, "aircraft", b.Aircraft)
	case air.Fly:
		return e.has(body, "aircraft", b.Aircraft)
	case air.Identify:
		return e.has(body, "center", b.Center)
	case air.Play:
		return e.checkPlay(b)
	case air.Act:
		return e.checkAct(b)
	case air.Guide:
		return errors.Join(e.has(body, "aircraft", b.Aircraft), e.has(body, "center", b.Center))
	case air.Tell:
		return e.has(body, "center", b.To...)
	}
	return nil
}

// checkAct reports why an act of a center's people cannot act: what it names is
// not there. What a request or its answer is about may be a feed.
func (e asker) checkAct(b air.Act) error {
	if err := b.Check(); err != nil {
		return err
	}
	spec, _ := air.FindAct(b.Do)
	what, _, _ := strings.Cut(b.Text, ": ")
	feed, asks := strings.CutPrefix(what, "feed ")
	switch {
	case spec.To == "feed" && e.known("center", b.To): // what is suspended is the line to a unit
		return e.has(b, "center", b.Center)
	case b.To != "" && slices.Contains([]string{"feed", "flight", "base"}, spec.To):
		return errors.Join(e.has(b, "center", b.Center), e.has(b, spec.To, b.To))
	case asks && (b.Do == "request" || b.Do == "grant" || b.Do == "deny"):
		return errors.Join(e.has(b, "center", b.Center, b.To), e.has(b, "feed", feed))
	case spec.To == "center":
		return e.has(b, "center", b.Center, b.To)
	}
	return e.has(b, "center", b.Center)
}

// mostNames is how many names of sensors an error gives.
const mostNames = 5

// able reports why a sensor cannot do what a body asks for, and which could.
func (e asker) able(body air.Body, name string) error {
	if err := e.has(body, "sensor", name); err != nil {
		return err
	}
	var could []string
	want := ""
	for i := range e.sensors {
		info, lacks := e.sensors[i].Info(), e.sensors[i].Can(body)
		switch {
		case info.Name == name && lacks == "":
			return nil
		case info.Name == name:
			want = fmt.Sprintf("%s: want %s, got %s (%s)", body.Kind(), lacks, name, info.Type)
		case lacks == "" && len(could) < mostNames:
			could = append(could, info.Name)
		}
	}
	if len(could) == 0 {
		return fmt.Errorf("%s; there is none in this exercise", want)
	}
	return fmt.Errorf("%s; as %s", want, strings.Join(could, ", "))
}

// checkPlay reports why a word on the MSEL cannot act.
func (e *Engine) checkPlay(b air.Play) error {
	if !slices.Contains([]string{"send", "hold", "free", "skip", "move"}, b.Do) {
		return fmt.Errorf("play %d: want send, hold, free, skip or move, got %q", b.Number, b.Do)
	}
	for _, line := range e.board.Lines() {
		if line.Number == b.Number && line.Done {
			return fmt.Errorf("play %d: want a line that is still to come, it is %s", b.Number, line.State)
		} else if line.Number == b.Number {
			return nil
		}
	}
	return fmt.Errorf("play %d: no such line in the MSEL", b.Number)
}

// has reports the first of the names that is not one of the exercise's.
func (e asker) has(body air.Body, what string, names ...string) error {
	for _, name := range names {
		if !e.known(what, name) {
			return fmt.Errorf("%s: no %s %q in this exercise", body.Kind(), what, name)
		}
	}
	return nil
}

func (e asker) known(what, name string) bool {
	switch what {
	case "sensor":
		return slices.ContainsFunc(e.theater.Sensors, func(s air.SensorInfo) bool { return s.Name == name })
	case "feed":
		return e.knowsFeed(name)
	case "flight", "base": // a flight may be scrambled by its own name
		return slices.ContainsFunc(e.scenario.Alerts, func(a scenario.Alert) bool {
			return e.owns(a.Center) && (a.Flight == name || what == "base" && a.Base == name)
		})
	case "center":
		return e.knowsCenter(name)
	}
	return slices.ContainsFunc(e.world.Roster(), func(r truth.Entry) bool { return r.Name == name })
}
