package img

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"regexp"
	"strconv"
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
	inHTML bool              // below a foreignObject
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

// entity is the declaration of one that stands for plain text. Drawing programs declare namespaces and colours so.
var entity = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>`)

// reference is one of a character by its number.
var reference = regexp.MustCompile(`&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));`)

// entities adds what a document type declares to known. Entities are how a small file becomes a large one, and how one
// reads others: they may stand for plain text alone, and for no more of it than the file is long.
func entities(dtd, data []byte, known map[string]string) error {
	if !bytes.Contains(dtd, []byte("<!ENTITY")) {
		return nil
	}
	room := len(data) + 1<<16
	for _, m := range entity.FindAllSubmatch(dtd, 100) {
		name, value := string(m[1]), string(m[2])+string(m[3])
		value = reference.ReplaceAllStringFunc(value, func(s string) string {
			p := reference.FindStringSubmatch(s)
			n, err := strconv.ParseInt(p[1]+p[2], map[bool]int{true: 16, false: 10}[p[1] != ""], 32)
			if err != nil || n == '&' || n == '<' {
				return s
			}
			return string(rune(n))
		})
		if strings.ContainsAny(value, "&<%") {
			return errors.New("an SVG with an entity that is made of others: " + name)
		}
		if room -= bytes.Count(data, []byte("&"+name+";")) * len(value); room < 0 {
			return errors.New("an SVG whose entities make it more than twice as long")
		}
		known[name] = value
	}
	if rest := entity.ReplaceAll(dtd, nil); bytes.Contains(rest, []byte("<!ENTITY")) {
		return errors.New("an SVG with entities of other files, or that are no plain text")
	}
	return nil
}

// parseXML reads the element tree.
func parseXML(data []byte) (root *element, ids map[string]*element, err error) {
	if len(data) > maxSVGBytes {
		return nil, nil, errors.New("an SVG of more than 16 MiB")
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.Entity = maps.Clone(xml.HTMLEntity) // in words of HTML they are no fault that ends the drawing
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
			if err := entities(tok, data, d.Entity); err != nil {
				return nil, nil, err
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
			if cur != nil {
				e.inHTML = cur.inHTML || cur.name == "foreignObject"
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
				default:
					if !cur.inHTML {
						continue
					}
				}
				cur.kids = append(cur.kids, &element{text: string(tok), parent: cur})
			}
		}
	}
	if root == nil || root.name != "svg" {
		return nil, nil, errors.New("not an SVG image")
	}
	return root, ids, nil
}
