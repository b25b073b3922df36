package pages_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// onProcessors runs a test on one processor and on several.
func onProcessors(t *testing.T, test func(t *testing.T)) {
	for _, n := range []int{1, 4} {
		t.Run(fmt.Sprintf("%d processors", n), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
			test(t)
		})
	}
}

func none() (s struct{}) { return s }

func TestEach(t *testing.T) {
	onProcessors(t, func(t *testing.T) {
		done := make([]atomic.Int32, 1000)
		var states atomic.Int32
		err := pages.Each(t.Context(), len(done), func() int { return int(states.Add(1)) }, func(s, i int) error {
			if s < 1 || s > runtime.GOMAXPROCS(0) {
				t.Errorf("state %d", s)
			}
			done[i].Add(1)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		for i := range done {
			if n := done[i].Load(); n != 1 {
				t.Fatalf("%d was done %d times", i, n)
			}
		}
	})
}

// TestEachFirstError gets the first error in order, and nothing is begun long after it.
func TestEachFirstError(t *testing.T) {
	onProcessors(t, func(t *testing.T) {
		var begun atomic.Int32
		err := pages.Each(t.Context(), 1_000_000, none, func(_ struct{}, i int) error {
			begun.Add(1)
			if i >= 10 {
				return fmt.Errorf("at %d", i)
			}
			return nil
		})
		if err == nil || err.Error() != "at 10" {
			t.Errorf("error %v, want that of 10", err)
		}
		if n := begun.Load(); n > 1000 {
			t.Errorf("%d were begun", n)
		}
	})
}

func TestInOrder(t *testing.T) {
	onProcessors(t, func(t *testing.T) {
		var got []byte
		err := pages.InOrder(t.Context(), 500, none, func(_ struct{}, i int, buf []byte) ([]byte, []byte) {
			buf = fmt.Appendf(buf[:0], "%d %s;", i, strings.Repeat("x", i%7))
			return buf, buf
		}, func(b []byte) error {
			got = append(got, b...)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		var want bytes.Buffer
		for i := range 500 {
			fmt.Fprintf(&want, "%d %s;", i, strings.Repeat("x", i%7))
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("out of order, or a buffer was used too early: %.200s", got)
		}
	})
}

func TestInOrderStops(t *testing.T) {
	onProcessors(t, func(t *testing.T) {
		full := errors.New("the disk is full")
		begun, taken := atomic.Int32{}, 0
		work := func(_ struct{}, i int, buf []byte) (int, []byte) { begun.Add(1); return i, buf }
		err := pages.InOrder(t.Context(), 100_000, none, work, func(i int) error {
			if taken++; i == 5 {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || taken != 6 || begun.Load() > 100 {
			t.Errorf("%v after %d, %d were begun", err, taken, begun.Load())
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = pages.InOrder(ctx, 100_000, none, work, func(i int) error {
			if i == 5 {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestTry(t *testing.T) {
	page := &tree.Page{Path: "a.md"}
	var found []tree.Diag
	report := func(d tree.Diag) { found = append(found, d) }
	if !pages.Try(page, "it failed", report, func() {}) || found != nil {
		t.Error("fine work failed")
	}
	if pages.Try(page, "it failed", report, func() { outOfRange(nil, 3) }) {
		t.Error("a panic was fine")
	}
	if pages.Try(page, "it failed", report, func() { panic(pages.Limit("over 9 MiB")) }) {
		t.Error("a limit was fine")
	}
	if len(found) != 2 {
		t.Fatalf("%d findings", len(found))
	}
	d := found[0]
	if d.Page != page || d.Code != tree.PageFailed || d.Severity != tree.Error || !strings.HasPrefix(d.Msg, "it failed: runtime error: index out of range") {
		t.Errorf("%+v", d)
	}
	calls := strings.Split(d.Trace, "\n")
	if len(calls) != 2 || !strings.Contains(calls[0], "outOfRange pages_test.go:") || !strings.Contains(calls[1], "TestTry") {
		t.Errorf("trace %q", d.Trace)
	}
	if d := found[1]; d.Code != tree.LimitHit || d.Msg != "over 9 MiB" || d.Trace != "" {
		t.Errorf("%+v", d)
	}
}

//go:noinline
func outOfRange(list []int, i int) int { return list[i] }

// A memory takes one file.
type memory struct {
	bytes.Buffer
	fail            string // "create", "write", "close"
	closed, aborted bool
}

func (m *memory) Create(string) (io.WriteCloser, error) {
	if m.fail == "create" {
		return nil, errors.New("no place")
	}
	return m, nil
}

func (m *memory) Write(p []byte) (int, error) {
	if m.fail == "write" {
		return 0, errors.New("no room")
	}
	return m.Buffer.Write(p)
}

func (m *memory) Close() error {
	m.closed = true
	if m.fail == "close" {
		return errors.New("not closed")
	}
	return nil
}

func (m *memory) Abort() { m.aborted = true }

func TestPut(t *testing.T) {
	for _, tt := range []struct {
		fail, err       string
		closed, aborted bool
	}{
		{"", "", true, false},
		{"create", "write a.txt: no place", false, false},
		{"write", "write a.txt: no room", false, true},
		{"close", "write a.txt: not closed", true, false},
	} {
		m := &memory{fail: tt.fail}
		err := pages.Put(m, "a.txt", []byte("x"))
		if got := fmt.Sprint(err); got != tt.err && (err != nil || tt.err != "") {
			t.Errorf("%q: error %q, want %q", tt.fail, got, tt.err)
		}
		if m.closed != tt.closed || m.aborted != tt.aborted {
			t.Errorf("%q: closed %v, aborted %v", tt.fail, m.closed, m.aborted)
		}
	}
}

func TestFile(t *testing.T) {
	for path, want := range map[string]string{"a/b.c.md": "a/b.c.html", "-": "stdin.html", "README": "README.html"} {
		if got := pages.File(&tree.Page{Path: path}, "stdin", ".html"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, c := range [...]struct{ dir, to, want string }{
		{".", "a/b.md", "a/b.md"},
		{"a", "a/b.md", "b.md"},
		{"a/c", "a/b.md", "../b.md"},
		{"a", "b.md", "../b.md"},
		{"a/b", "a/b/c/d.md", "c/d.md"},
		{"x/y", "a/b.md", "../../a/b.md"},
		{"a", "a", "../a"},
	} {
		if got := pages.Relative(c.dir, c.to); got != c.want {
			t.Errorf("%s from %s: %s, want %s", c.to, c.dir, got, c.want)
		}
	}
}
