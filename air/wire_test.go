package air

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"perimeter/air/geo"
)

// The round trips: what is drawn at random comes back the same, and the same
// value has the same bytes. What Has does not name is not drawn: it is not kept.

func drawHas(t *rapid.T, may Field) Field {
	return Field(rapid.Uint16().Draw(t, "has")) & may
}

func drawTime(t *rapid.T) Time { return Time(rapid.Int64().Draw(t, "time")) }

func drawCallsign(t *rapid.T) (c Callsign) {
	copy(c[:], rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(t, "callsign"))
	return c
}

// evidence draws the members that Has may name.
func evidence(t *rapid.T, has Field) (code Mode3A, level FL, address Address, callsign Callsign) {
	if has&HasCode != 0 {
		code = Mode3A(rapid.Uint16().Draw(t, "code"))
	}
	if has&HasLevel != 0 {
		level = FL(rapid.Int16().Draw(t, "level"))
	}
	if has&HasAddress != 0 {
		address = Address(rapid.Uint32().Draw(t, "address"))
	}
	if has&HasCallsign != 0 {
		callsign = drawCallsign(t)
	}
	return code, level, address, callsign
}

func drawPlot(t *rapid.T, sensor SensorID) Plot {
	p := Plot{
		At: drawTime(t), ID: rapid.Uint64().Draw(t, "id"), Rho: rapid.Uint32().Draw(t, "rho"), Theta: rapid.Uint32().Draw(t, "theta"),
		Sensor: sensor, Has: drawHas(t, 0xFFFF), Kind: PlotKind(rapid.Byte().Draw(t, "kind")), Release: Release(rapid.Uint16().Draw(t, "release")),
	}
	p.Code, p.Level, p.Address, p.Callsign = evidence(t, p.Has)
	if p.Has&HasHeight != 0 {
		p.Height = rapid.Float32().Draw(t, "height")
	}
	if p.Has&HasDoppler != 0 {
		p.Doppler = rapid.Float32().Draw(t, "doppler")
	}
	return p
}

func drawReport(t *rapid.T, sensor SensorID) Report {
	r := Report{
		At: drawTime(t), ID: rapid.Uint64().Draw(t, "id"), Lat: rapid.Float64().Draw(t, "lat"), Lon: rapid.Float64().Draw(t, "lon"),
		Sensor: sensor, Has: drawHas(t, 0xFFFF), NIC: rapid.Byte().Draw(t, "nic"), NACp: rapid.Byte().Draw(t, "nacp"), Release: Release(rapid.Uint16().Draw(t, "release")),
	}
	r.Code, r.Level, r.Address, r.Callsign = evidence(t, r.Has)
	return r
}

func drawBatches(t *rapid.T) []Batch {
	batches := make([]Batch, rapid.IntRange(0, 5).Draw(t, "batches"))
	some := func() int { return rapid.IntRange(0, 4).Draw(t, "rows") }
	for i := range batches {
		s := SensorID(rapid.Uint16().Draw(t, "sensor"))
		batches[i].Sensor = s
		for range some() {
			batches[i].Plots = append(batches[i].Plots, drawPlot(t, s))
		}
		for range some() {
			batches[i].Reports = append(batches[i].Reports, drawReport(t, s))
		}
		for range some() {
			batches[i].Services = append(batches[i].Services, Service{drawTime(t), rapid.Uint32().Draw(t, "from"), rapid.Uint32().Draw(t, "to"), s, ServiceState(rapid.Byte().Draw(t, "state")), Release(rapid.Uint16().Draw(t, "release"))})
		}
		for range some() {
			batches[i].Platforms = append(batches[i].Platforms, Platform{drawTime(t), rapid.Float64().Draw(t, "lat"), rapid.Float64().Draw(t, "lon"), rapid.Float32().Draw(t, "height"), rapid.Float32().Draw(t, "heading"), s, Release(rapid.Uint16().Draw(t, "release"))})
		}
	}
	return batches
}

