// Package svg takes out of drawings what could run code or load something.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep elements may be nested; browsers stop at some five hundred.
const maxDepth = 256

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	htmlSpace  = "http://www.w3.org/1999/xhtml"
	mathSpace  = "http://www.w3.org/1998/Math/MathML"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// ErrNoSVG is the error of data whose first element is not <svg>.
var ErrNoSVG = errors.New("it is no SVG")

// Fault is what is taken out of a drawing that is not well-formed.
const Fault = "what comes behind a fault in its XML"

// Clean returns a drawing that can be opened by itself in a browser: no script and no attribute that is one, no address
// that runs code, nothing that is loaded from elsewhere, no entities or instructions. Of HTML in it the text and its
// forms stay. What is not well-formed ends where that shows. removed names what was taken out; when there is nothing,
// clean is data itself. An error is for data that is no SVG or in an encoding that is not known.
//
// What may stay is listed, by the names of SVG 2; elements of foreign namespaces mean nothing to browsers and stay.
func Clean(data []byte) (clean []byte, removed []string, err error) {
	c := cleaner{removed: map[string]bool{}}
	text, err := c.decode(data)
	if err != nil {
		return nil, nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	c.data, c.known = text, map[string]string{}
	d.Entity = c.known
	d.CharsetReader = c.charset
	for {
		t, err := d.RawToken()
		if err == io.EOF && len(c.open) == 0 {
			break
		}
		if err == nil {
			err = c.token(t)
		}
		if c.nested != "" {
			return nil, nil, errors.New("its entity " + c.nested + " is made of others")
		}
		if c.badCharset != "" {
			return nil, nil, errors.New("its encoding " + c.badCharset + " is not known")
		}
		if err != nil {
			if !c.root {
				return nil, nil, ErrNoSVG
			}
			c.drop(Fault)
			break
		}
	}
	if !c.root {
		return nil, nil, ErrNoSVG
	}
	for i := len(c.open) - 1; i >= 0; i-- {
		c.end()
	}
	if len(c.removed) == 0 && !c.recoded {
		return data, nil, nil
	}
	for s := range c.removed {
		removed = append(removed, s)
	}
	slices.Sort(removed)
	return c.out.Bytes(), removed, nil
}

// A cleaner writes a drawing anew, token by token.
type cleaner struct {
	out        bytes.Buffer
	open       []element
	skip       int // how many of the open elements, from the last one, are inside of one that was taken out
	root       bool
	style      bytes.Buffer // the text of a <style> that is open
	removed    map[string]bool
	recoded    bool // the data was in another encoding
	badCharset string
	nested     string // an entity that is made of others
	data       []byte
	known      map[string]string // entities that stand for plain text
}

type element struct {
	name   string            // as written
	local  string            // lower case
	space  string            // namespace
	spaces map[string]string // namespaces that it declares, by prefix
}

func (c *cleaner) drop(what string) {
	if len(c.removed) < 20 {
		c.removed[what] = true
	}
}

// decode makes UTF-8 of UTF-16, which the byte order mark tells (XML 1.0, 4.3.3).
func (c *cleaner) decode(data []byte) ([]byte, error) {
	var low int
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		low = 0
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		low = 1
	default:
		return bytes.TrimPrefix(data, []byte("\uFEFF")), nil
	}
	c.recoded = true
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, uint16(data[i+low])|uint16(data[i+1-low])<<8)
	}
	return []byte(string(utf16.Decode(units))), nil
}

// charset reads the encodings that drawing programs write beside UTF-8.
func (c *cleaner) charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-16", "utf-16le", "utf-16be":
		if c.recoded {
			return in, nil
		}
	case "us-ascii", "ascii":
		return in, nil // Go's decoder refuses what is not UTF-8
	case "iso-8859-1", "latin1", "windows-1252", "iso-8859-15":
		c.recoded = true
		return &latin1{in: in}, nil
	}
	c.badCharset = label
	return nil, errors.New("unknown encoding")
}

// A latin1 makes UTF-8 of ISO 8859-1, two bytes of one at most.
type latin1 struct{ in io.Reader }

func (l *latin1) Read(p []byte) (int, error) {
	if len(p) < 2 {
		return 0, io.ErrShortBuffer
	}
	half := make([]byte, len(p)/2)
	n, err := l.in.Read(half)
	out := p[:0]
	for _, b := range half[:n] {
		out = append(out, string(rune(b))...)
	}
	return len(out), err
}

// doctype is one without rules of its own; browsers read nothing from its address.
var doctype = regexp.MustCompile(`^DOCTYPE\s+[a-zA-Z:]+(\s+(PUBLIC\s+("[^"<\[]*"|'[^'<\[]*')|SYSTEM)\s+("[^"<\[]*"|'[^'<\[]*'))?\s*$`)

func (c *cleaner) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.ProcInst:
		if t.Target != "xml" || c.root || c.out.Len() > 0 {
			c.drop("the instruction " + t.Target)
			return nil
		}
		c.out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
	case xml.Directive:
		if !doctype.Match(t) {
			c.recoded = true
			if !c.entities(string(t)) {
				c.drop("its document type")
			}
		}
	case xml.Comment:
		if c.skip == 0 && !c.inStyle() {
			fmt.Fprintf(&c.out, "<!--%s-->", t)
		}
	case xml.CharData:
		c.text(t)
	case xml.StartElement:
		return c.start(t)
	case xml.EndElement:
		if len(c.open) == 0 || c.open[len(c.open)-1].name != rawName(t.Name) {
			return errors.New("an end tag without a start")
		}
		c.end()
	}
	return nil
}

