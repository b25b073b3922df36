package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// A plan says what comes out where.
type plan struct {
	formats []options.Format
	dir     string // output folder; "" when all goes into one file
	file    string // output file; "-" is standard output
	archive string // archive that stands for the folder dir, which is "." then
	memory  bool   // the memory of a server stands for the folder dir, which is "." then
	apart   bool   // each format has a folder of its own, also when there is only one
	names   bool   // each guide has a folder of its own in dir, by its name
}

// plan decides from the flags what comes out where, before anything is read.
func (c *command) plan(ins []*input.Input) (*plan, error) {
	o, p := c.opts, &plan{}
	guides, pages := 0, 0
	for _, in := range ins {
		if in.Guide {
			guides++
		}
		pages += len(in.Source.Pages)
	}
	for _, name := range o.To {
		f, _ := options.FormatNamed(name)
		p.formats = append(p.formats, f)
	}
	switch {
	case o.Ledger && o.DryRun:
		return nil, options.Wrong("--ledger reads what is written, and --dry-run writes nothing")
	case o.Ledger && o.Brand.PrettyURLs && (len(o.To) == 0 || slices.Contains(o.To, "html")):
		return nil, options.Wrong("--ledger reads HTML back by the names of the sources: --pretty-urls has others")
	case o.Ledger && (o.Dita.Labels == "drop" || o.Dita.Profile == "import" && !o.Given["dita-labels"]) && slices.Contains(o.To, "dita"):
		return nil, options.Wrong("--ledger looks for all words of the source, and --dita-labels drop leaves some to DITA's elements: check with --dita-labels keep")
	}
	p.apart = c.building && !o.Given["output"] && c.cfg.formatsApart()
	several := guides > 1 || c.building && c.cfg.several()
	switch {
	case o.Serve != "" && o.Output == "":
		p.memory = true
		return p.inFolder(".", guides > 1, o)
	case isFolder(o.Output) || o.Output != "" && o.Output != "-" && input.ArchiveExt(o.Output) == "" && len(p.formats) > 1:
		if info, err := os.Stat(filepath.Clean(o.Output)); err == nil && !info.IsDir() {
			return nil, options.Wrong("-o %s: there is a file of that name, no folder", filepath.Clean(o.Output))
		}
		return p.inFolder(filepath.Clean(o.Output), several, o)
	case input.ArchiveExt(o.Output) != "":
		if o.Ledger || o.Serve != "" {
			return nil, options.Wrong("--ledger and --serve do not look into archives: -o %s", o.Output)
		}
		p.archive = o.Output
		return p.inFolder(".", several, o)
	}
	p.file = o.Output
	switch {
	case p.file == "" && guides > 0:
		return nil, options.WrongHint("for a file a page: -o out/, for one file: -o guide.html", "%s is a folder, and a guide needs -o", firstGuide(ins))
	case pages+guides > 1 && p.file == "":
		return nil, options.WrongHint("for example -o out/", "%d inputs need a folder for their outputs", pages+guides)
	case pages+guides > 1:
		return nil, options.WrongHint("a slash at its end makes it a folder: -o "+strings.TrimSuffix(p.file, "/")+"/", "-o %s is one file, and there are %d inputs", p.file, pages+guides)
	case len(p.formats) > 1:
		return nil, options.WrongHint("for example -o out/", "%d formats need a folder", len(p.formats))
	case p.file == "":
		p.file = "-"
		if len(p.formats) == 0 && report.IsTerminal(c.stdout) { // for who looks at the page; a pipe gets HTML
			f, _ := options.FormatNamed("ansi")
			p.formats = []options.Format{f}
		}
	}
	if err := p.oneFormat(); err != nil {
		return nil, err
	}
	if o.Serve != "" && p.formats[0].Name != "html" {
		return nil, errNoHTML()
	}
	if f := p.formats[0]; guides > 0 && !f.One {
		return nil, options.WrongHint("for example -o "+strings.TrimSuffix(p.file, filepath.Ext(p.file))+"/ -t "+f.Name, "a guide is many %s files: they need a folder", f.Name)
	}
	return p, nil
}

// inFolder completes the plan of a folder, in which each guide has a folder of its own when there are several.
func (p *plan) inFolder(dir string, several bool, o *options.Options) (*plan, error) {
	p.dir, p.names = dir, several
	if len(p.formats) == 0 {
		p.formats = options.Formats()[:1]
	}
	if i := slices.IndexFunc(p.formats, func(f options.Format) bool { return f.Name == "html" }); o.Serve != "" && i < 0 {
		return nil, errNoHTML()
	} else if p.memory {
		p.formats = p.formats[i : i+1]
	}
	return p, nil
}

// firstGuide names the first folder.
func firstGuide(ins []*input.Input) string {
	for _, in := range ins {
		if in.Guide {
			return in.Named()
		}
	}
	return ""
}

// oneFormat finds the format of the one output file.
func (p *plan) oneFormat() error {
	byName, known := options.FormatOf(p.file)
	switch {
	case len(p.formats) == 1 && (!known || byName.Name == p.formats[0].Name):
	case len(p.formats) == 1:
		return options.Wrong("-o %s is for %s, but -t says %s", p.file, byName.Name, p.formats[0].Name)
	case known:
		p.formats = []options.Format{byName}
	case p.file == "-" || isSpecial(p.file):
		p.formats = options.Formats()[:1]
	default:
		return unknownExtension(p.file)
	}
	return nil
}

// terminalWidth is how wide the text is that goes to a terminal: as wide as that, within what is good to read.
func (c *command) terminalWidth() int {
	if f, ok := c.stdout.(interface{ Fd() uintptr }); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return min(max(width, 20), 100)
		}
	}
	return 0
}

func unknownExtension(file string) error {
	ext := filepath.Ext(file)
	if ext == "" {
		return options.WrongHint("a slash at its end makes it a folder: -o "+file+"/; -t names the format of a file",
			"-o %s has no extension that names a format", file)
	}
	var exts []string
	for _, f := range options.Formats() {
		exts = append(exts, f.Exts...)
	}
	exts = append(exts, input.ArchiveExts()...)
	var bare []string // the dot is no letter that may be wrong
	for _, e := range exts {
		bare = append(bare, e[1:])
	}
	if s := options.Suggest(ext[1:], bare); s != "" {
		return options.WrongHint("did you mean "+strings.TrimSuffix(file, ext)+"."+s+"?", "-o %s: no format has the extension %s", file, ext)
	}
	return options.WrongHint("known are: "+strings.Join(exts, ", "), "-o %s: no format has the extension %s", file, ext)
}

// isFolder reports whether -o names a folder: by a slash at its end, or because there is one.
func isFolder(path string) bool {
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

// isSpecial reports whether the path is there and no regular file: /dev/stdout, a pipe.
func isSpecial(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// folderFor returns the folder for the book in the format, below the output folder.
func (p *plan) folderFor(f options.Format, in *input.Input, b *tree.Book) string {
	dir := ""
	if p.dir == "" {
		return dir
	}
	if p.names && in.Guide {
		dir = filepath.Join(dir, b.Name)
	}
	if p.apart || len(p.formats) > 1 {
		dir = filepath.Join(dir, f.Name)
	}
	return dir
}
