package replay

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"slices"
	"sort"
	"strings"

	"github.com/foxglove/mcap/go/mcap"

	"perimeter/air"
	"perimeter/air/truth"
)

// Recording is a recording opened for reading.
type Recording struct {
	Header
	Torn bool     // it has no index: the run that made it was killed
	End  air.Time // up to where it goes: the end of its last whole chunk

	file   container
	closer io.Closer // nil: not ours
	chunks []chunk   // those after the front, in order of time
	topics map[uint16]string
	ids    map[string]uint16
}

// Open opens the recording of a path. Errors name the path, what was wanted and
// what was got.
func Open(path string) (*Recording, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("want a file, got a %s", kindOf(info.Mode()))
	}
	var r *Recording
	if err == nil {
		r, err = Read(f, info.Size())
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("recording %s: %w", path, err)
	}
	r.closer = f
	return r, nil
}

// IsRecording reports whether a file is meant to be a recording: its name ends
// in .mcap, or it starts as an MCAP file does.
func IsRecording(path string) bool {
	if strings.HasSuffix(path, ".mcap") {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	magic := make([]byte, len(mcap.Magic))
	_, err = io.ReadFull(f, magic)
	return err == nil && bytes.Equal(magic, mcap.Magic)
}

func kindOf(m os.FileMode) string {
	if m.IsDir() {
		return "directory"
	}
	return "device or pipe"
}

// Read opens a recording of size bytes.
func Read(source io.ReaderAt, size int64) (*Recording, error) {
	r := &Recording{file: container{source, size}, topics: map[uint16]string{}, ids: map[string]uint16{}}
	first, err := r.front()
	if err != nil {
		return nil, err
	}
	var unpack unpacker
	defer unpack.close()
	chunks, err := r.index()
	if err != nil {
		r.Torn = true
		chunks = r.scan(first, &unpack)
	}
	if len(chunks) == 0 {
		return nil, errors.New("want a recording, got one that is cut off before its header ends")
	}
	if err := r.header(chunks[0], &unpack); err != nil {
		return nil, err
	}
	r.chunks = chunks[1:]
	if n := len(r.chunks); n > 0 {
		r.End = r.chunks[n-1].end
	}
	return r, nil
}

// Close closes the file that Open opened.
func (r *Recording) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}

// Until says how far the recording goes, for people.
func (r *Recording) Until() string {
	if r.Torn {
		return fmt.Sprintf("to %v, the end of its last whole second", r.End)
	}
	return fmt.Sprintf("to %v", r.End)
}

// front checks what each file starts with and returns where its records start.
func (r *Recording) front() (int64, error) {
	if r.file.size == 0 {
		return 0, errors.New("want a recording, got an empty file")
	}
	magic, err := r.file.read(0, min(r.file.size, int64(len(mcap.Magic))), nil)
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(magic, mcap.Magic) {
		return 0, fmt.Errorf("want an MCAP file, which starts with %q, got one that starts with %q", mcap.Magic, magic)
	}
	head, err := r.file.record(int64(len(mcap.Magic)))
	if errors.Is(err, errTorn) {
		return 0, fmt.Errorf("want a recording, got one that is cut off after %d bytes", r.file.size)
	}
	if err != nil {
		return 0, err
	}
	content, err := r.file.content(head, nil)
	if err != nil {
		return 0, err
	}
	l := layout{rest: content}
	if got := l.text(); head.op != mcap.OpHeader || got != profile {
		return 0, fmt.Errorf("want an MCAP file of profile %q, got one of profile %.40q", profile, got)
	}
	return head.next(), nil
}

// index reads the chunk indexes at the end of a whole file.
func (r *Recording) index() ([]chunk, error) {
	const tail = recordHead + 20 // the footer
	at := r.file.size - int64(len(mcap.Magic)) - tail
	footer, err := r.file.record(at)
	if err != nil {
		return nil, err
	}
	end, err := r.file.read(at, tail+int64(len(mcap.Magic)), nil)
	if err != nil {
		return nil, err
	}
	if footer.op != mcap.OpFooter || footer.length != 20 || !bytes.Equal(end[tail:], mcap.Magic) {
		return nil, errTorn
	}
	l := layout{rest: end[recordHead:tail]}
	start := l.number(8)
	l.number(8) // of the summary's offsets
	if start > uint64(at) {
		return nil, errTorn
	}
	summary, err := r.file.read(int64(start), at-int64(start), nil)
	if err != nil {
		return nil, err
	}
	sum := crc32.Update(crc32.ChecksumIEEE(summary), crc32.IEEETable, end[:tail-4])
	if uint32(l.number(4)) != sum {
		return nil, errors.New("the checksum of the index does not fit")
	}
	return r.indexed(summary)
}

