package scenario

import (
	"fmt"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
)

// Trigger says when an inject comes, beside its time.
type Trigger struct {
	After      int        // number of another inject: not before it was sent, and Delay; 0: none
	Unanswered bool       // not before After was missed, in place of sent
	Delay      air.Time   // after the time, the other inject or the condition
	When       *Condition // looked at from then on; nil: none
	Silent     air.Time   // above 0: it comes if When has not held within this long, and is skipped if it has
	ByHand     bool       // only when the director sends it
}

// Condition is something that the MSEL watches: the truth, a picture or a log.
type Condition struct {
	Event    string // enters, leaves, near, tracks, loses, calls, does
	Aircraft string // whom it is about; with does: may be empty
	Nation   air.Nation
	Pos      geo.LatLon // with near
	Within   float64    // m, with near
	Center   string     // whose picture or log
	Identity air.Identity
	Does     string // a word of a center's log
}

// Expect is an action that an inject asks of a center.
type Expect struct {
	Condition          // calls or does
	Not       bool     // it must not be done
	By        air.Time // after the inject was sent
	Points    float64  // for doing it in time
}

// whenTable is the condition of an inject.
type whenTable struct {
	place
	Event    text   `toml:"event" need:"yes" choice:"enters leaves near tracks loses calls does" doc:"what must happen: an aircraft enters or leaves a nation's airspace or comes near a place (truth); a center tracks, loses or calls it (picture); a center does something (log)"`
	Aircraft text   `toml:"aircraft" doc:"name of the aircraft; with does: may be left out"`
	Nation   text   `toml:"nation" choice:"USA CAN MEX" doc:"whose sovereign airspace, with enters and leaves"`
	Lat      number `toml:"lat" min:"-90" max:"90" doc:"degrees north, with near"`
	Lon      number `toml:"lon" min:"-180" max:"180" doc:"degrees east, with near"`
	WithinNM number `toml:"within_nm" above:"0" max:"2000" doc:"nautical miles, with near"`
	Center   text   `toml:"center" doc:"name of the center, with tracks, loses, calls and does"`
	Identity text   `toml:"identity" choice:"pending unknown assumed_friend friend neutral suspect hostile joker faker" doc:"with calls"`
	Does     text   `toml:"does" doc:"word of the center's log, as declare, warn, accept, scramble, breach; with does"`
	Silent   clock  `toml:"silent" doc:"the inject comes if this has not happened within that long, and is skipped if it has"`
}

// answerTable is one expected action.
type answerTable struct {
	place
	Who    text   `toml:"who" need:"yes" doc:"name of the center that should act"`
	Does   text   `toml:"does" doc:"word of its log, as declare, warn, accept, scramble, note"`
	Calls  text   `toml:"calls" choice:"pending unknown assumed_friend friend neutral suspect hostile joker faker" doc:"identity that it should give, in place of does"`
	Of     text   `toml:"of" doc:"name of the aircraft that it should be about; default: any"`
	Within clock  `toml:"within" need:"yes" doc:"time allowed after the inject, hh:mm:ss"`
	Not    toggle `toml:"not" def:"false" doc:"it must not be done: a fault, as a scramble on a friend"`
	Points number `toml:"points" min:"0" max:"1000" def:"1" doc:"points for doing it in time"`
}

// needs says which keys the events of a condition want beside event.
var needs = map[string]string{
	"enters": "aircraft nation", "leaves": "aircraft nation", "near": "aircraft lat lon within_nm",
	"tracks": "aircraft center", "loses": "aircraft center", "calls": "aircraft center identity", "does": "center does",
}

func (l *loader) watched(e *whenTable) *Condition {
	c := &Condition{
		Event: e.Event.V, Aircraft: e.Aircraft.V, Nation: nationOf(e.Nation, air.NoNation), Center: e.Center.V, Does: e.Does.V,
		Pos: geo.Deg(e.Lat.V, e.Lon.V), Within: e.WithinNM.V * geo.NM, Identity: identityOf(e.Identity),
	}
	there := map[string]mark{
		"aircraft": e.Aircraft.mark, "nation": e.Nation.mark, "lat": e.Lat.mark, "lon": e.Lon.mark, "within_nm": e.WithinNM.mark,
		"center": e.Center.mark, "identity": e.Identity.mark, "does": e.Does.mark,
	}
	for _, key := range strings.Fields(needs[e.Event.V]) {
		if !there[key].Met {
			l.must(&e.place, e.Event.mark, key, "it beside event "+e.Event.V)
		}
	}
	l.refer(&e.place, &l.aircraft, e.Aircraft)
	l.refer(&e.place, &l.centers, e.Center)
	return c
}

