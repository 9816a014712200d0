package scenario

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"perimeter/air"
)

// MaxBytes is the size of the largest scenario that is read.
const MaxBytes = 4 << 20

// ReadFile loads the scenario of a file.
func ReadFile(path string) (*Scenario, []air.Diagnostic) {
	f, err := os.Open(path)
	if err != nil {
		return refuse(path, "cannot be read", "", reason(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return refuse(path, "not a scenario", "a TOML file", "a directory")
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return refuse(path, "cannot be read", "", reason(err))
	}
	return Load(path, data)
}

// Open reads a scenario by its name: one that is built in where the name has no
// ending and builtIn knows it, else a file. Where neither is there, it proposes
// the nearest of the known names of those built in.
func Open(name string, builtIn func(name string) ([]byte, bool), known ...string) (*Scenario, []air.Diagnostic) {
	if data, ok := builtIn(name); ok && filepath.Ext(name) == "" {
		return Load(name+".toml", data)
	}
	s, faults := ReadFile(name)
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		faults[0].Try = propose(strings.TrimSuffix(filepath.Base(name), ".toml"), known)
	}
	return s, faults
}

// propose returns what a name may have meant: a built-in scenario whose name
// ends so, or the nearest ones; else where all of them are listed.
func propose(word string, known []string) string {
	for _, k := range known {
		if path.Base(k) == word {
			return strconv.Quote(k)
		}
	}
	if near := air.Nearest(word, known); near != "" {
		return near
	}
	return "perimeter list, for those built in"
}

// reason returns an error without what it was done to.
func reason(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func refuse(file, what, want, got string) (*Scenario, []air.Diagnostic) {
	return nil, []air.Diagnostic{{File: file, Class: Unreadable, What: what, Wanted: want, Got: got}}
}

// Load reads a scenario from its TOML and checks all of it. name is the file's
// name as messages show it; the scenario's own is the last part of it without
// its ending. There is a scenario or there are diagnostics, never both: all the
// faults of the file in the order of their places. Of faults of syntax only the
// first is shown, since what follows one cannot be trusted.
func Load(name string, data []byte) (*Scenario, []air.Diagnostic) {
	source := string(data)
	switch {
	case len(source) > MaxBytes:
		return refuse(name, "too large for a scenario", fmt.Sprintf("at most %d MiB", MaxBytes>>20), "more")
	case strings.TrimSpace(source) == "":
		return refuse(name, "the file is empty", "a TOML file", "")
	case !utf8.ValidString(source) || strings.ContainsRune(source, 0):
		return refuse(name, "not a scenario", "UTF-8 text", "other bytes")
	}
	f := newFaults(name, strings.TrimPrefix(source, "\ufeff"))
	l := &loader{faults: f, s: &Scenario{Name: strings.TrimSuffix(filepath.Base(name), ".toml"), Source: data}}
	if l.read() {
		l.resolve()
	}
	if len(f.list) > 0 {
		return nil, f.shown()
	}
	return l.s, nil
}

// read fills the tables of the format from the text; false: it is no TOML.
func (l *loader) read() bool {
	root, ok := scan(l.faults)
	if !ok {
		return false
	}
	values, ok := parse(l.faults)
	if !ok {
		return false
	}
	d := decoder{faults: l.faults}
	d.table(fileSpec, root, values, reflect.ValueOf(&l.file).Elem())
	return true
}

// parse returns what the TOML library makes of the text.
func parse(f *faults) (values map[string]any, ok bool) {
	defer func() {
		if r := recover(); r != nil { // the library's own: it panics on some texts that it should refuse
			f.add(Syntax, 0, "not TOML that can be read").got(clip(fmt.Sprint(r)))
			values, ok = nil, false
		}
	}()
	_, err := toml.Decode(f.text, &values)
	var p toml.ParseError
	switch {
	case err == nil:
		return values, true
	case errors.As(err, &p):
		class := Syntax
		switch {
		case strings.Contains(p.Message, "out of range for"):
			class = OutOfRange
		case strings.Contains(p.Message, "already been defined"), strings.Contains(p.Message, "already created"):
			class = Duplicate
		}
		f.add(class, p.Position.Start, lower(p.Message))
	default:
		f.add(Syntax, 0, err.Error())
	}
	return nil, false
}

// lower returns a sentence of the library as a part of ours.
func lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return strings.TrimSuffix(strings.ToLower(string(r))+s[size:], ".")
}
