// Package site knows the projects that guides are parts of: mdBook, MkDocs, Docusaurus and others. Each kind of project is
// one file: how it is recognised, what its files say of title, language and Markdown, and the contents list that it has.
//
// It reads files of the project and knows nothing of links: a contents list names addresses as they are written, and who
// reads the guide finds what they mean.
package site

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// A Site is what the files of a project say about the guide in it.
type Site struct {
	Kind     string // "mdbook", "mkdocs" …; "" for a plain folder
	File     string // the project file, relative to the source root; "" for none
	Dir      string // the pages' folder, relative to the root; "." is the root
	Dialect  string // with what the project file turns on and off: "mkdocs+smart-keys"
	Settings markdown.Settings
	Macros   map[string]string // of formulas, by their names
	Meta     tree.Meta
	Web      Web

	Redirects        map[string]string // from an old path of the site to its new address
	RedirectsFromTop bool              // new addresses start from the pages' folder

	// ContentsFile is the Markdown file that is the contents list and no page, relative to the root: SUMMARY.md.
	ContentsFile string
	// IndexLists says that the lists of links on the index page may be the contents.
	IndexLists bool
	// Named says that a page without a heading of level 1 is called as its file is.
	Named bool
	// Drafts says that pages whose front matter says "draft: true" are left out.
	Drafts bool

	Addresses link.Addresses
	Outside   link.Outside
	Labels    bool   // an address may be the id of something in any page
	Elsewhere string // the pages' folder, when it is not in the source root
	Home      string // the page that is first when the contents do not say so, relative to the pages' folder

	contents func(Guide) *List
	excluded func(page string) bool
	unlisted func(page string) bool

	languages map[string]string
}

// Language is what the project says of the language of a page, by the folder that it is in; "" for nothing.
func (s *Site) Language(page string) string {
	for dir := path.Dir(page); dir != "."; dir = path.Dir(dir) {
		if lang := s.languages[dir]; lang != "" {
			return lang
		}
	}
	return ""
}

// A Guide is what a contents list is made from.
type Guide struct {
	FS     fs.FS
	Dir    string       // the pages' folder
	Pages  []*tree.Page // in the order of their paths
	Others []string     // paths of the other files below Dir, relative to it
	Index  func(dir string) *tree.Page
}

// A List is a contents list as it was found.
type List struct {
	File  string // relative to the root
	Base  string // the path, relative to the pages' folder, that its addresses start from
	Items []*Entry
}

// An Entry is one of a contents list.
type Entry struct {
	Title   string
	Page    *tree.Page // where it leads, when that is known
	Address string     // as it is written, when it is not
	Folder  bool       // Address is a folder of pages: what its index page lists, else Items
	Kind    tree.NavKind
	Plain   bool // not numbered
	Line    int  // in List.File
	Column  int
	Items   []*Entry
}

// Contents returns the contents list of the project's files, nil when there is none.
func (s *Site) Contents(g Guide) *List {
	if s.contents == nil {
		return nil
	}
	if l := s.contents(g); l != nil && len(l.Items) > 0 {
		return l
	}
	return nil
}

// Excluded reports whether a page, a path relative to the pages' folder, is no part of the guide.
func (s *Site) Excluded(page string) bool { return s.excluded != nil && s.excluded(page) }

// Unlisted reports whether a page is left out of the contents on purpose.
func (s *Site) Unlisted(page string) bool { return s.unlisted != nil && s.unlisted(page) }

// A project is a folder of the source root while it is looked at.
type project struct {
	*Site
	fs     fs.FS  // the project's folder; names are relative to it
	root   fs.FS  // the source root
	at     string // where the project's folder is in it
	report func(tree.Diag)

	languages map[string]string // of the pages in folders, by the folder's path from Dir
}

