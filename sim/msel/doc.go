// Package msel runs the master scenario events list: it watches the exercise
// and gives each inject's orders when its trigger is met.
//
// An inject acts through the same door as a person's order: Check returns
// orders of derived origin for the engine's inbox, so that a replay can make
// them anew and compare.
package msel
