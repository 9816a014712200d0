// Package fork is the one fork-join of the calm rooms: the only place in them
// where goroutines start.
package fork

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// extra counts the workers that help callers of Each, of the whole program.
var extra atomic.Int64

// Each calls do once for every item, on as many cores as GOMAXPROCS allows, and
// returns when all calls have. The calls must not touch each other's items;
// then the result does not depend on the number of cores. Results are read by
// the caller afterwards, in index order.
//
// A fork within a fork takes the cores that are left: none while the outer one
// keeps all busy, so that it costs no more than a loop.
//
// A panic in a call is raised again in the caller.
func Each[T any](items []T, do func(item *T)) {
	helpers := hire(len(items) - 1)
	if helpers == 0 {
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
	for range helpers {
		wg.Go(func() {
			defer extra.Add(-1)
			work()
		})
	}
	work()
	wg.Wait()
	if r := failed.Load(); r != nil {
		panic(*r)
	}
}

// hire takes up to so many workers beside the caller, as cores are left.
func hire(most int) int {
	for {
		busy := extra.Load()
		n := min(int64(runtime.GOMAXPROCS(0)-1)-busy, int64(most))
		if n <= 0 {
			return 0
		}
		if extra.CompareAndSwap(busy, busy+n) {
			return int(n)
		}
	}
}
