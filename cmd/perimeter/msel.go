package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"perimeter/air"
	"perimeter/sim/scenario"
)

type mselCmd struct {
	Scenario string `arg:"" optional:"" help:"A scenario: a file, or the name of one that is built in."`
	CSV      bool   `name:"csv" help:"Write the list as CSV, for a spreadsheet."`
	JSON     bool   `help:"Write the list as JSON."`
	From     string `placeholder:"FILE" help:"Read a list from CSV with these columns, in any order, and write it as TOML to put into a scenario."`
}

// Help shows examples.
func (*mselCmd) Help() string {
	return `The columns of the CSV: ` + strings.Join(mselColumns, ", ") + `.
Number, Time (hh:mm:ss) and Title are needed to read a list; After is the number of another inject.

Examples:
  perimeter msel amalgam-eagle-19
  perimeter msel amalgam-eagle-19 --csv > msel.csv
  perimeter msel --from msel.csv >> my-exercise.toml`
}

// mselColumns are the columns that exercise staffs use for a master scenario
// events list.
var mselColumns = []string{"Number", "Time", "After", "Delay", "From", "To", "Title", "Message", "Expected", "Responsible", "Objective", "Answers", "Note", "Marking"}

// Run shows the list of a scenario, or turns CSV into TOML.
func (c *mselCmd) Run(term terminal) error {
	switch {
	case (c.Scenario == "") == (c.From == ""):
		return wrong("msel: want a scenario, or --from FILE, one of the two")
	case c.CSV && c.JSON:
		return wrong("msel: want --csv or --json, got both")
	case c.From != "" && (c.CSV || c.JSON):
		return wrong("msel: --from writes TOML: want neither --csv nor --json with it")
	case c.From != "":
		return mselFromCSV(c.From, term.out)
	}
	sc, err := loadScenario(c.Scenario, term)
	if err != nil {
		return err
	}
	rows := make([]map[string]string, len(sc.Injects))
	for i := range sc.Injects {
		rows[i] = mselRow(&sc.Injects[i])
	}
	switch {
	case c.JSON:
		return term.json(rows)
	case c.CSV:
		return writeCSV(term.out, rows)
	}
	w := tabwriter.NewWriter(term.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "#\ttime\tfrom\ttitle\texpected\tanswers")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r["Number"], r["Time"], r["From"], r["Title"], r["Expected"], r["Answers"])
	}
	fmt.Fprintln(w, air.Marking)
	return w.Flush()
}

// mselRow returns a line of the list by column.
func mselRow(in *scenario.Inject) map[string]string {
	row := map[string]string{
		"Number": strconv.Itoa(in.Number), "Time": in.At.String(), "From": in.From, "Title": in.Title,
		"Expected": in.Expected, "Responsible": in.Responsible, "Objective": in.Objective, "Note": in.Note, "Marking": air.Marking,
	}
	if in.Trigger.After != 0 {
		row["After"] = strconv.Itoa(in.Trigger.After)
	}
	if in.Trigger.Delay != 0 {
		row["Delay"] = in.Trigger.Delay.String()
	}
	for _, b := range in.Bodies {
		if tell, ok := b.(air.Tell); ok {
			row["To"], row["Message"] = strings.Join(tell.To, " "), tell.Text
		}
	}
	var answers []string
	for i := range in.Expects {
		answers = append(answers, answerText(&in.Expects[i]))
	}
	row["Answers"] = strings.Join(answers, "; ")
	return row
}

func answerText(x *scenario.Expect) string {
	words := []string{x.Center}
	if x.Not {
		words = append(words, "not")
	}
	if x.Event == "calls" {
		words = append(words, "calls", x.Aircraft, x.Identity.String())
	} else {
		words = append(words, x.Does)
		if x.Aircraft != "" {
			words = append(words, x.Aircraft)
		}
	}
	return strings.Join(append(words, "within", x.By.String()), " ")
}

func writeCSV(out io.Writer, rows []map[string]string) error {
	w := csv.NewWriter(out)
	if err := w.Write(mselColumns); err != nil {
		return err
	}
	for _, r := range rows {
		line := make([]string, len(mselColumns))
		for i, c := range mselColumns {
			line[i] = r[c]
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// mselFromCSV turns a list into tables of a scenario. What people write into
// Answers is theirs to put into words that the exercise can judge: it goes into
// expect.
func mselFromCSV(name string, out io.Writer) error {
	file, err := os.Open(name)
	if err != nil {
		return wrongUse{err}
	}
	defer file.Close()
	text, err := mselTOML(name, file)
	if err != nil {
		return wrongUse{err}
	}
	_, err = io.WriteString(out, "# "+air.Marking+"\n"+text)
	return err
}

func mselTOML(name string, in io.Reader) (string, error) {
	r := csv.NewReader(in)
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%s: want a line with the names of columns, got an empty file", name)
	}
	if err != nil {
		return "", fmt.Errorf("%s: want a line with the names of columns: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))] = i
	}
	for _, need := range []string{"Number", "Time", "Title"} {
		if _, ok := at[need]; !ok {
			return "", fmt.Errorf("%s: want a column %s, got %.80q", name, need, strings.Join(head, ", "))
		}
	}
	var text strings.Builder
	for {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return text.String(), nil
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		row, _ := r.FieldPos(0)
		cell := func(column string) string {
			if i, ok := at[column]; ok {
				return strings.TrimSpace(line[i])
			}
			return ""
		}
		if err := injectTOML(&text, cell); err != nil {
			return "", fmt.Errorf("%s:%d: %w", name, row, err)
		}
	}
}

// injectTOML writes one inject from its cells.
func injectTOML(b *strings.Builder, cell func(string) string) error {
	if _, err := strconv.Atoi(cell("Number")); err != nil {
		return fmt.Errorf("want a whole number in Number, got %q", cell("Number"))
	}
	if _, err := air.ParseTime(cell("Time")); err != nil {
		return fmt.Errorf("want hh:mm:ss in Time, got %q", cell("Time"))
	}
	fmt.Fprintf(b, "\n[[inject]]\nnumber = %s\n", cell("Number"))
	if after := cell("After"); after != "" {
		if _, err := strconv.Atoi(after); err != nil {
			return fmt.Errorf("want the number of an inject in After, got %q", after)
		}
		fmt.Fprintf(b, "after = %s\n", after)
	} else {
		fmt.Fprintf(b, "at = %q\n", cell("Time"))
	}
	expected := cell("Expected")
	if a := cell("Answers"); a != "" {
		expected = strings.TrimPrefix(expected+"; "+a, "; ")
	}
	for _, kv := range [][2]string{
		{"delay", cell("Delay")}, {"from", cell("From")}, {"title", cell("Title")}, {"expect", expected},
		{"responsible", cell("Responsible")}, {"objective", cell("Objective")}, {"note", cell("Note")},
	} {
		if kv[1] != "" {
			fmt.Fprintf(b, "%s = %s\n", kv[0], tomlText(kv[1]))
		}
	}
	if message := cell("Message"); message != "" {
		to := ""
		if names := strings.Fields(cell("To")); len(names) > 0 {
			to = fmt.Sprintf("to = [%s], ", `"`+strings.Join(names, `", "`)+`"`)
		}
		fmt.Fprintf(b, "tell = [{ %stext = %s }]\n", to, tomlText(message))
	}
	return nil
}

// tomlText quotes text as TOML wants it: JSON's escapes are among TOML's, which
// wants DEL escaped too.
func tomlText(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always has JSON
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\x7f", `\u007f`)
}
