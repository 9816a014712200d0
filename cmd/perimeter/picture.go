package main

import (
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/truth"
	"perimeter/render/raster"
	"perimeter/render/scene"
	"perimeter/replay/siap"
)

// scopes keeps one scope for each center of an exercise, so that a picture has
// its history dots and last scan. It is a Tap.
type scopes struct {
	theater air.Theater
	roster  truth.Roster
	views   []*air.View
	scenes  []*scene.Scene
	sky     *truth.Snapshot
	board   []air.BoardLine
	score   *truth.Score
	now     air.Time
}

func newScopes(th air.Theater, roster truth.Roster) *scopes {
	s := &scopes{theater: th, roster: roster, views: make([]*air.View, len(th.Centers))}
	for range th.Centers {
		s.scenes = append(s.scenes, scene.New(&s.theater))
	}
	return s
}

// Beat keeps what a scope keeps.
func (s *scopes) Beat(b *truth.Beat) error {
	for i, v := range b.Views {
		if v != nil {
			s.observe(i, v)
		}
	}
	s.now, s.sky, s.board = b.At, b.Truth, b.Board
	return nil
}

// judge takes the score of a meter; there may be none.
func (s *scopes) judge(m *siap.Meter) {
	if m == nil {
		return
	}
	score := m.Score()
	board := score.Board()
	s.score = &board
}

func (s *scopes) observe(center int, v *air.View) {
	s.views[center] = v
	s.scenes[center].Observe(v)
}

// look is how a picture is wanted.
type look struct {
	Size     size   `default:"1280x800" help:"Pixels, as 1280x800."`
	View     string `placeholder:"LAT,LON,NM" help:"Where the map stands: degrees north, degrees east, half its height in nautical miles. Default: as the exercise opens."`
	Truth    bool   `help:"Show where the aircraft really are, and the MSEL: the director's picture."`
	Language string `enum:"en,es,fr" default:"en" help:"en, es or fr."`
	Layers   string `placeholder:"+fir,-plots" help:"Layers of the map to put on or off: coast, borders, states, adiz, grid, rings, radars, plots, tracks, trails, labels, crowd, limits, fir, area, zones."`
	camera   scene.Camera
	layers   scene.Layers

	track           uint32
	zone, scorePage int
}

// draw draws a center's picture.
func (s *scopes) draw(center int, how *look) *image.RGBA {
	in := scene.Input{
		W: how.Size.W, H: how.Size.H, Scale: 1, Camera: how.camera, Layers: how.layers,
		View: s.views[center], Center: center, Now: s.now, Live: s.now, Paused: true, Speed: "1x",
		Language: scene.LanguageOf(how.Language), Selected: how.track, Zone: how.zone,
	}
	if how.Truth {
		in.Truth, in.Roster, in.Board, in.ShowBoard = s.sky, s.roster, s.board, true
		in.Score, in.ScorePage = s.score, how.scorePage
	}
	return raster.Picture(s.scenes[center], &in)
}

// aim reads --view, or stands the map as the exercise opens it.
func (l *look) aim(th *air.Theater) error {
	l.camera = scene.Camera{Center: th.Center, Range: th.Range}
	var err error
	if l.layers, err = scene.ParseLayers(scene.AllLayers, l.Layers); err != nil {
		return wrong("--layers %q: %v", l.Layers, err)
	}
	if l.View == "" {
		return nil
	}
	bad := wrong("--view %q: want LAT,LON,NM such as 31,-106,150: degrees north, degrees east, nautical miles from %g to %g",
		l.View, scene.MinRange/geo.NM, scene.MaxRange/geo.NM)
	parts := strings.Split(l.View, ",")
	if len(parts) != 3 {
		return bad
	}
	var v [3]float64
	for i, p := range parts {
		f, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil {
			return bad
		}
		v[i] = f
	}
	if !(v[0] >= -90 && v[0] <= 90 && v[1] >= -360 && v[1] <= 360 && v[2] >= scene.MinRange/geo.NM && v[2] <= scene.MaxRange/geo.NM) {
		return bad
	}
	l.camera = scene.Camera{Center: geo.Deg(v[0], v[1]), Range: v[2] * geo.NM}
	return nil
}

// writePNG writes a picture beside its place and then moves it there, so that
// no half picture is ever found.
func writePNG(path string, img *image.RGBA, force bool) error {
	return writeFile(path, force, func(w io.Writer) error { return raster.WritePNG(w, img) })
}

// vacant refuses a path at which a file is, unless force lets it be
// overwritten, one at which a folder is, and one in a folder that is not there.
func vacant(path string, force bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return wrong("%s: want a file, got a folder", path)
	case err == nil && !force:
		return wrong("%s: want a new file, got one that is there already (--force overwrites it)", path)
	case err == nil:
		return nil
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return wrong("%s: want a folder that is there, got %s, which is not", path, filepath.Dir(path))
	}
	return nil
}

// unwritable says that a file cannot be written, and why, without the name of the
// part that would have become it.
func unwritable(path string, err error) error {
	if at := (*os.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return wrong("%s: want a place to write to, got %w", path, err)
}

// picturePath refuses a path whose name ends like a picture of another kind.
func picturePath(path string) error {
	if ext := filepath.Ext(path); !strings.EqualFold(ext, ".png") {
		return wrong("--png %s: want a name that ends in .png, which the picture is; try %s", path, strings.TrimSuffix(path, ext)+".png")
	}
	return nil
}

func writeFile(path string, force bool, write func(io.Writer) error) error {
	if err := vacant(path, force); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return unwritable(path, err)
	}
	defer os.Remove(f.Name()) // nothing is left of it once it has its name
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// centerNamed returns the index of a center.
func centerNamed(th *air.Theater, name string) (int, error) {
	var names []string
	for i, c := range th.Centers {
		if strings.EqualFold(c.Name, name) {
			return i, nil
		}
		names = append(names, c.Name)
	}
	bad := wrong("--center %q: want one of %s", name, strings.Join(names, ", "))
	if try := air.Nearest(name, names); try != "" {
		bad = wrong("%w; try %s", bad, try)
	}
	return 0, bad
}

// pictureName is the file of a center's picture.
func pictureName(dir, exercise, center string) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%s.png", exercise, center))
}
