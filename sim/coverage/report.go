package coverage

import (
	"perimeter/air"
	"perimeter/air/fork"
	"perimeter/air/geo"
	"perimeter/atlas"
	"perimeter/sim/radar"
)

// Report is what a survey comes to, in numbers.
type Report struct {
	Scenario   string      `json:"scenario"`
	Exercise   bool        `json:"exercise"` // always true: simulated, of public data
	Parameters Parameters  `json:"parameters"`
	Sensors    []Owner     `json:"sensors"`
	Carried    []string    `json:"carried_not_counted,omitempty"`
	Areas      []Area      `json:"areas"`
	Coverage   []Cover     `json:"coverage"`
	Nations    []Share     `json:"nations"`
	Territory  []Territory `json:"territory"`
	Least      []Lowest    `json:"least_height"`
	Points     []Point     `json:"points,omitempty"`
	Plan       []Met       `json:"plan"`
	Types      []Works     `json:"availability"`
	Feeds      *Ranking    `json:"feeds,omitempty"`
	Difference *Difference `json:"difference,omitempty"`
	Notes      []string    `json:"notes"`
}

// Parameters are all that the numbers depend on beside the radars.
type Parameters struct {
	Step        float64 `json:"cell_deg"`
	RCS         float64 `json:"rcs_m2"`
	Swerling    int     `json:"swerling"`
	Pd          float64 `json:"pd"`
	Refraction  float64 `json:"refraction_k"`
	NearGround  float64 `json:"near_ground_m"` // within it terrain does not mask
	Depth       float64 `json:"plan_depth_nm"`
	Available   float64 `json:"plan_availability"`
	Need        int     `json:"plan_sensors_at_once"`
	CeilingFeet float64 `json:"ceiling_ft"`
}

// Owner counts a nation's radars.
type Owner struct {
	Nation   string `json:"nation"`
	Radars   int    `json:"radars"`
	Primary  int    `json:"with_primary"`
	Second   int    `json:"with_secondary"`
	StandIns int    `json:"stand_ins"`
}

// Area is how large an area is over which is counted.
type Area struct {
	Name string  `json:"name"`
	Km2  float64 `json:"km2"`
}

// Cover is how much of the perimeter of all three nations is seen by how many.
type Cover struct {
	Level string     `json:"level"`
	Kind  string     `json:"kind"`
	Km2   [4]float64 `json:"km2_by_0_1_2_3plus"`
	Seen  float64    `json:"km2_seen"`
	Below float64    `json:"km2_below_ground"` // of those seen by 0
}

// Share is what one nation's sensors add.
type Share struct {
	Nation string  `json:"nation"`
	Level  string  `json:"level"`
	Kind   string  `json:"kind"`
	Sees   float64 `json:"km2_seen"`
	Alone  float64 `json:"km2_only_they_see"` // lost without them
	Second float64 `json:"km2_left_to_one"`   // seen by two or more, without them by one
}

// Territory is how much of a nation's own airspace is seen, by anybody and by its
// own sensors.
type Territory struct {
	Nation  string  `json:"nation"`
	Level   string  `json:"level"`
	Kind    string  `json:"kind"`
	Seen    float64 `json:"km2_seen"`
	Part    float64 `json:"part_seen"`
	Own     float64 `json:"km2_seen_by_own"`
	OwnPart float64 `json:"part_seen_by_own"`
}

// Lowest is how the perimeter of all three nations divides by the least height
// seen above the ground.
type Lowest struct {
	Kind string    `json:"kind"`
	Feet []float64 `json:"below_ft_agl"` // the edges; the last band has none
	Km2  []float64 `json:"km2"`          // one more than edges, and then what is never seen
}

// Met is how much of a perimeter meets the plan's requirement at a level.
type Met struct {
	Perimeter string  `json:"perimeter_from"` // whose borders and coasts the 600 NM start from
	Level     string  `json:"level"`
	Kind      string  `json:"kind"`
	By        string  `json:"by"` // whose sensors
	Km2       float64 `json:"km2"`
	Seen      float64 `json:"km2_seen"`
	Available float64 `json:"km2_available"`
	SeenPart  float64 `json:"part_seen"`
	Part      float64 `json:"part_available"`
	Beyond    float64 `json:"part_available_beyond_own_airspace"` // of what lies beyond land and territorial sea
}

// Works is how often a type of radar works.
type Works struct {
	Type    string  `json:"type"`
	MTBF    float64 `json:"mtbf_h"`
	MTTR    float64 `json:"mttr_h"`
	Alone   float64 `json:"availability"`
	Shared  string  `json:"shared,omitempty"`
	Weather float64 `json:"shared_availability,omitempty"`
	Source  string  `json:"source"`
}

