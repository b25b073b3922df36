package dita

import (
	"html"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// A metaPlace is the element whose content metadata are.
type metaPlace uint8

const (
	inProlog metaPlace = iota
	inTopicmeta
	inBookmeta
)

// ownElement are the names of metadata that have an element of their own, or another place. (DITA 1.3, 3.2.4; Lightweight
// DITA's MDITA, Metadata in YAML headers)
var ownElement = set("title", "lang", "author", "authors", "date", "keywords", "keyword", "tags", "source", "publisher", "permissions", "audience",
	"category", "resourceid", "lastmod", "last_modified", "modified", "revised", "updated", "ms.date", "product", "$schema")

// prolog prints the page's metadata.
func (p *pageWriter) prolog() {
	p.filled("prolog", func() {
		p.metadata(p.plan.page.Meta, inProlog, p.w.typeKey())
	})
}

// typeKey is the name of the front matter's topic type.
func (w *Writer) typeKey() string {
	if w.TypeKey != "" {
		return w.TypeKey
	}
	return "topic-type"
}

// metadata prints what the authors say of a page or of a guide, in the order that prolog, topicmeta and bookmeta share.
func (p *printer) metadata(m tree.Meta, in metaPlace, but ...string) {
	for _, name := range []string{"author", "authors"} {
		for _, a := range people(m[name]) {
			p.element("author", a)
		}
	}
	if s := m.String("source"); s != "" {
		if isURL(s) {
			p.element("source", s, "href", escapeURL(s), "scope", "external", "format", "html")
		} else {
			p.element("source", s)
		}
	}
	if s := m.String("publisher"); s != "" {
		if in == inBookmeta {
			p.open("publisherinformation")
			p.element("organization", s)
			p.close("publisherinformation")
		} else {
			p.element("publisher", s)
		}
	}
	rights := readRights(m.String("copyright"))
	if in != inBookmeta && len(rights.years) > 0 {
		p.open("copyright")
		for _, y := range rights.years {
			p.empty("copyryear", "year", y)
		}
		p.element("copyrholder", rights.owner)
		p.close("copyright")
	}
	p.dates(m)
	if s := m.String("permissions"); s != "" {
		p.empty("permissions", "view", s)
	}
	if in == inProlog {
		p.filled("metadata", func() { p.more(m, in, rights, but) })
	} else {
		p.more(m, in, rights, but)
	}
	for _, s := range m.Strings("resourceid") {
		p.empty("resourceid", "appid", s)
	}
	if in == inBookmeta {
		p.bookMeta(m, rights)
	}
}

// people are authors as a list, of which one may be a map with a name.
func people(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, a := range list {
		s := tree.Meta{"x": a}.String("x")
		if m, ok := a.(map[string]any); ok {
			s = tree.Meta(m).String("name")
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (p *printer) dates(m tree.Meta) {
	created, revised := m.String("date"), ""
	for _, name := range []string{"revised", "lastmod", "last_modified", "modified", "updated", "ms.date"} {
		if revised == "" {
			revised = m.String(name)
		}
	}
	if created == "" && revised == "" {
		return
	}
	p.open("critdates")
	if created != "" {
		p.empty("created", "date", created)
	}
	if revised != "" {
		p.empty("revised", "modified", revised)
	}
	p.close("critdates")
}

// more prints what stands in the element metadata of a prolog.
func (p *printer) more(m tree.Meta, in metaPlace, r rights, but []string) {
	for _, s := range m.Strings("audience") {
		p.empty("audience", "type", s)
	}
	for _, s := range m.Strings("category") {
		p.element("category", s)
	}
	var keywords []string
	for _, name := range []string{"keywords", "keyword", "tags"} {
		for _, k := range m.Strings(name) {
			if !slices.Contains(keywords, k) {
				keywords = append(keywords, k)
			}
		}
	}
	if len(keywords) > 0 {
		p.open("keywords")
		for _, k := range keywords {
			p.element("keyword", k)
		}
		p.close("keywords")
	}
	products := productsOf(m, in)
	for _, d := range products {
		p.open("prodinfo")
		p.element("prodname", d.name)
		p.open("vrmlist")
		p.empty("vrm", "version", d.version)
		p.close("vrmlist")
		p.close("prodinfo")
	}
	var other []string
	flat := map[string]string{}
	for name, v := range m {
		switch {
		case slices.Contains(but, name), isMacros(name, v), name == "product" && len(products) > 0, name == "version" && (in == inBookmeta || len(products) > 0):
		case name == "product", name == "author", name == "authors", !ownElement[name]:
			if name == "copyright" && (len(r.years) > 0 || in == inBookmeta) || strings.HasPrefix(name, "author") && len(people(v)) > 0 {
				continue
			}
			flatten(flat, name, v, 0)
		}
	}
	for name := range flat {
		other = append(other, name)
	}
	sort.Strings(other)
	for _, name := range other {
		p.empty("othermeta", "name", name, "content", flat[name])
	}
}

// isMacros reports whether metadata are commands for formulas, which say nothing about the page.
func isMacros(name string, v any) bool {
	_, ok := v.(map[string]any)
	return ok && (name == "macros" || name == "math")
}

// flatten gives each value of nested metadata a name with dots.
func flatten(to map[string]string, name string, v any, depth int) {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			if depth < 8 {
				flatten(to, name+"."+k, e, depth+1)
			}
		}
		return
	case []any:
		for _, e := range v {
			if _, ok := e.(map[string]any); ok {
				for i, e := range v {
					if depth < 8 {
						flatten(to, name+"."+strconv.Itoa(i+1), e, depth+1)
					}
				}
				return
			}
		}
	}
	if s := (tree.Meta{"x": v}).String("x"); s != "" {
		to[name] = s
	}
}

type product struct{ name, version string }

// productsOf are the products that metadata name: a name, or a map with a name and a version. The version of a guide is
// its product's.
func productsOf(m tree.Meta, in metaPlace) []product {
	list, ok := m["product"].([]any)
	if !ok && m["product"] != nil {
		list = []any{m["product"]}
	}
	var out []product
	for _, v := range list {
		d := product{name: (tree.Meta{"x": v}).String("x")}
		if fields, ok := v.(map[string]any); ok {
			d.name, d.version = tree.Meta(fields).String("name"), tree.Meta(fields).String("version")
			if len(fields) > 2 || len(fields) == 2 && (d.name == "" || fields["version"] == nil) {
				return nil // there is more in it than these
			}
		}
		if d.name == "" {
			return nil
		}
		out = append(out, d)
	}
	if len(out) == 1 && out[0].version == "" {
		out[0].version = m.String("version")
	}
	return out
}

func isURL(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }

// rights are what a line of copyright says.
type rights struct {
	years       []string
	owner, text string
}

var (
	rightsTag  = regexp.MustCompile(`<[^<>]*>`)
	rightsYear = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	rightsWord = regexp.MustCompile(`(?i)\bcopyright\b|\(c\)|©|\ball rights reserved\b\.?|\b(?:19|20)\d\d\b|\s[-–—]\s|\bby\b|\bpresent\b`)
)

// readRights reads a line of copyright, in which sites write HTML.
func readRights(s string) rights {
	s = strings.Join(strings.Fields(html.UnescapeString(rightsTag.ReplaceAllString(s, ""))), " ")
	r := rights{text: s, years: rightsYear.FindAllString(s, 2)}
	r.owner = strings.Trim(strings.Join(strings.Fields(rightsWord.ReplaceAllString(s, " ")), " "), " ,.-–—;:|")
	if r.owner == "" {
		r.owner, r.years = s, nil
	}
	return r
}

// bookMeta prints what bookmeta has of its own: the edition and the rights. (DITA 1.3, 3.6.3)
func (p *printer) bookMeta(m tree.Meta, r rights) {
	if v := m.String("version"); v != "" && len(productsOf(m, inBookmeta)) == 0 {
		p.open("bookid")
		p.element("edition", v)
		p.close("bookid")
	}
	if r.text == "" {
		return
	}
	p.open("bookrights")
	for i, name := range []string{"copyrfirst", "copyrlast"} {
		if i < len(r.years) {
			p.open(name)
			p.element("year", r.years[i])
			p.close(name)
		}
	}
	p.open("bookowner")
	p.element("organization", r.owner)
	p.close("bookowner")
	p.close("bookrights")
}
