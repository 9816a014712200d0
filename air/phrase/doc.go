// Package phrase is the one grammar of orders: text becomes orders, orders
// become text. Scenario, MSEL, console and menu use it, and nothing in it acts.
//
//	EXLOBO heading 350, climb FL240, speed 270     fly
//	EXLOBO squawk 7500; EXVIP1 lead EXLOBO         what an aircraft can be told (air.Behaviours)
//	EXEAGLE1 launch
//	radar QNW out; radar QNW degrade 10; radar TARS-FHU winch down
//	feed SDN-USA cut; feed SDN-USA mend
//	inject 4 send; inject 6 move 01:20:00; no play real-world emergency; play on
//	tell SIVA NORAD: last seen north of Chihuahua
//	at SIVA offer 117 to NORAD; at SIVA 117 suspect no plan
//
// A line is a chain of orders with ";" or "then" between. Words may be cut short
// where one meaning is left ("hdg", "spd" and "alt" are known too). A word that
// is none is never passed over: it is an error, with the nearest word proposed.
package phrase
