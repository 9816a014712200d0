package fusion

import (
	"math"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/fusion/estimate"
)

// A report is what an aircraft says of its own place (ADS-B). Inside the tracker
// it takes the form of a plot of its own kind: Rho and Theta are latitude and
// longitude, Doppler the standard deviation that it claims.
const kindReport air.PlotKind = air.Combined + 1

const (
	wholeTurn    = 1 << 32                   // of a latitude or longitude in 32 bits: 9 mm on the ground
	falseReports = 0.02                      // an interval: reports of nobody (assumed)
	persisting   = 0.8                       // of a report's variance: it stays the same for about 100 s, and is not averaged away
	coarseReport = 10 * 1852 / radius95Sigma // m, one standard deviation where no accuracy is claimed (assumed)
)

// radius95Sigma is the 95 % radius of a circular normal distribution in standard
// deviations of one side: sqrt(-2 ln 0.05).
const radius95Sigma = 2.4477

// claimed is the 95 % radius that each NACp claims, m: DO-260B, table 2-71
// (estimated position uncertainty).
var claimed = [12]float64{10 * 1852, 10 * 1852, 4 * 1852, 2 * 1852, 1852, 926, 555.6, 185.2, 92.6, 30, 10, 3}

func sigmaOf(nacp uint8) float64 {
	if nacp == 0 || int(nacp) >= len(claimed) {
		return coarseReport
	}
	return claimed[nacp] / radius95Sigma
}

// plotOf gives a report the form of a plot.
func plotOf(r *air.Report) air.Plot {
	kind := kindReport
	if !(math.Abs(r.Lat) <= math.Pi/2 && math.Abs(r.Lon) <= geo.Turn) { // so written that NaN fails
		kind = 0
	}
	return air.Plot{
		At: r.At, ID: r.ID, Sensor: r.Sensor, Kind: kind, Release: r.Release, Has: r.Has &^ (air.HasDoppler | air.HasHeight),
		Rho: angle32(r.Lat), Theta: angle32(r.Lon), Doppler: float32(sigmaOf(r.NACp)),
		Address: r.Address, Callsign: r.Callsign, Code: r.Code, Level: r.Level,
	}
}

func angle32(rad float64) uint32 {
	return uint32(int64(math.Round(math.Mod(rad, geo.Turn) / geo.Turn * wholeTurn)))
}

// reported tells whether the sight is of a report, whose place is its own.
func (k *sight) reported() bool { return k.kind == kindReport }

// stated returns the place that a report states.
func stated(lat, lon uint32) geo.LatLon {
	return geo.LatLon{Lat: float64(int32(lat)) / wholeTurn * geo.Turn, Lon: float64(int32(lon)) / wholeTurn * geo.Turn}
}

// possibleReport tells whether a report can be one, and takes off fields that
// say what cannot be.
func (s *sensor) possibleReport(p *air.Plot) bool {
	if !s.ADSB || p.Address == 0 || p.Address > 0xFFFFFF {
		return false
	}
	p.Has |= air.HasAddress
	if p.Level < -60 || p.Level > 4000 {
		p.Has &^= air.HasLevel
	}
	if p.Code > 0o7777 {
		p.Has &^= air.HasCode
	}
	if !spelled(&p.Callsign) {
		p.Has &^= air.HasCallsign
	}
	return true
}

// meetReport linearises a report: it measures north and east. Of a report's
// error most stays the same for long, so it does not make a track surer than
// that.
func meetReport(f *geo.Frame, st *estimate.State, k *sight, m *estimate.Measurement) {
	at := f.To(stated(k.rho, k.theta).At(st.Up[0]).ECEF())
	v := k.sigma() * k.sigma()
	*m = estimate.Measurement{
		Y: [2]float64{at.Y - st.X[1], at.X - st.X[0]},
		H: [2][2]float64{{0, 1}, {1, 0}},
		R: [2]float64{blunt(st.P[4], v), blunt(st.P[0], v)},
	}
}

// blunt returns the variance with which a report of variance v is taken into a
// place of variance p, so that what comes of it is not below its lasting part.
func blunt(p, v float64) float64 {
	floor := persisting * v
	if p <= floor*1.001 {
		return v * 1000
	}
	return min(max(v, p*floor/(p-floor)), v*1000)
}

