package pdf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A File is a file that an option names.
type File struct {
	Name string // for messages
	Data []byte
}

// A themeReader reads a theme file, which says what it changes of the theme that base names:
//
//	base: print
//	text: {family: sans, size: 11, lead: 15.5, justify: false}
//	page: {size: letter, margin: "25mm,20mm"}
//	page-refs: true
//	sizes: {chapter: 26, h2: 18, code: 8.5}
//	colors: {link: "#00539f", note: "#00539f"}
//	fonts: {text: [a.ttf, a-bold.ttf, a-italic.ttf, a-bolditalic.ttf], code: mono.ttf}
//	formulas: left
//	header: ["{title}", "{chapter}"]
//	footer: {left: ["{page}", "", "{date}"], right: ["{date}", "", "{page}"]}
//	cover: cover.png
//
// Sizes, and the distance of lines (lead), are in points. The first fault stops it.
type themeReader struct {
	t   *theme
	err error
}

// theme is the design that the options ask for.
func (w *Writer) theme() (*theme, error) {
	root, err := w.ThemeFile.yaml()
	if err != nil {
		return nil, err
	}
	base := w.Theme
	if n := child(root, "base"); n != nil {
		if base = n.Value; base != "screen" && base != "print" {
			return nil, w.ThemeFile.wrong(n, "no theme %q: screen or print", base)
		}
	}
	var t *theme
	switch base {
	case "", "screen":
		t = screenTheme()
	case "print":
		t = printTheme()
	default:
		return nil, fmt.Errorf("no theme %q: screen, print, or a YAML file", base)
	}
	if root != nil {
		r := themeReader{t: t}
		if n := r.read(root); n != nil {
			return nil, w.ThemeFile.wrong(n, "%w", r.err)
		}
	}
	t.scale(w.FontSize)
	return t, nil
}

// wrong is a fault at a place of the file.
func (f *File) wrong(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("theme %s:%d: %w", firstOf(f.Name, "file"), n.Line, fmt.Errorf(format, args...))
}

// yamlLine is how the YAML library names the line of a fault.
var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// yaml parses the file; nil: there is nothing in it.
func (f *File) yaml() (*yaml.Node, error) {
	if len(f.Data) == 0 {
		return nil, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(f.Data, &doc); err != nil {
		msg := strings.TrimPrefix(err.Error(), "yaml: ")
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ := strconv.Atoi(m[1])
			return nil, f.wrong(&yaml.Node{Line: line}, "no YAML: %s", err.Error()[len(m[0]):])
		}
		return nil, fmt.Errorf("theme %s: no YAML: %s", firstOf(f.Name, "file"), msg)
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, f.wrong(root, "a theme is keys with values, like base: print")
	}
	return root, nil
}

// child is a key's value in a mapping, nil for none.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// A themeKey reads a key's value into the theme.
type themeKey func(r *themeReader, v *yaml.Node)

