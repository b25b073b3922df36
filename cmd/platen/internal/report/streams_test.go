package report

import (
	"errors"
	"strings"
	"syscall"
	"testing"
)

// TestInert leaves no order in lines, and lines without one as they are.
func TestAnnotations(t *testing.T) {
	for in, want := range map[string]string{
		"::error file=a.md::x\n":    "::error file=a.md::x\n",
		"::stop-commands::x\n":      `\x3a:stop-commands::x` + "\n",
		" ::warning file=a.md::x\n": ` \x3a:warning file=a.md::x` + "\n",
	} {
		if got := string(inert([]byte(in), true)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"::error::x\n":                    `\x3a:error::x` + "\n",
		"a\n  ::stop-commands::t\nb":      "a\n  \\x3a:stop-commands::t\nb",
		"x ##[add-mask]y ##vso[task.x]z":  `x \x23#[add-mask]y \x23#vso[task.x]z`,
		"### [x](y) a::b ## [c]":          "### [x](y) a::b ## [c]",
		"###[x]":                          `#\x23#[x]`,
		"##teamcity[buildStatus text='']": `\x23#teamcity[buildStatus text='']`,
		"\r::error::x":                    "\r" + `\x3a:error::x`,
	} {
		if got := string(inert([]byte(in), false)); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got, want := string(inertJSON([]byte("{\"a\":\"##[x] \u202e\u0085\x7fé\"}"))), `{"a":"\u0023#[x] \u202e\u0085\u007fé"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// failingWriter fails with an error.
type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

// TestStream remembers the first error, but not that the reader has gone.
func TestStream(t *testing.T) {
	for err, want := range map[error]error{syscall.ENOSPC: syscall.ENOSPC, syscall.EPIPE: nil, syscall.EIO: syscall.EIO} {
		s := &Stream{W: failingWriter{err}}
		s.Write([]byte("x"))
		if got := s.Failed(); !errors.Is(got, want) || want == nil && got != nil {
			t.Errorf("%v: %v", err, got)
		}
	}
	var out strings.Builder
	s := &Stream{W: &out, Messages: true}
	if n, err := s.Write([]byte("::x::\n")); n != 6 || err != nil || s.Failed() != nil {
		t.Error(n, err)
	}
}
