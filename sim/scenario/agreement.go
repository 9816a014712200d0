package scenario

import (
	"perimeter/air"
)

// Agreement is what two nations have agreed on flights of state aircraft of the
// one over the other.
type Agreement struct {
	Name     string
	Profile  string // of which it is made; empty: none
	Between  air.Release
	From, To air.Time // in force; To is air.Never where it does not end

	Notice       air.Time    // before the flight
	Written      bool        // a request by voice alone is refused
	Defer        bool        // short notice puts the flight off; else it is refused
	Answer       air.Time    // within which a request is answered
	RouteByRadio bool        // a change of route is told by radio; else it is a new request
	Pursuit      bool        // giving chase is granted
	Monitor      bool        // standing off and watching is granted
	Escort       bool        // escort across the border is granted
	Armed        bool        // armed aircraft may come
	Registration bool        // an aircraft registered in the nation overflown needs no leave
	Crew         air.Release // an officer of the nation overflown aboard opens what is refused otherwise, for these
	RescueLane   air.Time    // a rescue flight is answered within this, by voice and without notice; 0: as any other
}

// profiles of agreements. What is assumed says so.
var agreements = map[string]Agreement{
	// In writing, 24 hours ahead, every change of route again; under no
	// circumstances to intercept or give chase; stand-off monitoring often
	// refused: here always (assumed); answered within an hour (assumed). Aircraft
	// with Mexican registration and personnel changed the answer. Source: a paper
	// on NORAD and Mexico of 2005, after the agreement of 1997.
	"1997": {
		Notice: 24 * air.Hour, Written: true, Answer: air.Hour, Registration: true, Crew: air.Only(air.Nations...),
	},
	// The Bases de Coordinacion para Autorizar Sobrevuelos as they stand, of whose
	// text little is public: 12 hours, in writing, a fast lane for rescue of 15
	// minutes; all assumed.
	"bases-2026": {
		Notice: 12 * air.Hour, Written: true, Defer: true, Answer: 2 * air.Hour, Monitor: true, Registration: true,
		Crew: air.Only(air.Nations...), RescueLane: 15 * air.Minute,
	},
	// What the paper of 2005 proposes: two hours, route changes by radio, an answer
	// within 30 minutes, still no chase; the lane for rescue of 10 minutes is
	// assumed.
	"proposed": {
		Notice: 2 * air.Hour, Defer: true, Answer: 30 * air.Minute, RouteByRadio: true, Monitor: true, Registration: true,
		Crew: air.Only(air.Nations...), RescueLane: 10 * air.Minute,
	},
}

// agreementTable is one [[agreement]].
type agreementTable struct {
	place
	Name         text   `toml:"name" need:"yes" form:"name" doc:"name of the agreement, as a feed's condition \"agreement NAME\" says it"`
	Between      names  `toml:"between" need:"yes" choice:"USA CAN MEX" doc:"the two nations"`
	Profile      text   `toml:"profile" choice:"1997 bases-2026 proposed" doc:"what it is where it says nothing itself; docs/rules.md"`
	From         clock  `toml:"from" def:"00:00:00" doc:"in force from, hh:mm:ss"`
	To           clock  `toml:"to" def:"without end" doc:"in force until, hh:mm:ss"`
	NoticeH      number `toml:"notice_h" min:"0" max:"8760" def:"by the profile, else 0" doc:"hours of notice before a flight"`
	Written      toggle `toml:"written" def:"by the profile, else false" doc:"requests must be in writing: by a data line"`
	Defer        toggle `toml:"defer" def:"by the profile, else false" doc:"short notice puts the flight off until the notice is over; else it is refused"`
	AnswerMin    number `toml:"answer_min" above:"0" max:"10080" def:"by the profile, else 60" doc:"minutes within which a request is answered"`
	RouteChange  text   `toml:"route_change" choice:"again radio" def:"by the profile, else again" doc:"a change of route: requested again, or told by radio"`
	Pursuit      toggle `toml:"pursuit" def:"by the profile, else false" doc:"giving chase is granted"`
	Monitor      toggle `toml:"monitor" def:"by the profile, else false" doc:"standing off and watching is granted"`
	Escort       toggle `toml:"escort" def:"by the profile, else false" doc:"escort across the border is granted"`
	Armed        toggle `toml:"armed" def:"by the profile, else false" doc:"armed aircraft are granted too"`
	Registration toggle `toml:"registration" def:"by the profile, else false" doc:"an aircraft registered in the nation overflown needs no leave"`
	Crew         names  `toml:"crew" choice:"USA CAN MEX" def:"by the profile, else none" doc:"nations of which an officer aboard opens what is refused otherwise"`
	RescueMin    number `toml:"rescue_min" min:"0" max:"10080" def:"by the profile, else 0" doc:"the lane for rescue: minutes within which it is answered, without notice or writing; 0: none"`
}

