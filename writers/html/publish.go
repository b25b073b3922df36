package html

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// address returns the page's whole address, "" when nobody said where the site will be.
func (s *site) address(e *entry) string {
	if s.base == "" {
		return ""
	}
	href := e.href
	if e.fromRoot {
		return ""
	}
	if dir, ok := strings.CutSuffix(href, "index.html"); ok && (dir == "" || strings.HasSuffix(dir, "/")) {
		href = dir
	}
	return s.base + asciiPath(href)
}

// published prints what search engines and those who show links to the page are told, when it is known where it will be:
// its address, the properties of Open Graph (ogp.me), and the way to it as a BreadcrumbList of schema.org.
func (p *printer) published(title string) {
	address := p.s.address(p.e)
	if address == "" {
		return
	}
	p.Raw(`<link rel="canonical"`)
	p.Pair("href", address)
	p.Raw(">\n")
	if p.e.unlisted {
		return
	}
	if p.s.fed {
		p.Raw(`<link rel="alternate" type="application/rss+xml"`)
		p.Pair("title", p.s.title)
		p.Raw(` href="`)
		p.rel(feedFile)
		p.Raw("\">\n")
	}
	kind := "article"
	if p.e.out == "index.html" {
		kind = "website"
	}
	description := p.Page.Meta.String("description")
	if description == "" && kind == "website" {
		description = p.s.book.Meta.String("description")
	}
	for _, m := range [...][2]string{{"og:title", title}, {"og:type", kind}, {"og:url", address}, {"og:site_name", p.s.title}, {"og:description", description}} {
		if m[1] != "" {
			p.Raw("<meta")
			p.Pair("property", m[0])
			p.Pair("content", m[1])
			p.Raw(">")
		}
	}
	p.Raw("\n")
	var way []*navNode
	if p.e.nav != nil {
		for n := p.e.nav.parent; n != nil && n.parent != nil; n = n.parent {
			if n.to != nil && n.to != p.e {
				way = append(way, n)
			}
		}
	}
	if len(way) == 0 {
		return
	}
	slices.Reverse(way)
	p.Raw(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[`)
	for i, n := range way {
		p.crumb(i+1, n.plain, p.s.address(n.to))
		p.Raw(",")
	}
	p.crumb(len(way)+1, title, address)
	p.Raw("]}</script>\n")
}

func (p *printer) crumb(i int, name, address string) {
	p.Raw(`{"@type":"ListItem","position":`)
	p.Int(i)
	p.Raw(`,"name":` + scriptString(name) + `,"item":` + scriptString(address) + "}")
}

// robots is the file that lets crawlers in and names the sitemap. RFC 9309: it stands at the top of a host.
func (s *site) robots() []byte {
	return []byte("User-agent: *\nAllow: /\nSitemap: " + s.base + "sitemap.xml\n")
}

// asciiPath percent-encodes what is left in an encoded path that other programs may stumble over.
func asciiPath(href string) string {
	var b strings.Builder
	for i := range len(href) {
		if c := href[i]; c >= 0x80 || c == '(' || c == ')' || c == '\'' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// writePublished writes the files for those who find the site in the network: search engines and other machines.
func (s *site) writePublished(out writers.Output, report func(tree.Diag)) error {
	if s.base == "" {
		return nil
	}
	if !slices.ContainsFunc(s.entries, func(e *entry) bool { return e.out == errorPage }) {
		if err := pages.Put(out, errorPage, s.noPage(report)); err != nil {
			return err
		}
	}
	if err := pages.Put(out, "sitemap.xml", s.sitemap()); err != nil {
		return err
	}
	if u, err := url.Parse(s.base); err == nil && u.Path == "/" && !s.has("robots.txt") {
		if err := pages.Put(out, "robots.txt", s.robots()); err != nil {
			return err
		}
	}
	if s.fed {
		if err := pages.Put(out, feedFile, s.feed()); err != nil {
			return err
		}
	}
	return pages.Put(out, "llms.txt", s.llms())
}

// sitemap lists the pages' addresses. sitemaps.org, protocol 0.9.
func (s *site) sitemap() []byte {
	b := []byte(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, e := range s.entries {
		if e.unlisted {
			continue
		}
		b = append(b, "<url><loc>"...)
		b = markup.AppendText(b, s.address(e))
		b = append(b, "</loc>"...)
		if day := s.lastUpdated(e.page); day != "" {
			b = append(append(append(b, "<lastmod>"...), day...), "</lastmod>"...)
		}
		b = append(b, "</url>\n"...)
	}
	return append(b, "</urlset>\n"...)
}

// llms lists the pages with their titles as Markdown, in the form that llmstxt.org proposes.
func (s *site) llms() []byte {
	var b strings.Builder
	b.WriteString("# " + markdownText(s.title) + "\n")
	if d := s.book.Meta.String("description"); d != "" {
		b.WriteString("\n> " + markdownText(d) + "\n")
	}
	section := false
	var list func(items []*navNode, indent string)
	list = func(items []*navNode, indent string) {
		for _, n := range items {
			switch {
			case n.kind == tree.NavSeparator:
				continue
			case n.kind == tree.NavPart && indent == "":
				b.WriteString("\n## " + markdownText(n.plain) + "\n\n")
				section = true
				list(n.items, "")
				section = false
				continue
			case !section && indent == "":
				b.WriteString("\n## " + words.For(s.book.Lang(nil)).Contents + "\n\n")
				section = true
			}
			b.WriteString(indent + "- ")
			switch {
			case n.to != nil:
				b.WriteString("[" + markdownText(n.plain) + "](" + s.textAddress(n.to))
				if n.anchor != "" {
					b.WriteString("#" + asciiPath(string(markup.AppendPath(nil, n.anchor))))
				}
				b.WriteString(")")
				if d := n.to.page.Meta.String("description"); d != "" && n.anchor == "" {
					b.WriteString(": " + markdownText(d))
				}
			case n.url != "":
				b.WriteString("[" + markdownText(n.plain) + "](" + string(markup.AppendURL(nil, n.url)) + ")")
			default:
				b.WriteString(markdownText(n.plain))
			}
			b.WriteString("\n")
			list(n.items, indent+"  ")
		}
	}
	list(s.nav.items, "")
	return []byte(b.String())
}

// textAddress is the address of a page's Markdown where there is one, else of the page.
func (s *site) textAddress(e *entry) string {
	if s.w.Markdown == nil {
		return s.address(e)
	}
	return s.base + asciiPath(string(markup.AppendPath(nil, e.beside())))
}

// markdownText escapes what Markdown would read as more than text.
func markdownText(s string) string { return markdownEscapes.Replace(s) }

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "<", `\<`, "*", `\*`, "`", "\\`", "_", `\_`, "\n", " ")

// A moved is a former address of the project: the file there, and where it leads.
type moved struct {
	name   string
	to     *entry
	anchor string
	url    string // outside; to is nil then
}

// formerNames collects the former addresses that the pages' front matter names, in aliases as Hugo does or
// redirect_from as Jekyll does.
func (s *site) formerNames(report func(tree.Diag)) {
	taken := map[string]*entry{}
	for _, e := range s.entries {
		taken[strings.ToLower(e.out)] = e
	}
	for _, a := range s.book.Assets {
		taken[strings.ToLower(a.Path)] = nil
	}
	for _, d := range s.project().Redirects {
		name := d.From
		if _, is := taken[strings.ToLower(name)]; is {
			continue
		}
		to := s.of[d.To.Page]
		if to == nil && !leads(d.To.URL) {
			continue
		}
		taken[strings.ToLower(name)] = to
		s.moved = append(s.moved, moved{name, to, d.To.Anchor, d.To.URL})
	}
	for _, e := range s.entries {
		for _, key := range []string{"aliases", "redirect_from"} {
			for _, old := range e.page.Meta.Strings(key) {
				name := formerName(e.out, old)
				if name == "" {
					continue
				}
				other, is := taken[strings.ToLower(name)]
				switch {
				case !is:
					taken[strings.ToLower(name)] = e
					e.former = append(e.former, name)
				case other != e:
					report(tree.Diag{Page: e.page, Severity: tree.Warning, Code: tree.Clash, Msg: key + ": " + name + " is there already", Hint: "take it out of the front matter"})
				}
			}
		}
	}
}

// leads reports whether a browser may be sent to an address without being asked: to another page, and not to a program
// that writes mail or makes calls.
func leads(address string) bool {
	u, err := url.Parse(address)
	return err == nil && address != "" && (u.Scheme == "" || u.Scheme == "http" || u.Scheme == "https")
}

// formerName is the file at a former address of the page whose file is out; "" when the entry is no address
// but another name of the page, as some programs have them.
func formerName(out, old string) string {
	if old, _, _ = strings.Cut(old, "#"); !strings.Contains(old, "/") && path.Ext(old) != ".html" && path.Ext(old) != ".md" || strings.ContainsAny(old, "\\?:") {
		return ""
	}
	folder := strings.HasSuffix(old, "/")
	if !strings.HasPrefix(old, "/") {
		old = path.Join(path.Dir(out), old)
	}
	old = strings.TrimPrefix(path.Clean("/"+strings.TrimLeft(old, "/")), "/")
	switch ext := path.Ext(old); {
	case folder || old == "":
		return path.Join(old, "index.html")
	case ext == ".md":
		return strings.TrimSuffix(old, ext) + ".html"
	case ext != ".html" && ext != ".htm":
		return old + "/index.html"
	}
	return old
}

// redirect makes the page at a former address. Where there are scripts, the fragment of the old address is kept, and the
// way back does not stop here.
func (s *site) redirect(p *printer, m moved) []byte {
	e := m.to
	if e == nil {
		e = &entry{page: &tree.Page{Path: m.name}, plainTitle: m.url}
	}
	from := &entry{page: e.page, href: string(markup.AppendPath(nil, m.name))}
	from.dir = from.href[:strings.LastIndexByte(from.href, '/')+1]
	p.start(s, from, func(tree.Diag) {})
	to := m.url
	if to == "" {
		to = string(markup.AppendRel(nil, from.dir, e.href))
	}
	if m.anchor != "" {
		to = string(markup.AppendFragment([]byte(to), m.anchor))
	}
	canonical := to
	if s.base != "" && m.url == "" {
		canonical = s.address(e)
	}
	script := "location.replace(" + scriptString(to) + ".replace(/#.*/,'')+(location.hash||" + scriptString(to[len(to)-len(fragmentOf(to)):]) + "))"
	p.Raw("<!DOCTYPE html>\n<html")
	p.Pair("lang", markup.Lang(s.book.Lang(e.page)))
	p.Raw("><head><meta charset=\"utf-8\">\n<title>")
	p.Text(e.plainTitle)
	p.Raw("</title>\n" + `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">` + "\n" + PolicyStart + "script-src " + cspHash(script) + `; base-uri 'none'; form-action 'none'">` + "\n" + `<meta http-equiv="refresh"`)
	p.Pair("content", "0; url="+to)
	p.Raw(`><link rel="canonical"`)
	p.Pair("href", canonical)
	p.Raw("><script>" + script + "</script></head><body><main><h1>")
	p.Text(e.plainTitle)
	p.Raw("</h1>\n<p>")
	p.Text(p.Words.Moved)
	p.Raw(": <a")
	p.Pair("href", to)
	p.Raw(">")
	p.Text(e.plainTitle)
	p.Raw("</a></p></main></body></html>\n")
	return p.Finish()
}

// fragmentOf returns the end of an address from "#".
func fragmentOf(address string) string {
	if i := strings.IndexByte(address, '#'); i >= 0 {
		return address[i:]
	}
	return ""
}

// scriptString returns s as a string of a script inside HTML: what could end the script is escaped.
func scriptString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r < 0x20 || r == '"' || r == '\\' || r == '<' || r == '>' || r == '&' || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
