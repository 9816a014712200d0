package atlas

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEmbeddedFilesAreSmallAndAttributed(t *testing.T) {
	attribution, err := os.ReadFile("../ATTRIBUTION")
	if err != nil {
		t.Fatal(err)
	}
	words := string(attribution)
	for _, stem := range []string{"coastline", "land", "lakes", "country_borders"} { // named once for all their details
		words = strings.ReplaceAll(words, "geo/"+stem+"_*", "geo/"+stem+"_10m geo/"+stem+"_50m")
	}
	total := int64(0)
	eachEmbedded(t, func(name string, size int64) {
		total += size
		if size > 8e6 {
			t.Errorf("%s has %d bytes, want at most 8 million", name, size)
		}
		if base := filepath.Base(name); base == "NOTICE" || base == "LICENSE" {
			return
		}
		if stem := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".geojson"); !strings.Contains(words, stem) {
			t.Errorf("ATTRIBUTION does not name %s", name)
		}
	})
	if total > 9e6 {
		t.Errorf("the data have %d bytes, want at most 9 million", total)
	}
	t.Logf("%d bytes embedded", total)
}

// Data whose licence binds the file stand alone with their notice.
func TestBoundDataStandApart(t *testing.T) {
	for folder, file := range map[string]string{
		"radar-sites-odbl": "radar_sites.csv",
		"fir-cc-by-sa":     "fir_canada_mexico_vatspy.geojson.gz",
		"flights-opensky":  "recorded_flights.csv.gz",
	} {
		entries, err := data.ReadDir("data/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != 2 || entries[0].Name() != "NOTICE" || entries[1].Name() != file {
			t.Errorf("%s holds %v, want NOTICE and %s", folder, entries, file)
		}
	}
}

func TestFilesAreAsReceived(t *testing.T) {
	const shared = "../../shared/data"
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the received data do not lie beside the checkout")
	}
	eachEmbedded(t, func(name string, _ int64) {
		dir, base := filepath.Split(name)
		if base == "NOTICE" || dir == "flights-opensky/" || dir == "made/" {
			return
		}
		want, err := os.ReadFile(received(shared, dir, base))
		if err != nil {
			t.Fatal(err)
		}
		got, err := data.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what was received", name)
		}
	})
}

func received(shared, dir, base string) string {
	switch {
	case base == "us_od_flights_2008.csv":
		return filepath.Join(shared, "traffic", base)
	case dir == "encounter-mitll/":
		return filepath.Join(shared, "traffic/encounter_models_mitll", base)
	case dir == "airspace/":
		return filepath.Join(shared, "geo/airspace", base)
	case dir == "fir-cc-by-sa/":
		return filepath.Join(shared, "geo/airspace/cc-by-sa", base)
	}
	return filepath.Join(shared, "geo", base)
}

func eachEmbedded(t *testing.T, do func(name string, size int64)) {
	t.Helper()
	err := fs.WalkDir(data, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			do(strings.TrimPrefix(name, "data/"), info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestUnpackRefusesBrokenStreams(t *testing.T) {
	var whole bytes.Buffer
	z := gzip.NewWriter(&whole)
	z.Write([]byte("a stream of some length, so that it can be cut"))
	z.Close()
	for _, cut := range []int{0, 5, 12, whole.Len() - 1} {
		if _, err := unpack(whole.Bytes()[:cut]); err == nil {
			t.Errorf("unpack of the first %d of %d bytes: want an error", cut, whole.Len())
		}
	}
	if b, err := unpack(whole.Bytes()); err != nil || len(b) != 46 {
		t.Errorf("unpack of the whole = %d bytes, %v", len(b), err)
	}
}

func TestRowsSayWhatIsWrong(t *testing.T) {
	tests := []struct {
		name, table, want string
	}{
		{"no head", "", "t.csv: want a line of column names, got EOF"},
		{"not a number", "id,lat\nA,north\n", `t.csv:2: lat: want a number, got "north"`},
		{"not finite", "id,lat\nA,NaN\n", `t.csv:2: lat: want a number, got "NaN"`},
		{"out of range", "id,lat\nA,1\nB,91\n", `t.csv:3: lat: want -90 to 90, got "91"`},
		{"no such column", "id,lot\nA,1\n", `t.csv:2: lat: want a column of this name, got "none"`},
		{"ragged", "id,lat\nA\n", "t.csv: record on line 2: wrong number of fields"},
		{"empty name", "id,lat\n,1\n", `t.csv:2: id: want a name, got ""`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := eachRow("t.csv", []byte(tt.table), func(r *row) {
				r.name("id")
				r.within("lat", -90, 90)
			})
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
