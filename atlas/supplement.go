package atlas

// reading is a number that stands for a cell of radar_types.csv which holds
// more, or less, than one number.
type reading struct {
	name   string // the type; empty: any
	column string
	cell   string
	value  float64 // in the column's unit
	why    string
}

var readings = []reading{
	{"", "freq_mhz", "1030/1090", 1090, "the frequency of the replies"},
	{"", "freq_mhz", "1250-1350 (PSR)", 1300, "the middle of the primary's band"},
	{"SENEAM en-route PSR/MSSR", "freq_mhz", "", 2800, "assumed: 2700-2900 MHz, as the terminal radars of the same user"},
	{"SIVA 3D (generic)", "freq_mhz", "", 3000, "assumed: 2900-3100 MHz, as the TPS-70 that stood on loan beside them"},

	{"", "instrumented_range_nm", "80 (PSR) / 250 (SSR)", 80, "the primary's"},
	{"", "instrumented_range_nm", "200 (SSR 250)", 200, "the primary's"},
	{"", "instrumented_range_nm", "60 (SSR 200)", 60, "the primary's"},
	{"APY-1/2", "instrumented_range_nm", "250 (high) / 215 (low look-down) / 350 (beyond horizon high)", 250, "the ordinary mode; clutter and horizon shorten it for low targets by themselves"},
	{"PS-890 Erieye", "instrumented_range_nm", "240 (instrumented) / 190 (fighter)", 240, "the instrumented range; the fighter's is the statement of detection"},
	{"APS-145", "instrumented_range_nm", "250 (up to 350 instrumented)", 250, "the ordinary setting"},

	{"RSM 970 S", "scan_period_s", "5 to 12", 12, "the slow end: at 256 NM it stands en route"},
	{"ATCBI-6", "scan_period_s", "12 (4.8 terminal)", 12, "it stands en route"},
	{"PS-890 Erieye", "scan_period_s", "5 (electronic; assumed)", 5, "as it says"},
	{"APS-145", "scan_period_s", "10 to 12", 12, "5 turns a minute, the slower"},

	{"FPS-124", "az_beamwidth_deg", "12 (electronic)", 12, "as it says"},

	{"TPS-70", "height_acc_ft", "1500 at 100 NM", 1500, "taken at all ranges"},
	{"PS-890 Erieye", "height_acc_ft", "", 0, "none stated"},
	{"TARS L-88", "max_alt_ft", "15000 (platform)", 15000, "the balloon's height above sea level, no limit of what it sees"},
}

// Parts of a supplement that no source gives.
const (
	guessSSR       = 1 << iota // the secondary's range
	guessPd                    // the probability of detection and its cross-section
	guessRange                 // the range of the statement
	guessFrequency             // the primary's frequency
)

// supplement is what the row of a radar type says in words, or not at all.
type supplement struct {
	name  string
	said  string  // the row's statement of detection, word for word
	pd    float64 // read from it: probability of detection on ref_rcs_m2 ...
	at    float64 // ... at this range, NM; the lower end where it states a span
	ssr   float64 // NM, instrumented range of the secondary; 0: the column's
	prf   float64 // Hz, mean; 0: unknown
	beams int     // positions of a pencil beam in elevation; 0: it is no pencil
	guess int
}

