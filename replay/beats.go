package replay

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"perimeter/air"
	"perimeter/air/truth"
)

// Beats calls do for each recorded beat that ends after from and not after to,
// with its parts decoded. As with a Tap, the beat is valid during the call only.
// An error of do ends it.
func (r *Recording) Beats(from, to air.Time, do func(*truth.Beat) error) error {
	c := r.from(from + 1)
	defer c.close()
	for {
		recorded, err := c.beat()
		if errors.Is(err, io.EOF) || err == nil && recorded[0].At > to {
			return nil
		}
		if err != nil {
			return err
		}
		if recorded[0].At <= from {
			continue
		}
		b, err := r.decode(recorded)
		if err == nil {
			err = do(b)
		}
		if err != nil {
			return err
		}
	}
}

// decode makes a beat from its messages.
func (r *Recording) decode(recorded []Message) (*truth.Beat, error) {
	n := len(r.Theater.Centers)
	b := &truth.Beat{
		From: recorded[0].At - r.Theater.Beat, At: recorded[0].At,
		Views: make([]*air.View, n), Events: make([][]air.TrackEvent, n), Fates: make([][]air.Disposition, n),
	}
	for _, m := range recorded {
		if err := r.part(b, m); err != nil {
			return nil, fmt.Errorf("recording at %v: %w", m.At, err)
		}
	}
	return b, nil
}

// part decodes one message into its place in the beat.
func (r *Recording) part(b *truth.Beat, m Message) (err error) {
	var digest []byte
	switch m.Topic {
	case truth.TopicDigest:
		digest, err = single(m)
		b.HasDigest = copy(b.Digest[:], digest) == len(b.Digest)
		return err
	case truth.TopicCheckpoint:
		b.Checkpoint, err = single(m)
		return err
	}
	b.Messages = append(b.Messages, m.Message)
	switch m.Topic {
	case truth.TopicOrders:
		b.Orders, err = air.DecodeOrders(m.Bytes)
	case truth.TopicTruth:
		b.Truth, err = truth.DecodeSnapshot(m.Bytes)
		if err == nil {
			b.From = b.Truth.From
		}
	case truth.TopicLooks:
		b.Looks, err = truth.DecodeLooks(m.Bytes)
	case truth.TopicLosses:
		b.Losses, err = truth.DecodeLosses(m.Bytes)
	case truth.TopicStrays:
		b.Strays, err = truth.DecodeStrays(m.Bytes)
	case truth.TopicPlots:
		b.Batches, err = air.DecodeBatches(m.Bytes)
	case truth.TopicFeeds:
		b.Feeds, err = truth.DecodeFeedCounts(m.Bytes)
	case truth.TopicBoard:
		b.Board, err = truth.DecodeBoard(m.Bytes)
	default:
		return r.centerPart(b, m)
	}
	return err
}

func (r *Recording) centerPart(b *truth.Beat, m Message) (err error) {
	prefix, i := r.center(m.Topic)
	if i < 0 {
		return nil // a topic of a later version
	}
	switch prefix {
	case truth.TopicEvents:
		b.Events[i], err = air.DecodeEvents(m.Bytes)
	case truth.TopicFates:
		b.Fates[i], err = air.DecodeFates(m.Bytes)
	case truth.TopicView:
		b.Views[i], err = air.DecodeView(m.Bytes)
	}
	return err
}

// center takes the topic of a center apart: its prefix and the center's index,
// or -1.
func (r *Recording) center(topic string) (prefix string, index int) {
	name := ""
	if cut := strings.IndexByte(topic, '/'); cut >= 0 {
		prefix, name = topic[:cut+1], topic[cut+1:]
		for i := range r.Theater.Centers {
			if r.Theater.Centers[i].Name == name {
				return prefix, i
			}
		}
	}
	return topic, -1
}
