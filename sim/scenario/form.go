package scenario

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"perimeter/air"
)

// form is what a text must look like.
type form struct {
	class   string
	name    string
	pattern string // for editors, where one can say it
	check   func(s string) (want string, ok bool)
	mend    func(s string) string // a proposal, quoted; empty: none
}

var forms = map[string]form{
	"mode3a":   {BadCode, "a Mode 3/A code", "^[0-7]{4}$", checkMode3A, mendMode3A},
	"address":  {BadCode, "a 24-bit address", "^[0-9A-F]{6}$", checkAddress, mendAddress},
	"callsign": {BadName, "a call sign", "^[A-Z0-9]{1,8}$", checkCallsign, mendCallsign},
	"sector":   {BadName, "a sector", "^[A-Z0-9]{2}$", checkSector, mendNone},
	"name":     {BadName, "a name", `^\S(.{0,30}\S)?$`, checkName, mendName},
	"line":     {BadName, "a line of text", "^.{1,160}$", checkLine, mendNone},
	"words":    {BadName, "a message", `\S`, checkWords, mendNone},
}

func checkMode3A(s string) (string, bool) {
	_, err := air.ParseMode3A(s)
	return "4 digits from 0 to 7", err == nil
}

// mendMode3A puts back the zeros that a number loses in front.
func mendMode3A(s string) string {
	if len(s) > 0 && len(s) < 4 {
		if padded := strings.Repeat("0", 4-len(s)) + s; isMode3A(padded) {
			return strconv.Quote(padded)
		}
	}
	return ""
}

func isMode3A(s string) bool {
	_, ok := checkMode3A(s)
	return ok
}

// checkAddress allows what ICAO Annex 10, volume III, chapter 9 allots: not all
// zeros, not all ones.
func checkSector(s string) (string, bool) {
	ok := len(s) == 2
	for _, r := range s {
		ok = ok && (r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	}
	return "2 characters from A to Z and 0 to 9", ok
}

func checkAddress(s string) (string, bool) {
	n, err := strconv.ParseUint(s, 16, 32)
	ok := err == nil && len(s) == 6 && n != 0 && n != 0xFFFFFF && s == strings.ToUpper(s)
	return "6 hexadecimal digits from 000001 to FFFFFE, in capitals", ok
}

func mendAddress(s string) string {
	up := strings.ToUpper(strings.TrimPrefix(strings.ToLower(s), "0x"))
	if _, ok := checkAddress(up); ok {
		return strconv.Quote(up)
	}
	return ""
}

// checkCallsign allows a flight identification of ICAO Doc 4444, item 7, one
// letter longer as Mode S can carry it (Annex 10, volume IV, table 3-9).
func checkCallsign(s string) (string, bool) {
	return "1 to 8 capital letters and digits", s != "" && len(s) <= 8 && s == callsignOf(s)
}

func mendCallsign(s string) string {
	if c := callsignOf(strings.ToUpper(s)); c != "" {
		return strconv.Quote(c)
	}
	return ""
}

// callsignOf returns the first eight capital letters and digits of s.
func callsignOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		if b.Len() < 8 && (r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			b.WriteRune(r)
		}
	}
	return b.String()
}

const longestName = 32 // runes

func checkName(s string) (string, bool) {
	n := utf8.RuneCountInString(s)
	ok := n > 0 && n <= longestName && s == strings.TrimSpace(s) && strings.IndexFunc(s, unicode.IsControl) < 0
	return fmt.Sprintf("1 to %d characters, no space at the ends", longestName), ok
}

func mendName(s string) string {
	if trimmed := strings.TrimSpace(s); trimmed != s {
		if _, ok := checkName(trimmed); ok {
			return strconv.Quote(trimmed)
		}
	}
	return ""
}

const longestLine = 160 // runes

func checkLine(s string) (string, bool) {
	n := utf8.RuneCountInString(s)
	ok := strings.TrimSpace(s) != "" && n <= longestLine && strings.IndexFunc(s, unicode.IsControl) < 0
	return fmt.Sprintf("1 to %d characters in one line", longestLine), ok
}

func checkWords(s string) (string, bool) { return "words", strings.TrimSpace(s) != "" }

func mendNone(string) string { return "" }
