package tree

import "strconv"

// A Section is a heading with what follows it, down to the next heading of its level or above.
type Section struct {
	Heading  *Heading // nil for the root of an Outline and for a tab
	Tab      *Tab     // set instead of Heading when the entry is a tab's label
	Title    []Inline
	Level    int        // repaired: 1 for the page's title, else one more than its parent's; 0 for the root
	Number   string     // "2.1" within the page, without the title's own level; "" for the title, what is Inside, and the class "unnumbered"
	Inside   bool       // the heading or tab stands inside a block (a quote, a list item, a tab group) and not in Page.Blocks
	Blocks   []Block    // the blocks after the heading up to the first subsection; nil when Inside
	Sections []*Section // subsections in source order
}

// An Outline is the view of a page as nested sections. It repairs what pages get wrong, once for every
// writer: the first level-1 heading is the page's title and the only section of level 1;
// skipped levels are closed up (2, 4 becomes 2, 3); later level-1 headings are level 2.
type Outline struct {
	Root   *Section // Blocks: what comes before the first heading
	levels map[*Heading]int
}

// Level returns the heading's repaired level: 1 and up, not capped.
func (o *Outline) Level(h *Heading) int {
	if l, ok := o.levels[h]; ok {
		return l
	}
	return int(h.Level)
}

// Numbers are the headings' numbers below the one of their page, "2" and "2.1"; "" for a page without one.
func (o *Outline) Numbers(page string) map[*Heading]string {
	numbers := map[*Heading]string{}
	var number func(s *Section)
	number = func(s *Section) {
		if s.Heading != nil {
			n := s.Number
			switch {
			case page != "" && n != "":
				n = page + "." + n
			case s.Level == 1:
				n = page
			}
			numbers[s.Heading] = n
		}
		for _, c := range s.Sections {
			number(c)
		}
	}
	number(o.Root)
	return numbers
}

// NewOutline returns the outline of the page. A tab's label is an entry one level below its heading.
func NewOutline(p *Page) *Outline {
	o := &Outline{Root: &Section{}, levels: map[*Heading]int{}}
	// key orders headings for nesting: the title is 1, a later level-1 heading 2, level 2 is 3, level 3 is 5 …
	// so that what follows a second level-1 heading nests below it, and it below the title.
	type open struct {
		s   *Section
		key int
	}
	stack := []open{{o.Root, 0}}
	title := false
	add := func(s *Section, key int) {
		for !s.Inside && stack[len(stack)-1].s.Inside { // what stands by itself is no part of what stands in a block
			stack = stack[:len(stack)-1]
		}
		for len(stack) > 1 && stack[len(stack)-1].key >= key {
			stack = stack[:len(stack)-1]
		}
		parent := stack[len(stack)-1].s
		s.Level = max(parent.Level+1, min(2, key))
		parent.Sections = append(parent.Sections, s)
		stack = append(stack, open{s, key})
	}
	heading := func(h *Heading, inside bool) *Section {
		s := &Section{Heading: h, Title: h.Inlines, Inside: inside}
		key := 2*int(h.Level) - 1
		switch {
		case h.Level > 1:
		case inside:
			key = 3
		case title:
			key = 2
		default:
			title = true
		}
		add(s, key)
		o.levels[h] = s.Level
		return s
	}
	var inner func(n Node) bool
	inner = func(n Node) bool {
		switch n := n.(type) {
		case *Heading:
			heading(n, true)
		case Inline:
		case *Paragraph, *CodeBlock:
		case *TabGroup:
			depth, base := len(stack), stack[len(stack)-1]
			for _, t := range n.Tabs {
				stack = stack[:depth]
				add(&Section{Tab: t, Title: t.Title, Inside: true}, base.key+2)
				for _, b := range t.Blocks {
					inner(b)
				}
				depth = min(depth, len(stack))
			}
			stack = stack[:depth]
		default:
			Children(n, inner)
		}
		return true
	}
	cur, from := o.Root, 0
	for i, b := range p.Blocks {
		if h, ok := b.(*Heading); ok {
			cur, from = heading(h, false), i+1
			continue
		}
		cur.Blocks = p.Blocks[from : i+1 : i+1] // what is appended to them does not reach the page
		inner(b)
	}
	for _, s := range o.Root.Sections {
		if s.Level == 1 {
			number(s.Sections, "")
		}
	}
	if !title {
		number(o.Root.Sections, "")
	}
	return o
}

// number gives the sections their numbers, those under prefix. What stands inside a block is not counted.
func number(sections []*Section, prefix string) {
	n := 0
	for _, s := range sections {
		if s.Inside || unnumbered(s) {
			continue
		}
		n++
		s.Number = prefix + strconv.Itoa(n)
		number(s.Sections, s.Number+".")
	}
}
