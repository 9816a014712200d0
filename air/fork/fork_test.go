package fork

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
)

// with runs a test on each number of cores that the house promises.
func with(t *testing.T, do func(t *testing.T)) {
	was := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(was)
	for _, n := range []int{1, 2, 16} {
		runtime.GOMAXPROCS(n)
		t.Run(fmt.Sprintf("%d cores", n), do)
	}
}

func TestEachItemOnce(t *testing.T) {
	with(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 2, 3, 15, 16, 17, 1000} {
			items := make([]atomic.Int64, n)
			Each(items, func(item *atomic.Int64) { item.Add(1) })
			for i := range items {
				if got := items[i].Load(); got != 1 {
					t.Errorf("item %d of %d: done %d times", i, n, got)
				}
			}
		}
		Each(nil, func(*int) { t.Error("called for no item") })
	})
}

// The number of cores changes nothing: what each item comes to depends on the
// item alone, and results are read in order of index.
func TestSameResultOnAnyNumberOfCores(t *testing.T) {
	type item struct {
		in  uint64
		out []uint64
	}
	var first []item
	with(t, func(t *testing.T) {
		items := make([]item, 300)
		for i := range items {
			items[i].in = uint64(i)
		}
		Each(items, func(it *item) {
			x := it.in
			for range it.in % 7 * 100 { // of unequal length
				x = x*6364136223846793005 + 1442695040888963407
				it.out = append(it.out, x)
			}
		})
		if first == nil {
			first = items
		}
		for i := range items {
			if !slices.Equal(items[i].out, first[i].out) {
				t.Errorf("item %d came to something else", i)
			}
		}
	})
}

// A panic in a call comes out in the caller, as the same value, when all other
// calls are over.
func TestPanicsComeOut(t *testing.T) {
	fault := errors.New("radar QNW at 00:01:02: a bug")
	with(t, func(t *testing.T) {
		var running atomic.Int64
		defer func() {
			if got := recover(); got != any(fault) {
				t.Errorf("recovered %v, want %v", got, fault)
			}
			if n := running.Load(); n != 0 {
				t.Errorf("%d calls still run", n)
			}
		}()
		items := make([]int, 100)
		for i := range items {
			items[i] = i
		}
		Each(items, func(item *int) {
			running.Add(1)
			defer running.Add(-1)
			if *item == 50 {
				panic(fault)
			}
			runtime.Gosched()
		})
		t.Error("Each returned")
	})
}

// A fork within a fork that keeps all cores busy starts nobody: so many exercises
// side by side cost what they cost one by one. Whoever is free helps again after.
func TestForkWithinAFork(t *testing.T) {
	with(t, func(t *testing.T) {
		cores := runtime.GOMAXPROCS(0)
		outer := make([]int, 4*cores)
		var most, running, calls atomic.Int64
		Each(outer, func(*int) {
			Each(make([]int, 8), func(*int) {
				n := running.Add(1)
				for was := most.Load(); n > was && !most.CompareAndSwap(was, n); was = most.Load() {
				}
				runtime.Gosched()
				calls.Add(1)
				running.Add(-1)
			})
		})
		if got := calls.Load(); got != int64(8*len(outer)) {
			t.Errorf("%d calls, want %d", got, 8*len(outer))
		}
		if got := most.Load(); got > int64(cores) {
			t.Errorf("%d calls at once on %d cores", got, cores)
		}
		if left := extra.Load(); left != 0 {
			t.Errorf("%d helpers are still counted", left)
		}
	})
}

func BenchmarkEach(b *testing.B) {
	items := make([]int, 60)
	b.ReportAllocs()
	for b.Loop() {
		Each(items, func(item *int) { *item++ })
	}
}
