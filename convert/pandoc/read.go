// Package pandoc reads pandoc's document tree in JSON, as pandoc writes it with -t json and filters hand it back.
package pandoc

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"platen/convert/tree"
)

// maxDepth is how deep a document may be: JSON of the values in each other.
const maxDepth = 400

// Options say how a document is read.
type Options struct {
	AllowHTML bool // raw HTML is kept
	// Lost is called for each thing that the tree has no place for, with its name and what becomes of it: "raw HTML", "its
	// tags are left out". It may be nil.
	Lost func(what, instead string)
}

// Read reads a document into a page whose links are not resolved yet. An error means that data is no such document.
func Read(data []byte, o Options) (*tree.Page, error) {
	doc, err := document(data)
	if err != nil {
		return nil, err
	}
	r := &reader{page: &tree.Page{IDs: map[string]tree.Node{}}, Options: o, notes: map[string]*tree.Footnote{}}
	return r.page, r.reading(func() {
		version := list(doc["pandoc-api-version"])
		if len(version) < 2 || number(version[0]) != 1 || number(version[1]) < 20 {
			panic(fault("its pandoc-api-version is not 1.20 or later"))
		}
		r.metadata(doc["meta"])
		r.read(list(doc["blocks"]))
	})
}

// ReadMeta reads the metadata of a document as Read does, and nothing of its blocks.
func ReadMeta(data []byte) (tree.Meta, error) {
	doc, err := document(data)
	if err != nil {
		return nil, err
	}
	r := &reader{page: &tree.Page{IDs: map[string]tree.Node{}}, notes: map[string]*tree.Footnote{}}
	err = r.reading(func() { r.metadata(doc["meta"]) })
	return r.page.Meta, err
}

// document reads the object that all is in.
func document(data []byte) (map[string]any, error) {
	v, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("no JSON of pandoc: %w", err)
	}
	doc, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("no document of pandoc: it is no object")
	}
	return doc, nil
}

type reader struct {
	Options
	page  *tree.Page
	notes map[string]*tree.Footnote // by their JSON
	bare  []*tree.Heading           // headings without an id
	depth int

	linked bool // inside of a link
}

// A fault is a value that is none of pandoc's.
type fault string

// reading calls do and returns the fault with which that stopped.
func (r *reader) reading(do func()) (err error) {
	defer func() {
		switch f := recover().(type) {
		case nil:
		case fault:
			err = fmt.Errorf("no document of pandoc: %s", string(f))
		default:
			panic(f)
		}
	}()
	do()
	return nil
}

// metadata reads the metadata of the document.
func (r *reader) metadata(meta any) {
	m, ok := meta.(map[string]any)
	if !ok && meta != nil {
		panic(fault("its metadata is no object"))
	}
	for name, v := range m {
		if r.page.Meta == nil {
			r.page.Meta = tree.Meta{}
		}
		r.page.Meta[strings.ToLower(name)] = r.meta(v)
	}
}

// read reads the blocks of the document.
func (r *reader) read(blocks []any) {
	r.page.Blocks = r.blocks(blocks)
	for _, h := range r.bare {
		id := slug(tree.PlainText(h.Inlines))
		for i, base := 1, id; r.page.IDs[id] != nil; i++ {
			id = base + "-" + strconv.Itoa(i)
		}
		h.Attr.ID, h.Slug = id, id
		r.page.IDs[id] = h
	}
}

// slug is the id of a heading that came without one.
func slug(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	if strings.Trim(s, "-") == "" {
		return "section"
	}
	return s
}

// apart reads what does not stand in the page: its ids and notes are not the page's.
func (r *reader) apart() *reader {
	return &reader{Options: r.Options, page: &tree.Page{IDs: map[string]tree.Node{}}, notes: map[string]*tree.Footnote{}, depth: r.depth}
}

func (r *reader) lost(what, instead string) {
	if r.Lost != nil {
		r.Lost(what, instead)
	}
}

