package img

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// Limits of an SVG's structure.
const (
	maxElements = 100_000
	maxDepth    = 128
	maxSVGBytes = 16 << 20
)

// An element is a part of the SVG's tree. Character data stands in elements named "".
type element struct {
	name   string // local name
	attrs  map[string]string
	kids   []*element
	parent *element
	text   string
	depth  int
	node   *html.Node        // what selectors see of it, where there are any
	custom map[string]string // its custom properties, once they were asked for
}

// attr returns the attribute, or "".
func (e *element) attr(name string) string { return e.attrs[name] }

// words returns all character data below e.
func (e *element) words() string {
	var b strings.Builder
	var walk func(*element)
	walk = func(e *element) {
		b.WriteString(e.text)
		for _, k := range e.kids {
			walk(k)
		}
	}
	walk(e)
	return b.String()
}

// parseXML reads the element tree. A document type is refused: entities are how a small file becomes a large one.
func parseXML(data []byte) (root *element, ids map[string]*element, err error) {
	if len(data) > maxSVGBytes {
		return nil, nil, errors.New("an SVG of more than 16 MiB")
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	ids = map[string]*element{}
	var cur *element
	depth, count := 0, 0
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		switch tok := tok.(type) {
		case xml.Directive:
			if bytes.Contains(tok, []byte("ENTITY")) {
				return nil, nil, errors.New("an SVG that declares entities")
			}
		case xml.StartElement:
			depth++
			count++
			if depth > maxDepth || count > maxElements {
				return nil, nil, errors.New("an SVG with too many or too deeply nested elements")
			}
			e := &element{name: tok.Name.Local, parent: cur, depth: depth, attrs: make(map[string]string, len(tok.Attr))}
			for _, a := range tok.Attr {
				name := a.Name.Local
				if a.Name.Space != "" && a.Name.Space != "xlink" && a.Name.Space != "xml" {
					continue
				}
				e.attrs[name] = a.Value
			}
			if id := e.attrs["id"]; id != "" && ids[id] == nil {
				ids[id] = e
			}
			if cur != nil {
				cur.kids = append(cur.kids, e)
			} else if root == nil {
				root = e
			}
			cur = e
		case xml.EndElement:
			if cur != nil {
				cur = cur.parent
				depth--
			}
		case xml.CharData:
			if cur != nil {
				switch cur.name {
				case "text", "tspan", "a", "title", "desc", "style", "textPath":
					cur.kids = append(cur.kids, &element{text: string(tok), parent: cur})
				}
			}
		}
	}
	if root == nil || root.name != "svg" {
		return nil, nil, errors.New("not an SVG image")
	}
	return root, ids, nil
}
