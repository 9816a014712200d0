package atlas

import "perimeter/air"

// Limits returns where a nation's sovereign airspace ends over water, as lines:
// 12 NM off its coast, or in the middle between it and another nation. Over land
// it ends at Borders. The lines are good to 0.3 NM: for the eye; ask Sovereign
// whose airspace a place is in. The USA's do not reach beyond 180 degrees.
//
// Source: drawn about Sovereign; go test ./atlas -run Limits -update makes them.
func Limits(n air.Nation) []Line {
	for _, f := range limits() {
		if f.Country == n.String() {
			return f.Lines
		}
	}
	return nil
}

const limitFile = "made/limit_12nm.geojson.gz"

var limits = once(limitFile, decodeFeatures)
