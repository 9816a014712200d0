package world

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/sim/scenario"
)

// pilot is who flies an aircraft of a flight on alert: to whom the pilot talks, what
// the pilot was told and what the pilot sees.
type pilot struct {
	aircraft int32  // in the fleet
	center   string // that controls the flight
	visual   float64

	up, down bool     // it has called airborne, landed
	bingo    bool     // it has called bingo
	next     air.Time // of the next position report
	do       string   // what the pilot was told to do
	look     geo.Vec  // m, ECEF: where the target is, as told; the zero Vec: nowhere
	sees     int32    // in the fleet; nobody
	missed   air.Time // since when the pilot is there and sees nothing; air.Never
}

const nobody = -1

// What pilots do, all assumed.
const (
	reportEvery = 12 * air.Second // between two position reports
	lookAbout   = 5 * geo.NM      // m from where the target is told to be that a pilot looks
	losesAt     = 1.5             // of the visual range, at which sight is lost again
	thereAt     = 2 * geo.NM      // m from where it is told to be: there it should be seen
	givesUp     = 30 * air.Second // of looking in vain before the pilot says so
	shadowNM    = 3.0             // behind, when shadowing
	escortNM    = 0.5             // beside, when escorting
)

func pilots(sc *scenario.Scenario) (list []pilot) {
	for i := range sc.Alerts {
		a := &sc.Alerts[i]
		for _, m := range a.Members {
			list = append(list, pilot{
				aircraft: int32(m), center: sc.Centers[a.Center].Name, visual: a.Visual, sees: nobody, missed: air.Never,
			})
		}
	}
	return list
}

// Calls returns what the pilots of flights on alert said in the beat just advanced.
// It is valid until the next Advance.
func (w *World) Calls() []air.Order { return w.calls }

// radio lets the pilots look and talk.
func (w *World) radio() {
	w.calls = w.calls[:0]
	for i := range w.pilots {
		p := &w.pilots[i]
		a := &w.fleet[p.aircraft]
		switch {
		case a.phase == flying:
			w.fliesOn(p, a)
		case p.up && !p.down && a.phase == gone:
			p.down = true
			if a.lost == truth.NotLost { // who is lost says nothing
				w.call(p, a, "landed")
			}
		}
	}
}

func (w *World) fliesOn(p *pilot, a *aircraft) {
	switch {
	case !p.up:
		p.up, p.next = true, w.now+reportEvery
		w.call(p, a, "airborne")
	case a.fuel.broke && !p.bingo:
		p.bingo, p.do, p.sees = true, "recover", nobody
		w.call(p, a, "bingo")
	case w.now >= p.next:
		p.next = w.now + reportEvery
		w.call(p, a, "position")
	}
	w.watch(p, a)
}

// watch lets a pilot see, or lose from sight.
func (w *World) watch(p *pilot, a *aircraft) {
	if p.sees != nobody {
		o := &w.fleet[p.sees]
		if o.phase != flying || o.pos.Sub(a.pos).Norm() > losesAt*p.visual {
			p.sees = nobody
			a.leave()
			w.call(p, a, "lost_visual")
		}
		return
	}
	if p.look == (geo.Vec{}) || !slices.Contains([]string{"intercept", "shadow", "escort"}, p.do) {
		return
	}
	if p.sees = w.inSight(p, a); p.sees != nobody {
		p.missed = air.Never
		w.call(p, a, "visual")
		return
	}
	if flat := p.look.Sub(a.pos); axpy(flat, -flat.Dot(a.up), a.up).Norm() > thereAt {
		p.missed = air.Never
		return
	}
	p.missed = min(p.missed, w.now)
	if w.now-p.missed >= givesUp {
		p.missed = air.Never
		w.call(p, a, "no_joy")
	}
}

// inSight returns the aircraft in the pilot's sight that is nearest to where the
// target is told to be; interceptors know each other.
func (w *World) inSight(p *pilot, a *aircraft) int32 {
	found, least := int32(nobody), lookAbout
	for i := range w.fleet {
		o := &w.fleet[i]
		if int32(i) == p.aircraft || o.phase != flying || o.phantom || w.roster[i].Role == truth.Interceptor ||
			o.pos.Sub(a.pos).Norm() > p.visual {
			continue
		}
		off := o.pos.Sub(p.look)
		if d := axpy(off, -off.Dot(a.up), a.up).Norm(); d < least { // heights told may be wrong
			found, least = int32(i), d
		}
	}
	return found
}