// read changes the theme by the file and returns the node of the first fault. The size of text goes first: others follow it.
func (r *themeReader) read(root *yaml.Node) *yaml.Node {
	if n := child(child(root, "text"), "size"); n != nil {
		if r.t.scale(r.number(n, 4, 40)); r.err != nil {
			return n
		}
	}
	return r.keys(root, map[string]themeKey{
		"base": func(*themeReader, *yaml.Node) {},
		"page-refs": func(r *themeReader, v *yaml.Node) {
			r.t.pageRefs = r.truth(v)
		},
		"formulas": func(r *themeReader, v *yaml.Node) {
			if r.t.formulaLeft = v.Value == "left"; v.Value != "left" && v.Value != "center" {
				r.fail("no place %q for formulas: left or center", v.Value)
			}
		},
		"header": func(r *themeReader, v *yaml.Node) { r.sided(v, &r.t.header, &r.t.leftHeader) },
		"footer": func(r *themeReader, v *yaml.Node) { r.sided(v, &r.t.footer, &r.t.leftFooter) },
		"cover": func(r *themeReader, v *yaml.Node) {
			if r.t.cover = v.Value; v.Kind != yaml.ScalarNode || v.Value == "" {
				r.fail("a cover is an image file")
			}
		},
		"watermark": func(r *themeReader, v *yaml.Node) {
			if r.t.watermark = v.Value; v.Kind != yaml.ScalarNode || len(v.Value) > 60 {
				r.fail("a watermark is a word or a few, up to 60 characters")
			}
		},
	}, map[string]map[string]themeKey{
		"text": {
			"family": func(r *themeReader, v *yaml.Node) {
				if r.t.family = v.Value; v.Value != "sans" && v.Value != "serif" {
					r.fail("no text family %q: sans or serif", v.Value)
				}
			},
			"size":    func(*themeReader, *yaml.Node) {}, // read already
			"lead":    func(r *themeReader, v *yaml.Node) { r.t.body.lead = r.number(v, r.t.body.size, 4*r.t.body.size) },
			"justify": func(r *themeReader, v *yaml.Node) { r.t.justify = r.truth(v) },
		},
		"page": {
			"size": func(r *themeReader, v *yaml.Node) {
				r.t.pageSize = v.Value
				_, _, err := paper(v.Value)
				r.err = err
			},
			"margin": func(r *themeReader, v *yaml.Node) {
				r.t.margin = v.Value
				r.err = margins(v.Value, &geometry{w: 1e5, h: 1e5})
			},
			"inner": func(r *themeReader, v *yaml.Node) { r.t.inner, r.t.sides = r.distance(v), true },
			"outer": func(r *themeReader, v *yaml.Node) { r.t.outer, r.t.sides = r.distance(v), true },
			"chapters": func(r *themeReader, v *yaml.Node) {
				if v.Value != "right" && v.Value != "any" {
					r.fail("chapters begin on pages of any side or of the right, not %q", v.Value)
				}
				r.t.rightOnly = v.Value == "right"
				r.t.sides = r.t.sides || r.t.rightOnly
			},
			"bleed":      func(r *themeReader, v *yaml.Node) { r.t.bleed = r.distance(v) },
			"crop-marks": func(r *themeReader, v *yaml.Node) { r.t.crop = r.truth(v) },
		},
		"fonts":  fontKeys(),
		"sizes":  r.t.sizeKeys(),
		"colors": r.t.colorKeys(),
	})
}

// keys reads a mapping: keys with plain values, and those with mappings of their own.
func (r *themeReader) keys(n *yaml.Node, plain map[string]themeKey, nested map[string]map[string]themeKey) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		r.fail("keys with values are needed here, not %q", n.Value)
		return n
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if read, ok := plain[k.Value]; ok {
			if read(r, v); r.err != nil {
				return v
			}
		} else if inner, ok := nested[k.Value]; ok {
			if bad := r.keys(v, inner, nil); bad != nil {
				return bad
			}
		} else {
			known := slices.Concat(slices.Collect(maps.Keys(plain)), slices.Collect(maps.Keys(nested)))
			slices.Sort(known)
			r.fail("no key %q: %s", k.Value, strings.Join(known, ", "))
			return k
		}
	}
	return nil
}

func (r *themeReader) fail(format string, args ...any) { r.err = fmt.Errorf(format, args...) }

// number reads a number of points.
func (r *themeReader) number(v *yaml.Node, least, most float64) float64 {
	x, err := strconv.ParseFloat(v.Value, 64)
	if v.Kind != yaml.ScalarNode || err != nil || !(x >= least && x <= most) {
		r.fail("%q is no size: %g to %g points", v.Value, least, most)
		return least
	}
	return x
}

// distance reads a length, up to 100 mm.
func (r *themeReader) distance(v *yaml.Node) float64 {
	d, err := length(v.Value)
	if err == nil && d > 100*mm {
		err = fmt.Errorf("%s is more than 100mm", v.Value)
	}
	r.err = err
	return d
}

func (r *themeReader) truth(v *yaml.Node) bool {
	var b bool
	if v.Decode(&b) != nil {
		r.fail("%q is neither true nor false", v.Value)
	}
	return b
}

