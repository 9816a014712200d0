package scene

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEveryWordStandsInThreeLanguages(t *testing.T) {
	for w := range wordCount {
		for _, l := range Languages {
			if w.In(l) == "" {
				t.Errorf("word %d (%q in English) has no %s", w, w.In(EN), l)
			}
		}
	}
	for _, h := range Help {
		for _, l := range Languages {
			if h.Keys[l] == "" {
				t.Errorf("the keys %q have no %s", h.Keys[EN], l)
			}
		}
	}
}

func TestEveryLetterOfTheWordsIsOnTheSheet(t *testing.T) {
	sheet := Atlas(1)
	check := func(s string) {
		for _, r := range s {
			for f := range faceCount {
				if r != '?' && sheet.glyph(f, r) == sheet.glyph(f, '?') || r > ' ' && r != 0xa0 && sheet.glyph(f, r).from.Empty() {
					t.Errorf("face %d has no %q, needed for %q", f, r, s)
				}
			}
		}
	}
	for w := range wordCount {
		for _, l := range Languages {
			check(w.In(l))
		}
	}
	for _, w := range states {
		for _, l := range Languages {
			check(w[l])
		}
	}
	for _, table := range [...]map[string][languageCount]string{criteria, scores} {
		for _, w := range table {
			for _, l := range Languages {
				check(w[l])
			}
		}
	}
	for _, h := range Help {
		for _, l := range Languages {
			check(h.Keys[l])
		}
	}
	check("áéíóúüñÑ¿¡ÁÉÍÓÚàâæçèêëîïôœùûÿÀÂÇÉÈÊËÎÏÔŒÙÛ°±↑↓…✓■▶●○·’«»")
}

func TestUnknownLettersShowAsQuestionMarks(t *testing.T) {
	sheet := Atlas(1)
	for _, r := range []rune{'漢', 0x1F600, '\n', 0, utf8.RuneError} {
		g := sheet.glyph(Plain, r)
		if g.advance == 0 {
			t.Errorf("%q takes no room: it would vanish", r)
		}
	}
}

// Every criterion in the table of docs/identity.md has a word in each language.
func TestEveryCriterionHasAWord(t *testing.T) {
	page, err := os.ReadFile("../../docs/identity.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "| `squawk_7500` |")
	table, _, _ = strings.Cut("| `squawk_7500` |"+table, "\n\n")
	found := 0
	for _, line := range strings.Split(table, "\n") {
		name := strings.Trim(strings.Split(line+"|", "|")[1], " `")
		found++
		if criteria[name][EN] == "" {
			t.Errorf("docs/identity.md: the criterion %q has no word", name)
		}
	}
	if found != len(criteria) {
		t.Errorf("docs/identity.md has %d criteria, %d have words", found, len(criteria))
	}
}

// Every state in the tables of the machines has a word in each language.
func TestEveryStateHasAWord(t *testing.T) {
	page, err := os.ReadFile("../../docs/handovers.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 8 || strings.Contains(line, "---") || strings.TrimSpace(cells[1]) == "state" {
			continue
		}
		for _, state := range strings.Split(cells[1]+","+cells[4], ",") {
			if state = strings.TrimSpace(state); state != "" && state != "none" && stateIn(state, EN) == state && states[state][0] == "" {
				t.Errorf("docs/handovers.md: the state %q has no word", state)
			}
		}
	}
	for name, w := range criteria {
		if w[EN] == "" || w[ES] == "" || w[FR] == "" {
			t.Errorf("the criterion %q has no word in some language: %q", name, w)
		}
	}
	for state, w := range states {
		if w[EN] == "" || w[ES] == "" || w[FR] == "" {
			t.Errorf("the state %q has no word in some language: %q", state, w)
		}
	}
}
