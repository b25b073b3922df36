package main

import (
	"context"
	"fmt"
	"io"
	"strings"

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
		{exitOK, "Done."},
		{exitFailed, "Something could not be read, written or converted. What could be is complete."},
		{exitUsage, "The command line is wrong. Nothing was read or written."},
		{exitDiagnostics, "There are diagnostics at or above --fail-on. All outputs are written."},
		{exitInterrupted, "Interrupted. No file is half written."},
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
	for _, g := range groups() {
		fmt.Fprintf(w, "\n%s:\n", g)
		for _, f := range flagTable() {
			if f.group == g {
				writeFlag(w, f)
			}
		}
	}
	fmt.Fprintf(w, "\nFormats: %s. A topic's help: platen help check, platen help --toc, platen help dead-link.\n", strings.Join(formatNames(), ", "))
}

// helpColumn is where the sentences of the help begin, helpWidth where lines end.
const (
	helpColumn = 30
	helpWidth  = 100
)

// writeFlag prints a flag and its sentences.
func writeFlag(w io.Writer, f flagDef) {
	head := "      "
	if f.short != "" {
		head = "  -" + f.short + ", "
	}
	head += f.usage()
	if len(head) >= helpColumn {
		fmt.Fprintln(w, head)
		head = ""
	}
	for i, line := range fill(f.sentences(), helpWidth-helpColumn) {
		if i > 0 {
			head = ""
		}
		fmt.Fprintf(w, "%-*s%s\n", helpColumn, head, line)
	}
}

// usage returns "--toc[=DEPTH]".
func (f *flagDef) usage() string {
	switch {
	case f.arg == "":
		return "--" + f.name
	case f.bare != "":
		return "--" + f.name + "[=" + f.arg + "]"
	}
	return "--" + f.name + " " + f.arg
}

// sentences returns what the flag does and its default.
func (f *flagDef) sentences() string {
	if f.def == "" {
		return f.doc
	}
	return f.doc + " Default: " + f.def + "."
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
func (c *command) helpOn(_ context.Context, args []string) error {
	switch len(args) {
	case 0:
		writeHelp(c.stdout)
		return nil
	case 1:
	default:
		return wrong("help takes one topic")
	}
	if args[0] == "man" {
		writeMan(c.stdout)
		return nil
	}
	if c.explain(args[0]) {
		return nil
	}
	return unknown("topic", args[0], topics())
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
	for _, f := range flagTable() {
		if f.name == name || topic == "-"+f.short {
			writeFlag(c.stdout, f)
			return true
		}
	}
	if f, ok := formatNamed(topic); ok {
		fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n", f.name, strings.Join(f.exts, " "), f.doc)
		return true
	}
	for _, d := range append(dialects(), extensions()...) {
		if d.name == topic {
			fmt.Fprintf(c.stdout, "%s\n\n%s\n", d.name, d.doc)
			return true
		}
	}
	for _, d := range tree.Codes() {
		if string(d.Code) == topic {
			fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n", d.Code, d.Severity, d.Doc)
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
	for _, f := range flagTable() {
		names = append(names, "--"+f.name)
	}
	names = append(names, formatNames()...)
	for _, d := range append(dialects(), extensions()...) {
		names = append(names, d.name)
	}
	for _, d := range tree.Codes() {
		names = append(names, string(d.Code))
	}
	return names
}
