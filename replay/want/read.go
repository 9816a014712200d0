package want

import (
	"fmt"
	"strconv"
	"strings"

	"perimeter/air"
)

// Line is one expectation.
type Line struct {
	Number int    // in the file, from 1
	Text   string // as written, without the comment
	Why    string // the comment behind it: why it should be so, or why it is not as somebody said

	from, to air.Time // the first time must lie within; to Never: or not come at all
	not      bool     // it must not come at all
	fact     fact
}

// fact is what a sentence says happens.
type fact struct {
	verb            string
	subject, object string
	detail          string
	number          int
}

// Read reads a file of expectations and returns its lines or all its faults.
func Read(name string, data []byte) ([]Line, []air.Diagnostic) {
	var lines []Line
	var faults []air.Diagnostic
	for i, text := range strings.Split(string(data), "\n") {
		text = strings.TrimSuffix(text, "\r")
		words, why := wordsOf(text)
		if len(words) == 0 {
			continue
		}
		l, err := read(words)
		if err != nil {
			faults = append(faults, air.Diagnostic{
				File: name, Line: i + 1, Col: 1, Class: "expectation", What: err.what, Wanted: err.want, Got: err.got, Source: text,
			})
			continue
		}
		l.Number, l.Text, l.Why = i+1, strings.Join(words, " "), why
		lines = append(lines, l)
	}
	return lines, faults
}

// fault is what is wrong with a line.
type fault struct{ what, want, got string }

// wordsOf returns the words of a line and its comment; a text in quotes is one
// word, and keeps its quotes.
func wordsOf(line string) (words []string, comment string) {
	for {
		line = strings.TrimLeft(line, " \t")
		if line == "" || line[0] == '#' {
			return words, strings.TrimSpace(strings.TrimPrefix(line, "#"))
		}
		end := strings.IndexAny(line, " \t")
		if line[0] == '"' {
			if end = strings.IndexByte(line[1:], '"') + 2; end == 1 {
				end = len(line)
			}
		}
		if end < 0 {
			end = len(line)
		}
		words, line = append(words, line[:end]), line[end:]
	}
}

func read(words []string) (l Line, bad *fault) {
	rest, bad := l.when(words)
	if bad == nil {
		l.fact, bad = factOf(rest)
	}
	return l, bad
}

// when reads the time at the head of a line.
func (l *Line) when(words []string) (rest []string, bad *fault) {
	word := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	var err error
	l.to = air.Never
	n := 0
	switch {
	case word(0) == "never":
		l.not, n = true, 1
	case word(0) == "by":
		l.to, err = air.ParseTime(word(1))
		n = 2
	case word(0) == "not" && word(1) == "before":
		l.from, err = air.ParseTime(word(2))
		n = 3
	case word(1) == "to":
		if l.from, err = air.ParseTime(word(0)); err == nil {
			l.to, err = air.ParseTime(word(2))
		}
		n = 3
	default:
		return nil, &fault{"no time", "by T, T1 to T2, not before T, or never, with T as hh:mm:ss", word(0)}
	}
	if err != nil {
		return nil, &fault{what: err.Error()}
	}
	if l.to < l.from {
		return nil, &fault{"the time ends before it begins", fmt.Sprintf("%v or later", l.from), l.to.String()}
	}
	return words[min(n, len(words)):], nil
}

// verbs are what may happen, and how many words belong to it.
var verbs = []struct {
	verb     string
	from, to int
	form     string
}{
	{"plots", 3, 3, "CENTER plots AIRCRAFT"},
	{"tracks", 3, 3, "CENTER tracks AIRCRAFT"},
	{"loses", 3, 3, "CENTER loses AIRCRAFT"},
	{"calls", 4, 4, "CENTER calls AIRCRAFT IDENTITY"},
	{"marks", 3, 3, "CENTER marks AIRCRAFT"},
	{"doubts", 3, 3, "CENTER doubts AIRCRAFT"},
	{"reads", 5, 5, "CENTER reads AIRCRAFT as 4517, or as FL240"},
	{"alerts", 3, 3, `CENTER alerts "WORDS"`},
	{"logs", 3, 5, "CENTER logs WORD [of AIRCRAFT], a word as declare, warn, accept, gap"},
	{"sees", 3, 5, "RADAR sees AIRCRAFT [by echo | by reply]"},
	{"misses", 5, 9, "RADAR misses AIRCRAFT as REASON"},
}

func factOf(words []string) (fact, *fault) {
	if len(words) == 3 && words[0] == "inject" && (words[2] == "acts" || words[2] == "answered") {
		n, err := strconv.Atoi(words[1])
		if err != nil || n < 1 {
			return fact{}, &fault{"inject", "its number on the board", words[1]}
		}
		return fact{verb: words[2], number: n}, nil
	}
	if len(words) < 3 {
		return fact{}, &fault{"not a sentence", "somebody, what happens, and to whom", strings.Join(words, " ")}
	}
	for _, v := range verbs {
		if words[1] != v.verb {
			continue
		}
		if len(words) < v.from || len(words) > v.to {
			return fact{}, &fault{"not the words of " + v.verb, v.form, strings.Join(words, " ")}
		}
		f := fact{verb: v.verb, subject: words[0], object: strings.Trim(words[2], `"`), detail: strings.Join(words[3:], " ")}
		return f, f.check(v.form)
	}
	return fact{}, &fault{"no such thing happens", "plots, tracks, loses, calls, marks, doubts, reads, alerts, logs, sees, misses, acts or answered", words[1]}
}

// check looks at the words after the object.
func (f *fact) check(form string) *fault {
	switch f.verb {
	case "calls":
		if _, ok := identityOf(f.detail); !ok {
			return &fault{"no such identity", "unknown, assumed_friend, friend, neutral, suspect, hostile, joker or faker", f.detail}
		}
	case "reads":
		if _, ok := readingOf(f.detail); !ok {
			return &fault{"neither a code nor a level", form, f.detail}
		}
	case "logs":
		if of, about := strings.CutPrefix(f.detail, "of "); f.detail != "" && (!about || of == "") {
			return &fault{"not the words of logs", form, f.detail}
		}
	case "sees":
		if f.detail != "" && f.detail != "by echo" && f.detail != "by reply" {
			return &fault{"not the words of sees", form, f.detail}
		}
	case "misses":
		reason, ok := strings.CutPrefix(f.detail, "as ")
		if _, known := reasonOf(reason); !ok || !known {
			return &fault{"no such reason", strings.Join(reasons(), ", "), reason}
		}
	}
	return nil
}
