package scene

import (
	"math"
	"strconv"

	"perimeter/air"
	"perimeter/air/geo"
)

// drawTrackPanel tells all that the center knows of the selected track.
func (s *Scene) drawTrackPanel(in *Input) {
	s.buf = appendNumber(s.buf[:0], in.Selected)
	a, ok := s.open(TrackPanel, wordTrack.In(in.Language), s.buf)
	if !ok || in.View == nil {
		return
	}
	t, b := in.View.Find(in.Selected), s.selected(in)
	if t == nil || b == nil {
		paragraph(s, &a, Plain, 0, wordNone.In(in.Language), 1, faintText)
		return
	}
	m := in.View.Mark(t.Number)
	s.drawWho(in, &a, t, &m)
	if d := duty(in.View, t.Number); d != nil {
		s.drawDuty(in, &a, d)
	}
	s.drawKinematics(in, &a, t, b)
	s.drawSources(in, &a, t)
	if m.Why != "" {
		paragraph(s, &a, Plain, 0, wordWhy.In(in.Language), 1, dimText)
		paragraph(s, &a, Plain, s.list.Sheet.px(8), SayingIn(in.Language, m.Why), 3, textColor)
	}
	if d := dossier(in.View, t.Number); d != nil {
		s.drawDossier(in, &a, d, m.Identity)
	}
}

// row writes a name and the value in s.buf.
func (s *Scene) row(in *Input, a *area, name Word, c Color) {
	if !s.room(a, Plain) {
		return
	}
	w := a.Dx() * 2 / 5
	clipped(&s.list, Plain, a.Min.X, a.y, w-s.list.Sheet.px(4), name.In(in.Language), dimText)
	clipped(&s.list, Small, a.Min.X+w, a.y, a.Dx()-w, s.buf, c)
	a.y += s.pitch()
}

func (s *Scene) drawWho(in *Input, a *area, t *air.Track, m *air.Mark) {
	s.buf = appendWho(s.buf[:0], t, m)
	clipped(&s.list, Bold, a.Min.X, a.y, a.Dx(), s.buf, identityColor(m.Identity))
	a.y += s.pitch()
	s.buf = append(s.buf[:0], identityWord(m.Identity).In(in.Language)...)
	s.row(in, a, wordIdentity, identityColor(m.Identity))
	if m.Interest {
		s.buf = append(s.buf[:0], wordInterest.In(in.Language)...)
		s.row(in, a, wordStatus, warning)
	}
	s.buf = append(s.buf[:0], statusWord(t.Status).In(in.Language)...)
	s.row(in, a, wordStatus, textColor)
	if t.Has&air.HasCode != 0 {
		s.buf = appendCode(s.buf[:0], t.Code)
		if e := emergency(t); e != "" {
			s.buf = append(append(s.buf, ' '), e...)
		}
		s.row(in, a, wordCode, textColor)
	}
	if t.Has&air.HasAddress != 0 {
		s.buf = appendHex(s.buf[:0], t.Address)
		s.row(in, a, wordAddress, textColor)
	}
	if m.Plan != (air.Callsign{}) {
		s.buf = appendCallsign(s.buf[:0], m.Plan)
		s.row(in, a, wordPlan, textColor)
	}
}

func appendHex(b []byte, a air.Address) []byte {
	const digits = "0123456789ABCDEF"
	for shift := 20; shift >= 0; shift -= 4 {
		b = append(b, digits[a>>shift&15])
	}
	return b
}

func (s *Scene) drawKinematics(in *Input, a *area, t *air.Track, b *blip) {
	if t.Has&air.HasLevel != 0 {
		s.buf = appendLevel(append(s.buf[:0], "FL"...), t.Level)
		s.buf = append(s.buf, [...]string{"↓", "", "↑"}[b.trend+1]...)
		s.row(in, a, wordLevel, textColor)
	}
	s.buf = strconv.AppendInt(s.buf[:0], int64(math.Round(b.speed/geo.Knot)), 10)
	s.buf = append(s.buf, " kt  "...)
	s.buf = appendPadded(s.buf, int(math.Round(b.course/geo.Degree))%360, 3)
	s.buf = append(s.buf, "°"...)
	s.row(in, a, wordSpeedGround, textColor)
	s.buf = appendPlace(s.buf[:0], b.place)
	s.row(in, a, wordPosition, textColor)
	sigma := math.Sqrt(max(0, float64(t.Cov[0]), float64(t.Cov[4])))
	s.buf = append(appendFixed(append(s.buf[:0], "± "...), sigma/geo.NM, 2), " NM"...)
	s.row(in, a, wordAccuracy, textColor)
	s.buf = append(appendFixed(s.buf[:0], max(0, in.Now-t.Updated).Seconds(), 0), " s"...)
	s.row(in, a, wordLastPlot, textColor)
}

// drawSources lists the sensors that contributed last, with the age of their
// plots in seconds.
func (s *Scene) drawSources(in *Input, a *area, t *air.Track) {
	s.buf = s.buf[:0]
	for _, by := range t.By {
		if by.Kind == 0 || int(by.Sensor) >= len(s.theater.Sensors) {
			continue
		}
		if len(s.buf) > 0 {
			s.buf = append(s.buf, ", "...)
		}
		s.buf = append(append(s.buf, s.theater.Sensors[by.Sensor].Name...), ' ')
		s.buf = append(strconv.AppendInt(s.buf, int64(by.Age), 10), 's')
	}
	if len(s.buf) == 0 || !s.room(a, Plain) {
		return
	}
	clipped(&s.list, Plain, a.Min.X, a.y, a.Dx(), wordSources.In(in.Language), dimText)
	a.y += s.pitch()
	paragraph(s, a, Small, s.list.Sheet.px(8), s.buf, 2, textColor)
}

func identityWord(i air.Identity) Word {
	if i > air.Faker {
		return wordUnknown
	}
	return wordPending + Word(i)
}

func statusWord(t air.TrackStatus) Word {
	if t == air.Coasting {
		return wordCoasting
	}
	return wordConfirmed
}
