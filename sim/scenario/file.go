package scenario

// file is a scenario as its author writes it. Everything that has a unit says
// so in its key; times are hh:mm:ss of exercise time, or UTC.
type file struct {
	place
	Title      text   `toml:"title" need:"yes" form:"line" doc:"name of the exercise, in a line"`
	Brief      text   `toml:"brief" doc:"the situation as the players are told it"`
	StartUTC   moment `toml:"start_utc" need:"yes" doc:"UTC date and time of exercise time 00:00:00, as 2019-07-17T14:00:00Z"`
	Duration   clock  `toml:"duration" need:"yes" doc:"length of the exercise, hh:mm:ss"`
	BeatMS     whole  `toml:"beat_ms" min:"100" max:"1000" def:"1000" doc:"length of a beat in milliseconds, a divisor of 1000"`
	PictureS   number `toml:"picture_s" above:"0" max:"60" def:"2" doc:"seconds between two pictures of a center, a multiple of the beat"`
	Checkpoint clock  `toml:"checkpoint" def:"00:10:00" doc:"time between two checkpoints in a recording, hh:mm:ss, a multiple of the beat"`
	Seed       whole  `toml:"seed" min:"0" def:"1" doc:"seed of all chance"`

	Profile text `toml:"profile" choice:"civil-only toi-only full-reciprocal" doc:"how nations share: of each feed from one nation to another the level, the limits and, where nothing is said of them, the releases; docs/sharing.md"`

	Map       mapTable         `toml:"map" doc:"where the map opens; default: around the radars"`
	Release   releaseTable     `toml:"release" doc:"who may have a nation's radar data where the radar says nothing; default: the nation only"`
	Center    []centerTable    `toml:"center" what:"center" most:"100" doc:"a fusion center"`
	Radar     []radarTable     `toml:"radar" what:"radar" most:"5000" doc:"a radar, or many sites with the same overrides"`
	Feed      []feedTable      `toml:"feed" what:"feed" most:"1000" doc:"the stream of some radars' data, or of a center's tracks, to one center"`
	Line      []lineTable      `toml:"line" what:"line" most:"1000" doc:"a line between the people of two centers"`
	Identify  identifyTable    `toml:"identify" doc:"how far from its plan an aircraft may be; identify of a center says what its people look at"`
	Watch     []watchTable     `toml:"watch" what:"watch" most:"1000" doc:"what a comparison of a flight's passengers with a watch-list came to"`
	Corridor  []corridorTable  `toml:"corridor" what:"corridor" most:"100" doc:"a way that the friendly keep to"`
	Aircraft  []aircraftTable  `toml:"aircraft" what:"aircraft" most:"20000" doc:"an aircraft of the story"`
	Threat    []threatTable    `toml:"threat" what:"threat" most:"1000" doc:"a threat of a kind, made into aircraft"`
	Traffic   trafficTable     `toml:"traffic" doc:"background traffic"`
	Weather   weatherTable     `toml:"weather" doc:"wind, rain, sea and refraction; default: still and dry"`
	Rule      []ruleTable      `toml:"rule" what:"rule" most:"1000" doc:"who may go over whose airspace, in place of the usual rule"`
	Agreement []agreementTable `toml:"agreement" what:"agreement" most:"100" doc:"what two nations have agreed on over-flights"`
	Zone      []zoneTable      `toml:"zone" what:"zone" most:"200" doc:"restricted airspace"`
	Area      []areaTable      `toml:"area" what:"area" most:"200" doc:"a center's area of responsibility"`
	Alert     []alertTable     `toml:"alert" what:"flight" most:"500" doc:"a flight of interceptors that waits for the word to scramble"`
	Band      []bandTable      `toml:"band" what:"band" most:"20" doc:"how a measure of the tracks of interest is graded"`
	Inject    []injectTable    `toml:"inject" what:"inject" most:"5000" doc:"an event of the master scenario events list (MSEL)"`
}

type mapTable struct {
	place
	Lat     number `toml:"lat" need:"yes" min:"-90" max:"90" doc:"latitude of the middle, degrees north"`
	Lon     number `toml:"lon" need:"yes" min:"-180" max:"180" doc:"longitude of the middle, degrees east"`
	RangeNM number `toml:"range_nm" need:"yes" min:"1" max:"5400" doc:"half the height of the map, nautical miles"`
}

type releaseTable struct {
	place
	USA names `toml:"USA" choice:"USA CAN MEX" def:"USA only" doc:"nations that may have the data of the radars of the United States"`
	CAN names `toml:"CAN" choice:"USA CAN MEX" def:"CAN only" doc:"nations that may have the data of the radars of Canada"`
	MEX names `toml:"MEX" choice:"USA CAN MEX" def:"MEX only" doc:"nations that may have the data of the radars of Mexico"`
}