// oath is what a track's own reports say, held against its radar plots.
type oath struct {
	at       air.Time     // of the last report; 0: none
	lat, lon uint32       // of the last report
	sigma    float32      // m, that it claims
	told     stamp        // of the last radar plot held against it
	said     grounds      // by radar plots on how far the aircraft is from its reports
	alone    grounds      // of it, by the radar that has it farthest off
	plots    float32      // that this rests on, fading
	off      float32      // m, that radar plots have the aircraft off its reports, where that is more than chance; else 0
	stray    [2]float32   // m, east and north of the reports: the last plot of the name that fell outside the gate
	strayAt  stamp        // when; 0: a plot of the track's own came since, near to the reports
	calm     stamp        // of doubted reports: since when they fit
	accuser  air.SensorID // the radar of alone
	odd      uint8        // reports in a row that did not fit the track
	doubted  bool         // the reports are not believed
	ghost    bool         // because radars that should see the aircraft do not
}

// grounds is information on a distance over ground.
type grounds struct {
	w [3]float32 // ee, en, nn, 1/m2
	y [2]float32 // the same times the distance, 1/m
}

// add takes in a measurement in the direction e, n, of variance r.
func (g *grounds) add(e, n, y, r float64) {
	g.w[0] += float32(e * e / r)
	g.w[1] += float32(e * n / r)
	g.w[2] += float32(n * n / r)
	g.y[0] += float32(e * y / r)
	g.y[1] += float32(n * y / r)
}

// fade makes all of it count less.
func (g *grounds) fade(k float32) {
	for i := range g.w {
		g.w[i] *= k
	}
	for i := range g.y {
		g.y[i] *= k
	}
}

// less returns what is left of g without a part of it.
func (g grounds) less(o *grounds) grounds {
	for i := range g.w {
		g.w[i] -= o.w[i]
	}
	for i := range g.y {
		g.y[i] -= o.y[i]
	}
	return g
}

// distance returns the distance and its covariance; false: they tell none.
func (g *grounds) distance() (e, n float64, c [3]float64, ok bool) {
	w := [3]float64{float64(g.w[0]), float64(g.w[1]), float64(g.w[2])}
	y := [2]float64{float64(g.y[0]), float64(g.y[1])}
	det := float64(w[0]*w[2]) - float64(w[1]*w[1])
	if det <= 1e-6*w[0]*w[2] {
		return 0, 0, c, false
	}
	e = (float64(w[2]*y[0]) - float64(w[1]*y[1])) / det
	n = (float64(w[0]*y[1]) - float64(w[1]*y[0])) / det
	return e, n, [3]float64{w[2] / det, -w[1] / det, w[0] / det}, true
}

// far returns the squared statistical distance of a place e, n of covariance c,
// widened by a variance.
func far(e, n float64, c [3]float64, slack float64) float64 {
	ee, en, nn := c[0]+slack, c[1], c[2]+slack
	return (float64(nn*e*e) - float64(2*en*e*n) + float64(ee*n*n)) / (float64(ee*nn) - float64(en*en))
}

