package scene

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestWhatAlertsSayInThreeLanguages(t *testing.T) {
	tests := []struct{ en, es, fr string }{
		{"new unknown: track 12, code 4521, no plan", "nueva desconocida: traza 12, código 4521, sin plan", "nouvelle inconnue : piste 12, code 4521, sans plan"},
		{"track 7 squawks 7500: unlawful interference", "traza 7 transpone 7500: interferencia ilícita", "piste 7 affiche 7500 : intervention illicite"},
		{"track 7: squawked 7500", "traza 7: transpuso 7500", "piste 7 : a affiché 7500"},
		{"case MX01: track 5 lost, NORAD holds it", "caso MX01: traza 5 perdida, NORAD la tiene", "dossier MX01 : piste 5 perdue, NORAD la tient"},
		{"COBRA: visual on track 5: B350, two engines", "COBRA: a la vista la traza 5: B350, two engines", "COBRA : visuel sur la piste 5 : B350, two engines"},
		{"breach: COBRA is over MEX: without leave of MEX", "infracción: COBRA está sobre MEX: sin permiso de MEX", "infraction : COBRA est au-dessus de MEX : sans permission de MEX"},
		{"a person's own words", "a person's own words", "a person's own words"},
		{"", "", ""},
	}
	for _, tt := range tests {
		for l, want := range map[Language]string{EN: tt.en, ES: tt.es, FR: tt.fr} {
			if got := SayingIn(l, tt.en); got != want {
				t.Errorf("%q: got %q, want %q", tt.en, got, want)
			}
		}
	}
}

// Whatever a center alerts to, and whatever reason it gives, stands in the table:
// the code of the centers is read for it.
func TestEveryAlertHasItsWordsInThreeLanguages(t *testing.T) {
	files, err := filepath.Glob("../../sim/center/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("want the code of the centers beside this room", err)
	}
	said := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range sayingsOf(f) {
			said++
			if !isSaid(format) {
				t.Errorf("%s: %q: want it in the table of sayings", path, format)
			}
		}
	}
	if said < 50 {
		t.Errorf("%d sayings found in the code: this test reads nothing", said)
	}
}

// isSaid reports whether a row of the table is for this text: not one of the last
// two, which are for a name and any reason.
func isSaid(format string) bool {
	var slots [4]string
	for i := range sayings {
		if _, ok := read(sayings[i][EN], sample(format), &slots); ok {
			return i < len(sayings)-2 || format == "track %d: %s"
		}
	}
	return false
}

// sayingsOf returns the texts of alerts, and what functions return that say why.
func sayingsOf(f *ast.File) (list []string) {
	take := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && s != "" && s != "%s: %s" {
				list = append(list, s)
			}
		}
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		why := strings.HasPrefix(fn.Name.Name, "why") || fn.Name.Name == "nothingTold" || fn.Name.Name == "words" && fn.Recv != nil
		ast.Inspect(fn, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				name, _ := n.Fun.(*ast.SelectorExpr)
				if name != nil && (name.Sel.Name == "alert" || name.Sel.Name == "radioed") && len(n.Args) > 2 {
					take(n.Args[2])
				}
				if name != nil && why && name.Sel.Name == "Sprintf" {
					take(n.Args[0])
				}
			case *ast.ReturnStmt:
				if why && len(n.Results) == 1 {
					take(n.Results[0])
				}
			}
			return true
		})
	}
	return list
}

// sample puts something in place of the verbs of a format.
func sample(format string) string {
	return regexp.MustCompile(`%[.0-9]*[a-z]`).ReplaceAllString(format, "X7")
}

// Each row has the same slots in each language.
func TestSayingsKeepTheirSlots(t *testing.T) {
	for _, s := range sayings {
		for k := range 5 {
			for _, text := range s {
				if strings.Contains(text, slot(k)) != strings.Contains(s[EN], slot(k)) {
					t.Errorf("%q: %s", text, slot(k))
				}
			}
		}
	}
}

func BenchmarkSaying(b *testing.B) {
	for b.Loop() {
		SayingIn(ES, "COBRA: visual on track 5: B350, two engines")
	}
}
