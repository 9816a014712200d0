package center

import (
	"slices"

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
	Asked    int      // serial of the message to which an answer of people is due
	Theirs   bool     // the other unit has proposed other conditions
	Person   bool     // a person has acted on it: the staff is silent
	Plan     intent   // what the staff is about to do
}

// passing is the transfer of a planned flight with a discrete code between two
// ATC units, for both ends: the transferring unit's rows, then the receiving
// one's, then those of a point out. The words are the machine's own; icd.go says
// which message of which family carries them, and rows for what only one family
// does ask for that in their guard. docs/handovers.md shows the same table.
//
// Source: order of messages and rules as in ICAO Doc 4444 chapter 10 and FAA
// JO 7110.65 chapter 5 section 4 (automated hand-off, point out); the states and
// limits are assumed: in the manner of the NAM ICD, OLDI and AIDC, not verified.
func passing() machine[*transfer] {
	return slices.Concat(coordination(), handOff(), receipt(), pointOut())
}

// coordination is the notice and the estimate at the transferring unit.
func coordination() machine[*transfer] {
	return machine[*transfer]{
		{in("planned"), "soon", (*Center).announces, (*Center).sendNotice, "notified", lamClock, "told beforehand"},
		{in("notified"), "hear copied", (*Center).answered, nil, "notified", noClock, "the notice is there"},
		{in("notified"), "hear reject", (*Center).answered, nil, "notified", noClock, "the notice is rejected"},
		{in("notified"), "late", (*Center).mayRepeat, (*Center).repeat, "notified", lamClock, "no LAM: again"},
		{in("notified"), "late", (*Center).sends, nil, "notified", noClock, "no LAM to the notice"},
		{in("planned", "notified"), "do coordinate", (*Center).sends, (*Center).sendEstimate, "sent", lamClock, ""},
		{in("sent"), "hear copied", (*Center).negotiates, nil, "coordinating", replyClock, "processed: a controller must agree"},
		{in("sent"), "hear copied", (*Center).answered, nil, "coordinated", noClock, "the estimate is processed"},
		{in("sent"), "hear standby", (*Center).answered, nil, "coordinating", replyClock, "stand by: a controller must agree"},
		{in("sent"), "hear reject", (*Center).lacksPlan, (*Center).sendPlan, "sent", lamClock, "no plan there: the whole plan"},
		{in("sent", "offer_sent"), "hear reject", (*Center).heardBefore, nil, "", noClock, "it was heard before: its answer is still to come"},
		{in("sent"), "hear reject", (*Center).answered, (*Center).speakUp, "voice", voiceClock, "rejected"},
		{in("sent"), "late", (*Center).mayRepeat, (*Center).repeat, "sent", lamClock, "no LAM: again"},
		{in("sent"), "late", nil, (*Center).speakUp, "voice", voiceClock, "no LAM"},
		{in("sent", "coordinating"), "hear agree", (*Center).sends, (*Center).copied, "coordinated", noClock, "agreed"},
		{in("sent", "coordinating"), "hear decline", (*Center).sends, (*Center).speakUp, "voice", voiceClock, "not agreed"},
		{in("coordinating"), "hear propose", (*Center).sends, (*Center).proposed, "coordinating", replyClock, "other conditions proposed"},
		{in("coordinating"), "do take", (*Center).askedOf, (*Center).consent, "coordinated", noClock, ""},
		{in("coordinating"), "do decline", (*Center).askedOf, (*Center).dissent, "voice", voiceClock, ""},
		{in("coordinating"), "late", (*Center).sends, (*Center).speakUp, "voice", voiceClock, "no controller answers"},
		{in("coordinated"), "moved", (*Center).sends, (*Center).sendChange, "sent", lamClock, "the estimate moved by 3 min or more"},
		{in("planned"), "strays", nil, nil, "cancelled", noClock, "it does not enter the next unit"},
		{in("notified", "sent", "coordinating", "coordinated"), "strays", (*Center).sends, (*Center).sendCancel, "cancelled", noClock, "it no longer enters the next unit"},
	}
}

