package convert

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync/atomic"

	"platen/convert/internal/asset"
	"platen/convert/internal/formula"
	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/internal/site"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// Load reads the source into a resolved book. Findings go to report in the order of the files, from
// this goroutine; tree.SortDiags brings them into the order of the book.
// A page that cannot be read is reported and left out; the error is for what leaves no book at all, a [tree.Crash] too.
//
// A guide's pages may lie in a folder of the project that Source.FS is the root of: book.toml's src,
// mkdocs.yml's docs_dir. Page.Path and Asset.Path are relative to that folder, and name the outputs;
// positions name files relative to the root. Files of the project outside that folder come out under
// "_files/".
func Load(ctx context.Context, src Source, opts Options, report func(tree.Diag)) (*tree.Book, error) {
	g, err := Open(ctx, src, opts, report)
	if err != nil {
		return nil, err
	}
	return g.Book, nil
}

// Open is Load for those who want to read single pages of the book again.
func Open(ctx context.Context, src Source, opts Options, report func(tree.Diag)) (g *Session, err error) {
	l := &loader{src: src, opts: opts, report: report}
	defer func() {
		if r := recover(); r != nil {
			g, err = nil, tree.Crashed(r)
		}
	}()
	g = &Session{l: l}
	switch {
	case src.Pages != nil:
		g.Book, err = l.lone(ctx)
	case src.FS == nil:
		err = errors.New("no folder to read")
	default:
		g.Book, err = l.guide(ctx)
	}
	return g, err
}

// A Session is a book with what is needed to read one of its pages again.
type Session struct {
	Book *tree.Book
	l    *loader
}

// Differs reports whether the book has text that is for some of the formats in [Conditions.Formats] only: it is still in
// the book, which has to be read for each format apart.
func (g *Session) Differs() bool { return g.l.differs.Load() }

// Has reports whether the book has a page of the file, a path relative to the source root.
func (g *Session) Has(path string) bool { return g.l.retitle != nil && g.l.at(path) >= 0 }

// Reread reads the page of a file again, a path relative to the source root, and puts it in the place of the one in the
// book: all that leads to the page leads to the new one. Its links are resolved against the book as it was read, and
// contents and other pages stay as they are. The page is nil when the book has none of that file. The source has to be
// open still, and nothing may be reading the book.
func (g *Session) Reread(ctx context.Context, path string, report func(tree.Diag)) (*tree.Page, error) {
	l := g.l
	i := l.at(path)
	if i < 0 || l.retitle == nil {
		return nil, nil
	}
	f := stat(l.src.FS, path)
	if f.err != nil {
		return nil, f.err
	}
	f.page = l.files[i].page
	p, err := l.readPage(ctx, &f, report)
	if err != nil {
		return nil, err
	}
	if found := findFormulas(p); found != nil {
		l.drawFormulas(found, report)
	}
	l.retitle(p, l.pages[i])
	checkPage(l.resolver, p, &pageLinks{}, nil, report)
	*l.pages[i] = *p
	return l.pages[i], nil
}

// at returns the index of a file that has a page, -1 for none.
func (l *loader) at(path string) int {
	i := slices.IndexFunc(l.files, func(f file) bool { return f.path == path })
	if i >= 0 && l.pages[i] == nil {
		return -1
	}
	return i
}

// A loader is the state of one Load.
type loader struct {
	src    Source
	opts   Options
	report func(tree.Diag)
	reader *markdown.Reader
	mdx    *markdown.Reader // of pages whose names end in .mdx
	notes  *markdown.Reader // of notebooks
	why    string           // the dialect was chosen
	meta   tree.Meta        // of the project

	differs atomic.Bool // a page has text for some of the formats only

	files []file
	pages []*tree.Page // by index of files; nil where reading failed
	diags []Findings   // by index of files

	engine    formula.Engine
	macros    formula.Macros // of the project
	equations equations

	listing  bool // only pages, titles and ids are wanted
	resolver *link.Resolver
	retitle  func(p, was *tree.Page) // gives a page that was read again its title
}