func (r *Recording) indexed(summary []byte) (chunks []chunk, err error) {
	err = records(summary, func(op mcap.OpCode, content []byte) error {
		if op != mcap.OpChunkIndex {
			return nil
		}
		c, err := chunkIndex(content)
		chunks = append(chunks, c)
		return err
	})
	if err == nil && !slices.IsSortedFunc(chunks, func(a, b chunk) int { return cmp.Compare(a.end, b.end) }) {
		err = errors.New("the chunks are not in order of time")
	}
	return chunks, err
}

// scan walks the records of a torn file up to where they end, and returns the
// chunks of which the last is whole.
func (r *Recording) scan(at int64, unpack *unpacker) (chunks []chunk) {
	for {
		next, err := r.file.record(at)
		if err != nil || next.op == mcap.OpDataEnd {
			break
		}
		if next.op == mcap.OpChunk {
			c, err := r.file.chunkHead(next)
			if n := len(chunks); err != nil || n > 0 && c.end < chunks[n-1].end {
				break
			}
			chunks = append(chunks, c)
		}
		at = next.next()
	}
	for n := len(chunks); n > 0; n = len(chunks) {
		if _, err := unpack.open(&r.file, chunks[n-1]); err == nil {
			break
		}
		chunks = chunks[:n-1]
	}
	return chunks
}

// header reads the first chunk.
func (r *Recording) header(c chunk, unpack *unpacker) error {
	content, err := unpack.open(&r.file, c)
	if err != nil {
		return fmt.Errorf("header: %w", err)
	}
	found := map[string]bool{}
	err = records(content, func(op mcap.OpCode, b []byte) error {
		l := layout{rest: b}
		switch op {
		case mcap.OpChannel:
			id := uint16(l.number(2))
			l.number(2) // schema
			topic := l.text()
			r.topics[id], r.ids[topic] = topic, id
		case mcap.OpMessage:
			m := r.message(&l)
			found[m.Topic] = true
			return r.known(m)
		}
		return l.err("channel")
	})
	for _, topic := range []string{truth.TopicHeader, truth.TopicTheater, truth.TopicRoster} {
		if err == nil && !found[topic] {
			err = fmt.Errorf("want the topic %q, got none", topic)
		}
	}
	return err
}

func (r *Recording) known(m Message) (err error) {
	switch m.Topic {
	case truth.TopicHeader:
		return r.decodeRun(m.Bytes)
	case truth.TopicTheater:
		r.Theater, err = air.DecodeTheater(m.Bytes)
	case truth.TopicRoster:
		r.Roster, err = truth.DecodeRoster(m.Bytes)
	}
	return err
}

// Message is one recorded message.
type Message struct {
	At air.Time
	truth.Message
}

// message reads the content of a message record.
func (r *Recording) message(l *layout) (m Message) {
	m.Topic = r.topics[uint16(l.number(2))]
	l.number(4) // sequence
	m.At = air.Time(l.number(8))
	l.number(8) // time of publication
	m.Bytes = l.rest
	return m
}

// cursor walks the messages of a recording in their order.
type cursor struct {
	rec    *Recording
	next   int       // chunk
	queue  []Message // of the chunk at hand
	unpack unpacker
	only   []uint16 // the channels wanted; nil: all
}

// from returns a cursor at the first chunk that ends at t or later.
func (r *Recording) from(t air.Time, topics ...string) *cursor {
	c := &cursor{rec: r}
	if topics != nil {
		c.only = []uint16{}
	}
	for _, topic := range topics {
		if id, ok := r.ids[topic]; ok {
			c.only = append(c.only, id)
		}
	}
	c.seek(t)
	return c
}

func (c *cursor) seek(t air.Time) {
	c.next = sort.Search(len(c.rec.chunks), func(i int) bool { return c.rec.chunks[i].end >= t })
	c.queue = c.queue[:0]
}

func (c *cursor) close() { c.unpack.close() }

// peek returns the next message, whose bytes are valid until the next chunk is
// read, or io.EOF.
func (c *cursor) peek() (Message, error) {
	for len(c.queue) == 0 {
		if c.next >= len(c.rec.chunks) {
			return Message{}, io.EOF
		}
		at := c.rec.chunks[c.next]
		c.next++
		if err := c.load(at); err != nil {
			return Message{}, fmt.Errorf("recording: chunk to %v: %w", at.end, err)
		}
	}
	return c.queue[0], nil
}