// handOff is the offer, and the change of frequency and of control.
func handOff() machine[*transfer] {
	return machine[*transfer]{
		{in("coordinated"), "do hand_off", (*Center).mustSpeak, (*Center).speakUp, "voice", voiceClock, "by voice"},
		{in("coordinated"), "do hand_off", (*Center).sends, (*Center).sendOffer, "offer_sent", rlaClock, ""},
		{in("offer_sent"), "hear paired", (*Center).answered, (*Center).pace, "offered", takeClock, "paired there"},
		{in("offer_sent"), "hear copied", (*Center).answered, (*Center).pace, "offered", takeClock, "the offer is there"},
		{in("offer_sent"), "hear reject", (*Center).answered, (*Center).speakUp, "voice", voiceClock, "rejected"},
		{in("offer_sent"), "late", (*Center).mayRepeat, (*Center).repeat, "offer_sent", rlaClock, "no answer to the offer: again"},
		{in("offer_sent"), "late", nil, (*Center).speakUp, "voice", voiceClock, "no answer to the offer"},
		{in("offered"), "turn", (*Center).sends, (*Center).sendUpdate, "", noClock, ""},
		{in("offer_sent", "offered"), "hear take", (*Center).givesControl, (*Center).takenThere, "transferred", keepClock, "taken: control passes with it"},
		{in("offer_sent", "offered", "voice"), "hear take", (*Center).sends, (*Center).takenThere, "accepted", frequencyClock, "accepted"},
		{in("offer_sent", "offered"), "do recall", (*Center).sends, (*Center).sendRetract, "coordinated", noClock, "retracted: speak before it is offered again"},
		{in("offer_sent", "offered", "voice"), "hear decline", (*Center).sends, (*Center).blocked, "coordinated", noClock, "refused"},
		{in("offered"), "late", (*Center).sends, (*Center).speakUp, "voice", voiceClock, "nobody takes it"},
		{in("offer_sent", "offered"), "near", (*Center).sends, (*Center).speakUp, "voice", voiceClock, "the boundary is near: by voice"},
		{in("coordinated", "cancelled"), "hear take", (*Center).sends, (*Center).tooLate, "", noClock, "accepted after it was taken back"},
		{in("accepted", "radio_sent", "transferred"), "hear take", (*Center).sends, (*Center).copied, "", noClock, "accepted again"},
		{in("voice"), "late", (*Center).maySpeak, (*Center).speakUp, "voice", voiceClock, "no answer by voice: again"},
		{in("voice"), "late", nil, (*Center).nobodyHears, "voice", noClock, "no answer by voice"},

		{in("accepted"), "late", (*Center).awaitsCall, (*Center).sendFrequency, "radio_sent", missClock, "told to call the next unit"},
		{in("accepted"), "late", (*Center).sends, nil, "radio_sent", noClock, "told to call the next unit"},
		{in("accepted", "radio_sent"), "hear assumed", (*Center).sends, (*Center).copied, "on_freq", noClock, "on the next unit's frequency"},
		{in("radio_sent"), "late", (*Center).awaitsCall, (*Center).noCall, "", noClock, "the next unit does not say that it calls"},
		{in("accepted", "radio_sent", "on_freq"), "crosses", nil, nil, "transferred", keepClock, "control passes at the boundary"},
		{in("planned", "notified", "sent", "coordinating", "coordinated", "offer_sent", "offered", "voice"), "crosses", (*Center).sends, (*Center).unaccepted, "cancelled", noClock, "at the boundary, not accepted"},
		{in("notified", "coordinating", "coordinated", "offered", "voice"), "crosses", nil, nil, "cancelled", noClock, "it came without a hand-off"},
	}
}

