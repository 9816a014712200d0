package air

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Fields of Orders and of one Order.
const (
	ordersOrder = 1

	orderAt     = 1
	orderFrom   = 2
	orderOrigin = 3
	orderSeq    = 4
	orderKind   = 5
	orderBody   = 6 // JSON
)

// bodies has the decoder of each kind of body.
var bodies = map[string]func([]byte) (Body, error){
	SensorOut{}.Kind():   bodyOf[SensorOut],
	SensorBack{}.Kind():  bodyOf[SensorBack],
	FeedCut{}.Kind():     bodyOf[FeedCut],
	FeedBack{}.Kind():    bodyOf[FeedBack],
	Transponder{}.Kind(): bodyOf[Transponder],
	Launch{}.Kind():      bodyOf[Launch],
	Behave{}.Kind():      bodyOf[Behave],
	Degrade{}.Kind():     bodyOf[Degrade],
	Shift{}.Kind():       bodyOf[Shift],
	Winch{}.Kind():       bodyOf[Winch],
	Observe{}.Kind():     bodyOf[Observe],
	Tell{}.Kind():        bodyOf[Tell],
	Identify{}.Kind():    bodyOf[Identify],
	Fly{}.Kind():         bodyOf[Fly],
	Act{}.Kind():         bodyOf[Act],
	Play{}.Kind():        bodyOf[Play],
	NoPlay{}.Kind():      bodyOf[NoPlay],
	Guide{}.Kind():       bodyOf[Guide],
	Call{}.Kind():        bodyOf[Call],
	Bookmark{}.Kind():    bodyOf[Bookmark],
}

func bodyOf[T Body](data []byte) (Body, error) {
	var body T
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		return nil, fmt.Errorf("order %s: %w", body.Kind(), err)
	}
	return body, nil
}

// EncodeBody returns a body as JSON. It panics on one that has no JSON, as a
// heading that is no number: orders are checked at the door.
func EncodeBody(body Body) []byte {
	data, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("air: order %s: %v", body.Kind(), err))
	}
	return data
}

// DecodeBody reads the body of a kind from what EncodeBody returned.
func DecodeBody(kind string, data []byte) (Body, error) {
	decode := bodies[kind]
	if decode == nil {
		return nil, fmt.Errorf("order %q: want a kind of order, as %q", kind, SensorOut{}.Kind())
	}
	return decode(data)
}

// AppendOrders adds the orders that acted in one beat.
func AppendOrders(b []byte, orders []Order) []byte {
	for i := range orders {
		mark := len(b)
		b = AppendOrder(b, &orders[i])
		b = CloseMessage(b, mark, ordersOrder)
	}
	return b
}

// AppendOrder adds one order.
func AppendOrder(b []byte, o *Order) []byte {
	b = AppendIntField(b, orderAt, int64(o.At))
	b = AppendUintField(b, orderFrom, uint64(o.From))
	b = AppendUintField(b, orderOrigin, uint64(o.Origin))
	b = AppendUintField(b, orderSeq, o.Seq)
	b = AppendTextField(b, orderKind, o.Body.Kind())
	return AppendBytesField(b, orderBody, EncodeBody(o.Body))
}

// DecodeOrders reads what AppendOrders wrote.
func DecodeOrders(b []byte) ([]Order, error) {
	f := NewFields("orders", b)
	var orders []Order
	for f.Next() {
		if f.Num == ordersOrder {
			o, err := DecodeOrder(f.Bytes)
			f.Fail(err)
			orders = append(orders, o)
		}
	}
	if f.Err() != nil {
		return nil, f.Err()
	}
	return orders, nil
}

// DecodeOrder reads what AppendOrder wrote.
func DecodeOrder(b []byte) (o Order, err error) {
	f := NewFields("order", b)
	var kind string
	var body []byte
	for f.Next() {
		switch f.Num {
		case orderAt:
			o.At = Time(f.Int())
		case orderFrom:
			o.From = SeatID(f.Value)
		case orderOrigin:
			o.Origin = Origin(f.Value)
		case orderSeq:
			o.Seq = f.Value
		case orderKind:
			kind = f.Text()
		case orderBody:
			body = f.Bytes
		}
	}
	if f.Err() != nil {
		return o, f.Err()
	}
	o.Body, err = DecodeBody(kind, body)
	return o, err
}
