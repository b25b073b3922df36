package report

import (
	"bytes"
	"path"
	"testing"
	"time"
)

// TestProgress counts pages, their rate and the time that is left, from steps of known times.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	at := time.Unix(0, 0)
	one, two := &guide{"one"}, &guide{"two"}
	p := &progress{w: &out, now: func() time.Time { return at }, what: "writing guide", single: true, begun: at, last: at, ended: make(chan struct{}),
		inputs: map[Source]int{one: 100}, total: 100, extent: map[string]int{"": 2, ".html": 2}}
	p.work = p.total * p.perPage()
	check := func(want string) {
		t.Helper()
		if got := p.line(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check("writing guide, 0 of 100 pages")
	for range 50 {
		p.Read()
	}
	check("writing guide, 25 of 100 pages")
	at = at.Add(2 * time.Second)
	for range 50 {
		p.Read()
	}
	check("writing guide, 50 of 100 pages, 25/s, 2 s left")
	p.File("style.css") // no page
	p.File("a.html")
	at = at.Add(time.Second) // nothing is done meanwhile
	check("writing guide, 50 of 100 pages, 25/s")
	p.Finished(one)
	check("writing guide, 100 of 100 pages, 33/s")

	p.single, p.inputs, p.total = false, map[Source]int{one: 100, two: 300}, 400
	p.work = p.total * p.perPage()
	check("1 of 2 guides, 100 of 400 pages, 33/s, 9 s left")

	// The line goes before anything else is printed.
	w := &lined{&out, p}
	p.show()
	w.Write([]byte("a finding\n"))
	w.Write([]byte("and another\n"))
	if got, want := out.String(), "\r\x1b[K1 of 2 guides, 100 of 400 pages, 33/s, 9 s left\r\x1b[Ka finding\nand another\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.show()
	p.End()
	p.End()
	if !bytes.HasSuffix(out.Bytes(), []byte("\r\x1b[K")) {
		t.Error("the line stays at the end")
	}
	out.Reset()
	p.plain = true
	p.show()
	if got, want := out.String(), "platen: 1 of 2 guides, 100 of 400 pages, 33/s, 9 s left\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A guide is a source that is a folder.
type guide struct{ name string }

func (g *guide) Named() string         { return g.name }
func (g *guide) Shown(p string) string { return path.Join(g.name, p) }
func (g *guide) IsGuide() bool         { return true }
func (g *guide) IsStdin() bool         { return false }