const (
	oathFades   = 6.0             // s: in which what older plots say of the distance counts half
	oathKeeps   = 48.0            // s: in which their number does: radars of 12 s a turn must be able to object
	oathFresh   = 4 * air.Second  // an older report says nothing on where the aircraft is now
	oathPlots   = 2.5             // radar plots at least
	oathD2      = 30.0            // squared statistical distance at which reports are doubted: once in a million looks
	oathOff     = 9.0             // the same at which they count for less
	oathOdds    = 9.2             // twice ln of the odds, ten to one, at which other radars bear out what one has
	oathLag     = 0.5             // of a distance that grows, by which older plots may fall short of it
	oathMute    = 1.0             // the same distance, where they could not tell it
	oathLeast   = 250.0           // m, at least as far off (assumed)
	oathSlack   = 40.0            // m, one standard deviation for refraction, flight on curves and clocks (assumed)
	leapWithin  = 10.0            // s between two reports that are compared
	leapLeast   = 100.0           // m flown, of an aircraft whose reports stand still
	leapAccel   = 70.0            // m/s2, that no aircraft exceeds for long
	leapThrust  = 15.0            // m/s2, the same along its path: thrust and drag are far less than lift (assumed)
	oathReach   = 12_000.0        // m, a plot of the same name farther off is another's
	namedD2     = 16.0            // squared sigmas, as far a height may be off
	oathOdd     = 3               // reports in a row outside the gate of a track that radars see
	strayWithin = 30 * air.Second // between two plots outside the gate that bear each other out
	strayDrift  = 300.0           // m/s, by which false reports may part from the aircraft: one that stands still falls behind by its speed
	oathCalm    = 60 * air.Second // of reports that fit bring belief back (assumed)
	supportFor  = 25 * air.Second // so long a radar plot supports a track (two turns of a long-range radar)
	vainEnough  = 12.0            // -ln of the probability that radars that should see an aircraft have not
	vainLooks   = 6               // of one radar count, at most: hills may hide the aircraft from it for ever
	vainClear   = 12              // the same of a radar from which no hill can hide it: it suffices alone
	vainTwice   = 3.0             // vainEnough of a report whose address answers a radar elsewhere
	clearSine   = 0.0175          // of the elevation above which no hill hides an aircraft: a degree (assumed)
	clearReach  = 0.9             // of a radar's range, within which it surely sees (assumed)
	waitForLook = 30 * air.Second // before an aircraft of which only reports are known is shown where radars look
)

// hear takes a report in.
func (o *oath) hear(p *air.Plot) {
	o.at, o.lat, o.lon, o.sigma, o.odd = p.At, p.Rho, p.Theta, p.Doppler, 0
}

// temper makes a report count for less while radar plots have the aircraft
// elsewhere, though not yet so far that it is doubted: its error is then at least
// as large as that distance.
func (o *oath) temper(k *sight) {
	if o.off > 0 {
		k.more = uint16(min(math.Hypot(k.sigma(), float64(o.off)), math.MaxUint16))
	}
}

// hold holds a radar's plot against the track's last report, and tells by how
// much the aircraft is off it where that is beyond doubt. A track that its
// reports have drawn away, so that its own plot (not own) fell outside its gate,
// goes where the radars have it.
func (t *Tracker) hold(tr *track, p *air.Plot, own bool) {
	o := &tr.oath
	dt := (p.At - o.at).Seconds()
	if o.at == 0 || abs(p.At-o.at) > oathFresh {
		return
	}
	s, m := &t.work.trial, &t.work.met
	*s = tr.state
	at := tr.frame.To(stated(o.lat, o.lon).At(s.Up[0]).ECEF())
	s.X[0], s.X[1] = at.X+float64(dt*s.X[2]), at.Y+float64(dt*s.X[3])
	back := (tr.at - o.at).Seconds()
	offE, offN := at.X+float64(back*s.X[2])-tr.state.X[0], at.Y+float64(back*s.X[3])-tr.state.X[1]
	k := sightOf(p)
	sensor := &t.sensors[p.Sensor]
	sensor.at(p.At)
	sensor.meet(&tr.frame, s, &k, m)
	sensor.allow(m)
	if far := m.Y[0]*m.Y[0] + m.Y[1]*m.Y[1]/(float64(m.H[1][0]*m.H[1][0])+float64(m.H[1][1]*m.H[1][1])); far > oathReach*oathReach {
		return // another aircraft's, by a garbled code
	}
	if !o.stands(m, p.At, own) {
		return
	}
	first := !o.doubted
	fade := 1 / (1 + max((p.At-o.told.time()).Seconds(), 0)/oathFades)
	o.said.fade(float32(fade))
	o.alone.fade(float32(fade))
	o.plots *= float32(1 / (1 + max((p.At-o.told.time()).Seconds(), 0)/oathKeeps))
	o.plots, o.told = o.plots+1, stampOf(p.At)
	var plot grounds
	for j := range 2 {
		e, n := m.H[j][0], m.H[j][1]
		moved := float64(e*e*s.P[7]) + float64(2*e*n*s.P[8]) + float64(n*n*s.P[9])
		r := m.R[j] + float64(m.U[j]*m.U[j]*s.V[0]) + float64(dt*dt*moved)
		o.said.add(e, n, m.Y[j], r)
		plot.add(e, n, m.Y[j], r)
	}
	o.accuse(p.Sensor, &plot)
	if e, n, cov, off := o.doubt(sensor, m, p.At); off && (first || !own) {
		tr.shift(s, offE+e, offN+n, cov)
	}
}

