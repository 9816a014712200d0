package center

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

func overflown(p geo.LatLon) air.Nation { return atlas.Overflown(p) }

// overLand reports whether a place is over land: the terrain of the sea is 0.
func overLand(p geo.LatLon) bool { return atlas.Ground(p) != 0 }

// zone is an air defense identification zone.
type zone struct {
	nation air.Nation
	atlas.Area
}

// zonesOf returns the zones of some nations.
func zonesOf(nations air.Release) (list []zone) {
	for _, a := range atlas.ADIZ() {
		nation := air.USA
		if strings.HasPrefix(a.Name, "Canadian") {
			nation = air.CAN
		}
		if nations&air.Only(nation) != 0 {
			list = append(list, zone{nation, a})
		}
	}
	return list
}

// adizState is how an aircraft came into the ADIZ.
type adizState uint8

const (
	adizNone    adizState = iota
	adizInside            // just entered, or on its way out: nothing to say yet
	adizKept              // by its plan, with radio and transponder
	adizLate              // by its plan, at another time
	adizAside             // with a plan, at another place
	adizSilent            // by its plan, without radio or transponder
	adizUnknown           // without a plan
	adizCleared           // otherwise than planned, and ATC has explained it
)

// adizEntry is an aircraft's entry into the ADIZ.
type adizEntry struct {
	State  adizState  `json:",omitempty"`
	At     air.Time   `json:",omitempty"` // 0: it is not inbound, or outside
	Pos    geo.LatLon `json:",omitzero"`
	Minute float64    `json:",omitempty"` // late by, of adizLate; below 0: early
	By     string     `json:",omitempty"` // who explained it, of adizCleared
}

func (a *adizEntry) offPlan() bool {
	return a.State == adizLate || a.State == adizAside || a.State == adizSilent
}

func (a *adizEntry) words() string {
	switch a.State {
	case adizLate:
		if a.Minute < 0 {
			return fmt.Sprintf("%.0f min early", -a.Minute)
		}
		return fmt.Sprintf("%.0f min late", a.Minute)
	case adizAside:
		return "off its route"
	}
	return "without radio or transponder"
}

// inspectADIZ notes that an inbound track enters a zone of the own nations, and a
// minute later, when it is clear whether it has a plan, how.
//
// Source: 14 CFR 99.9, 99.11, 99.13, 99.15: plan, two-way radio, transponder with
// height, time and place of penetration.
func (c *Center) inspectADIZ(e *entry, t *air.Track, at geo.LatLon, now air.Time) {
	a := &e.file.Entry
	i := slices.IndexFunc(c.ident.adiz, func(z zone) bool { return z.Contains(at) })
	switch {
	case e.file.Guided != "":
		*a = adizEntry{}
	case a.State == adizUnknown || a.State == adizCleared || a.offPlan(): // that stays, wherever it goes
	case i < 0:
		*a = adizEntry{}
	case a.State == adizNone:
		*a = adizEntry{State: adizInside}
		if inbound(t, at, c.ident.adiz[i].nation) {
			a.At, a.Pos = now, at
		}
	case a.State == adizInside && a.At != 0 && now-a.At >= settled:
		c.judgeEntry(e)
		if a.offPlan() {
			c.alert(now, t.Number, "track %d, plan %v: into the ADIZ %s", t.Number, e.mark.Plan, a.words())
			c.log(now, air.LogLine{Who: robot, Did: "adiz", Track: t.Number, Text: fmt.Sprintf("plan %v: %s", e.mark.Plan, a.words()), Robot: true})
		}
	}
}

// inbound reports whether a track makes for a nation's airspace.
func inbound(t *air.Track, at geo.LatLon, n air.Nation) bool {
	home := atlas.Sovereign(n)
	ahead := t.Pos.Add(t.Vel.Scale(60)).Geodetic().LatLon
	here := home.Distance(at)
	return here > 0 && home.Distance(ahead) < here
}

