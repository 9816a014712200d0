package scene

import "perimeter/air"

// dossier returns what lies behind the mark of a track; nil if there is no more to
// say than the mark does.
func dossier(v *air.View, track uint32) *air.Dossier {
	if v == nil || track == 0 {
		return nil
	}
	for i := range v.Desk.Dossiers {
		if v.Desk.Dossiers[i].Track == track {
			return &v.Desk.Dossiers[i]
		}
	}
	return nil
}

// dossierHeight returns the height that a dossier takes if it is given the room, at
// scale 1: a line is 15 pixels. Three are for what is told of such tracks alone:
// interest, plan, reason.
func dossierHeight(d *air.Dossier) int {
	lines := 3 + 3 + len(d.Met) + len(d.Words)
	for _, more := range [...]bool{d.Conflict, d.Declared != 0, d.Visual != "", d.Notes != ""} {
		if more {
			lines++
		}
	}
	if len(d.Notes) > 40 {
		lines++
	}
	return 15 * lines
}

// drawDossier tells who gave the identity and since when, which criteria of interest
// were met, what was seen, and for whom others take the aircraft: a word that says
// otherwise is red and marked.
func (s *Scene) drawDossier(in *Input, a *area, d *air.Dossier, own air.Identity) {
	if !s.room(a, Bold) {
		return
	}
	w := clipped(&s.list, Bold, a.Min.X, a.y, a.Dx(), wordEvidence.In(in.Language), dimText) + s.list.Sheet.px(8)
	if d.Conflict {
		s.buf = append(append(s.buf[:0], "! "...), wordConflict.In(in.Language)...)
		clipped(&s.list, Bold, a.Min.X+w, a.y, max(0, a.Dx()-w), s.buf, danger)
	}
	a.y += s.pitch()
	s.buf = appendAuthor(s.buf[:0], in, d)
	s.row(in, a, wordGivenBy, textColor)
	s.buf = appendClock(s.buf[:0], in.Now-d.Seen)
	s.row(in, a, wordFirstSeen, textColor)
	if d.Declared != 0 {
		s.buf = appendClock(append(append(s.buf[:0], wordDeclared.In(in.Language)...), ' '), in.Now-d.Declared)
		s.row(in, a, wordInterest, warning)
	}
	if d.Visual != "" {
		s.buf = append(s.buf[:0], d.Visual...)
		s.row(in, a, wordSeenAs, textColor)
	}
	for i := range d.Met {
		s.buf = append(append(s.buf[:0], "● "...), criterionIn(d.Met[i].Criterion, in.Language)...)
		s.drawEvidence(in, a, d.Met[i].At, warning)
	}
	for i := range d.Words {
		s.drawWordOf(in, a, &d.Words[i], own)
	}
	paragraph(s, a, Plain, s.list.Sheet.px(8), d.Notes, 2, dimText)
}

// appendAuthor adds who gave the identity, and how long ago.
func appendAuthor(b []byte, in *Input, d *air.Dossier) []byte {
	switch d.By {
	case "":
		return append(b, wordNobody.In(in.Language)...)
	case "staff":
		b = append(append(append(append(b, wordStaff.In(in.Language)...), " ("...), wordRobot.In(in.Language)...), ')')
	default:
		b = append(b, d.By...)
	}
	if d.Since != 0 {
		b = appendClock(append(b, "  "...), in.Now-d.Since)
	}
	return b
}

// drawEvidence writes the piece of evidence in s.buf, with its age at the right.
func (s *Scene) drawEvidence(in *Input, a *area, at air.Time, c Color) {
	if !s.room(a, Plain) {
		return
	}
	indent, right := s.list.Sheet.px(8), s.list.Sheet.px(54)
	clipped(&s.list, Plain, a.Min.X+indent, a.y, max(0, a.Dx()-indent-right), s.buf, c)
	s.buf = appendClock(s.buf[:0], in.Now-at)
	wide := min(right, measure(s.list.Sheet, Small, s.buf))
	clipped(&s.list, Small, max(a.Min.X, a.Max.X-wide), a.y, min(wide, a.Dx()), s.buf, dimText)
	a.y += s.pitch()
}

// drawWordOf writes for whom another center takes the aircraft.
func (s *Scene) drawWordOf(in *Input, a *area, w *air.Word, own air.Identity) {
	mark, c := "○ ", textColor
	if parted(w.Identity, own) {
		mark, c = "! ", danger
	}
	b := appendNumber(append(append(append(s.buf[:0], mark...), w.From...), ' '), w.Number)
	b = append(append(b, ' '), identityWord(w.Identity).In(in.Language)...)
	if w.Interest {
		b = append(append(b, ", "...), stateIn("toi", in.Language)...)
	}
	s.buf = b
	s.drawEvidence(in, a, w.At, c)
}

// parted reports whether two identities are of friend and foe.
func parted(a, b air.Identity) bool {
	return foe(a) && friendly(b) || foe(b) && friendly(a)
}

func foe(i air.Identity) bool {
	return i == air.Suspect || i == air.Hostile || i == air.Joker || i == air.Faker
}

func friendly(i air.Identity) bool {
	return i == air.AssumedFriend || i == air.Friend || i == air.Neutral
}

// criteria are the words of the criteria of interest in English, Spanish and French,
// by the word that stands in views and files.
var criteria = map[string][languageCount]string{
	"squawk_7500":      {"squawks 7500", "transpondedor 7500", "transpondeur 7500"},
	"nordo":            {"no radio, off its plan", "sin radio, fuera de su plan", "sans radio, hors de son plan"},
	"transponder_lost": {"transponder went silent", "transpondedor enmudeció", "transpondeur devenu muet"},
	"plan_deviation":   {"left its plan’s route", "fuera de la ruta de su plan", "hors de la route de son plan"},
	"adiz_unknown":     {"in the ADIZ without a plan", "en la ADIZ sin plan", "dans l’ADIZ sans plan"},
	"stolen_report":    {"reported stolen", "reportada robada", "signalée volée"},
	"neighbour_report": {"reported by a neighbour", "reportada por un vecino", "signalée par un voisin"},
	"transponder_off":  {"never answered a radar", "nunca respondió a un radar", "n’a jamais répondu à un radar"},
	"route_change":     {"left its route, no reason", "cambió de ruta sin motivo", "a changé de route sans motif"},
	"no_contact":       {"ATC has no contact", "ATC sin contacto", "ATC sans contact"},
	"no_answer":        {"does not obey ATC", "no obedece al ATC", "n’obéit pas à l’ATC"},
	"no_plan":          {"no flight plan", "sin plan de vuelo", "sans plan de vol"},
	"erratic":          {"flies erratically", "vuelo errático", "vol erratique"},
	"restricted_zone":  {"in a restricted zone", "en zona restringida", "en zone réglementée"},
	"emergency":        {"squawks 7700", "transpondedor 7700", "transpondeur 7700"},
}

// criterionIn returns the words for a criterion in a language; one that is not known
// stands as it is written.
func criterionIn(name string, l Language) string {
	if w, ok := criteria[name]; ok {
		return w[l%languageCount]
	}
	return name
}
