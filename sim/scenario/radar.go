package scenario

import (
	"fmt"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/atlas"
)

// radarTable is one [[radar]]: a site of the atlas, many sites, or a radar in full.
type radarTable struct {
	place
	Site       text   `toml:"site" doc:"id of a site of the atlas"`
	Sites      names  `toml:"sites" doc:"ids of sites of the atlas, all with the same overrides"`
	Name       text   `toml:"name" form:"name" def:"the site's id" doc:"name of the radar"`
	Nation     text   `toml:"nation" choice:"USA CAN MEX" def:"the site's" doc:"nation that owns the radar"`
	Type       text   `toml:"type" def:"the site's" doc:"type of radar of the atlas"`
	Lat        number `toml:"lat" min:"-90" max:"90" def:"the site's" doc:"latitude of the antenna, degrees north"`
	Lon        number `toml:"lon" min:"-180" max:"180" def:"the site's" doc:"longitude of the antenna, degrees east"`
	AntennaFt  number `toml:"antenna_ft" min:"0" max:"60000" def:"the type's" doc:"height of the antenna above ground, feet"`
	AltFt      number `toml:"alt_ft" min:"-1500" max:"60000" def:"ground and antenna_ft" doc:"height of the antenna above sea level, feet"`
	RangeNM    number `toml:"range_nm" min:"1" max:"500" def:"the type's" doc:"instrumented range of the primary, or that at which a station hears, nautical miles"`
	RangeSSRNM number `toml:"range_ssr_nm" min:"1" max:"500" def:"the type's" doc:"instrumented range of the secondary, nautical miles"`
	ScanS      number `toml:"scan_s" min:"0.5" max:"60" def:"the type's" doc:"time of one turn of the antenna, seconds"`
	SigmaM     number `toml:"sigma_m" above:"0" max:"5000" def:"the type's" doc:"standard deviation in range, metres"`
	SigmaDeg   number `toml:"sigma_deg" above:"0" max:"5" def:"the type's" doc:"standard deviation in azimuth, degrees"`
	BiasM      number `toml:"bias_m" min:"-5000" max:"5000" def:"0" doc:"bias in range, metres, told to no tracker"`
	BiasDeg    number `toml:"bias_deg" min:"-5" max:"5" def:"0" doc:"bias in azimuth, degrees, told to no tracker"`
	FalsePlots number `toml:"false_plots" min:"0" max:"500" def:"5" doc:"mean number of false plots a scan of the primary"`
	Birds      number `toml:"birds" min:"0" max:"500" def:"a tenth of false_plots" doc:"how many of the false plots a scan, in the mean, are of birds and angels: they stay for minutes and move slowly"`
	Lobing     toggle `toml:"lobing" def:"false" doc:"whether the sea's reflection gives its primary lobes"`
	PSR        toggle `toml:"psr" def:"as the type" doc:"whether its primary works"`
	SSR        toggle `toml:"ssr" def:"as the type" doc:"whether its secondary works"`
	StandIn    toggle `toml:"stand_in" def:"as the atlas; false in full" doc:"a placeholder: its position or type is not public"`
	Out        toggle `toml:"out" def:"false" doc:"out of service at the start"`
	Carrier    text   `toml:"carrier" doc:"name of the aircraft that carries it"`
	Civil      toggle `toml:"civil" def:"as the site's operator; false in full" doc:"whether a civil authority runs it"`
	Release    names  `toml:"release" choice:"USA CAN MEX" def:"as [release]" doc:"nations that may have its data"`
	TracksTo   names  `toml:"tracks_to" choice:"USA CAN MEX" def:"as release" doc:"nations that may have tracks that are made of its data"`
}

// mostRadars is how many radars a scenario may have: ten times those of the
// largest exercises meant (assumed).
const mostRadars = 5000

// radarAll resolves the radars, in the order of the file and of its lists.
func (l *loader) radarAll() {
	for i := range l.file.Radar {
		e := &l.file.Radar[i]
		l.checkRadar(e)
		typ, known := l.radarType(e)
		sites := e.Sites.Items
		if e.Site.Is {
			sites = []text{e.Site}
		}
		if !e.Site.Met && !e.Sites.Met {
			sites = []text{{}} // in full
		}
		for _, id := range sites {
			if len(l.s.Radars) == mostRadars {
				l.add(OutOfRange, max(id.from, e.from), e.who+"too many radars").want("at most %d", mostRadars)
				return
			}
			l.radar(e, id, typ, known)
		}
	}
}