// lone reads single pages.
func (l *loader) lone(ctx context.Context) (*tree.Book, error) {
	if err := l.useDialect("auto"); err != nil {
		return nil, err
	}
	for _, p := range l.src.Pages {
		switch {
		case p == "-":
			l.files = append(l.files, file{path: p, page: p, size: int64(len(l.src.Stdin))})
		case l.src.FS == nil || !fs.ValidPath(p):
			l.files = append(l.files, file{path: p, page: p, err: fs.ErrInvalid})
		default:
			l.files = append(l.files, stat(l.src.FS, p))
		}
	}
	l.dropUnreadable()
	l.files = dropClashes(l.files, l.report)
	if !l.asksFor() {
		c, err := l.look(ctx, false)
		if err != nil {
			return nil, err
		}
		if c.dialect != "" {
			l.report(tree.Diag{Path: c.path, Line: c.line, Severity: tree.Info, Code: tree.DialectChosen, Msg: "dialect " + c.dialect + ", " + c.why})
			if err := l.useDialect(c.dialect); err != nil {
				return nil, err
			}
		}
	}
	if err := l.readAll(ctx); err != nil {
		return nil, err
	}
	if err := l.formulas(ctx, nil); err != nil {
		return nil, err
	}
	b := &tree.Book{Lone: true, Pages: l.good()}
	b.Meta = mergeMeta(l.opts.Meta, l.opts.Project, l.opts.Defaults)
	if len(b.Pages) == 1 {
		b.Meta = mergeMeta(l.opts.Meta, pageMeta(b.Pages[0]), l.opts.Project, l.opts.Defaults)
	}
	bookLanguage(b.Meta, "", func(tree.Diag) {})
	scriptLanguages(b, b.Pages)
	var forced []tree.Inline
	if s := l.opts.Meta.String("title"); s != "" && len(b.Pages) == 1 {
		forced = []tree.Inline{&tree.Text{S: s}}
	}
	for _, p := range b.Pages {
		setTitle(p, forced, nil, "")
		titleProcedure(p)
	}
	files := asset.New(l.src.FS, ".", nil, l.opts.ResourcePath, asset.Limits(l.opts.Images))
	files.AllowHTML = l.opts.AllowHTML
	r := link.New(l.src.FS, ".", b.Pages, files)
	r.Lone = true
	if err := l.resolveAll(ctx, r, files); err != nil {
		return nil, err
	}
	if l.numbers() {
		numberReferences(b, l.equations)
	}
	b.Assets = files.List()
	files.Cleaned(l.report)
	switch {
	case len(l.src.Pages) == 1 && l.src.Pages[0] == "-":
		b.Name = BookName("", "stdin")
	case len(l.src.Pages) == 1:
		b.Name = BookName("", name.Stem(path.Base(l.src.Pages[0])))
	default:
		b.Name = BookName(b.Meta.String("title"), l.src.Name)
	}
	return b, nil
}

// guide reads a folder.
func (l *loader) guide(ctx context.Context) (*tree.Book, error) {
	s := site.Find(l.src.FS, l.report)
	if err := l.useDialect(s.Dialect); err != nil {
		return nil, err
	}
	if s.Elsewhere != "" {
		return nil, fmt.Errorf("%s says that the pages are in %s, which is outside of the folder: give the folder that holds both", s.File, s.Elsewhere)
	}
	others, err := l.find(s)
	if err != nil {
		return nil, err
	}
	if err := l.chooseDialect(ctx, s); err != nil {
		return nil, err
	}
	s.Settings.Given = l.given()
	l.reader.Settings, l.mdx.Settings, l.notes.Settings = s.Settings, s.Settings, s.Settings
	if err := l.readAll(ctx); err != nil {
		return nil, err
	}
	if err := l.readied(ctx, s); err != nil {
		return nil, err
	}
	pages := l.good()
	for _, p := range pages {
		if lang := s.Language(p.Path); p.Lang == "" && lang != "" {
			p.Lang = language(lang)
		}
	}
	files := asset.New(l.src.FS, s.Dir, others, l.opts.ResourcePath, asset.Limits(l.opts.Images))
	files.AllowHTML, files.Tops = l.opts.AllowHTML, s.Web.Static
	r := link.New(l.src.FS, s.Dir, pages, files)
	if r.Name = l.src.Name; s.Dir != "." {
		r.Name = path.Base(s.Dir)
	}
	r.Addresses = s.Addresses
	r.Labels = s.Labels || l.hasLabels()
	r.Outside, r.Others = l.outside(s), l.opts.Others.links()
	r.Redirects = link.NewRedirects(s.Redirects, s.RedirectsFromTop)
	r.Survey()
	c := l.findContents(ctx, s, r, others)
	c.begin(r, s.Home)
	b := l.book(s, c)
	scriptLanguages(b, pages)
	c.resolve(r, l.report)
	order, listed := readingOrder(c, pages)
	b.Pages = order
	if len(order) > 0 {
		r.Start = order[0]
	}
	l.titles(b, c, s.Named)
	l.titleGuide(b, s, r.Index("."))
	b.Name = BookName(cmp.Or(l.opts.Name, guideTitle(b, r.Index("."))), l.src.Name)
	if l.resolver = r; l.listing {
		return b, nil
	}
	l.retitle = func(p, was *tree.Page) {
		setTitle(p, nil, contentsTitle(c, was), cmp.Or(b.Meta.String("title"), l.src.Name))
		titleProcedure(p)
	}
	if c.from != "" {
		for _, p := range order[listed:] {
			if !s.Unlisted(p.Path) {
				l.report(tree.Diag{Page: p, Pos: 1, Severity: tree.Info, Code: tree.NotInContents,
					Msg: "the page is not in the contents list, " + c.path})
			}
		}
	}
	l.sayChoice(s, c, r)
	if err := l.resolveAll(ctx, r, files); err != nil {
		return nil, err
	}
	if l.numbers() {
		numberReferences(b, l.equations)
	}
	b.Assets, b.Site = files.List(), l.site(s, r, files)
	files.Cleaned(l.report)
	return b, nil
}

