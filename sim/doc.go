// Package sim runs an exercise on one clock. It wires the stages, which do not
// know each other, and moves time: one beat after the other, each stage once.
//
//	engine, err := sim.New(sc, seed)    // builds the whole exercise
//	engine.Attach(recorder)             // to listen changes nothing
//	engine.Submit(order)                // the one door for change
//	err = engine.RunUntil(air.Hour)     // the only thing that moves time
//
// The same scenario and seed give the same bytes, on any number of cores, with
// any number of listeners, and across a checkpoint.
package sim
