package convert

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"platen/convert/markdown"
	"platen/convert/tree"
)

// A project is what the project file in the source root says.
type project struct {
	kind      string // "mdbook", "mkdocs", "jupyter-book", "docusaurus", "docfx", "docsify"; "" for a plain folder
	file      string // the project file
	dir       string // the pages' folder, relative to the root; "." is the root
	contents  string // the contents file that is no page, relative to the root; ""
	dialect   string // with what the project file turns on and off: "mkdocs+smart-keys"
	settings  markdown.Settings
	why       string
	meta      tree.Meta
	mkdocs    *mkdocsFile
	redirects map[string]string // from an old path of the site to its new address
	toc       *tocFile
	docfx     *docfxToc
	sidebars  *sidebars
	baseURL   string // of a Docusaurus site
}

// excluded reports whether the project file says that a page is no part of the guide.
func (p *project) excluded(page string) bool {
	if p.kind == "docusaurus" { // parts of pages, which others import
		for part := range strings.SplitSeq(page, "/") {
			if strings.HasPrefix(part, "_") {
				return true
			}
		}
	}
	if p.kind == "docsify" {
		switch path.Base(page) {
		case "_sidebar.md", "_navbar.md", "_coverpage.md", "_404.md":
			return true
		}
	}
	if p.kind == "docfx" && strings.Contains("/"+page, "/includes/") {
		return true
	}
	return p.mkdocs != nil && p.mkdocs.exclude.match(page)
}

// notInNav reports whether the project file says that a page is left out of the contents on purpose.
func (p *project) notInNav(page string) bool {
	return p.mkdocs != nil && p.mkdocs.notInNav.match(page)
}

// maxProjectFile is how large a project or contents file may be, in bytes.
const maxProjectFile = 4 << 20

// readSmall reads a project file; ok is false when it is not there.
func readSmall(fsys fs.FS, p string, report func(tree.Diag)) (text []byte, ok bool) {
	info, err := fs.Stat(fsys, p)
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	if info.Size() > maxProjectFile {
		report(badProject(p, 0, fmt.Sprintf("the file has %d bytes, over the limit of %d", info.Size(), maxProjectFile)))
		return nil, false
	}
	text, err = fs.ReadFile(fsys, p)
	if err != nil {
		report(unreadable(p, err))
		return nil, false
	}
	return text, true
}

func badProject(p string, line int, msg string) tree.Diag {
	return tree.Diag{Path: p, Line: line, Severity: tree.Warning, Code: tree.BadMetadata, Msg: msg}
}

// findProject looks for project files in the source root.
func findProject(fsys fs.FS, report func(tree.Diag)) *project {
	pr := &project{dir: ".", dialect: "auto", why: "as there is no project file", meta: tree.Meta{}}
	if text, ok := readSmall(fsys, "book.toml", report); ok {
		pr.kind, pr.file, pr.dialect = "mdbook", "book.toml", "mdbook"
		pr.readMdbook(fsys, text, report)
	} else if name, text, ok := firstFile(fsys, report, "mkdocs.yml", "mkdocs.yaml", "properdocs.yml"); ok {
		pr.kind, pr.file, pr.dialect = "mkdocs", name, "mkdocs"
		pr.readMkdocs(fsys, text, report)
	} else if name, text, ok := firstFile(fsys, report, "_toc.yml", "docs/_toc.yml"); ok {
		pr.kind, pr.file, pr.dir, pr.dialect = "jupyter-book", name, path.Dir(name), "myst"
		pr.readToc(fsys, text, report)
	} else if name := presentFile(fsys, "docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"); name != "" {
		pr.kind, pr.file, pr.dir, pr.dialect = "docusaurus", name, subFolder(fsys, "docs"), "docusaurus"
		pr.readDocusaurus(fsys, report)
	} else if name, text, ok := firstFile(fsys, report, "toc.yml", "TOC.yml"); ok {
		pr.kind, pr.file, pr.dialect = "docfx", name, "docfx"
		pr.readDocfx(fsys, name, text, report)
	} else if pr.findSite(fsys) {
		// Its files say all that can be known.
	} else if presentFile(fsys, "index.md", "README.md") != "index.md" && presentFile(fsys, "doc_source/index.md") != "" {
		pr.dir = "doc_source" // the project folder of an AWS guide
	}
	pr.settings.PagesFolder = pr.dir
	if pr.file != "" {
		pr.why = "as there is a " + pr.file
	}
	if pr.mkdocs == nil || pr.mkdocs.nav == nil {
		pr.contents = presentFile(fsys, path.Join(pr.dir, "SUMMARY.md"))
		if name := presentFile(fsys, "_sidebar.md", "docs/_sidebar.md"); name != "" && pr.contents == "" && pr.kind == "" {
			pr.kind, pr.contents, pr.dir = "docsify", name, path.Dir(name)
			pr.settings.PagesFolder = pr.dir
		}
	}
	return pr
}

func firstFile(fsys fs.FS, report func(tree.Diag), names ...string) (name string, text []byte, ok bool) {
	for _, name := range names {
		if text, ok := readSmall(fsys, name, report); ok {
			return name, text, true
		}
	}
	return "", nil, false
}

// presentFile returns the first of names that is a regular file, or "".
func presentFile(fsys fs.FS, names ...string) string {
	for _, name := range names {
		if info, err := fs.Stat(fsys, name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// subFolder returns a folder that a project file names, "." when it is none or not inside the root.
func subFolder(fsys fs.FS, name string) string {
	p := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if p == "." || !fs.ValidPath(p) {
		return "."
	}
	if info, err := fs.Stat(fsys, p); err != nil || !info.IsDir() {
		return "."
	}
	return p
}

func set(m tree.Meta, key, value string) {
	if value != "" {
		m[key] = value
	}
}

// findContents reads the contents list: the project's, else SUMMARY.md, else an index page that is one,
// else the folder's order.
func (l *loader) findContents(ctx context.Context, pr *project, r *resolver, pages []*tree.Page) *contents {
	if pr.mkdocs != nil {
		if c := pr.mkdocs.contents(r); c != nil {
			return c
		}
	}
	if pr.sidebars != nil {
		if c := pr.sidebars.contents(r); c != nil {
			return c
		}
	}
	if pr.toc != nil {
		if c := pr.toc.contents(r); c != nil {
			return c
		}
	}
	if pr.docfx != nil {
		if c := pr.docfx.contents(); c != nil {
			return c
		}
	}
	if pr.contents != "" {
		if c := l.readSummary(ctx, pr); c != nil {
			return c
		}
	}
	if pr.kind == "" || pr.kind == "mdbook" {
		if p := r.index["."]; p != nil {
			if c := indexContents(p, r, len(pages)); c != nil {
				return c
			}
		}
	}
	return folderContents(pages, r)
}
