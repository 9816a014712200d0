package world

import (
	"fmt"
	"math"

	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// route is a way through the air: the legs as the author wrote them, and the
// geodesics between their points cut into pieces so short that each is flown as
// a great ellipse.
type route struct {
	legs  []leg
	nodes []node
}

// leg is how the way to one point is flown.
type leg struct {
	height float64 // m; above ground with agl
	speed  float64 // m/s
	agl    bool
	lands  bool // its point is on the ground
}

// node is the end of one piece.
type node struct {
	pos     geo.Vec // m, ECEF, on the ellipsoid
	left    geo.Vec // unit: the normal, on the left, of the plane through the Earth's centre in which the piece lies
	tail    float64 // m, from here to the end of the leg
	rest    float64 // m, from here to the end of the route; infinite where it has none
	bend    float64 // tangent of half the turn that is made here
	maxLead float64 // m, the earliest that the turn may start
	length  float64 // m, of the piece
	steep   bool    // an everyday turn does not fit at one of its ends
	leg     int32
	next    int32 // -1: the route ends here
}

const (
	piece      = 200_000.0 // m; a great ellipse of that length leaves the geodesic by less than 1 m
	turnMargin = 1.3       // of the turn radius, reckoned with when a track is captured
	mostBend   = 2.0       // of turn radii: sharper turns than 127 degrees overshoot the point
)

// newRoute cuts a route for what a type can do. The speeds of legs that have none
// are cruise; a leg of
// 0 m above ground goes down to the field, late, and does not follow the ground
// there.
func newRoute(legs []scenario.Leg, repeat int, p *performance) (*route, error) {
	if len(legs) < 2 {
		return nil, fmt.Errorf("route: want 2 points or more, got %d", len(legs))
	}
	if repeat >= len(legs)-1 {
		return nil, fmt.Errorf("route: repeats from leg %d, want a leg before the last, got %d legs", repeat+1, len(legs))
	}
	r := &route{}
	for i := range legs {
		l := leg{height: legs[i].Height, agl: legs[i].AGL, speed: legs[i].Speed}
		if l.speed <= 0 {
			l.speed = p.cruise
		}
		if lands(&legs[i]) {
			l.height, l.agl, l.lands = elevation(&legs[i]), false, true
		}
		r.legs = append(r.legs, l)
	}
	first := make([]int, len(legs))
	for i := 1; i < len(legs); i++ {
		first[i] = len(r.nodes)
		r.lay(legs[i-1].Pos, legs[i].Pos, i)
	}
	if len(r.nodes) == 0 {
		return nil, fmt.Errorf("route: want points apart from each other, got %d at one place", len(legs))
	}
	end := -1
	if repeat >= 0 {
		r.lay(legs[len(legs)-1].Pos, legs[repeat].Pos, repeat)
		end = first[repeat+1] % len(r.nodes)
	}
	r.join(end)
	r.tighten(p)
	r.measure(end < 0)
	return r, nil
}

// lay adds the pieces from one point to another; none if they are one.
func (r *route) lay(a, b geo.LatLon, leg int) {
	length, azimuth, _ := geo.Inverse(a, b)
	if !(length > 1) {
		return
	}
	n := int(math.Ceil(length / piece))
	from := a.At(0).ECEF()
	for k := 1; k <= n; k++ {
		at := b
		if k < n {
			at, _ = geo.Direct(a, azimuth, length*float64(k)/float64(n))
		}
		to := at.At(0).ECEF()
		r.nodes = append(r.nodes, node{
			pos: to, left: unit(from.Cross(to)), leg: int32(leg),
			tail: length * float64(n-k) / float64(n), maxLead: 0.45 * length, length: length / float64(n),
		})
		from = to
	}
}

// join links the nodes in the order of flight and reckons the turns; end
// follows the last, -1 for none.
func (r *route) join(end int) {
	for i := range r.nodes {
		n := &r.nodes[i]
		n.next = int32(i + 1)
		if i == len(r.nodes)-1 {
			n.next = int32(end)
		}
		if n.next < 0 {
			continue
		}
		out := &r.nodes[n.next]
		n.maxLead = min(n.maxLead, out.maxLead)
		c := n.left.Dot(out.left) // near enough the angle between the two tracks
		n.bend = mostBend
		if c > -0.99 {
			n.bend = min(mostBend, math.Sqrt(max(0, 1-c)/(1+c)))
		}
	}
}

// tighten marks the pieces whose turns are too tight for an everyday bank.
func (r *route) tighten(p *performance) {
	for i := range r.nodes {
		n := &r.nodes[i]
		if n.next < 0 {
			continue
		}
		out := &r.nodes[n.next]
		speed := p.limit(max(r.legs[n.leg].speed, r.legs[out.leg].speed))
		if n.bend*p.usual(speed) > n.maxLead {
			n.steep, out.steep = true, true
		}
	}
}

// measure reckons the way to the end of the route.
func (r *route) measure(ends bool) {
	rest := 0.0
	if !ends {
		rest = math.Inf(1)
	}
	for i := len(r.nodes) - 1; i >= 0; i-- {
		r.nodes[i].rest = rest
		rest += r.nodes[i].length
	}
}

// course returns the horizontal direction in which to fly to stay on, or come
// back to, the great ellipse with a left normal: its own direction, leaned by at
// most 45 degrees such that a turn of the radius just ends on it. ahead is the
// distance in metres in which a small offset is closed.
func course(m *motion, left geo.Vec, radius, ahead float64) geo.Vec {
	along := left.Cross(m.up)
	off := m.pos.Dot(left) - float64(m.height*m.up.Dot(left)) // m, to the left
	lean := approach(off, 1/(turnMargin*radius), ahead)
	return axpy(along, -max(-1, min(1, lean)), left)
}