func (l *loader) agreementAll() {
	l.accords.what = "agreement"
	for i := range l.file.Agreement {
		e := &l.file.Agreement[i]
		l.enter(&l.accords, &e.place, e.Name)
		a := agreements[e.Profile.V]
		if a.Answer == 0 {
			a.Answer = air.Hour
		}
		a.Name, a.Profile, a.Between, a.From, a.To = e.Name.V, e.Profile.V, releaseOf(&e.Between), e.From.V, air.Never
		if e.To.Is {
			a.To = e.To.V
		}
		if e.Between.Is && len(e.Between.Items) != 2 {
			l.bad(Contradiction, &e.place, e.Between.mark, "an agreement between "+air.Count(len(e.Between.Items), "nation")).want("two")
		}
		if a.To <= a.From {
			l.bad(Contradiction, &e.place, e.To.mark, "an agreement that ends before it begins").want("later than %v", a.From)
		}
		e.fill(&a)
		l.overlaps(e, &a)
		l.s.Agreements = append(l.s.Agreements, a)
	}
}

// fill puts what the table says itself in place of what its profile says.
func (e *agreementTable) fill(a *Agreement) {
	minutes := func(x number, into *air.Time) {
		if x.Is {
			*into = air.FromSeconds(60 * x.V)
		}
	}
	minutes(e.AnswerMin, &a.Answer)
	minutes(e.RescueMin, &a.RescueLane)
	if e.NoticeH.Is {
		a.Notice = air.FromSeconds(3600 * e.NoticeH.V)
	}
	if e.RouteChange.Is {
		a.RouteByRadio = e.RouteChange.V == "radio"
	}
	if e.Crew.Is {
		a.Crew = releaseOf(&e.Crew)
	}
	for _, k := range []struct {
		given toggle
		into  *bool
	}{
		{e.Written, &a.Written}, {e.Defer, &a.Defer}, {e.Pursuit, &a.Pursuit}, {e.Monitor, &a.Monitor},
		{e.Escort, &a.Escort}, {e.Armed, &a.Armed}, {e.Registration, &a.Registration},
	} {
		*k.into = k.given.or(*k.into)
	}
}

// overlaps says that two agreements between the same nations are in force at one
// time.
func (l *loader) overlaps(e *agreementTable, a *Agreement) {
	for k := range l.s.Agreements {
		if o := &l.s.Agreements[k]; a.Between == o.Between && len(e.Between.Items) == 2 && a.From < o.To && o.From < a.To {
			l.add(Contradiction, e.from, e.who+"agreement "+o.Name+" between the same nations is in force at the same time").
				want("one after the other: from and to")
			return
		}
	}
}

// agreed looks whether the agreements that feeds wait for are there.
func (l *loader) agreed() {
	for i := range l.file.Feed {
		e := &l.file.Feed[i]
		for _, w := range e.When.Items {
			if name, ok := agreementOf(w.V); ok {
				l.refer(&e.place, &l.accords, text{w.mark, name})
			}
		}
	}
}