// same compares values and, of floats, bits.
func same(t *rapid.T, what string, want, got any, err error) {
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }),
		cmp.Comparer(func(a, b float32) bool { return math.Float32bits(a) == math.Float32bits(b) })); diff != "" {
		t.Fatalf("%s (-written +read):\n%s", what, diff)
	}
}

func TestBatchesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		batches := drawBatches(t)
		b := AppendBatches([]byte("before"), batches)
		if !bytes.Equal(b, AppendBatches([]byte("before"), batches)) {
			t.Fatal("the same batches have other bytes")
		}
		got, err := DecodeBatches(b[len("before"):])
		var want []Batch // without the empty ones
		for _, s := range batches {
			if !s.empty() {
				want = append(want, s)
			}
		}
		same(t, "batches", want, got, err)
	})
}

func drawTrack(t *rapid.T) Track {
	float := func() float64 { return rapid.Float64().Draw(t, "float") }
	tr := Track{
		Number: rapid.Uint32().Draw(t, "number"), Status: TrackStatus(rapid.Byte().Draw(t, "status")), Has: drawHas(t, 0xFFFF),
		Release: Release(rapid.Uint16().Draw(t, "release")), Origin: CenterID(rapid.Uint16().Draw(t, "origin")),
		Born: drawTime(t), Updated: drawTime(t), Pos: geo.Vec{X: float(), Y: float(), Z: float()}, Vel: geo.Vec{X: float(), Y: float(), Z: float()},
		SigmaUp: rapid.Float32().Draw(t, "up"), Existence: rapid.Float32().Draw(t, "existence"), Lineage: CenterSet(rapid.Uint64().Draw(t, "lineage")),
	}
	tr.Code, tr.Level, tr.Address, tr.Callsign = evidence(t, tr.Has)
	for i := range tr.Cov {
		tr.Cov[i] = rapid.Float32().Draw(t, "cov")
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "by") {
		tr.By[i] = Contribution{SensorID(rapid.Uint16().Draw(t, "sensor")), PlotKind(rapid.ByteMin(1).Draw(t, "kind")), rapid.Byte().Draw(t, "age")}
	}
	return tr
}

func drawView(t *rapid.T) *View {
	text := rapid.StringN(0, 12, -1)
	v := &View{Picture: Picture{Center: CenterID(rapid.Uint16().Draw(t, "center")), At: drawTime(t)}, Audience: Release(rapid.Uint16().Draw(t, "audience"))}
	some := func() int { return rapid.IntRange(0, 3).Draw(t, "rows") }
	for range some() {
		v.Tracks = append(v.Tracks, drawTrack(t))
	}
	for range some() {
		v.Marks = append(v.Marks, Mark{rapid.Uint32().Draw(t, "track"), Identity(rapid.Byte().Draw(t, "identity")), rapid.Bool().Draw(t, "interest"), drawCallsign(t), text.Draw(t, "why")})
	}
	for range some() {
		v.Sensors = append(v.Sensors, SensorStatus{SensorID(rapid.Uint16().Draw(t, "sensor")), ServiceState(rapid.Byte().Draw(t, "state")), drawTime(t), rapid.Uint32().Draw(t, "sweep")})
	}
	for range some() {
		v.Platforms = append(v.Platforms, Platform{drawTime(t), rapid.Float64().Draw(t, "lat"), rapid.Float64().Draw(t, "lon"), rapid.Float32().Draw(t, "height"), rapid.Float32().Draw(t, "heading"), SensorID(rapid.Uint16().Draw(t, "sensor")), Release(rapid.Uint16().Draw(t, "release"))})
	}
	for range some() {
		v.Feeds = append(v.Feeds, FeedStatus{FeedID(rapid.Uint16().Draw(t, "feed")), drawTime(t), rapid.Uint64().Draw(t, "plots")})
	}
	for range some() {
		v.Alerts = append(v.Alerts, Alert{drawTime(t), rapid.Uint32().Draw(t, "track"), text.Draw(t, "text")})
	}
	for range some() {
		v.Messages = append(v.Messages, Message{
			At: drawTime(t), From: text.Draw(t, "from"), To: text.Draw(t, "to"), Text: text.Draw(t, "text"),
			Release: Release(rapid.Uint16().Draw(t, "release")), Voice: rapid.Bool().Draw(t, "voice"),
			Language: rapid.SampledFrom([]Language{English, Spanish, French}).Draw(t, "language"),
			Says:     Talk{Word: text.Draw(t, "word"), Number: rapid.Uint32().Draw(t, "number"), Level: FL(rapid.Int16().Draw(t, "level"))},
		})
	}
	for range some() {
		v.Desk.Cases = append(v.Desk.Cases, Case{Name: text.Draw(t, "case"), State: text.Draw(t, "state"), Since: drawTime(t), Giving: rapid.Bool().Draw(t, "giving")})
		v.Desk.Log = append(v.Desk.Log, LogLine{Seq: rapid.Uint32().Draw(t, "seq"), At: drawTime(t), Who: text.Draw(t, "who")})
	}
	return v
}

func TestViewRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawView(t)
		got, err := DecodeView(AppendView(nil, v))
		same(t, "view", v, got, err)
	})
}

func TestViewLeavesPlotsOut(t *testing.T) {
	with := &View{Picture: Picture{At: Second}, Plots: []Plot{{ID: 1}}}
	without := &View{Picture: Picture{At: Second}}
	if !bytes.Equal(AppendView(nil, with), AppendView(nil, without)) {
		t.Error("a view's plots change its bytes")
	}
}

func TestEventsAndFatesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []TrackEvent
		var fates []Disposition
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			events = append(events, TrackEvent{drawTime(t), rapid.Uint32().Draw(t, "number"), rapid.Uint32().Draw(t, "other"), TrackEventKind(rapid.Byte().Draw(t, "kind"))})
			fates = append(fates, Disposition{rapid.Uint64().Draw(t, "plot"), rapid.Uint32().Draw(t, "track"), Fate(rapid.Byte().Draw(t, "fate"))})
		}
		gotEvents, err := DecodeEvents(AppendEvents(nil, events))
		same(t, "events", events, gotEvents, err)
		gotFates, err := DecodeFates(AppendFates(nil, fates))
		same(t, "fates", fates, gotFates, err)
	})
}

// everyBody has one of each kind of body; TestEveryBodyHasADecoder counts them.
var everyBody = []Body{
	SensorOut{"QNW"}, SensorBack{"QNW"}, FeedCut{"SDN"}, FeedBack{"SDN"},
	Transponder{"EXTANGO1", true, true, 0o7500}, Launch{"COBRA1"}, Tell{"EXCON", []string{"NORAD", "MEX"}, "robado <737> \"Cancún\"", Only(USA, MEX), Talk{Word: "report", Reason: "stolen"}},
	Behave{"EXTANGO1", "clone", "EXUS0417", 30}, Degrade{"QNW", 10}, Shift{"QNW", 120, -0.001}, Winch{"TARS-MRF", true}, Observe{"GUARD", 0.45, -1.75, 400, true},
	Identify{"NORAD", 117, Suspect, true, "no plan", "staff"}, Fly{"EXTANGO1", new(float64), nil, new(float64), true},
	Act{"SIVA", "offer", 117, "NORAD", "", "staff"}, Play{4, "move", Minute, "late start"}, NoPlay{true, 5 * Minute, "real-world emergency"},
	Guide{"COBRA1", "SIVA", "intercept", 270, 15000, 310, 0.45, -1.75, true},
	Call{"COBRA1", "SIVA", "visual", 0.45, -1.75, 15000, 270, 310, Hour, "B350", "MEX XAABC"}, Bookmark{"breach", "COBRA1", "over USA", 0.45, -1.75},
}

func TestOrdersRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var orders []Order
		for range rapid.IntRange(0, 5).Draw(t, "orders") {
			orders = append(orders, Order{drawTime(t), SeatID(rapid.Uint16().Draw(t, "seat")), Origin(rapid.Byte().Draw(t, "origin")), rapid.Uint64().Draw(t, "seq"), rapid.SampledFrom(everyBody).Draw(t, "body")})
		}
		got, err := DecodeOrders(AppendOrders(nil, orders))
		same(t, "orders", orders, got, err)
	})
}

