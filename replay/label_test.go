package replay

import (
	"strings"
	"testing"

	"perimeter/air"
)

func TestLabel(t *testing.T) {
	var b strings.Builder
	if err := WriteLabel(&b, &air.Theater{Start: 1563372000}, air.MEX); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">
  <ConfidentialityInformation>
    <PolicyIdentifier>PERIMETER EXERCISE</PolicyIdentifier>
    <Classification>UNCLASSIFIED</Classification>
    <PrivacyMark>EXERCISE. Simulated data. / EJERCICIO. Datos simulados. / EXERCICE. Données simulées.</PrivacyMark>
    <Category TagName="Releasable To" Type="PERMISSIVE">
      <GenericValue>MEX</GenericValue>
    </Category>
  </ConfidentialityInformation>
  <CreationDateTime>2019-07-17T14:00:00Z</CreationDateTime>
</originatorConfidentialityLabel>
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
