package air

import (
	"fmt"
	"math"
	"strings"
)

// Behaviour is one word of what an aircraft can be told to do, or to say, by a
// Behave: the scenario, the MSEL and the director choose from one list.
type Behaviour struct {
	As       string  // the word
	Other    string  // whom Behave.Other names; empty: it must be empty
	Value    string  // what Behave.Value means, with its unit; empty: it is not used
	Min, Max float64 // of Value
	Usual    float64 // what a Value of 0 stands for
	Doc      string
}

// Behaviours is the list. Package sim/world does what it says.
var Behaviours = []Behaviour{
	{As: "hijack", Value: "degrees from true north, the heading that it turns to; 0: none, 360: north", Max: 360, Doc: "squawks 7500"},
	{As: "hijack_silent", Value: "degrees from true north, the heading that it turns to; 0: none, 360: north", Max: 360, Doc: "transponder and broadcasts off, nothing said"},
	{As: "nordo", Doc: "squawks 7600 and flies on as planned: the radio is lost"},
	{As: "emergency", Doc: "squawks 7700"},
	{As: "dark", Doc: "transponder and broadcasts off"},
	{As: "squawk", Value: "the four octal digits of the code, as 1200", Max: 7777, Doc: "transponder on, with this code"},
	{As: "stuck", Doc: "the transponder goes on saying the code and the level of this moment, whatever the aircraft does"},
	{As: "clone", Other: "the aircraft whose code it takes", Doc: "squawks another's Mode 3/A code"},
	{As: "swap", Other: "the aircraft with which it changes", Doc: "two aircraft exchange code, address and call sign"},
	{As: "deaf", Value: "percent of interrogations that stay unanswered", Max: 100, Usual: 50, Doc: "the transponder fails at times"},
	{As: "displace", Value: "metres a second by which its broadcast position leaves the true one, to the right of its nose; negative: to the left", Min: -2000, Max: 2000, Usual: 20, Doc: "ADS-B drifts off"},
	{As: "freeze", Doc: "ADS-B goes on saying the position of this moment"},
	{As: "honest", Doc: "transponder and broadcasts again as at the start"},

	{As: "jam", Doc: "its jammer sends noise"},
	{As: "quiet", Doc: "its jammer falls silent"},
	{As: "chaff", Value: "millions of dipoles", Max: 1000, Usual: 1, Doc: "drops a cloud of chaff"},

	{As: "hold", Doc: "holding pattern at this place, inbound on this course: right turns, legs of a minute, of a minute and a half above 14,000 ft"},
	{As: "orbit", Value: "nautical miles, length of the legs; negative: left turns", Min: -300, Max: 300, Usual: 20, Doc: "racetrack that begins here and on this course"},
	{As: "figure_eight", Value: "nautical miles, length", Max: 300, Usual: 20, Doc: "figure of eight about this place, along this course"},
	{As: "formate", Other: "the leader", Value: "nautical miles behind", Max: 100, Usual: 1, Doc: "keeps a place behind another"},
	{As: "abeam", Other: "the leader", Value: "nautical miles to the right; negative: to the left", Min: -100, Max: 100, Usual: 1, Doc: "keeps a place beside another"},
	{As: "pursue", Other: "the target", Doc: "points at another until it is there, then keeps behind it (pure pursuit)"},
	{As: "lead", Other: "the target", Value: "nautical miles at which it goes over to trail", Max: 100, Usual: 1, Doc: "flies a collision course with another, then keeps behind it"},
	{As: "stern", Other: "the target", Value: "nautical miles behind at which the conversion ends", Max: 100, Usual: 2, Doc: "flies beside another and turns in behind it (stern conversion)"},
	{As: "follow_terrain", Value: "feet above the ground", Max: 60_000, Usual: 500, Doc: "follows the ground"},
	{As: "drift", Doc: "floats with the wind; for what has no least speed"},
	{As: "rtb", Doc: "returns to its base, or to the nearest airport that suits it, and lands"},
	{As: "land", Doc: "lands at the nearest airport that suits it"},
	{As: "resume", Doc: "back to its route, height and speed"},
}

// FindBehaviour returns the behaviour of a word.
func FindBehaviour(as string) (Behaviour, bool) {
	for _, b := range Behaviours {
		if b.As == as {
			return b, true
		}
	}
	return Behaviour{}, false
}

// BehaviourWords returns the words of the list, in its order.
func BehaviourWords() []string {
	words := make([]string, len(Behaviours))
	for i := range Behaviours {
		words[i] = Behaviours[i].As
	}
	return words
}

// Check reports what is wrong with a Behave in itself; whether its names are
// there, others know.
func (b Behave) Check() error {
	k, ok := FindBehaviour(b.As)
	switch {
	case !ok:
		return fmt.Errorf("want one of %s, got %q", strings.Join(BehaviourWords(), " "), b.As)
	case k.Other == "" && b.Other != "":
		return fmt.Errorf("%s: want no other aircraft, got %q", b.As, b.Other)
	case k.Other != "" && b.Other == "":
		return fmt.Errorf("%s: want other, %s, got none", b.As, k.Other)
	case b.Other != "" && b.Other == b.Aircraft:
		return fmt.Errorf("%s: want another aircraft, got %q itself", b.As, b.Other)
	case k.Value == "" && b.Value != 0:
		return fmt.Errorf("%s: want no value, got %g", b.As, b.Value)
	case k.Value != "" && !(b.Value >= k.Min && b.Value <= k.Max): // written so that NaN fails too
		return fmt.Errorf("%s: want value from %g to %g, %s, got %g", b.As, k.Min, k.Max, k.Value, b.Value)
	}
	if b.As == "squawk" {
		if _, err := CodeOfDigits(b.Value); err != nil {
			return fmt.Errorf("squawk: %w", err)
		}
	}
	return nil
}

// Amount returns the value, or what 0 stands for.
func (b Behave) Amount() float64 {
	if k, ok := FindBehaviour(b.As); ok && b.Value == 0 {
		return k.Usual
	}
	return b.Value
}

// CodeOfDigits reads a code written as a decimal number, as 1200.
func CodeOfDigits(v float64) (Mode3A, error) {
	if !(v >= 0 && v <= 7777) || v != math.Trunc(v) {
		return 0, fmt.Errorf("mode 3/A: want four octal digits, got %g", v)
	}
	return ParseMode3A(fmt.Sprintf("%04d", int(v)))
}
