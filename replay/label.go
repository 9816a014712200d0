package replay

import (
	"encoding/xml"
	"io"
	"time"

	"perimeter/air"
)

// Policy names the exercise's own labelling policy. It is nobody's in the world:
// Mexico is not in NATO, and no nation's policy covers all three.
const Policy = "PERIMETER EXERCISE"

// label is a confidentiality label in the manner of STANAG 4774 (ADatP-4774): the
// element originatorConfidentialityLabel of its public name space, with a policy
// of our own, a privacy mark that says EXERCISE and one permissive category. That
// it fits the standard's schema is not verified.
type label struct {
	XMLName xml.Name `xml:"urn:nato:stanag:4774:confidentialitymetadatalabel:1:0 originatorConfidentialityLabel"`
	Info    struct {
		Policy         string `xml:"PolicyIdentifier"`
		Classification string
		PrivacyMark    string
		Category       category
	} `xml:"ConfidentialityInformation"`
	Created string `xml:"CreationDateTime"`
}

// category says to whom: who is any of those named may have it.
type category struct {
	TagName string   `xml:"TagName,attr"`
	Type    string   `xml:"Type,attr"`
	Values  []string `xml:"GenericValue"`
}

// WriteLabel writes the label that lies beside a nation's recording: releasable to
// that nation. The date is that of the story, so that the label, as the file, is
// the same whenever it is made.
func WriteLabel(w io.Writer, th *air.Theater, nation air.Nation) error {
	var l label
	l.Info.Policy, l.Info.Classification, l.Info.PrivacyMark = Policy, "UNCLASSIFIED", air.Marking
	l.Info.Category = category{"Releasable To", "PERMISSIVE", []string{nation.String()}}
	l.Created = time.Unix(th.Start, 0).UTC().Format(time.RFC3339)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(l); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
