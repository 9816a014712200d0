package replay

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"

	"github.com/foxglove/mcap/go/mcap"
	"github.com/klauspost/compress/zstd"

	"perimeter/air"
	"perimeter/air/truth"
)

// profile names our files in MCAP's header.
const profile = "perimeter"

// attachment is the name under which the stock tools find the scenario.
const attachment = "scenario.toml"

// Recorder writes an exercise as it happens. It is a Tap.
type Recorder struct {
	out     *bufio.Writer
	w       *mcap.Writer
	options *mcap.WriterOptions
	file    io.Closer // nil: not ours
	ids     map[string]uint16
	beat    []truth.Message // what is written of the beat at hand
	scratch []byte
	count   uint32
	failed  error
}

// NewRecorder starts a recording on w with all that is known before the first
// beat. What it writes depends on its input alone.
func NewRecorder(w io.Writer, h Header) (*Recorder, error) {
	compressor, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	r := &Recorder{
		out: bufio.NewWriterSize(w, 1<<18),
		options: &mcap.WriterOptions{
			IncludeCRC: true, Chunked: true, ChunkSize: math.MaxInt64, OverrideLibrary: true,
			Compressor: mcap.NewCustomCompressor(mcap.CompressionZSTD, compressor),
		},
		ids: map[string]uint16{},
	}
	if r.w, err = mcap.NewWriter(r.out, r.options); err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	if err := r.open(&h); err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	return r, nil
}

// Create starts a recording in a file of its own. A file that is there already
// is an error, unless force says that it may go.
//
// The file grows under its own name and not beside it: a run that is killed
// leaves a recording where it was looked for, and Open reads it.
func Create(path string, force bool, h Header) (*Recorder, error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o666)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("recording %s: want a new file, got one that is there already (--force overwrites it)", path)
	}
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	r, err := NewRecorder(f, h)
	if err != nil {
		f.Close()
		return nil, err
	}
	r.file = f
	return r, nil
}

// open writes what stands at the front: the run as metadata, the scenario as an
// attachment, both for the stock tools, then the first chunk: schemas, channels,
// header, theater and roster.
func (r *Recorder) open(h *Header) error {
	return errors.Join(
		r.w.WriteHeader(&mcap.Header{Profile: profile, Library: profile}),
		r.w.WriteMetadata(&mcap.Metadata{Name: profile, Metadata: map[string]string{
			"format": strconv.Itoa(Format), "scenario": h.Name, "seed": strconv.FormatUint(h.Seed, 10), "build": h.Build, "marking": air.Marking,
		}}),
		r.w.WriteAttachment(&mcap.Attachment{
			Name: attachment, MediaType: "application/toml", DataSize: uint64(len(h.Source)), Data: bytes.NewReader(h.Source),
		}),
		r.channels(h.Centers()),
		r.write(0, []truth.Message{
			{Topic: truth.TopicHeader, Bytes: h.appendRun(nil)},
			{Topic: truth.TopicTheater, Bytes: air.AppendTheater(nil, &h.Theater)},
			{Topic: truth.TopicRoster, Bytes: truth.AppendRoster(nil, h.Roster)},
		}, true),
	)
}

func (r *Recorder) channels(centers []string) error {
	topics := []string{
		truth.TopicHeader, truth.TopicTheater, truth.TopicRoster, truth.TopicOrders, truth.TopicTruth, truth.TopicLosses, truth.TopicLooks, truth.TopicStrays,
		truth.TopicPlots, truth.TopicFeeds, truth.TopicBoard, truth.TopicDigest, truth.TopicCheckpoint,
	}
	for _, c := range centers {
		topics = append(topics, truth.TopicEvents+c, truth.TopicFates+c, truth.TopicView+c)
	}
	data := descriptors()
	schemas := map[string]uint16{}
	for _, topic := range topics {
		name := schemaOf(topic)
		if schemas[name] == 0 {
			schemas[name] = uint16(len(schemas) + 1)
			err := r.w.WriteSchema(&mcap.Schema{ID: schemas[name], Name: protobufPackage + "." + name, Encoding: "protobuf", Data: data})
			if err != nil {
				return err
			}
		}
		r.ids[topic] = uint16(len(r.ids) + 1)
		err := r.w.WriteChannel(&mcap.Channel{ID: r.ids[topic], SchemaID: schemas[name], Topic: topic, MessageEncoding: "protobuf"})
		if err != nil {
			return err
		}
	}
	return nil
}

// Beat writes what one beat brought forth. At each whole second all of it goes
// to the file. After an error the recording takes no more.
func (r *Recorder) Beat(b *truth.Beat) error {
	if r.failed != nil {
		return r.failed
	}
	r.beat = append(r.beat[:0], b.Messages...)
	r.scratch = r.scratch[:0]
	if b.Checkpoint != nil {
		r.scratch = air.AppendBytesField(r.scratch, 1, b.Checkpoint)
		r.beat = append(r.beat, truth.Message{Topic: truth.TopicCheckpoint, Bytes: r.scratch})
	}
	if b.HasDigest {
		n := len(r.scratch)
		r.scratch = air.AppendBytesField(r.scratch, 1, b.Digest[:])
		r.beat = append(r.beat, truth.Message{Topic: truth.TopicDigest, Bytes: r.scratch[n:]})
	}
	if err := r.write(b.At, r.beat, b.At%air.Second == 0); err != nil {
		r.failed = fmt.Errorf("recording at %v: %w", b.At, err)
	}
	return r.failed
}

// write adds messages; if whole, the last of them closes the chunk and all goes
// to the file. The writer closes a chunk that has grown past ChunkSize, and it
// looks at it anew with each message: so we say when.
func (r *Recorder) write(at air.Time, messages []truth.Message, whole bool) error {
	for i, m := range messages {
		id, known := r.ids[m.Topic]
		if !known {
			return fmt.Errorf("topic %q: want one of a center that the header names", m.Topic)
		}
		if whole && i == len(messages)-1 {
			r.options.ChunkSize = 1
		}
		r.count++
		err := r.w.WriteMessage(&mcap.Message{ChannelID: id, Sequence: r.count, LogTime: uint64(at), PublishTime: uint64(at), Data: m.Bytes})
		r.options.ChunkSize = math.MaxInt64
		if err != nil {
			return err
		}
	}
	if whole {
		return r.out.Flush()
	}
	return nil
}

// Close ends the recording with its index.
func (r *Recorder) Close() error {
	err := r.failed
	if err == nil {
		err = errors.Join(r.w.Close(), r.out.Flush())
	}
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	if err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	return nil
}
