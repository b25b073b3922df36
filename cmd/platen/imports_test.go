package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowedImports is the table of CONTRIBUTING.md: what packages of a folder may import directly of ours.
// The longest prefix counts.
func allowedImports() map[string][]string {
	md, room := "convert/markdown/internal/", "cmd/platen/internal/"
	return map[string][]string{
		"convert/markdown": {"convert/tree", "convert/near", md},
		md + "ext":         {"convert/tree", "convert/internal/js", md + "build", md + "source", md + "limit", md + "lex"},
		md + "build":       {"convert/tree", "convert/near", "convert/icon", md + "source", md + "limit", md + "lex"},
		md + "source":      {"convert/tree", "convert/near", md + "limit", md + "lex"},
		md + "limit":       {md + "lex"},
		md + "lex":         {"convert/tree", "convert/internal/js"},

		"convert/tree":             {},
		"convert/near":             {},
		"convert/icon":             {},
		"convert/pandoc":           {"convert/tree"},
		"convert/internal/js":      {},
		"convert/internal/name":    {},
		"convert/internal/svg":     {},
		"convert/internal/formula": {"convert/tree"},
		"convert/internal/account": {"convert/tree"},
		"convert/internal/asset":   {"convert/tree", "convert/internal/name", "convert/internal/svg"},
		"convert/internal/link":    {"convert/tree", "convert/near", "convert/internal/name", "convert/internal/asset"},
		"convert/internal/site":    {"convert/tree", "convert/markdown", "convert/internal/name", "convert/internal/link", "convert/internal/js"},
		"convert/archive":          {},
		"convert":                  {"convert/tree", "convert/markdown", "convert/near", "convert/pandoc", "convert/internal/", "writers"},
		"writers":                  {"convert/tree"},
		"writers/output":           {},
		"writers/internal":         {"convert/tree"},
		"writers/internal/markup":  {"convert/tree", "convert/icon", "writers/internal/"},
		"writers/internal/pages":   {"convert/tree", "writers"},
		"writers/internal/testkit": {"convert", "convert/tree", "writers"},
		"writers/ledger":           {"convert/tree", "writers/internal/"},
		"writers/html":             importsOfWriter("writers/html/"),
		"writers/pdf":              importsOfWriter("writers/pdf/", "fonts"),
		"writers/markdown":         {"convert/tree", "convert/icon", "writers", "writers/internal/"},
		"fonts":                    {},
		"cmd/platen-bench":         {},

		"cmd/platen":      {room + "help", room + "migrate", room + "options", room + "report", room + "run", room + "serve", room + "watch", room + "worker"},
		room + "worker":   {room + "options", room + "report"},
		room + "cache":    {},
		room + "sysfonts": {},
		room + "options":  {"convert", "convert/", "writers", "writers/", room + "sysfonts"},
		room + "report":   {"convert", "convert/tree", "writers/ledger", "writers/output", room + "options"},
		room + "migrate":  {"convert", "convert/tree", "writers/html", "writers/output", room + "options", room + "report"},
		room + "licences": {},
		room + "help":     {"convert/tree", room + "licences", room + "options", room + "report"},
		room + "record":   {"convert", "writers/output", room + "options", room + "report", room + "cache"},
		room + "input":    {"convert", "convert/archive", "convert/tree", room + "options", room + "record"},
		room + "project":  {"convert", "convert/tree", "writers/html", room + "options", room + "report", room + "input"},
		room + "plan":     {"convert", room + "options", room + "input", room + "project"},
		room + "serve":    {room + "options", "writers/html"},
		room + "watch":    {room + "report", room + "serve"},
		room + "run": {"convert", "convert/tree", "writers", "writers/html", "writers/ledger", "writers/output",
			room + "options", room + "report", room + "record", room + "input", room + "project", room + "plan", room + "serve", room + "watch"},
	}
}

// ownLibraries says which libraries only some folders may use.
func ownLibraries() map[string][]string {
	return map[string][]string{
		"github.com/yuin/goldmark":           {"convert/markdown", "cmd/platen-bench"},
		"codeberg.org/go-pdf/fpdf":           {"writers/pdf"},
		"github.com/klauspost/compress/zstd": {"fonts"},
		"github.com/go-text/typesetting":     {"writers/pdf", "writers/text", "cmd/platen/internal/sysfonts"},
		"github.com/gofrs/flock":             {"writers/output"},
		"github.com/spf13/pflag":             {"cmd/platen/internal/options"},
		"github.com/fsnotify/fsnotify":       {"cmd/platen/internal/watch"},
		"github.com/alecthomas/chroma/v2":    {"writers/internal/highlight"},
		"github.com/d2lang/mathjax-go":       {"convert/internal/formula"},
	}
}

// TestImports keeps the flow one way: the table of imports holds for every package, and allows nothing that is not
// needed.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \",\"}}", "platen/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	table, libraries := allowedImports(), ownLibraries()
	plain := []string{"convert/tree", "convert/near", "convert/internal/js", "convert/internal/svg", "convert/archive", "cmd/platen/internal/cache"}
	n := 0
	used := map[string]bool{} // "row allowed"
	for line := range strings.Lines(string(out)) {
		pkg, list, _ := strings.Cut(strings.TrimSpace(line), " ")
		pkg = strings.TrimPrefix(pkg, "platen/")
		row := longestPrefix(table, pkg)
		if row == "" {
			t.Errorf("%s is in no row of the table", pkg)
			continue
		}
		n++
		allowed := table[row]
		if row == "writers" && pkg != row { // a format with no needs of its own
			allowed = importsOfWriter()
		}
		for _, imp := range strings.Split(list, ",") {
			if own, ok := strings.CutPrefix(imp, "platen/"); ok {
				i := slices.IndexFunc(allowed, func(a string) bool { return own == a || strings.HasSuffix(a, "/") && strings.HasPrefix(own, a) })
				if i < 0 {
					t.Errorf("%s imports %s, which the table does not allow", pkg, own)
					continue
				}
				used[row+" "+allowed[i]] = true
				continue
			}
			for lib, users := range libraries {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !slices.ContainsFunc(users, func(u string) bool { return pkg == u || strings.HasPrefix(pkg, u+"/") }) {
					t.Errorf("%s imports %s, which is for %s", pkg, imp, strings.Join(users, ", "))
				}
			}
			if slices.Contains(plain, row) && strings.Contains(imp, ".") {
				t.Errorf("%s imports %s; it may import the standard library only", pkg, imp)
			}
		}
	}
	for row, list := range table {
		for _, a := range list {
			if !used[row+" "+a] {
				t.Errorf("nothing of %s imports %s, which the table allows", row, a)
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d packages were looked at", n)
	}
}

// importsOfWriter is the row of each format, and what one of them needs beside it.
func importsOfWriter(more ...string) []string {
	return append([]string{"convert/tree", "writers", "writers/internal/"}, more...)
}

// longestPrefix returns the row of the table that the package belongs to.
func longestPrefix(table map[string][]string, pkg string) string {
	best := ""
	for row := range table {
		if (pkg == row || strings.HasPrefix(pkg, row+"/")) && len(row) > len(best) {
			best = row
		}
	}
	return best
}
