// Package raster draws a scene's display list on the CPU: the same picture as
// the window's, with no GPU and no display. It serves PNGs, golden tests, and
// machines without a graphics card, where it is faster than software OpenGL.
package raster
