package atlas

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"perimeter/air/geo"
)

// feature is one object of a GeoJSON file (RFC 7946): what the atlas reads of
// its properties, and its geometry as lines. A ring, whether a shell or a hole,
// is a line whose last point is its first.
type feature struct {
	Name      string
	Ident     string // of airspace
	Structure string // of airspace: H, L, B, F, G, U (FAA NASR)
	Country   string // ISO 3166, three letters
	Source    string
	Sketch    bool // the outline is approximate
	Polygon   bool // the lines are rings
	Lines     []Line
}

// properties are the names under which the files of the atlas keep them.
type properties struct {
	Name      string `json:"name"`
	Ident     string `json:"ident"`
	ID        string `json:"id"`
	Structure string `json:"structure"`
	Country   string `json:"adm0_a3"`
	Source    string `json:"source"`
	Sketch    bool   `json:"approximate"`
}

// decodeFeatures reads a GeoJSON feature collection of lines and polygons.
func decodeFeatures(name string, b []byte) ([]feature, error) {
	var file struct {
		Features []struct {
			Properties properties `json:"properties"`
			Geometry   struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	list := make([]feature, len(file.Features))
	for i, f := range file.Features {
		lines, err := linesOf(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			return nil, fmt.Errorf("%s: feature %d: %w", name, i+1, err)
		}
		p := f.Properties
		list[i] = feature{p.Name, p.Ident + p.ID, p.Structure, p.Country, p.Source, p.Sketch,
			f.Geometry.Type == "Polygon" || f.Geometry.Type == "MultiPolygon", lines}
	}
	return list, nil
}

// depths is how many brackets stand around a position.
var depths = map[string]int{"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

// linesOf returns all rows of positions in an array of coordinates.
func linesOf(kind string, b []byte) ([]Line, error) {
	want, ok := depths[kind]
	if !ok {
		return nil, fmt.Errorf("want lines or polygons, got %q", kind)
	}
	s := scanner{rest: b}
	s.array(want, nil)
	if s.err == nil && len(s.rest) != 0 {
		s.err = errors.New("want nothing behind the coordinates")
	}
	return s.lines, s.err
}

// scanner reads nested arrays of numbers, of which encoding/json has already
// seen that they are well formed.
type scanner struct {
	rest  []byte
	lines []Line
	err   error
}

// array reads an array that stands so many levels above the positions in it.
func (s *scanner) array(level int, line *Line) {
	if level == 0 {
		*line = append(*line, s.position())
		return
	}
	if level == 1 {
		line = new(Line)
	}
	s.expect('[')
	for first := true; s.err == nil && !s.skip(']'); first = false {
		if !first {
			s.expect(',')
		}
		s.array(level-1, line)
	}
	if level == 1 && s.err == nil {
		s.lines = append(s.lines, *line)
	}
}

// position reads [longitude, latitude] in degrees.
func (s *scanner) position() geo.LatLon {
	s.expect('[')
	lon := s.number()
	s.expect(',')
	lat := s.number()
	s.expect(']')
	if s.err == nil && !(lat >= -90 && lat <= 90 && lon >= -360 && lon <= 360) {
		s.err = fmt.Errorf("want a longitude and a latitude, got %g, %g", lon, lat)
	}
	return geo.Deg(lat, lon)
}

func (s *scanner) space() {
	for len(s.rest) > 0 && (s.rest[0] == ' ' || s.rest[0] == '\n' || s.rest[0] == '\t' || s.rest[0] == '\r') {
		s.rest = s.rest[1:]
	}
}

func (s *scanner) skip(c byte) bool {
	s.space()
	if len(s.rest) == 0 || s.rest[0] != c {
		return false
	}
	s.rest = s.rest[1:]
	s.space()
	return true
}

func (s *scanner) expect(c byte) {
	if s.err == nil && !s.skip(c) {
		s.err = fmt.Errorf("want %q, got %.10q", c, s.rest)
	}
}

func (s *scanner) number() float64 {
	s.space()
	n := 0
	for n < len(s.rest) && (s.rest[n] >= '0' && s.rest[n] <= '9' || s.rest[n] == '-' || s.rest[n] == '+' ||
		s.rest[n] == '.' || s.rest[n] == 'e' || s.rest[n] == 'E') {
		n++
	}
	v, err := strconv.ParseFloat(string(s.rest[:n]), 64)
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("want a number, got %.10q", s.rest)
	}
	s.rest = s.rest[n:]
	return v
}
