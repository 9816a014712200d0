package center

import (
	"fmt"
	"math"
	"os"
	"testing"

	"perimeter/air"
	"perimeter/air/geo"
	"perimeter/air/num"
	"perimeter/fusion"
	"perimeter/fusion/estimate"
)

// banked flies as the default bank of motion models believes.
func (p *pilot) banked() {
	f := estimate.NewIMM()
	was := p.mode
	u := p.draw.Uniform()
	for j, r := range f.Rate[was] {
		if u -= r; u < 0 {
			p.mode = j
			break
		}
	}
	if p.mode == 2 && os.Getenv("HARD") == "" {
		p.mode = 1
	}
	const steps = 10
	switch {
	case p.mode != 1:
		p.toss(f.Noise[p.mode], 1)
		return
	case was != 1:
		p.rate = f.Across[was] / max(p.v.Norm(), 50) * p.draw.Normal()
	}
	for range steps {
		const h = 1.0 / steps
		p.rate += math.Sqrt(f.Drift*h) / max(p.v.Norm(), 50) * p.draw.Normal()
		p.bend(p.rate * h / 2)
		p.toss(f.Noise[1], h)
		p.bend(p.rate * h / 2)
	}
}

// bend turns the way flown, clockwise.
func (p *pilot) bend(angle float64) {
	sin, cos := math.Sincos(angle)
	p.v = geo.Vec{X: cos*p.v.X + sin*p.v.Y, Y: cos*p.v.Y - sin*p.v.X}
}

func TestExplore(t *testing.T) {
	bias := func(plan *loopPlan, sr, sa float64) {
		for i := range plan.radars {
			d := num.At(plan.seed, forLoop, 99, uint64(i), 0)
			plan.radars[i].rangeM, plan.radars[i].azRad = sr*d.Normal(), sa*d.Normal()
		}
	}
	run := func(name string, skies int, mod func(p *loopPlan)) {
		var sum [3][16]float64
		var n [3][16]int
		missing := 0
		for seed := range uint64(skies) {
			plan := twoWatch(seed)
			plan.fly = (*pilot).banked
			plan.long = 6 * air.Minute
			plan.config = fusion.Config{BiasRange: 1, BiasAz: 1e-6}
			mod(&plan)
			l := newLoop(t, plan)
			for now := air.Second; now <= plan.long; now += air.Second {
				l.second(now)
				if minute := now / air.Minute; now%air.Minute == 0 {
					for i := range l.centers {
						p := l.centers[i].picture.Tracks
						if len(p) != plan.craft {
							missing++
						}
						for k := range p {
							craft, best := 0, 1e9
							for j := range plan.craft {
								if d := l.where(j, now).Sub(p[k].Pos).Norm(); d < best {
									craft, best = j, d
								}
							}
							sum[i][minute] += l.nees(&p[k], craft, now)
							n[i][minute]++
						}
					}
				}
			}
		}
		out := ""
		for i := range sum {
			for m := range sum[i] {
				if n[i][m] > 0 {
					out += fmt.Sprintf(" %.2f", sum[i][m]/float64(n[i][m])/2)
				}
			}
			out += " |"
		}
		t.Log(name, out, "missing", missing)
	}
	alone := func(p *loopPlan) { p.feeds = nil }
	both := func(p *loopPlan) { p.has[0] = []air.SensorID{0, 1} }
	def := func(p *loopPlan) { p.config = fusion.Config{}; bias(p, 100, 0.002) }
	prior := func(p *loopPlan) { p.config = fusion.Config{}; bias(p, 60, 0.001) }
	six := func(p *loopPlan) { p.craft = 6 }
	join := func(f ...func(p *loopPlan)) func(p *loopPlan) {
		return func(p *loopPlan) {
			for _, g := range f {
				g(p)
			}
		}
	}
	_, _, _, _ = def, prior, six, join
	n := 100
	run("bank alone", n, alone)
	run("bank loop", n, func(p *loopPlan) {})
	run("bias alone", n, join(def, alone))
	run("bias loop", n, join(def))
	run("bias both alone", n, join(def, both, alone))
	run("bias common", n, join(def, both))
	run("six bias both alone", n/5, join(def, both, six, alone))
	run("six bias common", n/5, join(def, both, six))
	run("six prior both alone", n/5, join(prior, both, six, alone))
	run("six prior common", n/5, join(prior, both, six))
}
