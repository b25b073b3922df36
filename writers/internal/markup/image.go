package markup

import (
	"path"
	"strings"

	"platen/convert/tree"
)

func (p *Printer) image(n *tree.Image) {
	p.Aliases(n.Attr)
	alt := n.Alt
	if alt == "" && !n.Decorative && p.inLink { // the image is the link's name
		alt = imageName(&n.Src)
	}
	if n.Src.Page != nil || n.Src.Peer != "" || n.Src.Asset == nil && p.Place.Dead(&n.Src) {
		p.placeholder(n, alt)
		return
	}
	remote := n.Src.Asset == nil && RemoteURL(n.Src.URL)
	if remote && p.Form.RemoteLinks {
		p.remoteLink(n, alt)
		return
	}
	src := ""
	if n.Src.Asset != nil {
		var ok bool
		if src, ok = p.Place.Image(n.Src.Asset); !ok {
			p.placeholder(n, alt)
			return
		}
		if src != "" && !p.shown[n.Src.Asset] { // the first time, its bytes are the image's own and no amplification
			if p.shown == nil {
				p.shown = map[*tree.Asset]bool{}
			}
			p.shown[n.Src.Asset] = true
			p.Limit += len(src)
		}
	}
	darkSrc, dark := p.dark(n)
	class := ""
	if dark {
		class = "only-light"
	}
	p.img(n, &n.Src, n.Attr, class, alt, src)
	if dark {
		other := *n
		other.Src = n.Dark
		p.Limit += len(darkSrc)
		var a *tree.Attr // ids stand once
		if n.Attr != nil {
			copied := *n.Attr
			copied.ID, copied.Aliases = "", nil
			a = &copied
		}
		p.img(&other, &n.Dark, a, "only-dark", alt, darkSrc)
	}
}

// dark returns the data of the image for dark schemes, and whether there is one to show.
func (p *Printer) dark(n *tree.Image) (data string, ok bool) {
	switch {
	case n.Dark.Dead():
		return "", false
	case n.Dark.Asset != nil:
		return p.Place.Image(n.Dark.Asset)
	}
	return "", n.Dark.URL != "" && !p.Form.RemoteLinks
}

// img prints one element of an image; src is its data, "" for its address.
func (p *Printer) img(n *tree.Image, to *tree.Target, a *tree.Attr, class, alt, src string) {
	p.Raw("<img")
	p.attr(a, class)
	p.Raw(` src="`)
	if src != "" {
		p.Raw(src)
	} else {
		p.Place.Target(to)
	}
	p.Raw(`"`)
	p.Pair("alt", alt)
	p.title(n.Attr, n.Title)
	p.size(n)
	if src == "" && !p.Form.Book {
		p.Raw(` loading="lazy" decoding="async"`)
	}
	if to.Asset == nil && RemoteURL(to.URL) {
		p.Raw(` referrerpolicy="no-referrer"`)
	}
	p.Empty()
}

// size prints the size that the author gave in pixels, else the file's own, so that nothing moves
// while the page loads.
func (p *Printer) size(n *tree.Image) {
	w, h := pixels(n.Attr.Get("width")), pixels(n.Attr.Get("height"))
	if a := n.Src.Asset; a != nil && a.W > 0 && a.H > 0 {
		switch {
		case w == 0 && h == 0:
			w, h = a.W, a.H
		case h == 0:
			h = max(1, w*a.H/a.W)
		case w == 0:
			w = max(1, h*a.W/a.H)
		}
	}
	if s, ok := strings.CutSuffix(n.Attr.Get("width"), "%"); ok {
		if share := pixels(s); share > 0 && share <= 100 {
			p.style("width:" + itoa(share) + "%")
		}
	}
	if w > 0 {
		p.Pair("width", itoa(w))
	}
	if h > 0 {
		p.Pair("height", itoa(h))
	}
}

// pixels reads a whole number of pixels, "300" or "300px"; 0 when it is none.
func pixels(s string) int {
	s = strings.TrimSuffix(s, "px")
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || n > 1e5 {
			return 0
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// placeholder stands for an image that cannot be shown.
func (p *Printer) placeholder(n *tree.Image, alt string) {
	if alt == "" {
		alt = p.Words.Image
	}
	p.Raw("<span")
	p.attr(n.Attr, "p-noimg")
	p.title(n.Attr, n.Title)
	p.Raw(">")
	p.Text(alt)
	p.Raw("</span>")
}

// remoteLink links to an image that is not to be loaded.
func (p *Printer) remoteLink(n *tree.Image, alt string) {
	if alt == "" {
		alt = imageName(&n.Src)
	}
	if p.inLink {
		p.placeholder(n, alt)
		return
	}
	p.Raw("<a")
	class := ""
	if p.Form.Book { // it stands apart from the words beside it, as an image does
		class = "p-img"
	}
	p.attr(n.Attr, class)
	p.Href(&n.Src)
	p.title(n.Attr, n.Title)
	p.Raw(">")
	p.Text(alt)
	p.Raw("</a>")
}

// RemoteURL reports whether an address names a server.
func RemoteURL(u string) bool {
	return strings.HasPrefix(u, "//") || strings.Contains(u, "://")
}

// imageName names an image by its file.
func imageName(t *tree.Target) string {
	name := t.URL
	if t.Asset != nil {
		name = t.Asset.Path
	}
	if name == "" {
		name = t.Raw
	}
	name, _, _ = strings.Cut(name, "?")
	if s := strings.TrimSuffix(path.Base(name), path.Ext(name)); s != "" && s != "." {
		return s
	}
	return t.Raw
}
