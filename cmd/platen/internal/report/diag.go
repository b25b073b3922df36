package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
)

// A Printer prints findings and keeps the score for the exit code.
type Printer struct {
	Listed   []Listed // findings of a build that somebody watches, warnings and errors
	W        io.Writer
	Form     string // short, json, sarif, github; "" is with the source line
	color    bool
	least    tree.Severity // what is printed
	failOn   tree.Severity
	Progress *progress
	N        [3]int // how many of each severity were found
	keep     bool   // findings are kept for a report
	books    []*bookReport
	of       map[Source]*bookReport // books, by their inputs
	rest     *bookReport            // findings about no input
	timings  bool                   // of --timings
	Baseline *baseline              // of --baseline, nil for none

	Only     map[string]bool // absolute paths of --only; nil for all files
	watching bool
	before   map[Known]int // what the build before has printed: it is not printed again
	Met      map[Known]int // what this build found, when watching
	Fresh    int           // findings that the build before had not

	Failed  bool // something could not be converted: exit code 1
	Refused bool // something at or above --fail-on: exit code 3
}

// never is above every severity.
const never = tree.Error + 1

// newPrinter returns a printer to w. seen are the findings that the build before has printed, when the run watches.
func newPrinter(o *options.Options, w io.Writer, env func(string) string, watching bool, seen map[Known]int) *Printer {
	p := &Printer{W: w, Form: o.Diagnostics, color: useColor(o.Color, w, env), least: tree.Warning,
		failOn: map[string]tree.Severity{"": tree.Error, "warning": tree.Warning, "never": never}[o.FailOn]}
	switch {
	case o.Quiet:
		p.least = tree.Error
	case o.Verbose:
		p.least = tree.Info
	}
	if p.watching = watching; p.watching {
		p.before, p.Met = seen, map[Known]int{}
	}
	p.timings = o.Timings
	p.of, p.rest = map[Source]*bookReport{}, &bookReport{}
	p.keep = len(o.Reports) > 0 || p.Form == "sarif"
	p.Progress = newProgress(o, w, env)
	if p.Progress.interval > 0 {
		p.W = &lined{w, p.Progress}
	}
	return p
}

// useColor decides about colours: https://no-color.org for auto.
func useColor(when string, w io.Writer, env func(string) string) bool {
	if when == "" {
		return env("NO_COLOR") == "" && env("TERM") != "dumb" && IsTerminal(w)
	}
	return when == "always"
}

func IsTerminal(f any) bool {
	file, ok := f.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(file.Fd()))
}

// TerminalWidth returns how many columns the terminal has that a stream goes to, 0 for what is none.
func TerminalWidth(w any) int {
	if f, ok := w.(interface{ Fd() uintptr }); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}

// maxListed is how many findings are kept for those who watch.
const maxListed = 500

// A Listed is a finding with its file as it is shown.
type Listed struct {
	File string
	Finding
}

// Print prints what was found about an input.
func (p *Printer) Print(o *Outcome) {
	var out bytes.Buffer
	var kept *bookReport
	if p.keep {
		if kept = p.restOf(o); kept == nil {
			kept = newBookReport(o)
			kept.Ledger = o.Sheets
			kept.Topics = topicLines(o)
			if p.timings {
				kept.Seconds = o.Spent.Seconds()
			}
			p.books = append(p.books, kept)
			p.of[o.In] = kept
		}
	}
	if p.Only == nil {
		p.Baseline.look(o)
	}
	for i := range o.Findings {
		d := ruled(o.Findings[i], o.Rules)
		if d == nil {
			continue
		}
		if p.Only != nil && !p.Only[Absolute(o.In.Shown(d.Path))] {
			continue
		}
		if known := !d.Excused && p.Baseline.takes(o.In, d); known || d.Excused {
			if kept != nil {
				e := newKept(o.In, d)
				e.Known, e.Excused = known, d.Excused
				kept.Findings = append(kept.Findings, e)
			}
			continue
		}
		p.N[d.Severity] += max(d.Count, 1)
		kept.count(d)
		if d.Severity >= p.failOn {
			p.Refused = true
		}
		if o.Findings[i].Severity == tree.Error && Incomplete(d.Code) {
			p.Failed = true
		}
		if d.Severity < min(p.least, tree.Warning) || d.Severity < p.least && kept == nil {
			continue
		}
		if kept != nil {
			kept.Findings = append(kept.Findings, newKept(o.In, d))
		}
		if d.Severity < p.least || p.printed(o.In, d) {
			continue
		}
		switch p.Form {
		case "sarif": // at the end
		case "json":
			writeJSON(&out, newEntry(o.In, d))
		case "github":
			f := newEntry(o.In, d)
			out.WriteString(f.annotation())
		case "short":
			p.line(&out, o.In, d)
			if d.Hint != "" {
				out.Truncate(out.Len() - 1)
				out.WriteString("; " + Printable(d.Hint) + "\n")
			}
		default:
			p.line(&out, o.In, d)
			p.source(&out, d)
		}
		if p.least == tree.Info && (p.Form == "" || p.Form == "short") {
			trace(&out, d.Trace)
		}
		if out.Len() > 1<<20 {
			p.W.Write(out.Bytes())
			out.Reset()
		}
	}
	p.W.Write(out.Bytes())
}

