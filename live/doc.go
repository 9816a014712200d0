// Package live is where people and the wall clock meet an exercise: all that
// can surprise us stands in this room. A Local host moves one exercise, or one
// recording, at the pace of the person before the screen.
package live
