package world

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/atlas"
	"perimeter/sim/scenario"
)

// The King Air of AMALGAM EAGLE 19: take-off from Torreon (3,688 ft), climb at
// 2,468 fpm falling to 1,189 fpm at FL240, the border near T+1:33 (orders.md,
// section 0, by a calculation that knows no climb).
func TestKingAirToTheBorder(t *testing.T) {
	sc := exercise(craft(t, "EXTANGO1", "B350",
		fix(t, "MMTC", 0, 0), fix(t, "MMCU", 24000, 270), to(31.78, -106.60, 24000, 270)))
	level, border, gone := air.Never, air.Never, air.Never
	watch(newWorld(t, sc), air.Second, 2*air.Hour, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) == 0 {
			gone = s.From
			return false
		}
		g := s.Aircraft[0].Pos.Geodetic()
		if level == air.Never && g.Height > 23_950*geo.Foot {
			level = s.At
		}
		if border == air.Never && g.Lat > 31.7*geo.Degree {
			border = s.At
		}
		return true
	})
	// dh/dt falls straight with height: the time is the logarithm of the two rates.
	field := 3688.0
	want := 27000 / 1700.0 * math.Log((2700-1700*field/27000)/(2700-1700*23950/27000.0))
	near(t, "FL240", level, air.FromSeconds(want*60), 20*air.Second)
	near(t, "the border", border, air.Hour+33*air.Minute, 90*air.Second)
	near(t, "the end", gone, border+air.FromSeconds(0.08*60/270*3600), 15*air.Second)
}

// The 737 stolen at Cancun: last Mexican primary at 24.1N, T+0:27; coast at
// T+1:07 (orders.md, section 0).
func TestStolenAirlinerOverTheGulf(t *testing.T) {
	sc := exercise(craft(t, "CARIBE", "B738",
		fix(t, "MMUN", 0, 0), to(21.9, -87.4, 35000, 440), to(24.5, -88.4, 35000, 440), to(28.9, -89.6, 35000, 440)))
	north := when(newWorld(t, sc), 2*air.Hour, func(g geo.Geodetic) bool { return g.Lat > 24.1*geo.Degree })
	coast := when(newWorld(t, sc), 2*air.Hour, func(g geo.Geodetic) bool { return g.Lat > 28.89*geo.Degree })
	near(t, "24.1N", north, 27*air.Minute+30*air.Second, 2*air.Minute)
	near(t, "the coast", coast, 67*air.Minute, 2*air.Minute)
}

// A turn at 250 kt and 25 degrees of bank has a radius of 1.953 NM and a rate of
// 2.04 degrees a second (physics.md, section 9): measured on the track flown.
// Nobody banks more every day; one that pursues another does.
func TestTurnRadius(t *testing.T) {
	heading := func(a string) air.Body { return air.Fly{Aircraft: a, HeadingDeg: new(179.0)} }
	pursuit := func(a string) air.Body { return air.Behave{Aircraft: a, As: "pursue", Other: "QUARRY"} }
	tests := []struct {
		code   string
		kt     float64
		order  func(string) air.Body
		wantNM float64
	}{
		{"B738", 250, heading, 1.953},
		{"B738", 450, heading, 6.328},
		{"C172", 120, heading, 0.4500},
		{"F16", 450, heading, 6.328},
		{"C172", 120, pursuit, 120 * 120 * geo.Knot * geo.Knot / geo.Gravity / geo.NM},              // 45 degrees
		{"F16", 450, pursuit, 450 * 450 * geo.Knot * geo.Knot / geo.Gravity / geo.NM / 5.671281820}, // 80 degrees
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s at %.0f kt", tt.code, tt.kt), func(t *testing.T) {
			a := craft(t, "TURNER", tt.code, to(30, -95, 5000, tt.kt), to(40, -95, 5000, tt.kt))
			quarry := craft(t, "QUARRY", tt.code, to(28, -95, 5000, tt.kt), to(20, -95, 5000, tt.kt))
			w := newWorld(t, exercise(a, quarry))
			w.Advance(air.Second)
			if _, err := w.Apply(air.Second, tt.order("TURNER")); err != nil {
				t.Fatal(err)
			}
			w.Advance(2 * air.Second) // now in the turn
			speed := w.fleet[0].speed
			from := w.Truth().Aircraft[0]
			w.Advance(3 * air.Second)
			to := w.Truth().Aircraft[0]
			turned := math.Acos(from.Vel.Dot(to.Vel) / from.Vel.Norm() / to.Vel.Norm())
			got := speed / turned / geo.NM
			if math.Abs(got-tt.wantNM*math.Pow(speed/(tt.kt*geo.Knot), 2)) > 0.002*tt.wantNM {
				t.Errorf("radius %.4f NM, want %.4f", got, tt.wantNM)
			}
		})
	}
}

