package source

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/near"
	"platen/convert/tree"
)

// Variables puts values in the place of their names, {{ name }}: those of the page's metadata, of the project file and of the
// command line. Names alone are read; what computes something stays as it is.
func Variables(x *Text) {
	if strings.Contains(x.text, "{{") || strings.Contains(x.text, "{%") {
		t := &template{x: x, first: "{", tag: variableTag}
		x.rewrite(t.fill)
	}
}

// variableTag reads a name, in code as well: versions mostly stand in commands. {% raw %} keeps what is in it.
func variableTag(t *template, s string, at tree.Pos) int {
	if body, output, size := readLiquid(s); body == "raw" && !output {
		inside, all := t.between("raw", s, size, "{%", liquidEnd("raw"))
		if all > 0 {
			t.raw(inside, at+tree.Pos(size))
		}
		return all
	}
	name, size := variableName(s)
	if size == 0 {
		return 0
	}
	if v, ok := t.x.variable(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(name, "config.extra."), "page.meta."), "metadata.")); ok {
		t.x.emit(v, at)
		return size
	}
	if !t.code {
		t.x.unknownName(name, at, t.x.variableNames())
	}
	return 0
}

// variableName reads {{ name }} at the beginning of s: the name and the length of all, 0 when it is something else.
func variableName(s string) (name string, size int) {
	if !strings.HasPrefix(s, "{{") {
		return "", 0
	}
	end := strings.Index(s[:min(len(s), 200)], "}}")
	if end < 0 {
		return "", 0
	}
	name = strings.TrimSpace(s[2:end])
	for i, c := range name {
		if c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c != '-' && c != '.' && (c < '0' || c > '9')) {
			return "", 0
		}
	}
	if name == "" {
		return "", 0
	}
	return name, end + 2
}

// variableNames are the names that have a value, sorted.
func (x *Text) variableNames() []string {
	var names []string
	for name := range x.Settings.Variables {
		names = append(names, name)
	}
	for name := range x.Settings.Given {
		names = append(names, name)
	}
	for name, v := range x.Page.Meta {
		if _, ok := v.(string); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unknownName reports a name without a value, with the one of names that was meant.
func (x *Text) unknownName(name string, at tree.Pos, names []string) {
	hint := "give it a value in the project's file or the page's front matter, or with -M"
	if like := near.Suggest(strings.ToLower(name), names); like != "" {
		hint = fmt.Sprintf("did you mean %q?", like)
	}
	x.Report(at, tree.Warning, tree.UnknownName, fmt.Sprintf("the name %q has no value", name), hint)
}