func TestEveryBodyHasADecoder(t *testing.T) {
	if len(everyBody) != len(bodies) {
		t.Errorf("%d kinds of body, %d decoders", len(everyBody), len(bodies))
	}
	for _, body := range everyBody {
		got, err := DecodeBody(body.Kind(), EncodeBody(body))
		if diff := cmp.Diff(body, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", body.Kind(), err, diff)
		}
	}
}

func TestBadBodies(t *testing.T) {
	tests := []struct{ kind, body, want string }{
		{"warp", "{}", `order "warp": want a kind of order, as "sensor_out"`},
		{"sensor_out", `{"sensr":"QNW"}`, `order sensor_out: json: unknown field "sensr"`},
		{"fly", `{"heading_deg":"north"}`, "order fly: json: cannot unmarshal string"},
		{"launch", ``, "order launch: EOF"},
	}
	for _, tt := range tests {
		if _, err := DecodeBody(tt.kind, []byte(tt.body)); !strings.HasPrefix(errorText(err), tt.want) {
			t.Errorf("%s %s: %v, want %s", tt.kind, tt.body, err, tt.want)
		}
	}
	defer func() {
		if got := fmt.Sprint(recover()); !strings.HasPrefix(got, "air: order fly: ") {
			t.Errorf("an order with a heading that is no number: %s", got)
		}
	}()
	nan := math.NaN()
	EncodeBody(Fly{HeadingDeg: &nan})
}

func someTheater() *Theater {
	return &Theater{
		Zones: []ZoneInfo{{
			Name: "Monterrey", Nation: MEX, Authority: "CENAVI", Instrument: "accord", Center: "SIVA", Middle: geo.LatLon{Lat: 0.448, Lon: -1.749},
			From: Minute, To: Never, Release: Only(MEX, USA), Rings: []ZoneRing{{111120, -457.2, 6000, true}, {2778, 0, 30480, false}},
		}},
		Title: "Dos fronteras", Exercise: true, Start: 1_563_372_000, Length: 2 * Hour, Beat: Second, Center: geo.Deg(32, -106), Range: 250 * geo.NM,
		Sensors: []SensorInfo{
			{"QNW", USA, "ARSR-4", false, geo.Deg(31.5, -106.5).At(1200), false, 12 * Second, 463e3, 463e3, 9e3, -0.1, 0.5, 116, 0.003, 900, true, true, true, 5, Only(USA, CAN), 35, 0.001, 2, 0.8, 0.97, 0, false, 0, 1000},
			{"E45X", MEX, "ERIEYE", true, geo.Deg(24, -90.5).At(7600), true, 4 * Second, 450e3, 0, 0, 0, 0, 50, 0.01, 0, true, false, false, 1.5, Only(MEX), 0, 0, 0, 0, 0, 1.3, true, 12, 0},
		},
		Centers: []CenterInfo{{"NORAD", "NORAD", Only(USA, CAN), []SensorID{0}, CenterArea{
			[]string{"ZHU", "MMTY"}, []geo.Box{{South: 0.4, West: -1.8, North: 0.5, East: -1.7}, {South: 0.7, West: -1.4, North: 0.8, East: -1.3}}, Only(MEX),
		}}, {Name: "COORD"}},
		Feeds: []FeedInfo{{"JSS", 0}, {"SDN", 1}},
	}
}

func TestTheaterRoundTrip(t *testing.T) {
	want := someTheater()
	got, err := DecodeTheater(AppendTheater(nil, want))
	if diff := cmp.Diff(want, &got); diff != "" || err != nil {
		t.Errorf("theater: %v (-written +read)\n%s", err, diff)
	}
	b := AppendUintField(nil, sensorNation, 9)
	if _, err := DecodeTheater(AppendBytesField(nil, theaterSensor, b)); errorText(err) != "theater: sensor: nation 9: want 0 to 3" {
		t.Errorf("a sensor of nobody we know: %v", err)
	}
}

