package air

import "perimeter/air/geo"

// SensorInfo is what the maker and the owner state of a sensor: all that a
// tracker may know of it. Biases are not told.
type SensorInfo struct {
	Name         string
	Nation       Nation
	Type         string
	StandIn      bool         // a placeholder: position or type is not public
	Pos          geo.Geodetic // of the antenna
	Moving       bool         // its place comes as Platform
	Scan         Time         // of one turn
	Range        float64      // m, instrumented, primary
	RangeSSR     float64      // m, instrumented, secondary
	MinRange     float64      // m
	ElevMin      float64      // rad
	ElevMax      float64      // rad
	SigmaRange   float64      // m, one standard deviation
	SigmaAz      float64      // rad
	SigmaHeight  float64      // m; 0: the sensor gives no height
	PSR, SSR     bool
	ModeS        bool
	FalsePerScan float64 // false plots a scan, stated
	Release      Release // who may have its data at all

	// What further is stated of some sensors; 0: not stated.
	SigmaRangeSSR float64 // m, of replies; 0: as SigmaRange
	SigmaAzSSR    float64 // rad, of replies; 0: as SigmaAz
	SigmaDoppler  float64 // m/s, of Plot.Doppler
	PdPSR, PdSSR  float64 // probability of detection in a scan, in view
	Aside         float64 // rad: it looks only so far to either side of abeam of its carrier; 0: all around
	ADSB          bool    // a station that receives reports: it has no beam, and Scan is their mean interval
	Notch         float64 // m/s, half width of the range rates over the ground that the primary takes for ground and drops
	Capacity      int     // plots a scan that it can pass on; 0: no limit
}

// CenterInfo names a center and its audience.
type CenterInfo struct {
	Name     string
	Title    string
	Audience Release
	Sensors  []SensorID // those that its feeds bring, ascending
	Area     CenterArea
}

// CenterArea is what a center's people answer for, which is neither a nation's
// airspace nor an FIR nor an ADIZ: regions, rectangles, nations' sovereign
// airspace, or several of these.
type CenterArea struct {
	FIRs    []string // idents, as the atlas has them
	Boxes   []geo.Box
	Nations Release
}

// FeedInfo names a feed.
type FeedInfo struct {
	Name   string
	To     CenterID
	Tracks bool       // it brings tracks of another center, in place of plots: its counts are of them
	Retain Time       // how long the receiver may keep what it brings; 0: not limited
	Brings []SensorID // with Retain: whose plots it brings
	From   CenterID   // with Retain and no Brings: whose tracks
}

// Theater is what stands still during an exercise and may be shown: sensors,
// centers, feeds. Positions of aircraft are not in it.
type Theater struct {
	Title    string
	Exercise bool  // always true: EXERCISE stands on every picture
	Start    int64 // s since 1970 UTC, of exercise time 0: a date in the story, not of the run
	Length   Time
	Beat     Time
	Center   geo.LatLon // where the map opens
	Range    float64    // m, half the height of the map when it opens
	Sensors  []SensorInfo
	Centers  []CenterInfo
	Feeds    []FeedInfo
	Zones    []ZoneInfo // each may be shown to those of its Release
}

// ZoneInfo is restricted airspace: one type for all nations, by whose authority
// and instrument it stands.
type ZoneInfo struct {
	Name       string
	Nation     Nation
	Authority  string
	Instrument string
	Center     string     // the center that watches it
	Middle     geo.LatLon // of all rings
	From, To   Time       // active; To is Never where it does not end
	Release    Release    // who may know of it
	Rings      []ZoneRing
}

// ZoneRing is one ring of a zone with its layer of height.
type ZoneRing struct {
	Radius         float64 // m
	Floor, Ceiling float64 // m above sea level
	Planned        bool    // who flies by a plan may enter
}

// Active reports whether a zone stands at a time.
func (z *ZoneInfo) Active(at Time) bool { return at >= z.From && at < z.To }
