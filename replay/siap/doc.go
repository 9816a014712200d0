// Package siap scores an exercise: how good each center's picture was, how far
// the centers' pictures agree, and how soon people did with each track of
// interest what they should.
//
// The attributes of a picture are those of the Single Integrated Air Picture
// (SIAP System Engineering Task Force, Technical Report 2003-029, "SIAP
// attributes", version 2.0; N. S. Dietrich, Performance metrics for correlation
// and tracking algorithms, Naval Postgraduate School, 2001). An object is an
// aircraft in flight that any sensor of the exercise has seen within the last
// minute. A track is assigned to the nearest object within a gate; several may
// be to one.
//
//	completeness  objects with a track, of all objects
//	  own         the same of the objects that the center's own sensors saw
//	ambiguity     tracks per object that has one; 1 is best
//	spurious      tracks without an object, of all tracks
//	continuity    longest time under one number, of the time with an object
//	breaks        changes of number per hour and object
//	position, velocity   mean error over the ground
//	identified, correct, conflicting   of the objects with a track
//
// A Meter is a tap: it hears a run or a recording.
package siap
