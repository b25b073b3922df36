package build

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	gutil "github.com/yuin/goldmark/util"

	"platen/convert/tree"
)

// headingLabels makes the words of headings labels that references lead to, where nothing else defines them. What they
// lead to is known when headings have their ids.
type headingLabels struct {
	root   ast.Node
	src    []byte
	labels map[string]*ast.Heading
	used   []*ast.Heading
}

// Transform implements parser.ParagraphTransformer: it keeps the page that the paragraph stands on, whose headings are
// all there when its words are read.
func (headingRoot) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if d, ok := pc.(*definitions); ok && d.headings == nil {
		var n ast.Node = node
		for n.Parent() != nil {
			n = n.Parent()
		}
		d.headings = &headingLabels{root: n, src: reader.Source()}
	}
}

type headingRoot struct{}

// headingMark begins the address of a reference to a heading until that has an id.
const headingMark = "#heading:"

// find returns the reference to the heading with a label.
func (l *headingLabels) find(label string) (parser.Reference, bool) {
	if l.labels == nil {
		l.labels = map[string]*ast.Heading{}
		_ = ast.Walk(l.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if n.Type() == ast.TypeInline {
				return ast.WalkSkipChildren, nil
			}
			h, ok := n.(*ast.Heading)
			if !ok || !entering || h.Lines().Len() != 1 {
				return ast.WalkContinue, nil
			}
			line := h.Lines().At(0)
			key := gutil.ToLinkReference(line.Value(l.src))
			if _, there := l.labels[key]; !there && key != "" {
				l.labels[key] = h
			}
			return ast.WalkSkipChildren, nil
		})
	}
	h := l.labels[label]
	if h == nil {
		return nil, false
	}
	l.used = append(l.used, h)
	return parser.NewReference([]byte(label), []byte(headingMark+strconv.Itoa(len(l.used)-1)), nil), true
}

// Reference implements parser.Context.
func (d *definitions) Reference(label string) (parser.Reference, bool) {
	if r, ok := d.Context.Reference(label); ok || d.headings == nil {
		return r, ok
	}
	return d.headings.find(label)
}

// LinkHeadings gives references to headings the ids of those.
func (c *Page) LinkHeadings() {
	d, ok := c.Context.(*definitions)
	if !ok || d.headings == nil || d.headings.used == nil {
		return
	}
	for n := range tree.Preorder(c.Tree) {
		var to *tree.Target
		switch n := n.(type) {
		case *tree.Link:
			to = &n.To
		case *tree.Image:
			to = &n.Src
		default:
			continue
		}
		if number, found := strings.CutPrefix(to.Raw, headingMark); found {
			if i, err := strconv.Atoi(number); err == nil && i < len(d.headings.used) {
				if h := c.made[d.headings.used[i]]; h != nil {
					to.Raw = "#" + h.Attr.ID
				}
			}
		}
	}
}
