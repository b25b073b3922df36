package source

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// roles replaces the roles of a line, {name}`words`.
func (m *myst) roles(l string) string {
	if !strings.Contains(l, "}`") && !strings.Contains(l, "{{") && !strings.Contains(l, "project:") && !strings.Contains(l, "](<#") {
		return l
	}
	var b strings.Builder
	for i := 0; i < len(l); {
		if l[i] == '`' { // code stays
			n := codeSpan(l[i:])
			b.WriteString(l[i : i+n])
			i += n
			continue
		}
		n, s := m.role(l[i:])
		switch {
		case n > 0:
			if i > 0 && strings.Contains(l[i:i+n], "cite") && strings.HasPrefix(s, `\[`) && l[i-1] != ' ' && l[i-1] != '(' { // what is cited stands apart
				b.WriteByte(' ')
			}
		case strings.HasPrefix(l[i:], "{{"):
			n, s = m.substitution(l[i:], m.at+tree.Pos(i))
		default:
			n, s = projectLink(l[i:])
		}
		if n > 0 {
			b.WriteString(s)
			i += n
			continue
		}
		b.WriteByte(l[i])
		i++
	}
	return b.String()
}

// codeSpan is the length of the code that s begins with, or of its backticks when it is none.
func codeSpan(s string) int {
	ticks := lex.Run([]byte(s), '`')
	for i := ticks; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		n := lex.Run([]byte(s[i:]), '`')
		if i += n; n == ticks { // CommonMark 0.31.2, 6.1
			return i
		}
	}
	return ticks
}

// role reads a role at the beginning of s and returns its length and what it stands for.
func (m *myst) role(s string) (int, string) {
	if s[0] != '{' {
		return 0, ""
	}
	end := strings.IndexByte(s[:min(len(s), 60)], '}')
	if end < 2 || end+1 >= len(s) || s[end+1] != '`' {
		return 0, ""
	}
	name := s[1:end]
	for _, b := range []byte(name) {
		if !lex.IsLetter(b) && b != '-' && b != ':' && b != '_' && b != '+' {
			return 0, ""
		}
	}
	size := codeSpan(s[end+1:])
	code := s[end+1 : end+1+size]
	words := strings.TrimSpace(strings.Trim(code, "`"))
	if words == "" {
		return 0, ""
	}
	n := end + 1 + size
	title, target := words, words
	if i := strings.LastIndexByte(words, '<'); i > 0 && strings.HasSuffix(words, ">") {
		title, target = strings.TrimSpace(words[:i]), words[i+1:len(words)-1]
	}
	title = strings.TrimLeft(title, "~!")
	switch name {
	case "ref", "numref", "any", "std:ref", "prf:ref":
		switch {
		case otherProject(target):
			m.x.Report(m.at, tree.Info, tree.Plugin, fmt.Sprintf("%q is a label of another project", lex.Short(target)), "its words stay; write its address for a link")
			return n, escapeLabel(title)
		case target == "genindex" || target == "modindex" || target == "search" || strings.ContainsAny(target, "<>\\"):
			return n, escapeLabel(title)
		case title == target && name == "numref":
			title = "%s" // what it is, and its number
		case title == target:
			title = "" // the words of what it leads to
		}
		return n, "[" + escapeLabel(title) + "](<#" + target + ">)"
	case "eq", "math:numref":
		if title == target {
			title = "" // the number of what it leads to
		}
		return n, "[" + escapeLabel(title) + "](<#" + strings.Trim(target, "<>") + ">)"
	case "term", "std:term":
		return n, "[" + escapeLabel(title) + "](<#" + strings.ToLower(termLabel(strings.Trim(target, "<>"))) + ">)"
	case "doc", "std:doc":
		if strings.ContainsAny(target, "<> ") {
			return n, escapeLabel(title)
		}
		if title == target {
			title = ""
		}
		return n, "[" + escapeLabel(title) + "](<" + target + ">)"
	case "download":
		if !strings.ContainsAny(target, "<> ") {
			return n, "[" + escapeLabel(title) + "](<" + target + ">)"
		}
		return n, escapeLabel(title)
	case "cite", "cite:p", "cite:ps", "cite:alp", "footcite", "footcite:p", "cite:year", "cite:author":
		return n, `\[` + escapeLabel(title) + `\]`
	case "index":
		entry := indexEntries(target)
		if _, said, ok := strings.Cut(target, ":"); ok && title == target { // "single: words"
			title = strings.TrimSpace(said)
		}
		title = strings.TrimLeft(title, "!")
		return n, `<span class="index" entry="` + html.EscapeString(entry) + `">` + escapeLabel(title) + "</span>"
	case "guilabel", "menuselection":
		return n, menu(title)
	case "kbd", "sub", "sup":
		return n, "<" + name + ">" + html.EscapeString(words) + "</" + name + ">"
	case "sub-ref", "abbr", "abbreviation", "cite:t", "cite:ts", "strong":
		return n, escapeLabel(title)
	}
	ticks := code[:lex.Run([]byte(code), '`')]
	return n, ticks + title + ticks // math, code, names of functions and files
}