// entity is the declaration of one that stands for plain text. Drawing programs declare namespaces so.
var entity = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"%<]*)"|'([^'%<]*)')\s*>`)

// reference is one of a character by its number.
var reference = regexp.MustCompile(`&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});`)

// character is what a reference stands for; what would be markup stays as it is.
func character(ref string) string {
	n, err := strconv.ParseInt("0"+ref[2:len(ref)-1], 0, 32)
	if ref[2] != 'x' {
		n, err = strconv.ParseInt(ref[2:len(ref)-1], 10, 32)
	}
	if err != nil || n == '&' || n == '<' || n == '%' || !utf8.ValidRune(rune(n)) {
		return ref
	}
	return string(rune(n))
}

// entities takes up the declarations in a document type, as long as what stands for them does not make the drawing twice
// as long. It reports whether there is nothing else.
func (c *cleaner) entities(dtd string) bool {
	_, rules, ok := strings.Cut(dtd, "[")
	room := len(c.data) + 1<<16
	for _, m := range entity.FindAllStringSubmatch(rules, 100) {
		value := reference.ReplaceAllStringFunc(m[2]+m[3], character)
		if strings.Contains(value, "&") {
			c.nested = m[1]
			return false
		}
		if room -= bytes.Count(c.data, []byte("&"+m[1]+";")) * len(value); room < 0 {
			return false
		}
		c.known[m[1]] = value
	}
	return ok && strings.Trim(entity.ReplaceAllString(rules, ""), " \t\r\n]") == ""
}

// inStyle reports whether the text at hand is that of rules.
func (c *cleaner) inStyle() bool {
	return c.skip == 0 && len(c.open) > 0 && c.open[len(c.open)-1].local == "style"
}

func rawName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func (c *cleaner) text(t xml.CharData) {
	if c.skip > 0 {
		return
	}
	if k := len(c.open); k == 0 {
		if len(bytes.TrimSpace(t)) == 0 {
			c.out.Write(t)
		}
		return
	} else if c.inStyle() {
		c.style.Write(t) // to be read whole: comments may lie between its parts
		return
	}
	escape(&c.out, string(t))
}

// escape writes text or the value of an attribute.
func escape(out *bytes.Buffer, s string) {
	for _, r := range s {
		switch r {
		case '&':
			out.WriteString("&amp;")
		case '<':
			out.WriteString("&lt;")
		case '>':
			out.WriteString("&gt;")
		case '"':
			out.WriteString("&quot;")
		case '\r':
			out.WriteString("&#13;")
		default:
			out.WriteRune(r)
		}
	}
}

func (c *cleaner) end() {
	e := c.open[len(c.open)-1]
	if c.skip > 0 {
		c.open = c.open[:len(c.open)-1]
		c.skip--
		return
	}
	if c.inStyle() {
		rules, changed := cleanCSS(c.style.String())
		if changed {
			c.drop("what its style loads")
		}
		escape(&c.out, rules)
		c.style.Reset()
	}
	c.open = c.open[:len(c.open)-1]
	c.out.WriteString("</" + e.name + ">")
}

// space finds the namespace of a prefix (Namespaces in XML 1.0, 6).
func (c *cleaner) space(e *element, prefix string) string {
	if prefix == "xml" {
		return xmlSpace
	}
	if s, ok := e.spaces[prefix]; ok {
		return s
	}
	for i := len(c.open) - 1; i >= 0; i-- {
		if s, ok := c.open[i].spaces[prefix]; ok {
			return s
		}
	}
	return ""
}

func (c *cleaner) start(t xml.StartElement) error {
	e := element{name: rawName(t.Name), local: strings.ToLower(t.Name.Local)}
	for _, a := range t.Attr {
		prefix, ok := "", a.Name.Space == "" && a.Name.Local == "xmlns"
		if a.Name.Space == "xmlns" {
			prefix, ok = a.Name.Local, true
		}
		if ok {
			if e.spaces == nil {
				e.spaces = map[string]string{}
			}
			e.spaces[prefix] = a.Value
		}
	}
	e.space = c.space(&e, t.Name.Space)
	if !c.root {
		if e.local != "svg" || e.space == htmlSpace {
			return ErrNoSVG
		}
	} else if len(c.open) == 0 {
		return errors.New("a second document")
	}
	c.root = true
	if len(c.open) >= maxDepth {
		return errors.New("nested too deep")
	}
	if c.skip > 0 || c.inStyle() || !c.mayStay(&e, t.Attr) {
		if c.skip == 0 {
			c.drop("<" + t.Name.Local + ">")
		}
		c.skip++
		c.open = append(c.open, e)
		return nil
	}
	c.out.WriteString("<" + e.name)
	c.open = append(c.open, e)
	for _, a := range t.Attr {
		name := rawName(a.Name)
		v, ok := c.value(&e, a)
		if !ok {
			c.drop(name)
			continue
		}
		if v != a.Value {
			c.drop("what its style loads")
		}
		c.out.WriteString(" " + name + `="`)
		escape(&c.out, v)
		c.out.WriteString(`"`)
	}
	c.out.WriteString(">")
	return nil
}
