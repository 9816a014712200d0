package want

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"perimeter/air"
	"perimeter/air/truth"
)

func TestReadSaysWhatIsWrong(t *testing.T) {
	tests := []struct{ line, want string }{
		{"by 00:02:00 NORAD tracks EXALFA", ""},
		{"00:02:00 to 00:03:00 QNW sees EXALFA by echo # a comment", ""},
		{"not before 00:10:00 MEX calls EXBRAVO suspect", ""},
		{"never MEX alerts \"squawks 7500: unlawful\"", ""},
		{"by 00:01:00 QNW misses EXCOCO as masked by terrain", ""},
		{"by 00:01:00 inject 3 acts", ""},
		{"   # nothing but a comment", ""},
		{"NORAD tracks EXALFA", "no time, want by T, T1 to T2, not before T, or never, with T as hh:mm:ss, got NORAD"},
		{"by 2 NORAD tracks EXALFA", `time "2": want hh:mm:ss, as 01:30:00`},
		{"00:03:00 to 00:02:00 NORAD tracks EXALFA", "the time ends before it begins, want 00:03:00 or later, got 00:02:00"},
		{"by 00:02:00", "not a sentence, want somebody, what happens, and to whom"},
		{"never NORAD likes EXALFA", "no such thing happens, want plots, tracks, loses, calls, marks, doubts, reads, alerts, logs, sees, misses, acts or answered, got likes"},
		{"never NORAD calls EXALFA foe", "no such identity, want unknown, assumed_friend, friend, neutral, suspect, hostile, joker or faker, got foe"},
		{"never NORAD reads EXALFA as FL240", ""},
		{"by 00:01:00 NORAD reads EXALFA as 4517", ""},
		{"never NORAD reads EXALFA as 4518", "neither a code nor a level, want CENTER reads AIRCRAFT as 4517, or as FL240, got as 4518"},
		{"never QNW sees EXALFA by eye", "not the words of sees, want RADAR sees AIRCRAFT [by echo | by reply], got by eye"},
		{"never NORAD tracks EXALFA twice", "not the words of tracks, want CENTER tracks AIRCRAFT, got NORAD tracks EXALFA twice"},
		{"by 00:01:00 inject 3 answered", ""},
		{"by 00:01:00 NORAD logs warn", ""},
		{"by 00:01:00 NORAD logs warn of EXALFA", ""},
		{"by 00:01:00 NORAD logs warn EXALFA", "not the words of logs, want CENTER logs WORD [of AIRCRAFT], a word as declare, warn, accept, gap, got EXALFA"},
		{"by 00:01:00 inject X acts", "inject, want its number on the board, got X"},
	}
	for _, tt := range tests {
		lines, faults := Read("x.want", []byte("\n"+tt.line+"\n"))
		got := ""
		if len(faults) > 0 {
			got, _, _ = strings.Cut(strings.TrimPrefix(faults[0].String(), "x.want:2:1: "), "\n")
		}
		if got != tt.want || len(lines) == 1 && lines[0].Number != 2 {
			t.Errorf("%s:\n got %s\nwant %s", tt.line, got, tt.want)
		}
	}
}

var theater = &air.Theater{
	Length:  10 * air.Minute,
	Sensors: []air.SensorInfo{{Name: "QNW"}},
	Centers: []air.CenterInfo{{Name: "USA"}},
}

var roster = truth.Roster{{Name: "ALFA"}, {Name: "BRAVO"}}

func judge(t *testing.T, text string) *Judge {
	t.Helper()
	lines, faults := Read("x.want", []byte(text))
	if len(faults) > 0 {
		t.Fatal(air.Faults(faults))
	}
	j, unknown := NewJudge(lines, theater, roster)
	if len(unknown) > 0 {
		t.Fatal(unknown)
	}
	return j
}

// tell plays three minutes: ALFA is seen by echo at 1:00, its plot starts a
// track; at 2:00 the track is confirmed, unknown and of interest, at 3:00 it is
// gone. Then all is silent until the end.
func tell(j *Judge, end air.Time) {
	view := func(tracks ...air.Track) []*air.View {
		return []*air.View{{Picture: air.Picture{Tracks: tracks}, Marks: []air.Mark{{Track: 5, Identity: air.Unknown, Interest: true}},
			Alerts: []air.Alert{{Text: "new unknown: track 5"}}, Desk: air.Desk{Log: []air.LogLine{{Did: "declare", Track: 5}, {Did: "note"}}}}}
	}
	look := func(at air.Time, plot uint64) []truth.Look {
		return []truth.Look{{At: at, Plot: plot, PSR: truth.Seen, SSR: truth.NoReply}}
	}
	beats := []truth.Beat{
		{At: air.Minute, Looks: look(air.Minute, 11), Fates: [][]air.Disposition{{{Plot: 11, Track: 1 << 24, Fate: air.FateStarted}}}},
		{At: 2 * air.Minute, Looks: look(2*air.Minute, 12), Fates: [][]air.Disposition{{{Plot: 12, Track: 5, Fate: air.FateUpdated}}}, Views: view(air.Track{Number: 5, Has: air.HasCode | air.HasLevel, Code: 0o4517, Level: air.FLFeet(24_020)})},
		{At: 3 * air.Minute, Views: view(), Board: []air.BoardLine{{Number: 1, Done: true, State: air.Answered}}},
		{At: end},
	}
	for i := range beats {
		if err := j.Beat(&beats[i]); err != nil {
			panic(err)
		}
	}
}

