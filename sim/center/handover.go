package center

import (
	"perimeter/air"
)

// toi is one track of interest as this center holds it towards one neighbour.
// The case's states are those of the table below; "" is none yet.
type toi struct {
	air.Case
	Late    air.Time // when the state's clock runs out; air.Never: it does not
	Turn    air.Time // of the next position to tell
	Heard   air.Time // of the neighbour's last position
	Last    fix      // of the own track, or as the neighbour told it
	Tries   int      // messages again, in this state
	Offers  int      // offers so far
	Moves   int      // transitions so far: draws belong to them
	Met     int      // turns in a row in which an own track fitted what was told
	Found   uint32   // that track, or one found in the cone of a lost one
	Voice   bool     // the data line has failed: by voice
	Shared  bool     // the neighbour has it from shared data alone
	Person  bool     // a person has acted on it: the staff is silent
	Told    bool     // the neighbour was warned
	Warning air.Talk // as said last
	Quality int      // of the neighbour's track, as it said last
	Said    air.Time // when it said so
	Escort  bool     // the neighbour's interceptor is on it
	Theirs  bool     // lost by the giver, and held by the neighbour alone
	Anew    bool     // another track of the same aircraft was found after it was lost
	Crossed bool     // it has crossed the border between the two
	Unheard bool     // the release has no receipt yet
	Let     air.Time // when it was released
	Looked  air.Time // when it was last looked ahead
	Next    string   // whose border it reaches first, by then
	Reach   air.Time // and when
	Offered air.Time // when the open offer was said
	Offer   air.Talk // the open offer, as said or heard; no word: none is open
	Back    air.Talk // what the receiver read back
	Plan    intent   // what the staff is about to do
}

