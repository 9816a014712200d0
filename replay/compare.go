package replay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// Difference is the first thing in which a second run is not the recorded one.
type Difference struct {
	Scenario string
	At       air.Time // the end of the beat
	Topic    string
	Center   string // empty: not of one center
	What     string // what was got, what was wanted
}

// String says it in a sentence.
func (d *Difference) String() string {
	subject := strings.TrimSuffix(d.Topic, "/"+d.Center)
	if words := topicWords[subject]; words != "" {
		subject = words
	}
	if d.Center != "" {
		subject += " of center " + d.Center
	}
	return fmt.Sprintf("%s: %s differs at %v: %s", d.Scenario, subject, d.At, d.What)
}

// topicWords are the topics in words, where the topic itself does not do.
var topicWords = map[string]string{
	"orders": "list of orders", "looks": "list of looks", "plots": "list of plots", "feeds": "work of the feeds",
	"view": "picture", "events": "list of track events", "fates": "list of plots' fates",
}

// Differ compares a second run with a recording, to the byte. It is a Tap: it
// hears the run's beats, which may start at any time (after a checkpoint), and
// keeps the first difference. It never ends the run.
type Differ struct {
	rec    *Recording
	cursor *cursor
	over   bool // the recording has ended
	at     air.Time
	first  *Difference
}

// NewDiffer returns a Differ for a recording.
func NewDiffer(rec *Recording) *Differ { return &Differ{rec: rec} }

// Difference returns the first difference, or nil.
func (d *Differ) Difference() *Difference { return d.first }

// At returns up to where the two are the same.
func (d *Differ) At() air.Time { return d.at }

// Close gives the memory back. It returns a difference if the run ended before
// the recording did and there was none before.
func (d *Differ) Close() *Difference {
	if d.cursor != nil {
		d.cursor.close()
	}
	if d.first == nil && d.at < d.rec.End {
		d.first = &Difference{Scenario: d.rec.Name, At: d.at, Topic: "length", What: fmt.Sprintf("the run ended, the recording goes on to %v", d.rec.End)}
	}
	return d.first
}

// Beat compares one beat.
func (d *Differ) Beat(b *truth.Beat) error {
	if d.first != nil || d.over {
		return nil
	}
	if d.cursor == nil {
		d.cursor = d.rec.from(b.At)
	}
	recorded, err := d.recorded(b.At)
	if errors.Is(err, io.EOF) {
		d.over = true
		return nil
	}
	if err != nil {
		return err
	}
	if d.first = d.compare(b, recorded); d.first == nil {
		d.at = b.At
	}
	return nil
}

// recorded returns the messages of the recorded beat that ends at t; none if
// there is no such beat.
func (d *Differ) recorded(t air.Time) ([]Message, error) {
	for {
		next, err := d.cursor.peek()
		if err != nil || next.At > t {
			return nil, err
		}
		beat, err := d.cursor.beat()
		if err != nil || next.At == t {
			return beat, err
		}
	}
}

func (d *Differ) compare(b *truth.Beat, recorded []Message) *Difference {
	var digest []byte
	rest := b.Messages
	for _, want := range recorded {
		switch want.Topic {
		case truth.TopicCheckpoint:
			continue
		case truth.TopicDigest:
			digest, _ = single(want) // one that cannot be read is no digest: not equal
			continue
		}
		if len(rest) == 0 || rest[0].Topic != want.Topic {
			return d.unlike(b.At, rest, want)
		}
		if !bytes.Equal(rest[0].Bytes, want.Bytes) {
			return d.difference(b.At, want.Topic, d.rec.describe(want.Topic, rest[0].Bytes, want.Bytes))
		}
		rest = rest[1:]
	}
	if len(rest) > 0 {
		return d.difference(b.At, rest[0].Topic, d.rec.describe(rest[0].Topic, rest[0].Bytes, nil))
	}
	if b.HasDigest && digest != nil && !bytes.Equal(digest, b.Digest[:]) {
		return d.difference(b.At, truth.TopicDigest, fmt.Sprintf("%x, want %x, though the messages of this beat are the same", b.Digest, digest))
	}
	return nil
}

// unlike tells of a message that only one of the two has: the one whose topic
// the other does not have in this beat.
func (d *Differ) unlike(at air.Time, rest []truth.Message, want Message) *Difference {
	for _, got := range rest {
		if got.Topic == want.Topic {
			return d.difference(at, rest[0].Topic, d.rec.describe(rest[0].Topic, rest[0].Bytes, nil))
		}
	}
	return d.difference(at, want.Topic, d.rec.describe(want.Topic, nil, want.Bytes))
}

func (d *Differ) difference(at air.Time, topic, what string) *Difference {
	found := &Difference{Scenario: d.rec.Name, At: at, Topic: topic, What: what}
	if _, name, ok := strings.Cut(topic, "/"); ok {
		found.Center = name
	}
	return found
}
