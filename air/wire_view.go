package air

import (
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"

	"perimeter/air/geo"
)

// Fields of View. Plots are not in it: they stand in the plots of the beat, and
// the fates tell which of them a center got.
const (
	viewCenter   = 1
	viewAt       = 2
	viewAudience = 3
	viewAlert    = 70
	viewMessage  = 71
	viewDesk     = 72 // JSON

	trackNumber    = 10 // since the number before
	trackStatus    = 11
	trackHas       = 12
	trackRelease   = 13
	trackOrigin    = 14
	trackCode      = 15 // these where they are there
	trackLevel     = 16
	trackAddress   = 17
	trackCallsign  = 18
	trackBorn      = 19 // ns before the view
	trackUpdated   = 20 // ns before the view
	trackPos       = 21 // three a track
	trackVel       = 22
	trackCov       = 23 // ten a track
	trackSigmaUp   = 24
	trackExistence = 25
	trackBy        = 26 // contributions a track
	bySensor       = 27
	byKind         = 28
	byAge          = 29
	trackLineage   = 30 // other than the origin alone; left out where no track has another

	markTrack    = 40 // since the number before
	markIdentity = 41
	markInterest = 42
	markPlan     = 43
	markWhy      = 44

	statusSensor = 50
	statusState  = 51
	statusHeard  = 52 // ns before the view
	statusSweep  = 53

	statusFeed      = 60
	statusFeedHeard = 61 // ns before the view
	statusPlots     = 62

	platformSensor     = 63
	viewPlatformAt     = 64 // ns before the view
	viewPlatformLat    = 65
	viewPlatformLon    = 66
	viewPlatformHeight = 67
	viewPlatformHead   = 68
	viewPlatformLabel  = 69
)

// Fields of Alert and of Message.
const (
	alertAt    = 1
	alertTrack = 2
	alertText  = 3

	messageAt      = 1
	messageFrom    = 2
	messageText    = 3
	messageRelease = 4
	messageTo      = 5
	messageManner  = 6 // bit 0: by voice; above: the language
	messageSays    = 7 // JSON
)

// AppendView adds a view without its plots.
func AppendView(b []byte, v *View) []byte {
	b = AppendUintField(b, viewCenter, uint64(v.Center))
	b = AppendIntField(b, viewAt, int64(v.At))
	b = AppendUintField(b, viewAudience, uint64(v.Audience))
	b = appendTracks(b, v.At, v.Tracks)
	b = appendMarks(b, v.Marks)
	b = appendStatus(b, v)
	b = appendWhereabouts(b, v)
	for i := range v.Alerts {
		mark := len(b)
		b = AppendIntField(b, alertAt, int64(v.Alerts[i].At))
		b = AppendUintField(b, alertTrack, uint64(v.Alerts[i].Track))
		b = AppendTextField(b, alertText, v.Alerts[i].Text)
		b = CloseMessage(b, mark, viewAlert)
	}
	for i := range v.Messages {
		mark := len(b)
		b = appendMessage(b, &v.Messages[i])
		b = CloseMessage(b, mark, viewMessage)
	}
	if v.Desk.Empty() {
		return b
	}
	return AppendJSONField(b, viewDesk, &v.Desk)
}

func appendMessage(b []byte, m *Message) []byte {
	manner := uint64(m.Language) << 1
	if m.Voice {
		manner |= 1
	}
	b = AppendIntField(b, messageAt, int64(m.At))
	b = AppendTextField(b, messageFrom, m.From)
	b = AppendTextField(b, messageText, m.Text)
	b = AppendUintField(b, messageRelease, uint64(m.Release))
	b = AppendTextField(b, messageTo, m.To)
	b = AppendUintField(b, messageManner, manner)
	if m.Says == (Talk{}) {
		return b
	}
	return AppendJSONField(b, messageSays, &m.Says)
}

// AppendState adds the message to a checkpoint.
func (m *Message) AppendState(b []byte) []byte { return AppendString(b, string(appendMessage(nil, m))) }

// LoadState reads what AppendState wrote.
func (m *Message) LoadState(r *StateReader) {
	f := NewFields("message", []byte(r.String()))
	*m = readMessage(f)
	if f.Err() != nil {
		r.Fail(f.Err())
	}
}

// AppendJSONField adds a value as JSON. What is written so is rare: its readers are
// people.
func AppendJSONField(b []byte, num protowire.Number, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("air: %T: %v", v, err))
	}
	return AppendBytesField(b, num, data)
}

// JSON reads the field's bytes as JSON into v.
func (f *Fields) JSON(v any) { f.Fail(json.Unmarshal(f.Bytes, v)) }

