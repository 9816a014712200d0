package accord

import "perimeter/air"

// May reports whether a datum with this label may go to an audience: each
// nation of the audience must stand in the label.
func May(label, audience air.Release) bool { return label.To(audience) }

// WithholdPlot takes the fields off p: the flag and the value, so that no byte
// of what is withheld leaves.
func WithholdPlot(fields air.Field, p *air.Plot) {
	if fields == 0 {
		return
	}
	p.Has &^= fields
	if fields&air.HasCode != 0 {
		p.Code = 0
	}
	if fields&air.HasLevel != 0 {
		p.Level = 0
	}
	if fields&air.HasAddress != 0 {
		p.Address = 0
	}
	if fields&air.HasCallsign != 0 {
		p.Callsign = air.Callsign{}
	}
	if fields&air.HasHeight != 0 {
		p.Height = 0
	}
	if fields&air.HasDoppler != 0 {
		p.Doppler = 0
	}
}

// WithholdReport takes the fields off r as WithholdPlot does.
func WithholdReport(fields air.Field, r *air.Report) {
	if fields == 0 {
		return
	}
	r.Has &^= fields
	if fields&air.HasCode != 0 {
		r.Code = 0
	}
	if fields&air.HasLevel != 0 {
		r.Level = 0
	}
	if fields&air.HasAddress != 0 {
		r.Address = 0
	}
	if fields&air.HasCallsign != 0 {
		r.Callsign = air.Callsign{}
	}
}
