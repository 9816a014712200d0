package fusion

import (
	"fmt"
	"perimeter/air"
	"syscall"
	"testing"
	"time"
)

func cpu() float64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return float64(time.Duration(r.Utime.Nano() + r.Stime.Nano()).Seconds())
}
func TestCPU(t *testing.T) {
	for k, s := range []*sky{continent(60, 170, 5), func() *sky {
		s := continent(20, 1500, 0)
		for i := range s.radars {
			r := &s.radars[i]
			r.delay, r.biasRange, r.biasAz, r.info.SSR, r.info.ModeS = 0, 0, 0, true, false
		}
		for i := range s.planes {
			s.planes[i].code, s.planes[i].on = air.Mode3A(0o1001+i), true
		}
		return s
	}()} {
		n := 120 + 180*(1-k)
		beats, _ := recorded(s, air.Time(n)*air.Second)
		tr := mustNew(t, s.config())
		var c0 float64
		plots := 0
		for i, p := range beats {
			if i == 60 {
				c0 = cpu()
			}
			feed(tr, p, air.Time(i+1)*air.Second)
			if i >= 60 {
				for j := range p {
					plots += len(p[j].Plots)
				}
			}
		}
		c := cpu() - c0
		fmt.Printf("cpu %.3f s, %.3f ms/beat, %.0f plots/s, live %d\n", c, c*1e3/float64(n-60), float64(plots)/c, len(tr.order))
	}
}
