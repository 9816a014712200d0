package phrase

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"perimeter/air"
)

// Names are the names that an exercise has. A list that is nil knows nothing and
// takes any name, for texts that are read without their exercise.
type Names struct {
	Aircraft, Sensors, Feeds, Centers []string
}

// Fault is what is wrong with a text, and where.
type Fault struct {
	At     int    // byte in the text
	Word   string // that is wrong; empty: the text ends too soon
	Wanted string
	Try    string // a proposal, quoted
}

// Error says the fault in one line.
func (f *Fault) Error() string {
	got := "nothing more"
	if f.Word != "" {
		got = strconv.Quote(f.Word)
	}
	s := fmt.Sprintf("column %d: want %s, got %s", f.At+1, f.Wanted, got)
	if f.Try != "" {
		s += "; try " + f.Try
	}
	return s
}

// Parse reads a chain of orders. The error is a *Fault, the first in the text;
// then there are no orders at all.
func Parse(text string, names *Names) (bodies []air.Body, err error) {
	p := &parser{text: text, names: names}
	defer func() {
		if r := recover(); r != nil {
			fault, ok := r.(*Fault)
			if !ok {
				panic(r)
			}
			bodies, err = nil, fault
		}
	}()
	for {
		bodies = append(bodies, p.order())
		if p.skip(); p.at == len(p.text) {
			return bodies, nil
		}
		if !p.link() {
			p.fail(p.word(), "\";\" or then, and another order", nil)
		}
		if p.skip(); p.at == len(p.text) {
			return bodies, nil
		}
	}
}

// token is a word of the text and where it stands.
type token struct {
	text string
	at   int
}

type parser struct {
	text  string
	at    int
	names *Names
}

// fail ends the parse; Parse catches it.
func (p *parser) fail(t token, wanted string, known []string) {
	panic(&Fault{At: t.at, Word: t.text, Wanted: wanted, Try: air.Nearest(t.text, known)})
}

func (p *parser) skip() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

// word takes the next word; it is empty at the end of an order.
func (p *parser) word() token {
	p.skip()
	start := p.at
	for p.at < len(p.text) && !strings.ContainsRune(" \t;,:", rune(p.text[p.at])) {
		p.at++
	}
	return token{p.text[start:p.at], start}
}

// peek looks at the next word.
func (p *parser) peek() token {
	at := p.at
	t := p.word()
	p.at = at
	return t
}

// link takes what stands between two orders.
func (p *parser) link() bool {
	if p.skip(); p.at < len(p.text) && p.text[p.at] == ';' {
		p.at++
		return true
	}
	if strings.EqualFold(p.peek().text, "then") {
		p.word()
		return true
	}
	return false
}

// ends reports whether the order ends here.
func (p *parser) ends() bool {
	p.skip()
	return p.at == len(p.text) || p.text[p.at] == ';' || strings.EqualFold(p.peek().text, "then")
}

// rest takes all up to the end of the order as it stands.
func (p *parser) rest() string {
	p.skip()
	end := strings.IndexByte(p.text[p.at:], ';')
	if end < 0 {
		end = len(p.text) - p.at
	}
	s := strings.TrimSpace(p.text[p.at : p.at+end])
	p.at += end
	return s
}

// pick takes a word that is one of those known, or the beginning of one alone.
func (p *parser) pick(wanted string, known []string) string {
	t := p.word()
	if k, ok := oneOf(t.text, known); ok {
		return k
	}
	p.fail(t, wanted, known)
	return ""
}

// oneOf returns the known word that is meant, without regard to case: the word
// itself, or the only one that begins so.
func oneOf(word string, known []string) (string, bool) {
	var found []string
	for _, k := range known {
		if strings.EqualFold(k, word) {
			return k, true
		}
		if len(word) >= 2 && len(word) < len(k) && strings.EqualFold(k[:len(word)], word) {
			found = append(found, k)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return "", false
}

// name takes a name of a list.
func (p *parser) name(what string, list []string) string {
	t := p.word()
	if t.text == "" {
		p.fail(t, "the name of "+what, nil)
	}
	if list == nil {
		return t.text
	}
	for _, k := range list {
		if strings.EqualFold(k, t.text) {
			return k
		}
	}
	p.fail(t, "the name of "+what, list)
	return ""
}

// number takes a number within bounds, with a unit that may follow it.
func (p *parser) number(what string, low, high float64, units ...string) float64 {
	t := p.word()
	v, err := strconv.ParseFloat(strings.TrimSuffix(t.text, "°"), 64)
	if err != nil || !(v >= low && v <= high) { // written so that NaN fails too
		p.fail(t, fmt.Sprintf("%s from %g to %g", what, low, high), nil)
	}
	if slices.ContainsFunc(units, func(u string) bool { return strings.EqualFold(u, p.peek().text) }) {
		p.word()
	}
	return v
}

// clock takes a time of exercise.
func (p *parser) clock() air.Time {
	p.skip()
	start := p.at
	for p.at < len(p.text) && strings.ContainsRune("0123456789:.", rune(p.text[p.at])) {
		p.at++
	}
	t := token{p.text[start:p.at], start}
	at, err := air.ParseTime(t.text)
	if err != nil {
		p.fail(t, "a time hh:mm:ss", nil)
	}
	return at
}

// order takes one order: its first word says which.
func (p *parser) order() air.Body {
	t := p.peek()
	if t.text == "" {
		p.fail(t, "an order: "+strings.Join(openings, ", ")+" or the name of an aircraft", nil)
	}
	for _, o := range openings {
		if strings.EqualFold(o, t.text) {
			p.word()
			return p.opened(o)
		}
	}
	known := slices.Clone(openings)
	if p.names.Aircraft == nil {
		return p.aircraft(p.word().text)
	}
	known = append(known, p.names.Aircraft...)
	for _, k := range p.names.Aircraft {
		if strings.EqualFold(k, t.text) {
			p.word()
			return p.aircraft(k)
		}
	}
	p.fail(t, "an order: "+strings.Join(openings, ", ")+" or the name of an aircraft", known)
	return nil
}

// openings are the words that open an order which is not an aircraft's.
var openings = []string{"radar", "feed", "inject", "no", "play", "tell", "at", "observer"}

func (p *parser) opened(word string) air.Body {
	switch word {
	case "radar":
		return p.radar(p.name("a radar", p.names.Sensors))
	case "feed":
		name := p.name("a feed", p.names.Feeds)
		if p.pick("cut or mend", []string{"cut", "mend"}) == "cut" {
			return air.FeedCut{Feed: name}
		}
		return air.FeedBack{Feed: name}
	case "inject":
		return p.inject()
	case "no":
		p.pick("play, after no", []string{"play"})
		return air.NoPlay{On: true, Why: p.rest()}
	case "play":
		p.pick("on, after play", []string{"on"})
		return air.NoPlay{}
	case "tell":
		return p.tell()
	case "observer":
		return p.observer(p.name("an observer", p.names.Sensors))
	}
	return p.center(p.name("a center", p.names.Centers))
}

// Openings returns the words that open an order which is not an aircraft's.
func Openings() []string { return slices.Clone(openings) }
