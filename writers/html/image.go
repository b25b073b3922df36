package html

import (
	"context"
	"encoding/base64"
	"io"
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers"
)

func (p *printer) image(n *tree.Image) {
	p.aliases(n.Attr)
	alt := n.Alt
	if alt == "" && !n.Decorative && p.inLink { // the image is the link's name
		alt = imageName(&n.Src)
	}
	if n.Src.Dead() || n.Src.Page != nil || n.Src.Peer != "" {
		p.placeholder(n, alt)
		return
	}
	remote := n.Src.Asset == nil && remoteURL(n.Src.URL)
	if remote && p.s.w.RemoteImages == "link" {
		p.remoteLink(n, alt)
		return
	}
	src := ""
	if n.Src.Asset != nil && p.s.w.EmbedAssets {
		if src = p.s.images[n.Src.Asset]; src == "" {
			p.placeholder(n, alt)
			return
		}
		if !p.shown[n.Src.Asset] { // the first time, its bytes are the image's own and no amplification
			if p.shown == nil {
				p.shown = map[*tree.Asset]bool{}
			}
			p.shown[n.Src.Asset] = true
			p.limit += len(src)
		}
	}
	dark := !n.Dark.Dead() && (n.Dark.Asset != nil || n.Dark.URL != "" && p.s.w.RemoteImages != "link")
	if dark && n.Dark.Asset != nil && p.s.w.EmbedAssets {
		dark = p.s.images[n.Dark.Asset] != ""
	}
	class := ""
	if dark {
		class = "only-light"
	}
	p.img(n, &n.Src, n.Attr, class, alt, src)
	if dark {
		other := *n
		other.Src = n.Dark
		src = p.s.images[n.Dark.Asset]
		p.limit += len(src)
		var a *tree.Attr // ids stand once
		if n.Attr != nil {
			copied := *n.Attr
			copied.ID, copied.Aliases = "", nil
			a = &copied
		}
		p.img(&other, &n.Dark, a, "only-dark", alt, src)
	}
}

// img prints one element of an image; src is its data, "" for its address.
func (p *printer) img(n *tree.Image, to *tree.Target, a *tree.Attr, class, alt, src string) {
	p.raw("<img")
	p.attr(a, class)
	p.raw(` src="`)
	if src != "" {
		p.raw(src)
	} else {
		p.target(to)
	}
	p.raw(`"`)
	p.pair("alt", alt)
	p.title(n.Attr, n.Title)
	p.size(n)
	if src == "" {
		p.raw(` loading="lazy" decoding="async"`)
	}
	if to.Asset == nil && remoteURL(to.URL) {
		p.raw(` referrerpolicy="no-referrer"`)
	}
	p.raw(">")
}

// size prints the size that the author gave in pixels, else the file's own, so that nothing moves
// while the page loads.
func (p *printer) size(n *tree.Image) {
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
			p.pair("style", "width:"+itoa(share)+"%")
		}
	}
	if w > 0 {
		p.pair("width", itoa(w))
	}
	if h > 0 {
		p.pair("height", itoa(h))
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
func (p *printer) placeholder(n *tree.Image, alt string) {
	if alt == "" {
		alt = p.words.Image
	}
	p.raw("<span")
	p.attr(n.Attr, "p-noimg")
	p.title(n.Attr, n.Title)
	p.raw(">")
	p.text(alt)
	p.raw("</span>")
}

// remoteLink links to an image that is not to be loaded.
func (p *printer) remoteLink(n *tree.Image, alt string) {
	if alt == "" {
		alt = imageName(&n.Src)
	}
	if p.inLink {
		p.placeholder(n, alt)
		return
	}
	p.raw("<a")
	p.attr(n.Attr, "")
	p.href(&n.Src)
	p.title(n.Attr, n.Title)
	p.raw(">")
	p.text(alt)
	p.raw("</a>")
}

func remoteURL(u string) bool {
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
	if s := stem(path.Base(name)); s != "" && s != "." {
		return s
	}
	return t.Raw
}

// copyAssets copies the book's files beside the pages, or prepares its images to stand in them.
func (s *site) copyAssets(ctx context.Context, out writers.Output, report func(tree.Diag)) error {
	copied := s.book.Assets
	if s.w.EmbedAssets {
		if err := s.embedAssets(ctx, report); err != nil {
			return err
		}
		copied = s.linkedAssets()
	}
	taken := map[string]bool{}
	for _, e := range s.entries {
		taken[strings.ToLower(e.out)] = true
	}
	for _, a := range copied {
		if err := ctx.Err(); err != nil {
			return err
		}
		if taken[strings.ToLower(a.Path)] {
			report(tree.Diag{Path: a.Path, Severity: tree.Error, Code: tree.Clash, Msg: "a page's output has the name of this file", Hint: "rename one of them"})
			continue
		}
		if err := writers.CopyAsset(out, a, report); err != nil {
			return err
		}
	}
	return nil
}

// linkedAssets returns the files that links lead to. They cannot stand in a page as images do.
func (s *site) linkedAssets() []*tree.Asset {
	linked := map[*tree.Asset]bool{}
	for _, e := range s.entries {
		tree.InspectPage(e.page, func(n tree.Node) bool {
			if l, ok := n.(*tree.Link); ok && l.To.Asset != nil {
				linked[l.To.Asset] = true
			}
			return true
		})
	}
	var out []*tree.Asset
	for _, a := range s.book.Assets {
		if linked[a] {
			out = append(out, a)
		}
	}
	return out
}

// embedAssets makes the data: addresses of the images.
func (s *site) embedAssets(ctx context.Context, report func(tree.Diag)) error {
	s.images = map[*tree.Asset]string{}
	for _, a := range s.book.Assets {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !strings.HasPrefix(a.MIME, "image/") {
			continue
		}
		u, problem := dataURL(a)
		if problem != "" {
			report(tree.Diag{Path: a.Path, Severity: tree.Warning, Code: tree.ImageBad, Msg: "the image cannot stand in the page: " + problem})
			continue
		}
		s.images[a] = u
	}
	return nil
}

// dataURL returns the image as an address that holds it, or what forbids that.
func dataURL(a *tree.Asset) (url, problem string) {
	switch a.MIME {
	case "image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml":
	default:
		return "", "its type is " + a.MIME
	}
	r, err := a.Open()
	if err != nil {
		return "", err.Error()
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return "", err.Error()
	}
	return "data:" + a.MIME + ";base64," + base64.StdEncoding.EncodeToString(data), ""
}
