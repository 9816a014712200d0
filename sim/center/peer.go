package center

import (
	"slices"

	"perimeter/air"
	"perimeter/sim/scenario"
)

// peer is another center as this one knows it: whose people, what joins the two,
// and how far the numbers of their messages have come.
type peer struct {
	name     string
	kind     scenario.CenterKind
	audience air.Release
	nations  air.Release // whose sensors are its own
	language air.Language
	joined   bool     // a line of the scenario joins the two
	data     bool     // a data line does
	shared   bool     // the line's agreement lets a track go on shared data alone
	dataTrip air.Time // the longest way there and back by data
	trip     air.Time // the same by voice, each in its own language
	clocks   [clocks]air.Time
	area     airspace          // of an ATC unit
	set      *messageSet       // by which the two transfer flights
	sectors  []scenario.Sector // of an ATC unit
	points   []scenario.Point  // agreed for the transfer of flights

	shut  bool    // this unit takes nothing from it over the line
	sent  int     // serial of the last message to it, 1 to serials
	heard [32]int // serials of the last messages from it, the newest first
}

// serials is where the numbers of messages between two units begin again: three
// digits on the line.
const serials = 1000

// newPeers returns the others as center id knows them, in the scenario's order.
func newPeers(sc *scenario.Scenario, id int) (peers []peer) {
	own := &sc.Centers[id]
	for i := range sc.Centers {
		other := &sc.Centers[i]
		if i == id || other.Name == "" {
			continue
		}
		p := peer{
			name: other.Name, kind: other.Kind, audience: other.Audience, nations: nationsOf(other),
			language: other.Language(), set: setBetween(sc, own.Name, other.Name), sectors: other.Sectors,
		}
		p.clocks = p.set.clocks()
		if other.Kind == scenario.ATC {
			p.area = unitAirspace(sc, i)
		}
		voice := scenario.Telephone
		for j := range sc.Lines {
			l := &sc.Lines[j]
			if !joins(l, own.Name, other.Name) {
				continue
			}
			p.joined = true
			p.shared = p.shared || l.Shared
			p.points = append(p.points, l.Points...)
			for _, k := range l.Clocks {
				if n := slices.Index(clockNames[:], k.Name); n > 0 {
					p.clocks[n] = k.Limit
				}
			}
			if l.Voice {
				voice = *l
			} else if !p.data {
				p.data, p.dataTrip = true, 2*(l.Delay+l.Jitter)
			}
		}
		p.trip = longest(&voice, own.Language()) + longest(&voice, other.Language())
		peers = append(peers, p)
	}
	return peers
}

// setBetween returns the messages by which two units transfer flights: those of
// their data line.
func setBetween(sc *scenario.Scenario, a, b string) *messageSet {
	for i := range sc.Lines {
		if l := &sc.Lines[i]; !l.Voice && joins(l, a, b) {
			return setCalled(l.Messages)
		}
	}
	return &namLike
}

func joins(l *scenario.Line, a, b string) bool {
	return slices.Contains(l.Between[:], a) && slices.Contains(l.Between[:], b)
}

// longest returns the longest time that words in a language are under way.
func longest(l *scenario.Line, in air.Language) air.Time {
	t := float64(l.Delay + l.Jitter)
	if in != air.English {
		t *= l.Factor
	}
	return air.Time(t)
}

// nationsOf returns the nations whose sensors are a center's own.
func nationsOf(c *scenario.Center) air.Release {
	if c.Nation != air.NoNation {
		return air.Only(c.Nation)
	}
	return c.Audience
}

// peer returns another center, or nil.
func (c *Center) peer(name string) *peer {
	for i := range c.peers {
		if c.peers[i].name == name {
			return &c.peers[i]
		}
	}
	return nil
}

// wait returns how long a clock runs towards a peer: where an answer is waited
// for, the longest way there and back is added.
func (p *peer) wait(k clock, voice bool) air.Time {
	switch k {
	case receiptClock, checkClock, acceptClock, releaseClock, lamClock, rlaClock, takeClock, voiceClock, pointClock, replyClock:
		return p.clocks[k] + p.way(voice)
	}
	return p.clocks[k]
}

// way returns the longest way there and back.
func (p *peer) way(voice bool) air.Time {
	if voice || !p.data {
		return p.trip
	}
	return p.dataTrip
}

// number gives the next message its serial.
func (p *peer) number() int {
	p.sent = p.sent%serials + 1
	return p.sent
}

// again reports whether a serial was heard before, and notes it.
func (p *peer) again(serial int) bool {
	if serial == 0 {
		return false
	}
	if slices.Contains(p.heard[:], serial) {
		return true
	}
	copy(p.heard[1:], p.heard[:])
	p.heard[0] = serial
	return false
}

func (p *peer) append(b []byte) []byte {
	b = air.AppendBool(b, p.shut)
	b = le.AppendUint16(b, uint16(p.sent))
	for _, n := range p.heard {
		b = le.AppendUint16(b, uint16(n))
	}
	return b
}

func (p *peer) load(r *air.StateReader) {
	p.shut, p.sent = r.Bool(), int(r.U16())
	for i := range p.heard {
		p.heard[i] = int(r.U16())
	}
}