// On a long leg the aircraft stays within 100 m of the geodesic and arrives
// within a second of length (1 + h/R) / V.
func TestLongLeg(t *testing.T) {
	tests := []struct {
		name     string
		from, to scenario.Leg
	}{
		{"Miami to Seattle", to(25.8, -80.3, 35000, 450), to(47.4, -122.3, 35000, 450)},
		{"across Canada", to(54, -130, 35000, 450), to(53, -60, 35000, 450)},
		{"an hour due east", to(40, -110, 33000, 450), to(40, -100.2, 33000, 450)},
		{"past the pole", to(80, -100, 33000, 450), to(80, 80, 33000, 450)},
		{"over the antimeridian", to(52, 175, 33000, 450), to(55, -165, 33000, 450)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, exercise(craft(t, "LONG", "B738", tt.from, tt.to)))
			length, azimuth, _ := geo.Inverse(tt.from.Pos, tt.to.Pos)
			worst, end := 0.0, air.Time(0)
			watch(w, air.Second, 10*air.Hour, func(s *truth.Snapshot) bool {
				if len(s.Aircraft) == 0 {
					return false
				}
				end = s.At
				if s.At%air.Minute == 0 {
					g := s.Aircraft[0].Pos.Geodetic()
					on, _ := geo.Direct(tt.from.Pos, azimuth, geo.Distance(tt.from.Pos, g.LatLon))
					worst = max(worst, geo.Distance(on, g.LatLon))
				}
				return true
			})
			speed, height := 450*geo.Knot, tt.from.Height
			mean := radiusAlong(tt.from.Pos, azimuth, length)
			want := air.FromSeconds(length * (1 + height/mean) / speed)
			near(t, "arrival", end, want, air.FromSeconds(1+length/speed/3600))
			if worst > 100 {
				t.Errorf("leaves the geodesic by %.1f m, want 100 m at most", worst)
			}
		})
	}
}

// radiusAlong returns the mean radius of curvature of a geodesic (Euler).
func radiusAlong(p geo.LatLon, azimuth, length float64) float64 {
	sum := 0.0
	for k := range 101 {
		q, a := geo.Direct(p, azimuth, length*float64(k)/100)
		s := math.Sin(q.Lat)
		n := geo.SemiMajor / math.Sqrt(1-ecc2*s*s)
		m := n * (1 - ecc2) / (1 - ecc2*s*s)
		sum += 1 / (math.Cos(a)*math.Cos(a)/m + math.Sin(a)*math.Sin(a)/n) / 101
	}
	return sum
}

