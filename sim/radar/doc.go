// Package radar turns truth into plots: each sensor looks over a beat and meets
// each aircraft at the instant at which its beam crosses it.
//
//	sensor.Look(snapshot)  // over [From, At)
//	sensor.Batch           // what the radar gave: plots, service marks
//	sensor.Looks           // what it looked at, and why it saw or did not
//
// A look goes through the rooms of the radar in this order: the beam meets the
// aircraft (beam), it is seen over the terrain (sight), its echo is detected
// (detect, target), its transponder replies (ssr), and what is found gets
// noise, bias and steps (measure). False plots are laid beside (clutter).
//
// Everything is a pure function of the seed, the names of the sensor and the
// aircraft, the scan and the truth of the beat: what another aircraft or
// another radar does changes no byte here. The only state is whether a sensor
// is out of service.
//
// A sensor with a carrier moves. Its place is kept (Info tells Moving), but it
// waits: it looks at nothing and gives no service mark.
package radar