func (l *loader) expect(e *answerTable) Expect {
	x := Expect{
		Condition: Condition{Event: "does", Aircraft: e.Of.V, Center: e.Who.V, Does: e.Does.V},
		Not:       e.Not.V, By: e.Within.V, Points: e.Points.or(1),
	}
	l.refer(&e.place, &l.centers, e.Who)
	l.refer(&e.place, &l.aircraft, e.Of)
	l.not(&e.place, e.Does.mark, "does", e.Calls.mark, "calls")
	switch {
	case e.Calls.Met:
		x.Event, x.Identity = "calls", identityOf(e.Calls)
		if !e.Of.Met {
			l.must(&e.place, mark{}, "of", "the aircraft whose identity it is")
		}
	case !e.Does.Met:
		l.must(&e.place, mark{}, "does", "what should be done: does, or calls")
	}
	return x
}

func identityOf(t text) air.Identity {
	for i := air.Pending; i <= air.Faker; i++ {
		if t.V == i.String() {
			return i
		}
	}
	return air.Pending
}

// trigger resolves when an inject comes beside its time.
func (l *loader) trigger(e *injectTable) Trigger {
	t := Trigger{After: int(e.After.V), Delay: e.Delay.V, ByHand: e.ByHand.V}
	l.not(&e.place, e.After.mark, "after", e.Unanswered.mark, "unanswered")
	if e.Unanswered.Met {
		t.After, t.Unanswered = int(e.Unanswered.V), true
	}
	if e.When.Met {
		t.When, t.Silent = l.watched(&e.When), e.When.Silent.V
	}
	return t
}

// waits looks at the injects that wait for others: whether those are there, and
// whether one waits for itself.
func (l *loader) waits() {
	at := map[int]int{} // number to place in Injects
	for i, in := range l.s.Injects {
		at[in.Number] = i
	}
	for i := range l.file.Inject {
		e := &l.file.Inject[i]
		m, number := e.After.mark, int(e.After.V)
		if e.Unanswered.Met {
			m, number = e.Unanswered.mark, int(e.Unanswered.V)
		}
		if !m.Met {
			continue
		}
		j, ok := at[number]
		switch {
		case !ok:
			l.bad(MissingReference, &e.place, m, fmt.Sprintf("there is no inject %d", number))
		case e.Unanswered.Met && len(l.s.Injects[j].Expects) == 0:
			l.bad(Contradiction, &e.place, m, fmt.Sprintf("inject %d expects nothing that could stay unanswered", number)).want("an answer in it")
		case l.waitsForItself(i, at):
			l.bad(Contradiction, &e.place, m, "the inject waits for itself").want("a chain that begins with a time or a condition")
		}
	}
}

func (l *loader) waitsForItself(i int, at map[int]int) bool {
	number := int(l.file.Inject[i].Number.or(int64(i + 1)))
	for k, steps := at[number], 0; steps <= len(l.s.Injects); steps++ {
		after := l.s.Injects[k].Trigger.After
		next, ok := at[after]
		if after == 0 || !ok {
			return false
		}
		if l.s.Injects[next].Number == number {
			return true
		}
		k = next
	}
	return false
}

// estimate gives the injects that wait for others the time at which they would
// come if all went as planned: for the order of the board.
func (l *loader) estimate() {
	for range l.s.Injects {
		for i := range l.s.Injects {
			in := &l.s.Injects[i]
			j := slices.IndexFunc(l.s.Injects, func(o Inject) bool { return o.Number == in.Trigger.After })
			if j >= 0 {
				in.At = max(in.At, l.s.Injects[j].At+in.Trigger.Delay)
			}
		}
	}
}
