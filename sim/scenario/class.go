package scenario

// The classes of fault that a file of a scenario may have: the values of
// air.Diagnostic.Class. testdata/broken holds broken scenarios of each.
const (
	// Unreadable: no text of a usable size: a directory, an empty file, one
	// above MaxBytes, bytes that are not UTF-8.
	Unreadable = "unreadable"
	// Syntax: not TOML. Only the first such fault is shown, and it alone.
	Syntax = "syntax"
	// UnknownKey: a key or a table that the format does not have.
	UnknownKey = "unknown-key"
	// WrongUnit: a key of the format with the unit of another: alt_m, scan_ms.
	WrongUnit = "wrong-unit"
	// WrongType: text for a number, one table for a list of tables and the like.
	WrongType = "wrong-type"
	// MissingKey: a key that must be there, or one of two, is not.
	MissingKey = "missing-key"
	// OutOfRange: a number, or a count, outside its bounds.
	OutOfRange = "out-of-range"
	// NotFinite: NaN or an infinity.
	NotFinite = "not-finite"
	// BadTime: not a time, or one outside the exercise.
	BadTime = "bad-time"
	// BadCode: not a Mode 3/A code, not a 24-bit address.
	BadCode = "bad-code"
	// BadName: a name or call sign that is empty or cannot be one.
	BadName = "bad-name"
	// BadChoice: not one of the few words that a key allows.
	BadChoice = "bad-choice"
	// MissingReference: a name that nothing in the atlas or the file has.
	MissingReference = "missing-reference"
	// Duplicate: a key, a name, a number or a list's entry that is there twice.
	Duplicate = "duplicate"
	// Contradiction: two keys that cannot both be so.
	Contradiction = "contradiction"
	// Performance: a speed or an altitude that the type of aircraft cannot fly.
	Performance = "performance"
)

// Classes are all classes, in the order in which a file is looked through.
var Classes = []string{
	Unreadable, Syntax, UnknownKey, WrongUnit, WrongType, MissingKey, OutOfRange, NotFinite,
	BadTime, BadCode, BadName, BadChoice, MissingReference, Duplicate, Contradiction, Performance,
}
