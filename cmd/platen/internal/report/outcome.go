package report

import (
	"time"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
	"platen/writers/ledger"
)

// A Source is an input, as far as messages name it.
type Source interface {
	Named() string            // the input
	Shown(path string) string // a page or file of it
	IsGuide() bool            // it is a whole folder
	IsStdin() bool
}

// An Outcome is what became of one input. It holds no part of the book, so that the book can be let go, and
// the outcome kept for the next run.
type Outcome struct {
	In       Source
	Book     *Book         // nil when no book came out
	Findings []Finding     // in the book's order
	Rules    options.Rules // what becomes of them by their codes
	Sheets   []*ledger.Sheet
	Topics   []options.Topic // of DITA, for a report
	Say      string          // a line about the run itself
	More     bool            // what is left to say after the last input, not an input of its own
	Rest     bool            // it is about none of the inputs
	Number   int             // of the input among all guides of the project file, from 1; 0 for none
	Bytes    int64           // of its outputs
	Outputs  []Output        // files that were made of it, or were there already
	Again    bool            // nothing has changed since an earlier run
	Spent    time.Duration   // on it
	Err      error           // what stopped it: a *Stopped, ErrPrinted, or a fault of the command line
}

// Fail notes what stopped the input, nil for nothing.
func (o *Outcome) Fail(err error) *Outcome {
	o.Err = err
	return o
}

// Book are what reports say about a book.
type Book struct {
	Name    string
	Title   string
	About   string // its description
	Lang    string
	Pages   []string // files of the pages, relative to the source root, in reading order
	Sources []string // all files that were read as Markdown, what pages include too
	Words   int
	Links   int
}

// A Finding finding knows its place without its page.
type Finding struct {
	Severity tree.Severity
	Code     tree.DiagCode
	Msg      string
	Hint     string `json:",omitempty"`
	Count    int    `json:",omitempty"` // how many findings it stands for; 0 is itself alone
	Trace    string `json:",omitempty"` // the calls that led to a failure, a line each

	Path      string `json:",omitempty"` // relative to the source root
	Line      int    `json:",omitempty"` // from 1; 0: the file as a whole
	Column    int    `json:",omitempty"` // in characters, from 1
	EndLine   int    `json:",omitempty"`
	EndColumn int    `json:",omitempty"`

	Text     string `json:",omitempty"` // the source line, around the finding
	Mark     int    `json:",omitempty"` // offset of what is marked in Text
	MarkEnd  int    `json:",omitempty"` // where the mark ends
	HasPlace bool   `json:",omitempty"` // Text and the marks are known

	Excused bool `json:",omitempty"` // a comment of the page says that it is meant to be so
}

// Outcome returns what was found, without the book. b is nil when no book came out.
func (f *Collector) Outcome(b *tree.Book) *Outcome {
	o := &Outcome{In: f.In, Book: newBookFacts(b), Sheets: f.Sheets, Topics: f.Topics}
	var loc Locator
	meant := excuses{}
	for _, d := range f.Sorted(b) {
		p := Place(d, &loc)
		p.Excused = meant.covers(&d)
		o.Findings = append(o.Findings, p)
	}
	return o
}

// Place works out where a finding stands.
func Place(d tree.Diag, loc *Locator) Finding {
	at := loc.at(d)
	p := Finding{Severity: d.Severity, Code: d.Code, Msg: d.Msg, Hint: d.Hint, Count: d.Count, Trace: d.Trace, Path: at.Path, Line: at.Line, Column: at.Column}
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
func newBookFacts(b *tree.Book) *Book {
	if b == nil {
		return nil
	}
	f := &Book{Name: b.Name, Title: b.Title(), About: b.Meta.String("description"), Lang: b.Lang(nil)}
	for _, p := range b.Pages {
		words, links := CountPage(p)
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

func (f *Book) addSources(p *tree.Page) {
	for _, s := range p.Sources {
		f.Sources = append(f.Sources, s.Path)
	}
}
