// Package coverage asks the radars of a scenario what they would see: how much
// area at which height, by how many of them, by whose, how often, and what one
// more would add.
//
//	survey, err := coverage.Look(ctx, radars, options, progress)
//	report := survey.Report()      // numbers, for a table or as JSON
//
// Each sensor is asked once about the middle of every cell of a grid within its
// reach (radar.Sensor.Would: the very model of the exercise), and keeps what it
// sees as a footprint. All else is counting footprints: there is no second model
// of detection here.
//
// Cooperative means that a transponder would be heard; non-cooperative that the
// primary would detect a target of a stated cross-section, Swerling case 1, with
// a stated probability. A point below the ground is not covered. Areas are those
// of the cells on the ellipsoid.
package coverage
