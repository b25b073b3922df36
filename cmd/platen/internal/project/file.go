// Package project reads platen.yaml, and says what of it holds for an input.
package project

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// configName is the name of the project file.
const configName = "platen.yaml"

// maxConfig is how many bytes a project file may have.
const maxConfig = 1 << 20

// A File is a project file. Its keys are the long names of flags.
type File struct {
	Path                string         // as it is shown
	dir                 string         // absolute; paths in the file are relative to it
	by                  options.Setter // which flags it may set
	text                string
	foreign             bool              // its text is that of a file outside of its folder, and is not shown
	found               map[string][]byte // the files that it names, by path, when it was only found: read inside its folder
	top                 section
	formats             map[string]section
	guides              []guideEntry
	languages, versions []string // names of folders that stand for a language or a version of a guide
	root                string   // of the set that the guides are, absolute; "" for none
	ignored             []string // keys that a file which is only found must not have, with the reason for each that may have others
	errs                []configError
}

// A section is a list of settings, in the order of the file.
type section struct {
	settings []setting
	meta     tree.Meta
}

// A setting is a flag with its values.
type setting struct {
	def    *options.Flag
	key    *yaml.Node
	values []*yaml.Node
}

// A guideEntry is an element of guides.
type guideEntry struct {
	path    *yaml.Node // a glob
	name    string
	section section
	formats map[string]section
	dirs    []string // absolute, that the glob found
}

// A configError is a fault of the file at a node.
type configError struct {
	node      *yaml.Node
	msg, hint string
}

// findConfig returns the nearest project file from dir upwards, "" for none. The search ends at the folder
// with .git, before the home folder, before a folder that everyone may write to and before the root of
// the file system.
func (p *Files) findConfig(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	home := p.Env("HOME")
	for first := true; ; first = false {
		info, err := os.Stat(abs)
		if err != nil || !first && (abs == home || info.Mode().Perm()&0o002 != 0 || filepath.Dir(abs) == abs) {
			return ""
		}
		file := filepath.Join(abs, configName)
		p.Looked = append(p.Looked, file)
		if info, err := os.Lstat(file); err == nil && (info.Mode().IsRegular() || info.Mode()&os.ModeSymlink != 0) {
			return file
		}
		if _, err := os.Stat(filepath.Join(abs, ".git")); err == nil || filepath.Dir(abs) == abs || abs == home {
			return ""
		}
		abs = filepath.Dir(abs)
	}
}

// parseConfig reads a project file. Faults of its content come back as one error that shows each with its line.
func parseConfig(file string, f io.Reader, by options.Setter, foreign bool) (*File, error) {
	text, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, options.Wrong("%s: %v", file, options.Cause(err))
	}
	if len(text) > maxConfig {
		return nil, options.Wrong("%s: a project file may have %d bytes", file, maxConfig)
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	g := &File{Path: file, dir: filepath.Dir(abs), by: by, text: string(text), foreign: foreign, formats: map[string]section{}, found: map[string][]byte{}}
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, abs); err == nil && !strings.HasPrefix(rel, filepath.Join("..", "..", "..")) {
			g.Path = rel
		}
	}
	g.parse()
	if len(g.errs) > 0 {
		return nil, g
	}
	return g, nil
}

// foreignFault is all that is said of a file that a link leads to.
const foreignFault = "it is a link out of its folder, and what it leads to is no project file: name that file itself to see why"

// Error returns the faults of the file, each with its line and a mark under it.
func (g *File) Error() string {
	var out bytes.Buffer
	if g.foreign {
		return fmt.Sprintf("%s: error: %s", report.Printable(g.Path), foreignFault)
	}
	lines := strings.Split(g.text, "\n")
	for i, e := range g.errs {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(&out, "%s:%d:%d: error: %s", report.Printable(g.Path), e.node.Line, max(1, e.node.Column), report.Printable(e.msg))
		if n := e.node.Line; n > 0 && n <= len(lines) {
			line := []rune(strings.TrimRight(lines[n-1], "\r"))
			at := min(max(0, e.node.Column-1), len(line))
			length := max(1, min(len([]rune(e.node.Value)), len(line)-at))
			before, marked, after := report.Window(string(line), len(string(line[:at])), len(string(line[:min(len(line), at+length)])))
			fmt.Fprintf(&out, "\n%5d │ %s\n      │ %s%s", n, before+marked+after, strings.Repeat(" ", len([]rune(before))), strings.Repeat("^", max(1, len([]rune(marked)))))
		}
		if e.hint != "" {
			out.WriteString(" " + report.Printable(e.hint))
		}
	}
	return out.String()
}

