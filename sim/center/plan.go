package center

import (
	"cmp"
	"slices"

	"perimeter/air"
	"perimeter/sim/accord"
)

// planBook holds the flight plans that a center has, to be found by what a
// transponder says.
type planBook struct {
	plans     []air.Plan
	byCode    []planKey
	byAddress []planKey
}

type planKey struct {
	value uint32 // a code or an address
	plan  int32
}

// evidence is what ties a track to a plan.
type evidence uint8

const (
	noEvidence evidence = iota
	codeEvidence
	addressEvidence // the stronger: nobody else has the address
)

func newPlanBook(plans []air.Plan, audience air.Release) (b planBook) {
	for _, p := range plans {
		if !accord.May(p.Release, audience) {
			continue
		}
		i := int32(len(b.plans))
		b.plans = append(b.plans, p)
		if p.Has&air.HasCode != 0 && p.Code.Discrete() {
			b.byCode = append(b.byCode, planKey{uint32(p.Code), i})
		}
		if p.Has&air.HasAddress != 0 {
			b.byAddress = append(b.byAddress, planKey{uint32(p.Address), i})
		}
	}
	order := func(a, b planKey) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.plan, b.plan))
	}
	slices.SortFunc(b.byCode, order)
	slices.SortFunc(b.byAddress, order)
	return b
}

// match returns the plan that a track's address or else its discrete code
// points to, among those that count by now; nil if none or more than one does.
func (b *planBook) match(t *air.Track, now, early air.Time) (*air.Plan, evidence) {
	if t.Has&air.HasAddress != 0 {
		if p := b.only(b.byAddress, uint32(t.Address), now+early); p != nil {
			return p, addressEvidence
		}
	}
	if t.Has&air.HasCode != 0 && t.Code.Discrete() {
		if p := b.only(b.byCode, uint32(t.Code), now+early); p != nil {
			return p, codeEvidence
		}
	}
	return nil, noEvidence
}

// only returns the one plan of a value that departs by a time.
func (b *planBook) only(keys []planKey, value uint32, by air.Time) (found *air.Plan) {
	i, _ := slices.BinarySearchFunc(keys, value, func(k planKey, v uint32) int { return cmp.Compare(k.value, v) })
	for ; i < len(keys) && keys[i].value == value; i++ {
		p := &b.plans[keys[i].plan]
		if p.Depart > by {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}
