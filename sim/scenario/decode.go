package scenario

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// decoder reads the values of the TOML library into the tables of the format,
// the nodes telling where each stands. It goes on after every fault.
type decoder struct {
	*faults
	who string // of the table at hand, as place.who
}

// value adds a fault at a value.
func (d *decoder) value(class string, n *node, what string) *fault {
	return d.add(class, n.from, d.who+what)
}

// source returns the value as it stands in the text.
func (d *decoder) source(n *node) string { return d.text[n.from:n.to] }

// got returns the value as it stands, cut where it is long.
func (d *decoder) got(n *node) string { return clip(d.source(n)) }

func clip(s string) string {
	const most = 40
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		s = s[:i] + "..."
	}
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "..."
	}
	return s
}

func (d *decoder) wrongType(k *keySpec, n *node, want string, v any) *fault {
	return d.value(WrongType, n, "wrong type of "+k.name).want("%s", want).got(kindOf(v) + " " + d.got(n))
}

// kindOf names what the library made of a value.
func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "text"
	case int64, float64:
		return "the number"
	case bool:
		return "the truth value"
	case time.Time:
		return "the date or time"
	case []any, []map[string]any:
		return "the list"
	}
	return "the table"
}

// table reads a table into a struct of the format.
func (d *decoder) table(spec *tableSpec, n *node, values map[string]any, into reflect.Value) {
	into.Addr().Interface().(placed).put(n, d.who)
	if len(values) != len(n.items) { // dotted keys and headers that TOML does not let mix
		d.add(Syntax, n.at, d.who+"keys that can be read in two ways").want("one header for all of them")
		return
	}
	for _, item := range n.items {
		if k := spec.find(item.key); k != nil {
			d.field(k, item, values[item.key], into.Field(k.field))
		} else {
			d.unknown(spec, item)
		}
	}
	for i := range spec.keys {
		if k := &spec.keys[i]; k.need && n.find(k.name) == nil {
			d.missing(n.from, k)
		}
	}
}

func (d *decoder) missing(at int, k *keySpec) {
	d.add(MissingKey, at, fmt.Sprintf("%skey %q is missing", d.who, k.name)).want("%s", k.doc)
}

func (d *decoder) field(k *keySpec, n *node, v any, into reflect.Value) {
	switch {
	case k.table == nil:
		x := into.Addr().Interface().(scalar)
		x.meet(n)
		x.take(d, k, n, v)
	case k.many:
		d.list(k, n, v, into)
	default:
		d.one(k, n, v, into)
	}
}

// one reads a table that there is once.
func (d *decoder) one(k *keySpec, n *node, v any, into reflect.Value) {
	values, ok := v.(map[string]any)
	if !ok {
		f := d.wrongType(k, n, "one table", v)
		if _, many := v.([]map[string]any); many {
			f.got("a list of tables").try("[" + k.name + "]").at = n.items[0].at
		}
		return
	}
	outer := d.who
	d.who += k.name + ": "
	d.table(k.table, n, values, into)
	d.who = outer
}

// list reads a list of tables, under headers or in brackets.
func (d *decoder) list(k *keySpec, n *node, v any, into reflect.Value) {
	if !d.checkCount(k, n) {
		return
	}
	values := make([]map[string]any, len(n.items))
	switch v := v.(type) {
	case []map[string]any:
		values = v
	case []any:
		for i := range v {
			values[i], _ = v[i].(map[string]any)
			if values[i] == nil {
				d.value(WrongType, n.items[i], "wrong type in "+k.name).want("a table").got(kindOf(v[i]) + " " + d.got(n.items[i]))
			}
		}
	default:
		f := d.wrongType(k, n, "a list of tables", v)
		if n.kind == table {
			f.got("one table").try("[[" + k.name + "]]")
		}
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), 0, len(values)))
	for i, values := range values {
		if values == nil || i >= len(n.items) {
			continue
		}
		outer := d.who
		d.who += k.what + " " + nameOf(values, i) + ": "
		into.SetLen(into.Len() + 1)
		d.table(k.table, n.items[i], values, into.Index(into.Len()-1))
		d.who = outer
	}
}

