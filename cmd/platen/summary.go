package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/rivo/uniseg"
)

// A sumRow is what the table at the end of a run says about one input.
type sumRow struct {
	name                string
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

// addRow notes what became of an input. before are the printer's counts before it.
func (c *command) addRow(o *outcome, before [3]int) {
	r := sumRow{name: o.in.named(), spent: o.spent, bytes: o.bytes, warnings: c.diag.n[1] - before[1], errors: c.diag.n[2] - before[2]}
	if o.book != nil {
		r.name, r.pages, r.words, r.links = o.book.Name, len(o.book.Pages), o.book.Words, o.book.Links
	}
	c.rows = append(c.rows, r)
	c.guides = c.guides || o.in.guide
}

// printRows prints the table, for people and when there was a guide. The seconds are for terminals and for logs with
// plain progress: what goes into a pipe is the same for the same input.
func (c *command) printRows() {
	if c.opts.Quiet || c.opts.Diagnostics != "" || c.opts.DryRun || c.seen != nil || !c.guides {
		return
	}
	rows := c.rows
	if len(rows) > 1 {
		sum := sumRow{name: "total", spent: time.Since(c.start)}
		for _, r := range rows {
			sum.pages, sum.words, sum.links = sum.pages+r.pages, sum.words+r.words, sum.links+r.links
			sum.errors, sum.warnings, sum.bytes = sum.errors+r.errors, sum.warnings+r.warnings, sum.bytes+r.bytes
		}
		rows = append(rows, sum)
	}
	total := rows[len(rows)-1]
	cols := []sumColumn{
		{"", true, func(r *sumRow) string { return printable(cut(r.name, 40)) }},
		{"pages", true, func(r *sumRow) string { return grouped(r.pages) }},
		{"words", true, func(r *sumRow) string { return grouped(r.words) }},
		{"links", true, func(r *sumRow) string { return grouped(r.links) }},
		{"errors", total.errors > 0, func(r *sumRow) string { return grouped(r.errors) }},
		{"warnings", total.warnings > 0, func(r *sumRow) string { return grouped(r.warnings) }},
		{"bytes", total.bytes > 0, func(r *sumRow) string { return size(r.bytes) }},
		{"seconds", isTerminal(c.stderr) || c.opts.Progress == "plain", func(r *sumRow) string { return fmt.Sprintf("%.1f", r.spent.Seconds()) }},
	}
	table := make([][]string, 1+len(rows))
	for _, col := range cols {
		if !col.shown {
			continue
		}
		table[0] = append(table[0], col.name)
		for i := range rows {
			table[i+1] = append(table[i+1], col.cell(&rows[i]))
		}
	}
	c.stderr.Write(columns(table))
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
