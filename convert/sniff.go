package convert

import (
	"bytes"
	"io/fs"
	"strings"
)

// maxSniffed and maxSniffedBytes are how much of a folder without a project file is looked at for signs of a dialect.
const (
	maxSniffed      = 200
	maxSniffedBytes = 8 << 20
)

// sniff looks for what only one dialect has in the pages of a folder without a project file: somebody gave mdBook's
// src or MkDocs' docs, not the folder around it.
func (pr *project) sniff(fsys fs.FS, files []file) {
	left := maxSniffedBytes
	for i, f := range files {
		if i == maxSniffed || left < 0 {
			break
		}
		if f.err != nil || f.size > maxSniffedBytes {
			continue
		}
		text, err := fs.ReadFile(fsys, f.path)
		if err != nil {
			continue
		}
		left -= len(text)
		if dialect, sign := textSign(text); dialect != "" {
			pr.dialect, pr.why = dialect, "as "+f.path+" has "+sign
			return
		}
	}
	if pr.contents != "" && presentFile(fsys, ".gitbook.yaml", "book.json") == "" {
		pr.dialect, pr.why = "mdbook+autolinks+front_matter", "as there is a "+pr.contents
	}
}

// textSign returns the dialect that a page has a sure sign of, and the sign. Notes and tabs in code are examples;
// included files are as much at home there as in text.
func textSign(text []byte) (dialect, sign string) {
	code := false
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		text = rest
		trimmed := strings.TrimSpace(string(line[:min(len(line), 200)]))
		if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			code = !code
			continue
		}
		if code && !strings.HasPrefix(trimmed, "{{#") || bytes.HasPrefix(line, []byte("    ")) {
			continue
		}
		if dialect, sign = dialectSign(trimmed); dialect != "" {
			return dialect, sign
		}
	}
	return "", ""
}

// dialectSign returns the dialect that a line is a sure sign of, and the sign.
func dialectSign(line string) (dialect, sign string) {
	if len(line) < 8 {
		return "", ""
	}
	switch line[:3] {
	case "!!!", "???":
		word, rest, _ := strings.Cut(strings.TrimLeft(line[3:], "+ "), " ")
		if (line[3] == ' ' || line[3] == '+') && isNoteWord(word) && (rest == "" || strings.HasSuffix(rest, `"`)) {
			return "mkdocs+autolinks", "a line " + line[:3] + " " + word
		}
	case "===":
		if strings.HasPrefix(line, `=== "`) && strings.HasSuffix(line, `"`) {
			return "mkdocs+autolinks", `a line === "…"`
		}
	case "--8":
		if strings.HasPrefix(line, `--8<-- "`) {
			return "mkdocs+autolinks", "a line --8<--"
		}
	case "{{#":
		for _, word := range [...]string{"include ", "rustdoc_include ", "playground ", "playpen "} {
			if strings.HasPrefix(line[3:], word) {
				return "mdbook+autolinks+front_matter", "{{#" + strings.TrimSpace(word) + "}}"
			}
		}
	}
	return "", ""
}

// isNoteWord reports whether a word names a kind of MkDocs note.
func isNoteWord(s string) bool {
	switch strings.ToLower(s) {
	case "note", "abstract", "summary", "tldr", "info", "todo", "tip", "hint", "important", "success", "check", "done", "question", "help", "faq",
		"warning", "caution", "attention", "failure", "fail", "missing", "danger", "error", "bug", "example", "quote", "cite":
		return true
	}
	return false
}
