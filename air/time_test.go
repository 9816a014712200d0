package air

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseTime(t *testing.T) {
	const want = ": want hh:mm:ss, as 01:30:00"
	tests := []struct {
		name, in string
		want     Time
		wantErr  string // empty: no error
	}{
		{name: "start", in: "00:00:00", want: 0},
		{name: "an hour and a half", in: "01:30:00", want: 90 * Minute},
		{name: "the longest", in: "99:59:59", want: 99*Hour + 59*Minute + 59*Second},
		{name: "milliseconds", in: "00:11:58.250", want: 11*Minute + 58*Second + 250*Millisecond},
		{name: "a tenth", in: "00:00:00.5", want: 500 * Millisecond},
		{name: "60 seconds", in: "00:00:60", wantErr: `time "00:00:60"` + want},
		{name: "60 minutes", in: "00:60:00", wantErr: `time "00:60:00"` + want},
		{name: "one digit", in: "1:30:00", wantErr: `time "1:30:00"` + want},
		{name: "no seconds", in: "01:30", wantErr: `time "01:30"` + want},
		{name: "microseconds", in: "00:00:00.0001", wantErr: `time "00:00:00.0001"` + want},
		{name: "nothing behind the point", in: "00:00:00.", wantErr: `time "00:00:00."` + want},
		{name: "sign", in: "-1:00:00", wantErr: `time "-1:00:00"` + want},
		{name: "sign behind the point", in: "00:00:00.-1", wantErr: `time "00:00:00.-1"` + want},
		{name: "words", in: "noon", wantErr: `time "noon"` + want},
		{name: "empty", in: "", wantErr: `time ""` + want},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseTime(tt.in)
			if msg := errorText(err); msg != tt.wantErr {
				t.Fatalf("ParseTime(%q) error = %q, want %q", tt.in, msg, tt.wantErr)
			}
			if got != tt.want {
				t.Errorf("ParseTime(%q) = %v, want %v", tt.in, got, tt.want)
			}
		})
	}
}

func TestTimeString(t *testing.T) {
	tests := []struct {
		in   Time
		want string
	}{
		{0, "00:00:00"},
		{12*Minute + 4*Second, "00:12:04"},
		{2*Hour + 7*Millisecond, "02:00:00.007"},
		{-90 * Second, "-00:01:30"},
		{120 * Hour, "120:00:00"},
	}
	for _, tt := range tests {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("Time(%d) = %s, want %s", tt.in, got, tt.want)
		}
	}
	if Never.String() == "" || Time(-1<<63).String() == "" {
		t.Error("the ends of time have no text")
	}
}

func TestTimeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Time(rapid.Int64Range(0, int64(100*Hour/Millisecond)-1).Draw(t, "ms")) * Millisecond
		if got, err := ParseTime(want.String()); got != want || err != nil {
			t.Fatalf("%d is written %v and read as %d, %v", want, want, got, err)
		}
		if got := FromSeconds(want.Seconds()); got != want {
			t.Fatalf("%v in seconds and back is %v", want, got)
		}
	})
}

func FuzzParseTime(f *testing.F) {
	f.Add("00:11:58.250")
	f.Add("00:00:00.")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTime(s)
		if err != nil {
			return
		}
		if again, err := ParseTime(got.String()); err != nil || again != got {
			t.Errorf("%q is read as %v, which is read as %v, %v", s, got, again, err)
		}
	})
}
