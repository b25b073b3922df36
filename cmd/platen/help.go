package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// An example is a command line and what it does.
type example struct{ line, doc string }

func examples() []example {
	return []example{
		{"platen page.md -o page.html", "one page, the format by the extension"},
		{"cat page.md | platen -t text", "standard input to standard output"},
		{"platen guide/ -o out/", "a whole guide as linked pages"},
		{"platen guide/ -o guide.pdf", "a whole guide as one book"},
		{"platen guide/ -o out/ -t html,pdf,text", "several formats, read once"},
		{"platen --each handouts/ -o out/", "each page on its own"},
		{"platen check guide/", "report dead links and other faults, write nothing"},
	}
}

// An exitDoc says what an exit code means.
type exitDoc struct {
	code int
	doc  string
}

func exitDocs() []exitDoc {
	return []exitDoc{
		{report.ExitOK, "Done."},
		{report.ExitFailed, "Something could not be read, written or converted. What could be is complete."},
		{report.ExitUsage, "The command line is wrong. Nothing was read or written."},
		{report.ExitDiagnostics, "There are diagnostics at or above --fail-on. All outputs are written."},
		{report.ExitInterrupted, "Interrupted. No file is half written."},
	}
}

const intro = "platen converts Markdown pages and guides."

// help prints the help of the command, "" for platen itself.
func (c *command) help(cmd string) error {
	if cmd == "" {
		writeHelp(c.stdout)
		return nil
	}
	return c.helpOn(context.Background(), []string{cmd})
}

// writeHelp prints usage, examples and all flags.
func writeHelp(w io.Writer) {
	fmt.Fprintf(w, "%s\n\nUsage:\n  platen [flags] [FILE|DIR …]\n", intro)
	for _, s := range subcommands() {
		fmt.Fprintf(w, "  platen %s %s\n", s.name, s.args)
	}
	fmt.Fprint(w, "\nExamples:\n")
	for _, e := range examples() {
		fmt.Fprintf(w, "  %-37s %s\n", e.line, e.doc)
	}
	for _, g := range options.Groups() {
		fmt.Fprintf(w, "\n%s:\n", g)
		for _, f := range options.Flags() {
			if f.Group == g {
				writeFlag(w, f)
			}
		}
	}
	fmt.Fprintf(w, "\nFormats: %s. A topic's help: platen help check, platen help --toc, platen help dead-link.\n", strings.Join(options.FormatNames(), ", "))
}

// helpColumn is where the sentences of the help begin, helpWidth where lines end.
const (
	helpColumn = 30
	helpWidth  = 100
)

// writeFlag prints a flag and its sentences.
func writeFlag(w io.Writer, f options.Flag) {
	head := "      "
	if f.Short != "" {
		head = "  -" + f.Short + ", "
	}
	head += f.Usage()
	if len(head) >= helpColumn {
		fmt.Fprintln(w, head)
		head = ""
	}
	for i, line := range fill(f.Sentences(), helpWidth-helpColumn) {
		if i > 0 {
			head = ""
		}
		fmt.Fprintf(w, "%-*s%s\n", helpColumn, head, line)
	}
}

// fill breaks s into lines of at most width bytes.
func fill(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// helpOn explains a topic.
func (c *command) helpOn(ctx context.Context, args []string) error {
	switch len(args) {
	case 0:
		writeHelp(c.stdout)
		return nil
	case 1:
	default:
		return options.Wrong("help takes one topic")
	}
	if args[0] == "man" {
		writeMan(c.stdout)
		return nil
	}
	if slices.Contains(lists(), args[0]) {
		return c.list(ctx, args)
	}
	if c.explain(args[0]) {
		return nil
	}
	return options.Unknown("topic", args[0], topics())
}

// explain prints what is known about a topic and reports whether there is any.
func (c *command) explain(topic string) bool {
	for _, s := range subcommands() {
		if s.name == topic {
			fmt.Fprintf(c.stdout, "platen %s %s\n\n%s\n", s.name, s.args, s.doc)
			return true
		}
	}
	name := strings.TrimLeft(topic, "-")
	for _, f := range options.Flags() {
		if f.Name == name || topic == "-"+f.Short {
			writeFlag(c.stdout, f)
			return true
		}
	}
	if f, ok := options.FormatNamed(topic); ok {
		fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n", f.Name, strings.Join(f.Exts, " "), f.Doc)
		return true
	}
	for _, d := range append(options.Dialects(), options.Extensions()...) {
		if d.Name == topic {
			fmt.Fprintf(c.stdout, "%s\n\n%s\n", d.Name, d.Doc)
			return true
		}
	}
	for _, d := range tree.Codes() {
		if string(d.Code) == topic {
			fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n\n%s", d.Code, d.Severity, d.Doc, d.Code.Help().Text())
			return true
		}
	}
	if topic == "exit-codes" {
		for _, e := range exitDocs() {
			fmt.Fprintf(c.stdout, "%3d  %s\n", e.code, e.doc)
		}
		return true
	}
	return false
}

// topics returns all words that help explains.
func topics() []string {
	names := []string{"man", "exit-codes"}
	for _, s := range subcommands() {
		names = append(names, s.name)
	}
	for _, f := range options.Flags() {
		names = append(names, "--"+f.Name)
	}
	names = append(names, options.FormatNames()...)
	for _, d := range append(options.Dialects(), options.Extensions()...) {
		names = append(names, d.Name)
	}
	for _, d := range tree.Codes() {
		names = append(names, string(d.Code))
	}
	return names
}