// kinds are the kinds of project. The first one that is found counts.
var kinds = [...]struct {
	name string
	find func(*project) bool
}{
	{"mdbook", findMdbook},
	{"mkdocs", findMkdocs},
	{"jupyter-book", findJupyterBook},
	{"myst", findMyst},
	{"docusaurus", findDocusaurus},
	{"vitepress", findVitepress},
	{"starlight", findStarlight},
	{"nextra", findNextra},
	{"mintlify", findMintlify},
	{"quarto", findQuarto},
	{"hugo", findHugo},
	{"jekyll", findJekyll},
	{"sphinx", findSphinx},
	{"docfx", findDocfx},
	{"hugging-face", findHuggingFace},
	{"obsidian", findObsidian},
	{"", findAWS},
	{"wiki", findWiki},
	{"docsify", findDocsify},
}

// Find looks for the project's files in a source root, then in the folders of it that projects have their documentation in.
// It returns a Site of no kind when there are none.
func Find(fsys fs.FS, report func(tree.Diag)) *Site {
	s := look(fsys, fsys, ".", report)
	if s.File != "" || s.Kind != "" {
		return s
	}
	for _, dir := range nestedFolders(fsys) {
		sub, err := fs.Sub(fsys, dir)
		if err != nil {
			continue
		}
		if n := look(fsys, sub, dir, report); n.Kind != "" {
			return n
		}
	}
	return s
}

// nestedFolders are those that a project's documentation may be in: by their names, or when the root has nothing but one
// folder.
func nestedFolders(fsys fs.FS) []string {
	entries, _ := fs.ReadDir(fsys, ".")
	var named, all []string
	for _, e := range entries {
		switch {
		case !e.IsDir():
			if name.IsPage(e.Name()) && !strings.EqualFold(name.Stem(e.Name()), "readme") {
				return nil // the root is the guide
			}
		case strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules":
		default:
			all = append(all, e.Name())
			switch e.Name() {
			case "docs", "doc", "website", "site", "www", "documentation", "docs-site":
				named = append(named, e.Name())
			}
		}
	}
	if len(named) == 0 && len(all) == 1 {
		return all
	}
	// The program that makes the site lies beside its pages more often than among them.
	slices.SortStableFunc(named, func(a, b string) int {
		return cmp.Compare(b2i(a == "docs" || a == "doc"), b2i(b == "docs" || b == "doc"))
	})
	return named
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// look looks for a project in a folder of the source root.
func look(root, fsys fs.FS, at string, report func(tree.Diag)) *Site {
	p := &project{fs: fsys, root: root, at: at, Site: &Site{Dir: ".", Dialect: "auto", Meta: tree.Meta{}, IndexLists: true}}
	p.report = func(d tree.Diag) {
		if d.Path != "" {
			d.Path = path.Join(at, d.Path)
		}
		report(d)
	}
	for _, k := range kinds {
		found := false
		p.kept(k.name, func() { found = k.find(p) })
		if found {
			p.Kind = k.name
			break
		}
	}
	if (p.Kind != "mkdocs" || p.contents == nil) && p.ContentsFile == "" {
		p.ContentsFile = p.present(path.Join(p.Dir, "SUMMARY.md"))
	}
	if contents := p.contents; contents != nil {
		p.contents = func(g Guide) (l *List) {
			p.kept(p.Kind, func() { l = contents(g) })
			return l
		}
	}
	p.move()
	p.Settings.PagesFolder = p.Dir
	return p.Site
}

// kept keeps a panic of do, which reads files of a kind of project, from the run: a finding says so, and the project is taken
// for what was known of it by then.
func (p *project) kept(kind string, do func()) {
	defer func() {
		if r := recover(); r != nil {
			file := strings.TrimPrefix(p.File, p.at+"/") // where it has been moved already
			d, _ := tree.CrashOf(tree.Crashed(r), nil, cmp.Or(file, "."), "the project could not be read as one of "+kind)
			p.report(d)
		}
	}()
	do()
}

// move makes paths from the project's folder ones from the source root.
func (p *project) move() {
	if len(p.languages) > 0 {
		p.Site.languages = p.languages
	}
	if p.at == "." {
		return
	}
	p.Dir = path.Join(p.at, p.Dir)
	if p.File != "" {
		p.File = path.Join(p.at, p.File)
	}
	if p.ContentsFile != "" {
		p.ContentsFile = path.Join(p.at, p.ContentsFile)
	}
	for i, dir := range p.Settings.SnippetFolders {
		p.Settings.SnippetFolders[i] = path.Join(p.at, dir)
	}
	if contents := p.contents; contents != nil {
		p.contents = func(g Guide) *List {
			l := contents(g)
			if l != nil && l.File != "" {
				l.File = path.Join(p.at, l.File)
			}
			return l
		}
	}
}

// outer returns a folder that a project file names, from the project's folder; it may lie beside that. When it leads out of
// the source root, Elsewhere says so.
func (p *project) outer(dir string) string {
	dir = path.Clean(strings.ReplaceAll(dir, `\\`, "/"))
	full := path.Join(p.at, dir)
	if full == ".." || strings.HasPrefix(full, "../") {
		p.Elsewhere = dir
		return "."
	}
	if info, err := fs.Stat(p.root, full); fs.ValidPath(full) && err == nil && info.IsDir() {
		return dir
	}
	return "."
}

// beside returns a folder beside the project's, "" when there is none.
func (p *project) beside(dir string) string {
	full := path.Join(path.Dir(p.at), dir)
	if info, err := fs.Stat(p.root, full); p.at == "." || err != nil || !info.IsDir() {
		return ""
	}
	return "../" + dir
}

// on adds extensions to the dialect, as far as there are such.
func (p *project) on(extensions ...string) {
	for _, e := range extensions {
		if d, err := markdown.ParseDialect(p.Dialect + "+" + e); err == nil && d != nil {
			p.Dialect += "+" + e
		}
	}
}

// maxFile is how large a project or contents file may be, in bytes.
const maxFile = 4 << 20

// read reads a project file; ok is false when it is not there.
func (p *project) read(name string) (text []byte, ok bool) {
	text, err := readFile(p.fs, name)
	var failed *fs.PathError
	switch {
	case tree.LeadsOut(err):
		p.report(tree.Diag{Path: name, Severity: tree.Warning, Code: tree.OutsideRoot, Msg: tree.ReadFailure(err) + ", and is not read"})
	case errors.As(err, &failed):
		p.report(tree.Diag{Path: name, Severity: tree.Error, Code: tree.FileUnreadable, Msg: tree.ReadFailure(err)})
	case err != nil:
		p.report(badFile(name, 0, err.Error()))
	}
	return text, text != nil
}

// readFile reads a file of limited size; text is nil when it is not there.
func readFile(fsys fs.FS, name string) (text []byte, err error) {
	info, err := fs.Stat(fsys, name)
	if tree.LeadsOut(err) {
		return nil, err
	}
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("the file has %d bytes, over the limit of %d", info.Size(), maxFile)
	}
	text, err = fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	if text == nil {
		text = []byte{}
	}
	return text, nil
}