// deeper counts the depth, and higher goes back.
func (r *reader) deeper() {
	if r.depth++; r.depth > maxDepth {
		panic(fault("it is more than " + strconv.Itoa(maxDepth) + " levels deep"))
	}
}

func (r *reader) higher() { r.depth-- }

func list(v any) []any {
	l, ok := v.([]any)
	if !ok && v != nil {
		panic(fault("a list is missing"))
	}
	return l
}

// part is the i-th value of a list.
func part(v any, i int) any {
	l := list(v)
	if i >= len(l) {
		panic(fault("a value is missing"))
	}
	return l[i]
}

// text is a string that may be kept: it does not hold the whole document in memory.
func text(v any) string { return strings.Clone(passing(v)) }

// passing is a string as a part of the document.
func passing(v any) string {
	s, ok := v.(string)
	if !ok {
		panic(fault("a string is missing"))
	}
	return s
}

func number(v any) int {
	f, ok := v.(float64)
	if !ok || f < -1e9 || f > 1e9 {
		panic(fault("a number is missing"))
	}
	return int(f)
}

// node is a value's type and content.
func node(v any) (string, any) {
	e, ok := v.(*element)
	if !ok {
		panic(fault("a value without a type"))
	}
	return e.t, e.c
}

// kind is the type of a value that has nothing else.
func kind(v any) string {
	t, _ := node(v)
	return t
}

func (r *reader) meta(v any) any {
	r.deeper()
	defer r.higher()
	t, c := node(v)
	switch t {
	case "MetaBool":
		b, _ := c.(bool)
		return b
	case "MetaString":
		return text(c)
	case "MetaInlines":
		return tree.PlainText(r.plain(list(c)))
	case "MetaBlocks":
		var words []string
		for _, b := range r.apart().blocks(list(c)) {
			tree.Inspect(b, func(n tree.Node) bool {
				if in := tree.Inlines(n); in != nil {
					words = append(words, tree.PlainText(in))
					return false
				}
				return true
			})
		}
		return strings.Join(words, "\n")
	case "MetaList":
		var out []any
		for _, e := range list(c) {
			out = append(out, r.meta(e))
		}
		return out
	case "MetaMap":
		out := map[string]any{}
		m, _ := c.(map[string]any)
		for k, e := range m {
			out[strings.ToLower(k)] = r.meta(e)
		}
		return out
	}
	r.lost(t, "is left out")
	return nil
}

// plain reads inlines that do not stand in the page.
func (r *reader) plain(v []any) []tree.Inline { return r.apart().inlines(v) }

// attr reads attributes for a node, without the id when another node has it.
func (r *reader) attr(v any, n tree.Node) *tree.Attr {
	a := &tree.Attr{}
	if id := strings.Join(strings.Fields(text(part(v, 0))), "-"); id != "" && r.page.IDs[id] == nil {
		a.ID = id
		r.page.IDs[id] = n
	}
	for _, c := range list(part(v, 1)) {
		a.Classes = append(a.Classes, strings.Fields(text(c))...)
	}
	for _, k := range list(part(v, 2)) {
		a.Keys = append(a.Keys, tree.Key{Name: strings.ToLower(text(part(k, 0))), Value: text(part(k, 1))})
	}
	return a
}

// take removes the key of that name and returns its value.
func take(a *tree.Attr, name string) (string, bool) {
	for i, k := range a.Keys {
		if k.Name == name {
			a.Keys = append(a.Keys[:i:i], a.Keys[i+1:]...)
			return k.Value, true
		}
	}
	return "", false
}

// takeClass removes a class and reports whether it was there.
func takeClass(a *tree.Attr, class string) bool {
	for i, c := range a.Classes {
		if c == class {
			a.Classes = append(a.Classes[:i:i], a.Classes[i+1:]...)
			return true
		}
	}
	return false
}

// some is a, or nil when nothing is in it.
func some(a *tree.Attr) *tree.Attr {
	if a.ID == "" && len(a.Aliases)+len(a.Classes)+len(a.Keys) == 0 {
		return nil
	}
	return a
}
