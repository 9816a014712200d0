package truth

import (
	"fmt"
	"math"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"

	"perimeter/air"
)

// The topics of a recording and of the digest. Those that end in "/" go on with
// the name of a center.
const (
	TopicHeader     = "header"
	TopicTheater    = "theater"
	TopicRoster     = "roster"
	TopicOrders     = "orders"
	TopicTruth      = "truth"
	TopicLosses     = "losses"
	TopicLooks      = "looks"
	TopicStrays     = "strays"
	TopicPlots      = "plots"
	TopicFeeds      = "feeds"
	TopicBoard      = "board"
	TopicEvents     = "events/"
	TopicFates      = "fates/"
	TopicView       = "view/"
	TopicDigest     = "digest"
	TopicCheckpoint = "checkpoint"
)

// Encoder writes the canonical bytes of beats. The zero Encoder is ready.
type Encoder struct {
	buf      []byte
	ends     []int // of each message in buf
	messages []Message
	centers  []string
	topics   [3][]string // of events, fates and views, by center
}

// Beat sets b.Messages from the other parts of b: one message for each topic
// with content, in the order of the flow. Orders, truth, losses, looks, strays,
// plots, feeds, board; then for each center events, fates, view. They are a
// function of the beat alone, and valid until the next call.
//
// The board rests for hours: it is written at the start, where orders acted or
// an aircraft was lost, and every ten seconds.
func (e *Encoder) Beat(b *Beat, centers []string) {
	e.name(centers)
	e.buf, e.ends, e.messages = e.buf[:0], e.ends[:0], e.messages[:0]
	e.add(TopicOrders, air.AppendOrders(e.buf, b.Orders))
	if b.Truth != nil {
		e.add(TopicTruth, AppendSnapshot(e.buf, b.Truth))
	}
	e.add(TopicLosses, AppendLosses(e.buf, b.Losses))
	e.add(TopicLooks, AppendLooks(e.buf, b.Looks))
	e.add(TopicStrays, AppendStrays(e.buf, b.Strays))
	e.add(TopicPlots, air.AppendBatches(e.buf, b.Batches))
	e.add(TopicFeeds, AppendFeedCounts(e.buf, b.Feeds))
	if b.From == 0 || len(b.Orders)+len(b.Losses) > 0 || b.At%(10*air.Second) == 0 {
		e.add(TopicBoard, AppendBoard(e.buf, b.Board))
	}
	for i := range centers {
		if i < len(b.Events) {
			e.add(e.topics[0][i], air.AppendEvents(e.buf, b.Events[i]))
		}
		if i < len(b.Fates) {
			e.add(e.topics[1][i], air.AppendFates(e.buf, b.Fates[i]))
		}
		if i < len(b.Views) && b.Views[i] != nil {
			e.add(e.topics[2][i], air.AppendView(e.buf, b.Views[i]))
		}
	}
	from := 0
	for i, end := range e.ends { // only now, when buf moves no more
		e.messages[i].Bytes = e.buf[from:end:end]
		from = end
	}
	b.Messages = e.messages
}

// add keeps what was appended to buf as one message, unless it is nothing.
func (e *Encoder) add(topic string, buf []byte) {
	if len(buf) > len(e.buf) {
		e.messages = append(e.messages, Message{Topic: topic})
		e.ends = append(e.ends, len(buf))
	}
	e.buf = buf
}

func (e *Encoder) name(centers []string) {
	if slices.Equal(e.centers, centers) {
		return
	}
	e.centers = slices.Clone(centers)
	for i, prefix := range []string{TopicEvents, TopicFates, TopicView} {
		e.topics[i] = nil
		for _, name := range centers {
			e.topics[i] = append(e.topics[i], prefix+name)
		}
	}
}

// Fields of Truth.
const (
	snapshotFrom = 1
	snapshotAt   = 2

	aircraftID       = 10 // since the ID before
	aircraftPos      = 11 // three an aircraft
	aircraftVel      = 12
	aircraftLevel    = 13
	aircraftSwitches = 14 // transponder: 1 on, 2 mode C, 4 mode S; 8 broadcasts, 16 jams, 32 something follows in the columns from 18
	aircraftCode     = 15
	aircraftAddress  = 16
	aircraftCallsign = 17
	aircraftHeading  = 18
	aircraftDeaf     = 19 // these two where the bit 32 stands
	aircraftClaim    = 20 // three an aircraft

	cloudKey     = 30
	cloudKind    = 31
	cloudPos     = 32
	cloudVel     = 33
	cloudMeasure = 34 // radius, thickness, rate, dipoles
)