// checkRadar looks at what a table says against itself, once for all its sites.
func (l *loader) checkRadar(e *radarTable) {
	l.not(&e.place, e.Site.mark, "site", e.Sites.mark, "sites")
	l.not(&e.place, e.Sites.mark, "sites", e.Name.mark, "name")
	l.not(&e.place, e.Sites.mark, "sites", e.Lat.mark, "lat")
	l.not(&e.place, e.Sites.mark, "sites", e.Carrier.mark, "carrier")
	l.not(&e.place, e.AltFt.mark, "alt_ft", e.AntennaFt.mark, "antenna_ft")
	l.not(&e.place, e.Carrier.mark, "carrier", e.Lat.mark, "lat")
	l.not(&e.place, e.Carrier.mark, "carrier", e.Site.mark, "site")
	l.both(&e.place, e.Lat.mark, "lat", e.Lon.mark, "lon")
	l.refer(&e.place, &l.aircraft, e.Carrier)
	if e.Sites.Is && len(e.Sites.Items) == 0 {
		l.bad(OutOfRange, &e.place, e.Sites.mark, "a list without sites").want("at least one")
	}
	if e.PSR.Is && e.SSR.Is && !e.PSR.V && !e.SSR.V {
		l.bad(Contradiction, &e.place, e.SSR.mark, "neither primary nor secondary").want("psr or ssr true")
	}
	if e.Site.Met || e.Sites.Met {
		return
	}
	l.must(&e.place, e.Name.mark, "name", "name of the radar, or site")
	l.must(&e.place, e.Nation.mark, "nation", "nation that owns the radar, as it has no site")
	l.must(&e.place, e.Type.mark, "type", "type of radar of the atlas, as it has no site")
	if !e.Carrier.Met && !e.Lat.Met && !e.Lon.Met {
		l.must(&e.place, e.Lat.mark, "lat", "position, as it has no site")
	}
}

// radarType returns the type that a table names.
func (l *loader) radarType(e *radarTable) (t atlas.RadarType, known bool) {
	if !e.Type.Is {
		return t, false
	}
	if t, known = atlas.FindRadarType(e.Type.V); !known {
		l.bad(MissingReference, &e.place, e.Type.mark, "the atlas has no such type of radar").slip(e.Type.V, atlas.RadarTypeNames)
	}
	return t, known
}

// radar resolves one radar: a site, or none with an empty id, under a table's
// overrides.
func (l *loader) radar(e *radarTable, id text, typ atlas.RadarType, known bool) {
	p := e.place
	name := e.Name
	if id.Is {
		p.who = "radar " + id.V + ": "
		if !name.Is || e.Sites.Met {
			name = id
		}
	}
	l.enter(&l.radars, &p, name)
	site, hasSite := atlas.FindRadarSite(id.V)
	if id.Is && !hasSite {
		l.bad(MissingReference, &p, id.mark, "the atlas has no such radar site").slip(id.V, atlas.RadarSiteIDs)
	}
	if hasSite && !e.Type.Met {
		typ, known = atlas.FindRadarType(site.Type)
	}
	r := Radar{
		Name:       name.V,
		Nation:     nationOf(e.Nation, site.Nation),
		StandIn:    e.StandIn.or(hasSite && site.StandIn()),
		Type:       typ,
		BiasRange:  e.BiasM.V,
		BiasAz:     e.BiasDeg.V * geo.Degree,
		Lobing:     e.Lobing.V,
		OutAtStart: e.Out.V,
		Civil:      e.Civil.or(civil(site.Operator)),
		Carrier:    e.Carrier.V,
	}
	if hasSite && !e.Nation.Met && r.Nation == air.NoNation {
		l.must(&p, mark{}, "nation", "nation that owns the radar: its site stands in "+site.Country)
	}
	l.releaseRadar(e, &p, &r)
	if known {
		l.override(e, &p, &r)
		r.Pos = l.antenna(e, &p, &r, &site, hasSite)
	}
	l.s.Radars = append(l.s.Radars, r)
}

