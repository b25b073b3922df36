package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"platen/convert/tree"
)

// A printer prints findings and keeps the score for the exit code.
type printer struct {
	w        io.Writer
	form     string // short, json, sarif; "" is with the source line
	color    bool
	least    tree.Severity // what is printed
	failOn   tree.Severity
	progress *progress
	n        [3]int // how many of each severity were found
	keep     bool   // findings are kept for a report
	books    []*bookReport
	baseline *baseline // of --baseline, nil for none

	only     map[string]bool // absolute paths of --only; nil for all files
	watching bool
	before   map[baselineKey]int // what the build before has printed: it is not printed again
	met      map[baselineKey]int // what this build found, when watching
	fresh    int                 // findings that the build before had not

	failed  bool // something could not be converted: exit code 1
	refused bool // something at or above --fail-on: exit code 3
}

// never is above every severity.
const never = tree.Error + 1

func newPrinter(c *command) *printer {
	o := c.opts
	p := &printer{w: c.stderr, form: o.Diagnostics, color: useColor(o.Color, c), least: tree.Warning,
		failOn: map[string]tree.Severity{"": tree.Error, "warning": tree.Warning, "never": never}[o.FailOn]}
	switch {
	case o.Quiet:
		p.least = tree.Error
	case o.Verbose:
		p.least = tree.Info
	}
	if p.watching = c.watching; p.watching {
		p.before, p.met = c.seen, map[baselineKey]int{}
	}
	p.keep = len(o.Reports) > 0 || p.form == "sarif"
	p.progress = newProgress(c)
	if p.progress.interval > 0 {
		c.stderr = &lined{c.stderr, p.progress}
		p.w = c.stderr
	}
	return p
}

// useColor decides about colours: https://no-color.org for auto.
func useColor(when string, c *command) bool {
	if when == "" {
		return c.env("NO_COLOR") == "" && c.env("TERM") != "dumb" && isTerminal(c.stderr)
	}
	return when == "always"
}

func isTerminal(f any) bool {
	file, ok := f.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(file.Fd()))
}

// print prints what was found about an input.
func (p *printer) print(o *outcome) {
	var out bytes.Buffer
	var kept *bookReport
	if p.keep {
		if n := len(p.books); o.more && n > 0 {
			kept = p.books[n-1]
		} else {
			kept = newBookReport(o)
			kept.Ledger = o.sheets
			p.books = append(p.books, kept)
		}
	}
	if p.only == nil {
		p.baseline.look(o)
	}
	for i := range o.findings {
		d := &o.findings[i]
		if p.only != nil && !p.only[absolute(o.in.shown(d.Path))] {
			continue
		}
		if p.baseline.takes(o.in, d) {
			if kept != nil {
				known := newFinding(o.in, d)
				known.Known = true
				kept.Findings = append(kept.Findings, known)
			}
			continue
		}
		p.n[d.Severity] += max(d.Count, 1)
		if d.Severity >= p.failOn {
			p.refused = true
		}
		if d.Severity == tree.Error && incomplete(d.Code) {
			p.failed = true
		}
		if d.Severity < min(p.least, tree.Warning) || d.Severity < p.least && kept == nil {
			continue
		}
		if kept != nil {
			kept.Findings = append(kept.Findings, newFinding(o.in, d))
		}
		if d.Severity < p.least || p.printed(o.in, d) {
			continue
		}
		switch p.form {
		case "sarif": // at the end
		case "json":
			writeJSON(&out, newFinding(o.in, d))
		case "short":
			p.line(&out, o.in, d)
			if d.Hint != "" {
				out.Truncate(out.Len() - 1)
				out.WriteString("; " + printable(d.Hint) + "\n")
			}
		default:
			p.line(&out, o.in, d)
			p.source(&out, d)
		}
		if out.Len() > 1<<20 {
			p.w.Write(out.Bytes())
			out.Reset()
		}
	}
	p.w.Write(out.Bytes())
}

// printed reports whether a person who watches has seen the finding after the build before.
func (p *printer) printed(in *input, d *placed) bool {
	if !p.watching {
		return false
	}
	k := baselineKey{in.shown(d.Path), d.Code, d.Msg}
	if p.met[k]++; p.met[k] > p.before[k] {
		p.fresh++
		return false
	}
	return p.form == ""
}

// incomplete reports whether an error of this code means that an output lacks something.
func incomplete(code tree.DiagCode) bool {
	switch code {
	case tree.PageFailed, tree.PageUnreadable, tree.FileUnreadable, tree.LimitHit, tree.WriteFailed, tree.Clash, tree.LedgerExtra, tree.LedgerLost, tree.LedgerUnread:
		return true
	}
	return false
}

func (p *printer) any() bool { return p.n[tree.Warning]+p.n[tree.Error] > 0 }

// counts returns ", 2 errors, 3 warnings" as far as there are any.
func (p *printer) counts() string {
	s := ""
	if n := p.n[tree.Error]; n > 0 {
		s += ", " + count(n, "error")
	}
	if n := p.n[tree.Warning]; n > 0 {
		s += ", " + count(n, "warning")
	}
	return s + p.baseline.counts()
}

// Colours as terminals know them.
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	green  = "1;32"
)

func (p *printer) paint(color, s string) string {
	if !p.color {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}

func colorOf(s tree.Severity) string { return [...]string{blue, yellow, red}[s] }

// line prints "file:line:column: severity: message [code]".
func (p *printer) line(out *bytes.Buffer, in *input, d *placed) {
	place := printable(in.shown(d.Path))
	if strings.HasPrefix(strings.TrimLeft(place, " "), "::") { // GitHub's runner would take the line for an order
		place = "./" + place
	}
	if d.Line > 0 {
		place += ":" + strconv.Itoa(d.Line)
		if d.Column > 0 {
			place += ":" + strconv.Itoa(d.Column)
		}
	}
	fmt.Fprintf(out, "%s: %s: %s [%s]\n", p.paint(bold, place), p.paint(colorOf(d.Severity), d.Severity.String()), printable(d.Msg), d.Code)
}

// sourceWidth is how many columns of a source line are shown.
const sourceWidth = 100

// source prints the source line with a mark under the finding, and the hint.
func (p *printer) source(out *bytes.Buffer, d *placed) {
	if !d.HasPlace {
		if d.Hint != "" {
			fmt.Fprintf(out, "   %s\n", p.paint(green, printable(d.Hint)))
		}
		return
	}
	before, marked, after := window(d.Text, d.Mark, d.MarkEnd)
	number := strconv.Itoa(d.Line)
	pad := strings.Repeat(" ", max(0, 5-len(number)))
	fmt.Fprintf(out, "%s%s %s %s\n", pad, number, p.paint(blue, "│"), before+marked+after)
	marks := strings.Repeat("^", max(1, uniseg.StringWidth(marked)))
	fmt.Fprintf(out, "%s %s %s%s", strings.Repeat(" ", len(pad)+len(number)), p.paint(blue, "│"),
		strings.Repeat(" ", uniseg.StringWidth(before)), p.paint(colorOf(d.Severity), marks))
	if d.Hint != "" {
		out.WriteString(" " + p.paint(green, printable(d.Hint)))
	}
	out.WriteByte('\n')
}
