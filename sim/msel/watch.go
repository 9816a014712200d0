package msel

import (
	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// Watch is what a board may look at in one beat: the truth, and of each center
// what its people have before them. The zero Watch sees nothing.
type Watch struct {
	Truth   *truth.Snapshot
	Roster  truth.Roster
	Centers []Post // by CenterID
}

// Post is a center as the exercise's directing staff sees it.
type Post interface {
	Name() string
	Picture() air.Picture
	Mark(track uint32) air.Mark
	Log() []air.LogLine // of the last minutes, by Seq
}

// saying is a line of a center's log with the aircraft that it is about.
type saying struct {
	post     int
	aircraft string // empty: about none, or nobody knows
	air.LogLine
}

// news returns what the centers' logs say beyond the lines heard, and counts
// those as heard.
func (w *Watch) news(heard []uint32) (said []saying) {
	for i, c := range w.Centers {
		for _, line := range c.Log() {
			if line.Seq > heard[i] {
				heard[i] = line.Seq
				said = append(said, saying{i, w.about(c, line.Track), line})
			}
		}
	}
	return said
}

// about returns the name of the aircraft for which a track stands.
func (w *Watch) about(c Post, number uint32) string {
	if number == 0 {
		return ""
	}
	p := c.Picture()
	t := p.Find(number)
	if t == nil || w.Truth == nil {
		return ""
	}
	name, least := "", near
	for i := range w.Truth.Aircraft {
		a := &w.Truth.Aircraft[i]
		if d := apart(t, a, w.Truth.At, p.At); d < least {
			name, least = w.Roster[a.ID].Name, d
		}
	}
	return name
}

// near is how far a track may lie from the aircraft for which it stands; the
// nearest aircraft within that is it. 5 km, assumed: the steps of a picture, a
// slow radar and a turn together.
const near = 5000.0 // m

// apart returns how far a track lies from an aircraft over the ground, in
// metres, with the track brought to the aircraft's time.
func apart(t *air.Track, a *truth.Aircraft, at, pictured air.Time) float64 {
	d := t.Pos.Add(t.Vel.Scale((at - pictured).Seconds())).Sub(a.Pos)
	up := a.Pos.Scale(1 / a.Pos.Norm())
	return d.Sub(up.Scale(d.Dot(up))).Norm()
}

// standing returns the track of a center that stands for an aircraft, or nil.
func (w *Watch) standing(c Post, aircraft string) (found *air.Track) {
	a := w.flying(aircraft)
	if a == nil {
		return nil
	}
	p, least := c.Picture(), near
	for i := range p.Tracks {
		if d := apart(&p.Tracks[i], a, w.Truth.At, p.At); d < least {
			found, least = &p.Tracks[i], d
		}
	}
	return found
}

func (w *Watch) flying(aircraft string) *truth.Aircraft {
	if w.Truth == nil {
		return nil
	}
	for i := range w.Truth.Aircraft {
		if w.Roster[w.Truth.Aircraft[i].ID].Name == aircraft {
			return &w.Truth.Aircraft[i]
		}
	}
	return nil
}

func (w *Watch) post(name string) (int, Post) {
	for i, c := range w.Centers {
		if c.Name() == name {
			return i, c
		}
	}
	return -1, nil
}

// holds reports whether a condition holds in this beat.
func (w *Watch) holds(c *scenario.Condition, said []saying) bool {
	switch c.Event {
	case "enters", "leaves", "near":
		return w.placed(c)
	}
	_, ok := w.done(c, said, 0)
	return ok
}

// placed reports whether an aircraft is where a condition says.
func (w *Watch) placed(c *scenario.Condition) bool {
	a := w.flying(c.Aircraft)
	if a == nil {
		return false
	}
	at := a.Pos.Geodetic().LatLon
	switch c.Event {
	case "enters":
		return atlas.Sovereign(c.Nation).Contains(at)
	case "leaves":
		return !atlas.Sovereign(c.Nation).Contains(at)
	}
	return geo.Distance(at, c.Pos) <= c.Within
}

// done reports whether a center has done what a condition says, in its picture
// or in its log since a time, and whether a robot did.
func (w *Watch) done(c *scenario.Condition, said []saying, since air.Time) (robot, ok bool) {
	i, post := w.post(c.Center)
	if post == nil {
		return false, false
	}
	if c.Event == "does" {
		for _, s := range said {
			if s.post == i && s.Did == c.Does && s.At >= since && (c.Aircraft == "" || s.aircraft == c.Aircraft) {
				return s.Robot, true
			}
		}
		return false, false
	}
	t := w.standing(post, c.Aircraft)
	switch c.Event {
	case "tracks":
		return false, t != nil
	case "loses":
		return false, t == nil
	}
	return false, t != nil && post.Mark(t.Number).Identity == c.Identity
}
