package atlas

import (
	"math"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
)

func TestWhoseAirspace(t *testing.T) {
	cancun := geo.Deg(21.135, -86.742) // the shore of the hotel zone
	off := func(nm float64) geo.LatLon {
		p, _ := geo.Direct(cancun, 115*geo.Degree, nm*geo.NM) // clear of Isla Mujeres and Cozumel
		return p
	}
	tests := []struct {
		name string
		at   geo.LatLon
		want air.Nation
	}{
		{"El Paso, the airport", geo.Deg(31.807, -106.378), air.USA},
		{"Ciudad Juarez, the airport", geo.Deg(31.636, -106.429), air.MEX},
		{"San Diego", geo.Deg(32.72, -117.16), air.USA},
		{"Tijuana", geo.Deg(32.51, -117.03), air.MEX},
		{"Tijuana, the runway 300 m from the border", geo.Deg(32.541, -116.970), air.MEX},
		{"Detroit", geo.Deg(42.335, -83.05), air.USA},
		{"Windsor", geo.Deg(42.30, -83.02), air.CAN},
		{"Nogales, Arizona", geo.Deg(31.345, -110.937), air.USA},
		{"Nogales, Sonora", geo.Deg(31.31, -110.94), air.MEX},
		{"the middle of the continent", geo.Deg(39, -98), air.USA},
		{"Winnipeg", geo.Deg(49.9, -97.1), air.CAN},
		{"just south of the 49th parallel", geo.Deg(48.98, -104.5), air.USA},
		{"just north of it", geo.Deg(49.02, -104.5), air.CAN},
		{"Lake Michigan, the middle", geo.Deg(43.5, -87), air.USA},
		{"Lake Superior, the northern half", geo.Deg(48.2, -87.5), air.CAN},
		{"Cozumel", geo.Deg(20.45, -86.92), air.MEX},
		{"Key West", geo.Deg(24.556, -81.78), air.USA},
		{"Guadalupe Island", geo.Deg(29.03, -118.28), air.MEX},
		{"Isla Mujeres", geo.Deg(21.23, -86.73), air.MEX},
		{"San Juan, Puerto Rico", geo.Deg(18.43, -66.06), air.USA},
		{"10 NM off Cancun", off(10), air.MEX},
		{"20 NM off Cancun", off(20), air.NoNation},
		{"the middle of the Gulf", geo.Deg(25, -90), air.NoNation},
		{"off Louisiana, 10 NM", geo.Deg(28.90, -90.9), air.USA},
		{"the Pacific", geo.Deg(30, -125), air.NoNation},
		{"Havana", geo.Deg(23.1, -82.4), air.NoNation},
		{"the Florida Strait", geo.Deg(23.9, -81.8), air.NoNation},
		{"Bimini", geo.Deg(25.73, -79.3), air.NoNation},
		{"Guatemala City", geo.Deg(14.6, -90.5), air.NoNation},
		{"Guatemala, 10 km from Mexico", geo.Deg(15.3, -91.9), air.NoNation},
		{"Belize", geo.Deg(17.25, -88.77), air.NoNation},
		{"Saint-Pierre", geo.Deg(46.78, -56.2), air.NoNation},
		{"Siberia", geo.Deg(66, -172), air.NoNation},
		{"Greenland", geo.Deg(72, -40.5), air.NoNation},
		{"Europe", geo.Deg(50, 10), air.NoNation},
		{"the South Pole", geo.Deg(-90, 0), air.NoNation},
		{"nowhere", geo.LatLon{Lat: math.NaN()}, air.NoNation},
	}
	for _, tt := range tests {
		if got := Overflown(tt.at); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		for _, n := range air.Nations {
			s := Sovereign(n)
			if got := s.Contains(tt.at); got != (n == tt.want) {
				t.Errorf("%s: Sovereign(%v).Contains = %v", tt.name, n, got)
			}
			if d := s.Distance(tt.at); n == tt.want && d != 0 {
				t.Errorf("%s: %g m from the airspace it lies in", tt.name, d)
			}
		}
	}
	if Sovereign(air.NoNation).Contains(geo.Deg(0, 0)) || !math.IsInf(Sovereign(air.NoNation).Distance(geo.Deg(0, 0)), 1) {
		t.Error("nobody has an airspace")
	}
}

func TestDistanceToTheAirspace(t *testing.T) {
	tests := []struct {
		name   string
		nation air.Nation
		at     geo.LatLon
		nm     float64
		within float64 // NM
	}{
		{"El Paso to Mexico: the river, 6 km", air.MEX, geo.Deg(31.807, -106.378), 3.5, 0.7},
		{"Chihuahua to the USA: the river at Ojinaga", air.USA, geo.Deg(28.7029, -105.965), 95.2, 2},
		{"Kansas to Canada: the 49th parallel", air.CAN, geo.Deg(39, -98), 600.3, 2},
		{"middle of the Gulf to Mexico: Alacranes reef", air.MEX, geo.Deg(25, -90), 136, 6},
		{"Bimini to Florida: 45 NM of sea less the belt", air.USA, geo.Deg(25.73, -79.3), 33, 2},
	}
	for _, tt := range tests {
		if got := Sovereign(tt.nation).Distance(tt.at) / geo.NM; math.Abs(got-tt.nm) > tt.within {
			t.Errorf("%s: %.1f NM, want %g", tt.name, got, tt.nm)
		}
	}
}

