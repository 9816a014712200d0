// Package house holds no code: only the tests that keep the house in order.
package house

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "perimeter/"

// rooms is a statement of policy, not a record of fact: the packages of ours
// that each package may import. What is absent is forbidden. ARCHITECTURE.md
// shows the same table.
var rooms = map[string]string{
	// ground
	"air/num":         "",
	"air/fork":        "",
	"air/geo":         "",
	"air":             "air/geo",
	"air/phrase":      "air air/geo", // the grammar: text <-> orders
	"air/truth":       "air air/geo",
	"scenarios":       "",
	"fusion/assign":   "",
	"fusion/estimate": "air/num",
	"atlas":           "air air/geo",
	// core
	"fusion": "air air/fork air/geo air/num fusion/assign fusion/estimate", // never air/truth: a tracker that can see the truth proves nothing
	// stages
	"sim/scenario": "air air/geo air/num air/phrase air/truth atlas",
	"sim/accord":   "air air/geo atlas sim/scenario",
	"sim/world":    "air air/geo air/num air/truth atlas sim/scenario",
	"sim/radar":    "air air/geo air/num air/truth atlas sim/scenario",
	"sim/link":     "air air/geo air/num sim/accord sim/scenario",              // never air/truth: a link carries what was seen
	"sim/center":   "air air/geo air/num atlas fusion sim/accord sim/scenario", // the only room of sim that knows fusion
	"sim/msel":     "air air/geo air/num air/truth atlas sim/accord sim/scenario",
	"sim/coverage": "air air/fork air/geo air/num atlas sim/radar sim/scenario", // asks the radars' own model: there is no second one
	// engine
	"sim": "air air/fork air/geo air/truth sim/accord sim/center sim/link sim/msel sim/radar sim/scenario sim/world",
	// experiments
	"trial": "air air/fork air/geo air/truth atlas sim sim/scenario", // variants of one exercise on the same luck
	// people
	"live": "air air/geo air/truth",
	// glass
	"render/scene":  "air air/geo air/truth atlas",
	"render/raster": "render/scene",
	"render":        "air air/geo air/phrase air/truth render/raster render/scene", // never sim, fusion, live, replay: it draws views, whoever made them
	// memory
	"replay":      "air air/geo air/truth",
	"replay/want": "air air/truth",                        // what should come of an exercise
	"replay/siap": "air air/geo air/truth",                // how good the pictures were, and what people did
	"replay/feed": "air air/geo air/num air/truth replay", // files of plots become parcels
	// programs: they wire, so they may know all above; nothing may import them
	"cmd/perimeter": "air air/geo air/truth atlas fusion render/raster render/scene replay replay/feed replay/siap replay/want scenarios sim sim/coverage sim/scenario trial",
	"cmd/scope":     "air air/truth atlas live render render/scene replay replay/siap scenarios sim sim/scenario",
}

// foreign lists the modules of others that a package may import.
var foreign = map[string]string{
	"air":           "google.golang.org/protobuf/encoding/protowire",
	"air/truth":     "google.golang.org/protobuf/encoding/protowire",
	"air/geo":       "github.com/tidwall/geodesic",
	"fusion":        "gonum.org/v1/gonum",
	"atlas":         "github.com/paulmach/orb",
	"trial":         "gonum.org/v1/gonum",
	"sim/scenario":  "github.com/BurntSushi/toml",
	"render/scene":  "golang.org/x/image github.com/go-fonts/dejavu",
	"render":        "github.com/hajimehoshi/ebiten/v2", // only here: the rest runs without a GPU
	"replay":        "github.com/foxglove/mcap/go/mcap google.golang.org/protobuf github.com/klauspost/compress",
	"cmd/perimeter": "github.com/alecthomas/kong github.com/schollz/progressbar/v3",
	"cmd/scope":     "github.com/alecthomas/kong",
}

// windowless are the programs and rooms that must run with no window system:
// ebiten may not be among what they import, however far down.
var windowless = []string{"cmd/perimeter", "replay", "sim", "live", "render/raster"}

// calm lists the folders in which nothing may depend on the wall clock, the
// scheduler, the machine, or the order of a map.
var calm = []string{"air", "atlas", "fusion", "sim", "trial", "replay", "scenarios"}

// restless are files of calm rooms that may do what calm rooms may not, with
// the reason.
var restless = map[string]string{
	"air/fork/fork.go": "the one fork-join",
}

var banned = map[string]string{
	"math.Exp": "use air/num", "math.Exp2": "use air/num", "math.Expm1": "use air/num", "math.Pow": "use air/num",
	"math.Tanh": "use air/num", "math.Sinh": "use air/num", "math.Cosh": "use air/num", "math.Gamma": "use air/num", "math.FMA": "sums must not be fused",
	"time.Now": "use the exercise clock", "time.Since": "use the exercise clock", "time.Sleep": "schedule an event",
	"time.After": "schedule an event", "time.NewTimer": "schedule an event", "time.Tick": "schedule an event",
	"rand.Float64": "use a named draw", "rand.IntN": "use a named draw", "rand.Intn": "use a named draw", "rand.New": "use a named draw",
	"os.Getenv": "put it in the scenario", "os.Hostname": "a run has no host", "os.Getpid": "a run has no process", "maps.Keys": "sort: use slices.Sorted(maps.Keys(m))", "runtime.NumCPU": "cores change nothing",
}

