package replay

import (
	"fmt"
	"reflect"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// describe says in what a message differs from the one that is wanted, by the
// names of the things in it.
func (r *Recording) describe(topic string, got, want []byte) string {
	switch prefix, _ := r.center(topic); {
	case prefix != truth.TopicView && prefix != truth.TopicTruth: // of the others, an absent one is an empty one
	case got == nil:
		return "none, want one"
	case want == nil:
		return "one, want none"
	}
	g, err := r.value(topic, got)
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	w, err := r.value(topic, want)
	if err != nil {
		return "cannot be read in the recording: " + err.Error()
	}
	if what := r.differ("", reflect.ValueOf(g), reflect.ValueOf(w)); what != "" {
		return what
	}
	return fmt.Sprintf("%d bytes, want %d bytes that mean the same", len(got), len(want))
}

// value decodes a message of a topic.
func (r *Recording) value(topic string, b []byte) (any, error) {
	prefix, _ := r.center(topic)
	switch prefix {
	case truth.TopicOrders:
		return air.DecodeOrders(b)
	case truth.TopicTruth:
		return truth.DecodeSnapshot(b)
	case truth.TopicLooks:
		return truth.DecodeLooks(b)
	case truth.TopicLosses:
		return truth.DecodeLosses(b)
	case truth.TopicStrays:
		return truth.DecodeStrays(b)
	case truth.TopicPlots:
		return air.DecodeBatches(b)
	case truth.TopicFeeds:
		return truth.DecodeFeedCounts(b)
	case truth.TopicBoard:
		return truth.DecodeBoard(b)
	case truth.TopicEvents:
		return air.DecodeEvents(b)
	case truth.TopicFates:
		return air.DecodeFates(b)
	case truth.TopicView:
		return air.DecodeView(b)
	}
	return string(b), nil
}

// differ returns the first difference of two values of one type; "" if there is
// none.
func (r *Recording) differ(name string, got, want reflect.Value) string {
	switch got.Kind() {
	case reflect.Pointer:
		return r.differ(name, got.Elem(), want.Elem())
	case reflect.Struct:
		for i := range got.NumField() {
			field := got.Type().Field(i)
			part := strings.TrimSpace(name + " " + strings.ToLower(field.Name))
			if field.Anonymous {
				part = name
			}
			if what := r.differ(part, got.Field(i), want.Field(i)); what != "" {
				return what
			}
		}
		return ""
	case reflect.Slice:
		return r.differRows(got, want)
	case reflect.Array:
		if got.Type().Elem().Kind() == reflect.Struct {
			return r.differRows(got, want)
		}
	}
	g, w := got.Interface(), want.Interface()
	switch {
	case reflect.DeepEqual(g, w):
		return ""
	case fmt.Sprint(g) == fmt.Sprint(w): // as people write it they are the same
		return fmt.Sprintf("%s %#v, want %#v", name, g, w)
	}
	return fmt.Sprintf("%s %v, want %v", name, g, w)
}

// differRows compares rows by what they are about: one that is missing or too
// many is named, and so is the one in which something differs.
func (r *Recording) differRows(got, want reflect.Value) string {
	for i := range max(got.Len(), want.Len()) {
		if i >= got.Len() {
			return r.about(i, want.Index(i)) + " missing"
		}
		if i >= want.Len() {
			return r.about(i, got.Index(i)) + ", want none"
		}
		g, w := r.about(i, got.Index(i)), r.about(i, want.Index(i))
		switch {
		case g != w && !r.hasRow(got, w):
			return w + " missing"
		case g != w && !r.hasRow(want, g):
			return g + ", want none"
		case g != w:
			return g + ", want " + w + " in its place"
		}
		if what := r.differ("", got.Index(i), want.Index(i)); what != "" {
			return g + " " + r.polish(what, want.Index(i))
		}
	}
	return ""
}

func (r *Recording) hasRow(rows reflect.Value, about string) bool {
	for i := range rows.Len() {
		if r.about(i, rows.Index(i)) == about {
			return true
		}
	}
	return false
}

// about says what row i is about, so that one run's row is known again in the
// other's.
func (r *Recording) about(i int, row reflect.Value) string {
	switch v := row.Interface().(type) {
	case air.Track:
		return fmt.Sprintf("track %d", v.Number)
	case air.Mark:
		return fmt.Sprintf("mark of track %d", v.Track)
	case air.Batch:
		return r.sensor(v.Sensor)
	case air.Plot:
		return fmt.Sprintf("plot %016x at %v", v.ID, v.At)
	case air.Report:
		return fmt.Sprintf("report %016x at %v", v.ID, v.At)
	case air.Service:
		return fmt.Sprintf("service mark at %v", v.At)
	case air.Platform:
		return fmt.Sprintf("platform at %v", v.At)
	case air.SensorStatus:
		return "status of " + r.sensor(v.Sensor)
	case air.FeedStatus:
		return "status of feed " + r.feed(v.Feed)
	case air.Order:
		return fmt.Sprintf("order %d (%s)", v.Seq, v.Body.Kind())
	case air.BoardLine:
		return fmt.Sprintf("line %d", v.Number)
	case air.Disposition:
		return fmt.Sprintf("plot %016x", v.Plot)
	case air.TrackEvent:
		return fmt.Sprintf("event %d of track %d", i+1, v.Number)
	case truth.Aircraft:
		return "aircraft " + r.aircraft(v.ID)
	case truth.Look:
		return fmt.Sprintf("look of %s at %s at %v", r.sensor(v.Sensor), r.aircraft(v.Target), v.At)
	case truth.Stray:
		return fmt.Sprintf("stray %016x of %s", v.Plot, r.sensor(v.Sensor))
	case truth.Loss:
		return "loss of " + r.aircraft(v.Target)
	case truth.FeedCount:
		return "feed " + r.feed(v.Feed)
	}
	return fmt.Sprintf("%s %d", strings.ToLower(row.Type().Name()), i+1)
}

// polish makes what is said of a track's status read well, and adds its last
// plot: whoever looks into it starts there.
func (r *Recording) polish(what string, want reflect.Value) string {
	t, ok := want.Interface().(air.Track)
	if !ok {
		return what
	}
	what = strings.TrimPrefix(what, "status ")
	if t.By[0].Kind == 0 {
		return what
	}
	return fmt.Sprintf("%s (last plot %s %v)", what, r.sensor(t.By[0].Sensor), t.Updated)
}

func (r *Recording) sensor(id air.SensorID) string {
	if int(id) < len(r.Theater.Sensors) {
		return r.Theater.Sensors[id].Name
	}
	return fmt.Sprintf("sensor %d", id)
}

func (r *Recording) feed(id air.FeedID) string {
	if int(id) < len(r.Theater.Feeds) {
		return r.Theater.Feeds[id].Name
	}
	return fmt.Sprint(id)
}

func (r *Recording) aircraft(id truth.AircraftID) string {
	if int(id) < len(r.Roster) {
		return r.Roster[id].Name
	}
	return fmt.Sprint(id)
}
