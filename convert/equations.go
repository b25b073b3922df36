package convert

import (
	"fmt"
	"path/filepath"
	"strings"

	"platen/convert/tree"
)

// An equation is one that can be referred to.
type equation struct {
	label  string // as TeX has it
	page   *tree.Page
	id     string
	number string // without brackets
}

// equations are those of a book by page and label or id; those of page nil are the first of the book with their label.
type equations map[equationKey]equation

type equationKey struct {
	page *tree.Page
	name string
}

func (q equations) add(e equation) {
	for _, k := range [...]equationKey{{e.page, e.id}, {e.page, e.label}, {nil, e.label}} {
		if _, ok := q[k]; !ok {
			q[k] = e
		}
	}
}

// find looks for a label: in the page, then in the book.
func (q equations) find(p *tree.Page, label string) (equation, bool) {
	e, ok := q[equationKey{p, label}]
	if !ok {
		e, ok = q[equationKey{nil, label}]
	}
	return e, ok
}

// A reference is \eqref, which has brackets, or \ref to a label.
type reference struct {
	before, label, after string
	bare                 bool
}

// nextReference finds the first reference in s.
func nextReference(s string) (r reference, ok bool) {
	i := strings.Index(s, `ref{`)
	if i < 0 {
		return r, false
	}
	switch {
	case strings.HasSuffix(s[:i], `\eq`):
		r.before = s[:i-3]
	case strings.HasSuffix(s[:i], `\`):
		r.before, r.bare = s[:i-1], true
	default:
		r, ok = nextReference(s[i+4:])
		r.before = s[:i+4] + r.before
		return r, ok
	}
	r.label, r.after, ok = strings.Cut(s[i+4:], "}")
	return r, ok
}

// words are what a reference shows.
func (r reference) words(e equation) string {
	if r.bare {
		return e.number
	}
	return "(" + e.number + ")"
}

// refer puts the numbers of equations in the place of references in a formula. A label that no equation has is an error.
func (q equations) refer(p *tree.Page, tex string) (string, error) {
	for {
		r, ok := nextReference(tex)
		if !ok {
			return tex, nil
		}
		e, ok := q.find(p, r.label)
		if !ok {
			return "", fmt.Errorf("no equation has the label %q", r.label)
		}
		tex = r.before + `\text{` + r.words(e) + `}` + r.after
	}
}

// A citer makes references to equations links, and gives links to equations their numbers, in a page.
type citer struct {
	equations
	page   *tree.Page
	report func(tree.Diag)
}

// node does so in what n holds directly.
func (c *citer) node(n tree.Node) bool {
	list := tree.Inlines(n)
	_, linked := n.(*tree.Link)
	for i := 0; i < len(list); i++ {
		switch k := list[i].(type) {
		case *tree.Math:
			if r, ok := nextReference(k.TeX); ok && r.before == "" && r.after == "" {
				if e, ok := c.find(c.page, r.label); ok {
					list[i] = c.link(k.Pos, e, r.words(e))
				}
			}
		case *tree.Text:
			end := i + 1
			for s := k.S; end < len(list); end++ { // a line may be read in several parts
				t, ok := list[end].(*tree.Text)
				if !ok || !strings.Contains(s, `ref{`) {
					break
				}
				s += t.S
			}
			if made := c.text(list[i:end], linked); made != nil {
				list = append(append(append(make([]tree.Inline, 0, len(list)+len(made)), list[:i]...), made...), list[end:]...)
				i += len(made) - 1
				tree.SetInlines(n, list)
			}
		case *tree.Link:
			if label, ok := strings.CutPrefix(k.To.Raw, "#"); ok && len(k.Inlines) == 0 {
				if e, ok := c.find(c.page, label); ok {
					k.Inlines = []tree.Inline{&tree.Text{Pos: k.Pos, S: "(" + e.number + ")"}}
				}
			}
		}
	}
	return true
}

// text makes links of the references in neighbouring texts, or their numbers where a link cannot stand; nil when there are
// none.
func (c *citer) text(list []tree.Inline, linked bool) []tree.Inline {
	var all strings.Builder
	for _, t := range list {
		all.WriteString(t.(*tree.Text).S)
	}
	rest, pos := all.String(), list[0].Position()
	var out []tree.Inline
	kept := "" // references that are none, before rest
	found := false
	for {
		r, ok := nextReference(rest)
		if !ok {
			break
		}
		e, ok := c.find(c.page, r.label)
		size := len(rest) - len(r.after)
		if !ok {
			if !r.bare {
				c.report(tree.Diag{Page: c.page, Pos: pos + tree.Pos(len(kept)+len(r.before)), Severity: tree.Warning, Code: tree.AnchorMissing,
					Msg: fmt.Sprintf("no equation has the label %q", r.label), Hint: `write \label{` + r.label + `} into the equation that is meant`})
			}
			kept += rest[:size]
			rest = r.after
			continue
		}
		found = true
		if s := kept + r.before; s != "" {
			out = append(out, &tree.Text{Pos: pos, S: s})
		}
		at := pos + tree.Pos(len(kept)+len(r.before))
		if linked {
			out = append(out, &tree.Text{Pos: at, S: r.words(e)})
		} else {
			out = append(out, c.link(at, e, r.words(e)))
		}
		pos += tree.Pos(len(kept) + size)
		kept, rest = "", r.after
	}
	if !found {
		return nil
	}
	if s := kept + rest; s != "" {
		out = append(out, &tree.Text{Pos: pos, S: s})
	}
	return out
}

// link leads to an equation.
func (c *citer) link(pos tree.Pos, e equation, words string) *tree.Link {
	to := "#" + e.id
	if e.page != c.page {
		if rel, err := filepath.Rel(filepath.Dir(filepath.FromSlash(c.page.Path)), filepath.FromSlash(e.page.Path)); err == nil {
			to = filepath.ToSlash(rel) + to
		}
	}
	return &tree.Link{Pos: pos, To: tree.Target{Raw: to}, Inlines: []tree.Inline{&tree.Text{Pos: pos, S: words}}}
}
