package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// manualDir is platen's own manual.
const manualDir = "../../testdata/manual"

// generated returns what the program says about itself, as the manual prints it.
func generated() map[string]string {
	return map[string]string{
		"flags":      flagReference(),
		"limits":     limitReference(),
		"formats":    formatReference(),
		"dialects":   namedReference("Dialect", options.Dialects()),
		"extensions": extensionReference(),
		"exit-codes": exitReference(),
		"codes":      codeReference(),
		"setters":    setterReference(),
	}
}

// TestManualGenerated compares the generated parts of the manual with what the program says;
// -update rewrites them.
func TestManualGenerated(t *testing.T) {
	parts := generated()
	seen := map[string]bool{}
	pages, err := filepath.Glob(manualDir + "/*.md")
	if err != nil || len(pages) < 12 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	for _, file := range pages {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := fillGenerated(t, string(data), parts, seen)
		if want == string(data) {
			continue
		}
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Errorf("%s is not what the program says; go test ./cmd/platen -update rewrites it\n%s", file, cmp.Diff(want, string(data)))
	}
	for name := range parts {
		if !seen[name] {
			t.Errorf("no page has the part %q", name)
		}
	}
}

// fillGenerated puts each part between its marks.
func fillGenerated(t *testing.T, page string, parts map[string]string, seen map[string]bool) string {
	const begin, end = "<!-- begin generated: ", "<!-- end generated -->"
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(page, begin)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, rest, _ := strings.Cut(rest, " -->")
		_, after, ok := strings.Cut(rest, end)
		if !ok || parts[name] == "" {
			t.Fatalf("generated part %q", name)
		}
		seen[name] = true
		b.WriteString(begin + name + " -->\n\n" + strings.Trim(parts[name], "\n") + "\n\n" + end)
		page = after
	}
}

