package atlas

import (
	"perimeter/air"
	"perimeter/air/geo"
)

// RadarSites returns all radar sites, sorted by ID. The list is under the Open
// Database License: see its folder.
//
// Source: the FAA's list of 3 March 2010 and open literature; each row names
// its own. Heights that general references contradict are mended (mend.go).
func RadarSites() []RadarSite { return radarSites() }

// FindRadarSite returns the site of an ID.
func FindRadarSite(id string) (RadarSite, bool) { return find(radarSites(), id, siteID) }

// RadarSiteIDs returns the IDs of all sites, sorted.
func RadarSiteIDs() []string { return names(radarSites(), siteID) }

func siteID(s *RadarSite) string { return s.ID }

var radarSites = once("radar-sites-odbl/radar_sites.csv", decodeSites)

func decodeSites(name string, b []byte) (sites []RadarSite, err error) {
	err = eachRow(name, b, func(r *row) { sites = append(sites, siteOf(r)) })
	if err != nil {
		return nil, err
	}
	return sites, sortBy(name, sites, siteID)
}

func siteOf(r *row) RadarSite {
	s := RadarSite{
		ID:         r.name("id"),
		Name:       r.name("name"),
		Country:    r.name("country"),
		Operator:   r.name("operator"),
		Type:       r.name("type"),
		Pos:        r.place(),
		Ground:     r.within("ground_elev_m", -100, 6000),
		Approx:     r.flag("approx"),
		Status:     r.name("status"),
		Confidence: r.name("confidence"),
		Source:     r.name("source"),
	}
	s.Nation = nationOf(s.Country)
	mendSite(&s)
	return s
}

// place returns the columns lat and lon, degrees.
func (r *row) place() geo.LatLon {
	return geo.Deg(r.within("lat", -90, 90), r.within("lon", -180, 180))
}

// nationOf returns the player of a country by its two letters (ISO 3166).
func nationOf(country string) air.Nation {
	switch country {
	case "US":
		return air.USA
	case "CA":
		return air.CAN
	case "MX":
		return air.MEX
	}
	return air.NoNation
}
