package replay

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"perimeter/air"
	"perimeter/air/truth"
)

// Format is the version of the recording's layout that this package writes and
// reads.
const Format = 1

// Header is what a recording knows of its run before the first beat: enough to
// run it again.
type Header struct {
	Name    string // of the scenario, as amalgam-eagle-19
	Source  []byte // the scenario as it was read
	Seed    uint64
	Build   string // as Build returns it: promised are the same bits on the same build
	Theater air.Theater
	Roster  truth.Roster
}

// OfNation reports whether the recording is one nation's: it holds what the nation
// may have, and cannot be run again.
func (h *Header) OfNation() bool { return len(h.Source) == 0 }

// Build names the build target on which results are the same to the bit: system,
// architecture with its level, and the version of Go.
func Build() string {
	target := runtime.GOOS + "/" + runtime.GOARCH
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "GOAMD64" {
				target += "/" + s.Value
			}
		}
	}
	return target + " " + runtime.Version()
}

// Centers returns the names of the centers, by index.
func (h *Header) Centers() []string {
	var names []string
	for _, c := range h.Theater.Centers {
		names = append(names, c.Name)
	}
	return names
}

// Fields of Header.
const (
	headerFormat = 1
	headerName   = 2
	headerSeed   = 3
	headerBuild  = 4
	headerSource = 5
)

func (h *Header) appendRun(b []byte) []byte {
	b = air.AppendUintField(b, headerFormat, Format)
	b = air.AppendTextField(b, headerName, h.Name)
	b = air.AppendFixedField(b, headerSeed, h.Seed)
	b = air.AppendTextField(b, headerBuild, h.Build)
	return air.AppendBytesField(b, headerSource, h.Source)
}

func (h *Header) decodeRun(b []byte) error {
	f := air.NewFields("header", b)
	format := uint64(0)
	for f.Next() {
		switch f.Num {
		case headerFormat:
			format = f.Value
		case headerName:
			h.Name = f.Text()
		case headerSeed:
			h.Seed = f.Value
		case headerBuild:
			h.Build = f.Text()
		case headerSource:
			h.Source = append([]byte(nil), f.Bytes...)
		}
	}
	if f.Err() == nil && format != Format {
		return fmt.Errorf("want a recording of format %d, got format %d", Format, format)
	}
	return f.Err()
}
