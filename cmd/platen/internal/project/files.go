package project

import (
	"errors"
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
func (g *File) glob(root *os.Root, e *guideEntry) {
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
func (g *File) entry(dir string) *guideEntry {
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

// FolderOf returns where the guide in dir stands among the outputs, slash-separated. Of a guide that a pattern finds it
// is the part of the path that the pattern leaves open, so that it does not move when others come; else the folder's own
// name, or with a second guide of that name the path from the file.
func (g *File) FolderOf(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return filepath.Base(dir)
	}
	if g.root != "" {
		if rel, err := filepath.Rel(g.root, abs); err == nil && rel != "." {
			return filepath.ToSlash(rel)
		}
	}
	rel, err := filepath.Rel(g.dir, abs)
	e := g.entry(dir)
	if err != nil || e == nil || rel == "." {
		return filepath.Base(abs)
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for i, p := range strings.Split(path.Clean(filepath.ToSlash(e.path.Value)), "/") {
		if strings.ContainsAny(p, "*?[{") && i < len(parts) {
			return strings.Join(parts[i:], "/")
		}
	}
	for _, other := range g.guides {
		for _, d := range other.dirs {
			if d != abs && filepath.Base(d) == filepath.Base(abs) {
				return strings.Join(parts, "/")
			}
		}
	}
	return filepath.Base(abs)
}

// All returns the folders of all guides, each once.
func (g *File) All() []string {
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

// Hosts returns the folders that hold guides which a pattern found.
func (g *File) Hosts() []string {
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

// Several reports whether the file lists more than one guide, or may tomorrow: then each has a folder of its own.
func (g *File) Several() bool {
	n := 0
	for _, e := range g.guides {
		if n += len(e.dirs); strings.ContainsAny(e.path.Value, "*?[{") {
			n++
		}
	}
	return n > 1 || g.root != ""
}

// FormatsApart reports whether the file lists several formats: then each has a folder of its own, also in a run
// that makes one of them.
func (g *File) FormatsApart() bool {
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

// Files are the project files of a run, and what they and the command line say together.
type Files struct {
	Args       []string // the whole command line
	Options    *options.Options
	Main       *File            // the run's project file, nil for none
	Near       map[string]*File // by folder of an input: the project file that was found for it
	Looked     []string         // where a project file was looked for
	Incomplete bool             // a project file that was found could not be read

	Env     func(string) string
	Note    func(msg string) // gets what is left out of a file
	Problem func(error)      // gets why a file that was found cannot be read
}

// Load finds and reads the project file, and fills in what the command line leaves open.
func (p *Files) Load(cmd string, args []string) error {
	file := p.Options.Config
	switch {
	case cmd == "build" && len(args) > 0:
		file = args[0]
	case p.Options.NoConfig && file != "":
		return options.Wrong("--config and --no-config exclude each other")
	case p.Options.NoConfig:
		return nil
	}
	if file == "" && cmd != "build" {
		return p.loadNear(args)
	}
	if file == "" {
		if file = p.findConfig("."); file == "" {
			return options.WrongHint("write one: guides, output, to and any other long flag", "there is no %s here or above", configName)
		}
	}
	read := readNamed
	if p.Options.Config == "" && len(args) == 0 {
		read = func(file string) (*File, error) { return readFound(file, options.ByProject) }
	}
	g, err := read(file)
	if err != nil {
		return err
	}
	return p.useConfig(g)
}

// loadNear finds the project file of each input. What holds for the whole run, such as --quiet, comes from that
// of the first.
func (p *Files) loadNear(args []string) error {
	if len(args) == 0 {
		args = []string{"."}
	}
	p.Near = map[string]*File{}
	byFile := map[string]*File{}
	for i, arg := range args {
		dir := arg
		if arg == "-" {
			dir = "."
		} else if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			dir = filepath.Dir(arg)
		}
		file := p.findConfig(dir)
		g, known := byFile[file]
		if file != "" && !known {
			var err error
			if g, err = readFound(file, p.trusts(file)); IsFault(err) {
				return err
			} else if err != nil { // the guide comes out as if there were none
				p.Problem(err)
				p.Incomplete = true
			}
			byFile[file] = g
			if g != nil && len(g.ignored) > 0 && !p.Options.Quiet {
				p.Note(g.Path + ": " + strings.Join(g.ignored, ", ") + " left out: only platen build, --config and --trust let the file have that")
			}
		}
		p.Near[report.Absolute(dir)] = g
		if i == 0 && g != nil {
			if err := p.useConfig(g); err != nil {
				return err
			}
		}
	}
	return nil
}

// trusts returns what a project file that was found may set: more below a folder of --trust.
func (p *Files) trusts(file string) options.Setter {
	for _, dir := range p.Options.Trust {
		if report.Within(filepath.Dir(file), report.Absolute(dir)) {
			return options.ByTrusted
		}
	}
	return options.ByFound
}

// useConfig makes g the run's project file.
func (p *Files) useConfig(g *File) error {
	p.Main = g
	o, err := p.merged(g, g.top)
	if err != nil {
		return err
	}
	p.Options = o
	return nil
}

// configFor returns the project file of an input, nil for none.
func (p *Files) configFor(in *input.Input) *File {
	if g, ok := p.Near[report.Absolute(in.Dir)]; ok {
		return g
	}
	return p.Main
}

// merged returns the options of sections of g, the last of which wins, under those of the command line. g is nil
// without a project file.
func (p *Files) merged(g *File, sections ...section) (*options.Options, error) {
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
		if !ok || p.Options.Given[f.Name] || f.Name == "to" && p.Options.Given["output"] && !IsFolder(p.Options.Output) && !IsBare(p.Options.Output) {
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
	if err := options.FlagSet(o).Parse(p.Args); err != nil {
		return nil, err
	}
	o.Given = p.Options.Given
	return o, nil
}

// For returns the options of an input, and for a format's writer those of the format; "" is for reading.
func (p *Files) For(in *input.Input, format string) (*options.Options, error) {
	g := p.configFor(in)
	if g == nil {
		if p.Main == nil {
			return p.Options, nil
		}
		return p.merged(nil)
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
	o, err := p.merged(g, sections...)
	if err == nil && e != nil {
		o.Name = e.name
	}
	if err == nil {
		o.BaseOwn = !p.Options.Given["base-url"] && g.ownBase(e, in.Dir)
	}
	return o, err
}

// IsFault reports whether an error is about the project file's content.
func IsFault(err error) bool {
	var g *File
	return errors.As(err, &g)
}

// Faults returns what is wrong in a project file, as text too; nothing for another error.
func Faults(err error) (list []report.Finding, text string) {
	var g *File
	if !errors.As(err, &g) {
		return nil, ""
	}
	if g.foreign {
		return []report.Finding{{Path: g.Path, Msg: foreignFault}}, g.Error()
	}
	for _, e := range g.errs {
		list = append(list, report.Finding{Path: g.Path, Line: e.node.Line, Column: max(1, e.node.Column), Msg: e.msg, Hint: e.hint})
	}
	return list, g.Error()
}

// IsBare reports whether a name has no extension that could say what the file is, and is no stream or device: as the
// output of a guide it is a folder, whatever is there.
func IsBare(path string) bool {
	if path == "" || path == "-" || filepath.Ext(path) != "" {
		return false
	}
	info, err := os.Stat(path)
	return err != nil || info.IsDir() || info.Mode().IsRegular()
}

// IsFolder reports whether -o names a folder: by a slash at its end, or because there is one.
func IsFolder(path string) bool {
	if path == "" || path == "-" {
		return false
	}
	if os.IsPathSeparator(path[len(path)-1]) {
		return true
	}
	if _, known := options.FormatOf(path); known || input.ArchiveExt(path) != "" { // a link does not make a folder of what is called a file
		info, err := os.Lstat(path)
		return err == nil && info.IsDir()
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
