package scenario

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// node is one value of the text and where it stands. The TOML library says what
// the values are; the nodes say where, in the order of the file.
type node struct {
	key      string
	at       int // byte of the key; of what a list's item begins with
	from, to int // bytes of the value; of a table under a header, the header
	kind     nodeKind
	items    []*node // of a table or a list
	byKey    map[string]*node
	closed   bool // an inline table, or one that had its header
}

type nodeKind uint8

const (
	leaf nodeKind = iota
	table
	list
)

// Limits on shape, far above what a scenario needs: the library recurses on
// depth and joins all the keys on the way to each value.
const (
	maxDepth = 24
	maxKey   = 100 // bytes
)

func (n *node) find(key string) *node { return n.byKey[key] }

func (n *node) append(child *node) *node {
	n.items = append(n.items, child)
	if n.kind == table {
		if n.byKey == nil {
			n.byKey = map[string]*node{}
		}
		n.byKey[child.key] = child
	}
	return child
}

// inner returns the table that a key of n leads into: itself, or the last one
// of a list. It makes one where there is none, and nil where there is something
// else.
func (n *node) inner(key keyPart) *node {
	child := n.find(key.text)
	if child == nil {
		child = n.append(&node{key: key.text, at: key.at, from: key.at, to: key.to, kind: table})
	}
	if child.kind == list && len(child.items) > 0 {
		child = child.items[len(child.items)-1]
	}
	if child.kind != table {
		return nil
	}
	return child
}

type keyPart struct {
	text   string
	at, to int
}

// scanner reads the structure of TOML: keys, tables, lists and where values
// begin and end. What a scalar says it leaves to the library. It may let pass
// what the library refuses, but refuses nothing that the library accepts,
// except keys defined twice and shapes beyond the limits.
type scanner struct {
	text   string
	pos    int
	root   *node
	table  *node // that of the last header
	depth  int
	faults *faults
}

// stop is the panic that ends a scan at its first fault of syntax. It never
// leaves scan.
type stop struct{}

// scan returns the root table of the text, or says what is wrong. After keys
// that are there twice it goes on, after other faults it does not.
func scan(f *faults) (root *node, ok bool) {
	s := &scanner{text: f.text, root: &node{kind: table}, faults: f}
	s.table = s.root
	defer func() {
		if r := recover(); r != nil {
			if _, mine := r.(stop); !mine {
				panic(r)
			}
			root, ok = nil, false
		}
	}()
	s.file()
	return s.root, len(f.list) == 0
}

func (s *scanner) file() {
	for s.blank(); s.pos < len(s.text); s.blank() {
		if s.peek() == '[' {
			s.header()
		} else {
			s.pair(s.table)
		}
		s.lineEnd()
	}
}

func (s *scanner) fail(at int, want string) *fault {
	return s.faults.add(Syntax, at, "not TOML").want("%s", want).got(s.here(at))
}

// fatal ends the scan with a fault.
func (s *scanner) fatal(at int, want string) {
	s.fail(at, want)
	panic(stop{})
}

// here names what stands at a byte.
func (s *scanner) here(at int) string {
	if at >= len(s.text) {
		return "the end of the file"
	}
	r, size := utf8.DecodeRuneInString(s.text[at:])
	if r == '\n' || r == '\r' {
		return "the end of the line"
	}
	return strconv.Quote(s.text[at : at+size])
}

// peek returns the byte at hand, 0 at the end; there is no 0 in the text.
func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) starts(with string) bool { return strings.HasPrefix(s.text[s.pos:], with) }

func (s *scanner) space() {
	for c := s.peek(); c == ' ' || c == '\t'; c = s.peek() {
		s.pos++
	}
}

// blank skips space, line ends and comments.
func (s *scanner) blank() {
	for {
		switch s.peek() {
		case ' ', '\t', '\n', '\r':
			s.pos++
		case '#':
			s.comment()
		default:
			return
		}
	}
}

func (s *scanner) comment() {
	if i := strings.IndexByte(s.text[s.pos:], '\n'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.text)
	}
}

func (s *scanner) lineEnd() {
	s.space()
	switch {
	case s.peek() == '#':
		s.comment()
	case s.pos < len(s.text) && s.peek() != '\n' && !s.starts("\r\n"):
		s.fatal(s.pos, "the end of the line or a comment")
	}
}

