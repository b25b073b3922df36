package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/convert/tree"
)

// glob finds the folders of an entry, inside the file's folder.
func (g *config) glob(root *os.Root, e *guideEntry) {
	pattern := strings.TrimPrefix(strings.TrimSuffix(e.path.Value, "/"), "./")
	found, err := fs.Glob(root.FS(), pattern)
	if err != nil {
		g.fault(e.path, "", "%q is no pattern of names", e.path.Value)
		return
	}
	for _, p := range found {
		if info, err := root.Stat(p); err == nil && info.IsDir() {
			e.dirs = append(e.dirs, filepath.Join(g.dir, filepath.FromSlash(p)))
		}
	}
	if len(e.dirs) == 0 {
		g.fault(e.path, "", "no folder inside that of %s is %q", configName, e.path.Value)
	}
	if e.name != "" && len(e.dirs) > 1 {
		g.fault(e.path, "give each its own entry", "%d guides would have one name", len(e.dirs))
	}
}

// entry returns what the file says about the guide in dir, nil for nothing.
func (g *config) entry(dir string) *guideEntry {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	for i := range g.guides {
		e := &g.guides[i]
		if e.path.Value == "." && e.dirs == nil && abs == g.dir || slices.Contains(e.dirs, abs) {
			return e
		}
	}
	return nil
}

// all returns the folders of all guides, each once.
func (g *config) all() []string {
	var dirs []string
	for _, e := range g.guides {
		for _, d := range e.dirs {
			if slices.Contains(dirs, d) {
				continue
			}
			dirs = append(dirs, d)
		}
	}
	if len(dirs) == 0 {
		dirs = []string{g.dir}
	}
	return dirs
}

// several reports whether the file lists more than one guide, or may tomorrow: then each has a folder of its own.
func (g *config) several() bool {
	n := 0
	for _, e := range g.guides {
		if n += len(e.dirs); strings.ContainsAny(e.path.Value, "*?[") {
			n++
		}
	}
	return n > 1
}

// loadConfig finds and reads the project file, and fills in what the command line leaves open.
func (c *command) loadConfig(cmd string, args []string) error {
	file := c.opts.config
	switch {
	case cmd == "build" && len(args) > 0:
		file = args[0]
	case c.opts.noConfig && file != "":
		return wrong("--config and --no-config exclude each other")
	case c.opts.noConfig:
		return nil
	}
	trusted := file != "" || cmd == "build"
	if file == "" {
		dir := "."
		if cmd != "build" && len(args) > 0 && args[0] != "-" {
			dir = args[0]
			if info, err := os.Stat(dir); err != nil || !info.IsDir() {
				dir = filepath.Dir(dir)
			}
		}
		if file = c.findConfig(dir); file == "" {
			if cmd == "build" {
				return wrongHint("write one: guides, output, to and any other long flag", "there is no %s here or above", configName)
			}
			return nil
		}
	}
	g, err := c.readConfig(file, trusted)
	if err != nil {
		return err
	}
	c.cfg = g
	if len(g.ignored) > 0 && !c.opts.quiet {
		fmt.Fprintf(c.stderr, "platen: %s: %s left out: only platen build and --config trust the file\n", printable(g.file), strings.Join(g.ignored, ", "))
	}
	o, err := c.merged(g.top)
	if err != nil {
		return err
	}
	c.opts = o
	return nil
}

// merged returns the options of sections, the last of which wins, under those of the command line.
func (c *command) merged(sections ...section) (*options, error) {
	said := map[string]setting{}
	for _, s := range sections {
		for _, set := range s.settings {
			said[set.def.name] = set
		}
	}
	o := &options{project: tree.Meta{}}
	for _, f := range flagTable() {
		s, ok := said[f.name]
		if !ok || c.opts.given[f.name] || f.name == "to" && c.opts.given["output"] && !isFolder(c.opts.output) {
			continue
		}
		for _, v := range s.values {
			if err := f.set(o, v.Value); err != nil {
				return nil, err
			}
		}
	}
	for _, s := range sections {
		for k, v := range s.meta {
			o.project[k] = v
		}
	}
	if err := flagSet(o).Parse(c.args); err != nil {
		return nil, err
	}
	o.given = c.opts.given
	return o, nil
}

// optionsFor returns the options of an input, and for a format's writer those of the format; "" is for reading.
func (c *command) optionsFor(in *input, format string) (*options, error) {
	if c.cfg == nil {
		return c.opts, nil
	}
	sections := []section{c.cfg.top}
	var e *guideEntry
	if in.guide {
		e = c.cfg.entry(in.dir)
	}
	if e != nil {
		sections = append(sections, e.section)
	}
	if format != "" {
		sections = append(sections, c.cfg.formats[format])
		if e != nil {
			sections = append(sections, e.formats[format])
		}
	}
	o, err := c.merged(sections...)
	if err == nil && e != nil {
		o.name = e.name
	}
	return o, err
}

// build makes what the project file says.
func (c *command) build(ctx context.Context, args []string) error {
	if len(args) > 1 {
		return wrongHint("several guides stand in one file, under guides", "build takes one project file")
	}
	if c.opts.output == "" {
		return wrongHint("for example output: out/", "%s says nothing about output, and there is no -o", c.cfg.file)
	}
	var dirs []string
	wd, _ := os.Getwd()
	for _, d := range c.cfg.all() {
		if rel, err := filepath.Rel(wd, d); err == nil {
			d = rel
		}
		dirs = append(dirs, d)
	}
	c.building = true
	return c.convert(ctx, dirs)
}

// configFault reports whether an error is about the project file's content.
func configFault(err error) bool {
	var g *config
	return errors.As(err, &g)
}