// AppendSnapshot adds the sky at the end of a beat. Where the aircraft were at
// its start is left out: it is the end of the beat before.
func AppendSnapshot(b []byte, s *Snapshot) []byte {
	b = air.AppendIntField(b, snapshotFrom, int64(s.From))
	b = air.AppendIntField(b, snapshotAt, int64(s.At))
	last := AircraftID(0)
	b = air.AppendColumn(b, aircraftID, s.Aircraft, func(b []byte, a *Aircraft) []byte {
		b = air.AppendInt(b, int64(a.ID)-int64(last))
		last = a.ID
		return b
	})
	b = air.AppendColumn(b, aircraftPos, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendVec(b, a.Pos) })
	b = air.AppendColumn(b, aircraftVel, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendVec(b, a.Vel) })
	b = air.AppendColumn(b, aircraftLevel, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendInt(b, int64(a.Level)) })
	b = air.AppendColumn(b, aircraftSwitches, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendUint(b, a.switches()) })
	b = air.AppendColumn(b, aircraftCode, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendUint(b, uint64(a.Code)) })
	b = air.AppendColumn(b, aircraftAddress, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendUint32(b, uint32(a.Address)) })
	b = air.AppendColumn(b, aircraftCallsign, s.Aircraft, func(b []byte, a *Aircraft) []byte { return append(b, a.Callsign[:]...) })
	b = air.AppendColumn(b, aircraftHeading, s.Aircraft, func(b []byte, a *Aircraft) []byte { return air.AppendFloat32(b, a.Heading) })
	b = air.AppendColumn(b, aircraftDeaf, s.Aircraft, func(b []byte, a *Aircraft) []byte {
		if !a.odd() {
			return b
		}
		return air.AppendUint(b, uint64(a.Deaf))
	})
	b = air.AppendColumn(b, aircraftClaim, s.Aircraft, func(b []byte, a *Aircraft) []byte {
		if !a.odd() {
			return b
		}
		for _, v := range a.Claim {
			b = air.AppendFloat32(b, v)
		}
		return b
	})
	return appendClouds(b, s.Clouds)
}

func appendClouds(b []byte, clouds []Cloud) []byte {
	b = air.AppendColumn(b, cloudKey, clouds, func(b []byte, c *Cloud) []byte { return air.AppendUint64(b, c.Key) })
	b = air.AppendColumn(b, cloudKind, clouds, func(b []byte, c *Cloud) []byte { return air.AppendUint(b, uint64(c.Kind)) })
	b = air.AppendColumn(b, cloudPos, clouds, func(b []byte, c *Cloud) []byte { return air.AppendVec(b, c.Pos) })
	b = air.AppendColumn(b, cloudVel, clouds, func(b []byte, c *Cloud) []byte { return air.AppendVec(b, c.Vel) })
	return air.AppendColumn(b, cloudMeasure, clouds, func(b []byte, c *Cloud) []byte {
		for _, v := range [...]float64{c.Radius, c.Thickness, c.Rate, c.Dipoles} {
			b = air.AppendUint64(b, math.Float64bits(v))
		}
		return b
	})
}

// odd tells whether the transponder has a fault or the broadcasts lie.
func (a *Aircraft) odd() bool { return a.Deaf != 0 || a.Claim != [3]float32{} }

func (a *Aircraft) switches() (bits uint64) {
	for i, on := range [...]bool{a.On, a.ModeC, a.ModeS, a.ADSB, a.Jams, a.odd()} {
		if on {
			bits |= 1 << i
		}
	}
	return bits
}

