package scenario

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"perimeter/scenarios"
)

const schemaFile = "../../scenarios/scenario.schema.json"

// The schema that editors read is the one that the Go types make.
func TestSchemaIsCurrent(t *testing.T) { compareFile(t, schemaFile, string(Schema())) }

// Every key is explained, and numbers with a unit name it in the key.
func TestEveryKeyIsExplained(t *testing.T) {
	var visit func(path string, spec *tableSpec)
	visit = func(path string, spec *tableSpec) {
		for i := range spec.keys {
			k := &spec.keys[i]
			if k.doc == "" {
				t.Errorf("%s%s has no doc", path, k.name)
			}
			if k.form != "" && forms[k.form].check == nil {
				t.Errorf("%s%s has the unknown form %q", path, k.name, k.form)
			}
			for word, ending := range map[string]string{"feet": "_ft", "knots": "_kt", "nautical miles": "_nm", "seconds": "_s", "milliseconds": "_ms"} {
				if strings.HasSuffix(k.doc, ", "+word) && !strings.HasSuffix(k.name, ending) {
					t.Errorf("%s%s is in %s but does not end in %s", path, k.name, word, ending)
				}
			}
			if k.table != nil {
				visit(path+k.name+".", k.table)
			}
		}
	}
	visit("", fileSpec)
}

// The shipped scenarios conform to the schema; those broken in ways that it can
// see do not.
func TestScenariosConform(t *testing.T) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(scenarios.Names(), scenarios.Threats()) {
		data, _ := scenarios.Embedded(name)
		if err := conforms(root, tomlValue(t, string(data)), name); err != nil {
			t.Error(err)
		}
	}
	for _, class := range []string{"unknown-key-1", "unknown-key-4", "wrong-unit-1", "wrong-type-1", "missing-key-1", "out-of-range-1", "bad-code-1", "bad-choice-1", "bad-name-2"} {
		data, err := os.ReadFile("testdata/broken/" + class + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		if err := conforms(root, tomlValue(t, string(data)), class); err == nil {
			t.Errorf("%s conforms to the schema", class)
		}
	}
}

func tomlValue(t *testing.T, text string) any {
	t.Helper()
	var v map[string]any
	if _, err := toml.Decode(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// conforms checks a value against as much of JSON Schema as Schema uses.
func conforms(s map[string]any, v any, path string) error {
	switch s["type"] {
	case "object":
		return conformsObject(s, v, path)
	case "array":
		return conformsArray(s, v, path)
	case "string":
		return conformsString(s, v, path)
	case "boolean":
		if _, ok := v.(bool); !ok {
			return fmt.Errorf("%s: want a boolean, got %T", path, v)
		}
		return nil
	case "integer", "number":
		return conformsNumber(s, v, path)
	}
	return fmt.Errorf("%s: unknown type %v in the schema", path, s["type"])
}

func conformsObject(s map[string]any, v any, path string) error {
	table, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: want an object, got %T", path, v)
	}
	properties := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, key := range required {
		if _, ok := table[key.(string)]; !ok {
			return fmt.Errorf("%s: %s is missing", path, key)
		}
	}
	for key, value := range table {
		p, ok := properties[key].(map[string]any)
		if !ok {
			return fmt.Errorf("%s: additional property %s", path, key)
		}
		if err := conforms(p, value, path+"."+key); err != nil {
			return err
		}
	}
	return nil
}

func conformsArray(s map[string]any, v any, path string) error {
	list := reflect.ValueOf(v)
	if list.Kind() != reflect.Slice {
		return fmt.Errorf("%s: want an array, got %T", path, v)
	}
	if most, ok := s["maxItems"].(float64); ok && list.Len() > int(most) {
		return fmt.Errorf("%s: %d items", path, list.Len())
	}
	for i := range list.Len() {
		if err := conforms(s["items"].(map[string]any), list.Index(i).Interface(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	return nil
}

func conformsString(s map[string]any, v any, path string) error {
	if _, isTime := v.(time.Time); isTime && s["format"] == "date-time" {
		return nil
	}
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("%s: want a string, got %T", path, v)
	}
	if words, ok := s["enum"].([]any); ok && !slices.Contains(words, any(text)) {
		return fmt.Errorf("%s: %q is none of %v", path, text, words)
	}
	if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(text) {
		return fmt.Errorf("%s: %q is not %s", path, text, pattern)
	}
	return nil
}

func conformsNumber(s map[string]any, v any, path string) error {
	x, ok := v.(float64)
	if i, isInt := v.(int64); isInt {
		x, ok = float64(i), true
	} else if s["type"] == "integer" {
		ok = false
	}
	if !ok {
		return fmt.Errorf("%s: want a %s, got %T", path, s["type"], v)
	}
	bound := func(word string, broken func(b float64) bool) error {
		if b, ok := s[word].(float64); ok && broken(b) {
			return fmt.Errorf("%s: %g breaks %s %g", path, x, word, b)
		}
		return nil
	}
	for _, err := range []error{
		bound("minimum", func(b float64) bool { return x < b }),
		bound("maximum", func(b float64) bool { return x > b }),
		bound("exclusiveMinimum", func(b float64) bool { return x <= b }),
		bound("exclusiveMaximum", func(b float64) bool { return x >= b }),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}
