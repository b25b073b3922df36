package help

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"platen/cmd/platen/internal/licences"
	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
)

// lists returns what list can list.
func lists() []string { return []string{"formats", "dialects", "extensions", "codes"} }

// Licences prints the notices that go with each copy of the program.
func Licences(w io.Writer, args []string) error {
	if len(args) > 0 {
		return options.Wrong("licenses takes no argument")
	}
	_, err := io.WriteString(w, licences.Text())
	return err
}

// List prints names with a sentence each.
func List(w io.Writer, args []string) error {
	if len(args) != 1 {
		return options.WrongHint("one of "+strings.Join(lists(), ", "), "list needs one word")
	}
	switch args[0] {
	case "formats":
		for _, f := range options.Formats() {
			fmt.Fprintf(w, "%-8s %-14s %s\n", f.Name, strings.Join(f.Exts, " "), f.Doc)
		}
	case "dialects":
		for _, d := range options.Dialects() {
			fmt.Fprintf(w, "%-12s %s\n", d.Name, d.Doc)
		}
	case "extensions":
		for _, e := range options.Extensions() {
			fmt.Fprintf(w, "%-20s %s\n", e.Name, e.Doc)
		}
	case "codes":
		codes := tree.Codes()
		slices.SortFunc(codes, func(a, b tree.CodeDoc) int { return strings.Compare(string(a.Code), string(b.Code)) })
		for _, d := range codes {
			fmt.Fprintf(w, "%-18s %-8s %s\n", d.Code, d.Severity, d.Doc)
		}
	default:
		return options.Unknown("list", args[0], lists())
	}
	return nil
}
