// Package fork is the one fork-join of the calm rooms: the only place in them
// where goroutines start.
package fork

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls do once for every item, on as many cores as GOMAXPROCS allows, and
// returns when all calls have. The calls must not touch each other's items;
// then the result does not depend on the number of cores. Results are read by
// the caller afterwards, in index order.
//
// A panic in a call is raised again in the caller.
func Each[T any](items []T, do func(item *T)) {
	workers := min(runtime.GOMAXPROCS(0), len(items))
	if workers <= 1 {
		for i := range items {
			do(&items[i])
		}
		return
	}
	var next atomic.Int64
	var failed atomic.Pointer[any]
	work := func() {
		defer func() {
			if r := recover(); r != nil {
				failed.CompareAndSwap(nil, &r)
			}
		}()
		for i := next.Add(1) - 1; i < int64(len(items)); i = next.Add(1) - 1 {
			do(&items[i])
		}
	}
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	if r := failed.Load(); r != nil {
		panic(*r)
	}
}
