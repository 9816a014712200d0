// Package replay is the memory of the house: it records an exercise, plays it,
// compares a second run with it, and sums it up.
//
// A recording is an MCAP file (mcap.dev) that opens in the stock tools: one
// message a topic and beat, in protobuf, with the schemas inside; its log time
// is exercise time. It opens with the scenario, the seed and the build target,
// and it holds no wall-clock time, host or path: one seed on one build gives the
// same bytes twice.
//
//	recorder, err := replay.Create("rec.mcap", false, header)
//	engine.Attach(recorder)     // a Tap: hears each beat
//	...
//	recorder.Close()
//
// Each exercise second is one chunk and reaches the file at once. A run that is
// killed leaves a file without an index, torn anywhere: Open finds its last
// whole chunk, and at most the last second is lost.
package replay