// DecodeSnapshot reads what AppendSnapshot wrote; Pos0 and Vel0 stay zero.
func DecodeSnapshot(b []byte) (*Snapshot, error) {
	f := air.NewFields("truth", b)
	s := &Snapshot{}
	var c air.Columns
	for f.Next() {
		switch f.Num {
		case snapshotFrom:
			s.From = air.Time(f.Int())
		case snapshotAt:
			s.At = air.Time(f.Int())
		default:
			c.Set(f)
		}
	}
	s.Aircraft = make([]Aircraft, 0, c[aircraftPos].Len()/24)
	id := int64(0)
	for c[aircraftPos].Len() > 0 {
		id += c[aircraftID].Int()
		on := c[aircraftSwitches].Uint()
		a := Aircraft{
			ID: AircraftID(id), Pos: c[aircraftPos].Vec(), Vel: c[aircraftVel].Vec(), Level: air.FL(c[aircraftLevel].Int()),
			On: on&1 != 0, ModeC: on&2 != 0, ModeS: on&4 != 0, ADSB: on&8 != 0, Jams: on&16 != 0,
			Code: air.Mode3A(c[aircraftCode].Uint()), Address: air.Address(c[aircraftAddress].Uint32()),
		}
		c[aircraftCallsign].Read(a.Callsign[:])
		a.Heading = c[aircraftHeading].Float32()
		if on&32 != 0 {
			a.Deaf = uint8(c[aircraftDeaf].Uint())
			for i := range a.Claim {
				a.Claim[i] = c[aircraftClaim].Float32()
			}
		}
		s.Aircraft = append(s.Aircraft, a)
	}
	s.Clouds = decodeClouds(&c)
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return s, nil
}

func decodeClouds(c *air.Columns) (clouds []Cloud) {
	float := func() float64 { return math.Float64frombits(c[cloudMeasure].Uint64()) }
	for c[cloudPos].Len() > 0 {
		clouds = append(clouds, Cloud{
			Key: c[cloudKey].Uint64(), Kind: CloudKind(c[cloudKind].Uint()), Pos: c[cloudPos].Vec(), Vel: c[cloudVel].Vec(),
			Radius: float(), Thickness: float(), Rate: float(), Dipoles: float(),
		})
	}
	return clouds
}

// Fields of Looks.
const (
	lookAt     = 1 // ns since the look before
	lookSensor = 2 // since the sensor before
	lookTarget = 3
	lookPSR    = 4
	lookSSR    = 5
	lookHas    = 6 // 1: a plot
	lookPlot   = 7 // where there is one
	lookPd     = 8 // these where the sensor has a primary
	lookSNR    = 9
)

// AppendLooks adds the looks of one beat. Pd and SNR count only with a primary.
func AppendLooks(b []byte, looks []Look) []byte {
	var at air.Time
	b = air.AppendColumn(b, lookAt, looks, func(b []byte, l *Look) []byte {
		b = air.AppendInt(b, int64(l.At-at))
		at = l.At
		return b
	})
	sensor := air.SensorID(0)
	b = air.AppendColumn(b, lookSensor, looks, func(b []byte, l *Look) []byte {
		b = air.AppendInt(b, int64(l.Sensor)-int64(sensor))
		sensor = l.Sensor
		return b
	})
	b = air.AppendColumn(b, lookTarget, looks, func(b []byte, l *Look) []byte { return air.AppendUint(b, uint64(l.Target)) })
	b = air.AppendColumn(b, lookPSR, looks, func(b []byte, l *Look) []byte { return air.AppendUint(b, uint64(l.PSR)) })
	b = air.AppendColumn(b, lookSSR, looks, func(b []byte, l *Look) []byte { return air.AppendUint(b, uint64(l.SSR)) })
	b = air.AppendColumn(b, lookHas, looks, func(b []byte, l *Look) []byte { return air.AppendBool(b, l.Plot != 0) })
	b = air.AppendColumn(b, lookPlot, looks, func(b []byte, l *Look) []byte {
		if l.Plot == 0 {
			return b
		}
		return air.AppendUint64(b, l.Plot)
	})
	b = air.AppendColumn(b, lookPd, looks, func(b []byte, l *Look) []byte {
		if l.PSR == 0 {
			return b
		}
		return air.AppendFloat32(b, l.Pd)
	})
	return air.AppendColumn(b, lookSNR, looks, func(b []byte, l *Look) []byte {
		if l.PSR == 0 {
			return b
		}
		return air.AppendFloat32(b, l.SNR)
	})
}