func (g *File) fault(node *yaml.Node, hint, format string, args ...any) {
	g.errs = append(g.errs, configError{node, fmt.Sprintf(format, args...), hint})
}

// parse reads the file's text.
func (g *File) parse() {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(g.text), &doc); err != nil {
		at := &yaml.Node{Line: 1, Column: 1}
		msg := strings.TrimPrefix(err.Error(), "yaml: ")
		fmt.Sscanf(msg, "line %d:", &at.Line)
		if _, rest, ok := strings.Cut(msg, ": "); ok && strings.HasPrefix(msg, "line ") {
			msg = rest
		}
		g.fault(at, "", "%s", msg)
		return
	}
	if len(doc.Content) == 0 {
		return
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		g.fault(root, "write KEY: VALUE on each line", "a project file is a list of settings")
		return
	}
	g.top = g.section(root, g.formats, []string{"guides", "name", "root", "languages", "versions"}, func(key, value *yaml.Node) {
		switch key.Value {
		case "root":
			g.readRoot(value)
		case "languages":
			g.languages = g.readFolders(key.Value, value)
		case "versions":
			g.versions = g.readFolders(key.Value, value)
		case "guides":
			g.readGuides(value)
		case "name":
			g.guides = append(g.guides, guideEntry{path: &yaml.Node{Kind: yaml.ScalarNode, Value: ".", Line: key.Line, Column: key.Column}, name: g.nameOf(value)})
		}
	}, func(f *options.Flag) bool { return true })
	g.checkRoot()
}

// section reads a mapping. formats takes the sections of formats, nil where none may stand; other handles the
// further keys; allowed says which flags may stand here.
func (g *File) section(n *yaml.Node, formats map[string]section, more []string, other func(key, value *yaml.Node), allowed func(*options.Flag) bool) section {
	s := section{}
	seen := map[string]bool{}
	table := options.Flags()
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		if seen[key.Value] {
			g.fault(key, "", "%q is there twice", key.Value)
			continue
		}
		seen[key.Value] = true
		if slices.Contains(more, key.Value) && !(key.Value == "versions" && value.Kind == yaml.ScalarNode) { // which is the flag
			other(key, value)
			continue
		}
		if _, ok := options.FormatNamed(key.Value); ok && formats != nil {
			if value.Kind != yaml.MappingNode {
				g.fault(value, "", "the settings of a format are KEY: VALUE, a line each")
				continue
			}
			g.otherFormats(value, key.Value)
			formats[key.Value] = g.section(value, nil, nil, nil, (*options.Flag).ForFormat)
			continue
		}
		j := slices.IndexFunc(table, func(f options.Flag) bool { return f.Name == key.Value })
		if j < 0 || table[j].By == options.ByLine {
			g.unknownKey(key, formats, more, allowed)
			continue
		}
		def := &table[j]
		if !allowed(def) {
			g.fault(key, "", "%q cannot stand here: it holds for all guides and formats, and belongs to the top", key.Value)
			continue
		}
		if def.By > g.by {
			if def.By == options.ByTrusted {
				g.ignored = append(g.ignored, def.Name)
			}
			continue
		}
		if def.Name == "metadata" {
			s.meta = g.metadata(value)
			continue
		}
		if def.Name == "sites" {
			value = pairs(value)
		}
		s.settings = append(s.settings, g.setting(def, key, value)...)
	}
	return s
}

// pairs makes a list of "key=value" of a mapping.
func pairs(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return n
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Line: n.Line, Column: n.Column}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		list.Content = append(list.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: k.Value + "=" + v.Value, Line: k.Line, Column: k.Column})
	}
	return list
}

// otherFormats refuses settings in the section of a format that mean nothing for it.
func (g *File) otherFormats(n *yaml.Node, format string) {
	for _, f := range options.Flags() {
		if only := f.Formats(); len(only) > 0 && !slices.Contains(only, format) && !(format == "ansi" && slices.Contains(only, "text")) {
			for i := 0; i+1 < len(n.Content); i += 2 {
				if key := n.Content[i]; key.Value == f.Name {
					g.fault(key, "", "%q is a setting of %s and means nothing for %s", key.Value, strings.Join(only, " and "), format)
				}
			}
		}
	}
}

