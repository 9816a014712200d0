package atlas

import (
	"slices"
	"sync"

	"perimeter/air/geo"
)

// Line is a row of places to be joined by strokes. The lines of areas (Lakes,
// Land) are closed: the last place is the first; fill them by the even-odd rule.
type Line []geo.LatLon

// Detail is how fine the lines of a layer are.
type Detail uint8

// The details. Coarse lines are made for 1:50 million and good to about 1 km,
// fine ones for 1:10 million and good to about 200 m.
const (
	Coarse Detail = iota
	Fine
)

// layer is one kind of lines in both details, each decoded when first asked for.
type layer [2]func() []Line

// at returns the lines of a detail; what is neither is fine.
func (l *layer) at(d Detail) []Line { return l[min(d, Fine)]() }

var (
	coastLayer  = layer{lines("geo/coastline_50m.geojson.gz"), lines("geo/coastline_10m.geojson.gz")}
	borderLayer = layer{lines("geo/country_borders_50m.geojson.gz"), lines("geo/country_borders_10m.geojson.gz")}
	lakeLayer   = layer{lines("geo/lakes_50m.geojson.gz"), lines("geo/lakes_10m.geojson.gz")}
	landLayer   = layer{lines("geo/land_50m.geojson.gz"), lines("geo/land_10m.geojson.gz")}
	stateLayer  = layer{sync.OnceValue(coarseStates), sync.OnceValue(func() []Line { return outlines(states(), "") })}

	border = lines("airspace/us_mexico_border.geojson")
	states = once("geo/states_10m.geojson.gz", decodeFeatures)
)

// Coast returns the coastlines. Source: Natural Earth, public domain.
func Coast(d Detail) []Line { return coastLayer.at(d) }

// Borders returns the land borders between countries. Source: Natural Earth,
// public domain.
func Borders(d Detail) []Line { return borderLayer.at(d) }

// Lakes returns the shores of the lakes, closed. Source: Natural Earth, public
// domain.
func Lakes(d Detail) []Line { return lakeLayer.at(d) }

// Land returns the outlines of all land, closed. Source: Natural Earth, public
// domain.
func Land(d Detail) []Line { return landLayer.at(d) }

// States returns the borders of the states and provinces: coarse, the inner
// borders of the USA and Canada and the outlines of the Mexican states (of
// which there are only fine ones); fine, the outlines of all of them, closed.
// Source: Natural Earth, public domain.
func States(d Detail) []Line { return stateLayer.at(d) }

// BorderUSMexico returns the land border of the USA and Mexico, from east to
// west. Source: Natural Earth, public domain; the rivers in it are good to
// about 1 km.
func BorderUSMexico() Line { return border()[0] }

func coarseStates() []Line {
	return slices.Concat(lines("geo/state_borders_us_ca_50m.geojson.gz")(), outlines(states(), "MEX"))
}

// outlines returns the lines of the features of a country; "" is all.
func outlines(features []feature, country string) (list []Line) {
	for _, f := range features {
		if country == "" || f.Country == country {
			list = append(list, f.Lines...)
		}
	}
	return list
}

// lines returns a function that gives all lines of a file.
func lines(file string) func() []Line {
	return once(file, func(name string, b []byte) ([]Line, error) {
		features, err := decodeFeatures(name, b)
		return outlines(features, ""), err
	})
}
