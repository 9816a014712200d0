package scenario

import (
	"reflect"
	"strconv"
	"strings"
)

// The format of the file is the struct types whose fields have toml tags, from
// file on. Tags say what a key may hold:
//
//	toml    the key
//	need    "yes": must be there
//	min max above below   bounds of a number, the last two not reached
//	choice  the words allowed, separated by spaces
//	form    what text must be: mode3a, address, callsign, name
//	most    how many a list may hold
//	what    the word for one table of a list, in messages
//	def     the default, in words
//	doc     what it means, with its unit
//
// Load reads by them, and the JSON Schema is made of them.

// tableSpec is one struct type of the format.
type tableSpec struct {
	keys  []keySpec
	names []string // of the keys
}

// keySpec is one field of it.
type keySpec struct {
	name, doc, def, form, what string
	need                       bool
	min, max, above, below     *float64
	choice                     []string
	most                       int
	field                      int        // index in the struct
	many                       bool       // a list of tables
	table                      *tableSpec // of a table or a list of tables; nil: a scalar or a list of them
	scalar                     reflect.Type
}

// empty returns a new scalar of the key's type.
func (k *keySpec) empty() scalar { return reflect.New(k.scalar).Interface().(scalar) }

var fileSpec = specOf(reflect.TypeFor[file]())

var scalarType = reflect.TypeFor[scalar]()

func specOf(t reflect.Type) *tableSpec {
	s := &tableSpec{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("toml") == "" {
			continue
		}
		k := keyOf(f)
		k.field = i
		s.keys = append(s.keys, k)
		s.names = append(s.names, k.name)
	}
	return s
}

func keyOf(f reflect.StructField) keySpec {
	tag := f.Tag
	k := keySpec{
		name: tag.Get("toml"), doc: tag.Get("doc"), def: tag.Get("def"), form: tag.Get("form"), what: tag.Get("what"),
		need: tag.Get("need") == "yes",
		min:  bound(tag.Get("min")), max: bound(tag.Get("max")),
		above: bound(tag.Get("above")), below: bound(tag.Get("below")),
		choice: choices(tag.Get("choice")),
		scalar: f.Type,
	}
	k.most, _ = strconv.Atoi(tag.Get("most"))
	switch {
	case reflect.PointerTo(f.Type).Implements(scalarType):
	case f.Type.Kind() == reflect.Slice:
		k.many, k.table = true, specOf(f.Type.Elem())
	default:
		k.table = specOf(f.Type)
	}
	return k
}

func bound(s string) *float64 {
	if s == "" {
		return nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("scenario: tag of a bound is no number: " + s)
	}
	return &v
}

func (t *tableSpec) find(name string) *keySpec {
	for i := range t.keys {
		if t.keys[i].name == name {
			return &t.keys[i]
		}
	}
	return nil
}

// bounds says in words which numbers a key allows, and whether v is one.
func (k *keySpec) bounds(v float64) (words string, ok bool) {
	low, high := k.min, k.max
	ok = (low == nil || v >= *low) && (high == nil || v <= *high) &&
		(k.above == nil || v > *k.above) && (k.below == nil || v < *k.below)
	switch {
	case low != nil && high != nil:
		words = number64(*low) + " to " + number64(*high)
	case low != nil:
		words = number64(*low) + " or more"
	case k.above != nil:
		words = "more than " + number64(*k.above)
	}
	if k.below != nil {
		words += ", less than " + number64(*k.below)
	} else if k.above != nil && high != nil {
		words += ", at most " + number64(*high)
	}
	return strings.TrimPrefix(words, ", "), ok
}

func number64(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// choices reads the words of a choice: apart by spaces, or where a word has
// spaces by semicolons.
func choices(s string) []string {
	if strings.Contains(s, ";") {
		return strings.Split(s, ";")
	}
	return strings.Fields(s)
}