// stands tells whether a radar plot is to be held against the reports. One that
// fell outside the track's gate may be another aircraft's by a garbled code: it
// counts when a second one, soon after, is as far off in the same direction, and
// no plot of the track's own near to the reports came between.
func (o *oath) stands(m *estimate.Measurement, at air.Time, own bool) bool {
	across := float64(m.H[1][0]*m.H[1][0]) + float64(m.H[1][1]*m.H[1][1])
	e := float64(m.Y[0]*m.H[0][0]) + m.Y[1]*m.H[1][0]/across
	n := float64(m.Y[0]*m.H[0][1]) + m.Y[1]*m.H[1][1]/across
	if own {
		if math.Hypot(e, n) < oathLeast {
			o.strayAt = 0
		}
		return true
	}
	since := abs(at - o.strayAt.time())
	room := oathLeast + float64(strayDrift*since.Seconds())
	second := o.strayAt != 0 && since <= strayWithin && math.Hypot(e-float64(o.stray[0]), n-float64(o.stray[1])) < room
	o.stray, o.strayAt = [2]float32{float32(e), float32(n)}, stampOf(at)
	return second
}

// doubt decides, from all that is held against a track's reports, whether they
// are to be believed; where they are not, it returns how far the aircraft
// is from them, with the covariance.
func (o *oath) doubt(s *sensor, m *estimate.Measurement, at air.Time) (e, n float64, cov [3]float64, off bool) {
	e, n, cov, ok := o.said.distance()
	if !ok || o.plots < oathPlots {
		return 0, 0, cov, false
	}
	slack := oathSlack*oathSlack + float64(o.sigma)*float64(o.sigma) + s.doubt[0] + s.doubt[1]/(float64(m.H[1][0]*m.H[1][0])+float64(m.H[1][1]*m.H[1][1]))
	d2 := far(e, n, cov, slack)
	o.off = 0
	odds := math.Inf(1)
	if d2 >= oathOff && !o.doubted {
		odds = o.odds(e, n, slack)
	}
	if d2 >= oathOff && odds > 0 {
		o.off = float32(math.Hypot(e, n))
	}
	if d2 < oathD2 || float64(e*e)+float64(n*n) < oathLeast*oathLeast || odds < oathOdds {
		switch {
		case d2 >= oathOff:
			o.calm = 0
		case o.doubted && o.calm == 0:
			o.calm = stampOf(at)
		}
		return 0, 0, cov, false
	}
	o.doubted, o.ghost, o.calm = true, false, 0
	return e, n, [3]float64{cov[0] + slack, cov[1], cov[2] + slack}, true
}

// accuse keeps apart what the radar says that has the aircraft farthest off.
func (o *oath) accuse(by air.SensorID, plot *grounds) {
	if by != o.accuser {
		e, n, c, _ := plot.distance()
		ae, an, ac, ok := o.alone.distance()
		if ok && far(e, n, c, 0) <= far(ae, an, ac, 0) {
			return
		}
		o.accuser, o.alone = by, grounds{}
	}
	for i, w := range plot.w {
		o.alone.w[i] += w
	}
	for i, y := range plot.y {
		o.alone.y[i] += y
	}
}

// odds returns how well the other radars bear out what one of them says, and that
// it is not that radar which is off but the reports: twice the logarithm of a
// ratio of likelihoods, infinite where the others cannot tell. The aircraft is e,
// n from its reports if all radars are right.
func (o *oath) odds(e, n, slack float64) float64 {
	others := o.said.less(&o.alone)
	oe, on, oc, ok := others.distance()
	ae, an, ac, known := o.alone.distance()
	if !ok || !known || far(e, n, oc, slack) < oathMute {
		return math.Inf(1)
	}
	lag := (float64(ae*ae) + float64(an*an)) * oathLag * oathLag
	apart := far(oe-ae, on-an, [3]float64{oc[0] + ac[0], oc[1] + ac[1], oc[2] + ac[2]}, lag)
	return far(oe, on, oc, slack) - apart
}