// handover is the hand-over of a track of interest, for both ends: no flight
// plan, no code needed. The giver's rows come first, then the receiver's, then
// those of both. docs/handovers.md shows the same table.
//
// Source of the states: working notes on tri-national hand-overs, after press
// accounts of AMALGAM EAGLE exercises (warned in two languages, then a "positive
// electronic handover"); structure and limits are assumed.
func handover() machine[*toi] {
	return machine[*toi]{
		// The giver: from interest to warning.
		{in(""), "interest", nil, nil, "potential", identifyClock, "something about it is of interest"},
		{in("potential"), "late", nil, (*Center).undeclared, "", noClock, "identification took too long"},
		{in("", "potential"), "do declare", (*Center).ledThere, (*Center).join, "closed", noClock, "the neighbour leads the case: joined"},
		{in("", "potential"), "do declare", (*Center).leads, (*Center).declare, "toi", noClock, ""},
		{in("", "potential"), "do declare", nil, (*Center).notOurs, "", noClock, "another nation leads over its airspace"},
		{in("toi"), "do warn", nil, (*Center).warn, "warned", receiptClock, ""},
		{in("toi"), "hear ask", (*Center).gives, (*Center).warn, "warned", receiptClock, "the neighbour asks: warned"},
		{in("warned", "telling", "held_both", "offered", "accepted"), "hear ask", (*Center).gives, (*Center).tell, "", noClock, "the neighbour asks: told"},
		{in("warned", "telling", "held_both"), "do warn", nil, (*Center).warn, "", noClock, "warned again"},
		{in("warned"), "hear receipt", (*Center).misheard, (*Center).warn, "warned", receiptClock, "wrong read-back: the warning is repeated"},
		{in("warned"), "hear receipt", nil, (*Center).begin, "telling", noClock, "the neighbour has the warning"},
		{in("warned"), "late", (*Center).mayTry, (*Center).warn, "warned", receiptClock, "no receipt: again, by voice"},
		{in("warned"), "late", nil, (*Center).warnSupervisor, "warned", superviseClock, "no receipt: supervisor"},

		// Positions are told until both hold it.
		{in("telling", "held_both", "offered", "accepted"), "turn", (*Center).gives, (*Center).tell, "", noClock, ""},
		{in("warned", "telling", "held_both"), "hear contact", (*Center).fits, (*Center).agree, "held_both", noClock, "both hold it"},
		{in("warned", "telling"), "hear contact", (*Center).giversDoubt, (*Center).disagree, "telling", noClock, "the neighbour has shared data only"},
		{in("warned", "telling"), "hear contact", (*Center).gives, (*Center).disagree, "telling", noClock, "the neighbour's track does not fit"},
		{in("held_both"), "hear contact", (*Center).gives, (*Center).disagree, "telling", noClock, "the neighbour's track no longer fits"},

		// Offer, read-back, release.
		{in("held_both"), "do offer", (*Center).open, (*Center).makeOffer, "offered", acceptClock, ""},
		{in("offered", "held_both"), "hear accept", (*Center).givenElsewhere, (*Center).withdraw, "held_both", noClock, "accepted, but given to another already"},
		{in("offered"), "hear accept", (*Center).readBackRight, (*Center).taken, "accepted", releaseClock, "the read-back is right"},
		{in("offered"), "hear accept", (*Center).gives, (*Center).correct, "offered", acceptClock, "wrong read-back: corrected and repeated"},
		{in("held_both"), "hear accept", (*Center).lateButRight, (*Center).taken, "accepted", releaseClock, "accepted late, the read-back is right"},
		{in("toi", "warned", "telling", "held_both", "closed"), "hear accept", (*Center).gives, (*Center).withdraw, "", noClock, "accepted what is not offered"},
		{in("offered"), "hear refuse", nil, (*Center).refused, "held_both", retryClock, "refused"},
		{in("offered"), "late", (*Center).mayOffer, (*Center).unanswered, "held_both", retryClock, "no answer to the offer"},
		{in("offered"), "late", (*Center).gives, (*Center).unowned, "held_both", superviseClock, "border unowned: nobody answers, the giver keeps telling"},
		{in("held_both"), "late", nil, nil, "held_both", noClock, "it may be offered again"},
		{in("offered", "accepted"), "do retract", (*Center).gives, (*Center).withdraw, "held_both", retryClock, "offer taken back"},
		{in("accepted"), "hear refuse", (*Center).gives, (*Center).refused, "held_both", retryClock, "accepted, then refused"},
		{in("accepted"), "do release", (*Center).gives, (*Center).letGo, "handed_over", receiptClock, ""},
		{in("accepted"), "late", (*Center).gives, (*Center).unreleasedAlert, "", noClock, "accepted, but not released"},
		{in("handed_over"), "hear receipt", (*Center).letting, (*Center).gone, "handed_over", shadowClock, "the new owner has it"},
		{in("handed_over"), "late", (*Center).mayTry, (*Center).letGoAgain, "handed_over", receiptClock, "no receipt of the release: again, by voice"},
		{in("handed_over"), "late", (*Center).letting, (*Center).unreleasedAlert, "handed_over", shadowClock, "no receipt of the release: supervisor"},
		{in("handed_over"), "hear accept", (*Center).letting, (*Center).letGoAgain, "handed_over", receiptClock, "accepted again: the release is repeated"},
		{in("toi", "warned", "telling", "held_both", "offered"), "crosses", (*Center).gives, (*Center).unownedThere, "", noClock, "over the border, not handed over"},

		// The receiver: told, on own sensors, accepted.
		{in(""), "hear warn", nil, (*Center).warned, "warned", noClock, "warned"},
		{in("warned", "telling", "held_both"), "hear warn", (*Center).takes, (*Center).warned, "", noClock, "warned again"},
		{in("warned"), "hear tell", (*Center).takes, (*Center).compare, "telling", noClock, ""},
		{in("telling", "held_both", "offered", "accepted"), "hear tell", (*Center).takes, (*Center).compare, "", noClock, ""},
		{in("telling"), "do contact", (*Center).holdsIt, (*Center).contact, "telling", checkClock, ""},
		{in("telling"), "late", (*Center).mayTry, (*Center).contact, "telling", checkClock, "no check of the contact: again"},
		{in("telling"), "late", nil, (*Center).again, "telling", noClock, "no check of the contact"},
		{in("telling"), "hear check", (*Center).checkedTrue, (*Center).held, "held_both", noClock, "both hold it"},
		{in("telling", "held_both"), "hear check", (*Center).takes, (*Center).again, "telling", noClock, "the giver says it does not fit"},
		{in("telling", "held_both", "offered", "accepted"), "hear offer", (*Center).takes, (*Center).offered, "offered", acceptClock, "offered"},
		{in("offered"), "do accept", (*Center).holdsIt, (*Center).accept, "accepted", acceptClock, ""},
		{in("offered", "accepted"), "do refuse", (*Center).takes, (*Center).refuse, "held_both", noClock, ""},
		{in("offered"), "late", nil, (*Center).unanswering, "held_both", noClock, "the offer was not answered"},
		{in("offered", "accepted"), "hear retract", (*Center).takes, nil, "held_both", noClock, "the giver took the offer back"},
		{in("accepted"), "late", (*Center).mayTry, (*Center).acceptAgain, "accepted", acceptClock, "no release: accepted again"},
		{in("accepted"), "late", nil, (*Center).unreleasedAlert, "accepted", superviseClock, "accepted, but not released"},
		{in("offered", "accepted", "held_both"), "hear release", (*Center).takes, (*Center).takeOver, "handed_over", shadowClock, "released to us"},
		{in("handed_over"), "hear release", (*Center).takes, (*Center).receipt, "", noClock, "released again"},

		// After it, with the roles swapped where it must be.
		{in("handed_over"), "turn", (*Center).takes, (*Center).tell, "", noClock, ""},
		{in("handed_over"), "hear tell", (*Center).gives, (*Center).noteHeard, "", noClock, ""},
		{in("handed_over"), "silent", (*Center).seen, (*Center).recall, "telling", noClock, "recalled: we see it, the new owner is silent"},
		{in("handed_over"), "hear tell", (*Center).recalled, (*Center).compare, "telling", noClock, "recalled by the old owner"},
		{in("handed_over"), "do return", (*Center).takes, (*Center).giveBack, "offered", acceptClock, "it turned back"},
		{in("handed_over"), "hear return", (*Center).gives, (*Center).givenBack, "offered", acceptClock, "it comes back"},
		{in("handed_over"), "do close", (*Center).confirmed, (*Center).finish, "closed", noClock, "the new owner has it"},
		{in("handed_over"), "hear close", (*Center).keeps, (*Center).alone, "toi", noClock, "the old owner has closed: it is ours alone"},

		// Lost, regained, closed; for both.
		{in("held_both", "offered", "accepted"), "lost", (*Center).gives, (*Center).leave, "", noClock, "lost here, the neighbour holds it"},
		{in("toi", "warned", "telling"), "lost", (*Center).gives, (*Center).lose, "lost", lostClock, "lost"},
		{in("handed_over"), "lost", (*Center).takes, (*Center).lose, "lost", lostClock, "lost"},
		{in("held_both", "offered", "accepted"), "hear lost", (*Center).stillSeen, (*Center).again, "telling", noClock, "the neighbour lost its contact"},
		{in("telling", "held_both", "offered", "accepted"), "hear lost", nil, (*Center).lostThere, "lost", lostClock, "the neighbour lost it"},
		{in("handed_over"), "hear lost", (*Center).seen, (*Center).recall, "telling", noClock, "recalled: the new owner lost it, we see it"},
		{in("handed_over"), "hear lost", nil, (*Center).lostThere, "lost", lostClock, "the neighbour lost it"},
		{in("held_both", "offered"), "lost", nil, (*Center).lose, "telling", noClock, "own contact lost"},
		{in("accepted"), "lost", nil, (*Center).lose, "telling", noClock, "own contact lost: no longer accepted"},
		{in("lost"), "do contact", (*Center).inConeUntold, (*Center).regain, "toi", noClock, "found again within the cone, nobody is warned yet"},
		{in("lost"), "do contact", (*Center).inCone, (*Center).regain, "telling", noClock, "found again within the cone"},
		{in("lost"), "hear contact", (*Center).toldInCone, (*Center).theirs, "held_both", noClock, "the neighbour found it within the cone"},
		{in("lost"), "hear tell", nil, (*Center).compare, "telling", noClock, "the neighbour tells again"},
		{in("lost"), "late", nil, (*Center).shut, "closed", noClock, "lost for good"},
		{in("potential", "toi", "warned", "telling", "held_both", "offered", "lost"), "do explain", nil, (*Center).explain, "closed", noClock, "explained"},
		{in("potential"), "calm", nil, nil, "closed", noClock, "no longer of interest"},
		{in("potential"), "led", nil, nil, "closed", noClock, "the lead nation knows of it"},
		{in("potential", "toi", "warned", "telling", "held_both", "offered", "accepted", "handed_over", "lost"), "do close", nil, (*Center).shut, "closed", noClock, ""},
		{in("potential", "toi", "warned", "telling", "held_both", "offered", "accepted", "handed_over", "lost"), "hear close", nil, (*Center).closedThere, "closed", noClock, "closed by the neighbour"},
		{in("potential"), "joined", nil, nil, "closed", noClock, "the neighbour leads the case"},
		{in("toi", "warned", "telling"), "yield", nil, nil, "closed", noClock, "the neighbour gives the same track"},
	}
}

// happen steps the machine of a case, and reports whether a row fitted.
func (c *Center) happen(x *toi, h *happening) bool {
	r := c.handover.find(c, x, x.State, h)
	if r == nil {
		return false
	}
	if r.do != nil {
		r.do(c, x, h)
	}
	if r.next != "" {
		c.enter(x, r, h)
	}
	if h.on != "tell" && h.on != "hear tell" || r.why != "" || h.said != "" {
		c.logCase(x, h, r.why)
	}
	x.Moves++
	return true
}

// enter begins a state: its clock starts, and unless it is the same state as
// before, so do the tries.
func (c *Center) enter(x *toi, r *row[*toi], h *happening) {
	if r.next != x.State {
		x.State, x.Since, x.Tries = r.next, h.at, 0
	}
	x.Late = air.Never
	if r.clock != noClock {
		x.Late = h.at + c.limit(x, r.clock)
	}
	if x.State == "closed" {
		x.Turn = air.Never
	}
}

// limit returns how long a clock of a case runs.
func (c *Center) limit(x *toi, k clock) air.Time {
	if p := c.peer(x.With); p != nil {
		return p.wait(k, x.Voice)
	}
	return standardClocks[k]
}