func TestJudge(t *testing.T) {
	tests := []struct {
		line       string
		whole, cut Verdict // of the whole exercise, and of its first four minutes
	}{
		{"by 00:01:00 QNW sees ALFA", Green, Green},
		{"by 00:00:59 QNW sees ALFA by echo", Red, Red},
		{"never QNW sees ALFA by reply", Green, Open},
		{"by 00:01:00 QNW misses ALFA as no reply", Green, Green},
		{"by 00:01:00 USA plots ALFA", Green, Green},
		{"00:01:30 to 00:02:00 USA tracks ALFA", Green, Green},
		{"not before 00:02:01 USA tracks ALFA", Red, Red},
		{"not before 00:02:01 USA tracks BRAVO", Green, Open},
		{"by 00:03:59 USA tracks BRAVO", Red, Red},
		{"by 00:05:00 USA tracks BRAVO", Red, Open},
		{"by 00:02:00 USA calls ALFA unknown", Green, Green},
		{"never USA calls ALFA suspect", Green, Open},
		{"by 00:02:00 USA marks ALFA", Green, Green},
		{"never USA doubts ALFA", Green, Open},
		{"by 00:02:00 USA reads ALFA as 4517", Green, Green},
		{"by 00:02:00 USA reads ALFA as FL240", Green, Green},
		{"never USA reads ALFA as FL241", Green, Open},
		{"never USA reads ALFA as 1200", Green, Open},
		{"never USA alerts \"new unknown\"", Red, Red},
		{"00:02:30 to 00:03:00 USA loses ALFA", Green, Green},
		{"by 00:03:00 inject 1 acts", Green, Green},
		{"by 00:03:00 inject 2 acts", Red, Red},
		{"00:03:00 to 00:03:00 inject 1 answered", Green, Green},
		{"by 00:02:00 USA logs declare", Green, Green},
		{"by 00:02:00 USA logs declare of ALFA", Green, Green},
		{"never USA logs declare of BRAVO", Green, Open},
		{"never USA logs warn", Green, Open},
	}
	for _, tt := range tests {
		for _, run := range []struct {
			end  air.Time
			want Verdict
		}{{10 * air.Minute, tt.whole}, {4 * air.Minute, tt.cut}} {
			j := judge(t, tt.line)
			tell(j, run.end)
			if got := j.Findings()[0]; got.Verdict != run.want {
				t.Errorf("%s, up to %v: %v, want verdict %d", tt.line, run.end, got, run.want)
			}
		}
	}
}

// The comment behind a sentence is said with its finding: it is where a file says
// why it differs from what somebody foretold.
func TestAFindingSaysWhy(t *testing.T) {
	j := judge(t, "# of the whole file\nby 00:01:30 QNW sees ALFA by echo   # the order says 0:30: a ridge \nnever USA alerts \"# 5\"\n")
	tell(j, 10*air.Minute)
	for i, want := range []string{
		"good  line 2: by 00:01:30 QNW sees ALFA by echo: first at 00:01:00 # the order says 0:30: a ridge",
		`good  line 3: never USA alerts "# 5": it did not happen`,
	} {
		if got := j.Findings()[i].String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestJudgeKnowsItsExercise(t *testing.T) {
	for line, want := range map[string]string{
		"never CAN tracks ALFA":       `line 1, never CAN tracks ALFA: want a center of the exercise, got "CAN"`,
		"never USA tracks COCO":       `line 1, never USA tracks COCO: want an aircraft of the exercise, got "COCO"`,
		"never USA logs warn of COCO": `line 1, never USA logs warn of COCO: want an aircraft of the exercise, got "COCO"`,
		"never QXX sees ALFA by echo": `line 1, never QXX sees ALFA by echo: want a radar of the exercise, got "QXX"`,
	} {
		lines, _ := Read("x.want", []byte(line))
		if _, faults := NewJudge(lines, theater, roster); cmp.Diff([]string{want}, texts(faults)) != "" {
			t.Errorf("got %v, want %s", faults, want)
		}
	}
}

func texts(errs []error) (s []string) {
	for _, err := range errs {
		s = append(s, fmt.Sprint(err))
	}
	return s
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("by 00:02:00 NORAD tracks EXALFA # x\nnever MEX alerts \"a b\nnot before 00:00:00 QNW misses A as merged with another"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, faults := Read("x.want", data)
		if len(lines)+len(faults) > strings.Count(string(data), "\n")+1 {
			t.Errorf("%d lines and %d faults of %q", len(lines), len(faults), data)
		}
		NewJudge(lines, theater, roster)
	})
}
