package epub

import (
	"crypto/sha1"
	"fmt"
	"strings"
	"time"

	"platen/convert/tree"
	"platen/writers/internal/markup"
	"platen/writers/internal/words"
)

// identifier is the metadata's, else a UUID made of the book's name, version and language: the same for the same
// edition, wherever and whenever it is made.
func (v *volume) identifier() string {
	if s := v.meta("identifier"); s != "" {
		return s
	}
	if s := v.meta("isbn"); s != "" {
		return "urn:isbn:" + strings.ReplaceAll(s, "-", "")
	}
	name := v.book.Name
	if v.lone {
		name = v.entries[0].page.Path
	}
	h := sha1.Sum([]byte("platen\x00" + name + "\x00" + v.title + "\x00" + v.meta("version") + "\x00" + v.lang))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80 // RFC 9562, 5.5
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// modified is when the book was changed last, in the one form that EPUB knows. No clock is asked.
func (v *volume) modified() string {
	t := v.w.Modified
	if t.IsZero() {
		if d := v.day(); d != "" {
			return d + "T00:00:00Z"
		}
		t = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// day is the date of the metadata, "" when it is no whole one.
func (v *volume) day() string {
	s := v.meta("date")
	for _, form := range []string{time.DateOnly, time.RFC3339, time.DateTime, "2 January 2006", "January 2, 2006"} {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 0 {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// packageDocument makes the file that says what the book is, what it has, and in which order.
func (v *volume) packageDocument() []byte {
	p := &printer{v: v}
	p.Raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"`)
	p.Pair("xml:lang", v.lang)
	p.Raw(">\n" + `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">` + "\n")
	p.metadata()
	p.accessibility()
	p.Raw("</metadata>\n<manifest>\n")
	p.manifest()
	p.Raw(`</manifest>` + "\n" + `<spine toc="ncx"`)
	if words.RightToLeft(v.lang) {
		p.Raw(` page-progression-direction="rtl"`)
	}
	p.Raw(">\n")
	for _, id := range v.before() {
		p.Raw(`<itemref idref="` + id + `"/>` + "\n")
	}
	for _, e := range v.entries {
		if !e.failed {
			p.Raw(`<itemref idref="p`)
			p.Int(e.i + 1)
			p.Raw(`"/>` + "\n")
		}
	}
	p.Raw("</spine>\n</package>\n")
	return p.Finish()
}

// before are the ids of the documents that stand before the pages.
func (v *volume) before() []string {
	var ids []string
	if v.cover != nil {
		ids = append(ids, "cover")
	}
	if !v.lone {
		ids = append(ids, "title")
		if v.book.Index == nil {
			ids = append(ids, "contents")
		}
	}
	return ids
}

// frame are the files beside the pages and the images.
func (v *volume) frame() []file {
	files := []file{v.navDocument(), v.ncx(), packed(styleName, []byte(styleSheet(v.w.CSS)))}
	for _, id := range v.before() {
		switch id {
		case "cover":
			files = append(files, v.coverPage())
		case "title":
			files = append(files, v.titlePage())
		case "contents":
			files = append(files, v.contentsPage())
		}
	}
	return files
}

// element prints an element of Dublin Core. id is "" for none.
func (p *printer) element(name, id, value string) {
	if value == "" {
		return
	}
	p.Raw("<dc:" + name)
	if id != "" {
		p.Pair("id", id)
	}
	p.Raw(">")
	p.Text(value)
	p.Raw("</dc:" + name + ">\n")
}

// property prints a property of the book, or of the element of the id.
func (p *printer) property(name, of, value string) {
	if value == "" {
		return
	}
	p.Raw("<meta")
	p.Pair("property", name)
	if of != "" {
		p.Pair("refines", "#"+of)
	}
	p.Raw(">")
	p.Text(value)
	p.Raw("</meta>\n")
}

func (p *printer) metadata() {
	v := p.v
	p.element("identifier", "id", v.identifier())
	p.element("title", "main-title", v.title)
	p.property("title-type", "main-title", "main")
	if s := v.meta("subtitle"); s != "" {
		p.element("title", "sub-title", s)
		p.property("title-type", "sub-title", "subtitle")
	}
	p.element("language", "", v.lang)
	others := map[string]bool{v.lang: true}
	for _, e := range v.entries {
		if l := markup.Lang(v.book.Lang(e.page)); !others[l] {
			others[l] = true
			p.element("language", "", l)
		}
	}
	for i, s := range v.metas("author", "authors") {
		id := fmt.Sprintf("author%d", i+1)
		p.element("creator", id, s)
		p.property("role", id, "aut")
	}
	p.element("publisher", "", v.meta("publisher", "organization"))
	p.element("rights", "", v.meta("rights", "copyright"))
	p.element("description", "", v.meta("description", "abstract"))
	for _, s := range v.metas("keywords", "subject") {
		for k := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
			p.element("subject", "", strings.TrimSpace(k))
		}
	}
	p.element("date", "", v.day())
	if v.paged() {
		p.element("source", "paper", v.source)
		p.property("source-of", "paper", "pagination")
		p.property("pageBreakSource", "", v.source)
	}
	p.property("dcterms:modified", "", v.modified())
	p.property("schema:version", "", v.meta("version"))
	if s := v.meta("series"); s != "" {
		p.Raw(`<meta property="belongs-to-collection" id="series">`)
		p.Text(s)
		p.Raw("</meta>\n")
		p.property("collection-type", "series", "series")
		p.property("group-position", "series", v.meta("series-number", "volume"))
	}
	if v.cover != nil {
		p.Raw(`<meta name="cover" content="cover-image"/>` + "\n")
	}
}

// manifest lists the files.
func (p *printer) manifest() {
	v := p.v
	item := func(id, href, mime, properties string) {
		p.Raw("<item")
		p.Pair("id", id)
		p.Pair("href", href)
		p.Pair("media-type", mime)
		if properties != "" {
			p.Pair("properties", properties)
		}
		p.Raw("/>\n")
	}
	const xhtml = "application/xhtml+xml"
	item("nav", navName, xhtml, "nav")
	item("ncx", ncxName, "application/x-dtbncx+xml", "")
	item("style", styleName, "text/css", "")
	for _, id := range v.before() {
		item(id, id+".xhtml", xhtml, "")
	}
	for _, e := range v.entries {
		if e.failed {
			continue
		}
		properties := ""
		if e.math {
			properties = "mathml"
		}
		if e.svg {
			properties = strings.TrimSpace(properties + " svg")
		}
		item(fmt.Sprintf("p%d", e.i+1), e.href, xhtml, properties)
	}
	n := 0
	for _, m := range v.media {
		if m == v.cover {
			item("cover-image", m.name, m.mime, "cover-image")
			continue
		}
		n++
		item(fmt.Sprintf("m%d", n), string(markup.AppendPath(nil, m.name)), m.mime, "")
	}
}

// What the pages have that readers with impairments should know of.
type sight struct {
	images, undescribed, math bool
}

func (v *volume) look() sight {
	var s sight
	for _, e := range v.entries {
		if e.failed {
			continue
		}
		s.math = s.math || e.math
		tree.InspectPage(e.page, func(n tree.Node) bool {
			if n, ok := n.(*tree.Image); ok {
				s.images = true
				s.undescribed = s.undescribed || n.Alt == "" && !n.Decorative
			}
			return true
		})
	}
	return s
}

// accessibility prints what EPUB Accessibility 1.1 asks for. The book says that it conforms only where all holds
// that a program can see: each image is described or decoration, nothing moves, the language is given, and no rules of
// the user change colours.
func (p *printer) accessibility() {
	v, s := p.v, p.v.look()
	moves := false
	for _, m := range v.media {
		moves = moves || m.moves
	}
	p.property("schema:accessMode", "", "textual")
	if s.images {
		p.property("schema:accessMode", "", "visual")
	}
	if s.undescribed {
		p.property("schema:accessModeSufficient", "", "textual,visual")
	} else {
		p.property("schema:accessModeSufficient", "", "textual")
	}
	features := []string{"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"}
	if s.images && !s.undescribed {
		features = append(features, "alternativeText")
	}
	if s.math {
		features = append(features, "MathML")
	}
	if v.paged() {
		features = append(features, "pageBreakMarkers", "pageNavigation")
	}
	for _, f := range features {
		p.property("schema:accessibilityFeature", "", f)
	}
	if moves {
		p.property("schema:accessibilityHazard", "", "unknown")
	} else {
		p.property("schema:accessibilityHazard", "", "none")
	}
	summary := "The text is one flow with headings, lists, tables and links as such, and adapts to the reader's settings."
	switch {
	case s.undescribed:
		summary += " Some images have no description."
	case s.images:
		summary += " Images are described; whether the descriptions fit was not judged."
	}
	p.property("schema:accessibilitySummary", "", summary)
	if s.undescribed || moves || v.w.CSS != "" || v.meta("lang") == "" && !(v.lone && v.entries[0].page.Lang != "") {
		return
	}
	p.Raw(`<meta property="dcterms:conformsTo" id="conforms">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>` + "\n")
	by := v.meta("certified-by")
	if by == "" { // nobody else has looked
		by = "platen"
	}
	p.property("a11y:certifiedBy", "conforms", by)
}
