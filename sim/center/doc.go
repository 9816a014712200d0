// Package center is a fusion center: parcels in, a picture and its overlay out.
//
// A center's lane is a tracker that is only ever given what the center's
// audience may have. Beside it stand the people, played here by an automatic
// staff: it correlates tracks with flight plans, judges who they are, and
// raises alerts. Staff and lane see parcels, plans and orders; truth never.
//
//	center.Accept(&feed.Due)      // every feed's parcel of the beat
//	center.Advance(t1)            // tracks, then what people would notice
//	orders := center.Staff(t1)    // what the staff decides acts in the next beat
//	view := center.View(t1)       // a value: the caller's to keep
package center