// receipt is all of it at the receiving unit.
func receipt() machine[*transfer] {
	return machine[*transfer]{
		{in("", "cancelled"), "hear notice", (*Center).unplanned, (*Center).reject, "cancelled", noClock, "no plan"},
		{in("", "notified", "cancelled"), "hear notice", nil, (*Center).process, "notified", noClock, "told beforehand"},
		{in("", "notified", "cancelled"), "hear estimate", (*Center).doubtful, (*Center).reject, "cancelled", noClock, "two plans fit"},
		{in("", "notified", "cancelled"), "hear estimate", (*Center).unplanned, (*Center).reject, "cancelled", noClock, "no plan"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear estimate", (*Center).codeTaken, (*Center).reject, "cancelled", noClock, "its code is in use"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear plan", (*Center).codeTaken, (*Center).reject, "cancelled", noClock, "its code is in use"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear estimate", (*Center).passesBy, (*Center).reject, "cancelled", noClock, "it does not come over our boundary"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear plan", (*Center).passesBy, (*Center).reject, "cancelled", noClock, "it does not come over our boundary"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear estimate", (*Center).ponders, (*Center).standBy, "coordinating", replyClock, "late: a controller must agree"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear estimate", (*Center).mustAgree, (*Center).process, "coordinating", replyClock, "a controller must agree"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear plan", (*Center).mustAgree, (*Center).process, "coordinating", replyClock, "the whole plan: a controller must agree"},
		{in("coordinating", "coordinated"), "hear change", (*Center).mustAgree, (*Center).process, "coordinating", replyClock, "a change: a controller must agree"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear estimate", nil, (*Center).process, "coordinated", noClock, "coordinated"},
		{in("", "notified", "coordinated", "cancelled"), "hear plan", nil, (*Center).process, "coordinated", noClock, "coordinated by the whole plan"},
		{in("coordinating"), "do take", (*Center).receives, (*Center).consent, "coordinated", noClock, ""},
		{in("coordinating"), "do decline", (*Center).receives, (*Center).dissent, "cancelled", noClock, ""},
		{in("coordinating"), "do propose", (*Center).receives, (*Center).propose, "coordinating", replyClock, ""},
		{in("coordinating"), "hear agree", (*Center).receives, (*Center).copied, "coordinated", noClock, "our proposal is agreed"},
		{in("coordinating"), "hear decline", (*Center).receives, (*Center).copied, "cancelled", noClock, "our proposal is not agreed"},
		{in("coordinating"), "late", (*Center).receives, nil, "coordinating", noClock, "the estimate waits for an answer"},
		{in("coordinated", "offered", "accepted"), "hear change", (*Center).receives, (*Center).process, "", noClock, "changed"},
		{in("notified", "coordinating", "coordinated"), "hear cancel", (*Center).receives, (*Center).process, "cancelled", noClock, "it no longer comes"},
		{in("", "notified", "coordinating", "coordinated", "cancelled"), "hear hand_off", (*Center).spoken, (*Center).process, "offered", takeClock, "offered by voice"},
		{in("coordinated"), "hear hand_off", (*Center).receives, (*Center).pair, "offered", takeClock, "offered"},
		{in("", "notified", "coordinating", "cancelled"), "hear hand_off", nil, (*Center).reject, "cancelled", noClock, "offered before it was coordinated"},
		{in("offered"), "hear hand_off", (*Center).receives, (*Center).pair, "", noClock, "offered again"},
		{in("offered", "accepted"), "hear update", (*Center).receives, (*Center).update, "", noClock, ""},
		{in("offered"), "do take", (*Center).receives, (*Center).take, "accepted", lamClock, ""},
		{in("offered"), "do decline", (*Center).receives, (*Center).decline, "coordinated", noClock, ""},
		{in("offered"), "late", (*Center).receives, nil, "offered", noClock, "nobody has taken it"},
		{in("offered"), "hear recall", (*Center).receives, (*Center).process, "coordinated", noClock, "the giver took it back"},
		{in("accepted"), "hear recall", (*Center).receives, nil, "", noClock, "the giver's retraction crosses our acceptance"},
		{in("accepted"), "hear reject", (*Center).overtaken, nil, "coordinated", noClock, "our acceptance came too late"},
		{in("accepted"), "hear copied", (*Center).getsControl, (*Center).acked, "transferred", keepClock, "the giver has our acceptance: control is ours"},
		{in("accepted"), "hear copied", (*Center).receives, (*Center).acked, "accepted", callClock, "the giver has our acceptance"},
		{in("accepted"), "hear frequency", (*Center).receives, (*Center).copied, "accepted", callClock, "told to call us"},
		{in("accepted"), "hear hand_off", (*Center).receives, (*Center).take, "", noClock, "offered again: accepted again"},
		{in("accepted"), "late", (*Center).mayTake, (*Center).takeAgain, "accepted", lamClock, "no LAM: accepted again"},
		{in("accepted"), "late", (*Center).mute, (*Center).noCall, "accepted", callClock, "it does not call: radio failure"},
		{in("accepted"), "late", (*Center).receives, (*Center).sendAssumed, "on_freq", noClock, "on our frequency"},
	}
}

// pointOut is for both: identity is shown, nothing passes.
func pointOut() machine[*transfer] {
	return machine[*transfer]{
		{in(""), "do point_out", nil, (*Center).sendPointOut, "pending", pointClock, ""},
		{in("pending"), "late", (*Center).sends, (*Center).speakPointOut, "voice", voiceClock, "no answer to the point out: by voice"},
		{in("pending", "voice"), "hear approve", (*Center).sends, (*Center).copied, "approved", keepClock, "approved"},
		{in("pending", "voice"), "hear disapprove", (*Center).sends, (*Center).copied, "rejected", keepClock, "rejected"},
		{in("", "pending"), "hear point_out", nil, (*Center).process, "pending", pointClock, "pointed out"},
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
	if r.why != "" || h.on != "turn" && h.on != "hear update" {
		c.logTransfer(x, h, r.why)
	}
	x.Moves++
	return true
}
