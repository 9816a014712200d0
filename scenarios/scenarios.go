// Package scenarios holds the exercises that come with the program: TOML files,
// numbered in the order in which they teach, each with its expected outcome
// beside it, and the JSON Schema of their format for editors. The folder threats
// holds a demo of each kind of threat, a quarter of an hour long.
package scenarios

import (
	"embed"
	"path"
	"strings"
)

// FS holds the scenarios, as "01-one-radar.toml".
//
//go:embed *.toml *.want threats/*.toml threats/*.want
var FS embed.FS

// Embedded returns the text of a scenario by the name of its file, with or
// without the ending: "01-one-radar", "threats/hijack".
func Embedded(name string) (data []byte, ok bool) {
	data, err := FS.ReadFile(strings.TrimSuffix(name, ".toml") + ".toml")
	return data, err == nil
}

// Want returns what should come of a scenario, by its name: the text of its
// .want.
func Want(name string) (data []byte, ok bool) {
	data, err := FS.ReadFile(strings.TrimSuffix(name, ".toml") + ".want")
	return data, err == nil
}

// Names returns the names of the scenarios without their ending, sorted; those
// of the demos are in Threats.
func Names() []string { return namesIn(".") }

// Threats returns the names of the demos of threats, as "threats/hijack", sorted.
func Threats() []string { return namesIn("threats") }

// All returns the names of all scenarios and of all demos.
func All() []string { return append(Names(), Threats()...) }

func namesIn(folder string) (names []string) {
	entries, err := FS.ReadDir(folder)
	if err != nil {
		panic("scenarios: the embedded folder cannot be read: " + err.Error()) // it is in the binary
	}
	for _, e := range entries { // ReadDir sorts
		if name, ok := strings.CutSuffix(e.Name(), ".toml"); ok {
			names = append(names, path.Join(folder, name))
		}
	}
	return names
}
