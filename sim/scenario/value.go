package scenario

import (
	"math"
	"strconv"
	"strings"
	"time"

	"perimeter/air"
)

// mark is where a value stands in the text.
type mark struct {
	Met      bool // the key is there
	Is       bool // and its value can be used
	key      int  // byte of the key
	from, to int  // bytes of the value
}

func markOf(n *node) mark { return mark{true, true, n.at, n.from, n.to} }

// meet keeps where a value stands before it is known to be of use.
func (m *mark) meet(n *node) { *m = mark{true, false, n.at, n.from, n.to} }

// place is what every table of the format has: where it stands, and how
// messages name it: "radar QNW: ", empty for the file itself.
type place struct {
	mark
	who string
}

// placed is a table of the format.
type placed interface{ put(n *node, who string) }

func (p *place) put(n *node, who string) { *p = place{markOf(n), who} }

// scalar is a value of the format that is no table. take reads what the TOML
// library made of it, or says what is wrong with it.
type scalar interface {
	meet(n *node)
	take(d *decoder, k *keySpec, n *node, v any)
	describe() schema
}

// The scalars: each is a value and where it stands.
type (
	text struct {
		mark
		V string
	}
	number struct {
		mark
		V float64
	}
	whole struct {
		mark
		V int64
	}
	toggle struct {
		mark
		V bool
	}
	clock struct {
		mark
		V air.Time
	}
	moment struct {
		mark
		V time.Time
	} // UTC
	names struct {
		mark
		Items []text
	}
)

func (x *text) take(d *decoder, k *keySpec, n *node, v any) {
	s, ok := v.(string)
	if !ok {
		f := d.wrongType(k, n, "text in quotes", v)
		switch v.(type) {
		case int64, float64:
			f.try(strconv.Quote(d.source(n)))
		}
		return
	}
	if d.checkText(k, n, s) {
		*x = text{markOf(n), s}
	}
}

// checkText looks whether s is one of the choices and has the form of the key.
func (d *decoder) checkText(k *keySpec, n *node, s string) bool {
	if len(k.choice) > 0 {
		for _, c := range k.choice {
			if s == c {
				return true
			}
		}
		d.value(BadChoice, n, k.name+" is none of its choices").want("%s", orList(k.choice)).got(d.got(n)).slip(s, func() []string { return k.choice })
		return false
	}
	form, ok := forms[k.form]
	if !ok {
		return true
	}
	want, fits := form.check(s)
	if !fits {
		f := d.value(form.class, n, k.name+" cannot be "+form.name).want("%s", want).got(d.got(n))
		f.try(form.mend(s))
	}
	return fits
}

func (x *number) take(d *decoder, k *keySpec, n *node, v any) {
	f, ok := v.(float64)
	if i, isInt := v.(int64); isInt {
		f, ok = float64(i), true
	}
	if !ok {
		d.wrongType(k, n, "a number", v).try(bareNumber(v))
		return
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		d.value(NotFinite, n, k.name+" is not finite").want("a number").got(d.got(n))
		return
	}
	if d.checkBounds(k, n, f) {
		*x = number{markOf(n), f}
	}
}

func (x *whole) take(d *decoder, k *keySpec, n *node, v any) {
	i, ok := v.(int64)
	if !ok {
		if f, isFloat := v.(float64); isFloat && (math.IsNaN(f) || math.IsInf(f, 0)) {
			d.value(NotFinite, n, k.name+" is not finite").want("a whole number").got(d.got(n))
			return
		}
		f := d.wrongType(k, n, "a whole number", v).try(bareNumber(v))
		if x, isFloat := v.(float64); isFloat && x == math.Trunc(x) && math.Abs(x) < 1e15 {
			f.try(number64(x))
		}
		return
	}
	if d.checkBounds(k, n, float64(i)) {
		*x = whole{markOf(n), i}
	}
}

// bareNumber proposes a number that stands in quotes without them.
func bareNumber(v any) string {
	s, _ := v.(string)
	if f, err := strconv.ParseFloat(s, 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
		return s
	}
	return ""
}

func (d *decoder) checkBounds(k *keySpec, n *node, v float64) bool {
	words, ok := k.bounds(v)
	if !ok {
		d.value(OutOfRange, n, k.name+" is out of range").want("%s", words).got(d.got(n))
	}
	return ok
}

func (x *toggle) take(d *decoder, k *keySpec, n *node, v any) {
	b, ok := v.(bool)
	if !ok {
		f := d.wrongType(k, n, "true or false", v)
		if s, _ := v.(string); s == "true" || s == "false" {
			f.try(s)
		}
		return
	}
	*x = toggle{markOf(n), b}
}

func (x *clock) take(d *decoder, k *keySpec, n *node, v any) {
	s, ok := v.(string)
	if !ok {
		f := d.wrongType(k, n, `a time as "hh:mm:ss"`, v)
		if _, isTime := v.(time.Time); isTime {
			f.try(strconv.Quote(d.source(n)))
		}
		return
	}
	t, err := air.ParseTime(s)
	if err != nil {
		d.value(BadTime, n, k.name+" is not a time").want(`"hh:mm:ss", minutes and seconds below 60`).got(d.got(n)).try(mendTime(s))
		return
	}
	*x = clock{markOf(n), t}
}

// mendTime proposes what a clock time may have meant: h:mm:ss or hh:mm.
func mendTime(s string) string {
	for _, try := range []string{"0" + s, s + ":00", "0" + s + ":00"} {
		if _, err := air.ParseTime(try); err == nil {
			return strconv.Quote(try)
		}
	}
	return ""
}

func (x *moment) take(d *decoder, k *keySpec, n *node, v any) {
	const want = "a UTC time as 2019-07-17T14:00:00Z"
	t, ok := v.(time.Time)
	if s, isText := v.(string); isText {
		f := d.wrongType(k, n, want+", without quotes", v)
		if _, err := time.Parse(time.RFC3339, s); err == nil {
			f.try(s)
		}
		return
	}
	if !ok {
		d.wrongType(k, n, want, v)
		return
	}
	src := d.source(n)
	if !strings.HasSuffix(strings.ToUpper(src), "Z") {
		f := d.value(BadTime, n, k.name+" is not a time in UTC").want("%s", want).got(src)
		if _, err := time.Parse("2006-01-02T15:04:05", src); err == nil {
			f.try(src + "Z")
		}
		return
	}
	if t.Nanosecond() != 0 {
		d.value(BadTime, n, k.name+" has parts of a second").want("whole seconds").got(src)
		return
	}
	*x = moment{markOf(n), t.UTC()}
}

func (x *names) take(d *decoder, k *keySpec, n *node, v any) {
	values, ok := v.([]any)
	if !ok {
		f := d.wrongType(k, n, "a list of texts", v)
		if _, isText := v.(string); isText {
			f.try("[" + d.source(n) + "]")
		}
		return
	}
	x.mark = markOf(n)
	seen := map[string]bool{}
	for i, v := range values {
		var t text
		if t.take(d, k, n.items[i], v); !t.Is {
			continue
		}
		if seen[t.V] {
			d.value(Duplicate, n.items[i], k.name+" names "+strconv.Quote(t.V)+" twice")
			continue
		}
		seen[t.V] = true
		x.Items = append(x.Items, t)
	}
}

// orList joins words as a, b or c.
func orList(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
