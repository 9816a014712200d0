package world

import "perimeter/air/geo"

// wind returns the wind in m/s, ECEF, at a place and a height: the lowest layer
// that is not below it, else the highest.
func (w *World) wind(pos geo.Vec, height float64) geo.Vec {
	layers := w.weather.Wind
	if len(layers) == 0 {
		return geo.Vec{}
	}
	at := &layers[len(layers)-1]
	for i := range layers {
		if layers[i].Height >= height {
			at = &layers[i]
			break
		}
	}
	up := unit(pos)
	east := unit(geo.Vec{X: -up.Y, Y: up.X})
	return axpy(east.Scale(at.East), at.North, up.Cross(east))
}