func (g *File) unknownKey(key *yaml.Node, formats map[string]section, more []string, allowed func(*options.Flag) bool) {
	names := slices.Clone(more)
	for _, f := range options.Flags() {
		if allowed(&f) && f.By != options.ByLine {
			names = append(names, f.Name)
		}
	}
	if formats != nil {
		names = append(names, options.FormatNames()...)
	}
	hint := "keys are the long names of flags"
	if s := options.Suggest(key.Value, names); s != "" {
		hint = "did you mean " + s + "?"
	}
	g.fault(key, hint, "unknown key %q", key.Value)
}

// setting checks a value and returns it as a setting.
func (g *File) setting(def *options.Flag, key, value *yaml.Node) []setting {
	values := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		if values = value.Content; !def.Many {
			g.fault(value, "", "%q takes one value", key.Value)
			return nil
		}
	}
	for i, v := range values {
		if v.Kind == yaml.AliasNode {
			v = v.Alias
		}
		if v.Kind != yaml.ScalarNode || v.Tag == "!!null" {
			g.fault(v, "", "%q needs a value", key.Value)
			return nil
		}
		text := v.Value
		if def.Bare != "" && def.Arg != "" && v.Tag == "!!bool" { // toc: true
			text = map[bool]string{true: def.Bare, false: "0"}[text == "true"]
		}
		if def.Files && !slices.Contains([]string{"screen", "print", "-"}, text) {
			if text = g.path(v, def); text == "" {
				return nil
			}
			if why := g.loads(def, text); why != "" {
				g.ignored = append(g.ignored, def.Name+" ("+why+")")
				return nil
			}
		}
		if err := def.Give(&options.Options{}, text); err != nil {
			hint := ""
			if u, ok := err.(*options.UsageError); ok {
				hint = u.Hint
			}
			g.fault(v, hint, "%s: %s", key.Value, err)
			return nil
		}
		copied := *v
		copied.Value = text
		values[i] = &copied
	}
	return []setting{{def, key, values}}
}

// path returns a path of the file as one from the working folder. One that a stranger's file names must stay
// inside the file's folder, symbolic links included.
func (g *File) path(v *yaml.Node, def *options.Flag) string {
	slash := strings.HasSuffix(v.Value, "/")
	local := filepath.FromSlash(v.Value)
	var inside []byte
	if g.by == options.ByFound {
		var err error
		if inside, err = g.readInside(local); err != nil {
			g.fault(v, "", "%s: %v", def.Name, err)
			return ""
		}
	}
	if !filepath.IsAbs(local) {
		local = filepath.Join(g.dir, local)
	}
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, local); err == nil {
			local = rel
		}
	}
	if g.by == options.ByFound {
		g.found[local] = inside
	}
	if slash {
		local += string(filepath.Separator)
	}
	return local
}

// metadata reads the mapping of metadata.
func (g *File) metadata(value *yaml.Node) tree.Meta {
	m := tree.Meta{}
	var plain map[string]any
	if value.Kind != yaml.MappingNode || value.Decode(&plain) != nil {
		g.fault(value, "", "metadata is KEY: VALUE, a line each")
		return m
	}
	for k, v := range plain {
		if v == nil {
			continue
		}
		m[strings.ToLower(k)] = v
	}
	return m
}

func (g *File) nameOf(value *yaml.Node) string {
	if value.Kind != yaml.ScalarNode || strings.TrimSpace(value.Value) == "" {
		g.fault(value, "", "name is one word or a few")
		return ""
	}
	return value.Value
}

// readGuides reads the list of guides and looks up their folders.
func (g *File) readGuides(list *yaml.Node) {
	if list.Kind != yaml.SequenceNode {
		g.fault(list, "begin each with - path: FOLDER", "guides is a list")
		return
	}
	root, err := os.OpenRoot(g.dir)
	if err != nil {
		g.fault(list, "", "%v", options.Cause(err))
		return
	}
	defer root.Close()
	for _, n := range list.Content {
		e := guideEntry{formats: map[string]section{}}
		switch n.Kind {
		case yaml.ScalarNode:
			e.path = n
		case yaml.MappingNode:
			e.section = g.section(n, e.formats, []string{"path", "name"}, func(key, value *yaml.Node) {
				if key.Value == "name" {
					e.name = g.nameOf(value)
				} else {
					e.path = value
				}
			}, (*options.Flag).ForGuide)
		}
		if e.path == nil || e.path.Kind != yaml.ScalarNode {
			g.fault(n, "", "a guide needs path: FOLDER")
			continue
		}
		g.glob(root, &e)
		g.guides = append(g.guides, e)
	}
}
