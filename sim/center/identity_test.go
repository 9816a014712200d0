package center

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"perimeter/air"
	"perimeter/sim/scenario"
)

const identityDoc = "../../docs/identity.md"

// What users read of evidence and criteria are the tables by which the staff goes.
func TestIdentityDoc(t *testing.T) {
	text, err := os.ReadFile(identityDoc)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range append(clueRows(), criterionRows()...) {
		if !strings.Contains(string(text), row+"\n") {
			t.Errorf("%s lacks the row\n%s", identityDoc, row)
		}
	}
	if rows := strings.Count(string(text), "\n| "); rows != len(clues)+len(criteria)+2 {
		t.Errorf("%s has %d rows, the tables %d, and 2 heads", identityDoc, rows, len(clues)+len(criteria))
	}
}

func clueRows() (rows []string) {
	for i := range clues {
		k := &clues[i]
		word, scope := "`"+k.name+"`", ""
		if k.name == "" {
			word = "always"
		}
		if k.usual {
			scope = "yes"
		}
		rows = append(rows, fmt.Sprintf("| %d | %s | %s | %s | %s |", i+1, word, k.what, k.says, scope))
	}
	return rows
}

func criterionRows() (rows []string) {
	for i := range criteria {
		k := &criteria[i]
		by, scope, home, free := "", "", "", ""
		for _, n := range air.Nations {
			if k.by&air.Only(n) != 0 {
				by += " " + n.String()
			}
		}
		if k.usual {
			scope = "yes"
		}
		if k.home {
			home = "yes"
		}
		if k.free {
			free = "free"
		}
		rows = append(rows, fmt.Sprintf("| `%s` | %s |%s | %s | %s | %s | %s |", k.name, k.what, by, home, free, scope, k.source))
	}
	return rows
}

// The scenario knows each word of the tables, and no other.
func TestScenariosNameTheTables(t *testing.T) {
	for key, words := range map[string][]string{"criteria": criterionWords(), "evidence": clueWords()} {
		text := fmt.Sprintf("title = \"T\"\nstart_utc = 2019-07-17T14:00:00Z\nduration = \"00:30:00\"\n[[center]]\nname = \"MEX\"\naudience = [\"MEX\"]\nidentify = { %s = [\"%s\"] }\n", key, strings.Join(words, "\", \""))
		if sc, faults := scenario.Load("t.toml", []byte(text)); len(faults) > 0 {
			t.Errorf("%s: %v", key, faults)
		} else if got := sc.Centers[0].Identify; len(got.Criteria)+len(got.Evidence) != len(words) {
			t.Errorf("%s: got %+v", key, got)
		}
		_, faults := scenario.Load("t.toml", []byte(strings.Replace(text, words[0], "astrology", 1)))
		if len(faults) != 1 || strings.Count(faults[0].Wanted, ",")+strings.Count(faults[0].Wanted, " or ") != len(words)-1 {
			t.Errorf("%s: %d words here, the scenario says %v", key, len(words), faults)
		}
	}
}

func criterionWords() (words []string) {
	for _, k := range criteria {
		words = append(words, k.name)
	}
	return words
}

func clueWords() (words []string) {
	for _, k := range clues {
		if k.name != "" {
			words = append(words, k.name)
		}
	}
	return words
}
