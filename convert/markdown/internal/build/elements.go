package build

import (
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
func ElementOf(name string) ElementKind {
	switch name {
	case "a":
		return anchorElement
	case "b", "strong", "i", "em", "s", "del", "strike", "sub", "sup":
		return emphasis
	case "br":
		return BreakElement
	case "img", "image":
		return ImageElement
	case "code", "kbd", "samp", "var", "tt":
		return CodeElement
	case "span", "abbr", "acronym":
		return spanElement
	case "u", "ins", "mark", "small", "cite", "q", "dfn", "bdi", "bdo", "ruby", "rt", "rp", "time":
		return inlineElement
	case "font", "big", "nobr", "picture", "html", "body", "label", "data", "map":
		return Transparent
	case "wbr", "source", "track", "area":
		return IgnoredVoid
	case "video", "audio", "iframe", "object":
		return mediaElement
	case "embed":
		return embedElement
	case "input", "base", "link", "meta", "param", "frame", "basefont", "bgsound", "keygen":
		return CleanedVoid
	case "script", "style":
		return Dropped
	case "applet", "form", "button", "select", "option", "optgroup", "textarea", "title", "head", "noscript", "noembed",
		"noframes", "frameset", "template", "svg", "math", "canvas", "dialog", "marquee", "blink", "xmp", "plaintext", "listing",
		"fieldset", "legend", "datalist", "output", "meter", "progress", "slot", "portal", "menuitem":
		return cleaned
	case "p":
		return paragraphElement
	case "div", "center", "main", "header", "footer", "nav", "search", "hgroup":
		return DivElement
	case "section", "article", "aside", "address":
		return BlockElement
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return headingElement
	case "blockquote":
		return quoteElement
	case "pre":
		return PreElement
	case "hr":
		return RuleElement
	case "ul", "ol", "menu", "dir":
		return listElement
	case "li":
		return itemElement
	case "dl":
		return definitionsElement
	case "dt":
		return termElement
	case "dd":
		return definitionElement
	case "table":
		return tableElement
	case "caption":
		return captionElement
	case "colgroup":
		return colgroupElement
	case "col":
		return ColElement
	case "thead", "tbody", "tfoot":
		return sectionElement
	case "tr":
		return rowElement
	case "td", "th":
		return cellElement
	case "details":
		return detailsElement
	case "summary":
		return summaryElement
	case "figure":
		return figureElement
	case "figcaption":
		return figcaptionElement
	}
	return UnknownElement
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
