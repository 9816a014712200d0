package air

// FeedID is the index of a feed in the Theater.
type FeedID uint16

// Parcel is what one feed delivers to one center at one time.
type Parcel struct {
	Feed      FeedID
	To        CenterID
	Sent      Time // of the earliest content; the time for which Tracks hold: a parcel has those of one picture
	Arrived   Time
	Plots     []Plot
	Reports   []Report
	Services  []Service
	Platforms []Platform
	Tracks    []Track
	Messages  []Message
}