// At a corner the aircraft flies by: it cuts the point on the inside and is on
// the new leg soon after, without swinging through it.
func TestFlyBy(t *testing.T) {
	for _, corner := range []float64{20, 60, 90, 120} {
		t.Run(fmt.Sprintf("%.0f degrees", corner), func(t *testing.T) {
			a := geo.Deg(35, -100)
			b, into := geo.Direct(a, 0, 100*geo.NM)
			c, _ := geo.Direct(b, into+corner*geo.Degree, 100*geo.NM)
			at := func(p geo.LatLon) scenario.Leg {
				return scenario.Leg{Pos: p, Height: 9000, Speed: 450 * geo.Knot}
			}
			w := newWorld(t, exercise(craft(t, "CORNER", "B738", at(a), at(b), at(c))))
			_, out, _ := geo.Inverse(b, c)
			closest, beyond := math.Inf(1), 0.0
			watch(w, air.Second, air.Hour, func(s *truth.Snapshot) bool {
				if len(s.Aircraft) == 0 {
					return false
				}
				p := s.Aircraft[0].Pos.Geodetic().LatLon
				closest = min(closest, geo.Distance(p, b))
				d, az, _ := geo.Inverse(b, p)
				beyond = max(beyond, -d*math.Sin(geo.Delta(out, az))) // m to the left of the new leg, outside the corner
				return true
			})
			r := 6.328 * geo.NM
			cut := r * (1/math.Cos(corner/2*geo.Degree) - 1)
			if math.Abs(closest-cut) > 0.25*cut+150 {
				t.Errorf("passes the point at %.0f m, want %.0f m", closest, cut)
			}
			if corner <= 90 && beyond > 100 {
				t.Errorf("overshoots the new leg by %.0f m, want 100 m at most", beyond)
			}
		})
	}
}

// A turn of constant rate is a circle: after 360 degrees, in steps however
// coarse, the aircraft is where it began, and has flown 2 pi r.
func TestCircleCloses(t *testing.T) {
	for _, steps := range []int{12, 36, 360} {
		m := newMotion(geo.Deg(35, -100).At(3000), geo.Degree*77, 130)
		start, fore, widest := m.pos, m.fore, 0.0
		radius, turn := 3617.0, geo.Turn/float64(steps)
		for range steps {
			m.step(turn*radius/m.speed, turn, m.speed, 0, geo.Vec{})
			widest = max(widest, m.pos.Sub(start).Norm())
		}
		if d := m.pos.Sub(start).Norm(); d > 3 {
			t.Errorf("%d steps: ends %.2f m from its start, want there", steps, d)
		}
		if math.Abs(widest-2*radius) > 5 {
			t.Errorf("%d steps: circle %.1f m wide, want %.1f m", steps, widest, 2*radius)
		}
		if off := m.fore.Sub(fore).Norm(); off > 1e-3 {
			t.Errorf("%d steps: ends %.5f rad off its first track", steps, off)
		}
	}
}

// A descent begins so late that it ends where the leg ends, leg by leg.
func TestTopOfDescent(t *testing.T) {
	w := newWorld(t, exercise(craft(t, "DOWN", "B738",
		to(30, -95, 35000, 440), to(34, -95, 20000, 440), to(38, -95, 5000, 440), to(39, -95, 5000, 440))))
	heights := map[float64]air.Time{} // ft: when first below
	watch(w, air.Second, 2*air.Hour, func(s *truth.Snapshot) bool {
		for i := range s.Aircraft {
			g := s.Aircraft[i].Pos.Geodetic()
			for _, ft := range []float64{34900, 20100, 19900, 5100} {
				if _, ok := heights[ft]; !ok && g.Height < ft*geo.Foot {
					heights[ft] = s.At
					if d := geo.Distance(g.LatLon, geo.Deg(34, -95)); ft == 20100 && d > 3*geo.NM {
						t.Errorf("reaches 20,000 ft %.1f NM from its point, want within 3 NM", d/geo.NM)
					}
					if d := geo.Distance(g.LatLon, geo.Deg(38, -95)); ft == 5100 && d > 3*geo.NM {
						t.Errorf("reaches 5,000 ft %.1f NM from its point, want within 3 NM", d/geo.NM)
					}
				}
			}
		}
		return true
	})
	down := air.FromSeconds(15000 / (0.9 * 1800) * 60) // at nine tenths of 1,800 fpm
	near(t, "time from FL350 to FL200", heights[20100]-heights[34900], down, 30*air.Second)
	near(t, "time from FL200 to 5,000 ft", heights[5100]-heights[19900], down, 30*air.Second)
}

