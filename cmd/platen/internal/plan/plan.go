// Package plan decides which file comes out where, before anything is read.
package plan

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/project"
)

// A Plan says what comes out where.
type Plan struct {
	Formats []options.Format
	Dir     string // output folder; "" when all goes into one file
	File    string // output file; "-" is standard output
	Archive string // archive that stands for the folder dir, which is "." then
	Memory  bool   // the memory of a server stands for the folder dir, which is "." then
	Apart   bool   // each format has a folder of its own, also when there is only one
	Names   bool   // each guide has a folder of its own in dir

	folders map[*input.Input]string // of guides, where Names is set
	taken   map[*input.Input]string // guides whose folder one before them has, and which
	numbers map[*input.Input]int    // of guides among all of the project file, from 1
}

// New decides from the flags what comes out where, before anything is read. built is the project file of platen
// build, nil in other runs; terminal says that standard output is one.
func New(o *options.Options, ins []*input.Input, built *project.File, terminal bool) (*Plan, error) {
	p := &Plan{}
	guides, pages := 0, 0
	for _, in := range ins {
		if in.Guide {
			guides++
		}
		pages += len(in.Source.Pages)
	}
	for _, name := range o.To {
		f, _ := options.FormatNamed(name)
		p.Formats = append(p.Formats, f)
	}
	switch {
	case o.Ledger && o.DryRun:
		return nil, options.Wrong("--ledger reads what is written, and --dry-run writes nothing")
	case o.Ledger && o.Brand.PrettyURLs && (len(o.To) == 0 || slices.Contains(o.To, "html")):
		return nil, options.Wrong("--ledger reads HTML back by the names of the sources: --pretty-urls has others")
	case o.Ledger && (o.Dita.Links == "reltable" || o.Dita.Profile == "import" && !o.Given["dita-links"]) && slices.Contains(o.To, "dita"):
		return nil, options.Wrong("--ledger looks for the words of each page in its topics, and --dita-links reltable leaves some to the map: check with --dita-links topic")
	case o.Ledger && (o.Dita.Labels == "drop" || o.Dita.Profile == "import" && !o.Given["dita-labels"]) && slices.Contains(o.To, "dita"):
		return nil, options.Wrong("--ledger looks for all words of the source, and --dita-labels drop leaves some to DITA's elements: check with --dita-labels keep")
	}
	p.Apart = built != nil && !o.Given["output"] && built.FormatsApart()
	several := guides > 1 || guides > 0 && o.GuideFolders || built != nil && built.Several()
	switch {
	case o.Serve != "" && o.Output == "":
		p.Memory = true
		return p.inFolder(".", guides > 1, o)
	case project.IsFolder(o.Output) || (guides > 0 || pages > 1) && project.IsBare(o.Output) || o.Output != "" && o.Output != "-" && input.ArchiveExt(o.Output) == "" && len(p.Formats) > 1:
		if info, err := os.Stat(filepath.Clean(o.Output)); err == nil && !info.IsDir() {
			return nil, options.Wrong("-o %s: there is a file of that name, no folder", filepath.Clean(o.Output))
		}
		return p.inFolder(filepath.Clean(o.Output), several, o)
	case input.ArchiveExt(o.Output) != "":
		if o.Ledger || o.Serve != "" {
			return nil, options.Wrong("--ledger and --serve do not look into archives: -o %s", o.Output)
		}
		p.Archive = o.Output
		return p.inFolder(".", several, o)
	}
	p.File = o.Output
	switch {
	case p.File == "" && guides > 0:
		return nil, options.WrongHint("for a file a page: -o out/, for one file: -o guide.html", "%s is a folder, and a guide needs -o", firstGuide(ins))
	case pages+guides > 1 && p.File == "":
		return nil, options.WrongHint("for example -o out/", "%d inputs need a folder for their outputs", pages+guides)
	case pages+guides > 1:
		return nil, options.WrongHint("a slash at its end makes it a folder: -o "+strings.TrimSuffix(p.File, "/")+"/", "-o %s is one file, and there are %d inputs", p.File, pages+guides)
	case len(p.Formats) > 1:
		return nil, options.WrongHint("for example -o out/", "%d formats need a folder", len(p.Formats))
	case p.File == "":
		p.File = "-"
		if len(p.Formats) == 0 && terminal { // for who looks at the page; a pipe gets HTML
			f, _ := options.FormatNamed("ansi")
			p.Formats = []options.Format{f}
		}
	}
	if err := p.oneFormat(o.Pandoc); err != nil {
		return nil, err
	}
	if o.Serve != "" && p.Formats[0].Name != "html" {
		return nil, errNoHTML()
	}
	if f := p.Formats[0]; guides > 0 && !f.One {
		return nil, options.WrongHint("for example -o "+strings.TrimSuffix(p.File, filepath.Ext(p.File))+"/ -t "+f.Name, "a guide is many %s files: they need a folder", f.Name)
	}
	return p, nil
}

