package convert

import (
	"fmt"
	"path"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/near"
	"platen/convert/tree"
)

// check is one walk over a page: it resolves its links and images and looks at its headings.
// It changes only the targets, so pages can be checked in parallel.
type check struct {
	r      *link.Resolver
	page   *tree.Page
	report func(tree.Diag)
	visit  func(tree.Node) bool
	finder near.Suggester
	level  int8 // of the heading before

	links *pageLinks
	left  *leftover
	code  int // depth of HTML elements around that hold code
}

// suggestions a page may cost, in compared characters: some 20 ms.
const suggestBudget = 4 << 20

func checkPage(r *link.Resolver, p *tree.Page, links *pageLinks, left *leftover, report func(tree.Diag)) {
	c := &check{r: r, page: p, links: links, left: left, report: report, finder: near.Suggester{Budget: suggestBudget}}
	c.visit = c.node
	for _, b := range p.Blocks {
		c.node(b)
	}
	for _, n := range p.Notes {
		c.level = 0
		c.node(n)
	}
}

func (c *check) node(n tree.Node) bool {
	switch n := n.(type) {
	case *tree.Text:
		if c.left != nil && c.code == 0 {
			c.left.text(c.page, n)
		}
		return true
	case *tree.Code, *tree.CodeBlock, *tree.Break:
		return true
	case *tree.InlineElement:
		if isCode(n.Name) {
			c.code++
			defer func() { c.code-- }()
		}
	case *tree.Link:
		c.link(n)
	case *tree.Image:
		c.image(n)
		return true
	case *tree.Heading:
		c.heading(n)
	}
	return tree.Children(n, c.visit)
}

// isCode reports whether an HTML element holds what is typed or printed by a program.
func isCode(name string) bool {
	return name == "code" || name == "kbd" || name == "samp" || name == "var" || name == "tt"
}

func (c *check) link(n *tree.Link) {
	if c.left != nil {
		c.left.address(c.page, n.Pos, n.To.Raw)
	}
	f := c.r.Resolve(&n.To, c.page, c.page.Path, &c.finder)
	c.links.count(c.r, n)
	if f.Code == "" {
		if n.To.Guide != nil && len(n.Inlines) == 0 {
			n.Inlines = textInlines(n.To.Raw)
		}
		c.links.wordless(n)
		return
	}
	if raw := c.included(n.Pos, n.To.Raw, f); raw != "" {
		to := tree.Target{Raw: raw}
		if g := c.r.Resolve(&to, c.page, "", &near.Suggester{}); g.Code == "" {
			to.Raw, n.To = n.To.Raw, to
			return
		}
	}
	if len(n.Inlines) == 0 { // nothing gives it words but its own address
		n.Inlines = textInlines(strings.TrimPrefix(n.To.Raw, "#"))
	}
	if f.Code == tree.DeadLink && c.r.Contents[n] {
		f.Code = tree.ContentsMissing
	}
	d := faultDiag(c.page, n.Pos, n.To.Raw, "link to ", f)
	if f.Code == tree.DeadLink && c.links.keep(c.r, n, d) {
		return
	}
	c.report(d)
}

func (c *check) image(n *tree.Image) {
	if n.Src.Asset != nil {
		return // a diagram that was drawn
	}
	if c.left != nil {
		c.left.address(c.page, n.Pos, n.Src.Raw)
	}
	if n.Dark.Raw != "" {
		if f := c.r.Image(&n.Dark, c.page.Path, &c.finder); f.Code != "" {
			c.fault(n.Pos, n.Dark.Raw, "image ", f)
		}
	}
	if n.Alt == "" && !n.Decorative {
		c.fault(n.Pos, n.Src.Raw, "image ", link.Fault{Code: tree.NoAlt, Severity: tree.Warning, Msg: "no alternative text", Hint: "say in the brackets what it shows"})
	}
	if f := c.r.Image(&n.Src, c.page.Path, &c.finder); f.Code != "" {
		if raw := c.included(n.Pos, n.Src.Raw, f); raw != "" {
			to := tree.Target{Raw: raw}
			if g := c.r.Image(&to, "", &near.Suggester{}); g.Code == "" {
				to.Raw, n.Src = n.Src.Raw, to
				return
			}
		}
		c.fault(n.Pos, n.Src.Raw, "image ", f)
	}
}

// included returns a missing address that stands in an included file as one that starts from the pages' folder, "" when
// it stands in the page itself: what a file says about its neighbours holds for it.
func (c *check) included(pos tree.Pos, raw string, f link.Fault) string {
	if len(c.page.Sources) < 2 || f.Code != tree.DeadLink && f.Code != tree.ImageMissing && f.Code != tree.OutsideRoot && f.Code != tree.LinkOutside {
		return ""
	}
	kind, _, clean := link.Classify(raw)
	ref, _, _ := link.CutRef(clean)
	at := c.page.At(pos)
	if kind != link.Relative || ref == "" || ref[0] == '/' || at.Path == c.page.Sources[0].Path {
		return ""
	}
	full := path.Join(path.Dir(at.Path), ref)
	to, ok := name.RelativeTo(c.r.Dir(), full)
	if !ok && c.r.Others != nil && name.Leaves(full) { // it may be another guide's
		to, ok = path.Join(strings.Repeat("../", depthOf(c.r.Dir())), full), true
	}
	if !ok {
		return ""
	}
	return to + clean[len(ref):]
}

// depthOf is how many folders a path leads down.
func depthOf(dir string) int {
	if dir == "." {
		return 0
	}
	return strings.Count(dir, "/") + 1
}

func (c *check) heading(n *tree.Heading) {
	if n.Generated {
		c.level = n.Level
		return
	}
	if tree.PlainText(n.Inlines) == "" {
		c.report(tree.Diag{Page: c.page, Pos: n.Pos, Severity: tree.Warning, Code: tree.HeadingEmpty, Msg: "the heading has no text"})
	}
	if c.level > 0 && n.Level > c.level+1 {
		c.report(tree.Diag{Page: c.page, Pos: n.Pos, Severity: tree.Info, Code: tree.HeadingSkip,
			Msg: fmt.Sprintf("the heading goes from level %d to %d", c.level, n.Level)})
	}
	c.level = n.Level
}

// fault reports what is wrong with an address, its place underlined.
func (c *check) fault(pos tree.Pos, raw, what string, f link.Fault) {
	c.report(faultDiag(c.page, pos, raw, what, f))
}

func faultDiag(p *tree.Page, pos tree.Pos, raw, what string, f link.Fault) tree.Diag {
	d := tree.Diag{Page: p, Pos: pos, Severity: f.Severity, Code: f.Code, Msg: what + quoteRaw(raw) + ": " + f.Msg, Hint: f.Hint}
	if start, end, ok := p.Find(pos, raw); ok {
		d.Pos, d.End = start, end
	}
	return d
}

// quoteRaw quotes an address for a message: shortened, without control characters.
func quoteRaw(raw string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return '\uFFFD'
		}
		return r
	}, raw)
	if r := []rune(clean); len(r) > 120 {
		clean = string(r[:100]) + "…"
	}
	return `"` + clean + `"`
}
