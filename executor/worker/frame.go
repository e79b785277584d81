// SPDX-License-Identifier: Apache-2.0

package worker

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// A frame on the pipe is the length of its body (4 bytes, little endian), its kind (1 byte) and the body. All numbers in
// bodies are little endian. Both sides refuse a body above the limit before they read it.
const frameHeader = 5

// Kinds of frames from the parent.
const (
	kindInit   = 'I' // JSON of initFrame; first and once
	kindCall   = 'Q' // callFrame
	kindCancel = 'X' // id
	kindEnd    = 'S' // session (8 bytes), 1 byte: 1 asks to clean up and answer kindClean
)

// Kinds of frames from the worker. All but hello begin with the id that they belong to.
const (
	kindHello = 'H' // JSON of helloFrame; first and once
	kindEmit  = 'O' // id, chunk
	kindReply = 'R' // id, replyHeader, payload
	kindError = 'F' // id, replyHeader, message
	kindEnded = 'E' // id, replyHeader with the cause's number in flags, message; the process exits after it
	kindClean = 'C' // session, 1 byte: 1 says that the worker may serve on
)

// Bounds of frames.
const (
	// smallFrame is the most that hello and init may have.
	smallFrame = 64 << 10
	// frameSlack is what headers add to a payload of Config.MaxFrame.
	frameSlack = 1 << 10
)

// errFrame is what is wrong with a frame.
var errFrame = errors.New("malformed frame")

// initFrame tells a worker what it is to be.
type initFrame struct {
	Protocol int           `json:"protocol"`
	MaxFrame int           `json:"max_frame"`
	Memory   int64         `json:"memory"`
	CPU      time.Duration `json:"cpu"`
	Nice     int           `json:"nice"`
}

// protocol is the number of this protocol. Parent and worker are the same binary unless Config.Command says otherwise.
const protocol = 1

// appendHeader appends the head of a frame whose body will have n bytes.
func appendHeader(b []byte, kind byte, n int) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(n))
	return append(b, kind)
}

// readFrame reads one frame whose body has at most limit bytes.
func readFrame(r io.Reader, limit int) (kind byte, body []byte, err error) {
	var head [frameHeader]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.LittleEndian.Uint32(head[:4])
	if uint64(n) > uint64(limit) {
		return 0, nil, fmt.Errorf("%w: body of %d bytes, at most %d are allowed", errFrame, n, limit)
	}
	// Grown as the bytes arrive: a length alone must not make the reader allocate.
	const step = 64 << 10
	body = make([]byte, 0, min(int(n), step))
	for len(body) < int(n) {
		part := min(int(n)-len(body), max(step, len(body)))
		at := len(body)
		body = append(body, make([]byte, part)...)
		if _, err := io.ReadFull(r, body[at:]); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return 0, nil, err
		}
	}
	return head[4], body, nil
}

// callFrame asks for a task.
type callFrame struct {
	id, session uint64
	limits      CallLimits
	task        string
	payload     []byte
}

// encode returns the whole frame.
func (c *callFrame) encode() []byte {
	n := 5*8 + 1 + len(c.task) + len(c.payload)
	b := appendHeader(make([]byte, 0, frameHeader+n), kindCall, n)
	for _, v := range [...]uint64{c.id, c.session, uint64(c.limits.Wall), uint64(c.limits.CPU), uint64(c.limits.Memory)} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	b = append(b, byte(len(c.task)))
	b = append(b, c.task...)
	return append(b, c.payload...)
}

// decodeCall reads the body of a kindCall frame. The payload is part of body.
func decodeCall(body []byte) (callFrame, error) {
	if len(body) < 41 || len(body) < 41+int(body[40]) {
		return callFrame{}, errFrame
	}
	u := func(i int) uint64 { return binary.LittleEndian.Uint64(body[8*i:]) }
	c := callFrame{id: u(0), session: u(1)}
	c.limits = CallLimits{Wall: time.Duration(u(2)), CPU: time.Duration(u(3)), Memory: int64(u(4))}
	end := 41 + int(body[40])
	c.task, c.payload = string(body[41:end]), body[end:]
	if c.limits.Wall <= 0 || c.limits.CPU < 0 || c.limits.Memory <= 0 {
		return callFrame{}, errFrame
	}
	return c, nil
}

// Flags of a replyHeader.
const (
	// flagRetire says that the worker should serve no other session: the call's context was done before its task returned.
	flagRetire = 1 << iota
	// flagClean says that the worker should be cleaned before the next session: it used much memory or left goroutines.
	flagClean
)

// replyHeader stands before the payload of a reply.
type replyHeader struct {
	id    uint64
	usage Usage
	// total is the processor time of the process since its start.
	total time.Duration
	flags byte
}

// replyHeaderSize is the size of an encoded replyHeader.
const replyHeaderSize = 5*8 + 1

// encodeReply returns the whole frame.
func encodeReply(kind byte, h replyHeader, payload []byte) []byte {
	n := replyHeaderSize + len(payload)
	b := appendHeader(make([]byte, 0, frameHeader+n), kind, n)
	for _, v := range [...]uint64{h.id, uint64(h.usage.Wall), uint64(h.usage.CPU), uint64(h.usage.PeakMemory), uint64(h.total)} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	b = append(b, h.flags)
	return append(b, payload...)
}

// decodeReply reads the body of a reply; the payload is part of body.
func decodeReply(body []byte) (replyHeader, []byte, error) {
	if len(body) < replyHeaderSize {
		return replyHeader{}, nil, errFrame
	}
	u := func(i int) uint64 { return binary.LittleEndian.Uint64(body[8*i:]) }
	h := replyHeader{id: u(0), total: time.Duration(u(4)), flags: body[40]}
	h.usage = Usage{Wall: time.Duration(u(1)), CPU: time.Duration(u(2)), PeakMemory: int64(u(3))}
	if h.usage.Wall < 0 || h.usage.CPU < 0 || h.usage.PeakMemory < 0 || h.total < 0 {
		return replyHeader{}, nil, errFrame
	}
	return h, body[replyHeaderSize:], nil
}

// encodeID returns a whole frame whose body is id and rest.
func encodeID(kind byte, id uint64, rest ...byte) []byte {
	b := appendHeader(make([]byte, 0, frameHeader+8+len(rest)), kind, 8+len(rest))
	b = binary.LittleEndian.AppendUint64(b, id)
	return append(b, rest...)
}

// decodeID splits a body into id and rest.
func decodeID(body []byte) (uint64, []byte, error) {
	if len(body) < 8 {
		return 0, nil, errFrame
	}
	return binary.LittleEndian.Uint64(body), body[8:], nil
}

// The causes that a worker can report about itself, by their number in an ended frame, which is also the exit status for
// when the frame could not be written in time. They start where no shell or runtime has a status of its own.
var endedCauses = map[byte]Cause{81: Timeout, 82: CPU, 83: Memory, 84: Cancelled, 85: Panic}

// causeNumber is the inverse of endedCauses.
func causeNumber(c Cause) byte {
	for n, cause := range endedCauses {
		if cause == c {
			return n
		}
	}
	return 1
}