// header reads [a.b] or [[a.b]] and makes it the table of the keys to come.
func (s *scanner) header() {
	at := s.pos
	brackets := 1
	if s.starts("[[") {
		brackets = 2
	}
	s.pos += brackets
	keys := s.keys("]")
	if end := strings.Repeat("]", brackets); s.starts(end) {
		s.pos += brackets
	} else {
		s.fatal(s.pos, strconv.Quote(end)+" after the name of the table")
	}
	t := s.root
	for _, k := range keys[:len(keys)-1] {
		if t = t.inner(k); t == nil {
			s.twice(k.at, k.text, nil)
			s.table = &node{kind: table}
			return
		}
	}
	s.open(t, keys[len(keys)-1], at, brackets == 2)
}

// open makes the table of a header: a new one of a list, or one not opened
// before.
func (s *scanner) open(parent *node, key keyPart, at int, many bool) {
	child := parent.find(key.text)
	switch {
	case child == nil && many:
		child = parent.append(&node{key: key.text, at: at, from: at, to: s.pos, kind: list})
	case child == nil:
		child = parent.append(&node{key: key.text, at: at, from: at, to: s.pos, kind: table})
	case many && child.kind != list, many && child.closed, !many && (child.kind != table || child.closed):
		s.twice(at, key.text, child)
		s.table = &node{kind: table}
		return
	case !many && len(child.items) > 0:
		child.at, child.from, child.to = at, at, s.pos
	}
	if many {
		child = child.append(&node{at: at, from: at, to: s.pos, kind: table})
	}
	child.closed = true
	s.table = child
}

// twice says that a key is there already.
func (s *scanner) twice(at int, key string, first *node) {
	f := s.faults.add(Duplicate, at, fmt.Sprintf("%q is there already", key))
	if first != nil {
		line, _ := s.faults.position(first.at)
		f.What = fmt.Sprintf("%q is there already, in line %d", key, line)
	}
}

// pair reads key = value into a table.
func (s *scanner) pair(t *node) {
	keys := s.keys("=")
	if s.peek() != '=' {
		s.fatal(s.pos, `"=" after the key`)
	}
	s.pos++
	s.space()
	s.depth += len(keys)
	last := keys[len(keys)-1]
	v := s.value(last.at)
	s.depth -= len(keys)
	v.key = last.text
	for _, k := range keys[:len(keys)-1] {
		if t = t.inner(k); t == nil {
			s.twice(k.at, k.text, nil)
			return
		}
	}
	if first := t.find(v.key); first != nil {
		s.twice(v.at, v.key, first)
		return
	}
	t.append(v)
}

// keys reads a dotted key up to what ends it, which is "]" or "=".
func (s *scanner) keys(end string) (keys []keyPart) {
	for {
		s.space()
		keys = append(keys, s.keyPart())
		s.space()
		if len(keys) > maxDepth {
			s.fatal(keys[0].at, fmt.Sprintf("at most %d tables in each other", maxDepth))
		}
		if s.peek() != '.' {
			return keys
		}
		s.pos++
	}
}

func (s *scanner) keyPart() keyPart {
	at := s.pos
	var text string
	switch s.peek() {
	case '"', '\'':
		s.line()
		text = unquote(s.text[at:s.pos])
	default:
		for isBare(s.peek()) {
			s.pos++
		}
		text = s.text[at:s.pos]
		if text == "" {
			s.fatal(at, "a key")
		}
	}
	if s.pos-at > maxKey {
		s.faults.add(Syntax, at, "key too long").want("at most %d bytes", maxKey).got(fmt.Sprint(s.pos - at))
		panic(stop{})
	}
	return keyPart{text, at, s.pos}
}

func isBare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// value reads a value; at is the byte of its key, or of itself in a list.
func (s *scanner) value(at int) *node {
	if s.depth++; s.depth > maxDepth {
		s.fatal(s.pos, fmt.Sprintf("at most %d tables and lists in each other", maxDepth))
	}
	n := &node{at: at, from: s.pos}
	switch c := s.peek(); {
	case c == '[':
		n.kind, n.closed = list, true
		s.list(n)
	case c == '{':
		n.kind, n.closed = table, true
		s.inline(n)
	case s.starts(`"""`), s.starts(`'''`):
		s.block()
	case c == '"', c == '\'':
		s.line()
	default:
		s.word()
	}
	n.to = s.pos
	s.depth--
	return n
}

