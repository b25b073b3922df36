package pdf

import (
	"net/url"
	"path"
	"strings"

	"platen/convert/tree"
)

// drawingLinks makes the links of a drawing links of the page, in its Figure.
func (m *measurer) drawingLinks(p *picture, n *tree.Image, figure int32) {
	span := int32(-1)
	for _, l := range p.asset.links {
		to, ok := m.leads(l.Href, n)
		if !ok {
			p.links = append(p.links, 0)
			continue
		}
		if span < 0 {
			span = m.newElem(figure, elem{typ: "Span"})
		}
		to.node = m.newElem(span, elem{typ: "Link"})
		to.contents = firstOf(l.Title, l.Href)
		p.links = append(p.links, m.newLink(to))
	}
}

// leads says where an address in a drawing leads: outside, or to a page or the image's own page.
func (m *measurer) leads(href string, n *tree.Image) (linkTo, bool) {
	if hasScheme(href) {
		return linkTo{url: href}, true
	}
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") || n.Src.Asset == nil {
		return linkTo{}, false
	}
	name := path.Join(path.Dir(n.Src.Asset.Path), u.Path)
	for _, p := range m.job.pages {
		if p.Path == name || stem(p.Path) == stem(name) && (path.Ext(name) == ".html" || path.Ext(name) == "") {
			return linkTo{dest: destName(p, u.Fragment), page: true}, true
		}
	}
	return linkTo{}, false
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// stray names the links of a drawing that lead nowhere in the file, or would lead into the drawing.
func (m *measurer) stray(a *loaded, n *tree.Image) (out []string) {
	for _, l := range a.links {
		if _, ok := m.leads(l.Href, n); !ok {
			out = append(out, "the link to "+l.Href)
		}
	}
	return out
}
