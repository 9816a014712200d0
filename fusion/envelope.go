package fusion

import "perimeter/fusion/estimate"

// What flies is bounded in speed: low down by the pressure of the air that it
// meets, high up by its heat.
//
// Sources: 442 m/s, the fastest flight near the ground (1,590.45 km/h, F-104RB,
// Nevada, 24 October 1977), and 981 m/s, the fastest of an aircraft that takes in
// air (980.4: 3,529.56 km/h, SR-71, 28 July 1976), records of the FAI as articles
// on the pilot of the first and the Museum of Aviation, Georgia, on the second give
// them. Between them the pressure of the first is held: the speed goes up with
// the square root of how much thinner the air is (ISO 2533, standard
// atmosphere: 1.225, 0.736, 0.414, 0.312, 0.241 kg/m3). The wind of a jet stream
// is added.
var envelope = [...]struct{ height, speed float64 }{ // m, m/s
	{0, 442}, {5000, 570}, {10_000, 761}, {12_000, 876}, {13_600, 981},
}

const (
	tailwind      = 60.0 // m/s (assumed)
	heightAbove   = 2.0  // standard deviations, by which the aircraft may be higher than it is thought to be
	envelopeSteps = len(envelope)
)

// fastest returns the speed over the ground that no aircraft at a height
// exceeds, m/s.
func fastest(height float64) float64 {
	i := 1
	for i < envelopeSteps-1 && height > envelope[i].height {
		i++
	}
	a, b := &envelope[i-1], &envelope[i]
	u := max(0, min(1, (height-a.height)/(b.height-a.height)))
	return a.speed + float64(u*(b.speed-a.speed)) + tailwind
}

// bound holds a state within what can fly where it may be, and returns the
// probability that was believed of that.
func bound(s *estimate.State) float64 {
	return s.Within(fastest(s.Up[0] + heightAbove*sqrt(s.V[0])))
}
