package radar

import (
	"perimeter/air/geo"
	"perimeter/sim/scenario"
)

// Over returns a radar as it stands over a ground of one's own.
func Over(r *scenario.Radar, ground func(geo.LatLon) float64) (*Sensor, error) {
	sensors, err := build([]scenario.Radar{*r}, 1, nil, ground)
	if err != nil {
		return nil, err
	}
	return &sensors[0], nil
}