// control is the name of a button, a field or a menu, without the sign of its shortcut: "&Cancel".
func control(name string) string {
	name = strings.TrimSpace(name)
	if i := strings.IndexByte(name, '&'); i >= 0 && i+1 < len(name) && name[i+1] != ' ' && name[i+1] != '&' {
		name = name[:i] + name[i+1:]
	}
	return "<uicontrol>" + html.EscapeString(name) + "</uicontrol>"
}

// menu is the way through a menu, or the one name.
func menu(title string) string {
	names := strings.Split(strings.ReplaceAll(title, "-->", ">"), ">")
	if len(names) == 1 {
		return control(title)
	}
	for i := range names {
		names[i] = control(names[i])
	}
	return "<menucascade>" + strings.Join(names, "") + "</menucascade>"
}

// otherProject reports whether a label is one of another project's inventory: "sphinx:rst-roles". A colon stands in labels of
// the book too, behind what they are of.
func otherProject(label string) bool {
	name, _, ok := strings.Cut(label, ":")
	return ok && slices.Contains([]string{"sphinx", "python", "py", "docutils", "numpy", "scipy", "matplotlib", "pandas"}, name)
}

// projectLink reads an address of the book at the beginning of s: "<project:#label>", or what stands before one behind
// words, "](project:".
func projectLink(s string) (int, string) {
	if strings.HasPrefix(s, "](project:") {
		return len("](project:"), "]("
	}
	if label, _, ok := strings.Cut(s[min(len(s), 4):], ">"); ok && strings.HasPrefix(s, "](<#") && strings.Contains(label, " ") { // a term
		return 4 + len(label), "](<#" + strings.ToLower(termLabel(label))
	}
	if strings.HasPrefix(s, "](<project:") {
		return len("](<project:"), "](<"
	}
	if end := strings.IndexAny(s, "> "); strings.HasPrefix(s, "<project:") && end > len("<project:") && s[end] == '>' {
		return end + 1, "[](<" + s[len("<project:"):end] + ">)"
	}
	return 0, ""
}

// substitutions are the words that the project and the page give names.
func (x *Text) substitutions() map[string]string {
	words := map[string]string{}
	for name, s := range x.Settings.Substitutions {
		words[name] = s
	}
	for _, meta := range [...]any{x.Page.Meta["substitutions"], x.Page.Meta["myst"]} {
		m, _ := meta.(map[string]any)
		if inner, ok := m["substitutions"].(map[string]any); ok {
			m = inner
		}
		for name, v := range m {
			if s, ok := v.(string); ok {
				words[name] = s
			}
		}
	}
	return words
}

// substitution reads "{{ name }}" at the beginning of s and returns its length and the words, 0 when the name is not known.
func (m *myst) substitution(s string, at tree.Pos) (int, string) {
	end := strings.Index(s, "}}")
	if end < 0 {
		return 0, ""
	}
	words, ok := m.words[strings.TrimSpace(s[2:end])]
	if name, size := variableName(s); !ok && size > 0 && len(m.words) > 0 {
		m.x.unknownName(name, at, slices.Sorted(maps.Keys(m.words)))
	}
	if !ok || strings.Contains(words, "\n\n") {
		return 0, ""
	}
	return end + 2, strings.ReplaceAll(strings.TrimSpace(words), "\n", " ")
}

// indexEntries are the lines of the index that a line of a directive, or a role, asks for, as the key entry has them:
// "single: a; b", "pair: a; b", "see: a; b", or words with commas between them. (Sphinx, the directive index)
func indexEntries(s string) string {
	kind, rest, ok := strings.Cut(s, ":")
	kind, rest = strings.TrimSpace(kind), strings.TrimSpace(rest)
	var parts []string
	for _, p := range strings.Split(rest, ";") {
		if p = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(p), "!")); p != "" {
			parts = append(parts, p)
		}
	}
	switch {
	case !ok, len(parts) == 0:
		kind = ""
	case kind == "see" || kind == "seealso":
		if len(parts) > 1 {
			parts[1] = "→ " + parts[1]
		}
		return strings.Join(parts, ";")
	case kind == "pair" && len(parts) == 2:
		return parts[0] + ";" + parts[1] + "|" + parts[1] + ";" + parts[0]
	case kind == "triple" && len(parts) == 3:
		return parts[0] + ";" + parts[1] + " " + parts[2] + "|" + parts[1] + ";" + parts[2] + ", " + parts[0] + "|" + parts[2] + ";" + parts[0] + " " + parts[1]
	case kind == "single" || kind == "pair" || kind == "triple" || kind == "module" || kind == "keyword" || kind == "name":
		return strings.Join(parts, ";")
	}
	var out []string
	for _, p := range strings.Split(s, ",") {
		if p = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(p), "!")); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "|")
}

// indexEntry puts the place of lines of the index in.
func (m *myst) indexEntry(d *openDirective, s string, at tree.Pos) {
	if entry := indexEntries(s); entry != "" {
		m.x.emit(d.lead+`<div class="index" entry="`+html.EscapeString(entry)+`"></div>`+"\n\n", at)
	}
}
