// Package air holds the words of the house: plots, tracks, pictures, views,
// parcels, orders, codes, nations and exercise time. Every room speaks it; it
// knows none of them.
//
// The words are plain values. Nothing that exists in thousands holds a pointer,
// a string or a slice. Truth is not here: it is in air/truth, behind a door
// that only the world, the radars, the director, the recorder and the scorer
// may open.
package air
