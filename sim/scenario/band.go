package scenario

// Band grades one measure of the tracks of interest. Bands belong to the
// scenario: what can be reached depends on its geometry.
type Band struct {
	Measure      string
	Green, Amber float64
	Least        bool // the more the better
}

// bandTable is one [[band]].
type bandTable struct {
	place
	Measure text   `toml:"measure" need:"yes" choice:"warning_s declare_s accept_s gap_s apart_m" doc:"what is graded: time from the warning to the crossing, from the own track to the declaration, from offer to acceptance; gap and distance of the pictures at hand-over"`
	Green   number `toml:"green" need:"yes" doc:"limit of green, in the unit of the measure; of warning_s the least, of the others the most"`
	Amber   number `toml:"amber" need:"yes" doc:"limit of amber; beyond it is red"`
}

func (l *loader) bandAll() {
	seen := index{what: "band for"}
	for i := range l.file.Band {
		e := &l.file.Band[i]
		l.enter(&seen, &e.place, e.Measure)
		b := Band{Measure: e.Measure.V, Green: e.Green.V, Amber: e.Amber.V, Least: e.Measure.V == "warning_s"}
		if e.Green.Is && e.Amber.Is && (b.Least && b.Amber > b.Green || !b.Least && b.Amber < b.Green) {
			l.bad(Contradiction, &e.place, e.Amber.mark, "amber is better than green")
		}
		l.s.Bands = append(l.s.Bands, b)
	}
}
