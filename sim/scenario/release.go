package scenario

import (
	"strings"

	"perimeter/air"
)

// releaseRadar resolves who may have a radar's data, and tracks made of them: as
// it says, else as its nation does, else as the profile does, else the nation
// alone.
func (l *loader) releaseRadar(e *radarTable, p *place, r *Radar) {
	own := air.Only(r.Nation)
	r.Release = l.release[r.Nation]
	if r.Release == 0 {
		r.Release = own | l.profileOf(l.file.Profile).plotsTo(r, l.audiences())
	}
	if e.Release.Met {
		r.Release = releaseOf(&e.Release)
		l.ownMay(p, e.Release.mark, r, r.Release)
	}
	r.TracksTo = r.Release | l.profileOf(l.file.Profile).tracksTo(l.audiences())
	if e.TracksTo.Met {
		r.TracksTo = releaseOf(&e.TracksTo)
		l.ownMay(p, e.TracksTo.mark, r, r.TracksTo)
		if without := r.Release &^ r.TracksTo &^ air.Only(r.Nation); without != 0 {
			l.bad(Contradiction, p, e.TracksTo.mark, without.String()+" may have its data and no tracks made of them").want("%s in tracks_to, or not in release", without)
		}
	}
}

// ownMay says that a release leaves out the radar's own nation.
func (l *loader) ownMay(p *place, m mark, r *Radar, release air.Release) {
	if r.Nation != air.NoNation && !release.To(air.Only(r.Nation)) {
		l.bad(Contradiction, p, m, "its own nation may not have its data").want("%s among them", r.Nation)
	}
}

// audiences returns all nations that look on at some center.
func (l *loader) audiences() (r air.Release) {
	for i := range l.s.Centers {
		r |= l.s.Centers[i].Audience
	}
	return r
}

// civil reports whether an operator of the atlas's sites is a civil authority.
func civil(operator string) bool {
	for _, who := range []string{"FAA", "NAV CANADA", "SENEAM"} {
		if strings.HasPrefix(operator, who) {
			return true
		}
	}
	return false
}
