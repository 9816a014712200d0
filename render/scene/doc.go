// Package scene turns what an audience may see into shapes: a display list of
// textured triangles over one sheet of glyphs and symbols. It has no window and
// no GPU: render/raster draws the list on the CPU, and the window draws the
// same list with the GPU.
//
//	s := scene.New(theater)
//	s.Observe(view)            // at each publication of each center
//	list := s.Build(&input)    // as often as the picture is wanted
//	hit := s.Pick(x, y)        // what lies under a pixel of that picture
//
// A Scene remembers what a scope remembers: history dots, the plots of the last
// scan, and where each label stood. Building twice from the same input gives the
// same list. Nothing here allocates once the buffers have grown.
package scene
