package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sync"
	"syscall"

	"platen/writers/output"
)

// A Stream is standard output or the stream of messages. It remembers the first error: a list, a page of help or a
// message that could not be written makes the run fail, also where nobody looks at the writer's result. It is safe for
// concurrent use.
type Stream struct {
	W        io.Writer
	Messages bool // lines for people and logs: none of them is an order to the machine that runs a pipeline
	Annotate bool // but for GitHub's errors, warnings and notices at the beginning of a line

	mu  sync.Mutex
	err error
}

func (s *Stream) Write(p []byte) (int, error) {
	q := p
	if s.Messages {
		q = inert(p, s.Annotate)
	}
	_, err := s.W.Write(q)
	if err == nil {
		return len(p), nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil && !errors.Is(err, syscall.EPIPE) { // a reader that goes away has had enough
		s.err = err
	}
	return 0, err
}

// Failed returns the first error.
func (s *Stream) Failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// Fd returns the number of the file behind the stream, so that a terminal counts as one.
func (s *Stream) Fd() uintptr {
	if f, ok := s.W.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}

// What runners of pipelines take for an order when it stands in a log: "::error::" at the beginning of a line, spaces
// before it left out, and "##[error]" and "##vso[…]" anywhere in one (GitHub's actions/runner, ActionCommand.cs, and
// Azure's agent); TeamCity has "##teamcity[".
var (
	orderAtStart  = regexp.MustCompile(`(?m)^[ \t\r]*::(?:(?:error|warning|notice) )?`)
	orderAnywhere = regexp.MustCompile(`#(#(?:vso|teamcity)?\[)`)
)

// inert returns lines in which nothing is an order: a sign of each is escaped. annotate keeps annotations.
func inert(p []byte, annotate bool) []byte {
	if bytes.Contains(p, []byte("::")) {
		p = orderAtStart.ReplaceAllFunc(p, func(m []byte) []byte {
			if annotate && m[0] == ':' && m[len(m)-1] == ' ' {
				return m
			}
			return bytes.Replace(m, []byte("::"), []byte(`\x3a:`), 1)
		})
	}
	if bytes.Contains(p, []byte("##")) {
		p = orderAnywhere.ReplaceAll(p, []byte(`\x23$1`))
	}
	return p
}

// inertJSON is inert for JSON, in which orders and control characters can only stand in strings.
func inertJSON(p []byte) []byte {
	if bytes.Contains(p, []byte("##")) {
		p = orderAnywhere.ReplaceAll(p, []byte(`\u0023$1`))
	}
	if !bytes.ContainsFunc(p, isEscapable) {
		return p
	}
	return escapeRunes(p)
}

// isEscapable reports whether r is a control character or changes the direction of text, and may stand raw in what
// encoding/json writes.
func isEscapable(r rune) bool { return r >= 0x7f && output.IsControl(r) }

// escapeRunes writes those as JSON escapes. All are below U+10000.
func escapeRunes(p []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(p) {
		if isEscapable(r) {
			fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.Bytes()
}
