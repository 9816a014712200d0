package scenario

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"perimeter/air/geo"
	"perimeter/atlas"
)

// At returns the wind at a height in metres above the sea: east and north each
// go straight from one level to the next and stay as they are beyond the lowest
// and the highest.
func (w *Weather) At(height float64) Wind {
	levels, i := w.Wind, 0
	for i < len(levels) && levels[i].Height <= height {
		i++
	}
	if len(levels) == 0 {
		return Wind{}
	}
	if i == 0 || i == len(levels) {
		return levels[max(0, i-1)]
	}
	a, b := &levels[i-1], &levels[i]
	u := (height - a.Height) / (b.Height - a.Height)
	return Wind{height, a.East + float64(u*(b.East-a.East)), a.North + float64(u*(b.North-a.North))}
}

// weatherTable is [weather].
type weatherTable struct {
	place
	Refraction number      `toml:"refraction" min:"0.5" max:"5" def:"4/3" doc:"effective radius of the earth over the true one (k); below 1 radar sees less far, above 1.6 warm sea ducts"`
	Gradient   number      `toml:"refractivity_per_km" min:"-125" max:"150" doc:"in place of refraction: how the refractivity changes with height, N units per km; -39 in the standard atmosphere, -100 over warm sea, above 0 radar sees less far"`
	SeaState   number      `toml:"sea_state" min:"0" max:"6" def:"3" doc:"state of the sea, Douglas scale; 3: waves of 0.5 to 1.25 m"`
	Wind       []windTable `toml:"wind" what:"wind" most:"100" doc:"the wind at a level; straight between two, constant beyond; default: still air"`
	Rain       []rainTable `toml:"rain" what:"rain" most:"1000" doc:"a shower, which drifts with the wind at half its height"`
}

// windTable is one level of the wind.
type windTable struct {
	place
	LevelFt number `toml:"level_ft" need:"yes" min:"-1500" max:"130000" doc:"height above sea level, feet"`
	FromDeg number `toml:"from_deg" need:"yes" min:"0" max:"360" doc:"whence it blows, degrees from true north"`
	SpeedKt number `toml:"speed_kt" need:"yes" min:"0" max:"300" doc:"speed, knots"`
}

// rainTable is one shower at the start.
type rainTable struct {
	place
	Name     text   `toml:"name" need:"yes" form:"name" doc:"name of the shower"`
	Lat      number `toml:"lat" need:"yes" min:"-90" max:"90" doc:"latitude of its middle, degrees north"`
	Lon      number `toml:"lon" need:"yes" min:"-180" max:"180" doc:"longitude of its middle, degrees east"`
	RadiusNM number `toml:"radius_nm" need:"yes" above:"0" max:"200" doc:"radius, nautical miles"`
	TopFt    number `toml:"top_ft" need:"yes" above:"0" max:"70000" doc:"height of its top above sea level, feet"`
	RateMMH  number `toml:"rate_mm_h" need:"yes" above:"0" max:"300" doc:"rate of rain, millimetres an hour: 1 light, 10 moderate, 50 heavy"`
}

// Standard weather, where the scenario says nothing.
const (
	standardRefraction = 4.0 / 3 // -39 N units per km (ITU-R P.453)
	usualSea           = 3       // the commonest state of the seas around North America (assumed)
)

func (l *loader) weather() {
	e := &l.file.Weather
	w := &l.s.Weather
	w.Refraction, w.SeaState = e.Refraction.or(standardRefraction), e.SeaState.or(usualSea)
	l.not(&e.place, e.Refraction.mark, "refraction", e.Gradient.mark, "refractivity_per_km")
	if e.Gradient.Is {
		w.Refraction = bending(e.Gradient.V)
	}
	l.winds(e)
	var showers index
	showers.what = "shower"
	for i := range e.Rain {
		l.enter(&showers, &e.Rain[i].place, e.Rain[i].Name)
		w.Rain = append(w.Rain, l.rain(&e.Rain[i]))
	}
}

// bending returns by what factor the earth must be taken for larger so that rays
// are straight over it, where the refractivity changes by so many N units per km:
//
//	k = 1 / (1 + a dN/dh 1e-6)
//
// Source: ITU-R P.453, P.834.
func bending(gradient float64) float64 { return 1 / (1 + geo.MeanRadius/1000*gradient*1e-6) }

// winds resolves the levels of the wind, whither it blows, in their order of
// height.
func (l *loader) winds(e *weatherTable) {
	var levels index
	levels.what = "wind at"
	for i := range e.Wind {
		t := &e.Wind[i]
		if t.LevelFt.Is {
			l.enter(&levels, &t.place, text{t.LevelFt.mark, strconv.FormatFloat(t.LevelFt.V, 'g', -1, 64) + " ft"})
		}
		s, c := math.Sincos(t.FromDeg.V * geo.Degree)
		speed := t.SpeedKt.V * geo.Knot
		l.s.Weather.Wind = append(l.s.Weather.Wind, Wind{Height: t.LevelFt.V * geo.Foot, East: -speed * s, North: -speed * c})
	}
	slices.SortStableFunc(l.s.Weather.Wind, func(a, b Wind) int { return cmp.Compare(a.Height, b.Height) })
}

func (l *loader) rain(e *rainTable) Rain {
	r := Rain{
		Name: e.Name.V, Pos: geo.Deg(e.Lat.V, e.Lon.V),
		Radius: e.RadiusNM.V * geo.NM, Top: e.TopFt.V * geo.Foot, Rate: e.RateMMH.V,
	}
	if ground := atlas.Ground(r.Pos); e.TopFt.Is && e.Lat.Is && e.Lon.Is && r.Top <= ground {
		l.bad(OutOfRange, &e.place, e.TopFt.mark, "top_ft is below the ground").want("more than %.0f", math.Ceil(ground/geo.Foot))
	}
	return r
}
