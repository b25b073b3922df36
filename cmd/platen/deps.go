package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// writeDeps writes the file of --deps after a run that ended well: a rule that says which files the outputs were
// made from, in the language of make. The file is itself a target, and always written anew: outputs that stay the
// same keep their time, and would be older than what they were made from.
func (c *command) writeDeps(exit int) int {
	if c.opts.Deps == "" || exit != report.ExitOK || c.opts.DryRun {
		return exit
	}
	outputs := []string{}
	for _, f := range c.outputs {
		if f.What != "removed" {
			outputs = append(outputs, f.Path)
		}
	}
	slices.Sort(outputs)
	all := newMakeNames(append([]string{c.opts.Deps}, outputs...), c.sources())
	var out bytes.Buffer
	rule(&out, all.targets, all.sources)
	for _, s := range all.sources { // a source that is gone is no error: it has a rule without a recipe
		out.WriteByte('\n')
		rule(&out, []string{s}, nil)
	}
	err := c.replaceFile(c.opts.Deps, out.Bytes())
	if err == nil { // what changed while platen was running is newer; a pipe has no such time
		os.Chtimes(c.opts.Deps, c.start, c.start)
	}
	if err != nil {
		c.problem(fmt.Sprintf("cannot write %s: %v", c.opts.Deps, options.Cause(err)))
		return report.Worse(exit, report.ExitFailed)
	}
	for _, name := range all.left {
		if !c.opts.Quiet {
			fmt.Fprintf(c.stderr, "platen: %s is left out of %s: make cannot have the name\n", report.Printable(name), report.Printable(c.opts.Deps))
		}
	}
	return exit
}

// sources returns all files that the run read, and the folders in which a new one would count.
func (c *command) sources() []string {
	set := map[string]bool{}
	s := c.scope()
	for _, in := range c.ins {
		switch {
		case in.Single == "-":
		case in.Archived:
			set[in.Archive] = true
		default:
			for _, f := range in.Read.Paths(in.Dir) {
				if info, err := os.Stat(f); err == nil && info.Mode().IsRegular() {
					set[filepath.Clean(f)] = true
				}
			}
			if in.Guide {
				for _, dir := range s.Below(report.Absolute(in.Dir)) {
					if rel, err := filepath.Rel(report.Absolute(in.Dir), dir); err == nil {
						set[filepath.Join(in.Dir, rel)] = true
					}
				}
			}
		}
	}
	for _, f := range c.attached.names {
		set[filepath.Clean(f)] = true
	}
	if c.project.Main != nil {
		set[filepath.Clean(c.project.Main.Path)] = true
	}
	var list []string
	for f := range set {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}

// rule prints a rule without a recipe.
func rule(out *bytes.Buffer, targets, sources []string) {
	for i, t := range targets {
		if i > 0 {
			out.WriteString(" \\\n ")
		}
		out.WriteString(t)
	}
	out.WriteByte(':')
	for _, s := range sources {
		out.WriteString(" \\\n  " + s)
	}
	out.WriteByte('\n')
}

// makeNames are names as make reads them. A sign that make would take for its own and that nothing escapes stands
// as ?, its sign for any one.
type makeNames struct {
	targets, sources []string
	left             []string // not among them: one that would be another's too, or means something else to make; targets with %
}

func newMakeNames(targets, sources []string) *makeNames {
	m := &makeNames{}
	byLength := map[int][]string{}
	for _, n := range slices.Concat(targets, sources) {
		byLength[len(n)] = append(byLength[len(n)], n)
	}
	add := func(to *[]string, n string, left bool) {
		e, pattern := escapedForMake(n)
		if left || special(n) || pattern != "" && slices.ContainsFunc(byLength[len(n)], func(other string) bool { return other != n && matches(pattern, filepath.ToSlash(other)) }) {
			m.left = append(m.left, n)
			return
		}
		*to = append(*to, e)
	}
	for _, n := range targets {
		add(&m.targets, n, strings.Contains(n, "%"))
	}
	for _, n := range sources {
		add(&m.sources, n, false)
	}
	return m
}

// special reports whether make takes a name for an order, .PHONY and .SUFFIXES, or for a member of an archive.
func special(name string) bool {
	if strings.HasSuffix(name, ")") && strings.Contains(name, "(") {
		return true
	}
	name = strings.TrimPrefix(filepath.ToSlash(name), "./")
	return len(name) > 1 && name[0] == '.' && !strings.ContainsFunc(name[1:], func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' })
}

// matches reports whether a name is one that the pattern, with ? for any sign, stands for.
func matches(pattern, name string) bool {
	for i := range len(pattern) {
		if pattern[i] != name[i] && (pattern[i] != '?' || name[i] == '/') {
			return false
		}
	}
	return true
}

// escapedForMake writes a file's name as GNU make reads it. pattern is the name with ? where that stands for a sign,
// "" when it does for none.
func escapedForMake(name string) (escaped, pattern string) {
	s := filepath.ToSlash(name)
	if strings.ContainsAny(s[:1], "-~!@+") || s[0] == '.' && s != "." && s != ".." && !strings.HasPrefix(s, "./") && !strings.HasPrefix(s, "../") || leading(s) {
		s = "./" + s
	}
	var out strings.Builder
	plain := []byte(s)
	for i := range plain {
		c := plain[i]
		switch {
		case c == ' ' && i < len(s)-1, c == '#', c == ':':
			out.WriteByte('\\')
			out.WriteByte(c)
		case c == '$':
			out.WriteString("$$")
		case c <= ' ', strings.IndexByte(`;=|&?*[]~\%`, c) >= 0:
			out.WriteByte('?')
			plain[i] = '?'
		default:
			out.WriteByte(c)
		}
	}
	if string(plain) != s {
		pattern = string(plain[len(s)-len(name):])
	}
	return out.String(), pattern
}

// leading reports whether a line that begins with the name could be a directive of make. GNU make manual, "Quick
// Reference".
func leading(name string) bool {
	switch name {
	case "define", "endef", "undefine", "ifdef", "ifndef", "ifeq", "ifneq", "else", "endif", "include", "sinclude", "override", "export", "unexport", "private", "vpath", "load":
		return true
	}
	return false
}
