// Package feed turns files of plots into parcels, in the order in which they
// would have arrived: what a tracker is given when the radars are a file.
//
// Two kinds of files are read: the neutral CSV of the tracking bench (see Files)
// and a recording of an exercise (see Retrack). Both are a Source: a list of
// sensors, and Next, which is called with times that rise and gives what has
// arrived by then and was not given before.
//
// A broken row is data, not an error: it is left out, counted by its reason and
// told with its line (see Faults). Errors are for files that are not what they
// should be: absent, unreadable, without a column that nothing can be done
// without.
package feed
