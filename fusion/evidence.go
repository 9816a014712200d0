package fusion

import "perimeter/air"

// evidence is what a track's replies say of who it is. A code is evidence, not
// truth: it may be changed in flight, garbled, shared or switched off.
type evidence struct {
	has       air.Field // HasCode, HasAddress, HasLevel, HasCallsign: heard at some time
	code      air.Mode3A
	rival     air.Mode3A // another code, heard rivalHits times in a row
	rivalHits uint8
	codeHits  uint8 // how often the code was heard, up to 255
	address   air.Address
	rivalAddr air.Address
	addrRival uint8
	addrHits  uint8
	level     air.FL
	levelAt   stamp
	replyAt   stamp        // the last reply
	silent    uint8        // echoes without a reply, in a row, by radars that interrogate
	unheard   uint8        // looks of such radars without any plot, in a row
	sign      air.Callsign // as the crew has set it
	rivalSign air.Callsign // another one, heard last; none: zero
}

const (
	codeChange  = 2 // as many replies in a row with one other code are a change of code
	addrChange  = 3 // the same for an address
	goneSilent  = 3 // as many echoes without a reply: the transponder is off
	goneUnheard = 4 // as many looks by radars that interrogate, in vain: the same
	flExpires   = 30 * air.Second

	// Costs, as -ln of likelihood ratios; all assumed. A reply repeats the code
	// in 97 of 100, and one discrete code in some hundreds is by chance the
	// same; non-discrete codes are shared by many.
	sameAddress   = -8.0
	otherAddress  = 8.0
	sameDiscrete  = -6.0
	sameCommon    = -1.0
	otherCode     = 5.0
	sameSign      = -7.0 // flights of one call sign are seldom in the air at once
	otherSign     = 4.0  // crews set it, some wrongly or late: one in a hundred (assumed)
	rivalAgain    = 2.0  // the other code, heard before
	noReply       = 3.0  // an echo alone of an aircraft that answers
	oddLevelLimit = 6.0  // half a percent of levels are grossly wrong
)

// on tells whether the transponder is thought to answer.
func (e *evidence) on() bool {
	return e.replyAt != 0 && e.silent < goneSilent && e.unheard < goneUnheard
}

// cost weighs a plot's codes against the track's; interrogated says that the
// radar would have had a reply. The second result says that they agree on one
// that few share.
func (e *evidence) cost(p *air.Plot, interrogated bool) (cost float64, agree bool) {
	if p.Kind == air.PSR {
		if interrogated && e.on() {
			return noReply, false
		}
		return 0, false
	}
	both := p.Has & e.has
	if both&air.HasAddress != 0 {
		if p.Address == e.address {
			return sameAddress, true
		}
		cost += otherAddress
	}
	if both&air.HasCallsign != 0 {
		if p.Callsign == e.sign {
			return cost + sameSign, cost == 0
		}
		if both&air.HasAddress == 0 { // with another address goes another call sign: that tells nothing more
			cost += otherSign
		}
	}
	if both&air.HasCode != 0 {
		switch {
		case p.Code == e.code && p.Code.Discrete():
			return cost + sameDiscrete, cost == 0
		case p.Code == e.code:
			cost += sameCommon
		case p.Code == e.rival && e.rivalHits > 0:
			cost += rivalAgain
		default:
			cost += otherCode
		}
	}
	return cost, false
}

// hear takes a plot's replies in.
func (e *evidence) hear(p *air.Plot, interrogated bool) {
	if p.Kind == air.PSR {
		if interrogated && e.silent < 255 {
			e.silent++
		}
		return
	}
	e.silent, e.unheard = 0, 0
	at := stampOf(p.At)
	e.replyAt = max(e.replyAt, at, 1)
	if p.Has&air.HasLevel != 0 && at >= e.levelAt {
		e.level, e.levelAt = p.Level, at
		e.has |= air.HasLevel
	}
	e.hearCode(p)
	e.hearAddress(p)
	e.hearSign(p)
}

func (e *evidence) hearCode(p *air.Plot) {
	switch {
	case p.Has&air.HasCode == 0:
	case e.has&air.HasCode == 0:
		e.code, e.codeHits = p.Code, 1
		e.has |= air.HasCode
	case p.Code == e.code:
		e.rivalHits = 0
		if e.codeHits < 255 {
			e.codeHits++
		}
	case p.Code == e.rival && e.rivalHits+1 >= codeChange:
		e.code, e.codeHits, e.rivalHits = p.Code, codeChange, 0
	case p.Code == e.rival && e.rivalHits > 0:
		e.rivalHits++
	default:
		e.rival, e.rivalHits = p.Code, 1
	}
}