// inFolder completes the plan of a folder, in which each guide has a folder of its own when there are several.
func (p *Plan) inFolder(dir string, several bool, o *options.Options) (*Plan, error) {
	p.Dir, p.Names = dir, several
	if len(p.Formats) == 0 {
		p.Formats = options.Formats()[:1]
	}
	if i := slices.IndexFunc(p.Formats, func(f options.Format) bool { return f.Name == "html" }); o.Serve != "" && i < 0 {
		return nil, errNoHTML()
	} else if p.Memory {
		p.Formats = p.Formats[i : i+1]
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

// oneFormat finds the format of the one output file. pandoc says that pandoc may be run for those that platen has not.
func (p *Plan) oneFormat(pandoc bool) error {
	byName, known := options.FormatOf(p.File)
	if !known && pandoc {
		byName, known = options.PandocFormat(p.File)
	}
	switch {
	case len(p.Formats) == 1 && (!known || byName.Name == p.Formats[0].Name):
	case len(p.Formats) == 1:
		return options.Wrong("-o %s is for %s, but -t says %s", p.File, byName.Name, p.Formats[0].Name)
	case known:
		p.Formats = []options.Format{byName}
	case p.File == "-" || isSpecial(p.File):
		p.Formats = options.Formats()[:1]
	default:
		return unknownExtension(p.File)
	}
	return nil
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
	hint := "known are: " + strings.Join(exts, ", ")
	if _, ok := options.PandocFormat(file); ok {
		return options.WrongHint("--pandoc has it made by pandoc: platen … --pandoc -o "+file, "-o %s: platen does not write %s itself", file, ext)
	}
	return options.WrongHint(hint, "-o %s: no format has the extension %s", file, ext)
}

// isSpecial reports whether the path is there and no regular file: /dev/stdout, a pipe.
func isSpecial(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// FolderFor returns the folder for an input in the format, below the output folder.
func (p *Plan) FolderFor(f options.Format, in *input.Input) string {
	dir := ""
	if p.Dir == "" {
		return dir
	}
	if p.Names && in.Guide {
		dir = filepath.Join(dir, filepath.FromSlash(p.Folder(in)))
	}
	if p.Apart || len(p.Formats) > 1 {
		dir = filepath.Join(dir, f.Name)
	}
	return dir
}

// errNoHTML says that there is nothing for a browser.
func errNoHTML() error { return options.Wrong("--serve shows HTML, and it is not among the formats") }

// Shown returns how a file of the output folder is named in messages. one is the path of the one file.
func (p *Plan) Shown(name, one string) string {
	switch {
	case p.Archive != "":
		return p.Archive
	case p.Dir != "":
		return filepath.Join(p.Dir, filepath.FromSlash(name))
	case name == filepath.Base(one):
		return p.File
	}
	return filepath.Join(filepath.Dir(one), filepath.FromSlash(name))
}
