package link

import "perimeter/air"

// Apply cuts the feed or mends it, and reports whether the body named this
// feed. A cut feed loses what would be sent; what is under way still arrives.
func (f *Feed) Apply(b air.Body) bool {
	switch b := b.(type) {
	case air.FeedCut:
		if b.Feed == f.info.Name {
			f.cut = true
			return true
		}
	case air.FeedBack:
		if b.Feed == f.info.Name {
			f.cut = false
			return true
		}
	}
	return false
}
