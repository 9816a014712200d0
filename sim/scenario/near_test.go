package scenario

import (
	"strings"
	"testing"

	"perimeter/air"
)

func radarKeys() []string { return fileSpec.find("radar").table.names }

// Every key of the format is found again after one slip, or another as near.
func TestSlipOfEveryKey(t *testing.T) {
	for _, key := range radarKeys() {
		for i := 1; i < len(key); i++ {
			slip := key[:i-1] + key[i:i+1] + key[i-1:i] + key[i+1:]
			if slip != key && len(key) > 3 && !strings.Contains(air.Nearest(slip, radarKeys()), `"`+key+`"`) {
				t.Errorf("%q for %q: proposes %s", slip, key, air.Nearest(slip, radarKeys()))
			}
		}
	}
}
