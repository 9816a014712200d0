package render

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hajimehoshi/ebiten/v2"

	"perimeter/air"
	"perimeter/air/phrase"
	"perimeter/render/scene"
)

// console is the one line in which a person types orders. It makes orders of
// text and hands them to the Sink, which says whether this seat may give them.
type console struct {
	open bool
	line scene.Console
	past []string // what was typed, the oldest first
	back int      // how far back in past the line is; 0: a line of its own
}

// kept is how many lines of answers a console keeps.
const kept = 200

func (c *console) say(l scene.ConsoleLine) {
	c.line.Said = append(c.line.Said, l)
	c.line.Said = c.line.Said[max(0, len(c.line.Said)-kept):]
}

// set puts a text into the line, with the caret at its end.
func (c *console) set(text string) { c.line.Text, c.line.Caret = text, len(text) }

// insert puts what was typed where the caret is.
func (c *console) insert(r rune) {
	if r < ' ' || r == utf8.RuneError {
		return
	}
	at := c.line.Caret
	c.line.Text = c.line.Text[:at] + string(r) + c.line.Text[at:]
	c.line.Caret = at + utf8.RuneLen(r)
}

// drop takes out the character before the caret, or the one behind it.
func (c *console) drop(behind bool) {
	before, after := c.line.Text[:c.line.Caret], c.line.Text[c.line.Caret:]
	if behind {
		_, n := utf8.DecodeRuneInString(after)
		after = after[n:]
	} else {
		_, n := utf8.DecodeLastRuneInString(before)
		before = before[:len(before)-n]
	}
	c.line.Text, c.line.Caret = before+after, len(before)
}

// step moves the caret a character to the left or the right.
func (c *console) step(right bool) {
	if right {
		_, n := utf8.DecodeRuneInString(c.line.Text[c.line.Caret:])
		c.line.Caret += n
		return
	}
	_, n := utf8.DecodeLastRuneInString(c.line.Text[:c.line.Caret])
	c.line.Caret -= n
}

// recall goes back, or forth, in what was typed.
func (c *console) recall(by int) {
	c.back = max(0, min(len(c.past), c.back+by))
	if c.back == 0 {
		c.set("")
		return
	}
	c.set(c.past[len(c.past)-c.back])
}

// edit does what a key asks for while the console is open.
func (a *App) edit(k key) {
	c := &a.console
	switch k {
	case ebiten.KeyEnter, ebiten.KeyNumpadEnter:
		a.enter()
	case ebiten.KeyEscape: // first the line, then the console
		c.open = c.line.Text != ""
		c.set("")
	case ebiten.KeyBackspace:
		c.drop(false)
	case ebiten.KeyDelete:
		c.drop(true)
	case ebiten.KeyArrowLeft:
		c.step(false)
	case ebiten.KeyArrowRight:
		c.step(true)
	case ebiten.KeyHome:
		c.line.Caret = 0
	case ebiten.KeyEnd:
		c.line.Caret = len(c.line.Text)
	case ebiten.KeyArrowUp:
		c.recall(1)
	case ebiten.KeyArrowDown:
		c.recall(-1)
	case ebiten.KeyTab:
		a.complete()
	}
	a.dirty = true
}

// enter gives the orders of the line: all of them, or none.
func (a *App) enter() {
	c := &a.console
	text := strings.TrimSpace(c.line.Text)
	if text == "" {
		c.open = false
		return
	}
	c.set("")
	c.past, c.back = append(c.past, text), 0
	c.say(scene.ConsoleLine{Text: text, Typed: true})
	bodies, err := phrase.Parse(text, a.names())
	if err == nil {
		err = a.sink.Submit(bodies...)
	}
	if err != nil {
		a.refused(text, err)
		return
	}
	for _, b := range bodies {
		c.say(scene.ConsoleLine{Text: phrase.ReadBack(b, air.Language(a.in.Language))})
	}
}

// refused tells why the line was not taken; of a slip it shows the place, and
// puts the line back to be mended.
func (a *App) refused(text string, err error) {
	c := &a.console
	var fault *phrase.Fault
	if !errors.As(err, &fault) {
		c.say(scene.ConsoleLine{Text: err.Error(), Fault: true})
		return
	}
	at := min(fault.At, len(text))
	c.say(scene.ConsoleLine{Text: strings.Repeat(" ", utf8.RuneCountInString(text[:at])) + "^", Fault: true})
	c.say(scene.ConsoleLine{Text: scene.FaultIn(a.in.Language, fault.Wanted, fault.Word, fault.Try), Fault: true})
	c.set(text)
	c.line.Caret = at
}

// names are the names that this seat knows: what its theater and its roster hold.
// Which feeds and which other centers there are is told by neither, so that for
// them the Sink answers.
func (a *App) names() *phrase.Names {
	n := &phrase.Names{Aircraft: []string{}, Sensors: []string{}}
	for _, e := range a.source.Roster() {
		n.Aircraft = append(n.Aircraft, e.Name)
	}
	for i := range a.theater.Sensors {
		n.Sensors = append(n.Sensors, a.theater.Sensors[i].Name)
	}
	if len(n.Aircraft) > 0 { // the director knows all centers
		for _, c := range a.theater.Centers {
			n.Centers = append(n.Centers, c.Name)
		}
	}
	return n
}

// complete ends the word before the caret, as far as it is the same for all that
// it may become; what these are is told.
func (a *App) complete() {
	c := &a.console
	at := strings.LastIndexAny(c.line.Text[:c.line.Caret], " ;,:") + 1
	word := c.line.Text[at:c.line.Caret]
	found := a.endings(word)
	if word == "" || len(found) == 0 {
		return
	}
	whole := found[0]
	for _, f := range found[1:] {
		for len(whole) > len(word) && !begins(f, whole) {
			whole = whole[:len(whole)-1]
		}
	}
	if len(found) > 1 {
		c.say(scene.ConsoleLine{Text: strings.Join(found[:min(len(found), 12)], "  "), Typed: true})
	} else {
		whole += " "
	}
	rest := c.line.Text[c.line.Caret:]
	c.set(c.line.Text[:at] + whole)
	c.line.Text += rest
}

// endings are the words that begin so, of the grammar and of the names that this
// seat knows.
func (a *App) endings(start string) (found []string) {
	n := a.names()
	var feeds, centers []string
	for _, f := range a.theater.Feeds {
		feeds = append(feeds, f.Name)
	}
	for _, c := range a.theater.Centers {
		centers = append(centers, c.Name)
	}
	for _, w := range slices.Concat(phrase.Openings(), actWords(), n.Aircraft, n.Sensors, feeds, centers) {
		if begins(w, start) {
			found = append(found, w)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func begins(word, start string) bool {
	return len(word) >= len(start) && strings.EqualFold(word[:len(start)], start)
}

func actWords() (words []string) {
	for _, a := range air.Acts {
		words = append(words, a.Word)
	}
	return words
}
