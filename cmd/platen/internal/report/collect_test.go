package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"platen/convert"
	"platen/convert/tree"
)

// TestManyFindings has a page with more faults of a kind than are kept: the rest is counted, and printing
// them costs no scan of the page for each.
func TestManyFindings(t *testing.T) {
	page := &tree.Page{Path: "a.md", Sources: []tree.Source{{Path: "a.md", Base: 1, Text: strings.Repeat("[é](x) ", 40000)}}}
	f := &Collector{In: &guide{}}
	for i := range convert.MaxFindings + 7 {
		f.Report(tree.Diag{Page: page, Pos: tree.Pos(8*i + 1), End: tree.Pos(8*i + 4), Severity: tree.Warning, Code: tree.DeadLink, Msg: fmt.Sprint(i)})
	}
	f.Report(tree.Diag{Page: page, Pos: 9, Severity: tree.Warning, Code: tree.NoAlt, Msg: "another kind"})
	var out bytes.Buffer
	p := &Printer{W: &out, least: tree.Warning, failOn: never}
	p.Print(f.Outcome(&tree.Book{Pages: []*tree.Page{page}}))
	if !strings.Contains(out.String(), "a.md:1:6994: warning: 7 more findings of this kind in the page [dead-link]") {
		t.Errorf("no count in\n%s", out.String()[max(0, out.Len()-400):])
	}
	if n := strings.Count(out.String(), "[dead-link]"); n != convert.MaxFindings+1 {
		t.Errorf("%d findings", n)
	}
	for line := range strings.Lines(out.String()) {
		if w := uniseg.StringWidth(line); w > SourceWidth+20 {
			t.Fatalf("%d columns: %s", w, line)
		}
	}
}

// TestLocator compares it with tree.Page.At at every place, in order and out of order.
func TestLocator(t *testing.T) {
	p := &tree.Page{Path: "a.md", Sources: []tree.Source{{Path: "a.md", Base: 1, Text: "é one\n\ntwo 世界\n"}, {Path: "b.md", Base: 100, Text: "x\ny\n"}}}
	var places []tree.Pos
	for i := range 120 {
		places = append(places, tree.Pos(i), tree.Pos(119-i), tree.Pos(i*7%120))
	}
	var l Locator
	for _, pos := range places {
		if got, want := l.place(p, pos), p.At(pos); pos > 0 && got != want {
			t.Errorf("%d: %v, want %v", pos, got, want)
		}
	}
}

// TestReportConcurrent takes findings from many goroutines and prints them in one order.
func TestReportConcurrent(t *testing.T) {
	var texts [2]string
	for i := range texts {
		f := &Collector{In: &guide{}}
		done := make(chan bool)
		for g := range 8 {
			go func() {
				for j := range 50 {
					f.Report(tree.Diag{Path: "p", Line: g*50 + j + 1, Severity: tree.Warning, Code: tree.DeadLink, Msg: "m"})
				}
				done <- true
			}()
		}
		for range 8 {
			<-done
		}
		var out bytes.Buffer
		(&Printer{W: &out, Form: "short", least: tree.Warning}).Print(f.Outcome(nil))
		texts[i] = out.String()
	}
	if texts[0] != texts[1] || strings.Count(texts[0], "\n") != 400 {
		t.Error("the order differs")
	}
}

// TestTrace shows where a page failed to those who ask for more.
func TestTrace(t *testing.T) {
	for least, want := range map[tree.Severity]string{
		tree.Warning: "p: error: it failed [page-failed]\n",
		tree.Info:    "p: error: it failed [page-failed]\n      at text.table table.go:5\n      at text.page writer.go:9\n",
	} {
		f := &Collector{In: &guide{}}
		f.Report(tree.Diag{Path: "p", Severity: tree.Error, Code: tree.PageFailed, Msg: "it failed", Trace: "text.table table.go:5\ntext.page writer.go:9"})
		var out bytes.Buffer
		(&Printer{W: &out, least: least}).Print(f.Outcome(nil))
		if out.String() != want {
			t.Errorf("%s: %q", least, out.String())
		}
	}
}
