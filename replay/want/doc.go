// Package want holds an exercise to what should come of it: the lines of the
// file x.want beside x.toml, each a sentence with a time.
//
//	# 02-two-radars.want
//	by 00:02:00                 NORAD tracks EXALFA
//	00:04:00 to 00:06:00        QNW sees EXBRAVO by echo
//	not before 00:20:00         MEX calls EXBRAVO suspect
//	never                       MEX tracks EXCOCO
//
// What stands behind # is a comment; behind a sentence it is said with the finding:
// there a file says why it differs from what an exercise order foretold.
//
// A sentence is about the first time at which the thing happens:
//
//	by T            at T or before
//	T1 to T2        at T1, at T2 or between
//	not before T    at T or later, or not at all
//	never           not at all
//
// What may happen:
//
//	CENTER plots AIRCRAFT            the first plot of it has come in
//	CENTER tracks AIRCRAFT           a confirmed track has taken a plot of it
//	CENTER loses AIRCRAFT            the track that had its last plot is in the picture no more
//	CENTER calls AIRCRAFT IDENTITY   that track has the identity: unknown, neutral, suspect, ...
//	CENTER marks AIRCRAFT            that track is of interest
//	CENTER doubts AIRCRAFT           that track's own reports are not believed
//	CENTER reads AIRCRAFT as 4517    that track has the Mode 3/A code, or (as FL240) the level to 100 ft
//	CENTER alerts "WORDS"            an alert holds these words
//	CENTER logs WORD                 a line of its log has the word: declare, warn, accept, gap, note, ...
//	CENTER logs WORD of AIRCRAFT     and is about the track that had its last plot
//	RADAR sees AIRCRAFT              by echo, or by reply, or (no more words) by either
//	RADAR misses AIRCRAFT as REASON  a look that gave nothing, for a reason of truth.Reason
//	inject N acts                    line N of the MSEL is done
//	inject N answered                all that it expects of people was done in time
//
// An expectation is a tap: it hears a run or a recording, and judges at the end.
// Where a run was cut short, lines that only the rest could answer stay open.
package want