func appendTracks(b []byte, at Time, tracks []Track) []byte {
	last := uint32(0)
	b = AppendColumn(b, trackNumber, tracks, func(b []byte, t *Track) []byte {
		b = AppendInt(b, int64(t.Number)-int64(last))
		last = t.Number
		return b
	})
	b = AppendColumn(b, trackStatus, tracks, func(b []byte, t *Track) []byte { return AppendUint(b, uint64(t.Status)) })
	b = AppendColumn(b, trackHas, tracks, func(b []byte, t *Track) []byte { return AppendUint(b, uint64(t.Has)) })
	b = AppendColumn(b, trackRelease, tracks, func(b []byte, t *Track) []byte { return AppendUint(b, uint64(t.Release)) })
	b = AppendColumn(b, trackOrigin, tracks, func(b []byte, t *Track) []byte { return AppendUint(b, uint64(t.Origin)) })
	b = appendEvidence(b, tracks)
	b = AppendColumn(b, trackBorn, tracks, func(b []byte, t *Track) []byte { return AppendInt(b, int64(at-t.Born)) })
	b = AppendColumn(b, trackUpdated, tracks, func(b []byte, t *Track) []byte { return AppendInt(b, int64(at-t.Updated)) })
	b = AppendColumn(b, trackPos, tracks, func(b []byte, t *Track) []byte { return AppendVec(b, t.Pos) })
	b = AppendColumn(b, trackVel, tracks, func(b []byte, t *Track) []byte { return AppendVec(b, t.Vel) })
	b = AppendColumn(b, trackCov, tracks, func(b []byte, t *Track) []byte {
		for _, c := range t.Cov {
			b = AppendFloat32(b, c)
		}
		return b
	})
	b = AppendColumn(b, trackSigmaUp, tracks, func(b []byte, t *Track) []byte { return AppendFloat32(b, t.SigmaUp) })
	b = AppendColumn(b, trackExistence, tracks, func(b []byte, t *Track) []byte { return AppendFloat32(b, t.Existence) })
	b = appendLineage(b, tracks)
	return appendContributions(b, tracks)
}

// foreign returns what of the lineage differs from the origin alone.
func (t *Track) foreign() CenterSet { return t.Lineage ^ SetOf(t.Origin) }

func appendLineage(b []byte, tracks []Track) []byte {
	for i := range tracks {
		if tracks[i].foreign() != 0 {
			return AppendColumn(b, trackLineage, tracks, func(b []byte, t *Track) []byte { return AppendUint(b, uint64(t.foreign())) })
		}
	}
	return b
}

func appendEvidence(b []byte, tracks []Track) []byte {
	b = AppendColumn(b, trackCode, tracks, func(b []byte, t *Track) []byte {
		if t.Has&HasCode == 0 {
			return b
		}
		return AppendUint(b, uint64(t.Code))
	})
	b = AppendColumn(b, trackLevel, tracks, func(b []byte, t *Track) []byte {
		if t.Has&HasLevel == 0 {
			return b
		}
		return AppendInt(b, int64(t.Level))
	})
	b = AppendColumn(b, trackAddress, tracks, func(b []byte, t *Track) []byte {
		if t.Has&HasAddress == 0 {
			return b
		}
		return AppendUint32(b, uint32(t.Address))
	})
	return AppendColumn(b, trackCallsign, tracks, func(b []byte, t *Track) []byte {
		if t.Has&HasCallsign == 0 {
			return b
		}
		return append(b, t.Callsign[:]...)
	})
}

// contributions returns how many of By stand before the empty rest.
func (t *Track) contributions() int {
	n := len(t.By)
	for n > 0 && t.By[n-1].Kind == 0 {
		n--
	}
	return n
}

func appendContributions(b []byte, tracks []Track) []byte {
	b = AppendColumn(b, trackBy, tracks, func(b []byte, t *Track) []byte { return AppendUint(b, uint64(t.contributions())) })
	each := func(b []byte, num protowire.Number, value func(*Contribution) uint64) []byte {
		return AppendColumn(b, num, tracks, func(b []byte, t *Track) []byte {
			for i := range t.contributions() {
				b = AppendUint(b, value(&t.By[i]))
			}
			return b
		})
	}
	b = each(b, bySensor, func(c *Contribution) uint64 { return uint64(c.Sensor) })
	b = each(b, byKind, func(c *Contribution) uint64 { return uint64(c.Kind) })
	return each(b, byAge, func(c *Contribution) uint64 { return uint64(c.Age) })
}

// AppendVec adds three doubles.
func AppendVec(b []byte, v geo.Vec) []byte {
	return AppendFloat(AppendFloat(AppendFloat(b, v.X), v.Y), v.Z)
}