func badFile(name string, line int, msg string) tree.Diag {
	return tree.Diag{Path: name, Line: line, Severity: tree.Warning, Code: tree.BadMetadata, Msg: msg}
}

// readFirst reads the first of some files that is there.
func (p *project) readFirst(names ...string) (name string, text []byte, ok bool) {
	for _, name := range names {
		if text, ok := p.read(name); ok {
			return name, text, true
		}
	}
	return "", nil, false
}

// present returns the first of names that is a regular file, or "".
func (p *project) present(names ...string) string {
	for _, name := range names {
		if info, err := fs.Stat(p.fs, name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// folder returns a folder that a project file names, "." when it is none or not inside the root.
func (p *project) folder(name string) string {
	dir := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if dir == "." || !fs.ValidPath(dir) {
		return "."
	}
	if info, err := fs.Stat(p.fs, dir); err != nil || !info.IsDir() {
		return "."
	}
	return dir
}

// set sets a key of the guide's metadata to what is not empty.
func (p *project) set(key, value string) {
	if value != "" {
		p.Meta[key] = value
	}
}

// turn sets an extension of the dialect that is on by itself or not.
func (p *project) turn(extension string, on, byItself bool) {
	switch {
	case on && !byItself:
		p.Dialect += "+" + extension
	case !on && byItself:
		p.Dialect += "-" + extension
	}
}
