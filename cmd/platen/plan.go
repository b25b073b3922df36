package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"platen/convert/tree"
)

// A plan says what comes out where.
type plan struct {
	formats []format
	dir     string // output folder; "" when all goes into one file
	file    string // output file; "-" is standard output
	archive string // archive that stands for the folder dir, which is "." then
	memory  bool   // the memory of a server stands for the folder dir, which is "." then
	apart   bool   // each format has a folder of its own, also when there is only one
	names   bool   // each guide has a folder of its own in dir, by its name
}

// plan decides from the flags what comes out where, before anything is read.
func (c *command) plan(ins []*input) (*plan, error) {
	o, p := c.opts, &plan{}
	guides, pages := 0, 0
	for _, in := range ins {
		if in.guide {
			guides++
		}
		pages += len(in.src.Pages)
	}
	for _, name := range o.to {
		f, _ := formatNamed(name)
		p.formats = append(p.formats, f)
	}
	switch {
	case o.ledger && o.dryRun:
		return nil, wrong("--ledger reads what is written, and --dry-run writes nothing")
	case o.ledger && o.brand.prettyURLs && (len(o.to) == 0 || slices.Contains(o.to, "html")):
		return nil, wrong("--ledger reads HTML back by the names of the sources: --pretty-urls has others")
	case o.ledger && (o.dita.labels == "drop" || o.dita.profile == "import" && !o.given["dita-labels"]) && slices.Contains(o.to, "dita"):
		return nil, wrong("--ledger looks for all words of the source, and --dita-labels drop leaves some to DITA's elements: check with --dita-labels keep")
	}
	p.apart = c.building && !o.given["output"] && c.cfg.formatsApart()
	several := guides > 1 || c.building && c.cfg.several()
	switch {
	case o.serve != "" && o.output == "":
		p.memory = true
		return p.inFolder(".", guides > 1, o)
	case isFolder(o.output) || o.output != "" && o.output != "-" && archiveExt(o.output) == "" && len(p.formats) > 1:
		if info, err := os.Stat(filepath.Clean(o.output)); err == nil && !info.IsDir() {
			return nil, wrong("-o %s: there is a file of that name, no folder", filepath.Clean(o.output))
		}
		return p.inFolder(filepath.Clean(o.output), several, o)
	case archiveExt(o.output) != "":
		if o.ledger || o.serve != "" {
			return nil, wrong("--ledger and --serve do not look into archives: -o %s", o.output)
		}
		p.archive = o.output
		return p.inFolder(".", several, o)
	}
	p.file = o.output
	switch {
	case p.file == "" && guides > 0:
		return nil, wrongHint("for a file a page: -o out/, for one file: -o guide.html", "%s is a folder, and a guide needs -o", firstGuide(ins))
	case pages+guides > 1 && p.file == "":
		return nil, wrongHint("for example -o out/", "%d inputs need a folder for their outputs", pages+guides)
	case pages+guides > 1:
		return nil, wrongHint("a slash at its end makes it a folder: -o "+strings.TrimSuffix(p.file, "/")+"/", "-o %s is one file, and there are %d inputs", p.file, pages+guides)
	case len(p.formats) > 1:
		return nil, wrongHint("for example -o out/", "%d formats need a folder", len(p.formats))
	case p.file == "":
		p.file = "-"
		if len(p.formats) == 0 && isTerminal(c.stdout) { // for who looks at the page; a pipe gets HTML
			f, _ := formatNamed("ansi")
			p.formats = []format{f}
		}
	}
	if err := p.oneFormat(); err != nil {
		return nil, err
	}
	if o.serve != "" && p.formats[0].name != "html" {
		return nil, errNoHTML()
	}
	if f := p.formats[0]; guides > 0 && !f.one {
		return nil, wrongHint("for example -o "+strings.TrimSuffix(p.file, filepath.Ext(p.file))+"/ -t "+f.name, "a guide is many %s files: they need a folder", f.name)
	}
	return p, nil
}

// inFolder completes the plan of a folder, in which each guide has a folder of its own when there are several.
func (p *plan) inFolder(dir string, several bool, o *options) (*plan, error) {
	p.dir, p.names = dir, several
	if len(p.formats) == 0 {
		p.formats = formats()[:1]
	}
	if i := slices.IndexFunc(p.formats, func(f format) bool { return f.name == "html" }); o.serve != "" && i < 0 {
		return nil, errNoHTML()
	} else if p.memory {
		p.formats = p.formats[i : i+1]
	}
	return p, nil
}

// firstGuide names the first folder.
func firstGuide(ins []*input) string {
	for _, in := range ins {
		if in.guide {
			return in.named()
		}
	}
	return ""
}

// oneFormat finds the format of the one output file.
func (p *plan) oneFormat() error {
	byName, known := formatOf(p.file)
	switch {
	case len(p.formats) == 1 && (!known || byName.name == p.formats[0].name):
	case len(p.formats) == 1:
		return wrong("-o %s is for %s, but -t says %s", p.file, byName.name, p.formats[0].name)
	case known:
		p.formats = []format{byName}
	case p.file == "-" || isSpecial(p.file):
		p.formats = formats()[:1]
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
		return wrongHint("a slash at its end makes it a folder: -o "+file+"/; -t names the format of a file",
			"-o %s has no extension that names a format", file)
	}
	var exts []string
	for _, f := range formats() {
		exts = append(exts, f.exts...)
	}
	exts = append(exts, archiveExts()...)
	var bare []string // the dot is no letter that may be wrong
	for _, e := range exts {
		bare = append(bare, e[1:])
	}
	if s := suggest(ext[1:], bare); s != "" {
		return wrongHint("did you mean "+strings.TrimSuffix(file, ext)+"."+s+"?", "-o %s: no format has the extension %s", file, ext)
	}
	return wrongHint("known are: "+strings.Join(exts, ", "), "-o %s: no format has the extension %s", file, ext)
}

// isFolder reports whether -o names a folder: by a slash at its end, or because there is one.
func isFolder(path string) bool {
	if path == "" || path == "-" {
		return false
	}
	if os.IsPathSeparator(path[len(path)-1]) {
		return true
	}
	if _, known := formatOf(path); known || archiveExt(path) != "" { // a link does not make a folder of what is called a file
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
func (p *plan) folderFor(f format, in *input, b *tree.Book) string {
	dir := ""
	if p.dir == "" {
		return dir
	}
	if p.names && in.guide {
		dir = filepath.Join(dir, b.Name)
	}
	if p.apart || len(p.formats) > 1 {
		dir = filepath.Join(dir, f.name)
	}
	return dir
}
