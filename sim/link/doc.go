// Package link carries what radars and centers give to the centers: plots and
// tracks in, parcels out.
//
// A feed decides about each datum whether it may cross at all (sim/accord),
// takes off the fields that are withheld, and puts the rest of one sensor's
// beat into one message. A message is lost or delayed as a whole, by a draw
// that belongs to the names of feed and sensor and to the beat, never to what
// the message holds. So what may not cross has no influence on what does.
//
//	feed.Carry(t1, batches)   // takes the beat's batches, delivers what is due
//	center.Accept(&feed.Due)
//	feed.Share(t1, from.Shared(id)) // a feed of tracks: once the centers have theirs
//
// Its terms say how much crosses, when, how exactly and how much at a time
// (docs/sharing.md).
//
// What is sent in one beat arrives in the next or later.
package link