// DecodeLooks reads what AppendLooks wrote.
func DecodeLooks(b []byte) ([]Look, error) {
	f := air.NewFields("looks", b)
	c := f.Columns()
	looks := make([]Look, 0, c[lookPSR].Len())
	var at air.Time
	sensor := int64(0)
	for c[lookPSR].Len() > 0 {
		at += air.Time(c[lookAt].Int())
		sensor += c[lookSensor].Int()
		l := Look{
			At: at, Sensor: air.SensorID(sensor), Target: AircraftID(c[lookTarget].Uint()),
			PSR: Reason(c[lookPSR].Uint()), SSR: Reason(c[lookSSR].Uint()),
		}
		if c[lookHas].Uint() != 0 {
			l.Plot = c[lookPlot].Uint64()
		}
		if l.PSR != 0 {
			l.Pd, l.SNR = c[lookPd].Float32(), c[lookSNR].Float32()
		}
		looks = append(looks, l)
	}
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return looks, nil
}

// Fields of FeedCounts.
const (
	countFeed     = 1
	countSent     = 2
	countLost     = 3
	countWithheld = 4
	countDue      = 5
)

// AppendFeedCounts adds what the feeds did in one beat; a feed that did nothing
// is left out.
func AppendFeedCounts(b []byte, feeds []FeedCount) []byte {
	column := func(num protowire.Number, value func(*FeedCount) uint32) {
		b = air.AppendColumn(b, num, feeds, func(b []byte, c *FeedCount) []byte {
			if *c == (FeedCount{Feed: c.Feed}) {
				return b
			}
			return air.AppendUint(b, uint64(value(c)))
		})
	}
	column(countFeed, func(c *FeedCount) uint32 { return uint32(c.Feed) })
	column(countSent, func(c *FeedCount) uint32 { return c.Sent })
	column(countLost, func(c *FeedCount) uint32 { return c.Lost })
	column(countWithheld, func(c *FeedCount) uint32 { return c.Withheld })
	column(countDue, func(c *FeedCount) uint32 { return c.Due })
	return b
}

// DecodeFeedCounts reads what AppendFeedCounts wrote.
func DecodeFeedCounts(b []byte) ([]FeedCount, error) {
	f := air.NewFields("feeds", b)
	c := f.Columns()
	var feeds []FeedCount
	for c[countFeed].Len() > 0 {
		feeds = append(feeds, FeedCount{
			Feed: air.FeedID(c[countFeed].Uint()), Sent: uint32(c[countSent].Uint()), Lost: uint32(c[countLost].Uint()),
			Withheld: uint32(c[countWithheld].Uint()), Due: uint32(c[countDue].Uint()),
		})
	}
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return feeds, nil
}

// Fields of Roster and of an Entry.
const (
	rosterEntry = 1

	entryName     = 1
	entryKey      = 2
	entryType     = 3
	entryNation   = 4
	entryRole     = 5
	entryRCS      = 6
	entryRCSNose  = 7
	entryRCSBeam  = 8
	entrySwerling = 9
	entryPhantom  = 10
	entryNIC      = 11
	entryNACp     = 12
	entryERP      = 13 // of the jammer, and the next two
	entryCarrier  = 14
	entryBand     = 15
)

// AppendRoster adds all aircraft of an exercise.
func AppendRoster(b []byte, r Roster) []byte {
	for i := range r {
		mark := len(b)
		b = air.AppendTextField(b, entryName, r[i].Name)
		b = air.AppendFixedField(b, entryKey, r[i].Key)
		b = air.AppendTextField(b, entryType, r[i].Type)
		b = air.AppendUintField(b, entryNation, uint64(r[i].Nation))
		b = air.AppendUintField(b, entryRole, uint64(r[i].Role))
		b = air.AppendDoubleField(b, entryRCS, r[i].RCS)
		b = air.AppendDoubleField(b, entryRCSNose, r[i].RCSNose)
		b = air.AppendDoubleField(b, entryRCSBeam, r[i].RCSBeam)
		b = air.AppendUintField(b, entrySwerling, uint64(r[i].Swerling))
		b = air.AppendBoolField(b, entryPhantom, r[i].Phantom)
		b = air.AppendUintField(b, entryNIC, uint64(r[i].NIC))
		b = air.AppendUintField(b, entryNACp, uint64(r[i].NACp))
		b = air.AppendDoubleField(b, entryERP, r[i].Jammer.ERP)
		b = air.AppendDoubleField(b, entryCarrier, r[i].Jammer.Frequency)
		b = air.AppendDoubleField(b, entryBand, r[i].Jammer.Bandwidth)
		b = air.CloseMessage(b, mark, rosterEntry)
	}
	return b
}

