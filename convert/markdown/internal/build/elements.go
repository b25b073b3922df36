package build

import (
	"strings"

	"platen/convert/markdown/internal/lex"
)

// TagOf reads a tag and cleans its attributes.
func (c *Page) TagOf(raw string) (t lex.Tag, ok bool) {
	t, ok = lex.ReadTag(raw, c.Syntax.jsx)
	for i := range t.Attrs {
		t.Attrs[i].Value = c.Clean(t.Attrs[i].Value)
	}
	return t, ok
}

// An ElementKind says what the reader makes of an HTML element.
type ElementKind int8

const (
	UnknownElement ElementKind = iota // no HTML name: a placeholder unless it is closed
	cleaned                           // not allowed: the tags go, the words stay
	Dropped                           // goes with what is in it: script, style
	Transparent                       // harmless and without a meaning of its own: the content stays
	inlineElement                     // InlineElement
	emphasis                          // Emph, Strong, Strike, Sub, Sup
	CodeElement                       // Code
	spanElement                       // Span
	anchorElement                     // Link or Anchor
	ImageElement
	BreakElement
	mediaElement // video, audio, iframe, object: a link to what it shows, then what is in it
	embedElement // the same without content
	IgnoredVoid  // nothing to show, no content: wbr, source, col's like outside of a table
	CleanedVoid  // not allowed and without content: input, embed
	BlockElement
	DivElement
	paragraphElement
	headingElement
	quoteElement
	PreElement
	RuleElement
	listElement
	itemElement
	definitionsElement
	termElement
	definitionElement
	tableElement
	captionElement
	colgroupElement
	ColElement
	sectionElement // thead, tbody, tfoot
	rowElement
	cellElement
	detailsElement
	summaryElement
	figureElement
	figcaptionElement
)

// ElementOf is the list of allowed names. It is narrower than bluemonday's UGC policy, which lets the same
// text-level, list, table and sectioning elements pass and more besides (map, area, meter, progress);
// what it removes, script, style, forms, frames, objects, is removed here as well. Tags are not passed on
// as text: the tree keeps a name from this list and cleaned attributes, and writers print those.
func ElementOf(name string) ElementKind { return elementKinds[name] }

// elementKinds are the kinds of the allowed names; all others are unknown.
var elementKinds = kindsOf(map[ElementKind]string{
	anchorElement: "a",
	emphasis:      "b strong i em s del strike sub sup",
	BreakElement:  "br",
	ImageElement:  "img image",
	CodeElement:   "code kbd samp var tt",
	spanElement:   "span abbr acronym",
	inlineElement: "u ins mark small cite q dfn bdi bdo ruby rt rp time",
	Transparent:   "font big nobr picture html body label data map",
	IgnoredVoid:   "wbr source track area",
	mediaElement:  "video audio iframe object",
	embedElement:  "embed",
	CleanedVoid:   "input base link meta param frame basefont bgsound keygen",
	Dropped:       "script style",
	cleaned: "applet form button select option optgroup textarea title head noscript noembed " +
		"noframes frameset template svg math canvas dialog marquee blink xmp plaintext listing " +
		"fieldset legend datalist output meter progress slot portal menuitem",
	paragraphElement:   "p",
	DivElement:         "div center main header footer nav search hgroup",
	BlockElement:       "section article aside address",
	headingElement:     "h1 h2 h3 h4 h5 h6",
	quoteElement:       "blockquote",
	PreElement:         "pre",
	RuleElement:        "hr",
	listElement:        "ul ol menu dir",
	itemElement:        "li",
	definitionsElement: "dl",
	termElement:        "dt",
	definitionElement:  "dd",
	tableElement:       "table",
	captionElement:     "caption",
	colgroupElement:    "colgroup",
	ColElement:         "col",
	sectionElement:     "thead tbody tfoot",
	rowElement:         "tr",
	cellElement:        "td th",
	detailsElement:     "details",
	summaryElement:     "summary",
	figureElement:      "figure",
	figcaptionElement:  "figcaption",
})

func kindsOf(names map[ElementKind]string) map[string]ElementKind {
	kinds := make(map[string]ElementKind, 130)
	for k, list := range names {
		for _, name := range strings.Fields(list) {
			kinds[name] = k
		}
	}
	return kinds
}

// Block reports whether the element stands on lines of its own.
func (k ElementKind) Block() bool { return k >= BlockElement }

// parent is the element that a part belongs in.
func (k ElementKind) parent() ElementKind {
	switch k {
	case itemElement:
		return listElement
	case termElement, definitionElement:
		return definitionsElement
	case summaryElement:
		return detailsElement
	case figcaptionElement:
		return figureElement
	}
	return tableElement
}
