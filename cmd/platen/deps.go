package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// writeDeps writes the file of --deps after a run that ended well: a rule that says which files the outputs were
// made from, in the language of make. The file is itself a target, and always written anew: outputs that stay the
// same keep their time, and would be older than what they were made from.
func (c *command) writeDeps(exit int) int {
	if c.opts.deps == "" || exit != exitOK || c.opts.dryRun {
		return exit
	}
	targets := []string{c.opts.deps}
	for _, f := range c.outputs {
		if f.what != "removed" {
			targets = append(targets, f.path)
		}
	}
	slices.Sort(targets[1:])
	sources := c.sources()
	var out bytes.Buffer
	rule(&out, targets, sources)
	for _, s := range sources { // a source that is gone is no error: it has a rule without a recipe
		out.WriteByte('\n')
		rule(&out, []string{s}, nil)
	}
	err := c.replaceFile(c.opts.deps, out.Bytes())
	if err == nil { // what changed while platen was running is newer; a pipe has no such time
		os.Chtimes(c.opts.deps, c.start, c.start)
	}
	if err != nil {
		c.problem(fmt.Sprintf("cannot write %s: %v", c.opts.deps, cause(err)))
		return worse(exit, exitFailed)
	}
	return exit
}

// sources returns all files that the run read, and the folders in which a new one would count.
func (c *command) sources() []string {
	set := map[string]bool{}
	s := c.scope()
	for _, in := range c.ins {
		switch {
		case in.single == "-":
		case in.archived:
			set[in.archive] = true
		default:
			for _, f := range in.read.paths(in.dir) {
				if info, err := os.Stat(f); err == nil && info.Mode().IsRegular() {
					set[filepath.Clean(f)] = true
				}
			}
			if in.guide {
				for _, dir := range s.below(absolute(in.dir)) {
					if rel, err := filepath.Rel(absolute(in.dir), dir); err == nil {
						set[filepath.Join(in.dir, rel)] = true
					}
				}
			}
		}
	}
	for _, f := range c.attached.names {
		set[filepath.Clean(f)] = true
	}
	if c.cfg != nil {
		set[filepath.Clean(c.cfg.file)] = true
	}
	var list []string
	for f := range set {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}

// rule prints a rule without a recipe. Names that make cannot have are left out.
func rule(out *bytes.Buffer, targets, sources []string) {
	for i, t := range targets {
		if i > 0 {
			out.WriteString(" \\\n ")
		}
		out.WriteString(escapedForMake(t))
	}
	out.WriteByte(':')
	for _, s := range sources {
		if !strings.ContainsAny(s, "\n\r") {
			out.WriteString(" \\\n  " + escapedForMake(s))
		}
	}
	out.WriteByte('\n')
}

// escapedForMake writes a file's name as make reads it.
func escapedForMake(s string) string {
	return strings.NewReplacer(" ", `\ `, "\t", "\\\t", "#", `\#`, "$", "$$", ":", `\:`, "%", `\%`).Replace(filepath.ToSlash(s))
}