func (e *evidence) hearAddress(p *air.Plot) {
	switch {
	case p.Has&air.HasAddress == 0:
	case e.has&air.HasAddress == 0:
		e.address, e.addrHits = p.Address, 1
		e.has |= air.HasAddress
	case p.Address == e.address:
		e.addrRival = 0
		if e.addrHits < 255 {
			e.addrHits++
		}
	case p.Address == e.rivalAddr && e.addrRival+1 >= addrChange:
		e.address, e.addrHits, e.addrRival = p.Address, addrChange, 0
	case p.Address == e.rivalAddr && e.addrRival > 0:
		e.addrRival++
	default:
		e.rivalAddr, e.addrRival = p.Address, 1
	}
}

// hearSign takes a call sign in: another one counts when it is heard a second
// time in a row.
func (e *evidence) hearSign(p *air.Plot) {
	switch {
	case p.Has&air.HasCallsign == 0:
	case e.has&air.HasCallsign == 0 || p.Callsign == e.rivalSign:
		e.sign, e.rivalSign = p.Callsign, air.Callsign{}
		e.has |= air.HasCallsign
	case p.Callsign == e.sign:
		e.rivalSign = air.Callsign{}
	default:
		e.rivalSign = p.Callsign
	}
}

// spelled tells whether a call sign is one, letters and digits and no more than
// blanks after them (ICAO Annex 10, volume IV, on register 2,0), and takes the
// blanks off.
func spelled(c *air.Callsign) bool {
	n := 0
	for n < len(c) && (c[n] >= 'A' && c[n] <= 'Z' || c[n] >= '0' && c[n] <= '9') {
		n++
	}
	for i := n; i < len(c); i++ {
		if c[i] != 0 && c[i] != ' ' {
			return false
		}
		c[i] = 0
	}
	return n > 0
}

// inherit takes in what was heard of the same aircraft before, where nothing was
// heard since.
func (e *evidence) inherit(o *evidence) {
	lacks := o.has &^ e.has
	if lacks&air.HasCode != 0 {
		e.code, e.codeHits, e.rival, e.rivalHits = o.code, o.codeHits, o.rival, o.rivalHits
	}
	if lacks&air.HasAddress != 0 {
		e.address, e.addrHits, e.rivalAddr, e.addrRival = o.address, o.addrHits, o.rivalAddr, o.addrRival
	}
	if lacks&air.HasLevel != 0 {
		e.level, e.levelAt = o.level, o.levelAt
	}
	if lacks&air.HasCallsign != 0 {
		e.sign, e.rivalSign = o.sign, o.rivalSign
	}
	e.has |= lacks
}

// agreed tells whether two replies said the same of who it is.
func (e *evidence) agreed() bool { return e.codeHits >= 2 || e.addrHits >= 2 }

// contradicts tells whether two tracks answer with different names.
func (e *evidence) contradicts(o *evidence) bool {
	if !e.on() || !o.on() {
		return false
	}
	both := e.has & o.has
	if both&air.HasAddress != 0 {
		return e.address != o.address
	}
	return both&air.HasCode != 0 && e.code != o.code
}

// namesake tells whether two tracks answer, or last answered, with one name that
// few share.
func (e *evidence) namesake(o *evidence) bool {
	both := e.has & o.has
	if both&air.HasAddress != 0 && e.address == o.address {
		return true
	}
	return both&air.HasCode != 0 && e.code == o.code && e.code.Discrete()
}

// show writes into a track what holds at a time: the names while the transponder
// is thought to answer, the level for a while after it was heard.
func (e *evidence) show(out *air.Track, now air.Time) {
	if e.on() {
		out.Has = e.has & (air.HasCode | air.HasAddress | air.HasCallsign)
	}
	if e.has&air.HasLevel != 0 && now-e.levelAt.time() <= flExpires {
		out.Has |= air.HasLevel
		out.Level = e.level
	}
	if out.Has&air.HasCode != 0 {
		out.Code = e.code
	}
	if out.Has&air.HasAddress != 0 {
		out.Address = e.address
	}
	if out.Has&air.HasCallsign != 0 {
		out.Callsign = e.sign
	}
}