// A climb ends on the level, whatever the type, and not a foot beside it.
func TestLevelsOff(t *testing.T) {
	for _, code := range []string{"B738", "B350", "C172", "F16", "H60"} {
		w := newWorld(t, exercise(craft(t, "UP", code, to(30, -95, 3000, 0), to(40, -95, 9000, 0))))
		watch(w, air.Second, 30*air.Minute, func(*truth.Snapshot) bool { return true })
		if h := w.Truth().Aircraft[0].Pos.Geodetic().Height / geo.Foot; math.Abs(h-9000) > 0.5 {
			t.Errorf("%s levels off at %.1f ft, want 9000", code, h)
		}
	}
}

// Level flight is level: an hour at FL350 stays within a foot.
func TestHoldsItsLevel(t *testing.T) {
	w := newWorld(t, exercise(craft(t, "LEVEL", "B738", to(30, -100, 35000, 450), to(38, -100, 35000, 450))))
	watch(w, air.Second, air.Hour, func(s *truth.Snapshot) bool {
		a := &s.Aircraft[0]
		if h := a.Pos.Geodetic().Height; math.Abs(h-35000*geo.Foot) > 0.3 || a.Level != 1400 {
			t.Fatalf("%v: %.2f ft, %v, want 35000 ft", s.At, h/geo.Foot, a.Level)
		}
		return true
	})
}

// Low over the Sierra Madre: 1,000 ft above the ground as the King Air's
// climb allows, never below it.
func TestFollowsTheGround(t *testing.T) {
	w := newWorld(t, exercise(craft(t, "LOW", "B350",
		low(24.0, -104.6, 1500, 220), low(24.5, -106.0, 1500, 220), low(28.6, -106.1, 1500, 220))))
	n, off, least := 0, 0, math.Inf(1)
	watch(w, air.Second, 2*air.Hour, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) == 0 {
			return false
		}
		g := s.Aircraft[0].Pos.Geodetic()
		above := g.Height - atlas.Ground(g.LatLon)
		least = min(least, above)
		n++
		if above > 3000*geo.Foot {
			off++
		}
		return true
	})
	if least < 1200*geo.Foot {
		t.Errorf("comes within %.0f ft of the ground, want 1,500 ft or nearly", least/geo.Foot)
	}
	if off > n/4 {
		t.Errorf("is above 3,000 ft over the ground for %d of %d s, want a quarter at most", off, n)
	}
}

// An orbit goes round and round and stays where it belongs.
func TestOrbit(t *testing.T) {
	a := craft(t, "EMB1", "E45X", to(29.5, -111, 25000, 250), to(29.9, -110.9, 25000, 250), to(29.9, -110.3, 25000, 250), to(29.7, -110.3, 25000, 250), to(29.7, -110.9, 25000, 250))
	a.Repeat = 1
	w := newWorld(t, exercise(a))
	rounds, was := 0, false
	watch(w, air.Second, 4*air.Hour, func(s *truth.Snapshot) bool {
		if len(s.Aircraft) != 1 {
			t.Fatalf("%v: gone", s.At)
		}
		g := s.Aircraft[0].Pos.Geodetic()
		if d := geo.Distance(g.LatLon, geo.Deg(29.8, -110.6)); s.At > 20*air.Minute && d > 25*geo.NM {
			t.Fatalf("%v: %.0f NM from the orbit's middle", s.At, d/geo.NM)
		}
		in := geo.Distance(g.LatLon, geo.Deg(29.9, -110.6)) < 3*geo.NM
		if in && !was {
			rounds++
		}
		was = in
		return true
	})
	if rounds < 8 || rounds > 14 { // about 87 NM a round, less at the corners, at 250 kt
		t.Errorf("%d rounds in 4 h, want about 11", rounds)
	}
}

