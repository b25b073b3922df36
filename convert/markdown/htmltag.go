package markdown

import (
	"strings"

	"golang.org/x/net/html"
)

// A tag is a start or end tag as written.
type tag struct {
	name  string // lower case
	end   bool
	attrs []tagAttr
	raw   string
}

type tagAttr struct {
	name, value string // name in lower case, value with references resolved
	set         bool   // there is a value
}

// get returns the value of an attribute.
func (t *tag) get(name string) (string, bool) {
	for i := range t.attrs {
		if t.attrs[i].name == name {
			return t.attrs[i].value, true
		}
	}
	return "", false
}

// parseTag reads a tag that was found: raw begins with "<" and ends with ">". Whatever stands between is read as browsers
// do; jsx says that expressions in braces may. ok is false when it is no tag.
func parseTag(raw string, jsx bool) (t tag, ok bool) {
	i := 1
	if i < len(raw) && raw[i] == '/' {
		t.end = true
		i++
	}
	start := i
	for i < len(raw) && raw[i] != '>' && raw[i] != '/' && !isSpace(raw[i]) {
		i++
	}
	if i == start || !isLetter(raw[start]) {
		return t, false
	}
	t.raw = raw
	t.name = strings.ToLower(raw[start:i])
	if t.end {
		return t, true
	}
	for {
		for i < len(raw) && (isSpace(raw[i]) || raw[i] == '/') {
			i++
		}
		if i >= len(raw) || raw[i] == '>' {
			return t, true
		}
		var a tagAttr
		if raw[i] == '{' && jsx { // {...properties}
			if i = bracesIn(raw, i); i == 0 {
				return t, true
			}
			continue
		}
		start = i
		for i++; i < len(raw) && raw[i] != '=' && raw[i] != '>' && raw[i] != '/' && !isSpace(raw[i]); i++ {
		}
		a.name = strings.ToLower(raw[start:i])
		for i < len(raw) && isSpace(raw[i]) {
			i++
		}
		if i < len(raw) && raw[i] == '=' {
			for i++; i < len(raw) && isSpace(raw[i]); i++ {
			}
			a.set = true
			if end := 0; i < len(raw) && raw[i] == '{' && jsx {
				if end = bracesIn(raw, i); end == 0 {
					return t, true
				}
				a.value, i = jsxValue(&a, raw[i:end]), end
			} else {
				a.value, i = attrValue(raw, i)
			}
		}
		if a.name == "classname" && jsx {
			a.name = "class"
		}
		if _, twice := t.get(a.name); !twice && len(t.attrs) < 100 {
			t.attrs = append(t.attrs, a)
		}
	}
}

// tagOf reads a tag and cleans its attributes.
func (c *conv) tagOf(raw string) (t tag, ok bool) {
	t, ok = parseTag(raw, c.s.jsx)
	for i := range t.attrs {
		t.attrs[i].value = c.clean(t.attrs[i].value)
	}
	return t, ok
}

// attrValue reads an attribute's value at i and returns it with the offset behind it.
func attrValue(raw string, i int) (string, int) {
	start := i
	if i < len(raw) && (raw[i] == '"' || raw[i] == '\'') {
		start++
		end := strings.IndexByte(raw[start:], raw[i])
		if end < 0 {
			return html.UnescapeString(strings.TrimSuffix(raw[start:], ">")), len(raw)
		}
		return html.UnescapeString(raw[start : start+end]), start + end + 1
	}
	for i < len(raw) && raw[i] != '>' && !isSpace(raw[i]) {
		i++
	}
	return html.UnescapeString(raw[start:i]), i
}

func isSpace(b byte) bool {
	return b == ' ' || b == '\t' || b == '\n' || b == '\f' || b == '\r'
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// An elementKind says what the reader makes of an HTML element.
type elementKind int8

const (
	unknownElement elementKind = iota // no HTML name: a placeholder unless it is closed
	cleaned                           // not allowed: the tags go, the words stay
	dropped                           // goes with what is in it: script, style
	transparent                       // harmless and without a meaning of its own: the content stays
	inlineElement                     // InlineElement
	emphasis                          // Emph, Strong, Strike, Sub, Sup
	codeElement                       // Code
	spanElement                       // Span
	anchorElement                     // Link or Anchor
	imageElement
	breakElement
	mediaElement // video, audio, iframe, object: a link to what it shows, then what is in it
	embedElement // the same without content
	ignoredVoid  // nothing to show, no content: wbr, source, col's like outside of a table
	cleanedVoid  // not allowed and without content: input, embed
	blockElement
	divElement
	paragraphElement
	headingElement
	quoteElement
	preElement
	ruleElement
	listElement
	itemElement
	definitionsElement
	termElement
	definitionElement
	tableElement
	captionElement
	colgroupElement
	colElement
	sectionElement // thead, tbody, tfoot
	rowElement
	cellElement
	detailsElement
	summaryElement
	figureElement
	figcaptionElement
)

// elementOf is the list of allowed names. It is narrower than bluemonday's UGC policy, which lets the same
// text-level, list, table and sectioning elements pass and more besides (map, area, meter, progress);
// what it removes, script, style, forms, frames, objects, is removed here as well. Tags are not passed on
// as text: the tree keeps a name from this list and cleaned attributes, and writers print those.
func elementOf(name string) elementKind {
	switch name {
	case "a":
		return anchorElement
	case "b", "strong", "i", "em", "s", "del", "strike", "sub", "sup":
		return emphasis
	case "br":
		return breakElement
	case "img", "image":
		return imageElement
	case "code", "kbd", "samp", "var", "tt":
		return codeElement
	case "span", "abbr", "acronym":
		return spanElement
	case "u", "ins", "mark", "small", "cite", "q", "dfn", "bdi", "bdo", "ruby", "rt", "rp", "time":
		return inlineElement
	case "font", "big", "nobr", "picture", "html", "body", "label", "data", "map":
		return transparent
	case "wbr", "source", "track", "area":
		return ignoredVoid
	case "video", "audio", "iframe", "object":
		return mediaElement
	case "embed":
		return embedElement
	case "input", "base", "link", "meta", "param", "frame", "basefont", "bgsound", "keygen":
		return cleanedVoid
	case "script", "style":
		return dropped
	case "applet", "form", "button", "select", "option", "optgroup", "textarea", "title", "head", "noscript", "noembed",
		"noframes", "frameset", "template", "svg", "math", "canvas", "dialog", "marquee", "blink", "xmp", "plaintext", "listing",
		"fieldset", "legend", "datalist", "output", "meter", "progress", "slot", "portal", "menuitem":
		return cleaned
	case "p":
		return paragraphElement
	case "div", "center", "main", "header", "footer", "nav", "search", "hgroup":
		return divElement
	case "section", "article", "aside", "address":
		return blockElement
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return headingElement
	case "blockquote":
		return quoteElement
	case "pre":
		return preElement
	case "hr":
		return ruleElement
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
		return colElement
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
	return unknownElement
}

// block reports whether the element stands on lines of its own.
func (k elementKind) block() bool { return k >= blockElement }

// parent is the element that a part belongs in.
func (k elementKind) parent() elementKind {
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