func TestImports(t *testing.T) {
	eachGoFile(t, func(name string, f *ast.File, _ *token.FileSet) {
		room := path.Dir(name)
		if room == "." {
			return
		}
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s: package %s has no line in rooms", name, room)
		}
		for _, spec := range f.Imports {
			dep, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
			if ours && !slices.Contains(strings.Fields(allowed), dep) {
				t.Errorf("%s: %s may not import %s", name, room, dep)
			}
			if host, _, _ := strings.Cut(dep, "/"); !ours && strings.Contains(host, ".") && !mayImport(room, dep) {
				t.Errorf("%s: %s may not import the foreign module %s", name, room, dep)
			}
		}
	})
}

func mayImport(room, dep string) bool {
	return slices.ContainsFunc(strings.Fields(foreign[room]), func(m string) bool {
		return dep == m || strings.HasPrefix(dep, m+"/")
	})
}

// TestNoCircle holds the table itself to its word: no room reaches itself.
func TestNoCircle(t *testing.T) {
	var visit func(room string, path []string)
	visit = func(room string, path []string) {
		if slices.Contains(path, room) {
			t.Fatalf("circle: %s", strings.Join(append(path, room), " -> "))
		}
		for _, dep := range strings.Fields(rooms[room]) {
			visit(dep, append(slices.Clone(path), room))
		}
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		visit(room, nil)
	}
}

// TestWindowless follows the table down from each windowless room.
func TestWindowless(t *testing.T) {
	var visit func(root, room string)
	visit = func(root, room string) {
		if strings.Contains(foreign[room], "ebiten") {
			t.Errorf("%s reaches %s, which imports ebiten", root, room)
		}
		for _, dep := range strings.Fields(rooms[room]) {
			visit(root, dep)
		}
	}
	for _, room := range windowless {
		visit(room, room)
	}
}

// TestArchitectureTable compares the table in ARCHITECTURE.md with rooms.
func TestArchitectureTable(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		row := "| `" + room + "` | " + cmpOr(rooms[room], "-") + " |"
		if !strings.Contains(string(text), row) {
			t.Errorf("ARCHITECTURE.md: want the row %s", row)
		}
	}
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func TestCalm(t *testing.T) {
	eachGoFile(t, func(name string, f *ast.File, fset *token.FileSet) {
		if !isCalm(name) || restless[name] != "" {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.SelectStmt:
				t.Errorf("%s: no goroutines in a calm room", fset.Position(n.Pos()))
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok {
					if why := banned[x.Name+"."+n.Sel.Name]; why != "" {
						t.Errorf("%s: %s.%s: %s", fset.Position(n.Pos()), x.Name, n.Sel.Name, why)
					}
				}
			}
			return true
		})
	})
}

func isCalm(name string) bool {
	return slices.ContainsFunc(calm, func(dir string) bool { return strings.HasPrefix(name, dir+"/") })
}

// TestNoMapOrder type-checks the calm rooms and finds every loop over a map,
// for Go shuffles maps.
func TestNoMapOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks every calm room with all it imports: not in -short")
	}
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "source", nil)
	pkgs := map[string][]*ast.File{}
	eachGoFile(t, func(name string, f *ast.File, _ *token.FileSet) {
		if !isCalm(name) {
			return
		}
		g, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		pkgs[path.Dir(name)] = append(pkgs[path.Dir(name)], g)
	})
	for _, room := range slices.Sorted(maps.Keys(pkgs)) {
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		conf := types.Config{Importer: imp}
		if _, err := conf.Check(module+room, fset, pkgs[room], info); err != nil {
			t.Fatal(err)
		}
		for _, f := range pkgs[room] {
			ast.Inspect(f, func(n ast.Node) bool {
				if r, ok := n.(*ast.RangeStmt); ok && isMap(info.Types[r.X].Type) {
					t.Errorf("%s: range over a map: sort its keys first", fset.Position(r.Pos()))
				}
				return true
			})
		}
	}
}

func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	_, is := t.Underlying().(*types.Map)
	return is
}

// TestDocumented holds every exported function, type, constant and variable to
// a comment.
func TestDocumented(t *testing.T) {
	eachGoFile(t, func(name string, f *ast.File, fset *token.FileSet) {
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && !plumbing[d.Name.Name] && receiverExported(d) {
					t.Errorf("%s: exported %s has no comment", fset.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				undocumented(d, func(id *ast.Ident) {
					t.Errorf("%s: exported %s has no comment", fset.Position(id.Pos()), id.Name)
				})
			}
		}
	})
}

// undocumented reports the exported names of a declaration that neither it nor
// their own lines explain.
func undocumented(d *ast.GenDecl, report func(*ast.Ident)) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				report(s.Name)
			}
		case *ast.ValueSpec:
			for _, id := range s.Names {
				if id.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					report(id)
				}
			}
		}
	}
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if generic, ok := typ.(*ast.IndexExpr); ok {
		typ = generic.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && id.IsExported()
}

// plumbing lists methods whose meaning their interface already tells.
var plumbing = map[string]bool{"Len": true, "Less": true, "Swap": true, "Push": true, "Pop": true, "Error": true, "String": true}

// longest is the number of lines that no function may exceed, tables of data in
// test files aside.
const longest = 100

func TestShortFunctions(t *testing.T) {
	eachGoFile(t, func(name string, f *ast.File, fset *token.FileSet) {
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				if n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1; n > longest {
					t.Errorf("%s: %s has %d lines, want at most %d", fset.Position(fn.Pos()), fn.Name.Name, n, longest)
				}
			}
		}
	})
}

func eachGoFile(t *testing.T, visit func(name string, f *ast.File, fset *token.FileSet)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(name), f, fset)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