// The director turns an aircraft away and sends it back.
func TestFlyAndResume(t *testing.T) {
	w := newWorld(t, exercise(craft(t, "EXTANGO1", "B350", to(28, -105, 20000, 250), to(32, -105, 20000, 250))))
	apply := func(f air.Fly) {
		f.Aircraft = "EXTANGO1"
		if _, err := w.Apply(w.now, f); err != nil {
			t.Fatal(err)
		}
	}
	fly := func(d air.Time) (track, ft, kt float64) {
		watch(w, air.Second, w.now+d, func(*truth.Snapshot) bool { return true })
		a := w.Truth().Aircraft[0]
		g := a.Pos.Geodetic()
		f := geo.NewFrame(g)
		v := f.Turn(a.Vel)
		return v.Spherical().Azimuth / geo.Degree, g.Height / geo.Foot, math.Hypot(v.X, v.Y) / geo.Knot
	}
	check := func(what string, got, want, within float64) {
		t.Helper()
		if math.Abs(got-want) > within {
			t.Errorf("%s %.2f, want %.2f", what, got, want)
		}
	}
	fly(air.Minute)
	apply(air.Fly{HeadingDeg: new(270.0), AltFt: new(12000.0), SpeedKt: new(900.0)})
	track, ft, kt := fly(8 * air.Minute)
	check("track", track, 270, 0.01)
	check("height", ft, 12000, 1)
	check("speed, at the type's limit", kt, 312, 0.1)
	fly(10 * air.Minute)
	apply(air.Fly{Resume: true})
	fly(3 * air.Minute)
	_, direct, _ := geo.Inverse(w.Truth().Aircraft[0].Pos.Geodetic().LatLon, geo.Deg(32, -105))
	track, ft, kt = fly(7 * air.Minute)
	check("track to the point", track, direct/geo.Degree, 1.5)
	check("height again", ft, 20000, 1)
	check("speed again", kt, 250, 0.1)
	end := when(w, 3*air.Hour, func(g geo.Geodetic) bool { return geo.Distance(g.LatLon, geo.Deg(32, -105)) < geo.NM })
	if end == air.Never {
		t.Error("never reaches the next point after Resume")
	}
}

// Whatever is asked, no type leaves its limits, and no number breaks.
func TestStaysWithinTheType(t *testing.T) {
	types := atlas.AircraftTypes()
	rapid.Check(t, func(rt *rapid.T) {
		typ := types[rapid.IntRange(0, len(types)-1).Draw(rt, "type")]
		a := craft(t, "ANY", typ.Code)
		n := rapid.IntRange(2, 5).Draw(rt, "points")
		for range n {
			a.Route = append(a.Route, scenario.Leg{
				Pos:    geo.Deg(rapid.Float64Range(25, 27).Draw(rt, "lat"), rapid.Float64Range(-101, -99).Draw(rt, "lon")),
				Height: rapid.Float64Range(0, 20000).Draw(rt, "m"), AGL: rapid.Bool().Draw(rt, "agl"),
				Speed: rapid.Float64Range(0, 700).Draw(rt, "m/s"),
			})
		}
		a.Repeat = rapid.IntRange(-1, n-2).Draw(rt, "repeat")
		w, err := New(exercise(a), 1)
		if err != nil {
			return
		}
		p := w.fleet[0].perf
		beat := air.Time(rapid.IntRange(1, 10).Draw(rt, "beat")) * 100 * air.Millisecond
		watch(w, beat, 600*beat, func(s *truth.Snapshot) bool {
			for i := range s.Aircraft {
				x, f := &s.Aircraft[i], &w.fleet[0]
				accel := x.Vel.Sub(x.Vel0).Norm() / beat.Seconds()
				pull := p.sideways + 1.5*p.along + 2*p.upright + 1
				switch {
				case !(f.speed >= p.min-1e-9 && f.speed <= p.max+1e-9):
					rt.Fatalf("%v: %s at %.1f m/s, want %.1f to %.1f", s.At, typ.Code, f.speed, p.min, p.max)
				case !(f.climb <= p.climbs.Low+1e-9 && f.climb >= -p.descent-1e-9):
					rt.Fatalf("%v: %s climbs %.1f m/s", s.At, typ.Code, f.climb)
				case !(accel <= pull):
					rt.Fatalf("%v: %s pulls %.1f m/s2, want %.1f at most", s.At, typ.Code, accel, pull)
				case math.Abs(x.Pos.Geodetic().Height-f.height) > 1e-3:
					rt.Fatalf("%v: %s is at %.3f m, says %.3f", s.At, typ.Code, x.Pos.Geodetic().Height, f.height)
				}
			}
			return true
		})
	})
}
