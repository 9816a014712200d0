package world
import ("testing";"perimeter/air";"perimeter/air/geo";"perimeter/air/truth")
func TestTmp(t *testing.T){
	sc := exercise(craft(t, "EXTANGO1", "B350",	fix(t, "MMTC", 0, 0), fix(t, "MMCU", 24000, 270), to(31.78, -106.60, 24000, 270)))
	t.Log("FL240",when(newWorld(t,sc),2*air.Hour,func(g geo.Geodetic)bool{return g.Height>23950*geo.Foot}))
	t.Log("27.15N",when(newWorld(t,sc),2*air.Hour,func(g geo.Geodetic)bool{return g.Lat>27.15*geo.Degree}))
	t.Log("border",when(newWorld(t,sc),2*air.Hour,func(g geo.Geodetic)bool{return g.Lat>31.7*geo.Degree}))
	sc = exercise(craft(t, "CARIBE", "B738", fix(t, "MMUN", 0, 0), to(21.9, -87.4, 35000, 440), to(24.5, -88.4, 35000, 440), to(28.9, -89.6, 35000, 440)))
	t.Log("24.1",when(newWorld(t, sc), 2*air.Hour, func(g geo.Geodetic) bool { return g.Lat > 24.1*geo.Degree }))
	t.Log("24.6",when(newWorld(t, sc), 2*air.Hour, func(g geo.Geodetic) bool { return g.Lat > 24.6*geo.Degree }))
	t.Log("26.6",when(newWorld(t, sc), 2*air.Hour, func(g geo.Geodetic) bool { return g.Lat > 26.6*geo.Degree }))
	t.Log("28.89",when(newWorld(t, sc), 2*air.Hour, func(g geo.Geodetic) bool { return g.Lat > 28.89*geo.Degree }))
	// cubic against truth: a turn at 1 s beats against 0.1 s beats
	w:=newWorld(t, exercise(craft(t,"T","F16",to(30,-95,5000,450),to(40,-95,5000,450))))
	w.Advance(air.Second); w.Apply(air.Second,air.Fly{Aircraft:"T",HeadingDeg:new(179.0)}); w.Advance(2*air.Second)
	s:=w.Truth(); a:=&s.Aircraft[0]; mid:=s.Where(a,1500*air.Millisecond)
	m:=newMotion(a.Pos0.Geodetic(),0,1); m.pos=a.Pos0; _=mid; _=truth.TOI
	t.Log(mid.Sub(a.Pos0).Norm(), mid.Sub(a.Pos).Norm())
}