// Vec reads three doubles.
func (c *Column) Vec() geo.Vec { return geo.Vec{X: c.Float64(), Y: c.Float64(), Z: c.Float64()} }

func appendMarks(b []byte, marks []Mark) []byte {
	last := uint32(0)
	b = AppendColumn(b, markTrack, marks, func(b []byte, m *Mark) []byte {
		b = AppendInt(b, int64(m.Track)-int64(last))
		last = m.Track
		return b
	})
	b = AppendColumn(b, markIdentity, marks, func(b []byte, m *Mark) []byte { return AppendUint(b, uint64(m.Identity)) })
	b = AppendColumn(b, markInterest, marks, func(b []byte, m *Mark) []byte { return AppendBool(b, m.Interest) })
	b = AppendColumn(b, markPlan, marks, func(b []byte, m *Mark) []byte { return append(b, m.Plan[:]...) })
	for i := range marks {
		b = AppendText(b, markWhy, marks[i].Why)
	}
	return b
}

func appendStatus(b []byte, v *View) []byte {
	b = AppendColumn(b, statusSensor, v.Sensors, func(b []byte, s *SensorStatus) []byte { return AppendUint(b, uint64(s.Sensor)) })
	b = AppendColumn(b, statusState, v.Sensors, func(b []byte, s *SensorStatus) []byte { return AppendUint(b, uint64(s.State)) })
	b = AppendColumn(b, statusHeard, v.Sensors, func(b []byte, s *SensorStatus) []byte { return AppendInt(b, int64(v.At-s.Heard)) })
	b = AppendColumn(b, statusSweep, v.Sensors, func(b []byte, s *SensorStatus) []byte { return AppendUint32(b, s.Sweep) })
	b = AppendColumn(b, statusFeed, v.Feeds, func(b []byte, s *FeedStatus) []byte { return AppendUint(b, uint64(s.Feed)) })
	b = AppendColumn(b, statusFeedHeard, v.Feeds, func(b []byte, s *FeedStatus) []byte { return AppendInt(b, int64(v.At-s.Heard)) })
	return AppendColumn(b, statusPlots, v.Feeds, func(b []byte, s *FeedStatus) []byte { return AppendUint(b, s.Plots) })
}

// appendWhereabouts adds where the moving sensors are.
func appendWhereabouts(b []byte, v *View) []byte {
	column := func(num protowire.Number, put func([]byte, *Platform) []byte) {
		b = AppendColumn(b, num, v.Platforms, put)
	}
	column(platformSensor, func(b []byte, p *Platform) []byte { return AppendUint(b, uint64(p.Sensor)) })
	column(viewPlatformAt, func(b []byte, p *Platform) []byte { return AppendInt(b, int64(v.At-p.At)) })
	column(viewPlatformLat, func(b []byte, p *Platform) []byte { return AppendFloat(b, p.Lat) })
	column(viewPlatformLon, func(b []byte, p *Platform) []byte { return AppendFloat(b, p.Lon) })
	column(viewPlatformHeight, func(b []byte, p *Platform) []byte { return AppendFloat32(b, p.Height) })
	column(viewPlatformHead, func(b []byte, p *Platform) []byte { return AppendFloat32(b, p.Heading) })
	column(viewPlatformLabel, func(b []byte, p *Platform) []byte { return AppendUint(b, uint64(p.Release)) })
	return b
}

func decodeWhereabouts(c *Columns, v *View) {
	for c[platformSensor].Len() > 0 {
		v.Platforms = append(v.Platforms, Platform{
			Sensor: SensorID(c[platformSensor].Uint()), At: v.At - Time(c[viewPlatformAt].Int()),
			Lat: c[viewPlatformLat].Float64(), Lon: c[viewPlatformLon].Float64(),
			Height: c[viewPlatformHeight].Float32(), Heading: c[viewPlatformHead].Float32(),
			Release: Release(c[viewPlatformLabel].Uint()),
		})
	}
}

// DecodeView reads what AppendView wrote.
func DecodeView(b []byte) (*View, error) {
	f := NewFields("view", b)
	v := &View{}
	var c Columns
	var whys []string
	for f.Next() {
		switch f.Num {
		case viewCenter:
			v.Center = CenterID(f.Value)
		case viewAt:
			v.At = Time(f.Int())
		case viewAudience:
			v.Audience = Release(f.Value)
		case markWhy:
			whys = append(whys, f.Text())
		case viewAlert:
			v.Alerts = append(v.Alerts, decodeAlert(f))
		case viewMessage:
			v.Messages = append(v.Messages, decodeMessage(f))
		case viewDesk:
			f.JSON(&v.Desk)
		default:
			c.Set(f)
		}
	}
	v.Tracks = decodeTracks(&c, v.At)
	v.Marks = decodeMarks(&c, whys)
	decodeStatus(&c, v)
	decodeWhereabouts(&c, v)
	if err := f.Close(&c); err != nil {
		return nil, err
	}
	return v, nil
}

