package scenario

import (
	"bytes"
	"encoding/json"
	"strings"
)

// schema is a JSON Schema or a part of one. Encoded, its keys are sorted.
type schema map[string]any

// Schema returns the JSON Schema (draft 2020-12) of the format, for editors. It
// says what can be said of each key by itself; what keys say of one another only
// Load knows.
func Schema() []byte {
	s := fileSpec.schema()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Scenario of an air surveillance exercise"
	s["description"] = "Keys name their unit; times are hh:mm:ss of exercise time, or UTC."
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic("scenario: schema cannot be encoded: " + err.Error()) // it holds only plain values
	}
	return b.Bytes()
}

func (t *tableSpec) schema() schema {
	properties := schema{}
	required := []string{}
	for i := range t.keys {
		k := &t.keys[i]
		properties[k.name] = k.schema()
		if k.need {
			required = append(required, k.name)
		}
	}
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func (k *keySpec) schema() schema {
	var s schema
	switch {
	case k.table == nil:
		s = k.empty().describe()
		k.limit(s)
	case k.many:
		s = schema{"type": "array", "items": k.table.schema()}
		if k.need {
			s["minItems"] = 1
		}
		if k.most > 0 {
			s["maxItems"] = k.most
		}
	default:
		s = k.table.schema()
	}
	s["description"] = k.words()
	return s
}

// words returns what a key means, with its default.
func (k *keySpec) words() string {
	words := strings.ToUpper(k.doc[:1]) + k.doc[1:]
	if k.def != "" {
		words += "; default: " + k.def
	}
	return words + "."
}

// limit adds the bounds, choices and patterns of a key; those of a list hold for
// its items.
func (k *keySpec) limit(s schema) {
	for _, b := range []struct {
		word string
		v    *float64
	}{{"minimum", k.min}, {"maximum", k.max}, {"exclusiveMinimum", k.above}, {"exclusiveMaximum", k.below}} {
		if b.v != nil {
			s[b.word] = *b.v
		}
	}
	if items, isList := s["items"].(schema); isList {
		s = items
	}
	if len(k.choice) > 0 {
		s["enum"] = k.choice
	}
	if p := forms[k.form].pattern; p != "" {
		s["pattern"] = p
	}
}

func (*text) describe() schema   { return schema{"type": "string"} }
func (*number) describe() schema { return schema{"type": "number"} }
func (*whole) describe() schema  { return schema{"type": "integer"} }
func (*toggle) describe() schema { return schema{"type": "boolean"} }
func (*moment) describe() schema { return schema{"type": "string", "format": "date-time"} }

func (*clock) describe() schema {
	return schema{"type": "string", "pattern": `^[0-9]{2}:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,3})?$`}
}

func (*names) describe() schema {
	return schema{"type": "array", "uniqueItems": true, "items": schema{"type": "string"}}
}
