package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
	"platen/writers/output"
)

// Command does what platen report says, and returns the exit code: that of the run that the reports together are of.
func Command(stdout, stderr io.Writer, o *options.Options, args []string) int {
	if len(args) == 0 || args[0] != "merge" {
		return Fault(stderr, options.WrongHint("platen report merge a.json b.json", "report needs to be told what to do: merge"))
	}
	args = args[1:]
	if len(args) == 0 {
		return Fault(stderr, options.WrongHint("they are what --report FILE.json has written", "report merge needs reports"))
	}
	var docs []*document
	for _, name := range args {
		d, err := readDocument(name)
		if err != nil {
			return Fault(stderr, err)
		}
		docs = append(docs, d)
	}
	r, err := merged(args, docs)
	if err != nil {
		return Fault(stderr, err)
	}
	if len(o.Reports) == 0 {
		stdout.Write(r.json())
	}
	for _, name := range o.Reports {
		if err := output.Replace(name, r.File(name), nil); err != nil {
			fmt.Fprintln(stderr, "platen:", Printable(NotWritten(name, err).Msg))
			return ExitFailed
		}
	}
	if !o.Quiet {
		fmt.Fprintln(stderr, "platen: "+Count(len(docs), "report")+", "+r.summary().line())
	}
	return r.exit
}

// line says what came of a run: "12 guides, 340 pages, 1 incomplete, 2 warnings".
func (s summary) line() string {
	line := Count(s.Guides, "guide") + ", " + Count(s.Pages, "page")
	for _, n := range []struct {
		n    int
		what string
	}{{s.Failed, "failed"}, {s.Incomplete, "incomplete"}} {
		if n.n > 0 {
			line += fmt.Sprintf(", %d %s", n.n, n.what)
		}
	}
	if s.Errors > 0 {
		line += ", " + Count(s.Errors, "error")
	}
	if s.Warnings > 0 {
		line += ", " + Count(s.Warnings, "warning")
	}
	return line
}

// readDocument reads a JSON report.
func readDocument(name string) (*document, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, options.NotThere(name, err)
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil || d.Tool != "platen" {
		return nil, &options.FileError{File: name, Msg: name + ": it is no JSON report of platen, as --report FILE.json writes it"}
	}
	d.Guides = slices.DeleteFunc(d.Guides, func(b *bookReport) bool { return b == nil })
	return &d, nil
}

// merged puts the reports of parts of a run together to that of the whole: the guides in the order of the project file, or
// else of the reports. A guide may be in several when they say the same of it.
func merged(names []string, docs []*document) (*report, error) {
	r := &report{}
	from := map[string]string{} // reports of guides, by what names the guide
	made := map[string]bool{}
	var rest []string
	for i, d := range docs {
		if d.Version != docs[0].Version {
			return nil, fmt.Errorf("%s is a report of platen %s, and %s of %s: their outputs may differ", names[0], docs[0].Version, names[i], d.Version)
		}
		if d.FailOn != docs[0].FailOn || d.Baseline != docs[0].Baseline {
			return nil, fmt.Errorf("%s and %s are of runs that differ in --fail-on or --baseline", names[0], names[i])
		}
		for _, b := range d.Guides {
			key := fmt.Sprintf("%d %q", b.Number, cmp.Or(b.Source, b.Name))
			was, twice := from[key]
			if from[key] = b.known(); !twice {
				r.books = append(r.books, b)
			} else if was != b.known() {
				return nil, fmt.Errorf("two reports say different things of %s, the second is %s: name one of them", cmp.Or(b.Source, b.Name), names[i])
			}
		}
		for _, m := range d.Outputs {
			if o := m.output(); !made[o.Path+"\x00"+o.What+o.Sum] {
				made[o.Path+"\x00"+o.What+o.Sum] = true
				r.outputs = append(r.outputs, o)
			}
		}
		r.rest = append(r.rest, d.Findings...)
		rest = append(rest, d.own()...)
		r.notes = append(r.notes, d.Notes...)
		r.exit = worst(r.exit, d.ExitCode)
	}
	slices.SortStableFunc(r.books, func(a, b *bookReport) int { return cmp.Compare(a.Number, b.Number) })
	slices.SortFunc(r.outputs, func(a, b Output) int { return strings.Compare(a.Path, b.Path) })
	r.failOn, r.baseline = tree.Error, docs[0].Baseline
	for severity, name := range failNames() {
		if name == docs[0].FailOn {
			r.failOn = severity
		}
	}
	lost, err := missing(docs)
	if err != nil {
		return nil, err
	}
	if lost != "" {
		rest, r.exit = append(rest, lost), Worse(r.exit, ExitFailed)
	}
	r.notes, r.problems = distinctTexts(r.notes), append(r.guideProblems(), distinctTexts(rest)...)
	return r, nil
}

// known is the guide's report as text.
func (b *bookReport) known() string {
	data, _ := json.Marshal(b)
	return string(data)
}

// guideProblems are what stopped guides.
func (r *report) guideProblems() (list []string) {
	for _, b := range r.books {
		list = append(list, b.Problems...)
	}
	return list
}

// ordered returns problems with those of guides first, so that they do not depend on which guides were done at once.
func (r *report) ordered(problems []string) []string {
	list := r.guideProblems()
	return append(list, without(problems, list)...)
}

// own are the problems of a run that are not those of its guides.
func (d *document) own() []string {
	return without(d.Problems, (&report{books: d.Guides}).guideProblems())
}

// without returns the texts of a list that are left when others are taken away, each once.
func without(list, others []string) (left []string) {
	taken := map[string]int{}
	for _, s := range others {
		taken[s]++
	}
	for _, s := range list {
		if taken[s]--; taken[s] < 0 {
			left = append(left, s)
		}
	}
	return left
}

// distinctTexts leaves out what was said before.
func distinctTexts(list []string) (kept []string) {
	for _, s := range list {
		if !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// missing says which shards have no report; "" when all are there, or when the reports are not of shards.
func missing(docs []*document) (string, error) {
	seen, n := map[int]bool{}, 0
	for _, d := range docs {
		if d.Shard == "" {
			continue
		}
		var i, of int
		if _, err := fmt.Sscanf(d.Shard, "%d/%d", &i, &of); err != nil || of < 1 || of > options.MaxShards || n != 0 && n != of {
			return "", errors.New("the reports are not all of one number of shards")
		}
		seen[i], n = true, of
	}
	var lost []string
	for i := 1; i <= n; i++ {
		if !seen[i] {
			lost = append(lost, fmt.Sprintf("%d/%d", i, n))
		}
	}
	if len(lost) == 0 {
		return "", nil
	}
	if len(lost) > 10 {
		lost = append(lost[:10], fmt.Sprintf("and %d more", len(lost)-10))
	}
	return "the guides of these shards are missing: " + strings.Join(lost, ", "), nil
}

// worst returns the exit code that a run has of which one part ends with a and another one with b.
func worst(a, b int) int {
	order := []int{ExitOK, ExitDiagnostics, ExitFailed, ExitUsage, ExitInterrupted}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	if !slices.Contains(order, b) {
		return Worse(a, ExitFailed)
	}
	return a
}
