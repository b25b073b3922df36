package limit

import (
	"fmt"

	"github.com/yuin/goldmark/parser"
)

// Limits protect against hostile input. A zero field means the default.
type Limits struct {
	PageBytes   int // bytes of one page; 32 MiB
	Depth       int // nesting of containers; 32
	DepthBlanks int // container depth × blank lines inside it; 100,000
	InlineBytes int // bytes of one inline block; 256 KiB
	Delimiters  int // link openers and delimiters in one inline block; 5,000
	Columns     int // columns of a table; 256
	Cells       int // filled cells of a page's tables; 262,144
	Definitions int // reference and footnote definitions of a page; 10,000
	Nodes       int // blocks, lines and marks of a page; 1,000,000
	Seconds     int // seconds of work a page, counted and not by a clock; 30
}

// An Error says which limit a page passed.
type Error struct {
	Limit string // the flag's name without dashes: "limit-depth"
	Value int    // the limit
	Line  int    // where, from 1; 0 unknown
	What  string // "containers nested 40 deep"
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s, over the limit of %d (--%s)", e.What, e.Value, e.Limit)
}

// WithDefaults returns the limits with zero fields set.
func (l Limits) WithDefaults() Limits {
	for _, f := range []struct {
		field *int
		value int
	}{
		{&l.PageBytes, 32 << 20}, {&l.Depth, 32}, {&l.DepthBlanks, 100_000}, {&l.InlineBytes, 256 << 10}, {&l.Delimiters, 5_000},
		{&l.Columns, 256}, {&l.Cells, 1 << 18}, {&l.Definitions, 10_000}, {&l.Nodes, 1_000_000}, {&l.Seconds, 30},
	} {
		if *f.field == 0 {
			*f.field = f.value
		}
	}
	return l
}

// What reading costs, in nanoseconds of a slow machine. A page's work is counted, so that the same page is read or
// refused on every machine, however busy it is.
const (
	NodeWork   = 2000 // a node, from the parser to the tree
	secondWork = 1_000_000_000
)

// workKey is where the work that a page has cost so far is.
var workKey = parser.NewContextKey()

// SpendWork adds n to the work of the page, and stops the page when that is more than it may cost.
func (l *Limits) SpendWork(pc parser.Context, n, line int) {
	spent, _ := pc.Get(workKey).(int)
	spent += n
	if spent/secondWork >= l.Seconds {
		panic(&Error{Limit: "limit-seconds", Value: l.Seconds, Line: line, What: "the page takes too much work to read"})
	}
	pc.Set(workKey, spent)
}
