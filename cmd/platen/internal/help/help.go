// Package help is what the command says about itself: its help, its manual page, lists, completion.
package help

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

const intro = "platen converts Markdown pages and guides."

// Of prints the help of a command, "" for platen itself.
func Of(w io.Writer, command string) error {
	if command == "" {
		writeHelp(w)
		return nil
	}
	return Topic(w, []string{command})
}

// writeHelp prints usage, examples and all flags.
func writeHelp(w io.Writer) {
	fmt.Fprintf(w, "%s\n\nUsage:\n  platen [flags] [FILE|DIR …]\n", intro)
	for _, s := range options.Commands() {
		fmt.Fprintf(w, "  platen %s %s\n", s.Name, s.Args)
	}
	fmt.Fprint(w, "\nExamples:\n")
	for _, e := range options.Examples() {
		fmt.Fprintf(w, "  %-37s %s\n", e.Line, e.Doc)
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

// Topic explains the one topic that is named, and platen itself when none is.
func Topic(w io.Writer, args []string) error {
	switch len(args) {
	case 0:
		writeHelp(w)
		return nil
	case 1:
	default:
		return options.Wrong("help takes one topic")
	}
	if args[0] == "man" {
		writeMan(w)
		return nil
	}
	if slices.Contains(lists(), args[0]) {
		return List(w, args)
	}
	if explain(w, args[0]) {
		return nil
	}
	return options.Unknown("topic", args[0], topics())
}

// writeCommand prints what a command does, with examples and the flags that mean something for it.
func writeCommand(w io.Writer, c *options.Command) {
	fmt.Fprintf(w, "platen %s %s\n\n%s\n", c.Name, c.Args, c.Doc)
	if len(c.Examples) > 0 {
		fmt.Fprint(w, "\nExamples:\n")
	}
	for _, e := range c.Examples {
		fmt.Fprintf(w, "  %s\n      %s\n", e.Line, e.Doc)
	}
	for _, g := range options.Groups() {
		head := "\n" + g + ":\n"
		for _, f := range options.Flags() {
			if f.Group == g && c.Takes != nil && c.Takes(&f) {
				fmt.Fprint(w, head)
				writeFlag(w, f)
				head = ""
			}
		}
	}
	if c.More != "" {
		fmt.Fprintf(w, "\n%s\n", c.More)
	}
}

// explain prints what is known about a topic and reports whether there is any.
func explain(w io.Writer, topic string) bool {
	for _, s := range options.Commands() {
		if s.Name == topic {
			writeCommand(w, &s)
			return true
		}
	}
	name := strings.TrimLeft(topic, "-")
	for _, f := range options.Flags() {
		if f.Name == name || topic == "-"+f.Short {
			writeFlag(w, f)
			return true
		}
	}
	if f, ok := options.FormatNamed(topic); ok {
		fmt.Fprintf(w, "%s (%s)\n\n%s\n", f.Name, strings.Join(f.Exts, " "), f.Doc)
		return true
	}
	for _, d := range append(options.Dialects(), options.Extensions()...) {
		if d.Name == topic {
			fmt.Fprintf(w, "%s\n\n%s\n", d.Name, d.Doc)
			return true
		}
	}
	for _, d := range tree.Codes() {
		if string(d.Code) == topic {
			fmt.Fprintf(w, "%s (%s)\n\n%s\n\n%s", d.Code, d.Severity, d.Doc, d.Code.Help().Text())
			return true
		}
	}
	if topic == "exit-codes" {
		for _, e := range report.ExitDocs() {
			fmt.Fprintf(w, "%3d  %s\n", e.Code, e.Doc)
		}
		return true
	}
	return false
}

// topics returns all words that help explains.
func topics() []string {
	names := []string{"man", "exit-codes"}
	for _, s := range options.Commands() {
		names = append(names, s.Name)
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
