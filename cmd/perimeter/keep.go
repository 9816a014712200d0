package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"perimeter/replay"
	"perimeter/trial"
)

// keeper keeps runs in a file, one a line, so that what is done stays done.
type keeper struct {
	file *os.File
	runs []trial.Run // that were there
	fit  int         // runs in the file that are wanted
}

// openKeeper reads a file of runs, or makes one, and says what of it is of use.
func openKeeper(path string, wanted []trial.Key, term terminal) (*keeper, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	k := &keeper{file: file}
	if err := k.read(wanted, term); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

func (k *keeper) read(wanted []trial.Key, term terminal) error {
	text, err := io.ReadAll(k.file)
	if err != nil {
		return err
	}
	runs, bad, err := trial.ReadRuns(bytes.NewReader(text))
	if err != nil {
		return err
	}
	if bad > 0 && len(runs) == 0 && bytes.Count(text, []byte("\n")) > 1 {
		return fmt.Errorf("want a file of runs, one JSON object a line, got none in %d lines", bad)
	}
	k.runs = runs
	old := k.count(wanted)
	fmt.Fprintf(term.err, "%s: %d of %d runs are there already\n", k.file.Name(), k.fit, len(wanted))
	if old > 0 {
		fmt.Fprintf(term.err, "  left alone, for another text of the exercise or another program made them: %d\n", old)
	}
	if bad > 0 {
		fmt.Fprintf(term.err, "  left alone, for they are no whole runs: %d\n", bad)
	}
	if len(text) > 0 && text[len(text)-1] != '\n' { // a line was cut off: the next begins anew
		_, err = k.file.Write([]byte("\n"))
	}
	return err
}

// count counts the runs that are wanted, and returns how many would be if text
// and build were the same.
func (k *keeper) count(wanted []trial.Key) (old int) {
	fits, like := map[trial.Key]bool{}, map[trial.Key]bool{}
	for _, key := range wanted {
		fits[key] = true
		key.Text, key.Build = "", ""
		like[key] = true
	}
	for i := range k.runs {
		key := k.runs[i].Key
		if fits[key] {
			k.fit++
			delete(fits, key) // written twice it counts once
			continue
		}
		if key.Text, key.Build = "", ""; like[key] {
			old++
		}
	}
	return old
}

// add writes a run: whole, in one piece, and down to the disk.
func (k *keeper) add(r *trial.Run) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err := k.file.Write(append(line, '\n')); err != nil {
		return err
	}
	k.fit++
	return k.file.Sync()
}

func (k *keeper) close() {
	if k != nil {
		k.file.Close()
	}
}

// thisProgram names what runs here: its build target and a digest of the program
// itself, so that a run made by another program is not taken for one of this.
func thisProgram() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %x", replay.Build(), sum.Sum(nil)[:8]), nil
}
