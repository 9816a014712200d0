package air

import "fmt"

// Count says how many there are of something, in English: 1 radar, 2 radars. The
// noun takes an s when there is not one.
func Count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
