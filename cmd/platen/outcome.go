package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"platen/convert/tree"
	"platen/writers/ledger"
)

// An outcome is what became of one input. It holds no part of the book, so that the book can be let go, and
// the outcome kept for the next run.
type outcome struct {
	in       *input
	book     *bookFacts // nil when no book came out
	findings []placed   // in the book's order
	sheets   []*ledger.Sheet
	say      string        // a line about the run itself
	more     bool          // what is left to say after the last input, not an input of its own
	bytes    int64         // of its outputs
	spent    time.Duration // on it
	err      error         // what stopped it: a *stopped, errDiagnosed, or a fault of the command line
}

// A stopped error is what stopped an input or its outputs, in a sentence each.
type stopped struct{ problems []string }

func (s *stopped) Error() string { return strings.Join(s.problems, "; ") }

// fail notes what stopped the input, nil for nothing.
func (o *outcome) fail(err error) *outcome {
	o.err = err
	return o
}

// settle prints an outcome. The error says that the run cannot end well; what it is about has been printed,
// but for a fault of the command line.
func (c *command) settle(ctx context.Context, o *outcome) error {
	c.diag.progress.finished(o.in)
	before := c.diag.n
	c.diag.print(o)
	if !o.more {
		c.addRow(o, before)
	}
	if o.say != "" {
		fmt.Fprintf(c.stderr, "platen: %s: %s\n", printable(o.in.named()), o.say)
	}
	for _, s := range o.sheets {
		c.addSheet(s)
	}
	var s *stopped
	switch {
	case o.err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(o.err, &s):
		for _, msg := range s.problems {
			c.problem(msg)
		}
		return errDiagnosed
	}
	return o.err
}

// each does work for each input, several at the same time when atOnce says so, and settles their outcomes in
// order. It returns how many pages there are, and what failed.
func (c *command) each(ctx context.Context, ins []*input, atOnce bool, work func(in *input, turn func(do func())) *outcome) (pages int, err error) {
	workers := 1
	if atOnce {
		workers = runtime.GOMAXPROCS(0)
	}
	var formats []string
	if c.planned != nil {
		for _, f := range c.planned.formats {
			formats = append(formats, f.Exts[0])
		}
	}
	c.diag.progress.begin(ins, formats)
	defer c.diag.progress.end()
	timed := func(in *input, turn func(func())) *outcome {
		began := time.Now()
		o := work(in, turn)
		o.spent = time.Since(began)
		return o
	}
	inTurn(ctx, ins, workers, timed, func(o *outcome) {
		if o.book != nil {
			pages += len(o.book.Pages)
		}
		if failed := c.settle(ctx, o); failed != nil && (err == nil || errors.Is(err, errDiagnosed)) {
			err = failed
		}
	})
	if err == nil {
		err = ctx.Err()
	}
	return pages, err
}

// bookFacts are what reports say about a book.
type bookFacts struct {
	Name    string
	Pages   []string // files of the pages, relative to the source root, in reading order
	Sources []string // all files that were read as Markdown, what pages include too
	Words   int
	Links   int
}

// A placed finding knows its place without its page.
type placed struct {
	Severity tree.Severity
	Code     tree.DiagCode
	Msg      string
	Hint     string `json:",omitempty"`
	Count    int    `json:",omitempty"` // how many findings it stands for; 0 is itself alone

	Path      string `json:",omitempty"` // relative to the source root
	Line      int    `json:",omitempty"` // from 1; 0: the file as a whole
	Column    int    `json:",omitempty"` // in characters, from 1
	EndLine   int    `json:",omitempty"`
	EndColumn int    `json:",omitempty"`

	Text     string `json:",omitempty"` // the source line, around the finding
	Mark     int    `json:",omitempty"` // offset of what is marked in Text
	MarkEnd  int    `json:",omitempty"` // where the mark ends
	HasPlace bool   `json:",omitempty"` // Text and the marks are known
}

// outcome returns what was found, without the book. b is nil when no book came out.
func (f *collector) outcome(b *tree.Book) *outcome {
	o := &outcome{in: f.in, book: newBookFacts(b), sheets: f.sheets}
	var loc locator
	for _, d := range f.sorted(b) {
		o.findings = append(o.findings, place(d, &loc))
	}
	return o
}

// place works out where a finding stands.
func place(d tree.Diag, loc *locator) placed {
	at := loc.at(d)
	p := placed{Severity: d.Severity, Code: d.Code, Msg: d.Msg, Hint: d.Hint, Count: d.Count, Path: at.Path, Line: at.Line, Column: at.Column}
	if d.Page == nil || d.Pos <= 0 || at.Line == 0 {
		return p
	}
	p.HasPlace = true
	p.Text, p.Mark = lineAt(d.Page, d.Pos)
	p.MarkEnd = p.Mark + 1
	if d.End > d.Pos {
		p.MarkEnd = p.Mark + int(d.End-d.Pos)
		end := loc.place(d.Page, d.End)
		p.EndLine, p.EndColumn = end.Line, end.Column
	}
	p.MarkEnd = max(min(p.MarkEnd, len(p.Text)), p.Mark)
	return p
}

// newBookFacts looks at a book. b may be nil.
func newBookFacts(b *tree.Book) *bookFacts {
	if b == nil {
		return nil
	}
	f := &bookFacts{Name: b.Name}
	for _, p := range b.Pages {
		words, links := countPage(p)
		f.Words += words
		f.Links += links
		path := p.Path
		if len(p.Sources) > 0 {
			path = p.Sources[0].Path
		}
		f.Pages = append(f.Pages, path)
		f.addSources(p)
	}
	if b.Index != nil {
		f.addSources(b.Index)
	}
	return f
}

func (f *bookFacts) addSources(p *tree.Page) {
	for _, s := range p.Sources {
		f.Sources = append(f.Sources, s.Path)
	}
}
