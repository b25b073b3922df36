package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// glob finds the folders of an entry, inside the file's folder.
func (g *config) glob(root *os.Root, e *guideEntry) {
	pattern := path.Clean(filepath.ToSlash(e.path.Value))
	found, err := doublestar.Glob(root.FS(), pattern, doublestar.WithNoHidden(), doublestar.WithNoFollow())
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

// hosts returns the folders that hold guides which a pattern found.
func (g *config) hosts() []string {
	var hosts []string
	for _, e := range g.guides {
		if !strings.ContainsAny(e.path.Value, "*?[") {
			continue
		}
		for _, d := range e.dirs {
			if host := filepath.Dir(d); !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
	}
	return hosts
}

// several reports whether the file lists more than one guide, or may tomorrow: then each has a folder of its own.
func (g *config) several() bool {
	n := 0
	for _, e := range g.guides {
		if n += len(e.dirs); strings.ContainsAny(e.path.Value, "*?[{") {
			n++
		}
	}
	return n > 1
}

// formatsApart reports whether the file lists several formats: then each has a folder of its own, also in a run
// that makes one of them.
func (g *config) formatsApart() bool {
	o := &options.Options{}
	for _, s := range g.top.settings {
		for _, v := range s.values {
			if s.def.Name == "to" {
				s.def.Give(o, v.Value) // was checked when the file was read
			}
		}
	}
	return len(o.To) > 1
}

// loadConfig finds and reads the project file, and fills in what the command line leaves open.
func (c *command) loadConfig(cmd string, args []string) error {
	file := c.opts.Config
	switch {
	case cmd == "build" && len(args) > 0:
		file = args[0]
	case c.opts.NoConfig && file != "":
		return options.Wrong("--config and --no-config exclude each other")
	case c.opts.NoConfig:
		return nil
	}
	if file == "" && cmd != "build" {
		return c.loadNear(args)
	}
	if file == "" {
		if file = c.findConfig("."); file == "" {
			return options.WrongHint("write one: guides, output, to and any other long flag", "there is no %s here or above", configName)
		}
	}
	read := readNamed
	if c.opts.Config == "" && len(args) == 0 {
		read = func(file string) (*config, error) { return readFound(file, options.ByProject) }
	}
	g, err := read(file)
	if err != nil {
		return err
	}
	return c.useConfig(g)
}

// loadNear finds the project file of each input. What holds for the whole run, such as --quiet, comes from that
// of the first.
func (c *command) loadNear(args []string) error {
	if len(args) == 0 {
		args = []string{"."}
	}
	c.near = map[string]*config{}
	byFile := map[string]*config{}
	for i, arg := range args {
		dir := arg
		if arg == "-" {
			dir = "."
		} else if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			dir = filepath.Dir(arg)
		}
		file := c.findConfig(dir)
		g, known := byFile[file]
		if file != "" && !known {
			var err error
			if g, err = readFound(file, c.trusts(file)); configFault(err) {
				return err
			} else if err != nil { // the guide comes out as if there were none
				c.problem(err.Error())
				c.incomplete = true
			}
			byFile[file] = g
			if g != nil && len(g.ignored) > 0 && !c.opts.Quiet {
				fmt.Fprintf(c.stderr, "platen: %s: %s left out: only platen build, --config and --trust let the file have that\n", report.Printable(g.file), report.Printable(strings.Join(g.ignored, ", ")))
			}
		}
		c.near[report.Absolute(dir)] = g
		if i == 0 && g != nil {
			if err := c.useConfig(g); err != nil {
				return err
			}
		}
	}
	return nil
}

// trusts returns what a project file that was found may set: more below a folder of --trust.
func (c *command) trusts(file string) options.Setter {
	for _, dir := range c.opts.Trust {
		if report.Within(filepath.Dir(file), report.Absolute(dir)) {
			return options.ByTrusted
		}
	}
	return options.ByFound
}

// useConfig makes g the run's project file.
func (c *command) useConfig(g *config) error {
	c.cfg = g
	o, err := c.merged(g, g.top)
	if err != nil {
		return err
	}
	c.opts = o
	return nil
}

// configFor returns the project file of an input, nil for none.
func (c *command) configFor(in *input.Input) *config {
	if g, ok := c.near[report.Absolute(in.Dir)]; ok {
		return g
	}
	return c.cfg
}

// merged returns the options of sections of g, the last of which wins, under those of the command line. g is nil
// without a project file.
func (c *command) merged(g *config, sections ...section) (*options.Options, error) {
	said := map[string]setting{}
	for _, s := range sections {
		for _, set := range s.settings {
			said[set.def.Name] = set
		}
	}
	o := &options.Options{Project: tree.Meta{}}
	if g != nil {
		o.Found = g.found
	}
	for _, f := range options.Flags() {
		s, ok := said[f.Name]
		if !ok || c.opts.Given[f.Name] || f.Name == "to" && c.opts.Given["output"] && !isFolder(c.opts.Output) {
			continue
		}
		for _, v := range s.values {
			if err := f.Give(o, v.Value); err != nil {
				return nil, err
			}
		}
	}
	for _, s := range sections {
		for k, v := range s.meta {
			o.Project[k] = v
		}
	}
	if err := options.FlagSet(o).Parse(c.args); err != nil {
		return nil, err
	}
	o.Given = c.opts.Given
	return o, nil
}

// optionsFor returns the options of an input, and for a format's writer those of the format; "" is for reading.
func (c *command) optionsFor(in *input.Input, format string) (*options.Options, error) {
	g := c.configFor(in)
	if g == nil {
		if c.cfg == nil {
			return c.opts, nil
		}
		return c.merged(nil)
	}
	sections := []section{g.top}
	var e *guideEntry
	if in.Guide {
		e = g.entry(in.Dir)
	}
	if e != nil {
		sections = append(sections, e.section)
	}
	if format != "" {
		sections = append(sections, g.formats[format])
		if e != nil {
			sections = append(sections, e.formats[format])
		}
	}
	o, err := c.merged(g, sections...)
	if err == nil && e != nil {
		o.Name = e.name
	}
	return o, err
}

// build makes what the project file says.
func (c *command) build(ctx context.Context, args []string) error {
	if len(args) > 1 {
		return options.WrongHint("several guides stand in one file, under guides", "build takes one project file")
	}
	if c.opts.Output == "" {
		return options.WrongHint("for example output: out/", "%s says nothing about output, and there is no -o", c.cfg.file)
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
