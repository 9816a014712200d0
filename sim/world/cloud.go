package world

import "perimeter/air/truth"

// release adds a cloud of chaff.
func (w *World) release(c truth.Cloud) { w.sky.Clouds = append(w.sky.Clouds, c) }