// Flying straight out to sea from the shore, the airspace ends once, 12 NM out,
// and the distance grows from there as one flies.
func TestTheBeltEndsTwelveMilesOut(t *testing.T) {
	tests := []struct {
		name    string
		nation  air.Nation
		shore   geo.LatLon
		azimuth float64 // degrees
	}{
		{"Padre Island, east", air.USA, geo.Deg(26.9, -97.37), 90},
		{"Oregon, west", air.USA, geo.Deg(44.6, -124.07), 270},
		{"Tamaulipas, east", air.MEX, geo.Deg(24.0, -97.70), 90},
		{"Cape Race, south-east", air.CAN, geo.Deg(46.65, -53.07), 135},
	}
	for _, tt := range tests {
		s := Sovereign(tt.nation)
		end := -1.0
		for nm := 0.0; nm < 25; nm += 0.1 {
			p, _ := geo.Direct(tt.shore, tt.azimuth*geo.Degree, nm*geo.NM)
			inside := s.Contains(p)
			if !inside && end < 0 {
				end = nm
			}
			if inside && end >= 0 {
				t.Errorf("%s: inside again %.1f NM out", tt.name, nm)
			}
			if !inside && math.Abs(s.Distance(p)/geo.NM-(nm-end)) > 0.15*(nm-end)+0.2 {
				t.Errorf("%s, %.1f NM out: %.2f NM from the airspace, want about %.1f", tt.name, nm, s.Distance(p)/geo.NM, nm-end)
			}
		}
		if math.Abs(end-12) > 1 {
			t.Errorf("%s: the airspace ends %.1f NM out", tt.name, end)
		}
	}
}

// The tiles are only a short cut: asking every state's outline, and every edge
// of every coast, gives the same answer.
func TestTilesAgreeWithTheOutlines(t *testing.T) {
	var land []Area
	var owner []air.Nation
	for _, f := range states() {
		for _, a := range areasOf(f, "") {
			land, owner = append(land, a), append(owner, holderOf(f.Country))
		}
	}
	realm := allRealm()
	counts := map[string]int{}
	for _, p := range append(scatter(800), alongTheCoast(800)...) {
		holder, overLand := realm.holder(p)
		onState := air.NoNation
		for i := range land {
			if land[i].Contains(p) && (onState == air.NoNation || owner[i] < onState) {
				onState = owner[i]
			}
		}
		if onState != air.NoNation && (holder != onState || !overLand) {
			t.Errorf("%v lies in %v by its outline; got %v, over land %v", p, onState, holder, overLand)
		}
		if overLand {
			counts["land"]++
			continue
		}
		best, nearest := math.Inf(1), air.NoNation
		for i := range realm.edges {
			if d := realm.edges[i].away2(p.At(0).ECEF()); d < best {
				best, nearest = d, realm.edges[i].holder
			}
		}
		if best >= Belt*Belt {
			nearest = air.NoNation
		}
		if player(holder) != player(nearest) { // the tiles end where no player has land
			t.Errorf("%v: %v by the tiles, %v by all edges, %.0f m away", p, holder, nearest, math.Sqrt(best))
		}
		counts["sea"]++
	}
	if counts["land"] < 300 || counts["sea"] < 300 {
		t.Errorf("the places are ill chosen: %v", counts)
	}
}

func player(n air.Nation) air.Nation {
	if n == other {
		return air.NoNation
	}
	return n
}

// alongTheCoast returns places within some 50 km of it.
func alongTheCoast(n int) (points []geo.LatLon) {
	edges := allRealm().edges
	for i := range n {
		e := edges[i*len(edges)/n]
		u := math.Mod(float64(i)*0.618034, 1)
		p, _ := geo.Direct(e.from, u*geo.Turn, 50e3*math.Mod(float64(i)*0.7548776662, 1))
		points = append(points, p)
	}
	return points
}

func BenchmarkSovereign(b *testing.B) {
	s := Sovereign(air.MEX)
	for _, bb := range []struct {
		name   string
		points []geo.LatLon
	}{
		{"everywhere", scatter(4096)},
		{"coast", alongTheCoast(4096)},
		{"border", []geo.LatLon{geo.Deg(31.76, -106.49)}},
		{"open sea", []geo.LatLon{geo.Deg(25, -90)}},
	} {
		b.Run("Contains/"+bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				s.Contains(bb.points[i%len(bb.points)])
			}
		})
	}
	b.Run("Distance", func(b *testing.B) {
		points := scatter(4096)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			s.Distance(points[i&4095])
		}
	})
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			newRealm(landEdges())
		}
	})
}
