package air

// SeatID is who gives an order: 0 is the engine's own staff (MSEL, automatic
// staff), 1 the director.
type SeatID uint16

// Director is the seat that injects and sees truth.
const Director SeatID = 1

// Origin says where an order comes from. Replay resubmits the external ones,
// makes the derived ones anew and compares them.
type Origin uint8

// The origins of orders.
const (
	External Origin = 1 + iota // a person: a seat, the director
	Derived                    // the MSEL or automatic staff
)

// Order is the one way in which anything changes the exercise from outside. It
// acts at the first beat that starts at or after At.
type Order struct {
	At     Time
	From   SeatID
	Origin Origin
	Seq    uint64 // given by the inbox: the order of arrival
	Body   Body
}

// Body is what an order asks for: one of the closed sets in inject.go,
// action.go and command.go.
type Body interface {
	// Kind returns the word by which files and recordings name the body.
	Kind() string
	body()
}
