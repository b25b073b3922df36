package help

import (
	"fmt"
	"io"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// writeMan prints the manual page, for man(7) macros.
func writeMan(w io.Writer) {
	fmt.Fprint(w, ".TH PLATEN 1\n.SH NAME\nplaten \\- convert Markdown pages and guides\n.SH SYNOPSIS\n.B platen\n[flags] [FILE|DIR ...]\n")
	for _, s := range options.Commands() {
		fmt.Fprintf(w, ".br\n.B platen %s\n%s\n", s.Name, roff(s.Args))
	}
	fmt.Fprintf(w, ".SH DESCRIPTION\n%s\nFiles are pages of their own, a folder is a guide. A file that is named like a command is given as ./check.\n", roff(intro))
	for _, s := range options.Commands() {
		fmt.Fprintf(w, ".TP\n.B platen %s\n%s\n", s.Name, roff(s.Doc))
	}
	fmt.Fprint(w, ".SH OPTIONS\n")
	for _, g := range options.Groups() {
		fmt.Fprintf(w, ".SS %s\n", roff(g))
		for _, f := range options.Flags() {
			if f.Group != g {
				continue
			}
			short := ""
			if f.Short != "" {
				short = "-" + f.Short + ", "
			}
			fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(short+f.Usage()), roff(f.Sentences()))
		}
	}
	fmt.Fprint(w, ".SH FORMATS\n")
	for _, f := range options.Formats() {
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(f.Name), roff(strings.Join(f.Exts, " ")+". "+f.Doc))
	}
	fmt.Fprint(w, ".SH EXIT STATUS\n")
	for _, e := range report.ExitDocs() {
		fmt.Fprintf(w, ".TP\n.B %d\n%s\n", e.Code, roff(e.Doc))
	}
	fmt.Fprint(w, ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours in diagnostics.\n.TP\n.B SOURCE_DATE_EPOCH\nThe date of outputs that show one, in seconds since 1970.\n.TP\n.B GOMEMLIMIT\nThe memory that the collector tries to stay below.\n.SH EXAMPLES\n")
	for _, e := range options.Examples() {
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(e.Line), roff(e.Doc))
	}
}

// roff escapes text for troff.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