// Weaknesses are what the data are known to be bad at: they stand beside every
// result.
var Weaknesses = []string{
	air.Marking + " From public data, for training; never for navigation or planning.",
	"SENEAM sites stand on airport positions, most of them in valleys: Mexican low cover is probably understated.",
	"Mexican rows and all of low confidence are stand-ins: types and places are not public. FAA positions are of 2010.",
	"Cells are seen or not as their middle is; terrain is known in cells of 2 minutes (3.7 km), by its highest sample.",
	"A target at the best of speeds for each radar's Doppler processing, no rain, no jammers; weather on aerostats alone; power, links and sites' common causes are not in the availability.",
	"Availabilities are assumed but for the ASR-9 and the aerostats.",
}

// Report counts.
func (s *Survey) Report(name string) *Report {
	r := &Report{
		Scenario: name, Exercise: true, Carried: s.Carried, Notes: Weaknesses,
		Parameters: Parameters{
			Step: s.Step / geo.Degree, RCS: s.RCS, Swerling: 1, Pd: s.Pd, Refraction: s.refraction, NearGround: radar.NearGround,
			Depth: Depth / geo.NM, Available: Available, Need: s.Need, CeilingFeet: Ceiling / geo.Foot,
		},
		Sensors: s.owners(), Areas: s.areas(), Least: s.lowest(), Types: s.types(),
	}
	jobs := make([]tally, len(s.Levels)*int(kinds))
	for i := range jobs {
		jobs[i] = tally{survey: s, layer: layer(i)}
	}
	fork.Each(jobs, (*tally).count)
	for i := range jobs {
		r.Coverage = append(r.Coverage, jobs[i].cover)
		r.Nations = append(r.Nations, jobs[i].shares...)
		r.Territory = append(r.Territory, jobs[i].territory...)
		r.Plan = append(r.Plan, jobs[i].met...)
	}
	return r
}

func (s *Survey) owners() (list []Owner) {
	for _, n := range append([]air.Nation{air.NoNation}, air.Nations...) {
		o := Owner{Nation: n.String()}
		for i := range s.Radars {
			if r := &s.Radars[i]; r.Nation == n {
				o.Radars++
				o.Primary += one(r.Type.PSR)
				o.Second += one(r.Type.SSR)
				o.StandIns += one(r.StandIn)
			}
		}
		if o.Radars > 0 {
			list = append(list, o)
		}
	}
	return list
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// areas returns the perimeters and the territories.
func (s *Survey) areas() []Area {
	list := make([]Area, 0, len(Perimeters)+len(air.Nations))
	for _, p := range Perimeters {
		list = append(list, Area{Name: p.String() + " and 600 NM", Km2: round(s.sum(func(cell int) bool { return s.zones.near[cell]&p != 0 }))})
	}
	for _, n := range air.Nations {
		list = append(list, Area{Name: n.String() + " airspace", Km2: round(s.sum(func(cell int) bool { return s.zones.holder[cell] == n }))})
	}
	return list
}

// sum adds the areas of some cells, m2.
func (s *Survey) sum(holds func(cell int) bool) (m2 float64) {
	for row, area := range s.Grid.area {
		n := 0
		for col := range s.Grid.Cols {
			n += one(holds(row*s.Grid.Cols + col))
		}
		m2 += float64(n) * area
	}
	return m2
}

// inside reports whether a cell lies in the perimeter of all three.
func (s *Survey) inside(cell int) bool { return s.zones.near[cell] != 0 }

// LeastFeet are the edges of the bands of the least height seen above ground.
var LeastFeet = []float64{500, 1000, 3000, 5000, 10_000, 18_000, 30_000, 60_000}

func (s *Survey) lowest() (list []Lowest) {
	for k := range kinds {
		l := Lowest{Kind: k.String(), Feet: LeastFeet, Km2: make([]float64, len(LeastFeet)+2)}
		least := s.least(k)
		for cell, h := range least {
			if s.inside(cell) {
				l.Km2[s.band(cell, h)] += s.Grid.area[cell/s.Grid.Cols]
			}
		}
		for i := range l.Km2 {
			l.Km2[i] = round(l.Km2[i])
		}
		list = append(list, l)
	}
	return list
}

// band returns in which band of LeastFeet a least height above sea level falls.
func (s *Survey) band(cell int, h float32) int {
	agl := (float64(h) - float64(s.ground[cell])) / geo.Foot
	for i, edge := range LeastFeet {
		if agl <= edge {
			return i
		}
	}
	if float64(h) <= Ceiling {
		return len(LeastFeet)
	}
	return len(LeastFeet) + 1
}

// least returns the least height seen by any sensor, by cell.
func (s *Survey) least(k Kind) []float32 {
	all := infinite(s.Grid.cells())
	for i := range s.prints {
		s.prints[i].lower(&s.Grid, k, all)
	}
	return all
}

func (s *Survey) types() (list []Works) {
	for _, name := range atlas.RadarTypeNames() {
		used := false
		for i := range s.Radars {
			used = used || s.Radars[i].Type.Name == name
		}
		if !used {
			continue
		}
		a := atlas.AvailabilityOf(name)
		list = append(list, Works{name, a.MTBF, a.MTTR, a.Alone(), a.Shared, a.Weather, a.Source})
	}
	return list
}
