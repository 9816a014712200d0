package center

import (
	"slices"
	"strings"

	"perimeter/air"
)

const (
	logKept  = 5 * air.Minute  // a line stays on the desk for this long, as alerts do
	saidKept = 10 * air.Minute // and a message
)

// log writes a line into the center's log: who did what, when and why. Time and
// number are set here, all else is the caller's.
func (c *Center) log(at air.Time, line air.LogLine) {
	c.logged++
	line.Seq, line.At = c.logged, at
	c.desk.Log = append(c.desk.Log, line)
}

// forget takes off the desk the lines of the log, the messages and the questions
// about flights that are old: a recording holds every view. The numbers of the lines
// go on.
func (c *Center) forget(now air.Time) {
	old := 0
	for old < len(c.desk.Log) && c.desk.Log[old].At < now-logKept {
		old++
	}
	c.desk.Log = slices.Delete(c.desk.Log, 0, old)
	c.desk.Requests = slices.DeleteFunc(c.desk.Requests, func(r air.Request) bool {
		return strings.HasPrefix(r.What, aboutFlight) && r.Answer != "" && r.At < now-saidKept
	})
	c.said = slices.DeleteFunc(c.said, func(m air.Message) bool { return m.At < now-saidKept })
}

// shown returns the desk as a value that nothing writes later.
func (c *Center) shown() air.Desk {
	return air.Desk{
		Cases: slices.Clone(c.desk.Cases), Transfers: slices.Clone(c.desk.Transfers), Duties: slices.Clone(c.desk.Duties),
		Flights: slices.Clone(c.desk.Flights), Requests: slices.Clone(c.desk.Requests), Log: slices.Clone(c.desk.Log),
		Dossiers: slices.Clone(c.desk.Dossiers),
	}
}