// cell makes text fit a table's cell; inline code keeps its own signs.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// prose escapes what Markdown would take for markup in a sentence of the program.
func prose(s string) string {
	s = strings.NewReplacer("<", `\<`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`, "{", `\{`, "`", "\\`").Replace(s)
	return cell(s)
}

func flagReference() string {
	var b strings.Builder
	for _, g := range options.Groups() {
		if g == options.GroupLimits {
			continue
		}
		fmt.Fprintf(&b, "## %s\n\n| Flag | What it does | Default |\n|---|---|---|\n", g)
		for _, f := range options.Flags() {
			if f.Group != g {
				continue
			}
			names := "`" + cell(f.Usage()) + "`"
			if f.Short != "" {
				names = "`-" + f.Short + "`, " + names
			}
			fmt.Fprintf(&b, "| %s<a name=\"%s\"></a> | %s | %s |\n", names, f.Name, prose(f.Doc), prose(f.Def))
		}
		b.WriteString("\n")
	}
	b.WriteString("The flags of the limits are on the page [Limits](limits.md).\n")
	return b.String()
}

// setterReference shows who may set which flag.
func setterReference() string {
	var b strings.Builder
	b.WriteString("| Flags | Command line | `build`, `--config` | found, in a folder of `--trust` | only found |\n|---|---|---|---|---|\n")
	for by := options.ByLine; by >= options.ByFound; by-- {
		var names []string
		limits := false
		for _, f := range options.Flags() {
			if f.Group == options.GroupLimits && f.By == by {
				limits = true
			} else if f.By == by {
				names = append(names, "`"+f.Name+"`")
			}
		}
		if limits {
			names = append(names, "the [limits](limits.md)")
		}
		if by == options.ByFound {
			names = []string{"all others"}
		}
		fmt.Fprintf(&b, "| %s | yes |", strings.Join(names, ", "))
		for _, who := range []options.Setter{options.ByProject, options.ByTrusted, options.ByFound} {
			b.WriteString(map[bool]string{true: " yes |", false: " no |"}[by <= who])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func limitReference() string {
	var b strings.Builder
	b.WriteString("| Flag | Default | What is limited |\n|---|--:|---|\n")
	for _, f := range options.LimitFlags() {
		fmt.Fprintf(&b, "| `--%s`<a name=\"%s\"></a> | %s | %s |\n", f.Name, f.Name, f.Def, prose(f.Doc))
	}
	return b.String()
}

func formatReference() string {
	var b strings.Builder
	b.WriteString("| Format | Extensions | One file for a guide | What it is |\n|---|---|---|---|\n")
	for _, f := range options.Formats() {
		fmt.Fprintf(&b, "| `%s`<a name=\"%s\"></a> | `%s` | %s | %s |\n", f.Name, f.Name, strings.Join(f.Exts, "` `"), map[bool]string{true: "yes", false: "no"}[f.One], prose(f.Doc))
	}
	return b.String()
}

func namedReference(what string, list []options.Named) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | What it is |\n|---|---|\n", what)
	for _, d := range list {
		fmt.Fprintf(&b, "| `%s`<a name=\"%s\"></a> | %s |\n", d.Name, d.Name, prose(d.Doc))
	}
	return b.String()
}

// extensionReference shows which dialect has which extension on.
func extensionReference() string {
	var b strings.Builder
	b.WriteString("| Extension | What it is | On in |\n|---|---|---|\n")
	for _, e := range options.Extensions() {
		var in []string
		for _, d := range markdown.Dialects() {
			if slices.Contains(d.Extensions, e.Name) {
				in = append(in, "`"+d.Name+"`")
			}
		}
		where := strings.Join(in, ", ")
		if where == "" {
			where = "none"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", e.Name, prose(e.Doc), where)
	}
	return b.String()
}

func exitReference() string {
	var b strings.Builder
	b.WriteString("| Code | Meaning |\n|--:|---|\n")
	for _, e := range report.ExitDocs() {
		fmt.Fprintf(&b, "| %d | %s |\n", e.Code, prose(e.Doc))
	}
	return b.String()
}

func codeReference() string {
	var b strings.Builder
	codes := tree.Codes()
	slices.SortFunc(codes, func(a, b tree.CodeDoc) int { return strings.Compare(string(a.Code), string(b.Code)) })
	b.WriteString("| Code | Severity | Meaning |\n|---|---|---|\n")
	for _, c := range codes {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", c.Code, c.Code, c.Severity, prose(c.Doc))
	}
	for _, c := range codes {
		fmt.Fprintf(&b, "\n## `%s` {#%s}\n\n%s", c.Code, c.Code, c.Code.Help().Markdown())
	}
	return b.String()
}

// TestManualClean converts the manual to every format: no warning, and every page comes out.
func TestManualClean(t *testing.T) {
	var jobs []convert.Job
	mems := map[string]*memory{}
	for _, f := range options.Formats() {
		mems[f.Name] = &memory{files: map[string][]byte{}}
		jobs = append(jobs, convert.Job{Writer: f.Make(&options.Settings{Options: &options.Options{}}), Out: mems[f.Name]})
	}
	var found report.Collector
	book, err := convert.Load(t.Context(), convert.Source{FS: os.DirFS(manualDir), Name: "manual"}, convert.Options{}, found.Report)
	if err != nil {
		t.Fatal(err)
	}
	if err := convert.Write(t.Context(), book, jobs, found.Report); err != nil {
		t.Fatal(err)
	}
	for _, d := range found.Sorted(book) {
		if d.Severity >= tree.Warning {
			t.Error(d)
		}
	}
	for _, p := range book.Pages {
		if err := tree.Validate(p); err != nil {
			t.Errorf("%s: %v", p.Path, err)
		}
		if page := mems["text"].named(p, ".txt"); !bytes.Contains(page, []byte(tree.PlainText(p.Title))) {
			t.Errorf("%s: its text lacks its title", p.Path)
		}
	}
}
