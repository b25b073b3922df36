package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"platen/cmd/platen/internal/options"

	"github.com/rivo/uniseg"
)

// A sumRow is what the table at the end of a run says about one input.
type sumRow struct {
	name, source        string
	status              string // of what is not all there; "" else
	pages, words, links int
	errors, warnings    int
	bytes               int64 // of the outputs; 0 for none
	spent               time.Duration
}

// A sumColumn is a column of the table.
type sumColumn struct {
	name  string
	shown bool
	cell  func(r *sumRow) string
}

// A table is what a run prints at its end, for people and when there was a guide.
type table struct {
	rows   []sumRow
	guides bool // there is a guide among the inputs
}

// add notes what became of an input. before and after are the counts of findings.
func (t *table) add(o *Outcome, before, after [3]int) {
	r := sumRow{name: o.In.Named(), source: o.In.Named(), spent: o.Spent, bytes: o.Bytes, warnings: after[1] - before[1], errors: after[2] - before[2]}
	if status := statusOf(o); status == statusFailed || status == statusIncomplete {
		r.status = status
	}
	if o.Book != nil {
		r.name, r.pages, r.words, r.links = o.Book.Name, len(o.Book.Pages), o.Book.Words, o.Book.Links
	}
	t.rows = append(t.rows, r)
	t.guides = t.guides || o.In.IsGuide()
}

// print prints the table. The seconds are for terminals and for logs with plain progress: what goes into a pipe is the
// same for the same input. start is when the run began.
func (t *table) print(w io.Writer, o *options.Options, start time.Time) {
	if !t.guides {
		return
	}
	rows := distinct(t.rows)
	if len(rows) > 1 {
		sum := sumRow{name: "total", spent: time.Since(start)}
		for _, r := range rows {
			sum.pages, sum.words, sum.links = sum.pages+r.pages, sum.words+r.words, sum.links+r.links
			sum.errors, sum.warnings, sum.bytes = sum.errors+r.errors, sum.warnings+r.warnings, sum.bytes+r.bytes
		}
		rows = append(rows, sum)
	}
	total := rows[len(rows)-1]
	bad := slices.ContainsFunc(rows, func(r sumRow) bool { return r.status != "" })
	cols := []sumColumn{
		{"", true, func(r *sumRow) string { return Printable(shorten(r.name, 40)) }},
		{"pages", true, func(r *sumRow) string { return grouped(r.pages) }},
		{"words", true, func(r *sumRow) string { return grouped(r.words) }},
		{"links", true, func(r *sumRow) string { return grouped(r.links) }},
		{"errors", total.errors > 0, func(r *sumRow) string { return grouped(r.errors) }},
		{"warnings", total.warnings > 0, func(r *sumRow) string { return grouped(r.warnings) }},
		{"bytes", total.bytes > 0, func(r *sumRow) string { return size(r.bytes) }},
		{"seconds", IsTerminal(w) || o.Progress == "plain", func(r *sumRow) string { return fmt.Sprintf("%.1f", r.spent.Seconds()) }},
		{"status", bad, func(r *sumRow) string { return r.status }},
	}
	cells := make([][]string, 1+len(rows))
	for _, col := range cols {
		if !col.shown {
			continue
		}
		cells[0] = append(cells[0], col.name)
		for i := range rows {
			cells[i+1] = append(cells[i+1], col.cell(&rows[i]))
		}
	}
	w.Write(columns(cells))
}

// distinct gives rows of one name the names of their sources.
func distinct(rows []sumRow) []sumRow {
	count := map[string]int{}
	for _, r := range rows {
		count[shorten(r.name, 40)]++
	}
	rows = slices.Clone(rows)
	for i, r := range rows {
		if count[shorten(r.name, 40)] > 1 {
			rows[i].name = r.source
		}
	}
	return rows
}

// columns sets a table in columns, the first to the left and the others to the right.
func columns(table [][]string) []byte {
	var out bytes.Buffer
	widths := make([]int, len(table[0]))
	for _, row := range table {
		for i, cell := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	for _, row := range table {
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if i == 0 {
				out.WriteString(cell + pad)
			} else {
				out.WriteString("  " + pad + cell)
			}
		}
		out.Truncate(len(bytes.TrimRight(out.Bytes(), " ")))
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// grouped returns a number with a comma before each three digits.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// size returns a number of bytes in a unit that fits it.
func size(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	units := []string{"kB", "MB", "GB", "TB"}
	f, unit := float64(n)/1000, 0
	for f >= 999.95 && unit < len(units)-1 {
		f, unit = f/1000, unit+1
	}
	return fmt.Sprintf("%.1f %s", f, units[unit])
}