// sided reads a header or footer: one for all pages, or one for left and one for right pages.
func (r *themeReader) sided(v *yaml.Node, to *[3]string, left **[3]string) {
	if v.Kind != yaml.MappingNode {
		r.running(v, to)
		return
	}
	r.t.sides = true
	r.keys(v, map[string]themeKey{
		"right": func(r *themeReader, v *yaml.Node) { r.running(v, to) },
		"left": func(r *themeReader, v *yaml.Node) {
			*left = new([3]string)
			r.running(v, *left)
		},
	}, nil)
}

// running reads what stands in a header or footer: a list of left and right, or of left, middle and right, or one text.
func (r *themeReader) running(v *yaml.Node, to *[3]string) {
	list := []*yaml.Node{v}
	if v.Kind == yaml.SequenceNode {
		list = v.Content
	}
	if len(list) > 3 {
		r.fail("header and footer have a text on the left, in the middle and on the right, not %d", len(list))
		return
	}
	*to = [3]string{}
	for i, n := range list {
		if len(list) == 2 {
			i *= 2
		}
		if n.Kind != yaml.ScalarNode {
			r.fail("header and footer are texts")
			return
		}
		for _, m := range placeholder.FindAllString(n.Value, -1) {
			if !slices.Contains(placeholders, m) {
				r.fail("no %s: %s", m, strings.Join(placeholders, " "))
				return
			}
		}
		if n.Tag != "!!null" {
			to[i] = n.Value
		}
	}
}

// placeholders are what headers and footers may show of the book and the page.
var placeholders = []string{"{title}", "{chapter}", "{section}", "{version}", "{page}", "{pages}", "{date}", "{author}", "{Page}", "{of}", "{logo}"}

var placeholder = regexp.MustCompile(`\{[A-Za-z]+\}`)

// putIn puts values in place of the names in braces that have one. A strings.Replacer would be built anew for each
// sheet, and is larger than the text.
func putIn(s string, value func(name string) (string, bool)) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		if j := strings.IndexByte(s, '}'); j > 0 {
			if v, ok := value(s[1:j]); ok {
				b.WriteString(v)
				s = s[j+1:]
				continue
			}
		}
		b.WriteByte('{')
		s = s[1:]
	}
	b.WriteString(s)
	return b.String()
}

// sizeKeys are the sizes that a file may change, with the distance of their lines.
func (t *theme) sizeKeys() map[string]themeKey {
	out := map[string]themeKey{}
	for name, s := range map[string]*typeSize{"title": &t.title, "handout-title": &t.handoutTitle, "chapter": &t.chapter,
		"h2": &t.headings[0].typeSize, "h3": &t.headings[1].typeSize, "h4": &t.headings[2].typeSize, "h5": &t.headings[3].typeSize,
		"h6": &t.headings[4].typeSize, "table": &t.table, "wide-table": &t.small, "note": &t.note, "code": &t.code} {
		out[name] = func(r *themeReader, v *yaml.Node) {
			size := r.number(v, 3, 100)
			s.lead *= size / s.size
			s.size = size
		}
	}
	return out
}

// colorKeys are the colours that a file may change.
func (t *theme) colorKeys() map[string]themeKey {
	out := map[string]themeKey{}
	set := func(name string, put func(color)) {
		out[name] = func(r *themeReader, v *yaml.Node) {
			hex := strings.TrimPrefix(v.Value, "#")
			n, err := strconv.ParseUint(hex, 16, 32)
			if err != nil || len(hex) != 6 {
				r.fail("color %s: %q is not like \"#0b57a4\" (with quotes: # starts a comment)", name, v.Value)
				return
			}
			put(color(n))
		}
	}
	for name, c := range map[string]*color{"ink": &t.ink, "muted": &t.muted, "ground": &t.ground, "rule": &t.rule, "link": &t.link, "accent": &t.accent,
		"code-keyword": &t.syntax[1], "code-name": &t.syntax[2], "code-string": &t.syntax[3], "code-number": &t.syntax[4], "code-comment": &t.syntax[5]} {
		set(name, func(v color) { *c = v })
	}
	for kind := range t.kinds {
		set(kind, func(v color) { t.kinds[kind] = v })
	}
	return out
}