func TestBrokenBatches(t *testing.T) {
	one := []Batch{{Sensor: 3, Plots: []Plot{{At: 1, ID: 2, Kind: PSR}}}}
	whole := AppendBatches(nil, one)
	field := func(num int, content ...byte) []byte {
		return append([]byte{byte(num<<3 | 2), byte(len(content))}, content...)
	}
	tests := []struct {
		name, want string
		in         []byte
	}{
		{"cut", "plots: 3 bytes from the end: unexpected EOF", whole[:len(whole)-1]},
		{"a number in place of a column", "plots: column 2 is too short", append(field(batchSensor, 1), 16, 1)},
		{"a million plots in six bytes", "plots: 1000000 rows need 1 bytes each, got 0 bytes", append(field(batchSensor, 1), append(field(batchPlots, 0xC0, 0x84, 0x3D), field(batchReports, 0)...)...)},
		{"a column too long", "plots: column 13: 1 bytes left over", append(bytes.Clone(whole), field(plotTheta, 0, 0, 0, 0, 0)...)},
		{"a group", "plots: field 1 has wire type 3, want a number or bytes", []byte{1<<3 | 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := DecodeBatches(tt.in)
			if !strings.HasPrefix(errorText(err), tt.want) || got != nil {
				t.Errorf("%v, %v; want no batches and %s", got, err, tt.want)
			}
		})
	}
}

// FuzzWire reads any bytes as each of the messages: no panic, and what is read
// comes back the same when it is written and read again.
func FuzzWire(f *testing.F) {
	f.Add(AppendBatches(nil, []Batch{{Sensor: 3, Plots: []Plot{{At: 1, ID: 2, Has: HasCode, Kind: PSR}}, Services: []Service{{At: 5}}, Platforms: []Platform{{At: 7}}, Reports: []Report{{At: 9}}}}))
	f.Add(AppendView(nil, &View{Picture: Picture{Center: 1, At: Second, Tracks: []Track{{Number: 7, By: [6]Contribution{{1, PSR, 3}}}}}, Marks: []Mark{{Track: 7, Why: "plan"}}, Sensors: []SensorStatus{{}}, Platforms: []Platform{{}}, Feeds: []FeedStatus{{}}, Alerts: []Alert{{}}, Messages: []Message{{}}}))
	f.Add(AppendEvents(nil, []TrackEvent{{1, 2, 3, 4}}))
	f.Add(AppendFates(nil, []Disposition{{1, 2, 3}}))
	f.Add(AppendTheater(nil, someTheater()))
	var orders []Order
	for _, body := range everyBody {
		orders = append(orders, Order{Body: body})
	}
	f.Add(AppendOrders(nil, orders))
	f.Fuzz(func(t *testing.T, b []byte) {
		if v, err := DecodeBatches(b); err == nil {
			again(t, AppendBatches(nil, v), DecodeBatches, AppendBatches)
		}
		if v, err := DecodeView(b); err == nil {
			again(t, AppendView(nil, v), DecodeView, AppendView)
		}
		if v, err := DecodeEvents(b); err == nil {
			again(t, AppendEvents(nil, v), DecodeEvents, AppendEvents)
		}
		if v, err := DecodeFates(b); err == nil {
			again(t, AppendFates(nil, v), DecodeFates, AppendFates)
		}
		if v, err := DecodeOrders(b); err == nil {
			again(t, AppendOrders(nil, v), DecodeOrders, AppendOrders)
		}
		if v, err := DecodeTheater(b); err == nil {
			again(t, AppendTheater(nil, &v), DecodeTheater, func(b []byte, th Theater) []byte { return AppendTheater(b, &th) })
		}
	})
}

func again[T any](t *testing.T, written []byte, decode func([]byte) (T, error), add func([]byte, T) []byte) {
	v, err := decode(written)
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	if !bytes.Equal(written, add(nil, v)) {
		t.Fatalf("%T comes back as another", v)
	}
}
