// Package trial runs one exercise in variants that share their luck, and
// measures what differs: how long before a border a threat is first seen,
// tracked and judged by each nation, with and without what the others share.
//
//	result, err := trial.Warning(ctx, exercise, options)
//
// All variants of a seed are centers of one run: the same aircraft, the same
// radars, the same delays and losses, since draws go by the names of feed and
// radar. Only what each center is given differs. So a gain is measured on pairs,
// and its interval is that of the differences.
package trial