// override puts a table's own numbers over those of the type.
func (l *loader) override(e *radarTable, p *place, r *Radar) {
	t := &r.Type
	l.receivers(e, p, t)
	if e.RangeNM.Is {
		t.Range = e.RangeNM.V * geo.NM
		l.needs(p, e.RangeNM.mark, "range_nm", t.PSR || t.ADSB, "primary")
		if t.Range <= t.MinRange {
			l.bad(OutOfRange, p, e.RangeNM.mark, "range_nm is out of range").
				want("more than %g, the least range of %s", t.MinRange/geo.NM, t.Name)
		}
	}
	if e.RangeSSRNM.Is {
		t.RangeSSR = e.RangeSSRNM.V * geo.NM
		l.needs(p, e.RangeSSRNM.mark, "range_ssr_nm", t.SSR, "secondary")
	}
	if e.ScanS.Is {
		t.Scan = air.FromSeconds(e.ScanS.V)
	}
	t.SigmaRange = e.SigmaM.or(t.SigmaRange)
	if e.SigmaDeg.Is {
		t.SigmaAz = e.SigmaDeg.V * geo.Degree
	}
	if t.PSR {
		r.FalsePerScan = e.FalsePlots.or(5)
		r.Birds = e.Birds.or(0.1 * r.FalsePerScan)
		if r.Birds > r.FalsePerScan {
			l.bad(OutOfRange, p, e.Birds.mark, "more birds than false plots").want("at most %g", r.FalsePerScan)
		}
	}
}

// receivers switches a type's primary or secondary off. On it switches only
// what the type has.
func (l *loader) receivers(e *radarTable, p *place, t *atlas.RadarType) {
	if e.PSR.Is && e.PSR.V {
		l.needs(p, e.PSR.mark, "psr", t.PSR, "primary")
	}
	if e.SSR.Is && e.SSR.V {
		l.needs(p, e.SSR.mark, "ssr", t.SSR, "secondary")
	}
	had := t.PSR || t.SSR
	if t.PSR = t.PSR && e.PSR.or(true); !t.PSR && !t.ADSB && !t.Observer {
		t.Range, t.SigmaHeight = 0, 0 // height finding is the primary's
	}
	if t.SSR = t.SSR && e.SSR.or(true); !t.SSR {
		t.RangeSSR, t.ModeS = 0, false
	}
	if had && !t.PSR && !t.SSR && !(e.PSR.Is && e.SSR.Is) {
		off := e.PSR.mark
		if e.SSR.Is {
			off = e.SSR.mark
		}
		l.bad(Contradiction, p, off, fmt.Sprintf("type %q is left with neither primary nor secondary", t.Name))
	}
}

// needs says that a key means nothing for a radar without a receiver.
func (l *loader) needs(p *place, m mark, key string, has bool, receiver string) {
	if !has {
		l.bad(Contradiction, p, m, fmt.Sprintf("%s for a radar that has no %s", key, receiver))
	}
}

// antenna returns where the antenna stands. One that is carried is where its
// carrier starts.
func (l *loader) antenna(e *radarTable, p *place, r *Radar, site *atlas.RadarSite, hasSite bool) geo.Geodetic {
	if e.Carrier.Met {
		if !r.Type.Airborne {
			l.bad(Contradiction, p, e.Carrier.mark, fmt.Sprintf("type %q cannot be carried by an aircraft", r.Type.Name))
		}
		if i, ok := l.aircraft.at[e.Carrier.V]; ok && len(l.s.Aircraft[i].Route) > 0 {
			l.carries(e, p, &l.s.Aircraft[i].Type)
			start := &l.s.Aircraft[i].Route[0]
			return start.Pos.At(start.Height)
		}
		return geo.Geodetic{}
	}
	if r.Type.Airborne {
		l.must(p, mark{}, "carrier", "name of the aircraft that carries it, as type "+strconv.Quote(r.Type.Name)+" flies")
	}
	pos, ground := site.Pos, site.Ground
	if e.Lat.Is && e.Lon.Is {
		pos = geo.Deg(e.Lat.V, e.Lon.V)
		if !e.AltFt.Is && (e.AntennaFt.Is || r.Type.Platform == 0) {
			ground = atlas.Ground(pos)
		}
	} else if !hasSite {
		return geo.Geodetic{}
	}
	switch {
	case e.AltFt.Is:
		return pos.At(e.AltFt.V * geo.Foot)
	case e.AntennaFt.Is:
		return pos.At(ground + e.AntennaFt.V*geo.Foot)
	case r.Type.Platform > 0:
		return pos.At(r.Type.Platform)
	}
	return pos.At(ground + r.Type.Height)
}

// carries looks whether an aircraft is one that carries such a radar.
func (l *loader) carries(e *radarTable, p *place, t *atlas.AircraftType) {
	if t.Code != "" && !strings.HasPrefix(t.Category, "AEW") {
		l.bad(Contradiction, p, e.Carrier.mark, "its carrier, a "+t.Code+", is no AEW aircraft").want("an aircraft of a type for airborne early warning, as E45X, E2C or E3")
	}
}
