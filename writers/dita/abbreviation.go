package dita

import (
	"path"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// An abbreviation is a short form of words, and the words.
type abbreviation struct{ short, long string }

// maxAbbreviations is how many abbreviations of a page become entries: each is looked for among them.
const maxAbbreviations = 1000

// abbreviationOf returns the abbreviation that a span is: one word with a capital in it, and more words in its title.
func abbreviationOf(n *tree.Span) (a abbreviation, ok bool) {
	if n.Attr == nil || n.Attr.ID != "" || len(n.Attr.Aliases)+len(n.Attr.Classes) > 0 || len(n.Attr.Keys) != 1 || len(n.Inlines) != 1 {
		return a, false
	}
	t, ok := n.Inlines[0].(*tree.Text)
	if !ok {
		return a, false
	}
	a = abbreviation{t.S, strings.Join(strings.Fields(n.Attr.Get("title")), " ")}
	return a, len(a.short) <= 30 && len(a.short) < len(a.long) && !strings.ContainsAny(a.short, " \n\t") && strings.IndexFunc(a.short, unicode.IsUpper) >= 0
}

// addAbbreviations gives each abbreviation a key. Of one that stands for several things the first counts.
func (k *keys) addAbbreviations(plans []*plan, taken pages.Names) {
	k.abbreviations = map[abbreviation]string{}
	short := map[string]bool{}
	for _, pl := range plans {
		if pl == nil {
			continue
		}
		for _, a := range pl.abbreviations {
			if short[a.short] {
				continue
			}
			short[a.short] = true
			k.abbreviations[a] = taken.Take("abbr-"+keyName(a.short), "")
			k.shorts = append(k.shorts, a)
		}
		pl.abbreviations = nil
	}
}

// abbreviated prints an abbreviation as a reference to its entry. (DITA 1.3, 3.4.6.1 abbreviated-form)
func (p *pageWriter) abbreviated(n *tree.Span) bool {
	k := p.guide.keys
	if k == nil || len(k.abbreviations) == 0 {
		return false
	}
	a, ok := abbreviationOf(n)
	key := k.abbreviations[a]
	if !ok || key == "" {
		return false
	}
	p.void("abbreviated-form", "keyref", key)
	return true
}

// abbreviationsName is the file with the entries of a guide's abbreviations.
func abbreviationsName(b *tree.Book) string { return path.Base(b.Name) + "-abbreviations.dita" }

// hasAbbreviations reports whether the guide has a file of them. The map has it among its topics, where publishers let
// abbreviations lead.
func (m *mapWriter) hasAbbreviations() bool {
	return m.guide.keys != nil && len(m.guide.keys.shorts) > 0
}

// abbreviationsFile returns a glossary of the guide's abbreviations, nil when it has none.
func (w *Writer) abbreviationsFile(g *guide) []byte {
	if g.keys == nil || len(g.keys.shorts) == 0 {
		return nil
	}
	var p printer
	shell := shells[glossgroup]
	lang := g.book.Lang(nil)
	title, ok := abbreviationTitles[strings.ToLower(lang[:min(2, len(lang))])]
	if !ok {
		title = abbreviationTitles["en"]
	}
	p.doctype("glossgroup", w.publicID(shell[0]), shell[1])
	p.open("glossgroup", "id", "abbreviations", "xml:lang", lang)
	p.element("title", title)
	for _, a := range g.keys.shorts {
		p.open("glossentry", "id", g.keys.abbreviations[a])
		p.element("glossterm", a.long)
		p.open("glossBody")
		p.element("glossSurfaceForm", a.long+" ("+a.short+")")
		p.open("glossAlt")
		p.element("glossAcronym", a.short)
		p.close("glossAlt")
		p.close("glossBody")
		p.close("glossentry")
	}
	p.close("glossgroup")
	return append(p.buf, '\n')
}
