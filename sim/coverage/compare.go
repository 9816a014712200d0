package coverage

// Difference is what changes from one survey to another, over the perimeter of
// all three nations.
type Difference struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Levels []Change `json:"levels"`
}

// Change is what changes at a level.
type Change struct {
	Level  string  `json:"level"`
	Kind   string  `json:"kind"`
	Before float64 `json:"km2_before"`
	After  float64 `json:"km2_after"`
	Gained float64 `json:"km2_gained"` // seen by one or more after, by none before
	Lost   float64 `json:"km2_lost"`
	More   float64 `json:"km2_by_more"` // seen before and after, by more sensors after
	Fewer  float64 `json:"km2_by_fewer"`
}

// Compare returns what changes from a survey to another with the same options.
func Compare(before, after *Survey, from, to string) *Difference {
	d := &Difference{From: from, To: to}
	for i := range len(before.Levels) * int(kinds) {
		d.Levels = append(d.Levels, before.change(after, layer(i)))
	}
	return d
}

func (s *Survey) change(after *Survey, l layer) Change {
	c := Change{Level: s.Levels[l.level()].Name, Kind: l.kind().String()}
	old, now := s.count(l, everybody), after.count(l, everybody)
	for cell := range old {
		a, b, area := old[cell], now[cell], s.Grid.area[cell/s.Grid.Cols]
		if !s.inside(cell) || a == 0 && b == 0 {
			continue
		}
		if a > 0 {
			c.Before += area
		}
		if b > 0 {
			c.After += area
		}
		switch {
		case a == 0:
			c.Gained += area
		case b == 0:
			c.Lost += area
		case b > a:
			c.More += area
		case b < a:
			c.Fewer += area
		}
	}
	c.Before, c.After, c.Gained = round(c.Before), round(c.After), round(c.Gained)
	c.Lost, c.More, c.Fewer = round(c.Lost), round(c.More), round(c.Fewer)
	return c
}

func (p *page) difference(d *Difference) {
	p.line("\nFrom %s to %s, in km2 of the same area (more, fewer: seen by both, by more or fewer sensors):", d.From, d.To)
	p.row("level", "kind", "before", "after", "gained", "lost", "more", "fewer")
	for _, c := range d.Levels {
		p.row(c.Level, c.Kind, group(c.Before), group(c.After), group(c.Gained), group(c.Lost), group(c.More), group(c.Fewer))
	}
}