// restOf returns the report that an outcome adds to, nil for an input of its own.
func (p *Printer) restOf(o *Outcome) *bookReport {
	switch {
	case !o.More:
		return nil
	case o.Rest:
		return p.rest
	}
	return p.of[o.In]
}

// trace prints the calls that led to a failure, for who reports it.
func trace(out io.Writer, calls string) {
	for call := range strings.Lines(calls) {
		fmt.Fprintf(out, "      at %s\n", Printable(strings.TrimSuffix(call, "\n")))
	}
}

// ruled returns a finding with the severity that its code is given, nil when it is left out. An error that leaves an
// output incomplete stays what it is.
func ruled(d Finding, rules options.Rules) *Finding {
	rule, ok := rules[d.Code]
	if !ok || d.Severity == tree.Error && Incomplete(d.Code) {
		return &d
	}
	switch rule {
	case options.RuleIgnore:
		return nil
	case options.RuleWarn:
		d.Severity = tree.Warning
	case options.RuleError:
		d.Severity = tree.Error
	}
	return &d
}

// printed reports whether a person who watches has seen the finding after the build before.
func (p *Printer) printed(in Source, d *Finding) bool {
	if !p.watching {
		return false
	}
	if d.Severity >= tree.Warning && len(p.Listed) < maxListed {
		p.Listed = append(p.Listed, Listed{in.Shown(d.Path), *d})
	}
	k := Known{in.Shown(d.Path), d.Code, d.Msg}
	if p.Met[k]++; p.Met[k] > p.before[k] {
		p.Fresh++
		return false
	}
	return p.Form == ""
}

// Incomplete reports whether an error of this code means that an output lacks something.
func Incomplete(code tree.DiagCode) bool {
	switch code {
	case tree.PageFailed, tree.PageUnreadable, tree.FileUnreadable, tree.LimitHit, tree.WriteFailed, tree.Clash, tree.LedgerExtra, tree.LedgerLost, tree.LedgerUnread, tree.SourceLost:
		return true
	}
	return false
}

func (p *Printer) Any() bool { return p.N[tree.Warning]+p.N[tree.Error] > 0 }

// Counts returns ", 2 errors, 3 warnings" as far as there are any.
func (p *Printer) Counts() string {
	s := ""
	if n := p.N[tree.Error]; n > 0 {
		s += ", " + Count(n, "error")
	}
	if n := p.N[tree.Warning]; n > 0 {
		s += ", " + Count(n, "warning")
	}
	return s + p.Baseline.counts()
}

// Colours as terminals know them.
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	green  = "1;32"
)

func (p *Printer) paint(color, s string) string {
	if !p.color {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}

func colorOf(s tree.Severity) string { return [...]string{blue, yellow, red}[s] }

// line prints "file:line:column: severity: message [code]".
func (p *Printer) line(out *bytes.Buffer, in Source, d *Finding) {
	place := Printable(in.Shown(d.Path))
	if strings.HasPrefix(strings.TrimLeft(place, " "), "::") { // GitHub's runner would take the line for an order
		place = "./" + place
	}
	if d.Line > 0 {
		place += ":" + strconv.Itoa(d.Line)
		if d.Column > 0 {
			place += ":" + strconv.Itoa(d.Column)
		}
	}
	fmt.Fprintf(out, "%s: %s: %s [%s]\n", p.paint(bold, place), p.paint(colorOf(d.Severity), d.Severity.String()), Printable(d.Msg), d.Code)
}

// SourceWidth is how many columns of a source line are shown.
const SourceWidth = 100

// source prints the source line with a mark under the finding, and the hint.
func (p *Printer) source(out *bytes.Buffer, d *Finding) {
	if !d.HasPlace {
		if d.Hint != "" {
			fmt.Fprintf(out, "   %s\n", p.paint(green, Printable(d.Hint)))
		}
		return
	}
	before, marked, after := Window(d.Text, d.Mark, d.MarkEnd)
	number := strconv.Itoa(d.Line)
	pad := strings.Repeat(" ", max(0, 5-len(number)))
	fmt.Fprintf(out, "%s%s %s %s\n", pad, number, p.paint(blue, "│"), before+marked+after)
	marks := strings.Repeat("^", max(1, uniseg.StringWidth(marked)))
	fmt.Fprintf(out, "%s %s %s%s", strings.Repeat(" ", len(pad)+len(number)), p.paint(blue, "│"),
		strings.Repeat(" ", uniseg.StringWidth(before)), p.paint(colorOf(d.Severity), marks))
	if d.Hint != "" {
		out.WriteString(" " + p.paint(green, Printable(d.Hint)))
	}
	out.WriteByte('\n')
}
