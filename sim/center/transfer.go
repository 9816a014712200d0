package center

import (
	"perimeter/air"
)

// transfer is one planned flight between this ATC unit and the next, or a point
// out of one; the same record is kept at both ends.
type transfer struct {
	air.Transfer
	PointOut bool
	From     string   // ICAO, of the plan
	Dest     string   // the same
	Late     air.Time // when the state's clock runs out; air.Never: it does not
	Turn     air.Time // of the next track update
	Tries    int      // messages again, in this state
	Moves    int      // transitions so far: draws belong to them
	Lost     int      // checks in a row that found no way into the next unit's area
	Point    string   // of crossing
	Told     air.Time // the estimate that the other unit has
	Last     air.Talk // the message that waits for its answer; its Serial is what must be answered
	Other    fix      // where the other unit says that it is
	Blocked  bool     // retracted: speak before it is offered again
	Acked    bool     // the other unit's machine has the acceptance
	Person   bool     // a person has acted on it: the staff is silent
	Plan     intent   // what the staff is about to do
}

// passing is the transfer of a planned flight with a discrete code between two
// ATC units, for both ends: the transferring unit's rows, then the receiving
// one's, then those of a point out. docs/handovers.md shows the same table.
//
// Source: order of messages and rules as in ICAO Doc 4444 chapter 10 and FAA
// JO 7110.65 chapter 5 section 4 (automated hand-off, point out); the states and
// limits are assumed: NAM-ICD-like, not verified.
func passing() machine[*transfer] {
	return machine[*transfer]{
		// Coordination.
		{in("planned"), "do coordinate", nil, (*Center).sendEstimate, "sent", lamClock, ""},
		{in("sent"), "hear LAM", (*Center).answered, nil, "coordinated", noClock, "the estimate is processed"},
		{in("sent"), "hear LRM", (*Center).lacksPlan, (*Center).sendPlan, "sent", lamClock, "no plan there: the whole plan"},
		{in("sent"), "hear LRM", (*Center).answered, (*Center).speakUp, "voice", voiceClock, "rejected"},
		{in("sent"), "late", (*Center).mayRepeat, (*Center).repeat, "sent", lamClock, "no LAM: again"},
		{in("sent"), "late", nil, (*Center).speakUp, "voice", voiceClock, "no LAM"},
		{in("coordinated"), "moved", (*Center).sends, (*Center).sendChange, "sent", lamClock, "the estimate moved by 3 min or more"},
		{in("planned"), "strays", nil, nil, "cancelled", noClock, "it does not enter the next unit"},
		{in("sent", "coordinated"), "strays", (*Center).sends, (*Center).sendCancel, "cancelled", noClock, "it no longer enters the next unit"},

		// Hand-off.
		{in("coordinated"), "do hand_off", (*Center).mustSpeak, (*Center).speakUp, "voice", voiceClock, "by voice"},
		{in("coordinated"), "do hand_off", (*Center).sends, (*Center).sendOffer, "offer_sent", rlaClock, ""},
		{in("offer_sent"), "hear RLA", (*Center).answered, (*Center).pace, "offered", takeClock, "paired there"},
		{in("offer_sent"), "hear LRM", (*Center).answered, (*Center).speakUp, "voice", voiceClock, "rejected"},
		{in("offer_sent"), "late", (*Center).mayRepeat, (*Center).repeat, "offer_sent", rlaClock, "no RLA: again"},
		{in("offer_sent"), "late", nil, (*Center).speakUp, "voice", voiceClock, "no RLA"},
		{in("offered"), "turn", (*Center).sends, (*Center).sendUpdate, "", noClock, ""},
		{in("offer_sent", "offered", "voice"), "hear RTA", (*Center).sends, (*Center).acknowledge, "accepted", frequencyClock, "accepted"},
		{in("offer_sent", "offered"), "do recall", (*Center).sends, (*Center).sendRetract, "coordinated", noClock, "retracted: speak before it is offered again"},
		{in("offer_sent", "offered", "voice"), "hear refuse", (*Center).sends, (*Center).blocked, "coordinated", noClock, "refused"},
		{in("offered"), "late", (*Center).sends, (*Center).speakUp, "voice", voiceClock, "nobody takes it"},
		{in("offer_sent", "offered"), "near", (*Center).sends, (*Center).speakUp, "voice", voiceClock, "the boundary is near: by voice"},
		{in("coordinated", "cancelled"), "hear RTA", (*Center).sends, (*Center).tooLate, "", noClock, "accepted after it was taken back"},
		{in("accepted", "radio_sent"), "hear RTA", (*Center).sends, (*Center).acknowledge, "", noClock, "accepted again"},
		{in("voice"), "late", (*Center).maySpeak, (*Center).speakUp, "voice", voiceClock, "no answer by voice: again"},
		{in("voice"), "late", nil, (*Center).nobodyHears, "voice", noClock, "no answer by voice"},

		// Change of frequency and of control.
		{in("accepted"), "late", (*Center).sends, nil, "radio_sent", callClock, "told to call the next unit"},
		{in("accepted", "radio_sent", "on_freq"), "crosses", nil, nil, "transferred", keepClock, "control passes at the boundary"},
		{in("planned", "sent", "coordinated", "offer_sent", "offered", "voice"), "crosses", (*Center).sends, (*Center).unaccepted, "cancelled", noClock, "at the boundary, not accepted"},
		{in("coordinated", "offered", "voice"), "crosses", nil, nil, "cancelled", noClock, "it came without a hand-off"},

		// The receiving unit.
		{in("", "cancelled"), "hear EST", (*Center).unplanned, (*Center).reject, "cancelled", noClock, "no plan"},
		{in("", "coordinated", "cancelled"), "hear EST", (*Center).codeTaken, (*Center).reject, "cancelled", noClock, "its code is in use"},
		{in("", "coordinated", "cancelled"), "hear CPL", (*Center).codeTaken, (*Center).reject, "cancelled", noClock, "its code is in use"},
		{in("", "coordinated", "cancelled"), "hear EST", nil, (*Center).process, "coordinated", noClock, "coordinated"},
		{in("", "coordinated", "cancelled"), "hear CPL", nil, (*Center).process, "coordinated", noClock, "coordinated by the whole plan"},
		{in("coordinated", "offered", "accepted"), "hear MOD", (*Center).receives, (*Center).process, "", noClock, "changed"},
		{in("coordinated"), "hear CNL", (*Center).receives, (*Center).process, "cancelled", noClock, "it no longer comes"},
		{in("", "coordinated", "cancelled"), "hear RTI", (*Center).spoken, (*Center).process, "offered", takeClock, "offered by voice"},
		{in("coordinated"), "hear RTI", (*Center).receives, (*Center).pair, "offered", takeClock, "offered"},
		{in("", "cancelled"), "hear RTI", nil, (*Center).reject, "cancelled", noClock, "offered before it was coordinated"},
		{in("offered"), "hear RTI", (*Center).receives, (*Center).pair, "", noClock, "offered again"},
		{in("offered", "accepted"), "hear RTU", (*Center).receives, (*Center).update, "", noClock, ""},
		{in("offered"), "do take", (*Center).receives, (*Center).take, "accepted", lamClock, ""},
		{in("offered"), "do decline", (*Center).receives, (*Center).decline, "coordinated", noClock, ""},
		{in("offered"), "late", (*Center).receives, nil, "offered", noClock, "nobody has taken it"},
		{in("offered"), "hear RTA", (*Center).receives, (*Center).process, "coordinated", noClock, "the giver took it back"},
		{in("accepted"), "hear RTA", (*Center).receives, nil, "", noClock, "the giver's retraction crosses our acceptance"},
		{in("accepted"), "hear LRM", (*Center).receives, nil, "coordinated", noClock, "our acceptance came too late"},
		{in("accepted"), "hear LAM", (*Center).receives, (*Center).acked, "accepted", callClock, "the giver has our acceptance"},
		{in("accepted"), "hear RTI", (*Center).receives, (*Center).take, "", noClock, "offered again: accepted again"},
		{in("accepted"), "late", (*Center).mayTake, (*Center).takeAgain, "accepted", lamClock, "no LAM: accepted again"},
		{in("accepted"), "late", (*Center).mute, (*Center).noCall, "accepted", callClock, "it does not call: radio failure"},
		{in("accepted"), "late", (*Center).receives, nil, "on_freq", noClock, "on our frequency"},

		// Point out: identity is shown, nothing passes.
		{in(""), "do point_out", nil, (*Center).sendPointOut, "pending", pointClock, ""},
		{in("pending"), "late", (*Center).sends, (*Center).speakPointOut, "voice", voiceClock, "no answer to the point out: by voice"},
		{in("pending", "voice"), "hear POA", (*Center).sends, (*Center).acknowledge, "approved", keepClock, "approved"},
		{in("pending", "voice"), "hear POJ", (*Center).sends, (*Center).acknowledge, "rejected", keepClock, "rejected"},
		{in("", "pending"), "hear POI", nil, (*Center).process, "pending", pointClock, "pointed out"},
		{in("pending"), "do take", (*Center).receives, (*Center).approve, "approved", keepClock, ""},
		{in("pending"), "do decline", (*Center).receives, (*Center).disapprove, "rejected", keepClock, ""},
		{in("pending"), "late", (*Center).receives, nil, "pending", noClock, "the point out waits for an answer"},
	}
}

// pass steps the machine of a transfer, and reports whether a row fitted.
func (c *Center) pass(x *transfer, h *happening) bool {
	r := c.passing.find(c, x, x.State, h)
	if r == nil {
		return false
	}
	if r.do != nil {
		r.do(c, x, h)
	}
	if r.next != "" {
		if r.next != x.State {
			x.State, x.Since, x.Tries = r.next, h.at, 0
		}
		x.Late = air.Never
		if p := c.peer(x.With); p != nil && r.clock != noClock {
			x.Late = h.at + p.wait(r.clock, x.Voice)
		}
	}
	if r.why != "" || h.on != "turn" && h.on != "hear RTU" {
		c.logTransfer(x, h, r.why)
	}
	x.Moves++
	return true
}
