package atlas

import (
	"regexp"
	"slices"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"

	"github.com/google/go-cmp/cmp"
)

func TestPairs(t *testing.T) {
	pairs := Pairs()
	if len(pairs) < 5300 || pairs[0] != (FlightPair{"KSFO", "KLAX", 13788}) {
		t.Errorf("%d pairs, the first %v", len(pairs), pairs[0])
	}
	for i, p := range pairs {
		_, from := FindAirport(p.From)
		_, to := FindAirport(p.To)
		if !from || !to || p.PerYear < 1 || i > 0 && p.PerYear > pairs[i-1].PerYear {
			t.Errorf("pair %d: %v", i, p)
		}
	}
}

func TestRecordedFlightsAreCleanAndNameless(t *testing.T) {
	flights := Recorded()
	if got, want := RecordedSets(), []string{"calfire", "guatemala", "indiana", "montreal"}; !slices.Equal(got, want) {
		t.Errorf("sets %v, want %v: the carrier's stays out", got, want)
	}
	neutral := regexp.MustCompile(`^REC\d{3}$`)
	for i, f := range flights {
		if !neutral.MatchString(f.Name) || i > 0 && f.Name == flights[i-1].Name {
			t.Errorf("flight %d is named %q", i, f.Name)
		}
		if n := len(f.Points); n < 2 || f.Points[0].T != 0 || f.Points[n-1].T < leastFlight {
			t.Errorf("%s: %d points", f.Name, n)
		}
		for j, p := range f.Points {
			if p.Level < -500 || p.Level > 20000 || p.Speed < 0 || p.Speed > 400 || p.Course < 0 || p.Course >= geo.Turn || p.Climb < -100 || p.Climb > 100 {
				t.Errorf("%s: point %d cannot be: %+v", f.Name, j, p)
			}
			if j == 0 {
				continue
			}
			q := f.Points[j-1]
			if step := p.T - q.T; step <= 0 || step > maxGap {
				t.Errorf("%s: %v between points %d and %d", f.Name, step, j-1, j)
			}
			if v := geo.Distance(q.Pos, p.Pos) / (p.T - q.T).Seconds(); v > 350 {
				t.Errorf("%s: %.0f m/s between points %d and %d", f.Name, v, j-1, j)
			}
		}
	}
}

func TestCleanMendsWhatWasReceived(t *testing.T) {
	b := []byte(`set,flight,t_s,lat,lon,alt_ft,gs_kt,track_deg,vrate_fpm
a,N1,60,30.1,-100,,100,90,
a,N1,0,30,-100,,100,90,
a,N1,120,30.2,-100,1000,,90,60
a,N1,120,30.2,-100,2000,,90,60
a,N1,180,30.3,-100,,200,90,
a,N1,1000,31,-100,3000,200,90,0
a,N1,1100,31.1,-100,3000,200,90,0
a,N2,0,31,-100,3000,200,90,0
a,N2,30,31,-100,3000,200,90,0
b,N2,0,31,-100,,200,90,0
b,N2,90,31,-100,,200,90,0
`)
	got, err := decodeFlights("x", b)
	if err != nil {
		t.Fatal(err)
	}
	type brief struct {
		Name       string
		T          []air.Time
		Feet       []int
		KnotsFirst int
	}
	var briefs []brief
	for _, f := range got {
		s := brief{Name: f.Name, KnotsFirst: int(f.Points[0].Speed/geo.Knot + 0.5)}
		for _, p := range f.Points {
			s.T = append(s.T, p.T/air.Second)
			s.Feet = append(s.Feet, int(p.Level/geo.Foot+0.5))
		}
		briefs = append(briefs, s)
	}
	want := []brief{
		{"REC001", []air.Time{0, 60, 120, 180}, []int{1000, 1000, 1000, 1000}, 100},
		{"REC002", []air.Time{0, 100}, []int{3000, 3000}, 200}, // behind 820 s of silence
		// 30 s is no flight; without a level it is none either.
	}
	if diff := cmp.Diff(want, briefs); diff != "" {
		t.Error(diff)
	}
}

// Who broadcasts its position is as the list says.
func TestADSB(t *testing.T) {
	for code, want := range map[string]bool{"B738": true, "C172": true, "BE20": true, "LJ35": false, "C210": false, "F16": false, "ULAC": false} {
		if typ, ok := FindAircraftType(code); !ok || typ.ADSB != want {
			t.Errorf("%s: known %v, ADS-B %v, want %v", code, ok, typ.ADSB, want)
		}
	}
}

// The pairs with Mexico and Canada are known airports, each pair once each way.
func TestNeighborPairs(t *testing.T) {
	seen := map[[2]string]bool{}
	for _, p := range NeighborPairs() {
		_, from := FindAirport(p.From)
		_, to := FindAirport(p.To)
		if key := [2]string{p.From, p.To}; !from || !to || p.PerYear < 365 || seen[key] {
			t.Errorf("pair %v: airports known %v and %v, seen before %v", p, from, to, seen[key])
		} else {
			seen[key] = true
		}
		if p.From[0] == 'K' && p.To[0] == 'K' {
			t.Errorf("pair %v is one of the United States alone", p)
		}
	}
}