// shift moves a track that false reports have drawn away to where the radars
// have it.
func (tr *track) shift(work *estimate.State, e, n float64, cov [3]float64) {
	rate := (float64(e*e) + float64(n*n)) / (oathFades * oathFades)
	tr.state.Shift(e, n, cov, rate)
	tr.past.change(work, func(s *estimate.State) { s.Shift(e, n, cov, rate) })
}

// leaps tells whether a report is not where an aircraft can have flown since the
// last one: stopped dead, or far ahead. The lasting part of its error does not
// count between two reports.
func (tr *track) leaps(k *sight) bool {
	o, dt := &tr.oath, 0.0
	if o.at != 0 {
		dt = (k.at - o.at).Seconds()
	}
	if dt <= 0 || dt > leapWithin || tr.hits < 4 {
		return false
	}
	s := &tr.state
	from := tr.frame.To(stated(o.lat, o.lon).At(s.Up[0]).ECEF())
	to := tr.frame.To(stated(k.rho, k.theta).At(s.Up[0]).ECEF())
	e, n := to.X-from.X-float64(dt*s.X[2]), to.Y-from.Y-float64(dt*s.X[3])
	moved, flown := to.Sub(from).Norm(), dt*math.Hypot(s.X[2], s.X[3])
	if flown > leapLeast && moved < flown/20 {
		return true
	}
	sigma := float64(o.sigma)
	spread := 4 * math.Sqrt(2*(1-persisting)*sigma*sigma+float64(dt*dt*(s.P[7]+s.P[9])))
	room := float64(leapAccel*dt*dt/2) + spread
	return float64(e*e)+float64(n*n) > room*room || math.Abs(moved-flown) > float64(leapThrust*dt*dt/2)+spread
}

// supported tells whether a radar saw the track of late.
func (t *Tracker) supported(tr *track) bool {
	for i := range tr.n {
		if c := &tr.contacts[i]; c.hit() && c.kind != kindReport && t.clock-c.at.time() < supportFor {
			return true
		}
	}
	return false
}

// unsupported weighs the looks in vain of radars that should see the track and
// never did: -ln of the probability that it is there; watched, whether any
// looks at all.
func (t *Tracker) unsupported(tr *track) (sum float64, watched bool) {
	for i := range tr.n {
		c := &tr.contacts[i]
		s := &t.sensors[c.sensor]
		kind := c.expects(true)
		if c.kind == kindReport || kind == 0 || s.state != air.Up || t.clock-s.heard > deafAfter*s.Scan {
			continue
		}
		watched = true
		if !c.hit() {
			most := uint8(vainLooks)
			if c.miss > vainLooks && s.clearly(tr.reckoned(t.clock)) {
				most = vainClear
			}
			sum -= float64(min(c.miss, most)) * math.Log(1-0.9*probOf(kind))
		}
	}
	return sum, watched
}

// clearly tells whether an ECEF place stands so high and so well within reach
// that the sensor sees what is there.
func (s *sensor) clearly(p geo.Vec) bool {
	d := p.Sub(s.frame.Origin)
	r := d.Norm()
	return d.Dot(s.frame.Up) > r*clearSine && r < clearReach*max(s.Range, s.RangeSSR)
}

// elsewhere tells whether radars see another numbered track that answers with a
// track's address, at another place: what a radar has just begun beside the
// reports may be the same aircraft.
func (t *Tracker) elsewhere(tr *track) bool {
	n := &t.easy.names
	for slot := n.first(byAddress, uint32(tr.evidence.address)); slot >= 0; slot = n.after(slot, byAddress) {
		if o := &t.tracks[slot]; o != tr && o.id != 0 && o.number != 0 && t.supported(o) && t.apart(tr, o) {
			return true
		}
	}
	return false
}

// fables tells whether a track is known by its reports alone while radars that
// should see it do not.
func (t *Tracker) fables(tr *track) bool {
	if t.supported(tr) {
		return false
	}
	sum, _ := t.unsupported(tr)
	return sum > vainEnough || sum > vainTwice && t.elsewhere(tr)
}