// judgeEntry compares an entry with the plan.
func (c *Center) judgeEntry(e *entry) {
	a, k := &e.file.Entry, c.plans.index(e.mark.Plan)
	if e.tie == noEvidence || k < 0 {
		a.State = adizUnknown
		return
	}
	a.State = adizKept
	route := &c.plans.courses[k]
	if len(route.points) > 1 {
		within, planned := c.ident.within.Water, a.At-c.plans.plans[k].Depart
		if overLand(a.Pos) {
			within = c.ident.within.Land
		}
		p := a.Pos.At(0).ECEF()
		apart, when, _ := route.off(p, -wholly, wholly)
		timely, _, _ := route.off(p, planned-c.ident.within.Time, planned+c.ident.within.Time)
		switch {
		case apart > within:
			a.State = adizAside
		case timely > apart+onTime:
			a.State, a.Minute = adizLate, math.Round((planned-when).Seconds()/60)
		}
	}
	if a.State == adizKept && (e.asked == 0 || e.dark != air.Never || e.warned == air.NoRadio || e.file.told("no_contact") != nil) {
		a.State = adizSilent
	}
}

// onTime is how much farther an aircraft may be from where its plan is within the
// tolerance of time than from its route: the error of a track.
const onTime = geo.NM // m; assumed

// zoneOver returns the name of the restricted zone that a track is in without
// leave, of those that the center watches; empty: none.
func (c *Center) zoneOver(track uint32) string {
	for _, in := range c.inside {
		if in.Track == track {
			return c.zones[in.Zone].Name
		}
	}
	return ""
}

// corridor is a way that the friendly keep to, as a center knows it.
type corridor struct {
	scenario.Corridor
	course
}

func corridorsOf(list []scenario.Corridor, audience air.Release) (known []corridor) {
	for _, s := range list {
		if !s.Release.To(audience) {
			continue
		}
		route := make([]air.PlanPoint, len(s.Points))
		for i, p := range s.Points {
			route[i].Pos = p
		}
		known = append(known, corridor{s, newCourse(route)})
	}
	return known
}

// corridorOf returns the name of the corridor that a track keeps to: within its
// edges and heights, in its direction; empty: none.
func (c *Center) corridorOf(t *air.Track, at geo.Geodetic, now air.Time) string {
	for i := range c.ident.corridors {
		k := &c.ident.corridors[i]
		if now < k.From || now > k.Until || t.Has&air.HasLevel == 0 || at.Height < k.Floor || at.Height > k.Ceiling {
			continue
		}
		apart, _, way := k.off(at.LatLon.At(0).ECEF(), -wholly, wholly)
		if apart <= k.Width/2 && along(t.Vel, way) {
			return k.Name
		}
	}
	return ""
}

// along reports whether a speed is within 45 degrees of a direction.
func along(v, way geo.Vec) bool { return v.Dot(way) > math.Sqrt2/2*v.Norm()*way.Norm() }

// watchOf returns the answers of watch-lists that an audience may have.
func watchOf(list []scenario.Watch, audience air.Release) (known []scenario.Watch) {
	for _, w := range list {
		if w.Release.To(audience) {
			known = append(known, w)
		}
	}
	return known
}

// watchOn returns the answer about the flight whose plan a track has; nil: none
// yet.
func (c *Center) watchOn(e *entry, now air.Time) *scenario.Watch {
	if e.tie == noEvidence {
		return nil
	}
	for i := range c.ident.watch {
		if w := &c.ident.watch[i]; w.At <= now && air.NewCallsign(w.Callsign) == e.mark.Plan {
			return w
		}
	}
	return nil
}

// counted says what a comparison with a watch-list came to: counts, never names.
func counted(w *scenario.Watch) string {
	words := "no hit"
	switch {
	case w.Hits == 1:
		words = "1 hit"
	case w.Hits > 1:
		words = fmt.Sprintf("%d hits", w.Hits)
	}
	if w.Souls > 0 {
		words += fmt.Sprintf(", %d souls", w.Souls)
	}
	return words
}
