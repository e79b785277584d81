// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// message is what passes over the pipe, each ended by a zero byte.
type message struct {
	ID        int64           `json:"id,omitempty"`
	Session   string          `json:"sessionId,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    json.RawMessage `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Complaint *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// conn is the protocol's connection. It is safe for concurrent use.
type conn struct {
	w io.Writer

	mu      sync.Mutex
	last    int64
	waiting map[int64]chan message
	onEvent map[string]func(message) // by session
	closed  bool
}

func newConn(w io.Writer, r io.Reader) *conn {
	c := &conn{w: w, waiting: make(map[int64]chan message), onEvent: make(map[string]func(message))}
	go c.read(bufio.NewReader(r))
	return c
}

// read hands out answers and events until the browser closes its end.
func (c *conn) read(r *bufio.Reader) {
	for {
		b, err := r.ReadBytes(0)
		if err != nil {
			break
		}
		var m message
		if json.Unmarshal(b[:len(b)-1], &m) != nil {
			continue
		}
		c.mu.Lock()
		answer, ok := c.waiting[m.ID]
		delete(c.waiting, m.ID)
		onEvent := c.onEvent[m.Session]
		c.mu.Unlock()
		switch {
		case m.ID != 0 && ok:
			answer <- m
		case m.ID == 0 && onEvent != nil:
			onEvent(m)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	for id, answer := range c.waiting {
		delete(c.waiting, id)
		close(answer)
	}
}

// listen sends the events of a session to onEvent, on the reading goroutine; nil ends it.
func (c *conn) listen(session string, onEvent func(message)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onEvent[session] = onEvent
}

// call sends one command and waits for its answer.
func (c *conn) call(session, method string, params any, limit time.Duration) (json.RawMessage, error) {
	if params == nil {
		params = struct{}{}
	}
	raw, err := json.Marshal(params)
	if err != nil {
		return nil, err
	}
	answer := make(chan message, 1)
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return nil, errors.New(method + ": the browser is gone")
	}
	c.last++
	m := message{ID: c.last, Session: session, Method: method, Params: raw}
	c.waiting[m.ID] = answer
	b, _ := json.Marshal(m)
	_, err = c.w.Write(append(b, 0))
	c.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	select {
	case m, ok := <-answer:
		if !ok {
			return nil, errors.New(method + ": the browser is gone")
		}
		if m.Complaint != nil {
			return nil, errors.New(method + ": " + m.Complaint.Message)
		}
		return m.Result, nil
	case <-time.After(limit):
		c.mu.Lock()
		delete(c.waiting, m.ID)
		c.mu.Unlock()
		return nil, fmt.Errorf("%s: no answer in %v", method, limit)
	}
}