func (s *scanner) list(n *node) {
	s.pos++
	for s.blank(); s.peek() != ']'; s.blank() {
		n.append(s.value(s.pos))
		s.blank()
		if s.peek() == ',' {
			s.pos++
		} else if s.peek() != ']' {
			s.fatal(s.pos, `"," or "]" in the list`)
		}
	}
	s.pos++
}

func (s *scanner) inline(n *node) {
	s.pos++
	for s.blank(); s.peek() != '}'; s.blank() {
		s.pair(n)
		s.blank()
		if s.peek() == ',' {
			s.pos++
		} else if s.peek() != '}' {
			s.fatal(s.pos, `"," or "}" in the table`)
		}
	}
	s.pos++
}

// line reads text in single quotes of either kind.
func (s *scanner) line() {
	at, quote := s.pos, s.text[s.pos]
	for s.pos++; s.pos < len(s.text) && s.peek() != '\n'; s.pos++ {
		switch c := s.peek(); {
		case c == quote:
			s.pos++
			return
		case c == '\\' && quote == '"' && s.pos+1 < len(s.text) && s.text[s.pos+1] != '\n':
			s.pos++
		}
	}
	s.fail(at, "a closing quote in the same line").got("none")
	panic(stop{})
}

// block reads text in triple quotes. Up to two quotes may stand before the
// three that close it.
func (s *scanner) block() {
	at, quote := s.pos, s.text[s.pos]
	for s.pos += 3; s.pos < len(s.text); s.pos++ {
		c := s.peek()
		if c == '\\' && quote == '"' {
			s.pos++
		}
		if c != quote || !s.starts(strings.Repeat(string(quote), 3)) {
			continue
		}
		for n := 0; s.peek() == quote && n < 5; n++ {
			s.pos++
		}
		return
	}
	s.pos = len(s.text)
	s.fail(at, "three closing quotes").got("none")
	panic(stop{})
}

// word reads a number, a date or a truth value, up to what cannot be of one.
func (s *scanner) word() {
	at := s.pos
	for s.pos < len(s.text) && !strings.ContainsRune(" \t\r\n,]}#[{=\"'", rune(s.peek())) {
		s.pos++
		if date := s.text[at:s.pos]; len(date) == len("2006-01-02") && isDate(date) &&
			s.peek() == ' ' && s.pos+1 < len(s.text) && isDigit(s.text[s.pos+1]) {
			s.pos++ // the space that may stand for the T
		}
	}
	w := s.text[at:s.pos]
	if w == "" {
		s.fatal(at, "a value")
	}
	if letter := w[0]|0x20 >= 'a' && w[0]|0x20 <= 'z'; letter && !isWord(w) {
		s.fail(at, "a value; text stands in quotes").got(w).try(strconv.Quote(w))
		panic(stop{})
	}
}

func isDate(s string) bool { return s[4] == '-' && s[7] == '-' && isDigit(s[0]) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(w string) bool { return w == "true" || w == "false" || w == "inf" || w == "nan" }

// unquote returns what a quoted key says. What is wrong in it the library
// tells.
func unquote(s string) string {
	body := s[1 : len(s)-1]
	if s[0] == '\'' || !strings.Contains(body, `\`) {
		return body
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' || i+1 == len(body) {
			b.WriteByte(body[i])
			continue
		}
		i++
		if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[body[i]]; digits > 0 && i+digits < len(body) {
			n, _ := strconv.ParseUint(body[i+1:i+1+digits], 16, 32)
			b.WriteRune(rune(n))
			i += digits
			continue
		}
		b.WriteByte(escaped(body[i]))
	}
	return b.String()
}

// escaped returns the character that a letter after a backslash stands for.
func escaped(c byte) byte {
	if i := strings.IndexByte("btnfre", c); i >= 0 {
		return "\b\t\n\f\r\x1b"[i]
	}
	return c
}