func (c *cursor) load(at chunk) error {
	if c.only != nil && !slices.ContainsFunc(c.only, at.has) {
		return nil
	}
	content, err := c.unpack.open(&c.rec.file, at)
	if err != nil {
		return err
	}
	c.queue = c.queue[:0]
	return records(content, func(op mcap.OpCode, b []byte) error {
		if op != mcap.OpMessage {
			return nil
		}
		id := (&layout{rest: b}).number(2)
		if c.only != nil && !slices.Contains(c.only, uint16(id)) {
			return nil
		}
		l := layout{rest: b}
		c.queue = append(c.queue, c.rec.message(&l))
		return l.err("message")
	})
}

// read returns the next message and moves on.
func (c *cursor) read() (Message, error) {
	m, err := c.peek()
	if err == nil {
		c.queue = c.queue[1:]
	}
	return m, err
}

// beat returns all messages of the next beat and moves on; they stand in one
// chunk.
func (c *cursor) beat() ([]Message, error) {
	first, err := c.peek()
	if err != nil {
		return nil, err
	}
	n := 1
	for n < len(c.queue) && c.queue[n].At == first.At {
		n++
	}
	beat := c.queue[:n]
	c.queue = c.queue[n:]
	return beat, nil
}

// last returns a copy of the last message of a topic at or before t; nil bytes
// if there is none.
func (r *Recording) last(topic string, t air.Time) (found Message, err error) {
	id, ok := r.ids[topic]
	if !ok {
		return found, nil
	}
	var unpack unpacker
	defer unpack.close()
	i := sort.Search(len(r.chunks), func(i int) bool { return r.chunks[i].start > t }) - 1
	for ; i >= 0 && found.Bytes == nil; i-- {
		if !r.chunks[i].has(id) {
			continue
		}
		content, err := unpack.open(&r.file, r.chunks[i])
		if err != nil {
			return found, fmt.Errorf("recording: chunk to %v: %w", r.chunks[i].end, err)
		}
		err = records(content, func(op mcap.OpCode, b []byte) error {
			if m := r.message(&layout{rest: b}); op == mcap.OpMessage && m.Topic == topic && m.At <= t {
				m.Bytes = append([]byte{}, m.Bytes...)
				found = m
			}
			return nil
		})
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// External returns the orders that came from outside, in the order in which they
// acted: a run that gets them again does the same.
func (r *Recording) External() ([]air.Order, error) {
	var external []air.Order
	err := r.each(func(m Message) error {
		orders, err := air.DecodeOrders(m.Bytes)
		for _, o := range orders {
			if o.Origin == air.External {
				external = append(external, o)
			}
		}
		return err
	}, truth.TopicOrders)
	return external, err
}

// each calls do for each message of the topics.
func (r *Recording) each(do func(Message) error, topics ...string) error {
	c := r.from(0, topics...)
	defer c.close()
	for {
		m, err := c.read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(m)
		}
		if err != nil {
			return err
		}
	}
}

// Checkpoint returns the last state of the engine at or before t and its time;
// nil if there is none.
func (r *Recording) Checkpoint(t air.Time) ([]byte, air.Time, error) {
	m, err := r.last(truth.TopicCheckpoint, t)
	if err != nil || m.Bytes == nil {
		return nil, 0, err
	}
	state, err := single(m)
	return state, m.At, err
}

// single reads a message that has one field of bytes.
func single(m Message) (content []byte, err error) {
	f := air.NewFields(m.Topic, m.Bytes)
	for f.Next() {
		if f.Num == 1 {
			content = f.Bytes
		}
	}
	return content, f.Err()
}

// Walk gives messages one after the other.
type Walk struct{ cursor *cursor }

// Walk starts at the recording's first message of the topics.
func (r *Recording) Walk(topics ...string) *Walk { return &Walk{r.from(0, topics...)} }

// Next returns the next message if it is not later than a time. Its bytes are
// valid until the next call.
func (w *Walk) Next(until air.Time) (m Message, ok bool, err error) {
	m, err = w.cursor.peek()
	if errors.Is(err, io.EOF) {
		return Message{}, false, nil
	}
	if err != nil || m.At > until {
		return Message{}, false, err
	}
	m, err = w.cursor.read()
	return m, err == nil, err
}

// Close gives the memory of a walk back.
func (w *Walk) Close() { w.cursor.close() }
