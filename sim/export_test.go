package sim

import "perimeter/air"

// Puppet makes an exercise go on by the orders and the words of another run in
// place of its own: it returns what its own people, board and pilots have ordered
// meanwhile. Called between two beats.
func (e *Engine) Puppet(orders []air.Order, lines []byte) (own []air.Order, err error) {
	own = e.inbox.waiting
	e.inbox.waiting = append([]air.Order(nil), orders...)
	return own, e.lines.Load(air.NewStateReader(lines))
}

// Lines returns what is being said, as a checkpoint has it.
func (e *Engine) Lines() []byte { return e.lines.Append(nil) }