// call says something to the center that controls the flight.
func (w *World) call(p *pilot, a *aircraft, says string) {
	const fine = geo.Degree / 1000
	at := a.place()
	c := air.Call{
		Aircraft: a.name, To: p.center, Says: says,
		Lat: math.Round(at.Lat/fine) * fine, Lon: math.Round(at.Lon/fine) * fine, AltFt: math.Round(a.height/geo.Foot/100) * 100,
		Course: int(math.Round(azimuth(a.up, a.vel)/geo.Degree)+360) % 360, SpeedKt: int(math.Round(a.overGround() / geo.Knot)),
		Fuel: air.FromSeconds(math.Round(a.fuel.left)),
	}
	if says == "visual" {
		o := &w.roster[p.sees]
		c.Type, c.Marks = o.Type, fmt.Sprintf("%v %v", o.Nation, w.fleet[p.sees].own.callsign)
	}
	w.calls = append(w.calls, air.Order{At: w.now, Origin: air.Derived, Body: c})
}

// guide follows what a controller says. Who goes home for want of fuel goes home.
func (w *World) guide(b *air.Guide) error {
	a, err := w.find(b.Aircraft)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(w.pilots, func(p pilot) bool { return w.fleet[p.aircraft].name == b.Aircraft })
	if at < 0 || a.phase != flying || a.route == nil || a.fuel.broke {
		return fmt.Errorf("%s: want an interceptor in flight with fuel to spare, got one that %v", a.name, a.state())
	}
	heading := geo.Wrap(b.HeadingDeg*geo.Degree) / geo.Degree
	if heading < 0 {
		heading += 360
	}
	fly := air.Fly{Aircraft: b.Aircraft, HeadingDeg: &heading, AltFt: &b.AltFt, SpeedKt: &b.SpeedKt}
	if err := checkFly(&fly); err != nil || math.IsNaN(b.Lat) || math.IsNaN(b.Lon) {
		return fmt.Errorf("%s: want numbers that can be flown, got %v", a.name, err)
	}
	p := &w.pilots[at]
	p.do, p.look = b.Do, geo.Vec{}
	if b.Told {
		p.look = geo.LatLon{Lat: b.Lat, Lon: b.Lon}.At(b.AltFt * geo.Foot).ECEF()
	}
	if b.Do == "break_off" || p.sees != nobody && b.Told && w.fleet[p.sees].pos.Sub(p.look).Norm() > 2*lookAbout {
		p.sees = nobody
	}
	switch {
	case b.Do == "recover":
		p.sees = nobody
		return a.goTo(w.haven(a))
	case p.sees != nobody && b.Do == "shadow":
		return w.stay(a, p, "formate", shadowNM)
	case p.sees != nobody && b.Do == "escort":
		return w.stay(a, p, "abeam", escortNM)
	}
	return w.steer(&fly)
}

// stay keeps by what the pilot sees; it goes on by itself.
func (w *World) stay(a *aircraft, p *pilot, as string, nm float64) error {
	if a.chasing() && a.conduct.other == p.sees && (a.conduct.maneuver == abeam) == (as == "abeam") {
		return nil
	}
	return w.behave(&air.Behave{Aircraft: a.name, As: as, Other: w.fleet[p.sees].name, Value: nm})
}

// The words of a pilot's task, by their place in a checkpoint.
var tasks = []string{"", "intercept", "shadow", "escort", "break_off", "recover"}

func (w *World) appendPilots(b []byte) []byte {
	for i := range w.pilots {
		p := &w.pilots[i]
		b = air.AppendBool(air.AppendBool(air.AppendBool(b, p.up), p.down), p.bingo)
		b = binary.LittleEndian.AppendUint64(b, uint64(p.next))
		b = append(b, byte(max(0, slices.Index(tasks, p.do))))
		b = appendVec(b, p.look)
		b = binary.LittleEndian.AppendUint32(b, uint32(p.sees))
		b = binary.LittleEndian.AppendUint64(b, uint64(p.missed))
	}
	return b
}

func (w *World) loadPilots(r *air.StateReader) {
	w.calls = w.calls[:0]
	for i := range w.pilots {
		p := &w.pilots[i]
		p.up, p.down, p.bingo, p.next = r.Bool(), r.Bool(), r.Bool(), r.Time()
		p.do = tasks[min(int(r.U8()), len(tasks)-1)]
		p.look = readVec(r)
		p.sees, p.missed = int32(r.U32()), r.Time()
		if p.sees < nobody || int(p.sees) >= len(w.fleet) || !(p.look.Norm() < 1e7) {
			r.Fail(fmt.Errorf("checkpoint: %s: want a pilot who sees an aircraft below %d, got %d", w.fleet[p.aircraft].name, len(w.fleet), p.sees))
			p.sees, p.look = nobody, geo.Vec{}
		}
	}
}