// checkCount looks how many items a list of tables has.
func (d *decoder) checkCount(k *keySpec, n *node) bool {
	if n.kind != list {
		return true
	}
	if k.need && len(n.items) == 0 {
		d.value(OutOfRange, n, k.name+" is empty").want("at least one %s", k.what)
	}
	if k.most > 0 && len(n.items) > k.most {
		d.add(OutOfRange, n.items[k.most].at, d.who+"too many in "+k.name).want("at most %d", k.most).got(fmt.Sprint(len(n.items)))
		return false
	}
	return true
}

// nameOf names the i-th table of a list by what it says of itself, or by its
// place.
func nameOf(values map[string]any, i int) string {
	for _, key := range []string{"name", "site", "number"} {
		switch v := values[key].(type) {
		case string:
			if _, ok := checkName(v); ok {
				return v
			}
		case int64:
			return fmt.Sprint(v)
		}
	}
	return strconv.Itoa(i + 1)
}

// unknown says that the format has no such key: a slip, or a wrong unit.
func (d *decoder) unknown(spec *tableSpec, n *node) {
	if right := otherUnit(spec, n.key); right != "" {
		d.add(WrongUnit, n.at, fmt.Sprintf("%swrong unit in key %q", d.who, n.key)).
			want("%s", unitOf(right)).got(unitOf(n.key)).try(strconv.Quote(right))
		return
	}
	what := "key"
	if n.kind == table && n.from == n.at || n.kind == list && n.from == n.at {
		what = "table"
	}
	f := d.add(UnknownKey, n.at, fmt.Sprintf("%sunknown %s %q", d.who, what, n.key)).slip(n.key, func() []string { return spec.names })
	if long := shorter(spec, n.key); long != "" {
		f.try(strconv.Quote(long))
	}
	if len(spec.names) <= 6 {
		f.want("%s", orList(spec.names))
	}
}

// units are the endings of keys that name a unit.
var units = []struct{ ending, words string }{
	{"m", "metres"}, {"km", "kilometres"}, {"ft", "feet"}, {"fl", "flight levels"}, {"nm", "nautical miles"},
	{"mi", "statute miles"}, {"kt", "knots"}, {"mps", "metres a second"}, {"ms", "milliseconds"}, {"kmh", "kilometres an hour"},
	{"mph", "miles an hour"}, {"mach", "Mach number"}, {"s", "seconds"}, {"sec", "seconds"}, {"min", "minutes"}, {"h", "hours"},
	{"hours", "hours"}, {"rpm", "turns a minute"}, {"hz", "hertz"}, {"deg", "degrees"}, {"rad", "radians"}, {"mrad", "milliradians"},
	{"utc", "a time in UTC"},
}

func unitOf(key string) string {
	_, ending := cutUnit(key)
	for _, u := range units {
		if u.ending == ending {
			return u.words
		}
	}
	return "no unit"
}

// cutUnit parts a key into what it names and the unit, if its ending is one.
func cutUnit(key string) (stem, unit string) {
	i := strings.LastIndexByte(key, '_')
	if i < 0 {
		return key, ""
	}
	for _, u := range units {
		if u.ending == strings.ToLower(key[i+1:]) {
			return key[:i], u.ending
		}
	}
	return key, ""
}

// otherUnit returns the key of the format that names the same thing in another
// unit.
func otherUnit(spec *tableSpec, key string) string {
	stem, _ := cutUnit(key)
	for _, name := range spec.names {
		known, unit := cutUnit(name)
		if known == stem && (unit != "" || stem != key) {
			return name
		}
	}
	return ""
}

// shorter returns the key of the format that is another key cut short, in the
// same unit: alt_ft for altitude_ft.
func shorter(spec *tableSpec, key string) string {
	stem, unit := cutUnit(key)
	for _, name := range spec.names {
		if known, u := cutUnit(name); u != "" && u == unit && strings.HasPrefix(stem, known) {
			return name
		}
	}
	return ""
}