// swear decides on the belief in tracks of which there are reports.
func (t *Tracker) swear(tr *track) {
	o := &tr.oath
	if o.at == 0 {
		return
	}
	switch {
	case o.ghost && t.supported(tr):
		o.doubted, o.ghost = false, false
	case !o.doubted && t.fables(tr):
		o.doubted, o.ghost, o.calm = true, true, 0
	case o.doubted && !o.ghost && o.calm != 0 && t.clock-o.calm.time() > oathCalm && o.odd == 0:
		o.doubted, o.calm = false, 0
	}
}

// waits tells whether a tentative track, known by reports alone, is to wait for
// the radars that should see it.
func (t *Tracker) waits(tr *track) bool {
	if tr.oath.at == 0 || tr.oath.doubted || t.supported(tr) {
		return false
	}
	_, watched := t.unsupported(tr)
	return watched && t.clock-tr.born < waitForLook
}

// addressed returns the track that answers by an address, of several the oldest
// that is numbered, else the oldest; -1: none.
func (t *Tracker) addressed(address air.Address) int32 {
	n := &t.easy.names
	first := n.first(byAddress, uint32(address))
	for slot := first; slot >= 0; slot = n.after(slot, byAddress) {
		if t.tracks[slot].number != 0 {
			return slot
		}
	}
	return first
}

// spokenFor tells whether a report bears the address of a numbered track that
// radars see. It is that track's or a lie: where the radars' plots and the reports
// part, the reports are not to make themselves a track of their own out of the
// plots that the first one lost.
func (t *Tracker) spokenFor(p *air.Plot) bool {
	slot := t.addressed(p.Address)
	if slot < 0 {
		return false
	}
	tr := &t.tracks[slot]
	return tr.id != 0 && tr.number != 0 && tr.evidence.address == p.Address && t.supported(tr)
}

// disown deals with a report that no track took but whose address one has: the
// track is not where the report says. Where radars see the track it is the
// report that is wrong; the track is not to be given a second self.
func (t *Tracker) disown(p *air.Plot) *track {
	if p.Kind != kindReport {
		return nil
	}
	slot := t.addressed(p.Address)
	if slot < 0 {
		return nil
	}
	tr := &t.tracks[slot]
	if tr.id == 0 || tr.evidence.has&air.HasAddress == 0 || tr.evidence.address != p.Address {
		return nil
	}
	o := &tr.oath
	switch {
	case tr.forsworn():
		o.hear(p)
	case !t.supported(tr):
		return nil
	default:
		odd := min(o.odd+1, 250)
		o.hear(p)
		if o.odd = odd; odd >= oathOdd {
			o.doubted, o.calm = true, 0
		}
	}
	return tr
}

// forsworn tells whether a track is led by radars alone, as its reports are not
// believed.
func (tr *track) forsworn() bool { return tr.oath.doubted && !tr.oath.ghost }

// holdNamed holds a radar plot that went to another track, or to none, against
// the reports of the track whose name it bears.
func (t *Tracker) holdNamed(p *air.Plot, owner *track) {
	if tr := t.namedBy(p); tr != nil && tr != owner {
		t.hold(tr, p, false)
	}
}

// namedBy returns the track that reports its place and has the name of a radar
// plot that fell outside its gate; nil: none.
func (t *Tracker) namedBy(p *air.Plot) *track {
	slot := int32(-1)
	if address := word(p.Has, 0, p.Address, byAddress); address != 0 {
		slot = t.addressed(p.Address)
	} else {
		slot = t.easy.names.only(byCode, word(p.Has, p.Code, 0, byCode))
	}
	if slot < 0 || t.tracks[slot].id == 0 || t.tracks[slot].oath.at == 0 {
		return nil
	}
	tr := &t.tracks[slot]
	k := sightOf(p)
	if z, variance, has := t.sensors[p.Sensor].height(&k); has && tr.state.HeightD2(z, variance) > namedD2 {
		return nil
	}
	return tr
}

// shownKind returns the kind that a contribution is shown as: a report is the
// transponder's word.
func shownKind(k air.PlotKind) air.PlotKind {
	if k == kindReport {
		return air.SSR
	}
	return k
}
