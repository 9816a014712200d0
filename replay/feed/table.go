package feed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
)

// maxLine is the longest line that is read, in bytes; a longer one is broken.
const maxLine = 64 << 10

// table reads the rows of a CSV file whose columns are found by name. Rows are
// split in place: nothing is allocated for one.
type table struct {
	name    string
	file    io.Closer
	in      *bufio.Reader
	columns []string
	line    int
	fields  [][]byte
	faults  *ledger
	done    bool
}

// openTable opens a file, packed by gzip or not; where the name is not there,
// the same with or without ".gz" is taken.
func openTable(path string, faults *ledger, want ...string) (*table, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		other := path + ".gz"
		if plain, packed := strings.CutSuffix(path, ".gz"); packed {
			other = plain
		}
		if g, e := os.Open(other); e == nil {
			f, err, path = g, nil, other
		}
	}
	if err != nil {
		return nil, err
	}
	t, err := newTable(path, f, faults, want...)
	if err != nil {
		f.Close()
		return nil, err
	}
	t.file = f
	return t, nil
}

// newTable reads the header of a table; want names the columns that nothing can
// be done without.
func newTable(name string, r io.Reader, faults *ledger, want ...string) (*table, error) {
	t := &table{name: name, in: bufio.NewReaderSize(r, maxLine), faults: faults}
	if magic, _ := t.in.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(t.in)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		t.in = bufio.NewReaderSize(z, maxLine)
	}
	if !t.read() {
		return nil, fmt.Errorf("%s: want a line with the names of the columns, got an empty file", name)
	}
	for i, field := range t.fields {
		if i == 0 {
			field = bytes.TrimPrefix(field, []byte("\xef\xbb\xbf"))
		}
		t.columns = append(t.columns, strings.ToLower(string(bytes.TrimSpace(field))))
	}
	for _, c := range want {
		if !slices.Contains(t.columns, c) {
			return nil, fmt.Errorf("%s: want a column %q, got %s", name, c, clip(strings.Join(t.columns, ",")))
		}
	}
	return t, nil
}

// column returns the index of a column, -1 if there is none.
func (t *table) column(name string) int { return slices.Index(t.columns, name) }

// next goes to the next row with the right number of fields; false at the end.
func (t *table) next() bool {
	for t.read() {
		if len(t.fields) == len(t.columns) {
			return true
		}
		t.fault("wrong number of fields", fmt.Sprintf("%d fields", len(t.columns)), strconv.Itoa(len(t.fields)))
	}
	return false
}

// read splits the next line that is not empty into fields.
func (t *table) read() bool {
	for !t.done {
		line, err := t.in.ReadSlice('\n')
		t.line++
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			t.fault("line too long", fmt.Sprintf("at most %d bytes", maxLine), "")
			t.skip()
			continue
		case err != nil:
			t.done = true
			if !errors.Is(err, io.EOF) {
				t.fault("file breaks off", "", err.Error())
				return false // the last line may be cut
			}
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) > 0 {
			t.split(line)
			return true
		}
	}
	return false
}

func (t *table) skip() {
	for {
		if _, err := t.in.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

func (t *table) split(line []byte) {
	t.fields = t.fields[:0]
	if bytes.IndexByte(line, '"') >= 0 {
		t.unquote(line)
		return
	}
	for {
		i := bytes.IndexByte(line, ',')
		if i < 0 {
			t.fields = append(t.fields, line)
			return
		}
		t.fields = append(t.fields, line[:i])
		line = line[i+1:]
	}
}

// unquote splits a line with quotation marks as RFC 4180 wants it; one that
// does not keep to that has no fields.
func (t *table) unquote(line []byte) {
	fields, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return
	}
	for _, f := range fields {
		t.fields = append(t.fields, []byte(f))
	}
}

// text returns a field of the row; nil where the column is not there.
func (t *table) text(column int) []byte {
	if column < 0 {
		return nil
	}
	return t.fields[column]
}

// number reads a field as a finite number. has is false where the field is
// empty; ok where it is empty or good. What is not good is a fault of the row.
func (t *table) number(column int) (v float64, has, ok bool) {
	field := t.text(column)
	if len(field) == 0 {
		return 0, false, true
	}
	v, err := strconv.ParseFloat(string(field), 64)
	if err != nil {
		t.fault("not a number", "a number as "+t.columns[column], string(field))
		return 0, true, false
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		t.fault("not a finite number", "a finite number as "+t.columns[column], string(field))
		return 0, true, false
	}
	return v, true, true
}

// needed reads a field that must be there and within limits.
func (t *table) needed(column int, low, high float64, reason string) (float64, bool) {
	v, has, ok := t.number(column)
	switch {
	case !ok:
		return 0, false
	case !has:
		name := "more"
		if column >= 0 {
			name = t.columns[column]
		}
		t.fault("field missing", "a field "+name, "none")
		return 0, false
	case v < low || v > high:
		t.fault(reason, fmt.Sprintf("%s from %g to %g", t.columns[column], low, high), string(t.text(column)))
		return 0, false
	}
	return v, true
}

// seconds reads a time that must be there.
func (t *table) seconds(column int) (air.Time, bool) {
	v, ok := t.needed(column, 0, maxSeconds, "time outside the case")
	return air.FromSeconds(v), ok
}

const maxSeconds = 1e7 // no case lasts longer: four months

func (t *table) fault(reason, wanted, got string) {
	t.faults.add(air.Diagnostic{File: t.name, Line: t.line, Col: 1, Class: reason, What: reason, Wanted: wanted, Got: clip(got)})
}

// clip shortens what is quoted in a message.
func clip(s string) string {
	if len(s) > 80 {
		return s[:80] + "..."
	}
	return s
}

func (t *table) close() error {
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}

// Fault is one reason for which rows were left out, or fields of them.
type Fault struct {
	air.Diagnostic     // of the first such row
	Count          int // of rows
}

// ledger counts faults by file and reason.
type ledger struct{ faults []Fault }

func (l *ledger) add(d air.Diagnostic) {
	for i := range l.faults {
		if f := &l.faults[i]; f.Class == d.Class && f.File == d.File {
			f.Count++
			return
		}
	}
	l.faults = append(l.faults, Fault{d, 1})
}
