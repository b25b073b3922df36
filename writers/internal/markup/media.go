package markup

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"
)

// media prints what a link leads to where the source shows it in the page: a video or sound beside the pages as an element
// that plays it, a page of a host of Form.Embed in a frame, with the link below. It returns false for others.
func (p *Printer) media(n *tree.Link) bool {
	switch {
	case n.Shows == "frame":
		return p.frame(n)
	case !p.Form.Media || n.To.Asset == nil || !plays(n.To.Asset.Path, n.Shows):
		return false
	}
	p.Raw("<" + n.Shows + ` class="p-media" controls preload="metadata" src="`)
	p.Place.Target(&n.To)
	p.Raw(`"`)
	p.Pair("aria-label", tree.PlainText(n.Inlines))
	p.Raw(">")
	p.anchor(n)
	p.Raw("</" + n.Shows + ">")
	return true
}

// plays reports whether browsers play a file of that name.
func plays(name, kind string) bool {
	list := []string{".mp4", ".webm", ".ogv", ".mov", ".m4v"}
	if kind == "audio" {
		list = []string{".mp3", ".ogg", ".oga", ".wav", ".m4a", ".flac", ".opus", ".aac", ".weba"}
	}
	return slices.Contains(list, strings.ToLower(path.Ext(name)))
}

// frame prints a page of another host in a frame, which browsers keep apart as it is of another origin, and the link to it.
func (p *Printer) frame(n *tree.Link) bool {
	u, err := url.Parse(n.To.URL)
	if err != nil || u.Scheme != "https" || u.User != nil || !slices.Contains(p.Form.Embed, strings.ToLower(u.Host)) {
		return false
	}
	p.Raw(`<span class="p-frame"><iframe src="`)
	p.Place.Target(&n.To)
	p.Raw(`"`)
	title := tree.PlainText(n.Inlines)
	if title == "" {
		title = u.Host
	}
	p.Pair("title", title)
	p.Raw(` loading="lazy" referrerpolicy="strict-origin-when-cross-origin" allow="fullscreen; picture-in-picture" allowfullscreen></iframe>`)
	p.anchor(n)
	p.Raw("</span>")
	return true
}
