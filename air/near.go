package air

import (
	"slices"
	"strconv"
	"strings"
)

// Nearest proposes words for one that is not among those known, quoted: those
// at the least distance by typing errors, and of them those most alike, if they
// are three or fewer. It is empty when none is near.
func Nearest(word string, known []string) string {
	reach := reachOf(word)
	best, share := reach+1, -1
	var found []string
	folded := strings.ToLower(word)
	for _, k := range known {
		low := strings.ToLower(k)
		if abs(len(low)-len(folded)) > reach || len(word) > longest {
			continue
		}
		d, s := typos(folded, low), likeness(folded, low)
		if d > best || d == best && s < share {
			continue
		}
		if d < best || s > share {
			best, share, found = d, s, nil
		}
		found = append(found, k)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	if best > reach || len(found) > 3 {
		return ""
	}
	return quoted(found)
}

// reachOf returns how many typing errors a word may have to be a slip of
// another: one in three letters, at least one, at most four.
func reachOf(word string) int { return min(4, max(1, len(word)/3)) }

const longest = 64 // bytes; nobody misspells a longer word

// typos returns the least number of letters left out, put in, mistaken or
// swapped with their neighbour that lead from a to b: the optimal string
// alignment distance.
//
// Source: F. Damerau, A technique for computer detection and correction of
// spelling errors, CACM 7 (1964) 171.
func typos(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}

// likeness orders words of one distance: the longer they begin alike the
// better, and best are the same letters in another order.
func likeness(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	s, t := []byte(a), []byte(b)
	slices.Sort(s)
	slices.Sort(t)
	if slices.Equal(s, t) {
		n += longest
	}
	return n
}

// quoted joins words as "a", "b" or "c".
func quoted(words []string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(strconv.Quote(w))
	}
	return b.String()
}

func abs(n int) int { return max(n, -n) }