// The secondary beside an en-route radar is an ATCBI-6, 250 NM by its own row;
// beside an ASR-9 60 NM and an ASR-11 120 NM. Military interrogators are taken
// to reach as far as their primary. Repetition frequencies: ARSR-4 off the air,
// ARSR-1/2 and ASR-9 from radartutorial.eu, TPS-70 as published. A Pd of 0.8 is
// assumed where a row names only target and range.
var supplements = []supplement{
	{name: "ARSR-4", said: "Pd 0.8 for a 1 m2 target out to about 200 NM is the usual specification figure", pd: 0.8, at: 200, ssr: 250, prf: 288},
	{name: "ARSR-3", said: "Pd 0.8 for a 2 m2 target at about 200 NM", pd: 0.8, at: 200, ssr: 250},
	{name: "CARSR", said: "Pd 0.8 for 2.2 m2 at about 200 NM (assumed from the ARSR-1/2 it replaces)", pd: 0.8, at: 200, ssr: 250, guess: guessPd | guessRange},
	// Its powers give 123 NM by the radar equation, 6 to 8 dB less than it states.
	{name: "ARSR-1/2", said: "Pd 0.8 for 2 m2 at 175-200 NM (assumed)", pd: 0.8, at: 175, ssr: 250, prf: 360, guess: guessPd | guessRange},
	{name: "FPS-20 family", said: "assumed as ARSR-2", pd: 0.8, at: 175, ssr: 250, guess: guessPd | guessRange},
	{name: "ASR-9", said: "Pd 0.8 or better for 1 m2 at 55-60 NM", pd: 0.8, at: 55, ssr: 60, prf: 1200},
	{name: "ASR-11", said: "Pd 0.8 for 1 m2 at 55-60 NM", pd: 0.8, at: 55, ssr: 120},
	{name: "FPS-117", said: "200 NM on a fighter-size target (Pd 0.75 on about 1 m2 is the usual figure)", pd: 0.75, at: 200, beams: 10},
	{name: "FPS-124", said: "designed for low-flying small targets; about 70 NM instrumented", pd: 0.8, at: 70, guess: guessPd | guessRange},
	{name: "TPS-63", said: "Pd 0.9 for 1 m2 at 80 NM class (assumed)", pd: 0.9, at: 80, guess: guessPd | guessRange},
	{name: "TPS-70", said: "about 200 NM on 2 m2 (Pd 0.75 class)", pd: 0.75, at: 200, prf: 250},
	{name: "TPS-77", said: "250 NM instrumented; 1 m2 class at about 180 NM (assumed)", pd: 0.8, at: 180, beams: 12, guess: guessPd | guessRange},
	{name: "TPS-78", said: "as TPS-70 with solid state transmitter", pd: 0.75, at: 200, guess: guessPd},
	{name: "STAR 2000", said: "Pd 0.8 or better for 2 m2 at 60 to 80 NM", pd: 0.8, at: 60, ssr: 256},
	{name: "RSM 970 S", said: "Pd above 0.99 per scan for SSR and Mode S"},
	{name: "NAVCAN TSR/RSSR", said: "assumed", pd: 0.8, at: 80, ssr: 250, guess: guessPd | guessRange},
	{name: "NAVCAN ISSR", said: "Pd above 0.98"},
	{name: "SENEAM en-route PSR/MSSR", said: "generic values: the true types differ by site", pd: 0.8, at: 200, ssr: 250, guess: guessPd | guessRange | guessFrequency},
	{name: "SENEAM en-route MSSR", said: "generic"},
	{name: "SENEAM TMA PSR/MSSR", said: "generic", pd: 0.8, at: 60, ssr: 200, guess: guessPd | guessRange},
	{name: "ATCBI-6", said: "Pd above 0.98"},
	{name: "SIVA 3D (generic)", said: "generic: the type of the south-east radars is not public", pd: 0.75, at: 200, guess: guessPd | guessRange | guessFrequency},
	{name: "TARS L-88", said: "small aircraft at low level to about 200 NM; the platform's horizon governs (about 150 NM at 15000 ft)", pd: 0.8, at: 200, guess: guessPd},
	{name: "APY-1/2", said: "low-flying fighter at more than 200 NM; medium/high targets beyond 250 NM", pd: 0.8, at: 200, guess: guessPd},
	{name: "PS-890 Erieye", said: "fighter at 350 km; 150 deg sector each side with gaps ahead and astern (120 deg at full performance)", pd: 0.8, at: 350 / 1.852, guess: guessPd},
	{name: "APS-145", said: "large aircraft at 340 NM class; fighter at about 200 NM", pd: 0.8, at: 200, guess: guessPd},
	{name: "DEW line FPS-19", said: "historical only", pd: 0.8, at: 160, guess: guessPd | guessRange},
}

// supplementOf returns the supplement of a type, and fails the row if there is
// none or if the row now says something else.
func supplementOf(r *row, name string) supplement {
	for _, s := range supplements {
		if s.name != name {
			continue
		}
		if said := r.text("pd_statement"); said != s.said {
			r.fail("pd_statement", "the statement that the supplement was read from", said)
		}
		return s
	}
	r.fail("type", "a type with a supplement", name)
	return supplement{}
}
