package ledger

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// A ditaReader reads a topic file as XML.
type ditaReader struct {
	*account
	names *names
	file  string
	depth int
	rows  bool       // in a list that stands for a table
	apart []*account // footnotes
	last  []*account // of the outermost topic, what stands in related links

	row         bool       // links of a paragraph
	menu        bool       // in the way through a menu
	related     []*account // of the present topic
	depthOf     int        // topics that are open
	groups      int        // glossaries that are open
	again       bool       // the next title is that of the page once more
	description string     // the page's, which the first short description may be
	from, to    int        // words of the short description that is the page's
}

// readDITA returns the account of a topic file. Its footnotes, which stand where they are referred to, are accounts
// of their own, and so are the lists of links of its outermost topic. description is the page's, if the file is its first;
// begins says that its text begins with the same words.
func readDITA(n *names, file string, data []byte, description string, begins bool) (a *account, last []*account, err error) {
	r := &ditaReader{account: &account{anchors: map[string]tree.Pos{}}, names: n, file: file, description: description}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		if e, ok := tok.(xml.StartElement); ok {
			if err := r.element(d, e); err != nil {
				return nil, nil, err
			}
		}
	}
	r.space()
	r.forgetDescription(begins)
	r.notes = r.apart
	return r.account, r.last, nil
}

func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// phrases are the elements that do not end a word. (DITA 1.3, 3.4.2 and the domains)
var phrases = map[string]bool{"abbreviated-form": true, "b": true, "cite": true, "codeph": true, "equation-inline": true, "filepath": true, "i": true,
	"keyword": true, "line-through": true, "menucascade": true, "mathph": true, "overline": true, "ph": true, "q": true, "sub": true, "sup": true, "systemoutput": true,
	"term": true, "text": true, "tt": true, "u": true, "uicontrol": true, "userinput": true, "varname": true, "xref": true}

// element reads an element that has begun, to its end.
func (r *ditaReader) element(d *xml.Decoder, e xml.StartElement) error {
	name, class := e.Name.Local, xmlAttr(e, "outputclass")
	if id := xmlAttr(e, "id"); id != "" {
		r.anchors[xmlName(id)] = 0
	}
	if !phrases[name] || name == "uicontrol" && r.menu {
		r.space()
	}
	if topicNames[name] {
		return r.topic(d, name)
	}
	if name == "prolog" || name == "titlealts" || r.repeats(name) {
		return d.Skip()
	}
	switch name {
	case "shortdesc":
		if r.description != "" && r.depthOf == 1 {
			return r.shortdesc(d)
		}
	case "menucascade":
		r.menu = true
		err := r.children(d, name)
		r.menu = false
		return err
	case "related-links":
		return r.links(d)
	case "abbreviated-form":
		r.add(r.names.dita.shorts[xmlAttr(e, "keyref")], 0)
	case "image":
		return r.image(d)
	case "codeblock":
		if class == "math" {
			return r.formula(d, name)
		}
		return r.code(d)
	case "codeph", "mathml":
		if name == "mathml" || class == "math" {
			return r.formula(d, name)
		}
	case "equation-number", "indexterm": // of the writer
		return d.Skip()
	case "fn":
		return r.footnote(d, e)
	case "link":
		r.facts = append(r.facts, fact{kind: Links, key: r.target(e), at: elsewhere})
		return d.Skip()
	case "xref":
		if xmlAttr(e, "type") == "fn" {
			r.space()
			r.fact(Footnotes, "reference", 0)
			r.soft = true
		} else {
			r.fact(Links, r.target(e), 0)
		}
	case "note":
		kind := xmlAttr(e, "type")
		if kind == "other" {
			kind = xmlAttr(e, "othertype")
		}
		r.fact(Notes, kind, 0)
	case "li", "step", "substep", "choice":
		switch { // a table in a cell is a list of rows, which are lists of cells
		case class == "cell":
			r.fact(Cells, "", 0)
		case !r.rows:
			r.fact(Items, itoa(r.depth), 0)
		}
	case "entry", "choption", "chdesc", "choptionhd", "chdeschd":
		r.fact(Cells, "", 0)
	case "ul", "ol", "steps", "substeps", "choices":
		rows := r.rows
		defer func() { r.rows = rows }()
		if r.rows = class == "table" || class == "row"; !r.rows {
			r.depth++
			defer func() { r.depth-- }()
		}
	}
	return r.children(d, name)
}