// DecodeRoster reads what AppendRoster wrote.
func DecodeRoster(b []byte) (Roster, error) {
	f := air.NewFields("roster", b)
	var r Roster
	for f.Next() {
		if f.Num == rosterEntry {
			entry, err := decodeEntry(f.Bytes)
			f.Fail(err)
			r = append(r, entry)
		}
	}
	if f.Err() != nil {
		return nil, f.Err()
	}
	return r, nil
}

func decodeEntry(b []byte) (e Entry, err error) {
	f := air.NewFields("aircraft", b)
	for f.Next() {
		switch f.Num {
		case entryName:
			e.Name = f.Text()
		case entryKey:
			e.Key = f.Value
		case entryType:
			e.Type = f.Text()
		case entryNation:
			e.Nation = f.Nation()
		case entryRole:
			e.Role = Role(f.Value)
			if f.Value > uint64(AEW) {
				f.Fail(fmt.Errorf("role %d: want 0 to %d", f.Value, AEW))
			}
		case entryRCS:
			e.RCS = f.Double()
		case entryRCSNose:
			e.RCSNose = f.Double()
		case entryRCSBeam:
			e.RCSBeam = f.Double()
		case entrySwerling:
			e.Swerling = uint8(f.Value)
		case entryPhantom:
			e.Phantom = f.Value != 0
		case entryNIC:
			e.NIC = uint8(f.Value)
		case entryNACp:
			e.NACp = uint8(f.Value)
		case entryERP:
			e.Jammer.ERP = f.Double()
		case entryCarrier:
			e.Jammer.Frequency = f.Double()
		case entryBand:
			e.Jammer.Bandwidth = f.Double()
		}
	}
	return e, f.Err()
}

// Fields of Board and of a line of it.
const (
	boardLine = 1

	lineNumber   = 1
	lineAt       = 2
	lineTitle    = 3
	lineExpected = 4
	lineDone     = 5
	lineState    = 6
	linePlay     = 7 // JSON
)

// AppendBoard adds the board of the MSEL.
func AppendBoard(b []byte, board []air.BoardLine) []byte {
	for i := range board {
		mark := len(b)
		b = air.AppendIntField(b, lineNumber, int64(board[i].Number))
		b = air.AppendIntField(b, lineAt, int64(board[i].At))
		b = air.AppendTextField(b, lineTitle, board[i].Title)
		b = air.AppendTextField(b, lineExpected, board[i].Expected)
		b = air.AppendBoolField(b, lineDone, board[i].Done)
		b = air.AppendTextField(b, lineState, board[i].State)
		if play := &board[i].Play; !play.Empty() {
			b = air.AppendJSONField(b, linePlay, play)
		}
		b = air.CloseMessage(b, mark, boardLine)
	}
	return b
}

// DecodeBoard reads what AppendBoard wrote.
func DecodeBoard(b []byte) ([]air.BoardLine, error) {
	f := air.NewFields("board", b)
	var board []air.BoardLine
	for f.Next() {
		if f.Num == boardLine {
			line, err := decodeLine(f.Bytes)
			f.Fail(err)
			board = append(board, line)
		}
	}
	if f.Err() != nil {
		return nil, f.Err()
	}
	return board, nil
}

func decodeLine(b []byte) (l air.BoardLine, err error) {
	f := air.NewFields("line of the board", b)
	for f.Next() {
		switch f.Num {
		case lineNumber:
			l.Number = int(f.Int())
		case lineAt:
			l.At = air.Time(f.Int())
		case lineTitle:
			l.Title = f.Text()
		case lineExpected:
			l.Expected = f.Text()
		case lineDone:
			l.Done = f.Value != 0
		case lineState:
			l.State = f.Text()
		case linePlay:
			f.JSON(&l.Play)
		}
	}
	return l, f.Err()
}