func decodeAlert(outer *Fields) (a Alert) {
	f := NewFields("alert", outer.Bytes)
	for f.Next() {
		switch f.Num {
		case alertAt:
			a.At = Time(f.Int())
		case alertTrack:
			a.Track = uint32(f.Value)
		case alertText:
			a.Text = f.Text()
		}
	}
	outer.Fail(f.Err())
	return a
}

func decodeMessage(outer *Fields) Message {
	f := NewFields("message", outer.Bytes)
	m := readMessage(f)
	outer.Fail(f.Err())
	return m
}

func readMessage(f *Fields) (m Message) {
	for f.Next() {
		switch f.Num {
		case messageAt:
			m.At = Time(f.Int())
		case messageFrom:
			m.From = f.Text()
		case messageText:
			m.Text = f.Text()
		case messageRelease:
			m.Release = Release(f.Value)
		case messageTo:
			m.To = f.Text()
		case messageManner:
			m.Voice, m.Language = f.Value&1 != 0, Language(f.Value>>1)
		case messageSays:
			f.JSON(&m.Says)
		}
	}
	return m
}

func decodeTracks(c *Columns, at Time) []Track {
	if c[trackPos].Len() == 0 {
		return nil
	}
	tracks := make([]Track, 0, c[trackPos].Len()/24)
	last, mixed := int64(0), c[trackLineage].Len() > 0
	for c[trackPos].Len() > 0 {
		last += c[trackNumber].Int()
		t := Track{
			Number: uint32(last), Status: TrackStatus(c[trackStatus].Uint()), Has: Field(c[trackHas].Uint()),
			Release: Release(c[trackRelease].Uint()), Origin: CenterID(c[trackOrigin].Uint()),
			Born: at - Time(c[trackBorn].Int()), Updated: at - Time(c[trackUpdated].Int()),
			Pos: c[trackPos].Vec(), Vel: c[trackVel].Vec(),
			SigmaUp: c[trackSigmaUp].Float32(), Existence: c[trackExistence].Float32(),
		}
		t.Lineage = SetOf(t.Origin)
		if mixed {
			t.Lineage ^= CenterSet(c[trackLineage].Uint())
		}
		for i := range t.Cov {
			t.Cov[i] = c[trackCov].Float32()
		}
		decodeEvidence(c, &t)
		for i := range min(c[trackBy].Uint(), uint64(len(t.By))) {
			t.By[i] = Contribution{SensorID(c[bySensor].Uint()), PlotKind(c[byKind].Uint()), uint8(c[byAge].Uint())}
		}
		tracks = append(tracks, t)
	}
	return tracks
}

func decodeEvidence(c *Columns, t *Track) {
	if t.Has&HasCode != 0 {
		t.Code = Mode3A(c[trackCode].Uint())
	}
	if t.Has&HasLevel != 0 {
		t.Level = FL(c[trackLevel].Int())
	}
	if t.Has&HasAddress != 0 {
		t.Address = Address(c[trackAddress].Uint32())
	}
	if t.Has&HasCallsign != 0 {
		c[trackCallsign].Read(t.Callsign[:])
	}
}

func decodeMarks(c *Columns, whys []string) []Mark {
	var marks []Mark
	last := int64(0)
	for _, why := range whys {
		last += c[markTrack].Int()
		m := Mark{Track: uint32(last), Identity: Identity(c[markIdentity].Uint()), Interest: c[markInterest].Uint() != 0, Why: why}
		c[markPlan].Read(m.Plan[:])
		marks = append(marks, m)
	}
	return marks
}

func decodeStatus(c *Columns, v *View) {
	for c[statusSensor].Len() > 0 {
		v.Sensors = append(v.Sensors, SensorStatus{
			Sensor: SensorID(c[statusSensor].Uint()), State: ServiceState(c[statusState].Uint()),
			Heard: v.At - Time(c[statusHeard].Int()), Sweep: c[statusSweep].Uint32(),
		})
	}
	for c[statusFeed].Len() > 0 {
		v.Feeds = append(v.Feeds, FeedStatus{
			Feed: FeedID(c[statusFeed].Uint()), Heard: v.At - Time(c[statusFeedHeard].Int()), Plots: c[statusPlots].Uint(),
		})
	}
}