// formula reads the TeX of a formula: the text of the element that ends with name, or the annotation in it.
func (r *ditaReader) formula(d *xml.Decoder, name string) error {
	var all, note strings.Builder
	in := 0
	for {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "annotation" {
				in++
			}
		case xml.EndElement:
			if t.Name.Local == "annotation" {
				in--
			}
			if t.Name.Local == name {
				tex := all.String()
				if note.Len() > 0 {
					tex = note.String()
				}
				r.fact(Formulas, texKey(tex), 0)
				return nil
			}
		case xml.CharData:
			all.Write(t)
			if in > 0 {
				note.Write(t)
			}
		}
	}
}

func (r *ditaReader) children(d *xml.Decoder, name string) error {
	for {
		tok, err := d.Token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			r.add(string(tok), 0)
		case xml.StartElement:
			if name == "xref" && tok.Name.Local == "desc" || strings.HasPrefix(name, "equation-") && tok.Name.Local == "image" { // of the writer
				if err := d.Skip(); err != nil {
					return err
				}
				continue
			}
			if err := r.element(d, tok); err != nil {
				return err
			}
		case xml.EndElement:
			if !phrases[name] {
				r.space()
			}
			return nil
		}
	}
}

// text returns the characters up to the end of the element, and those of its alt elements.
func (r *ditaReader) text(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		tok, err := d.Token()
		if err != nil {
			return "", err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			b.Write(tok)
		case xml.StartElement:
			if id := xmlAttr(tok, "id"); id != "" {
				r.anchors[xmlName(id)] = 0
			}
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return b.String(), nil
}

func (r *ditaReader) image(d *xml.Decoder) error {
	alt, err := r.text(d)
	r.fact(Images, altKey(alt), 0)
	return err
}

func (r *ditaReader) code(d *xml.Decoder) error {
	text, err := r.text(d)
	if text == "" {
		return err
	}
	for line := range strings.SplitSeq(text, "\n") {
		r.fact(CodeLines, codeLine(line), 0)
		r.add(line, 0)
		r.space()
	}
	return err
}

// footnote reads an fn into an account of its own. One without an id is its own reference.
func (r *ditaReader) footnote(d *xml.Decoder, e xml.StartElement) error {
	if xmlAttr(e, "id") == "" {
		r.fact(Footnotes, "reference", 0)
	}
	outer, depth := r.account, r.depth
	note := &account{anchors: outer.anchors}
	r.account, r.depth = note, 0
	err := r.children(d, "fn")
	r.account, r.depth = outer, depth
	r.soft = true
	r.apart = append(r.apart, note)
	return err
}

// target says where an element leads.
func (r *ditaReader) target(e xml.StartElement) string {
	n, file := r.names, r.file
	href, scope := xmlAttr(e, "href"), xmlAttr(e, "scope")
	if key := xmlAttr(e, "keyref"); key != "" && href == "" {
		return urlKey(n.dita.keys[key])
	} else if scope == "external" {
		return urlKey(href)
	}
	p, fragment, _ := strings.Cut(href, "#")
	if scope == "peer" {
		return peerKey(path.Join(path.Dir(file), unescape(p)), fragment)
	}
	topic, elem, ok := strings.Cut(fragment, "/")
	if !ok {
		elem = topic
	}
	target := file
	if p != "" {
		target = path.Join(path.Dir(file), unescape(p))
	}
	page := n.page[target]
	if page == nil {
		return "file " + target
	}
	if elem == "" && n.file[page] != target {
		elem = n.dita.first[target]
	}
	if !ok {
		switch h := n.dita.topics[target+"#"+elem]; {
		case h != nil && h == n.dita.root[page], elem == n.dita.first[n.file[page]]:
			elem = ""
		case h != nil:
			elem = h.Attr.ID
		}
	}
	if elem != "" {
		elem = xmlName(elem)
	}
	return pageKey(page.Path, elem)
}

// repeats reports whether an element is the title of a page once more.
func (r *ditaReader) repeats(name string) bool {
	again := r.again && name == "title"
	r.again = r.again && !again
	return again
}

// topic reads a topic; its lists of links come after the topics in it.
func (r *ditaReader) topic(d *xml.Decoder, name string) error {
	outer := r.related
	r.related = nil
	if name == "glossgroup" { // below the first words of a glossary its entries have the same title
		r.again = r.groups == 0 && (r.depthOf > 0 || r.names.file[r.names.page[r.file]] != r.file)
		r.groups++
		defer func() { r.groups-- }()
	}
	r.depthOf++
	err := r.children(d, name)
	r.depthOf--
	if r.depthOf == 0 {
		r.last = r.related
	} else {
		for _, a := range r.related {
			r.append(a)
		}
	}
	r.related = outer
	return err
}

// links reads related links. Those of titles stand there apart from the text; a list with a title is text.
func (r *ditaReader) links(d *xml.Decoder) error {
	outer, depth := r.account, r.depth
	list := &account{anchors: outer.anchors}
	for {
		tok, err := d.Token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if tok.Name.Local == "linklist" {
				r.account, r.depth, r.row = list, 1, xmlAttr(tok, "outputclass") == "row"
				if id := xmlAttr(tok, "id"); id != "" {
					r.anchors[xmlName(id)] = 0
				}
				err = r.linkList(d)
				r.account, r.depth = outer, depth
			} else {
				err = r.element(d, tok)
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			list.space()
			r.related = append(r.related, list)
			return nil
		}
	}
}

func (r *ditaReader) linkList(d *xml.Decoder) error {
	for {
		tok, err := d.Token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			r.space()
			switch tok.Name.Local {
			case "link":
				if !r.row {
					r.fact(Items, itoa(r.depth), 0)
				}
				r.fact(Links, r.target(tok), 0)
				if err := r.linkList(d); err != nil {
					return err
				}
			case "desc":
				if err := d.Skip(); err != nil {
					return err
				}
			default:
				if err := r.element(d, tok); err != nil {
					return err
				}
			}
		case xml.EndElement:
			r.space()
			return nil
		}
	}
}

// titleOf returns the heading that is the title of the page's topic: its first one, when that is of level 1.
func titleOf(p *tree.Page) *tree.Heading {
	for _, b := range p.Blocks {
		if h, ok := b.(*tree.Heading); ok {
			if h.Level == 1 {
				return h
			}
			return nil
		}
	}
	return nil
}

// xmlName is an id in a form that is the same for an id of the source and for the XML name made of it: other
// characters than ASCII letters, digits, ".", "-" and "_" are an underscore and their number in hexadecimal, as they
// are in ids where XML does not take them. (XML 1.0, 2.3; Namespaces in XML, 3)
func xmlName(id string) string {
	ok := id != ""
	for i := 0; i < len(id); i++ {
		c := id[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.') {
			continue
		}
		ok = false
		break
	}
	if ok {
		return id
	}
	var b strings.Builder
	for i, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '_':
			b.WriteRune(r)
		case r >= '0' && r <= '9', r == '-', r == '.':
			if i == 0 {
				b.WriteByte('_')
			}
			b.WriteRune(r)
		default:
			b.WriteString("_" + strconv.FormatInt(int64(r), 16))
		}
	}
	if b.Len() == 0 {
		return "_"
	}
	return b.String()
}
