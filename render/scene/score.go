package scene

import (
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// scoreTable returns the table that is shown; nil if there is none yet.
func (in *Input) scoreTable() *truth.ScoreTable {
	if in.Score == nil || len(in.Score.Tables) == 0 {
		return nil
	}
	return &in.Score.Tables[max(0, min(in.ScorePage, len(in.Score.Tables))-1)]
}

// scoreHeight returns the height that the score takes if it is given the room, at
// scale 1: a line is 15 pixels.
func (in *Input) scoreHeight() int {
	lines := 2
	if t := in.scoreTable(); t != nil {
		lines = 3 + len(t.Rows)
		if t.About != "" {
			lines++
		}
	}
	return 19 + 15*lines + 4
}

// drawScore draws one table of the score: a column is as wide as its widest cell, and
// what has no room is told in number.
func (s *Scene) drawScore(in *Input) {
	if !in.scoreShown() {
		return
	}
	t := in.scoreTable()
	s.buf = s.buf[:0]
	if t != nil {
		s.buf = appendScoreTitle(s.buf, in, t)
	}
	a, ok := s.open(ScorePanel, wordScore.In(in.Language), s.buf)
	if !ok {
		return
	}
	if t == nil {
		paragraph(s, &a, Plain, 0, wordNoScore.In(in.Language), 1, faintText)
		return
	}
	if t.About != "" {
		s.buf = appendCrossing(s.buf[:0], in, t)
		paragraph(s, &a, Plain, 0, s.buf, 1, dimText)
	}
	foot := a.Max.Y
	a.Max.Y -= s.pitch() // for what the stars mean
	s.drawScoreRows(in, &a, t)
	a.Max.Y, a.y = foot, foot-s.list.Sheet.lines[Plain].descent-1
	if a.y > a.Min.Y {
		clipped(&s.list, Plain, a.Min.X, a.y, a.Dx(), wordByRobots.In(in.Language), faintText)
	}
}

func appendScoreTitle(b []byte, in *Input, t *truth.ScoreTable) []byte {
	b = strconv.AppendInt(b, int64(min(in.ScorePage, len(in.Score.Tables))), 10)
	b = strconv.AppendInt(append(b, '/'), int64(len(in.Score.Tables)), 10)
	b = append(append(b, "  "...), scoreIn(t.Name, in.Language)...)
	if t.About != "" {
		b = append(append(b, ' '), t.About...)
	}
	b = append(append(append(b, ", "...), wordUpTo.In(in.Language)...), " T+"...)
	return appendElapsed(b, in.Score.At)
}

// appendCrossing adds where a track of interest went, and how long nobody saw it.
func appendCrossing(b []byte, in *Input, t *truth.ScoreTable) []byte {
	if t.Into == air.NoNation {
		b = append(b, wordNoCrossing.In(in.Language)...)
	} else {
		b = append(append(b, "→ "...), t.Into.String()...)
		b = appendElapsed(append(b, " T+"...), t.Crossed)
	}
	return appendClock(append(append(append(b, "; "...), wordUnseen.In(in.Language)...), ' '), t.Dark)
}

// drawScoreRows writes the names of the columns and the rows.
func (s *Scene) drawScoreRows(in *Input, a *area, t *truth.ScoreTable) {
	sheet := s.list.Sheet
	gap := sheet.px(12)
	name := 0
	for i := range t.Rows {
		name = max(name, measure(sheet, Small, scoreIn(t.Rows[i].Name, in.Language))+sheet.px(10))
	}
	name = min(name, a.Dx()/3)
	x := a.Min.X + name + gap
	if !s.room(a, Small) {
		return
	}
	top := a.y
	for c := range t.Columns {
		wide := s.columnWidth(in, t, c)
		a.y = top
		if x >= a.Max.X {
			break
		}
		clipped(&s.list, Small, x, a.y, min(wide, a.Max.X-x), scoreIn(t.Columns[c], in.Language), dimText)
		for r := range t.Rows {
			if a.y += s.pitch(); !s.room(a, Small) {
				break
			}
			if c < len(t.Rows[r].Cells) {
				cell := t.Rows[r].Cells[c]
				clipped(&s.list, Small, x, a.y, min(wide, a.Max.X-x), scoreIn(cell, in.Language), scoreColor(t, cell))
			}
		}
		x += wide + gap
	}
	a.y = top
	for r := range t.Rows {
		a.y += s.pitch()
		if a.y+s.pitch() > a.Max.Y && r+1 < len(t.Rows) {
			s.more(in, a, len(t.Rows)-r)
			return
		}
		s.buf = append(s.buf[:0], scoreIn(t.Rows[r].Name, in.Language)...)
		if t.Rows[r].Robot {
			s.buf = append(s.buf, '*')
		}
		clipped(&s.list, Small, a.Min.X, a.y, name, s.buf, textColor)
	}
}

// columnWidth returns the width of the widest cell of a column.
func (s *Scene) columnWidth(in *Input, t *truth.ScoreTable, c int) int {
	sheet := s.list.Sheet
	wide := measure(sheet, Small, scoreIn(t.Columns[c], in.Language))
	for r := range t.Rows {
		if c < len(t.Rows[r].Cells) {
			wide = max(wide, measure(sheet, Small, scoreIn(t.Rows[r].Cells[c], in.Language)))
		}
	}
	return wide
}

// scoreColor tells a grade by colour too, what was not done, and what a robot did.
func scoreColor(t *truth.ScoreTable, cell string) Color {
	switch {
	case cell == "green":
		return good
	case cell == "amber":
		return warning
	case cell == "red", t.Name == "faults":
		return danger
	case cell == "-":
		return faintText
	case strings.HasSuffix(cell, "*"):
		return dimText
	}
	return textColor
}

// scores are the words of the score in English, Spanish and French, by the word that
// stands in its tables.
var scores = map[string][languageCount]string{
	"pictures":     {"pictures", "imágenes", "images"},
	"between":      {"between two centers", "entre dos centros", "entre deux centres"},
	"toi":          {"track of interest", "traza de interés", "piste d’intérêt"},
	"faults":       {"faults", "faltas", "fautes"},
	"objects":      {"objects", "objetos", "objets"},
	"completeness": {"compl.", "compl.", "compl."},
	"own":          {"own", "propia", "propre"},
	"ambiguity":    {"ambig.", "ambig.", "ambig."},
	"spurious":     {"spur.", "falsas", "fausses"},
	"continuity":   {"contin.", "contin.", "contin."},
	"breaks":       {"breaks/h", "cortes/h", "ruptures/h"},
	"position_m":   {"pos m", "pos m", "pos m"},
	"velocity_m_s": {"vel m/s", "vel m/s", "vit m/s"},
	"identified":   {"ident.", "ident.", "ident."},
	"correct":      {"correct", "correcta", "correcte"},
	"conflicting":  {"confl.", "confl.", "confl."},
	"acts":         {"acts", "actos", "actes"},
	"robot":        {"robot", "robot", "robot"},
	"commonality":  {"common", "común", "commun"},
	"apart_m":      {"apart m", "distancia m", "écart m"},
	"alike":        {"same id.", "misma id.", "même id."},
	"center":       {"center", "centro", "centre"},
	"fault":        {"fault", "falta", "faute"},
	"why":          {"why", "motivo", "motif"},

	"plot":           {"first plot", "primer plot", "premier plot"},
	"track":          {"track", "traza", "piste"},
	"declare":        {"declared", "declarada", "déclarée"},
	"warn":           {"warned", "avisada", "avertie"},
	"contact":        {"contact", "contacto", "contact"},
	"offer":          {"offered", "ofrecida", "offerte"},
	"accept":         {"accepted", "aceptada", "acceptée"},
	"handed_over":    {"handed over", "entregada", "remise"},
	"scramble":       {"scramble", "despegue ordenado", "décollage ordonné"},
	"airborne":       {"airborne", "en vuelo", "en vol"},
	"visual":         {"visual", "a la vista", "en vue"},
	"close":          {"closed", "cerrada", "close"},
	"warning":        {"warning time", "tiempo de aviso", "préavis"},
	"gap":            {"gap", "hueco", "lacune"},
	"warning_s":      {"grade: warning", "nota: aviso", "note : préavis"},
	"declare_s":      {"grade: declared", "nota: declarada", "note : déclarée"},
	"accept_s":       {"grade: accepted", "nota: aceptada", "note : acceptée"},
	"gap_s":          {"grade: gap", "nota: hueco", "note : lacune"},
	"apart_grade":    {"grade: apart", "nota: distancia", "note : écart"},
	"green":          {"green", "verde", "vert"},
	"amber":          {"amber", "ámbar", "ambre"},
	"red":            {"RED", "ROJO", "ROUGE"},
	"breach":         {"breach", "violación", "violation"},
	"false scramble": {"false scramble", "falso despegue", "faux décollage"},
}

// scoreIn returns the words for what stands in the score in a language; a name or a
// number stands as it is written.
func scoreIn(word string, l Language) string {
	if w, ok := scores[word]; ok {
		return w[l%languageCount]
	}
	return word
}