// book begins the book with what is known of it before its links are.
func (l *loader) book(s *site.Site, c *contents) *tree.Book {
	b := &tree.Book{Nav: c.nav}
	if c.own {
		b.Index = c.page
		b.Meta = mergeMeta(l.opts.Meta, l.opts.Project, pageMeta(c.page), s.Meta, l.opts.Defaults)
	} else {
		b.Meta = mergeMeta(l.opts.Meta, l.opts.Project, s.Meta, l.opts.Defaults)
	}
	bookLanguage(b.Meta, cmp.Or(s.File, l.src.Name), l.report)
	if s.Web.Copyright != "" && b.Meta.String("copyright") == "" {
		b.Meta["copyright"] = tree.PlainText(Inlines(s.Web.Copyright))
	}
	return b
}

// hasLabels reports whether the pages are in a dialect whose labels are names in the whole guide.
func (l *loader) hasLabels() bool {
	return slices.Contains(l.reader.Dialect.Extensions, "myst")
}

// numbers reports whether pages refer to figures and tables by their numbers.
func (l *loader) numbers() bool {
	return l.hasLabels() || slices.Contains(l.reader.Dialect.Extensions, "quarto")
}

// outside says where what lies outside of the guide is found: what the user says, else the project.
func (l *loader) outside(s *site.Site) link.Outside {
	o := s.Outside
	o.Base = cmp.Or(l.opts.BaseURL, s.Web.URL, o.Base)
	o.Site = o.Base != "" || s.Kind != ""
	for from, to := range l.opts.Sites {
		o.Sites = append(o.Sites, link.Prefix{From: from, To: to})
	}
	slices.SortFunc(o.Sites, func(a, b link.Prefix) int {
		return cmp.Or(cmp.Compare(len(b.From), len(a.From)), cmp.Compare(a.From, b.From))
	})
	return o
}

// resolveAll draws the diagrams and resolves the links of all pages.
func (l *loader) resolveAll(ctx context.Context, r *link.Resolver, files *asset.Set) error {
	if err := l.diagrams(ctx, files); err != nil {
		return err
	}
	l.undrawn()
	return l.checkAll(ctx, r)
}

// dropDrafts leaves pages out whose front matter says that they are drafts, as the site does.
func (l *loader) dropDrafts() {
	for i, p := range l.pages {
		if p != nil && p.Meta["draft"] == true {
			l.report(tree.Diag{Page: p, Pos: 1, Severity: tree.Info, Code: tree.NotInContents, Msg: "the page is a draft and is left out"})
			l.pages[i], l.diags[i] = nil, Findings{}
		}
	}
}

// sayChoice reports dialect and contents.
func (l *loader) sayChoice(s *site.Site, c *contents, r *link.Resolver) {
	d := tree.Diag{Path: cmp.Or(s.File, c.path, "."), Severity: tree.Info, Code: tree.DialectChosen}
	name, why := s.Dialect, l.why
	if l.asksFor() {
		if name, why = l.opts.From, "as asked for"; l.opts.Dialect != nil {
			name = l.opts.Dialect.Name
		}
	}
	d.Msg = fmt.Sprintf("dialect %s, %s; contents from %s", name, why, cmp.Or(c.path, "the folder's order"))
	if reading := r.Reading(); reading != "" {
		d.Msg += "; " + reading
	}
	l.report(d)
}

// checkAll resolves the links of all pages in parallel, then reports all findings in file order.
func (l *loader) checkAll(ctx context.Context, r *link.Resolver) error {
	links, left := make([]pageLinks, len(l.pages)), make([]leftover, len(l.pages))
	err := l.parallel(ctx, func(i int) {
		if p := l.pages[i]; p != nil {
			checkPage(r, p, &links[i], &left[i], l.diags[i].Add)
		}
	})
	if err != nil {
		return err
	}
	nameLinks(links)
	l.judge(r, links)
	for i := range l.diags {
		for _, d := range l.diags[i].All() {
			l.report(d)
		}
	}
	l.sayLeft(left)
	return nil
}

// readied leaves drafts out and draws the formulas of the rest.
func (l *loader) readied(ctx context.Context, s *site.Site) error {
	if s.Drafts {
		l.dropDrafts()
	}
	if l.listing {
		return nil
	}
	return l.formulas(ctx, s.Macros)
}
