package html

import (
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers/html/internal/search"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
)

// A printer prints pages into one buffer, one page after the other.
type printer struct {
	markup.Printer
	s *site
	e *entry

	share int // lines of each list of the contents that the page carries

	found search.Collector // what the printed pages say, when there is an index
}

// page-independent ids of the layout start with this; Own keeps them unique.
const (
	idMain = "p-main"
	idNav  = "p-nav"
	idHits = "p-hits"
)

// start prepares for a page.
func (p *printer) start(s *site, e *entry, report func(tree.Diag)) {
	p.s, p.e = s, e
	p.Place, p.Prefix = p, e.prefix
	p.Form.RemoteLinks = s.w.RemoteImages == "link"
	p.Form.Media, p.Form.Embed = !s.w.EmbedAssets, s.w.Embed
	p.Form.Math = map[string]markup.MathForm{"tex": markup.MathTeX, "mathml": markup.MathML}[s.w.Math]
	if s.w.Math == "" || s.w.Math == "svg" {
		p.Form.Math = markup.MathSVG
	}
	p.Start(e.page, s.book.Lang(e.page), report)
	if s.w.NumberSections {
		p.Number(e.number)
	}
}

// Target prints the address of a live target, as attribute content.
func (p *printer) Target(t *tree.Target) {
	switch {
	case t.Page != nil:
		p.pageAddress(p.s.of[t.Page], t.Anchor)
	case t.Asset != nil:
		p.rel(string(markup.AppendPath(nil, t.Asset.Path)))
	case t.Guide != nil:
		if p.e.fromRoot {
			p.Raw(p.e.dir)
		}
		p.Buf = markup.AppendPath(p.Buf, t.Guide.Way("html", p.from(), p.s.otherName(t)))
		if t.Anchor != "" {
			p.Buf = markup.AppendFragment(p.Buf, t.Anchor)
		}
	case t.Peer != "":
		p.Buf = markup.AppendPath(p.Buf, peerName(t.Peer))
		if t.Anchor != "" {
			p.Buf = markup.AppendFragment(p.Buf, t.Anchor)
		}
	case p.s.single && !t.Whole() && !strings.HasPrefix(t.URL, "/"): // the one file lies at the guide's top
		p.Buf = markup.AppendURL(p.Buf, fromTop(p.e.page.Path, t.URL))
	default:
		p.Buf = markup.AppendURL(p.Buf, t.URL)
	}
}

// fromTop returns an address that is relative to a page's file as one that is relative to the guide's top.
func fromTop(page, address string) string {
	ref := address
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	at := path.Join(path.Dir(page), ref)
	if strings.HasSuffix(ref, "/") {
		at += "/"
	}
	return at + address[len(ref):]
}

// pageAddress appends the address of a page of the site, seen from the current one.
func (p *printer) pageAddress(e *entry, anchor string) {
	switch {
	case p.s.single:
		p.Buf = append(p.Buf, '#')
		p.Buf = markup.AppendPath(p.Buf, e.prefix)
		if anchor != "" && e.prefix != "" {
			p.Raw("--")
		}
		if anchor == "" && e.prefix == "" {
			p.Raw("top")
		}
		p.Buf = markup.AppendPath(p.Buf, anchor)
		return
	case e != p.e || anchor == "":
		p.rel(e.href)
	}
	if anchor != "" {
		p.Buf = markup.AppendFragment(p.Buf, anchor)
	}
}

// Dead reports whether the target leads nowhere in this output.
func (p *printer) Dead(t *tree.Target) bool {
	return t.Dead() || t.Page != nil && p.s.of[t.Page] == nil
}

// Image returns the image as data, where images stand in the page.
func (p *printer) Image(a *tree.Asset) (data string, ok bool) {
	if !p.s.w.EmbedAssets {
		return "", true
	}
	data = p.s.images[a]
	return data, data != ""
}

// from is the file that relative addresses start from.
func (p *printer) from() string {
	if p.e.fromRoot {
		return ""
	}
	return p.e.out
}

// otherName is the output of a page of another guide, which comes out as this one does.
func (s *site) otherName(t *tree.Target) string {
	dir, file := path.Split(t.Peer)
	switch {
	case t.Index:
		return dir + "index.html"
	case s.w.PrettyURLs && !strings.EqualFold(pages.Stem(file), "index"):
		return dir + pages.Stem(file) + "/index.html"
	}
	return peerName(t.Peer)
}

// peerName is the output of a page that another run converts.
func peerName(p string) string { return pages.Stem(p) + ".html" }
